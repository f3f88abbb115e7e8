"""Names of firms and other bodies: what marks one, how one is compared, and names of several parties in one cell. Pure."""

import re
from functools import lru_cache

from anyascii import anyascii

MARKS = frozenset(  # legal forms: left out when two names are compared
    "LLC INC INCORPORATED CORP CORPORATION LTD LIMITED LLP LLLP PLLC PLC GMBH BV NV LP COMPANY CO PC PA".split()
)
SURE = MARKS - {"CO", "PC", "PA", "LP", "NV", "BV"}  # these are names and initials, too
SMALL = frozenset(("THE", "AND", "OF", "A"))
SPACED = re.compile(r"\b(?:P L L C|L L C|L L P|L T D|P C|P A|L P)\b")
DBA = re.compile(r"\s+(?:d\.?/?b\.?/?a\.?|doing business as)\s+", re.IGNORECASE)


def is_firm(name: str) -> bool:
    """Whether a name says by one of its words that it is a firm's. Without such a word it may be either."""
    return not SURE.isdisjoint(words(name))


@lru_cache(maxsize=50_000)
def words(name: str) -> tuple[str, ...]:
    """A name as it is compared: capitals without accents and signs, digits kept, word by word; "L.L.C." and "L L C" are one."""
    plain = re.sub(r"['`.\u2019]", "", anyascii(name.replace("&", " and ")).upper())
    plain = SPACED.sub(lambda found: found[0].replace(" ", ""), re.sub(r"[^A-Z0-9]+", " ", plain))
    return tuple(plain.split())


def bare(name: str) -> tuple[str, ...]:
    """The words that tell firms apart: without legal forms, articles and "and". All of them where nothing else is left."""
    spoken = words(name)
    return tuple(each for each in spoken if each not in MARKS and each not in SMALL) or spoken


def split_parties(listed: str) -> list[str]:
    """The names in "ONE, TWO, LLC, THREE DBA FOUR": a legal form after a comma belongs to what stands before it."""
    return [name for part in DBA.split(listed) for name in _glued(part)]


def _glued(part: str) -> list[str]:
    found: list[str] = []
    for piece in filter(None, map(str.strip, part.split(","))):
        if found and MARKS.issuperset(words(piece)):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found
