"""Names and references in the characters banks take: Latin letters without marks, digits and a few signs. Pure."""

import re
import unicodedata

_OTHER = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")  # what EPC's SEPA guidelines leave out
_IDENTIFIER = re.compile(r"[A-Z0-9](?:[A-Z0-9.\-]{0,33}[A-Z0-9])?")
_SPELLED = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L",
    "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H", "ĸ": "k", "ŋ": "n", "Ŋ": "N", "&": "+", "_": "-", "‐": "-", "–": "-", "—": "-",
    "’": "'", "‘": "'", "`": "'", "´": "'", ";": ",", "[": "(", "]": ")", "{": "(", "}": ")",
})  # fmt: skip


def spelled(text: str, most: int) -> str:
    """The text in allowed characters, one space at a time, at most `most` signs; a sign nobody can spell becomes a point."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPELLED))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(_OTHER.sub(".", " ".join(bare.split())).split())[:most].strip()


def readable(text: str) -> bool:
    """Whether at least half of the signs of a spelled name are letters or digits: "....." names nobody."""
    return 2 * sum(sign.isalnum() for sign in text) >= max(len(text), 1)


def is_identifier(text: str, most: int = 35) -> bool:
    """Whether a text can only be a number of ours: capitals, digits, points and hyphens, at least one digit, no space.

    Whatever is written into a bank's file of its payments passes here, so that no client's name can be in it.
    """
    return len(text) <= most and bool(_IDENTIFIER.fullmatch(text)) and any(sign.isdigit() for sign in text)
