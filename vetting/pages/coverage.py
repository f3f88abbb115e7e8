"""The months covered by monitoring: therapist by check by month, gaps first, as a page and as rows of a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.formats import day_short
from network.parts import Cell, Head, Link, Row, Tag
from vetting.monitoring import Covered
from vetting.pages.monitoring import tabs
from vetting.queries.monitoring import CoverageReport, CoveredRow

SHOWN = 100


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """Everything `vetting/monitoring.html` shows; `totals` say per check how many were covered in each month."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    total_heads: tuple[Head, ...]
    totals: tuple[tuple[str, tuple[str, ...]], ...]
    more: str
    csv: str


def coverage_page(report: CoverageReport, organization) -> CoveragePage:
    """Build the page: what was missed stands first."""
    months = [month_words(month) for month in report.months]
    left = len(report.rows) - SHOWN
    return CoveragePage(
        title=_title(report),
        text=_("A calendar month counts, not thirty days: 1 September and 15 October cover both months."),
        tabs=tabs(organization, "monitoring"),
        heads=(Head(_("Therapist")), Head(_("Missed")), *(Head(word, 2) for word in months)),
        rows=tuple(_row(row, organization) for row in report.rows[:SHOWN]),
        total_heads=(Head(_("Check")), *(Head(word) for word in months)),
        totals=tuple(_totals(report)),
        more=_more(left) if left > 0 else "",
        csv=reverse("monitoring_csv", kwargs={"organization": organization.slug}),
    )


def _more(left) -> str:
    return ngettext("%(count)s more line is in the file.", "%(count)s more lines are in the file.", left) % {"count": left}


def month_words(month) -> str:
    """A month as a column head."""
    return dateformat.format(month, "M Y")


def check_words(row: CoveredRow) -> str:
    """What is looked at each month: a list by its name, or the licenses."""
    return row.label or _("Licenses looked up")


def _title(report) -> str:
    if not report.rows:
        return _("No check is asked every month")
    if not report.gaps:
        return _("Every month is covered")
    return ngettext("%(count)s month of a check was missed", "%(count)s months of checks were missed", report.gaps) % {"count": report.gaps}


def _row(row: CoveredRow, organization) -> Row:
    url = reverse("standing_of", kwargs={"organization": organization.slug, "reference": row.participation.practitioner.reference})
    months = ngettext("%(count)s month", "%(count)s months", row.gaps) % {"count": row.gaps}
    missed = Tag("stop", months) if row.gaps else Tag("done", _("None"))
    cells = [Cell(missed, "tag"), *(_cell(state, first) for state, first in zip(row.months, row.days, strict=True))]
    return Row(f"{row.participation.pk}-{row.check}", row.participation.practitioner.person.full_name, url, check_words(row), cells)


def _cell(state: Covered, first) -> Cell:
    if state is Covered.GAP:
        return Cell(Tag("stop", _("Missed")), "tag", 2)
    if state is Covered.RUNNING:
        return Cell(Tag("warn", _("Not yet")), "tag", 2)
    return Cell(day_short(first), "text", 2) if first else Cell("–", "text", 2, soft=True)


def _totals(report: CoverageReport) -> Iterator[tuple[str, tuple[str, ...]]]:
    for label in dict.fromkeys(map(check_words, report.rows)):
        mine = [row for row in report.rows if check_words(row) == label]
        cells = []
        for index in range(len(report.months)):
            states = [row.months[index] for row in mine if row.months[index] is not Covered.OUT]
            cells.append(_("%(done)s of %(all)s") % {"done": states.count(Covered.DONE), "all": len(states)} if states else "–")
        yield label, tuple(cells)


WORDS = {
    Covered.DONE: lambda first: first.isoformat(), Covered.GAP: lambda first: _("Missed"), Covered.RUNNING: lambda first: _("Not yet"),
    Covered.OUT: lambda first: "",
}


def coverage_table(report: CoverageReport) -> Iterator[tuple]:
    """The whole report as rows: the first day of each month's check, or that it was missed."""
    yield (_("Therapist"), _("Reference"), _("Check"), *(month.isoformat()[:7] for month in report.months), _("Missed"))
    for row in report.rows:
        who = row.participation.practitioner
        cells = (WORDS[state](first) for state, first in zip(row.months, row.days, strict=True))
        yield (who.person.full_name, str(who.reference), check_words(row), *cells, row.gaps)


def coverage_file(organization, on) -> str:
    """What the file is called."""
    return f"monitoring-{organization.slug}-{on.isoformat()}.csv"

