"""The numbers of an organization: all of them as one sentence each, and one of them with its plots and its table."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from network.formats import day, month
from network.parts import Link, Pair
from network.plots import Plot
from vetting.steering import Period

TOPICS = {  # key in the address → name
    "time": pgettext_lazy("numbers", "Time to credential"),
    "clean": pgettext_lazy("numbers", "Clean files"),
    "open": pgettext_lazy("numbers", "Open files by age"),
    "ending": pgettext_lazy("numbers", "What ends"),
    "renewals": pgettext_lazy("numbers", "Re-vettings on time"),
    "committee": pgettext_lazy("numbers", "Committee"),
    "monitoring": pgettext_lazy("numbers", "Monitoring"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One number in words: the sentence its reader came for, how it is counted, its plots, and the table it is read from.

    `today`: it is of this day and of no months.
    """

    sentence: str
    how: str
    plots: tuple[Plot, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple, ...]
    today: bool = False


@dataclass(frozen=True, slots=True)
class NumberPage:
    """Everything `vetting/number.html` shows. Empty cells are "–"."""

    title: str
    name: str
    text: str
    how: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    plots: tuple[Plot, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    csv: str
    today: bool


@dataclass(frozen=True, slots=True)
class NumbersPage:
    """Everything `vetting/numbers.html` shows: each number with its sentence and the way to it."""

    title: str
    text: str
    topics: tuple[Pair, ...]


def numbers_page(told: dict[str, Told], *, organization, period: Period) -> NumbersPage:
    """All of them."""
    topics = tuple(Pair(Link(str(TOPICS[key]), _address(organization, key, period)), one.sentence) for key, one in told.items())
    return NumbersPage(_("How vetting goes"), span(period), topics)


def number_page(key: str, told: Told, *, organization, period: Period) -> NumberPage:
    """One of them."""
    every = reverse("numbers", kwargs={"organization": organization.slug})
    tabs = (Link(str(name), _address(organization, each, period), current=each == key) for each, name in TOPICS.items())
    return NumberPage(
        title=told.sentence, name=str(TOPICS[key]), text=day(period.on) if told.today else span(period), how=told.how,
        today=told.today,
        crumbs=(Link(pgettext("numbers", "Numbers"), f"{every}?months={len(period.months)}"),), tabs=tuple(tabs), plots=told.plots,
        heads=told.heads,
        rows=tuple(tuple("–" if cell is None else str(cell) for cell in row) for row in told.rows),
        csv=_address(organization, key, period, name="number_csv"),
    )


def table(told: Told) -> list[tuple]:
    """The same table for a spreadsheet."""
    return [told.heads, *(tuple("" if cell is None else cell for cell in row) for row in told.rows)]


def span(period: Period) -> str:
    """Which months the numbers are of."""
    return _("%(first)s through %(last)s") % {"first": month(period.first), "last": month(period.months[-1])}


def _address(organization, key, period, name="number") -> str:
    return f"{reverse(name, kwargs={'organization': organization.slug, 'topic': key})}?months={len(period.months)}"
