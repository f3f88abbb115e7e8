"""What in a text may tell who a client is, piece by piece: names, addresses, telephone and other numbers, dates of birth. Pure.

Nobody can be sure that a text names no one; what is found here is refused with the piece shown, so that whoever writes it can leave it
out (domain 2.7.1: credentialing staff see no client data). Rather one piece too many than one too few.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from network.dates import plus_months


class Kind(StrEnum):
    """What a piece looks like."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    BIRTH = "birth"
    NUMBER = "number"
    IDENTITY = "identity"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, from `start` up to, not including, `end`."""

    kind: Kind
    text: str
    start: int
    end: int


LONG_AGO = 10  # years: a whole date before that is more likely somebody's birth than the day something happened
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
SOCIAL_SECURITY = re.compile(r"(?<![\w-])\d{3}[- ]\d{2}[- ]\d{4}(?![\w-])")
NATIONAL_INSURANCE = re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
NINE = re.compile(r"(?<![\w-])\d(?:[. ]?\d){8}(?![\w-])")
WHOSE_NUMBER = re.compile(
    r"\b(?:(?:employee|personnel|payroll|staff|member|client|patient|case|insurance|policy|badge)[ -]?"
    r"(?:number|num|no\b\.?|nr\b\.?|id\b|code|#)"
    r"|(?:personeels|medewerkers?|werknemers?|cli[eë]nt(?:en)?|pati[eë]nt(?:en)?|polis|dossier|relatie|lidmaatschaps?|verzekerden?)"
    r"[ -]?(?:nummer|nr\b\.?|code))"
    r"(?: (?:is|was))?[ :#]{0,3}(?P<piece>[A-Za-z0-9./-]{0,12}\d[A-Za-z0-9./-]{0,24})", re.IGNORECASE,
)
PHONE = re.compile(r"(?<![\w-])(?:\+|\(|0|\d{3}[-. )])[\d() ./-]{3,22}\d(?![\w-])")
LONG_NUMBER = re.compile(r"(?<!\d)\d{6,}(?!\d)")
MONTHS = (
    ("january", "januari", "jan"), ("february", "februari", "feb"), ("march", "maart", "mrt", "mar"), ("april", "apr"), ("may", "mei"),
    ("june", "juni", "jun"), ("july", "juli", "jul"), ("august", "augustus", "aug"), ("september", "sept", "sep"),
    ("october", "oktober", "oct", "okt"), ("november", "nov"), ("december", "dec"),
)
MONTH_OF = {word: number for number, words in enumerate(MONTHS, 1) for word in words}
MONTH = "|".join(sorted(MONTH_OF, key=len, reverse=True))
DATE = re.compile(
    rf"(?<![\w-])(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|e)? (?:{MONTH})\.? \d{{4}}"
    rf"|(?:{MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})(?![\w-])", re.IGNORECASE,
)
BORN = re.compile(
    r"\b(?:born|birth|birthday|dob|d\.o\.b\.?|geboren|geboortedatum|geb\.|verjaardag)(?: (?:is|was|on|in|op|date|of))*[ :]{0,2}"
    rf"(?P<piece>(?:\d{{1,2}}(?:st|nd|rd|th|e)? )?(?:(?:{MONTH})\.? )?(?:\d{{1,2}},? )?"
    rf"(?:[\d]{{1,4}}[-/.])?(?:[\d]{{1,2}}[-/.])?\d{{2,4}})",
    re.IGNORECASE,
)
STREETS = (
    re.compile(
        r"\b\d{1,5} (?:[A-Z][\w’'.-]{0,30} ){1,4}"
        r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Terrace|Row|Square)\b"
    ),
    re.compile(
        r"\b[A-Z][\w’'-]{0,30}(?:straat|laan|weg|plein|gracht|kade|singel|dijk|hof|pad|dreef|steeg|plantsoen) \d{1,4} ?[a-zA-Z]?\b"
    ),
    re.compile(r"\b(?:Laan|Straat|Weg|Plein) van (?:de |het |den )?[A-Z][\w’'-]{0,30} \d{1,4}\b"),
    re.compile(r"\b[A-Z]{2} \d{5}(?:-\d{4})?(?![\d-])"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"),
)
DUTCH_CODE = re.compile(r"\b[1-9]\d{3} ?(?P<letters>[A-Z]{2})\b")
NO_CODE = {"US", "EU", "UK", "NL", "HR", "AM", "PM", "CE", "AD", "SA", "SD", "SS"}

# ── Names ────────────────────────────────────────────────────────────────────
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
PEOPLE = {  # whoever is called by a name behind one of these may be a client, or leads to one
    *"client clients caller callers employee employees patient patients customer worker daughter son husband wife partner child".split(),
    *"mother father brother sister girlfriend boyfriend family".split(),
    *"cliënt cliënte cliënten cliente beller belster medewerker medewerkster werknemer werkneemster patiënt patiënte klant".split(),
    *"dochter zoon kind moeder vader echtgenoot echtgenote vriend vriendin broer zus gezin familie".split(),
}
TITLES = {"mr", "mrs", "ms", "miss", "mx", "mevrouw", "mevr", "mw", "meneer", "mijnheer", "dhr", "heer"}
CALLED = {"named", "called", "genaamd", "heet", "heette", "name", "naam", "surname", "achternaam", "voornaam"}
LEADS = PEOPLE | TITLES | CALLED
BETWEEN = {"is", "was", "named", "called", "genaamd", "heet", "heette", "and", "en", "s", "name", "naam"}
PARTICLES = {"van", "de", "der", "den", "ten", "ter", "het", "te", "von", "la", "le", "di", "da", "del", "el", "al", "bin", "ibn"}
ORDINARY = {  # capital letters that are no names
    "i", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "maandag", "dinsdag", "woensdag", "donderdag",
    "vrijdag", "zaterdag", "zondag", "january", "february", "september", "october", "november", "december", "januari", "februari",
    "oktober", "eap", "hr", "id", "nr", "no", "ok", "the", "de", "het", "een", "a", "an", "english", "dutch", "nederlands",
    "engels", "christmas", "kerst", "easter", "pasen",
}
CLOSE = re.compile(r"[ \t]{1,3}|[ \t]?[:,(–][ \t]?[\"“‘]?|[ \t]?[\"“‘]|\.[ \t]?|[’']")
INSIDE = re.compile(r"[ \t]{1,2}|\.[ \t]?")


def pieces(text: str, *, on: date, ours: Iterable[str] = ()) -> tuple[Piece, ...]:
    """What in `text` may tell who a client is, in the order it stands there.

    `on` is the day it is written; `ours` are names that may stand in it, such as the therapist's own and colleagues'.
    """
    found: list[Piece] = []
    for piece in _every(text, on, {word.casefold() for name in ours for word in WORD.findall(name)}):
        if piece.text.strip() and not any(piece.start < other.end and other.start < piece.end for other in found):
            found.append(piece)
    return tuple(sorted(found, key=lambda piece: piece.start))


def _every(text, on, ours) -> Iterator[Piece]:
    """All of them, what is surest first: a later one that overlaps is left out."""
    yield from _matches(Kind.EMAIL, EMAIL, text)
    yield from _matches(Kind.IDENTITY, SOCIAL_SECURITY, text)
    yield from _matches(Kind.IDENTITY, NATIONAL_INSURANCE, text)
    yield from (piece for piece in _matches(Kind.IDENTITY, NINE, text) if citizen_number(piece.text))
    yield from _matches(Kind.BIRTH, BORN, text)
    dates = list(_matches(Kind.BIRTH, DATE, text))
    yield from (piece for piece in dates if _long_ago(piece.text, on))
    yield from _matches(Kind.NUMBER, WHOSE_NUMBER, text)
    for street in STREETS:
        yield from _matches(Kind.ADDRESS, street, text)
    yield from _postal(text)
    free = [piece for piece in _matches(Kind.PHONE, PHONE, text) if 7 <= sum(sign.isdigit() for sign in piece.text) <= 15]
    yield from (piece for piece in free if not any(piece.start <= day.start and day.end <= piece.end for day in dates))
    yield from _matches(Kind.NUMBER, LONG_NUMBER, text)
    yield from _names(text, ours)


def _matches(kind, pattern, text) -> Iterator[Piece]:
    group = "piece" if "piece" in pattern.groupindex else 0
    for match in pattern.finditer(text):
        yield Piece(kind, match.group(group), *match.span(group))


def _postal(text) -> Iterator[Piece]:
    for match in DUTCH_CODE.finditer(text):
        if match["letters"] not in NO_CODE:
            yield Piece(Kind.ADDRESS, match.group(), *match.span())


def citizen_number(text: str) -> bool:
    """Whether nine digits pass the check of a Dutch citizen service number (BSN): 9a+8b+…+2h−i is a multiple of eleven."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 9 or not any(digits):
        return False
    return (sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=False)) - digits[8]) % 11 == 0


