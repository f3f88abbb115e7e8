"""How long each class of record is kept (domain 8.1 number 76), and what a country's law says of it. Pure.

The days are the organization's own (`vetting.clocks`), agreed on by two people with its policy. Where a law says how long at
most, a policy may keep shorter and never longer, and nothing there asks to keep: a request is carried out at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Class(StrEnum):
    """What became of her part."""

    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most days a law lets this be kept without the person's consent, and where that is said."""

    days: int
    source: str


CLOCK = {
    Class.REJECTED: "keep_rejected_days", Class.WITHDRAWN: "keep_withdrawn_days", Class.ENDED: "keep_ended_days",
}
# domain 10.2: rejected applicants four weeks in the Netherlands (Autoriteit Persoonsgegevens on AVG 5 (1) (e)), confidence: general
FOUR_WEEKS = Ceiling(28, "AVG 5 (1) (e)")
CEILINGS: dict[str, dict[str, Ceiling]] = {"NL": {CLOCK[Class.REJECTED]: FOUR_WEEKS, CLOCK[Class.WITHDRAWN]: FOUR_WEEKS}}


def ceilings(country: str) -> Mapping[str, Ceiling]:
    """The ceilings of a country, by the key of the clock."""
    return CEILINGS.get(country, {})


def duty(kind: Class, country: str) -> bool:
    """Whether a request must wait for these days: an accreditor or a contract looks back at who was vetted and why."""
    return CLOCK[kind] not in ceilings(country)
