"""A year as an employer reads it, beside the year before: the same rows on the page, in the table for a spreadsheet and on paper.

The year before is shown as it was told then, hidden cells hidden. Nothing is counted here and no difference is drawn: what both
years told stands there already, on a page of its own each.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import day, number
from network.models import Service
from network.parts import Link, Tag, Task


@dataclass(frozen=True, slots=True)
class Row:
    """One number of the year, and what the year before told; `year` is that year, 0 where it told nothing."""

    label: str
    now: str
    before: str = ""
    year: int = 0

    @property
    def value(self) -> str:
        """Both as they stand beside the label."""
        return _("%(now)s (%(year)s: %(before)s)") % {"now": self.now, "year": self.year, "before": self.before} if self.year else self.now


@dataclass(frozen=True, slots=True)
class Table:
    """People by something, each once."""

    key: str
    title: str
    pairs: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything a report shows. `hidden` says what is left out and why; `files` are the ways to take it along."""

    title: str
    text: str
    hidden: str
    pairs: tuple[Row, ...]
    tables: tuple[Table, ...]
    how: tuple[str, ...]
    files: tuple[Link, ...]
    years: tuple[int, ...]


def report_page(report, before=None, *, zone) -> ReportPage:
    """The page of one year; `before` is what was told of the year before it."""
    told, past = report.told, before.told if before else None
    year = before.year if before else 0
    return ReportPage(
        title=f"{report.employer.name} · {report.year}",
        text=_("Told by %(organization)s on %(day)s; it stays as it is.") % {
            "organization": report.employer.organization.name, "day": day(report.released_at.astimezone(zone).date()),
        },
        hidden=_hidden(report, before), pairs=_totals((report.eligible, told), before and (before.eligible, past), year),
        tables=tuple(_table(key, told["tables"][key], past, year) for key in TITLES if key in told["tables"]),
        how=_how(bool(year)), files=_files(report), years=(report.year, year) if year else (report.year,),
    )


TITLES = ("service", "relation")


def _hidden(report, before) -> str:
    said = _("Numbers with fewer than %(count)s people behind them are hidden, and others with which they could be worked out.")
    said %= {"count": report.minimum}
    if before is None or before.minimum == report.minimum:
        return said
    return " ".join([said, _("In %(year)s it was fewer than %(count)s.") % {"year": before.year, "count": before.minimum}])


def _totals(now, before, year) -> tuple[Row, ...]:
    labels = (
        _("People who may call"), _("People who called"), _("Share of those who may call"), _("Calls"), _("Cases begun"),
        _("Sessions held"), _("Content with the help, of those who were asked"),
    )
    past = _values(*before) if before else [""] * len(labels)
    return tuple(Row(*each, year) for each in zip(labels, _values(*now), past, strict=True))


def _values(eligible, told) -> list[str]:
    percent = _said(None) if told["percent"] is None else f"{number(told['percent'])} %"
    counts = (_said(told[key]) for key in ("contacts", "cases", "sessions"))
    content = told.get("content")  # years that were told before it was asked do not have it
    return [number(eligible), _said(told["people"]), percent, *counts, _("not told") if content is None else f"{number(content)} %"]


def _said(count) -> str:
    return _("hidden") if count is None else number(count)


def _table(key, cells, past, year) -> Table:
    words = dict(Service.choices) if key == "service" else {"employee": _("Employees"), "family": _("Members of their households")}
    title = _("What was sought first") if key == "service" else _("Who called")
    before = (past or {}).get("tables", {}).get(key, {})
    rows = tuple(Row(str(word), _said(cells[name]), _said(before.get(name)), year) for name, word in words.items() if name in cells)
    return Table(key, title, rows)


def _how(beside: bool) -> tuple[str, ...]:
    lines = (
        _("A person is counted once in a year, however often they called; by what they sought first."),
        _("A case begins when a counselor accepts; a session counts when it took place."),
        _("There are no names, days or places in this report, and none can be asked for."),
        _("Whoever is asked at the end says whether they are content. It is told where many did, and nobody’s answer is kept."),
    )
    return (*lines, _("The year before stands beside it as it was told then: nothing is counted anew.")) if beside else lines


def _files(report) -> tuple[Link, ...]:
    where = {"organization": report.employer.organization.slug, "year": report.year}
    return Link(_("As PDF"), reverse("report_pdf", kwargs=where)), Link(_("As a table (CSV)"), reverse("report_csv", kwargs=where))


def rows_of(page: ReportPage) -> list[tuple]:
    """The rows of the table for a spreadsheet."""
    parts = [(page.title, *(map(str, page.years) if len(page.years) > 1 else ("",))), *map(_cells, page.pairs)]
    for table in page.tables:
        parts += [("", ""), (table.title, _("People")), *map(_cells, table.pairs)]
    return [*parts, ("", ""), (page.hidden, ""), *((line, "") for line in page.how)]


def _cells(row: Row) -> tuple[str, ...]:
    return (row.label, row.now, row.before) if row.year else (row.label, row.now)


def year_tasks(organization, rows) -> tuple[Task, ...]:
    """Every year, with its address."""
    ready, here = Tag("good", _("Ready to read")), {"organization": organization.slug}
    return tuple(Task(str(row.year), ready, reverse("report", kwargs={**here, "year": row.year})) for row in rows)
