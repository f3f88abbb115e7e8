"""Conflicts of interest a machine may propose: what somebody who decides and a therapist have in common. Pure.

Only keyed hashes are compared, never the values: who compares learns that two agree, and nothing else. A machine proposes;
that somebody does not take part is her own or the chair's word.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from network.marks import folded

__all__ = ["LISTED", "Interest", "Side", "between", "folded", "shared"]


class Interest(StrEnum):
    """What may be shared (domain 1.2, safety A6)."""

    ADDRESS = "address"
    EMPLOYER = "employer"
    PHONE = "phone"
    REFEREE = "referee"
    BANK = "bank"
    VERIFIED = "verified"
    HERSELF = "herself"
    DECLARED = "declared"
    EARLIER = "earlier"


LISTED = (Interest.ADDRESS, Interest.EMPLOYER, Interest.PHONE, Interest.REFEREE, Interest.BANK)  # compared by hash


@dataclass(frozen=True, slots=True)
class Side:
    """One of two people compared: her fingerprints by kind, and those under which another would name her as a referee."""

    marks: Mapping[str, Iterable[str]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()


def shared(mine: Mapping[str, Iterable[str]], hers: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The kinds in which a member and a therapist have a hash in common, in the order of LISTED."""
    return tuple(kind for kind in LISTED if set(mine.get(kind, ())) & set(hers.get(kind, ())))


def between(mine: Side, hers: Side) -> tuple[str, ...]:
    """The kinds two people share; one is the other's referee whoever named whom. Who names the same referee shares nothing."""
    one_way = shared({**mine.marks, Interest.REFEREE: mine.named}, hers.marks)
    other_way = shared({Interest.REFEREE: mine.marks.get(Interest.REFEREE, ())}, {Interest.REFEREE: hers.named})
    return tuple(str(kind) for kind in LISTED if kind in {*one_way, *other_way})
