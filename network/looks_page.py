"""The living style page `/demo/looks/`: every part of `templates/parts/` with invented data, to be looked at.

It is a page for who builds Goodstanding and stays in English; the formats in it follow the reader's language.
"""

import datetime as dt
from dataclasses import dataclass

from django import forms

from network import parts
from network.forms_base import AmountField, DayField, Form
from network.looks_samples import Amount, chart, visits
from network.parts import Act, Cell, Check, Clock, Link, Pair, Row, Tag

NOW = dt.datetime(2026, 11, 24, 9, 12, tzinfo=dt.UTC)
TODAY = NOW.date()


class SampleForm(Form):
    """One field of each sort."""

    insurer = forms.CharField(label="Insurer", help_text="The company, as it stands on the certificate.")
    issued = DayField(label="First day covered", help_text="For example 14 1 2026.")
    per_claim = AmountField(label="Per claim", help_text="Harbor EAP asks at least $1,000,000.")
    kind = forms.ChoiceField(
        label="Form", choices=[("occurrence", "Occurrence"), ("claims_made", "Claims made")], widget=forms.RadioSelect
    )
    states = forms.MultipleChoiceField(
        label="States", choices=[("OH", "Ohio"), ("KY", "Kentucky")], widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label="Anything we should know", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    certificate = forms.FileField(label="Certificate", help_text="PDF, JPG, PNG or HEIC, up to 20 MB.")
    sure = forms.BooleanField(label="This is my own certificate")


class SampleFilters(Form):
    """What a filter bar holds."""

    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "All kinds"), ("initial", "Initial"), ("renewal", "Renewal")]
    )
    waiting = forms.ChoiceField(label="Waiting on", required=False, choices=[("", "Anyone"), ("us", "Us")])


@dataclass(frozen=True, slots=True)
class Reason:
    """A refusal for show, with the rule and the way forward."""

    message: str
    cure: str = ""
    rule: str = ""
    url: str = ""
    label: str = ""


def context() -> dict:
    """Everything the page shows."""
    return {
        **_work(),
        **_file(),
        **visits(),
        "now": NOW,
        "today": TODAY,
        "amounts": [
            Amount(184_650, "USD"),
            Amount(-11_000, "USD"),
            Amount(1_846_250, "EUR"),
            Amount(100_000_000, "EUR"),
        ],
        "tags": [Tag(kind, word) for kind, word in zip(parts.KINDS, TAG_WORDS, strict=True)],
        "clocks": CLOCKS,
        "sample": SampleForm(),
        "faulty": faulty(),
        "chart": chart(TODAY),
    }


TAG_WORDS = [
    "In review",
    "Waiting on therapist",
    "Waiting on register",
    "Ready, clean",
    "2 to resolve",
    "Breached",
    "Held to 27 Nov",
    "Unknown",
    "Met",
]
CLOCKS = [
    Clock("ours", "Ours", "4 h left"),
    Clock("theirs", "Theirs", "ours is paused"),
    Clock("source", "Source", "answer by 26 Nov"),
    Clock("late", "Ours", "1 d over"),
]


def faulty() -> SampleForm:
    """The form as it comes back with something to mend."""
    answers = {
        "insurer": "Lantern Mutual",
        "issued_day": "31",
        "issued_month": "2",
        "issued_year": "2026",
        "per_claim": "a million",
    }
    return SampleForm(answers, auto_id="bad_%s")


def _work() -> dict:
    views = [
        parts.View("Due today", "#v", 8, current=True),
        parts.View("Breached", "#v", 1, hot=True),
        parts.View("Ready for decision", "#v", 14),
    ]
    everyone = [parts.View("Waiting on therapist", "#v", 41), parts.View("Expiring in 90 days", "#v", 1064)]
    heads = ["Status", "Whose turn, time left", "Days so far", "Ready", "Top flag", "With"]
    ranks = {"Status": 2, "Days so far": 2, "Ready": 3, "Top flag": 2, "With": 3}
    return {
        "groups": [parts.ViewGroup("Mine", views), parts.ViewGroup("Everyone", everyone)],
        "filters": SampleFilters(),
        "heads": [parts.Head("Therapist"), *(_head(label, ranks.get(label, 1)) for label in heads)],
        "rows": [_row(*row) for row in QUEUE],
        "pager": parts.Pager("1 to 4 of 112", older="#older"),
        "links": [Link("Export", "#export"), Link("Invite a therapist", "#invite", note="primary")],
    }


def _head(label: str, rank: int) -> parts.Head:
    sort = {"sort_url": "#sort", "sorted": "ascending"} if label.startswith("Whose") else {}
    return parts.Head(label, rank, **sort)


def _row(key, name, note, tag, clock, strokes, done, flag, who) -> Row:
    cells = [
        Cell(tag, "tag", 2),
        Cell(clock, "clock"),
        Cell(strokes, "days", 2),
        Cell(parts.Ready(done, 14), "ready", 3),
        Cell(flag or "None", "text", 2, soft=not flag),
        Cell(who, "text", 3),
    ]
    detail = (
        [(Tag("warn", "Insurance"), "ends 4 Dec 2026; the policy asks for 30 days beyond the decision")]
        if key == "HB-0047"
        else []
    )
    return Row(key, name, "#file", note, cells, selected=key == "HB-0047", detail=detail)


