"""Reads the first sheet of an XLSX file, or the one text file of a ZIP, inside the jail (see confinement.py).

Imports no Django and nothing of ours.
"""

import datetime
import io
import json
import zipfile

MEMBER = 200 * 2**20  # bytes of one part of the file, unpacked
ROWS, COLUMNS = 500_000, 200
TEXT = (".csv", ".txt", ".tsv", ".dat")
WORKBOOK = ("[Content_Types].xml", "xl/")
ENCRYPTED = 1
NAMED = 20  # formulas without a result that are named; one more says that there are more


def prepare():
    """Load the reader, and by reading a small sheet of our own what it loads late, while files may still be opened."""
    global openpyxl
    import openpyxl

    book, packed = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["é", 1.5, datetime.date(2026, 11, 24), None, "=1+1"])
    book.save(packed)
    work({"formulas": True}, packed.getvalue())
    "".encode("cp437")


def work(request, body):
    """The cells of the sheet with the most rows as text, one JSON list a line; days as 2026-11-24.

    Of a ZIP that is no workbook the bytes of its one text file, and `text` in the answer. Asked for `formulas`, the answer
    says in which cells one stands that has no result: nobody calculated it, or it says nothing.
    """
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        if not any(name.startswith(WORKBOOK) for name in packed.namelist()):
            return text_in(packed)
        for part in packed.infolist():
            if part.file_size > MEMBER:
                return {"ok": False, "error": "bomb"}, b""
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in packed.read(part)[:4096].upper():
                return {"ok": False, "error": "doctype"}, b""
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    place = max(range(len(book.worksheets)), key=lambda each: book.worksheets[each].max_row or 0, default=None)
    rows = [[written(value) for value in row] for row in rows_of(book, place, values_only=True)]
    answer = {"ok": True}
    if request.get("formulas"):
        answer["formulas"] = without_result(openpyxl.load_workbook(io.BytesIO(body), read_only=True), place, rows)
    return answer, "\n".join(map(json.dumps, rows)).encode()


def rows_of(book, place, **how):
    """The rows of one of its sheets, as far as any is read."""
    if place is None:
        return ()
    sheet = book.worksheets[place]
    return sheet.iter_rows(max_row=ROWS, max_col=min(sheet.max_column or COLUMNS, COLUMNS), **how)


def without_result(book, place, rows):
    """The cells, as a spreadsheet names them, that hold a formula and were read as nothing; the first ones of many."""
    found = []
    for number, (row, read) in enumerate(zip(rows_of(book, place), rows, strict=False), start=1):
        found += [
            f"{openpyxl.utils.get_column_letter(column)}{number}"
            for column, (cell, text) in enumerate(zip(row, read, strict=False), start=1)
            if not text and cell.data_type == "f"
        ]
        if len(found) > NAMED:
            break
    return found[: NAMED + 1]


def text_in(packed):
    """The bytes of the one text file of a ZIP; any other number of them, or one with a password, is no answer."""
    parts = [part for part in packed.infolist() if part.filename.lower().endswith(TEXT)]
    if len(parts) != 1 or parts[0].flag_bits & ENCRYPTED:
        return {"ok": False, "error": "packed"}, b""
    if parts[0].file_size > MEMBER:
        return {"ok": False, "error": "bomb"}, b""
    return {"ok": True, "text": True}, packed.read(parts[0])


def written(value) -> str:
    """A cell as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
