"""What two people may have in common, in the one spelling that is compared. Pure; `network.fingerprints` makes the hashes."""

import re
import unicodedata
from enum import StrEnum

NOISE = re.compile(r"\b(inc|llc|ltd|llp|pllc|pc|corp|bv|nv|the|de|het)\b")
SHORT = {  # ways and rooms of an address, as they are often cut short
    "street": "st", "avenue": "ave", "road": "rd", "drive": "dr", "boulevard": "blvd", "lane": "ln", "suite": "ste", "floor": "fl",
    "straat": "str", "plein": "pl", "north": "n", "south": "s", "east": "e", "west": "w",
}


class Kind(StrEnum):
    """What may be shared (domain 1.2, safety A6)."""

    ADDRESS = "address"
    EMPLOYER = "employer"
    PHONE = "phone"
    REFEREE = "referee"
    BANK = "bank"


def folded(kind: str, value: str) -> str:
    """A value in the one spelling that is hashed: without case, accents, marks, and the legal form of a company."""
    plain = unicodedata.normalize("NFKD", value).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    if kind == Kind.REFEREE and "@" in plain:
        return plain.strip()
    if kind == Kind.PHONE or (kind == Kind.REFEREE and is_number(plain)):
        return "".join(sign for sign in plain if sign.isdigit())[-9:]
    plain = re.sub(r"[.'’]", "", plain)
    plain = re.sub(r"[^\w]+", " ", plain)
    if kind == Kind.BANK:
        return plain.replace(" ", "")
    if kind == Kind.EMPLOYER:
        plain = NOISE.sub(" ", plain)
    words = plain.split()
    return " ".join(SHORT.get(word, word) for word in words) if kind == Kind.ADDRESS else " ".join(words)


def is_number(value: str) -> bool:
    """Whether this is a telephone number: seven digits or more, and no word."""
    return sum(sign.isdigit() for sign in value) >= 7 and not any(sign.isalpha() for sign in value)
