"""A roster file, opened a part at a time: the same memory for ten rows and for a million. Pure; what cannot be read is named.

Rows count as a spreadsheet does: the first line is 1. Titles above the header are left out.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from typing import BinaryIO

NEEDED = ("given_name", "family_name")
HEADER_WITHIN = 30  # lines: titles and free rows above a header are fewer
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
        first = [text.readline() for _ in range(HEADER_WITHIN)]
        text.seek(0)
        titles = above(first)
        for _ in range(titles):
            text.readline()
        reader = csv.reader(chain([""] * titles, text) if titles else text, delimiter=delimiter(first[titles]), strict=True)
        columns = _columns(next(islice(reader, titles, None), []), titles + 1)
    except UnicodeDecodeError as error:
        raise BadRoster(_not_utf8(file)) from error
    except csv.Error as error:
        raise BadRoster(Fault(1, "", "unreadable", str(error))) from error
    return Table(tuple(columns), _parts(file, text, reader, part))


def delimiter(header: str) -> str:
    """What parts the cells: semicolons, or tabs, where the header has some and no comma."""
    return next((mark for mark in ";\t" if mark in header and "," not in header), ",")


def above(lines: Sequence[str]) -> int:
    """How many of a file's first lines stand above its header: rows with one filled cell or none, as titles have and what is left free.

    None, where no row has more: a roster has two columns at least, and what is missing is then told of its first row.
    """
    place = 0
    while place < len(lines):
        reader = csv.reader(iter(lines[place:]), delimiter=delimiter(lines[place]))
        try:
            cells = next(reader, [])
        except csv.Error:
            return 0
        if sum(bool(cell.strip()) for cell in cells) > 1:
            return place
        place += max(reader.line_num, 1)
    return 0


def _columns(cells: list[str], row: int) -> list[str]:
    columns = [cell.strip().lower().replace(" ", "_") for cell in cells]
    if missing := [name for name in NEEDED if name not in columns]:
        raise BadRoster(*(Fault(row, name, "missing_column") for name in missing))
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
    first = [line.decode("utf-8-sig", "replace").strip() for line in islice(file, HEADER_WITHIN)] or [""]
    titles = above(first)
    mark = delimiter(first[titles])
    header = first[titles].split(mark)
    file.seek(0)
    for number, line in enumerate(file, 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            place = line[: error.start].count(mark.encode())
            return Fault(number, header[place].strip() if number > titles + 1 and place < len(header) else "", "encoding")
    return Fault(1, "", "encoding")
