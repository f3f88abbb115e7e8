"""The work queue: saved views as addresses with counts, search, and the rows of one view."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vetting.models import Application
from vetting.queries.waiting import Loaded, Waiting, load, waiting

PAGE = 50


@dataclass(frozen=True, slots=True)
class Item:
    """One file as the queue sees it."""

    application: Application
    waiting: Waiting
    loaded: Loaded

    @property
    def closed_checks(self) -> int:
        """Checks that need no more work."""
        return sum(not row.is_open for row in self.loaded.checks)

    @property
    def flag(self):
        """The first thing that needs somebody's eye: a match, then a check that differs or whose source is unavailable."""
        if self.loaded.hits:
            return "match"
        return next((row.state for row in self.loaded.checks if row.state in ("discrepant", "unavailable")), "")


@dataclass(frozen=True, slots=True)
class SavedView:
    """A saved view: its key in the address, its name, and which files it holds."""

    key: str
    label: str
    holds: Callable
    mine: bool = False


def _turn(*who):
    return lambda item, person: item.waiting.turn.waiting_on in who


VIEWS = (
    SavedView("mine", _("Mine"), lambda item, person: item.application.assignee_id == person and item.waiting.turn.whose == "ours", mine=True),
    SavedView("late", _("Past their date"), lambda item, person: item.waiting.late),
    SavedView("new", _("New"), lambda item, person: item.application.state == "submitted"),
    SavedView("checking", _("To check"), lambda item, person: item.application.state == "checking" and item.waiting.turn.whose == "ours"),
    SavedView("therapist", _("Waiting on therapist"), _turn("therapist")),
    SavedView("source", _("Waiting on source"), _turn("source")),
    SavedView("matches", _("List matches"), lambda item, person: item.loaded.hits > 0 and item.application.is_open),
    SavedView("decision", _("Ready for decision"), _turn("director", "committee")),
    SavedView("drafts", _("Drafts"), lambda item, person: item.application.state == "draft"),
    SavedView("decided", _("Decided"), lambda item, person: item.application.state in ("approved", "denied", "not_accepted", "vacated")),
    SavedView("closed", _("Withdrawn or lapsed"), lambda item, person: item.application.state in ("withdrawn", "lapsed")),
    SavedView("all", _("All files"), lambda item, person: True),
)
BY_KEY = {view.key: view for view in VIEWS}


def items(actor, *, on, search="", state="", kind="") -> list[Item]:
    """Every file this actor may reach that matches the filters, the most urgent first: our overdue ones, then by date."""
    rows = Application.objects.visible_to(actor).select_related(
        "organization", "practitioner__person", "participation", "assignee"
    )
    if search.strip():
        rows = rows.filter(_search(search.strip()))
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    rows = list(rows.distinct())
    loaded = load(rows)
    found = [Item(row, waiting(row, on=on, loaded=loaded[row.pk]), loaded[row.pk]) for row in rows]
    return sorted(found, key=_urgency)


def _urgency(item: Item):
    ours = item.waiting.turn.whose != "ours"
    due = item.waiting.due
    return (ours, due is None, due or item.application.opened_at.date(), item.application.reference)


def _search(text: str) -> Q:
    """Name, former name, reference or NPI."""
    query = Q(reference__iexact=text) | Q(practitioner__reference__iexact=text) | Q(practitioner__npi=text)
    for word in text.split():
        query |= Q(practitioner__person__family_name__icontains=word) | Q(practitioner__person__given_name__icontains=word)
        query |= Q(practitioner__practitionernames__family_name__icontains=word)
    return query


def counts(found, person) -> dict[str, int]:
    """How many files each saved view holds."""
    return {view.key: sum(view.holds(item, person) for item in found) for view in VIEWS}
