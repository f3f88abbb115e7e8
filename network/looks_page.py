"""The living style page `/demo/looks/`: every part of `templates/parts/` with invented data, to be looked at.

It is a page for who builds Goodstanding and stays in English; the formats in it follow the reader's language.
"""

import datetime as dt

from django import forms

from network import parts
from network.forms_base import AmountField, DayField, Form
from network.looks_file import a_file
from network.looks_samples import Amount, bars, chart, visits
from network.parts import Cell, Clock, Link, Row, Tag

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


def context() -> dict:
    """Everything the page shows."""
    return {
        **_work(),
        **a_file(NOW),
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
        "bars": bars(),
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
    "PDF",
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
