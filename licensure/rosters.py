"""A roster as a CSV file: who is to be screened or vetted. Pure; every fault is named by row and column.

Columns: given_name and family_name (needed), former_names (semicolons between them), date_of_birth (YYYY-MM-DD), npi,
reference. Further columns are kept as they are for whoever knows them. Rows count as a spreadsheet does: the header is 1.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from licensure import npi
from licensure.names import PARTICLES
from licensure.screening import Name, Person

NEEDED = ("given_name", "family_name")
EARLIEST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell. Codes: missing_column, empty, encoding, unreadable, bad_date, bad_npi, cells, no_rows."""

    row: int
    column: str
    code: str
    value: str = ""


class BadRoster(Exception):
    """The file cannot be used as it is; `faults` names every cell that must change."""

    def __init__(self, *faults: Fault):
        self.faults = faults
        super().__init__("; ".join(f"row {fault.row}, {fault.column or 'file'}: {fault.code}" for fault in faults))


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person of the roster. `cells` holds every column as it came, without spaces around it."""

    row: int
    reference: str
    person: Person
    cells: Mapping[str, str] = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A roster as it was read: its columns, its sound rows, and every fault of the others."""

    columns: tuple[str, ...]
    rows: tuple[RosterRow, ...]
    faults: tuple[Fault, ...]


def read(content: bytes) -> tuple[RosterRow, ...]:
    """Read a roster. Raises BadRoster with every fault found, or with the one that makes the file unreadable."""
    sheet = scan(content)
    if sheet.faults:
        raise BadRoster(*sheet.faults)
    return sheet.rows


def scan(content: bytes) -> Sheet:
    """Read a roster and keep its sound rows. Raises BadRoster only for what makes the whole file unreadable."""
    text = _text(content)
    header = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in header and "," not in header else ",", strict=True)
    rows, faults = [], []
    try:
        columns = _columns(next(reader, []))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row, wrong = _row(reader.line_num, columns, cells)
                faults.extend(wrong)
                rows += [] if wrong else [row]
    except csv.Error as error:
        raise BadRoster(Fault(reader.line_num, "", "unreadable", str(error))) from error
    if not rows and not faults:
        faults.append(Fault(1, "", "no_rows"))
    return Sheet(tuple(columns), tuple(rows), tuple(faults))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lines = content[: error.start].split(b"\n")
        header = content.decode("utf-8-sig", "replace").split("\n", 1)[0].strip().split(",")
        place = lines[-1].count(b",")
        column = header[place].strip() if len(lines) > 1 and place < len(header) else ""
        raise BadRoster(Fault(len(lines), column, "encoding")) from error


def _columns(cells: list[str]) -> list[str]:
    columns = [cell.strip().lower().replace(" ", "_") for cell in cells]
    if missing := [name for name in NEEDED if name not in columns]:
        raise BadRoster(*(Fault(1, name, "missing_column") for name in missing))
    return columns


def _row(number: int, columns: list[str], cells: list[str]) -> tuple[RosterRow, list[Fault]]:
    if len(cells) > len(columns):
        return RosterRow(number, "", Person(())), [Fault(number, columns[-1], "cells", str(len(cells)))]
    values = dict.fromkeys(columns, "") | {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
    faults = [Fault(number, name, "empty") for name in NEEDED if not values[name]]
    born, number_given = _day(values.get("date_of_birth", "")), npi.known(values.get("npi"))
    if values.get("date_of_birth") and born is None:
        faults.append(Fault(number, "date_of_birth", "bad_date", values["date_of_birth"]))
    if number_given and not npi.is_valid(number_given):
        faults.append(Fault(number, "npi", "bad_npi", number_given))
    given, family = values["given_name"], values["family_name"]
    names = tuple(dict.fromkeys([Name(given, family), *former_names(values.get("former_names", ""), given)]))
    row = RosterRow(number, values.get("reference", ""), Person(names, born, number_given), values)
    return row, faults


def _day(text: str) -> date | None:
    if len(text) != 10:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= EARLIEST_BIRTH else None


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
