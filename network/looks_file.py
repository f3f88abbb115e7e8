"""What the style page shows of one file: its checklist, three columns, findings, acts and timeline; all invented."""

import datetime as dt
from dataclasses import dataclass

from network import parts
from network.parts import Act, Check, Clock, Link, Pair, Tag


@dataclass(frozen=True, slots=True)
class Reason:
    """A refusal for show, with the rule and the way forward."""

    message: str
    cure: str = ""
    rule: str = ""
    url: str = ""
    label: str = ""


def a_file(now: dt.datetime) -> dict:
    """What reviewers and directors see of one file."""
    return {
        "facts": [
            Pair("Whose turn", Clock("ours", "Ours", "4 h left")),
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
        "checks": _checks(),
        **_columns(),
        "findings": _findings(),
        "acts": ACTS,
        "entries": _entries(now),
        "eyes": [
            parts.Eye("Made", "Finn Abernook", "24 Nov, 10:20", "confirmed"),
            parts.Eye("Release", "You, Greta Saltmarsh", "now", "seen"),
            parts.Eye("Sent to the bank", "", "after release"),
        ],
    }


def _checks() -> list[Check]:
    done = Tag("done", "Verified")
    return [
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
    ]


def _columns() -> dict:
    return {
        "attested": parts.Column(
            "Attested",
            "the therapist says",
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
            open_url="#copy",
        ),
    }


def _findings() -> list[parts.FindingRow]:
    return [
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
    ]


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


def _entries(now: dt.datetime) -> list[parts.Entry]:
    return [
        parts.Entry("Assessed: clean", now, "machine", "by the rules, policy v7"),
        parts.Entry(
            "Maya Lindenwood accepted a name difference",
            now - dt.timedelta(minutes=4),
            note="“Pike is her married name; insurer letter names both.”",
        ),
        parts.Entry(
            "Wren Halloway sent a certificate", now - dt.timedelta(days=3), "them", "in answer to the request of 19 Nov"
        ),
    ]
