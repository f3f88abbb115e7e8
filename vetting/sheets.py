"""Tables for a spreadsheet: any rows, and the worksheet of an audit with one line per element of each file."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.utils.translation import gettext as _

from network.formats import language
from vetting.pages.samples import file_row

RISKY = ("=", "+", "-", "@", "\t", "\r")
TYPE = "text/csv; charset=utf-8"


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


def worksheet_csv(sheets) -> str:
    """The worksheet of these files."""
    return as_csv(_worksheet(sheets))


def _worksheet(sheets):
    yield (
        _("File"), _("Therapist"), _("Kind"), _("Place"), _("Read first"), _("Decided on"), _("Decided by"), _("Element"), _("Source"),
        _("As of"), _("Verified by"), _("Days to decision"), _("Result"), _("Why"),
    )
    for sheet in sheets:
        file = file_row(sheet)
        first = _("yes") if file.first else _("no")
        start = (file.reference, file.name, file.kind, file.place, first, file.decided_on.isoformat(), file.who)
        for row in file.rows:
            as_of = row.as_of.isoformat() if row.as_of else ""
            yield *start, row.what, row.source, as_of, row.who, row.days, row.tag.word, row.why
