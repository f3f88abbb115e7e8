"""A roster file, opened a part at a time: the same memory for ten rows and for a million. Pure; what cannot be read is named.

Rows count as a spreadsheet does: the header is 1.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import BinaryIO

NEEDED = ("given_name", "family_name")
PART = 250  # rows read at a time: what is made of them fits near the processor, which takes a fifth of the time off
BREAK = re.compile(r"\r\n|\r|\n")  # what ends a line


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell.

    Codes: missing_column, empty, encoding, unreadable, bad_date, bad_npi, cells, nul, no_rows.
    """

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
class Table:
    """The columns of a file, and its rows in parts: the numbers of some rows, and their cells as they were written."""

    columns: tuple[str, ...]
    parts: Iterator[tuple[Sequence[int], list[list[str]]]]


def table(file: BinaryIO, part: int = PART) -> Table:
    """Read the header of an open file that can be sought in; the rows are read as `parts` is walked.

    Raises BadRoster here or while walking, for what makes the whole file unreadable.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        header = text.readline()
        text.seek(0)
        reader = csv.reader(text, delimiter=delimiter(header), strict=True)
        columns = _columns(next(reader, []))
    except UnicodeDecodeError as error:
        raise BadRoster(_not_utf8(file)) from error
    except csv.Error as error:
        raise BadRoster(Fault(1, "", "unreadable", str(error))) from error
    return Table(tuple(columns), _parts(file, text, reader, part))


def delimiter(header: str) -> str:
    """What parts the cells: semicolons, or tabs, where the header has some and no comma."""
    return next((mark for mark in ";\t" if mark in header and "," not in header), ",")


def _columns(cells: list[str]) -> list[str]:
    columns = [cell.strip().lower().replace(" ", "_") for cell in cells]
    if missing := [name for name in NEEDED if name not in columns]:
        raise BadRoster(*(Fault(1, name, "missing_column") for name in missing))
    return columns


def _parts(file, text, reader, size):
    """`text` is held here so that it lives as long as somebody walks."""
    try:
        while rows := _numbered(reader, size):
            yield rows
    except UnicodeDecodeError as error:
        raise BadRoster(_not_utf8(file)) from error
    except csv.Error as error:
        raise BadRoster(Fault(reader.line_num, "", "unreadable", str(error))) from error
    finally:
        text.detach()


def _numbered(reader, size: int) -> tuple[Sequence[int], list[list[str]]] | None:
    """The next rows with the line each ends in; None when there are no more. A cell may go over several lines."""
    before = reader.line_num
    rows = list(islice(reader, size))
    if not rows:
        return None
    if reader.line_num - before == len(rows):
        return range(before + 1, reader.line_num + 1), rows
    return [*accumulate((1 + sum(len(BREAK.findall(cell)) for cell in cells) for cells in rows), initial=before)][1:], rows


def _not_utf8(file) -> Fault:
    """The first cell that is not UTF-8."""
    file.seek(0)
    header: list[str] = []
    for number, line in enumerate(file, 1):
        if number == 1:
            first = line.decode("utf-8-sig", "replace").strip()
            mark = delimiter(first)
            header = first.split(mark)
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            place = line[: error.start].count(mark.encode())
            return Fault(number, header[place].strip() if number > 1 and place < len(header) else "", "encoding")
    return Fault(1, "", "encoding")