QUEUE = [
    (
        "HB-0398",
        "Otis Fernsby",
        "HB-0398 · LPC, Pennsylvania",
        Tag("stop", "Breached"),
        CLOCKS[3],
        "oooooottttooooo",
        12,
        "Reference too old",
        "Maya",
    ),
    (
        "HB-0042",
        "Wren Halloway",
        "HB-0042 · LISW, Ohio",
        Tag("ours", "In review"),
        CLOCKS[0],
        "oottossoo",
        11,
        "Name differs",
        "Maya",
    ),
    (
        "HB-0047",
        "Basil Thornquist",
        "HB-0047 · LMFT, Michigan",
        Tag("warn", "2 to resolve"),
        CLOCKS[0],
        "oottttttttoo",
        12,
        "Insurance ends 4 Dec",
        "Tom",
    ),
    (
        "HB-0058",
        "Ida Lanternberg",
        "HB-0058 · LMHC, Indiana",
        Tag("theirs", "Waiting on therapist"),
        CLOCKS[1],
        "oottttt",
        9,
        "",
        "Maya",
    ),
]


def _file() -> dict:
    done, turn = Tag("done", "Verified"), Clock("ours", "Ours", "4 h left")
    return {
        "facts": [
            Pair("Whose turn", turn),
            Pair("Next step", "Director, by 24 Nov 17:00"),
            Pair("With", "Maya Lindenwood"),
        ],
        "crumbs": [Link("Due today", "#queue"), Link("file 2 of 8", "")],
        "tabs": [
            Link("Checklist", "#c", "11 of 14", True),
            Link("Timeline", "#t"),
            Link("Documents", "#d"),
            Link("Decision", "#x"),
        ],
        "checks": [
            Check("Identity", done, "#0", "no expiry"),
            Check("Ohio license", done, "#1", "day 3 of 120"),
            Check(
                "Liability insurance",
                Tag("warn", "Differs"),
                "#3",
                "held since 21 Nov",
                "Name differs on the certificate",
                True,
            ),
            Check(
                "Federal exclusion list",
                Tag("ours", "Suggested"),
                "#4",
                "obtained 23 Nov",
                "No match; waits for your yes",
            ),
        ],
        "attested": parts.Column(
            "Attested",
            "she says",
            [Pair("Insured", "Wren Halloway"), Pair("Insurer", "Lantern Mutual")],
            ["Signed by her, 13 Nov 2026, 20:14"],
        ),
        "paper": parts.Paper(
            "page 1 of 2",
            [
                "Certificate of insurance",
                "Lantern Mutual Company · Policy LM-7731-04",
                "Named insured: Wren Halloway-Pike",
            ],
            differences=["Wren Halloway and Wren Halloway-Pike."],
            open_url="#doc",
        ),
        "source": parts.Column(
            "Source",
            "insurer confirms",
            [Pair("Insured", "Wren Halloway-Pike, also known as Wren Halloway")],
            ["Valid for a decision until 22 May 2027 (day 1 of 180)"],
        ),
        "findings": [
            parts.FindingRow(
                Tag("draft", "Unknown"),
                "Insurance in her own name",
                "Name differs, not yet explained",
                "Same person, confirmed",
            ),
            parts.FindingRow(
                Tag("done", "Met"),
                "Insurance amounts",
                "$1,000,000 and $3,000,000",
                "at least $1,000,000 and $3,000,000",
                dt.date(2027, 12, 31),
            ),
        ],
        "acts": ACTS,
        "entries": ENTRIES,
        "eyes": [
            parts.Eye("Made", "Finn Abernook", "24 Nov, 10:20", "confirmed"),
            parts.Eye("Release", "You, Greta Saltmarsh", "now", "seen"),
            parts.Eye("Sent to the bank", "", "after release"),
        ],
    }


ACTS = [
    Act(
        "approve",
        "Approve",
        "#approve",
        [
            Reason(
                "Someone else must decide.",
                rule="You verified the Ohio license on 21 Nov. Rule: who verifies is never the one who decides.",
                url="#ask",
                label="Ask Ines Calloway, director",
            )
        ],
    ),
    Act(
        "deny",
        "Deny",
        "#deny",
        [
            Reason(
                "A denial for quality goes to the committee.",
                "To raise a concern, send the file to the committee with your reason.",
            )
        ],
    ),
    Act(
        "refer",
        "Send to committee",
        "#refer",
        allowed="You may raise the route. Next meeting: 3 Dec 2026.",
        small="Bringing it back down takes a reason and a second person.",
    ),
    Act("ask", "Ask her something", "#ask", method="get", allowed="Other checks go on meanwhile."),
]
ENTRIES = [
    parts.Entry("Assessed: clean", NOW, "machine", "by the rules, policy v7"),
    parts.Entry(
        "Maya Lindenwood accepted a name difference",
        NOW - dt.timedelta(minutes=4),
        note="“Pike is her married name; insurer letter names both.”",
    ),
    parts.Entry(
        "Wren Halloway sent a certificate", NOW - dt.timedelta(days=3), "them", "in answer to the request of 19 Nov"
    ),
]
