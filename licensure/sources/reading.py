"""What the files of several publishers have in common: how their letters, days and names in one cell are read."""

import re
from datetime import date, datetime

from licensure.sources import ListUnavailable

END_OF_FILE = "\x1a"  # DOS's mark; some government files still end with it
MONTHS = {name: number for number, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), start=1)}


def text_of(content: bytes) -> str:
    """The file's text without its end mark. Raises ListUnavailable: empty, binary, encoding."""
    if not content.strip():
        raise ListUnavailable("empty")
    if b"\x00" in content:
        raise ListUnavailable("binary")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _western(content)
    return text.rstrip(END_OF_FILE + " \t\r\n")


def refuse_cut(content: bytes, row: int, cells: list[str], width: int) -> None:
    """Raises ListUnavailable (cut_short) when a text file ends within its last row: whoever stood below would seem to have gone."""
    if len(cells) < width and not content.rstrip(END_OF_FILE.encode()).endswith((b"\n", b"\r")):
        raise ListUnavailable("cut_short", row=row)


def _western(content: bytes) -> str:
    """Older files are Windows-1252. Bytes that it does not know, or control characters, mean the file is no text."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise ListUnavailable("encoding", f"byte {error.start + 1}") from error
    if any(sign < " " and sign not in "\t\r\n\x1a" for sign in text):
        raise ListUnavailable("binary")
    return text


def compact_day(text: str) -> date | None:
    """A day written as `20190320`; None for anything else."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def day_as(text: str, *formats: str) -> date | None:
    """A day written in the first of these formats (as `strptime` names them) that fits; None when none does."""
    for each in formats:
        try:
            return datetime.strptime(text.strip(), each).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None


def english_day(text: str) -> date | None:
    """A day written as `10 Dec 1948`; None for a year alone, a month, "circa" or a span: those say no day."""
    found = re.fullmatch(r"(\d{1,2}) ([A-Za-z]{3}) (\d{4})", text.strip())
    if not found or found[2].upper() not in MONTHS:
        return None
    try:
        return date(int(found[3]), MONTHS[found[2].upper()], int(found[1]))
    except ValueError:
        return None


def split_name(text: str, *, family_first: bool = False) -> tuple[str, str]:
    """Family and given name of a name in one cell: "Family, Given", or with the family name last (or first)."""
    family, comma, given = text.partition(",")
    if comma:
        return family.strip(), given.strip()
    words = text.split()
    if not words:
        return "", ""
    return (words[0], " ".join(words[1:])) if family_first else (words[-1], " ".join(words[:-1]))
