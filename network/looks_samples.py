"""What the style page shows of the pages for therapists and of standing over time; all invented."""

import datetime as dt
from dataclasses import dataclass

from network import lanes, parts, plots
from network.parts import Link, Tag


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount for show."""

    minor: int
    currency: str


def visits() -> dict:
    """What therapists see."""
    return {"tasks": _tasks(), "steps": _steps(), "pays": _pays(), "files": _files(), "answers": _answers()}


def _tasks() -> list[parts.Task]:
    return [
        parts.Task("Renew your liability insurance", Tag("warn", "Before 14 January"), "#1", "Ends on 14 Jan 2027, in 51 days"),
        parts.Task("Name and contact", Tag("done", "Done"), "#2", "We filled this in from your NPI record"),
        parts.Task(
            "Check, sign and send", Tag("draft", "Cannot start yet"), "", "Opens when the ten sections above are done"
        ),
    ]


def _steps() -> list[parts.Step]:
    return [
        parts.Step("Received", "16 Nov, sent in by you", "done"),
        parts.Step("Documents checked", "19 Nov, by Maya Lindenwood", "done"),
        parts.Step("Asking the register", "Since 20 Nov · expected by 27 Nov", "now"),
        parts.Step("Decision", "Expected around 2 Dec, by the director", "later"),
        parts.Step("Ready for referrals", "Usually the same day", "later"),
    ]


def _pays() -> list[parts.Pay]:
    return [
        parts.Pay(
            "4 sessions, case HB-2231", Amount(37_000, "USD"), "In the payment run of 25 Nov · on your account 27 Nov", "sent"
        ),
        parts.Pay("3 sessions, case HB-2198", Amount(27_750, "USD"), "Approved · next run 9 Dec"),
        parts.Pay("5 sessions, case HB-2104", Amount(46_250, "USD"), "Paid on 13 Nov", "paid"),
    ]


def _files() -> list[parts.Coach]:
    return [
        parts.Coach(
            "good", "Usable", "Policy-2027-page-1.heic", "Easy to read. In the name of Wren Halloway, through 31 Dec 2027."
        ),
        parts.Coach(
            "stop", "We cannot use this", "Policy-old.pdf", "This policy ended on 14 Jan 2026.", "send the one that runs now.",
            [Link("Choose another file", "#f")],
        ),
        parts.Coach(
            "warn", "Look again", "Policy-2027-page-2.heic", "The bottom line is blurred.",
            "lay the page flat and take the photo again.", [Link("Take the photo again", "#p"), Link("Send it anyway", "#s")],
        ),
    ]


def _answers() -> list[parts.Answer]:
    return [
        parts.Answer("Insurer", "Lantern Mutual", "#1"),
        parts.Answer("Runs", "1 Jan 2026 to 31 Dec 2027", "#2"),
        parts.Answer("NPI", "", ""),
    ]


def bars() -> plots.Plot:
    """Days of vetting by whose they were."""
    sides = (("ours", "Ours", 9), ("theirs", "Theirs", 5), ("source", "The source's", 3))
    rows = [
        plots.Bar("First vettings", "17 days", [plots.Part(kind, days, f"{words}: {days}") for kind, words, days in sides]),
        plots.Bar("Re-vettings", "6 days", [plots.Part("ours", 6, "Ours: 6")]),
    ]
    return plots.plot("Days, and whose they were", rows, legend=[(kind, words) for kind, words, _days in sides])


def chart(on: dt.date) -> lanes.Lanes:
    """A year of standing with a gap in the insurance."""
    first, last = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    rows = [
        lanes.Lane("Approved, counseling", [lanes.Bar("grant", dt.date(2026, 2, 10), None, "from 10 Feb 2026")]),
        lanes.Lane("Ohio license", [lanes.Bar("cover", first, dt.date(2027, 3, 20), "through 20 Mar 2027")]),
        lanes.Lane(
            "Liability insurance",
            [
                lanes.Bar("cover", first, dt.date(2026, 7, 14), "through 14 Jul 2026"),
                lanes.Bar("cover", dt.date(2026, 8, 9), None, "from 9 Aug 2026"),
            ],
        ),
        lanes.Lane("Holds", [lanes.Bar("hold", dt.date(2026, 10, 1), dt.date(2026, 10, 20), "leave")]),
    ]
    ticks = [(dt.date(2026, month, 1), name) for month, name in ((1, "Jan"), (4, "Apr"), (7, "Jul"), (10, "Oct"))]
    return lanes.lanes(rows, first=first, last=last, on=on, ticks=ticks)
