"""Conflicts of interest a machine may propose: what a committee member and a therapist have in common. Pure.

Only keyed hashes are compared, never the values: who compares learns that two agree, and nothing else. A machine proposes;
that a member does not take part is the member's or the chair's word.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum


class Interest(StrEnum):
    """What may be shared (domain 1.2, safety A6)."""

    EMPLOYER = "employer"
    PHONE = "phone"
    REFEREE = "referee"
    VERIFIED = "verified"
    HERSELF = "herself"
    DECLARED = "declared"


LISTED = (Interest.EMPLOYER, Interest.PHONE, Interest.REFEREE)  # compared by hash
NOISE = re.compile(r"\b(inc|llc|ltd|llp|pllc|pc|corp|bv|nv|the|de|het)\b")


def folded(kind: str, value: str) -> str:
    """A value in the one spelling that is hashed: without case, accents, marks, and the legal form of a company."""
    plain = unicodedata.normalize("NFKD", value).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    if kind == Interest.REFEREE and "@" in plain:
        return plain.strip()
    plain = re.sub(r"[.'’]", "", plain)
    plain = re.sub(r"[^\w]+", " ", plain)
    if kind == Interest.EMPLOYER:
        plain = NOISE.sub(" ", plain)
    if kind == Interest.PHONE:
        return "".join(sign for sign in plain if sign.isdigit())[-9:]
    return " ".join(plain.split())


def shared(mine: Mapping[str, Iterable[str]], hers: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The kinds in which a member and a therapist have a hash in common, in the order of LISTED."""
    return tuple(kind for kind in LISTED if set(mine.get(kind, ())) & set(hers.get(kind, ())))
