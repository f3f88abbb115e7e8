"""The worksheet as a table for a spreadsheet: one line per element of each file."""

import csv
from io import StringIO

from django.utils.translation import gettext as _

from vetting.pages.samples import file_row

RISKY = ("=", "+", "-", "@", "\t", "\r")


def worksheet_csv(sheets) -> str:
    """UTF-8 with a byte order mark, so that a spreadsheet reads names as they are; no cell is ever a formula."""
    out = StringIO("\ufeff", newline="")
    out.seek(0, 2)
    writer = csv.writer(out, lineterminator="\r\n")
    heads = (
        _("File"), _("Therapist"), _("Kind"), _("Place"), _("Read first"), _("Decided on"), _("Decided by"), _("Element"), _("Source"),
        _("As of"), _("Verified by"), _("Days to decision"), _("Result"), _("Why"),
    )
    writer.writerow(heads)
    for sheet in sheets:
        file = file_row(sheet)
        first = _("yes") if file.first else _("no")
        start = (file.reference, file.name, file.kind, file.place, first, file.decided_on.isoformat(), file.who)
        for row in file.rows:
            as_of = row.as_of.isoformat() if row.as_of else ""
            writer.writerow(map(_harmless, (*start, row.what, row.source, as_of, row.who, row.days, row.tag.word, row.why)))
    return out.getvalue()


def _harmless(cell):
    text = str(cell)
    return f"'{text}" if text.startswith(RISKY) else text
