"""Tables for a spreadsheet: as the reader's language expects them, and harmless where they are opened."""

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as ILLEGAL

from network.formats import language

RISKY = ("=", "+", "-", "@", "\t", "\r")
TYPE = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(rows: Iterable[Iterable]) -> str:
    """Rows with a byte order mark, so that a spreadsheet reads names as they are, and the delimiter that one of the reader's
    language expects; no cell is ever a formula.
    """
    out = StringIO("\ufeff", newline="")
    out.seek(0, 2)
    writer = csv.writer(out, delimiter=";" if language() == "nl" else ",", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell):
    text = str(cell)
    return f"'{text}" if text.startswith(RISKY) else text


def as_xlsx(rows: Iterable[Iterable], *, title: str) -> bytes:
    """Rows as a workbook of one sheet. Every cell is a text as it stands: never a formula, a number that lost its zeros, or a date."""
    book, out = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet(title[:31])
    for row in rows:
        sheet.append([_text(sheet, cell) for cell in row])
    book.save(out)
    return out.getvalue()


def _text(sheet, value):
    cell = WriteOnlyCell(sheet, value=ILLEGAL.sub("", str(value)))
    cell.data_type = "s"  # a text that begins with "=" would be taken for a formula
    return cell
