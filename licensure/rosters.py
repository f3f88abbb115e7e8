"""A roster as a CSV file: who is to be screened or vetted. Pure; every fault is named by row and column.

Columns: given_name and family_name (needed), former_names (semicolons between them), date_of_birth (YYYY-MM-DD), npi,
reference. Further columns are kept as they are for whoever knows them. Rows count as a spreadsheet does: the header is 1.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from licensure import npi
from licensure.names import PARTICLES
from licensure.roster_files import NEEDED, BadRoster, Fault, table
from licensure.screening import Name, Person

__all__ = ["BadRoster", "Fault", "RosterRow", "Sheet", "former_names", "person_row", "read", "scan", "wrong_with"]
EARLIEST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of the roster. `cells` holds every column as it came, without spaces around it."""

    row: int
    reference: str
    person: Person
    cells: Mapping[str, str] = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A roster as it was read: its columns, its sound rows, and every fault of the others.

    `faulty` are those of the others whose cells could be told apart, for whoever knows further columns.
    """

    columns: tuple[str, ...]
    rows: tuple[RosterRow, ...]
    faults: tuple[Fault, ...]
    faulty: tuple[RosterRow, ...] = ()


def read(content: bytes) -> tuple[RosterRow, ...]:
    """Read a roster. Raises BadRoster with every fault found, or with the one that makes the file unreadable."""
    sheet = scan(content)
    if sheet.faults:
        raise BadRoster(*sheet.faults)
    return sheet.rows


def scan(content: bytes) -> Sheet:
    """Read a roster and keep its sound rows. Raises BadRoster only for what makes the whole file unreadable."""
    sheet = table(io.BytesIO(content))
    rows, faulty, faults = [], [], []
    for part in sheet.parts:
        for number, cells in zip(*part, strict=True):
            if not any(cell.strip() for cell in cells):
                continue
            values, wrong = values_of(number, sheet.columns, cells)
            if values is not None:
                row, wrong = person_row(number, values)
                (faulty if wrong else rows).append(row)
            faults.extend(wrong)
    if not rows and not faults:
        faults.append(Fault(1, "", "no_rows"))
    return Sheet(sheet.columns, tuple(rows), tuple(faults), tuple(faulty))


def values_of(number: int, columns, cells: list[str]) -> tuple[dict[str, str] | None, list[Fault]]:
    """The cells by column, without spaces around them; None with a fault when there are more cells than columns."""
    if len(cells) > len(columns):
        return None, [Fault(number, columns[-1], "cells", str(len(cells)))]
    return dict.fromkeys(columns, "") | {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}, []


def person_row(number: int, values: Mapping[str, str]) -> tuple[RosterRow, list[Fault]]:
    """The person of one row, and what is wrong in her cells."""
    wrong = [(name, wrong_with(name, values.get(name, ""))) for name in PERSON_CELLS]
    faults = [Fault(number, name, code, "" if code == "empty" else values[name]) for name, code in wrong if code]
    faults += [Fault(number, name, "nul") for name, text in values.items() if "\0" in text]
    given, family = values["given_name"], values["family_name"]
    names = tuple(dict.fromkeys([Name(given, family), *former_names(values.get("former_names", ""), given)]))
    born, number_given = _day(values.get("date_of_birth", "")), npi.known(values.get("npi"))
    return RosterRow(number, values.get("reference", ""), Person(names, born, number_given), values), faults


def wrong_with(column: str, text: str) -> str:
    """The code of what is wrong in a cell of one of PERSON_CELLS, or nothing. `text` has no spaces around it."""
    return PERSON_CELLS[column](text)


def _empty(text: str) -> str:
    return "" if text else "empty"


def _bad_date(text: str) -> str:
    return "bad_date" if text and _day(text) is None else ""


def _bad_npi(text: str) -> str:
    return "" if npi.is_valid(text) or not npi.known(text) else "bad_npi"


def _day(text: str) -> date | None:
    if len(text) != 10:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= EARLIEST_BIRTH else None


# the rule of each cell of the person, in the order their faults are told
PERSON_CELLS = {**dict.fromkeys(NEEDED, _empty), "date_of_birth": _bad_date, "npi": _bad_npi}


def former_names(text: str, given: str) -> Iterator[Name]:
    """Every way to read former names in free text: "Family, Given", "Given Family", or a family name alone."""
    for written in text.split(";"):
        if "," in written:
            family, _, first = written.partition(",")
            yield Name(first.strip() or given, family.strip())
            continue
        words = written.split()
        if not words:
            continue
        yield Name(given, " ".join(words))
        for cut in range(1, len(words)):
            if words[cut - 1].upper() not in PARTICLES:
                yield Name(" ".join(words[:cut]), " ".join(words[cut:]))
