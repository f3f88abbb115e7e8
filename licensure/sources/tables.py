"""Tables as publishers save them, CSV, TSV or XLSX: titles above the header, any separator, cells by their column.

Rows count as a spreadsheet does: the first line is 1. A workbook, and a text file in a ZIP, is read in the jail.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from types import MappingProxyType

from licensure.sources import ListUnavailable
from licensure.sources.reading import text_of
from network import jail

SEPARATORS = (",", "\t", ";", "|")
HEADER_WITHIN = 30  # rows of titles and notes above a table
XLSX = b"PK\x03\x04"
LIMITS = jail.Limits(memory=768 * 2**20, seconds=60, patience=120, output=201 * 2**20)

Table = list[tuple[int, list[str]]]


def table_of(content: bytes, wanted: Iterable[str], *, bare: str = "") -> Table:
    """Every row of the file with its number, by the separator that shows the `wanted` columns. Raises ListUnavailable.

    `bare` are separators of files that quote nothing: a quote in them is a sign like any other.
    """
    if not content.strip():
        raise ListUnavailable("empty")
    sheet, content = opened(content)
    return _of_text(content, wanted, bare) if sheet is None else sheet


def unpacked(content: bytes) -> bytes:
    """A text file out of the ZIP it came in; what is no ZIP as it is. Raises ListUnavailable: binary for a workbook, bomb, packed."""
    sheet, content = opened(content)
    if sheet is not None:
        raise ListUnavailable("binary")
    return content


def readings(content: bytes, *, bare: str = "") -> Iterator[list[list[str]]]:
    """The first rows of a file whose columns nobody knows yet, once for each way to part its cells. Raises ListUnavailable."""
    if not content.strip():
        raise ListUnavailable("empty")
    sheet, content = opened(content)
    if sheet is not None:
        yield [cells for _number, cells in sheet[: 2 * HEADER_WITHIN]]
        return
    text = text_of(content)
    for separator in SEPARATORS:
        rows = _separated(text, separator, strict=False, quoted=separator not in bare)
        yield [cells for _number, cells in islice(rows, 2 * HEADER_WITHIN)]


def opened(content: bytes) -> tuple[Table | None, bytes]:
    """The rows of an XLSX file, else the text: as it is, or out of its ZIP. Both are opened in the jail. Raises ListUnavailable."""
    sheet, content, _formulas = opened_with_formulas(content, asked={})
    return sheet, content


def opened_with_formulas(content: bytes, *, asked=MappingProxyType({"formulas": True})) -> tuple[Table | None, bytes, tuple[str, ...]]:
    """As `opened`, and of an XLSX file the cells whose formula has no result, by their names in the spreadsheet."""
    if not content.startswith(XLSX):
        return None, content, ()
    try:
        answer, found = jail.run("sheets_child", dict(asked), content, LIMITS)
    except jail.JailError as error:
        raise ListUnavailable("bomb", error.reason) from error
    if not answer["ok"]:
        raise ListUnavailable(answer["error"])
    if answer.get("text"):
        return None, found, ()
    rows = [(number, json.loads(line)) for number, line in enumerate(found.decode().splitlines(), start=1)]
    return rows, content, tuple(answer.get("formulas", ()))


def key_of(column: str) -> str:
    """A column's name as it is compared: publishers change capitals and spaces."""
    return " ".join(column.split()).casefold()


def header_of(table: Table, wanted: Iterable[str]) -> tuple[int, list[str]]:
    """The place of the row that names every mapped column, and its cells."""
    keys, best = {key_of(column): column for column in wanted}, set()
    for place, (_, cells) in enumerate(islice(table, HEADER_WITHIN)):
        found = keys.keys() & {key_of(cell) for cell in cells}
        if len(found) == len(keys):
            return place, [" ".join(cell.split()) for cell in cells]
        best = max(best, found, key=len)
    raise ListUnavailable("unmapped", ", ".join(column for key, column in keys.items() if key not in best))


def cells_by_column(header: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    """Every cell by its column; columns without a name or with the same one are told apart, cells beyond the header kept."""
    seen: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = header[place] if place < len(header) and header[place] else f"column {place + 1}"
        seen[name] = seen.get(name, 0) + 1
        yield (f"{name} {seen[name]}" if seen[name] > 1 else name), cell


def _of_text(content: bytes, wanted: Iterable[str], bare: str) -> Table:
    """The rows of a text file, by the separator that shows the mapped columns; by commas where none does."""
    text, wanted = text_of(content), list(wanted)
    for separator in SEPARATORS:
        try:
            header_of(list(islice(_separated(text, separator, strict=False), HEADER_WITHIN)), wanted)
        except ListUnavailable:
            continue
        return list(_separated(text, separator, quoted=separator not in bare))
    return list(_separated(text, ",", strict=False))


def _separated(text: str, separator: str, *, strict: bool = True, quoted: bool = True) -> Iterator[tuple[int, list[str]]]:
    quoting = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict, quoting=quoting)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise ListUnavailable("unreadable", str(error), row=reader.line_num) from error
