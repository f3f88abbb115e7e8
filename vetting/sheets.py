"""The worksheet of an audit as a table for a spreadsheet, with one line per element of each file."""

from django.utils.translation import gettext as _

from network.spreadsheets import as_csv
from vetting.pages.samples import file_row


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
