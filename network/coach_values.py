"""What a paper seems to say: its number, its first and last day, its amounts. Suggestions beside the image, never facts. Pure.

Values are strings as JSON keeps them: an ISO day, an amount in cents, a number sign by sign.
"""

import re
from datetime import date

from anyascii import anyascii

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mrt maa", "apr", "may mei", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec"), 1
    )
    for name in names.split()
}
DAY = re.compile(
    r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: day of)? (?P<m>[a-z]{3})[a-z]*[.,]? (?P<y>\d{4})\b"
    r"|\b(?P<m2>[a-z]{3})[a-z]*\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>\d{4})\b"
    r"|\b(?P<n1>\d{1,4})(?P<mark>[-/.])(?P<n2>\d{1,2})(?P=mark)(?P<n3>\d{2,4})\b"
)
LAST = (
    "expir", "exp", "through", "until", "valid to", "geldig tot", "vervaldatum", "t/m", "tot en met", "einddatum", "ends", " to ", "till",
)
FIRST = (
    "from", "effective", "eff", "issue", "ingangsdatum", "afgegeven", "inschrijving", "begin", "since", "conferred", "completed", "sinds",
)
BORN = (" born", " birth", " dob", " geboren", " geboorte")
NUMBER = re.compile(
    r"\b(?:policy|polis|license|licence|certificate|registration|registratie|register|big|lidmaatschaps)?[ -]?"
    r"(?:number|nummer|no\.|nr\.?|#)[ :.]*([A-Z0-9][A-Z0-9./-]*\d[A-Z0-9./-]*)", re.IGNORECASE,
)
SIGNS = re.compile(r"\b(?=[A-Z0-9.-]*\d{4})[A-Z]{1,4}[-.]?\d[\d.-]*\d\b")
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}
AMOUNT = re.compile(r"(?:(USD|EUR|GBP|CAD|AUD|\$|€|£) ?)?(\d{1,3}(?:[.,]\d{3})+)(?:[.,]\d{2})?(?!\d)")
CLAIM, YEAR = ("claim", "occurrence", "aanspraak", "gebeurtenis"), ("aggregate", "year", "annual", "jaar")
FIELDS = {  # which of a form's fields the first day, the last day and the number are
    "insurance": ("covers_from", "covers_through", "number"), "licenses": ("issued_on", "expires_on", "number"),
    "registers": ("issued_on", "covers_through", "number"), "training": ("issued_on", "covers_through", ""),
    "papers": ("issued_on", "covers_through", ""), "education": ("issued_on", "", ""), "loss-runs": ("issued_on", "", ""),
}


def plain(text: str) -> str:
    """Lower case without accents, one space between words."""
    return " ".join(anyascii(text).lower().split())


def days(text: str) -> set[date]:
    """Every day written in the text. With slashes the month comes first, as in the US, unless it cannot."""
    return {day for _at, day in _days(plain(text))}


def dated(text: str) -> set[date]:
    """Every day that may be one of the paper's own: those she was born on are left out."""
    return {day for _before, day in _each(text)}


def _each(text: str):
    """(words before it on its line, day) of every day that is no day of birth."""
    for line in text.splitlines():
        said, start = f" {plain(line)} ", 0
        for at, day in _days(said):
            before, start = said[start:at], at + 8
            if _latest(before, BORN) <= max(_latest(before, LAST), _latest(before, FIRST)):
                yield before, day


def _days(said: str):
    """(where, day) of every day in plain text."""
    for found in DAY.finditer(said):
        part = found.groupdict()
        if part["y"] or part["y2"]:
            day = _day(part["y"] or part["y2"], MONTHS.get(part["m"] or part["m2"]), part["d"] or part["d2"])
        else:
            day = _numbers(part["n1"], part["mark"], part["n2"], part["n3"])
        if day:
            yield found.start(), day


def _numbers(first, mark, middle, last) -> date | None:
    if len(first) == 4:
        return _day(first, middle, last)
    if len(last) != 4:
        return None
    month_first = mark == "/" and int(first) <= 12
    return _day(last, first, middle) if month_first else _day(last, middle, first)


def _day(year, month, number) -> date | None:
    try:
        return date(int(year), int(month or 0), int(number))
    except ValueError:
        return None


def span(text: str) -> tuple[date | None, date | None]:
    """The first and the last day it runs, by the words before each day; without such words of two days the earlier and the later."""
    first = last = None
    for line in text.splitlines():
        bare = None
        for before, day in _each(line):
            if _latest(before, LAST) > _latest(before, FIRST):
                first, last = first or bare, max(last or day, day)
            elif _latest(before, FIRST) >= 0:
                first = first or day
            else:
                bare = day  # as in "period: 1 March to …"
    if last is None and len(found := dated(text)) > 1:
        first = first or min(found)
        last = max(found) if max(found) > first else None
    return first, last


def _latest(said, words) -> int:
    """Where the last of the words stands, -1 for none; one that ends in a blank only right before the day ("to 1 May", no "to the …")."""
    return max(said.rfind(word) if word[-1] != " " or said.endswith(word) else -1 for word in words)


def number(text: str) -> str:
    """The number the paper has by its own words; else the first that looks like one; else nothing."""
    for line in text.splitlines():
        if (found := NUMBER.search(line)) and sum(sign.isdigit() for sign in found[1]) >= 4:
            return found[1].strip(".-/")
    found = SIGNS.search(text)
    return found[0] if found else ""


def amounts(text: str) -> tuple[dict[str, int], str]:
    """Cents per claim and per year by the word before each amount, and the currency that stands with them."""
    found, currency, about = {}, "", ""
    for line in text.splitlines():
        start = 0
        for one in AMOUNT.finditer(line):
            before, start = plain(line[start : one.start()]), one.end()
            claim, year = _latest(before, CLAIM), _latest(before, YEAR)
            about = "per_claim" if claim > year else "aggregate" if year > claim else about
            if about and about not in found:
                found[about] = int(re.sub(r"[.,]", "", one[2])) * 100
                currency = currency or CURRENCIES.get(one[1], one[1] or "")
        if (said := plain(line)) and not AMOUNT.search(line):
            about = "per_claim" if _latest(said, CLAIM) >= 0 else "aggregate" if _latest(said, YEAR) >= 0 else about
    return found, currency


def values(text: str, *, kind: str) -> dict[str, str]:
    """What a paper of the `kind` seems to say, by the fields of its form."""
    if kind not in FIELDS:
        return {}
    first_name, last_name, number_name = FIELDS[kind]
    first, last = span(text)
    if not last_name:
        first = first or max(dated(text), default=None)
    found = {first_name: first and first.isoformat(), last_name: last and last.isoformat(), number_name: number(text)}
    if kind == "insurance":
        sums, currency = amounts(text)
        found |= {name: str(cents) for name, cents in sums.items()} | {"currency": currency}
    return {name: value for name, value in found.items() if name and value}
