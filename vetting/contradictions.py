"""Rules of one policy that cannot both be meant, and rules that contradict themselves. Pure.

Each field by itself is checked in `vetting.limits`; here one number is held against another: a minimum above its maximum.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vetting.findings import Limit


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`criterion` asks `asked`, which is more than the `most` that `other` leaves; both in the unit of `field`."""

    criterion: str
    field: str
    asked: Any
    other: str
    other_field: str
    most: Any


ORDERED = (  # (criterion, field) that may not be above (other criterion, field)
    ("score", "director", "score", "clean"),
    ("insurance_per_claim", "minimum", "insurance_aggregate", "minimum"),
    ("gaps_explained", "months", "gaps_in_writing", "months"),
)


def contradictions(limits: Mapping[str, Limit]) -> Iterator[Contradiction]:
    """Every pair of numbers in the wrong order, given the limits of a policy by criterion."""
    for key, field, other, other_field in ORDERED:
        asked, most = limits.get(key, {}).get(field), limits.get(other, {}).get(other_field)
        if asked is None or most is None:
            continue
        if isinstance(asked, Mapping) and isinstance(most, Mapping):
            wrong = [code for code, amount in asked.items() if code in most and amount > most[code]]
            if wrong:
                yield Contradiction(key, field, {wrong[0]: asked[wrong[0]]}, other, other_field, {wrong[0]: most[wrong[0]]})
        elif isinstance(asked, int) and isinstance(most, int) and asked > most:
            yield Contradiction(key, field, asked, other, other_field, most)

