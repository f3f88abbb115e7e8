"""What lets a therapist practice where no single paper does: a license, or a register with hours and supervision (domain 3.1 no. 5 and 6).

Also the looking up again of every license in between (8.1 D 43): a board's word ages even while the license runs.
"""

from datetime import date

from vetting.criteria.experience import enough_hours
from vetting.criteria.licenses import (
    ACCEPTS,
    PRACTICE_LEVELS,
    held,
    per_place,
    requested,
    supervised,
    supervision_turns,
)
from vetting.criteria.shapes import (
    EVIDENCE,
    days_field,
    days_turns,
    unknown,
    within_days,
    worst,
)
from vetting.evidence import Facts, License
from vetting.findings import Criterion, Field, Kind, Limit, Outcome, Stricter, Unit, Verdict


def _license_or_register(facts: Facts, limit: Limit, on: date) -> Verdict:
    """In every place asked for: an accepted license alone, or an accepted register entry together with hours and supervision."""

    def judge(item: License) -> Verdict:
        found = held(item, limit)
        if item.statutory or found.outcome is Outcome.NOT_MET:
            return found
        return worst([found, *_beside_a_register(facts, limit, on)], found)

    return per_place(facts, judge, Outcome.NOT_MET)


def _beside_a_register(facts: Facts, limit: Limit, on: date):
    """What a register entry needs beside it."""
    if limit["hours"]:
        yield enough_hours(facts, limit, on)
    if limit["supervised"]:
        yield supervised(facts, limit, on)


def _rechecked(facts: Facts, limit: Limit, on: date) -> Verdict:
    """Every license for the places asked looked up again within n days: what a board publishes changes while a license runs."""
    return worst([within_days(item.proof, limit["days"], on) for item in requested(facts)], unknown(as_of=None))


def _rechecked_turns(facts: Facts, limit: Limit) -> list[date]:
    return days_turns([item.proof for item in requested(facts)], limit["days"])


FAMILY = "licenses"
SUPERVISORS = Field(
    "supervisors", Kind.CODES, choices=PRACTICE_LEVELS, default=("independent", "voluntary"), stricter=Stricter.FEWER
)
CRITERIA = (
    Criterion(
        "license_or_register", FAMILY, Unit.HOURS,
        (
            ACCEPTS[0], Field("registers", Kind.CODES, stricter=Stricter.FEWER),
            Field("hours", Kind.INTEGER, minimum=0, maximum=20000, stricter=Stricter.HIGHER),
            Field("supervised", Kind.FLAG, default=True, stricter=Stricter.HIGHER), SUPERVISORS, EVIDENCE,
        ),
        _license_or_register, supervision_turns, ("license", "register", "training", "supervision"),
    ),
    Criterion(
        "license_rechecked", FAMILY, Unit.DAYS, (days_field(365),), _rechecked, _rechecked_turns, ("license", "register"),
        waivable=False,
    ),
)
