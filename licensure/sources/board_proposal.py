"""Which column of a board's file probably means what: a proposal a person looks at before it counts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from licensure.holdings import Status
from licensure.sources import ListUnavailable
from licensure.sources.board_files import BARE
from licensure.sources.tables import HEADER_WITHIN, readings

SAMPLES = 5
CALLED = {  # our field → what boards call it, in small letters without blanks and signs
    "number": (
        "licensenumber", "licenseno", "licensenbr", "licnbr", "licno", "license", "licencenumber", "credentialnumber",
        "fullcredentialcode", "registrationnumber", "registrationno", "certificatenumber", "number",
    ),
    "family_name": ("lastname", "orglastname", "lastnme", "surname", "familyname", "last"),
    "given_name": ("firstname", "firstnme", "givenname", "first"),
    "middle_name": ("middlename", "middlenme", "middle", "middleinitial"),
    "full_name": ("fullname", "name", "licenseename", "combinedname", "nameoflicensee", "respondent"),
    "title": ("licensetype", "lictype", "credentialtype", "credential", "profession", "professionname", "professiontype", "title"),
    "status": ("licensestatus", "licstatus", "status", "licensestatusdescription", "statusdescription", "credentialstatus"),
    "status_detail": ("licenseactivestatusdescription", "statusreason", "secondarystatus"),
    "first": ("firstissuedate", "originalissuedate", "originalissuedt", "issuedate", "licensefirstissuedate", "rankefctdte", "issued"),
    "last": (
        "expirationdate", "expiredate", "expirydate", "licenseexpirationdate", "licexprdte", "expires", "expiration", "ceduedate",
    ),
    "city": ("city", "mailingcity", "locationcity"),
    "discipline": (
        "disciplinaryaction", "discipline", "discplactn", "boardactionindicator", "programaction", "actiontaken", "everdisciplined",
        "action", "boardaction", "typeofaction", "order",
    ),
    "discipline_day": ("disciplineeffectivedate", "disciplinestartdate", "actiondate", "orderdate", "effectivedate", "dateofaction"),
    "case": ("casenumber", "caseno", "docketnumber", "orderno"),
}
WORDS = {  # status words that mean the same wherever a board writes them; any other waits for a person
    "active": Status.ACTIVE, "inactive": Status.INACTIVE, "expired": Status.LAPSED, "lapsed": Status.LAPSED,
    "suspended": Status.SUSPENDED, "revoked": Status.REVOKED, "surrendered": Status.SURRENDERED, "retired": Status.RETIRED,
    "pending": Status.PENDING,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A file nobody mapped yet: its columns, its first rows under them, and which column probably is which field."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    proposed: dict[str, str]


def look_at(content: bytes) -> Shown:
    """Find the header and propose what its columns mean. Raises ListUnavailable; header when no row looks like one."""
    headers = [(cells, rows[place:]) for rows in readings(content, bare=BARE) for place, cells in enumerate(rows[:HEADER_WITHIN], 1)]
    header, below = max(headers, key=_fitness, default=([], []))
    columns = tuple(" ".join(cell.split()) for cell in header if cell)
    if len(columns) < 2 or not proposed(columns):
        raise ListUnavailable("header")
    width = len(header)
    shown = [[*cells, *[""] * width][:width] for cells in below if any(cells)][:SAMPLES]
    kept = [at for at, cell in enumerate(header) if cell]
    return Shown(columns, tuple(tuple(cells[at] for at in kept) for cells in shown), proposed(columns))


def _fitness(header: tuple[list[str], list]) -> tuple[int, int]:
    """How much a row looks like a header: by the columns that are known in it, then by its cells that hold something."""
    cells, _below = header
    return len(proposed(cells)), len([cell for cell in cells if cell])


def proposed(columns: Iterable[str]) -> dict[str, str]:
    """Our field → their column, each column once; the field's first name counts most. A whole name only where no parts are."""
    by_name = {_bare(column): column for column in reversed(list(columns))}
    found: dict[str, str] = {}
    for name, called in CALLED.items():
        column = next((by_name[each] for each in called if each in by_name and by_name[each] not in found.values()), None)
        if column and not (name == "full_name" and "family_name" in found):
            found[name] = column
    return found


def proposed_words(words: Iterable[str]) -> dict[str, str]:
    """Their status word → ours where it means the same everywhere."""
    return {word: str(WORDS[word.strip().casefold()]) for word in words if word.strip().casefold() in WORDS}


def _bare(column: str) -> str:
    return "".join(sign for sign in column.casefold() if sign.isalnum())
