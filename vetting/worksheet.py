"""Whether each element of a file was there in time: source, its day, who verified it, days to the decision. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What a surveyor would write beside it."""

    MET = "met"
    NOT_MET = "not_met"
    WAIVED = "waived"


class Why(StrEnum):
    """Why it is not met."""

    NOTHING = ""
    NOT_VERIFIED = "not_verified"
    LATE = "late"
    TOO_OLD = "too_old"
    NO_DAY = "no_day"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One state of one check, as it stood from `verified_at` until it was replaced by a later one."""

    ref: str
    element: str
    item: str
    what: str
    source: str
    state: str
    as_of: date | None = None
    verified_at: datetime | None = None
    who: str = ""
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One element on the worksheet. `days` from the source's own day to the decision; `window` None: it does not age."""

    evidence: Evidence
    days: int | None
    window: int | None
    verdict: Verdict
    why: Why = Why.NOTHING


def standing_at(rows: Iterable[Evidence], decided_at: datetime) -> list[Evidence]:
    """Of each element the one that stood at the decision: the last verified by then, else the last there is."""
    found: dict[tuple[str, str], Evidence] = {}
    for row in rows:
        key, known = (row.element, row.item), found.get((row.element, row.item))
        if known is None or _in_time(row, decided_at) or not _in_time(known, decided_at):
            found[key] = row
    return list(found.values())


def _in_time(row: Evidence, decided_at: datetime) -> bool:
    return row.verified_at is not None and row.verified_at <= decided_at


def line(evidence: Evidence, *, decided_on: date, decided_at: datetime, window: int | None) -> Line:
    """Met when somebody verified it by the decision and the source's day lies in the window then."""
    days = (decided_on - evidence.as_of).days if evidence.as_of else None
    if evidence.state == "waived" and _in_time(evidence, decided_at):
        return Line(evidence, days, window, Verdict.WAIVED)
    why = _why(evidence, days, decided_at, window)
    return Line(evidence, days, window, Verdict.NOT_MET if why else Verdict.MET, why)


def _why(evidence: Evidence, days, decided_at, window) -> Why:
    if evidence.verified_at is None:
        return Why.NOT_VERIFIED
    if evidence.verified_at > decided_at:
        return Why.LATE
    if days is None:
        return Why.NO_DAY
    return Why.TOO_OLD if window is not None and days > window else Why.NOTHING


@dataclass(frozen=True, slots=True)
class Score:
    """One element over a sample: how many of how many files that were read; `settled`: every one of them meets it."""

    element: str
    met: int
    read: int
    settled: bool


def scores(first: Iterable[Line], rest: Iterable[Line]) -> list[Score]:
    """Per element: settled by the files read first when each of them meets it, else by all (the 8/30 rule).

    Without `rest` there is nothing more to read, and what was read settles it. A waived element counts as met.
    """
    first, rest = list(first), list(rest)
    found = []
    for element in dict.fromkeys(row.evidence.element for row in (*first, *rest)):
        mine = [row for row in first if row.evidence.element == element]
        if any(row.verdict is Verdict.NOT_MET for row in mine) or not mine:
            mine += [row for row in rest if row.evidence.element == element]
        met = sum(row.verdict is not Verdict.NOT_MET for row in mine)
        found.append(Score(element, met, len(mine), met == len(mine)))
    return found
