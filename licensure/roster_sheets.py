"""A roster as somebody keeps it (a workbook, a text file of an older spreadsheet) as the CSV in UTF-8 that rosters are read from.

A row of the sheet is a line of the CSV, so that faults name rows as the spreadsheet counts them.
"""

import csv
import io
from dataclasses import dataclass

from licensure.sources import ListUnavailable
from licensure.sources.reading import text_of
from licensure.sources.tables import opened_with_formulas

UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Opened:
    """The CSV. A person should look at two things: `western`, its letters were taken to be Windows-1252; `formulas`, the cells
    of a workbook whose formula has no result, and which therefore read as empty.
    """

    content: bytes
    western: bool = False
    formulas: tuple[str, ...] = ()


def as_csv(content: bytes) -> Opened:
    """The roster in this file; a text nobody can read is left to whoever reads rosters. Raises ListUnavailable: it cannot be opened."""
    sheet, content, formulas = opened_with_formulas(content)
    if sheet is not None:
        return Opened(_written(cells for _number, cells in sheet), formulas=formulas)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _western(content)
    return Opened(content)


def _western(content: bytes) -> Opened:
    if content.startswith(UTF16):
        return Opened(content)
    try:
        return Opened(text_of(content).encode(), western=True)
    except ListUnavailable:
        return Opened(content)


def _written(rows) -> bytes:
    """Each row in one line, without the empty cells at its end: what stands beyond the header is then noticed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for cells in rows:
        plain = [" ".join(cell.split()) for cell in cells]
        while plain and not plain[-1]:
            plain.pop()
        writer.writerow(plain)
    return out.getvalue().encode()
