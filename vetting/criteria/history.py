"""Work history by the month: how far back it goes, and the months nobody explained (domain 1.6).

A gap is measured to the day she signed and never to today, so waiting for us cannot open one.
"""

from dataclasses import dataclass
from datetime import date

from vetting.criteria.shapes import month_index, month_start, unknown, verdict
from vetting.evidence import Facts
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Stricter, Unit, Verdict


@dataclass(frozen=True, slots=True)
class Gap:
    """Whole calendar months without work, by month index, both ends included."""

    first: int
    last: int

    @property
    def months(self) -> int:
        """How many whole months."""
        return self.last - self.first + 1


def gaps(facts: Facts) -> list[Gap]:
    """The months between jobs, overlapping jobs merged, and those from the last job to the month she signed in."""
    signed = month_index(facts.attested_on) if facts.attested_on else None
    found, reach = [], None
    for job in sorted(facts.jobs or (), key=lambda job: job.first):
        first = month_index(job.first)
        if reach is not None and first > reach + 1:
            found.append(Gap(reach + 1, first - 1))
        last = month_index(job.last) if job.last else (signed or first)
        reach = max(last, reach or last)
    if reach is not None and signed is not None and signed > reach + 1:
        found.append(Gap(reach + 1, signed - 1))
    return found


def _looked_at(facts: Facts, limit: Limit, on: date) -> list[Gap]:
    """The part of each gap inside the look-back that is longer than the limit."""
    start = month_index(on) - 12 * limit["years"]
    clipped = [Gap(max(gap.first, start), gap.last) for gap in gaps(facts)]
    return [gap for gap in clipped if gap.months > limit["months"]]


def _unexplained_months(facts: Facts, gap: Gap, written: bool) -> list[int]:
    told: set[int] = set()
    for item in facts.gap_explanations:
        if item.written or not written:
            told.update(range(month_index(item.first), month_index(item.last) + 1))
    return [month for month in range(gap.first, gap.last + 1) if month not in told]


def unexplained(facts: Facts, limit: Limit, on: date, *, written: bool = False) -> list[Gap]:
    """The gaps longer than `limit["months"]` in the last `limit["years"]` that she has not explained."""
    return [gap for gap in _looked_at(facts, limit, on) if _unexplained_months(facts, gap, written)]


def _gap_judge(written: bool):
    def outcome(facts: Facts, limit: Limit, on: date) -> Verdict:
        if not facts.jobs or facts.attested_on is None:
            return unknown(gaps=None)
        open_gaps = unexplained(facts, limit, on, written=written)
        shown = tuple((month_start(gap.first), month_start(gap.last)) for gap in open_gaps)
        longest = max((gap.months for gap in open_gaps), default=0)
        return verdict(Outcome.NOT_MET if open_gaps else Outcome.MET, gaps=shown, months=longest)

    return outcome


def gap_turns(facts: Facts, limit: Limit) -> list[date]:
    """The first of the month in which so much of a gap has left the look-back that the rest is short, or explained, enough."""
    left = []
    for gap in gaps(facts):
        left.append(gap.last - limit["months"])
        left += [month for written in (False, True) for month in _unexplained_months(facts, gap, written)[-1:]]
    return [month_start(month + 1 + 12 * limit["years"]) for month in left]


def _bound(facts: Facts) -> date | None:
    """Nobody need show work before her first license."""
    return min((item.issued_on for item in facts.licenses or () if item.issued_on), default=None)


def _reaches_back(facts: Facts, limit: Limit, on: date) -> Verdict:
    if not facts.jobs:
        return unknown(first=None)
    first = min(job.first for job in facts.jobs)
    start = month_index(on) - 12 * limit["years"]
    bound = _bound(facts)
    needed = max(start, month_index(bound)) if bound else start
    outcome = Outcome.MET if month_index(first) <= needed else Outcome.UNKNOWN
    return verdict(outcome, first=first, licensed_on=bound)


def _reaches_back_turns(facts: Facts, limit: Limit) -> list[date]:
    return [month_start(month_index(job.first) + 12 * limit["years"]) for job in facts.jobs or ()]


FAMILY = "history"
YEARS = Field("years", Kind.INTEGER, minimum=1, maximum=20, default=5, stricter=Stricter.HIGHER)
MONTHS = Field("months", Kind.INTEGER, minimum=0, maximum=60, stricter=Stricter.LOWER)
READS = ("work_history",)
CRITERIA = (
    Criterion("work_history_reaches", FAMILY, Unit.YEARS, (YEARS,), _reaches_back, _reaches_back_turns, READS),
    Criterion("gaps_explained", FAMILY, Unit.MONTHS, (MONTHS, YEARS), _gap_judge(False), gap_turns, READS),
    Criterion("gaps_in_writing", FAMILY, Unit.MONTHS, (MONTHS, YEARS), _gap_judge(True), gap_turns, READS),
)
