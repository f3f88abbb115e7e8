"""A year as an employer reads it: the same rows on the page, in the table for a spreadsheet and on paper."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import day, number
from network.models import Service
from network.parts import Link, Pair, Tag, Task


@dataclass(frozen=True, slots=True)
class Table:
    """People by something, each once."""

    key: str
    title: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything a report shows. `hidden` says what is left out and why; `files` are the ways to take it along."""

    title: str
    text: str
    hidden: str
    pairs: tuple[Pair, ...]
    tables: tuple[Table, ...]
    how: tuple[str, ...]
    files: tuple[Link, ...]


def report_page(report, *, zone) -> ReportPage:
    """The page of one year."""
    told = report.told
    return ReportPage(
        title=f"{report.employer.name} · {report.year}",
        text=_("Told by %(organization)s on %(day)s; it stays as it is.") % {
            "organization": report.employer.organization.name, "day": day(report.released_at.astimezone(zone).date()),
        },
        hidden=_("Numbers with fewer than %(count)s people behind them are hidden, and others with which they could be worked out.")
        % {"count": report.minimum},
        pairs=_totals(report, told), tables=tuple(_table(key, told["tables"][key]) for key in TITLES if key in told["tables"]),
        how=_how(), files=_files(report),
    )


TITLES = ("service", "relation")


def _totals(report, told) -> tuple[Pair, ...]:
    return (
        Pair(_("People who may call"), number(report.eligible)), Pair(_("People who called"), _said(told["people"])),
        Pair(_("Share of those who may call"), _said(None) if told["percent"] is None else f"{number(told['percent'])} %"),
        Pair(_("Calls"), _said(told["contacts"])), Pair(_("Cases begun"), _said(told["cases"])),
        Pair(_("Sessions held"), _said(told["sessions"])),
    )


def _said(count) -> str:
    return _("hidden") if count is None else number(count)


def _table(key, cells) -> Table:
    words = dict(Service.choices) if key == "service" else {"employee": _("Employees"), "family": _("Members of their households")}
    title = _("What was sought first") if key == "service" else _("Who called")
    return Table(key, title, tuple(Pair(str(word), _said(cells[name])) for name, word in words.items() if name in cells))


def _how() -> tuple[str, ...]:
    return (
        _("A person is counted once in a year, however often they called; by what they sought first."),
        _("A case begins when a counselor accepts; a session counts when it took place."),
        _("There are no names, days or places in this report, and none can be asked for."),
    )


def _files(report) -> tuple[Link, ...]:
    where = {"organization": report.employer.organization.slug, "year": report.year}
    return Link(_("As PDF"), reverse("report_pdf", kwargs=where)), Link(_("As a table (CSV)"), reverse("report_csv", kwargs=where))


def rows_of(page: ReportPage) -> list[tuple]:
    """The rows of the table for a spreadsheet."""
    parts = [(page.title, ""), *((pair.label, pair.value) for pair in page.pairs)]
    for table in page.tables:
        parts += [("", ""), (table.title, _("People")), *((pair.label, pair.value) for pair in table.pairs)]
    return [*parts, ("", ""), (page.hidden, ""), *((line, "") for line in page.how)]


def year_tasks(organization, rows) -> tuple[Task, ...]:
    """Every year, with its address."""
    ready, here = Tag("good", _("Ready to read")), {"organization": organization.slug}
    return tuple(Task(str(row.year), ready, reverse("report", kwargs={**here, "year": row.year})) for row in rows)