def _long_ago(text: str, on: date) -> bool:
    """Whether a date lies so far back that it is more likely a birth than a day on which something happened."""
    years = [int(part) for part in re.findall(r"\d+", text) if len(part) == 4]
    if not years:  # two digits of a year: the last of the three
        short = int(re.findall(r"\d+", text)[-1])
        years = [2000 + short if 2000 + short <= on.year else 1900 + short]
    return date(max(min(years[0], 9999), 1), 12, 31) < plus_months(on, -12 * LONG_AGO)


def _names(text, ours) -> Iterator[Piece]:
    words, at = list(WORD.finditer(text)), 0
    while at < len(words):
        name = _name_after(text, words, at) if words[at].group().casefold() in LEADS else []
        while name:
            if any(word.group() not in PARTICLES and word.group().casefold() not in ours for word in name):
                start, end = name[0].start(), name[-1].end()
                yield Piece(Kind.NAME, text[start:end], start, end)
            at = words.index(name[-1]) + 1
            another = at < len(words) and words[at].group() in ("and", "en")
            name = _name_after(text, words, at) if another else []
        at += 1


def _name_after(text, words, at) -> list:
    """The words of the name that stands behind the word number `at`; none where no name does."""
    at += 1
    while at < len(words) and CLOSE.fullmatch(text[words[at - 1].end() : words[at].start()]) and _links(words, at):
        at += 1
    if at >= len(words) or not _joins(text, words, at):
        return []
    found = []
    while at < len(words) and (not found or INSIDE.fullmatch(text[words[at - 1].end() : words[at].start()])):
        if found and "." in text[words[at - 1].end() : words[at].start()] and len(found[-1].group()) > 1:
            break  # the sentence is over; behind one letter it is an initial
        if not (_capital(words[at].group()) or words[at].group() in PARTICLES):
            break
        found.append(words[at])
        at += 1
    while found and found[-1].group() in PARTICLES:
        found.pop()
    return found


def _links(words, at) -> bool:
    """Whether this word only leads to the name: "the client, whose name is …"."""
    return words[at].group() in BETWEEN and at + 1 < len(words)


def _joins(text, words, at) -> bool:
    gap, before = text[words[at - 1].end() : words[at].start()], words[at - 1].group().casefold()
    return bool(CLOSE.fullmatch(gap)) and ("." not in gap or before in TITLES)


def _capital(word: str) -> bool:
    return word[0].isupper() and word.casefold() not in ORDINARY | LEADS
