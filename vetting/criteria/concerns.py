"""What was said about her between two vettings and found to be so (domain 5.5). No standard names a number."""

from datetime import date

from network.dates import plus_months
from vetting.criteria.shapes import ONE_DAY, verdict
from vetting.evidence import SEVERITIES, Concern, Facts
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Stricter, Unit, Verdict


def concerns_within(facts: Facts, limit: Limit, on: date, floor: str) -> list[Concern]:
    """Those received in the last `limit["months"]` months that weigh at least `floor`."""
    weighty = SEVERITIES[SEVERITIES.index(floor) :]
    return [
        item for item in facts.concerns
        if item.severity in weighty and item.received_on <= on <= plus_months(item.received_on, limit["months"])
    ]


def _turns(facts: Facts, limit: Limit) -> list[date]:
    return [day for item in facts.concerns for day in (item.received_on, plus_months(item.received_on, limit["months"]) + ONE_DAY)]


def _verdict(found: list[Concern], most: int) -> Verdict:
    refs = tuple(item.ref for item in found if item.ref)
    outcome = Outcome.NOT_MET if len(found) > most else Outcome.MET
    return Verdict(outcome, {"concerns": len(found)}, refs) if refs else verdict(outcome, concerns=len(found))


def _count(facts: Facts, limit: Limit, on: date) -> Verdict:
    """No more of them than the number; the log is the organization's own, so that none is known where none is there."""
    return _verdict(concerns_within(facts, limit, on, limit["from_severity"]), limit["most"])


def _serious(facts: Facts, limit: Limit, on: date) -> Verdict:
    """None that is serious."""
    return _verdict(concerns_within(facts, limit, on, "serious"), 0)


FAMILY = "conduct"
LOOK_BACK = Field("months", Kind.INTEGER, minimum=1, maximum=120, default=36, stricter=Stricter.HIGHER)
FROM = Field("from_severity", Kind.CODE, choices=SEVERITIES, default="minor", stricter=Stricter.LOWER)
CRITERIA = (
    Criterion(
        "concerns_count", FAMILY, Unit.COUNT,
        (Field("most", Kind.INTEGER, minimum=0, maximum=20, stricter=Stricter.LOWER), LOOK_BACK, FROM), _count, _turns, (),
    ),
    Criterion("concerns_serious", FAMILY, Unit.NONE, (LOOK_BACK,), _serious, _turns, ()),
)
