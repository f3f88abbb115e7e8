"""When the next vetting is due, what has passed since, when somebody is reminded of it, and what leave puts off. Pure.

Day 0 is the due day itself, the last on which clients are offered. A re-vetting decided on day 30 is late and counts from its own
decision; on day 31 there is nothing to renew any more (NCQA CR 4; domain 1.1 and 5.5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from network.dates import plus_months

# what was asked and verified once is not asked again at a re-vetting (NCQA CR 4): evidence elements, and rules about them alone
ONCE = ("education", "work_history", "reference", "eap_experience")
ONCE_RULES = frozenset({
    "education_verified", "work_history_verified", "work_history_reaches", "gaps_explained", "gaps_in_writing", "references",
    "reference_ratings",
})


class Phase(StrEnum):
    """Where a vetting stands on one day."""

    EARLY = "early"  # nothing is asked yet
    OPEN = "open"  # the next one has begun; nothing has stopped
    LATE = "late"  # past due: no offers, sessions of running authorizations count, a decision is still accepted
    OVER = "over"  # a first application is the only way


@dataclass(frozen=True, slots=True)
class Leave:
    """Days away, both included, of a kind that puts the next vetting off."""

    first: date
    last: date


def due_after(decided_on: date, *, months: int, days: int = 0) -> date:
    """The last day before the next vetting is due, counted from the decision: by days where `days` are given, else by months."""
    return decided_on + timedelta(days=days) if days else plus_months(decided_on, months)


def phase(on: date, *, due: date, opens: int, late_until: date) -> Phase:
    """Where it stands on day `on`; the next vetting begins `opens` days before it is due."""
    if on > late_until:
        return Phase.OVER
    if on > due:
        return Phase.LATE
    return Phase.OPEN if on >= due - timedelta(days=opens) else Phase.EARLY


def days_late(on: date, due: date) -> int:
    """How many days past due a decision of day `on` is; 0 when it is in time."""
    return max((on - due).days, 0)


def reminder(ladder: Iterable[int], *, due: date, opened: date, on: date) -> int | None:
    """The step of a ladder of days before `due` that was reached last; None before the first.

    A step that had passed when the file was opened is not made up for: the mail that it is open went out then. Nights
    that were slept through send one mail, not several.
    """
    steps = {step: due - timedelta(days=step) for step in ladder}
    return min((step for step, day in steps.items() if opened < day <= on), default=None)


def put_off(due: date, leaves: Iterable[Leave], days: int) -> date:
    """The due day when leave falls on it: so many days after she is back; with 0 days the due day runs on (domain N5).

    Only leave in which the due day falls counts, and leave that such a new day falls in puts it off once more.
    """
    for leave in sorted(leaves, key=lambda leave: (leave.first, leave.last)):
        if days and leave.first <= due <= leave.last:
            due = leave.last + timedelta(days=days)
    return due
