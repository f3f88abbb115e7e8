"""What the words on a paper say against it: another kind of paper, another person, a day that has passed. Pure.

The text may be Tesseract's, with letters mistaken for others, so nothing follows from a word that is missing in a short
text, and a name counts as seen when most of it is.
"""

import re
from collections.abc import Iterable
from datetime import date

from anyascii import anyascii
from rapidfuzz import fuzz

LONG = 120  # letters of text below which it says nothing
SEEN = 75  # of 100: how much of a name has to be there; two of eight letters may be misread
TELLING = {
    "insurance": ("liability", "insured", "insurance", "insurer", "policy", "verzeker", "polis", "aansprakelijk", "per claim"),
    "licenses": ("license", "licence", "licensed", "registration", "registratie", "register", "big-nummer", "board of"),
    "education": ("diploma", "degree", "university", "universiteit", "bachelor", "master", "hogeschool", "conferred"),
}
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mrt maa", "apr", "may mei", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec"), 1
    )
    for name in names.split()
}
DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3})[a-z]*\.? (\d{4})\b")
MONTH_FIRST = re.compile(r"\b([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
NUMBERS = re.compile(r"\b(\d{1,4})([-/.])(\d{1,2})\2(\d{2,4})\b")


def plain(text: str) -> str:
    """Lower case without accents, one space between words."""
    return " ".join(anyascii(text).lower().split())


def days(text: str) -> set[date]:
    """Every day written in the text. With slashes the month comes first, as in the US, unless it cannot."""
    text, found = plain(text), set()
    for first, word, year in DAY_FIRST.findall(text):
        found.add(_day(year, MONTHS.get(word), first))
    for word, first, year in MONTH_FIRST.findall(text):
        found.add(_day(year, MONTHS.get(word), first))
    for first, mark, middle, last in NUMBERS.findall(text):
        if len(first) == 4:
            found.add(_day(first, middle, last))
        elif len(last) == 4:
            month_first = mark == "/" and int(first) <= 12
            found.add(_day(last, first, middle) if month_first else _day(last, middle, first))
    return found - {None}


def _day(year, month, number) -> date | None:
    try:
        return date(int(year), int(month or 0), int(number))
    except ValueError:
        return None


def against(text: str, *, kind: str, names: Iterable[str], on: date) -> list[dict]:
    """Remarks on a paper of the `kind` for somebody of these family `names`. `on` is her today."""
    said = plain(text)
    if len(said) < LONG:
        return []
    found = [{"code": "other_kind"}] if _other_kind(said, kind) else []
    if not any(fuzz.partial_ratio(plain(name), said) >= SEEN for name in names):
        found.append({"code": "other_name"})
    last = max(days(text), default=None)
    if kind in ("insurance", "licenses") and last and last < on:
        found.append({"code": "passed", "day": last.isoformat()})
    return found


def _other_kind(said: str, kind: str) -> bool:
    """Whether nothing tells of this kind and much of another."""
    if kind not in TELLING or any(word in said for word in TELLING[kind]):
        return False
    return any(sum(word in said for word in words) >= 2 for other, words in TELLING.items() if other != kind)
