"""The work queue: saved views as addresses with counts, search, and the rows of one view.

Files on which somebody has to act are read whole, since whose turn it is follows from their checks; files that are done are
counted and paged in the database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from licensure.models import License, Verification
from licensure.policy import known
from network.models import Cover
from network.queries.finding import practitioners_named
from vetting.models import Application
from vetting.models.application import OPEN
from vetting.queries.waiting import Loaded, Waiting, load, waiting
from vetting.turns import AFTERWARDS
from vetting.words_values import place_label

PAGE = 50


@dataclass(frozen=True, slots=True)
class Item:
    """One file as the queue sees it. `ends` is the kind and last day of the evidence that ends first, where a view asks."""

    application: Application
    waiting: Waiting
    loaded: Loaded
    ends: tuple[str, date] | None = None

    @property
    def closed_checks(self) -> int:
        """Checks that need no more work."""
        return sum(not row.is_open for row in self.loaded.checks)

    @property
    def to_resolve(self) -> int:
        """Things in it that do not agree: checks that differ or whose source is unavailable, and matches nobody judged."""
        hits = self.loaded.hits if self.application.is_open else 0
        return hits + sum(row.state in ("discrepant", "unavailable") for row in self.loaded.checks)

    @property
    def flag(self) -> str:
        """The first thing that needs somebody's eye: a match, then a check that differs or whose source is unavailable."""
        if self.loaded.hits and self.application.is_open:
            return "match"
        return next((row.state for row in self.loaded.checks if row.state in ("discrepant", "unavailable")), "")


@dataclass(frozen=True, slots=True)
class SavedView:
    """A saved view: its key in the address, its name, its group, and which live files it holds (or `where`, for files done)."""

    key: str
    label: str
    group: str
    holds: Callable | None = None
    where: Callable | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of one view: its rows, how many the view holds, how many each view holds, and the dates in the view."""

    items: tuple[Item, ...]
    total: int
    counts: dict[str, int]
    late: int
    today: int


def _turn(*who):
    return lambda item, person, on: item.waiting.turn.waiting_on in who


def _states(*states):
    return lambda organization, on: Q(state__in=states)


def _ending(days):
    def within(organization, on):
        last = (on, on + timedelta(days=days))
        covers = Cover.objects.within(organization).current().filter(last__range=last)
        return Q(state="approved", participation__in=covers.values("participation"))

    return within


def _check(item):
    return item.waiting.turn.next_step == "check"


def _mine(item, person, on):
    return item.application.assignee_id == person and item.waiting.turn.waiting_on == "reviewer"


VIEWS = (
    SavedView("mine", _("Mine"), "you", _mine),
    SavedView("due", _("Mine, due today"), "you", lambda item, person, on: _mine(item, person, on) and item.waiting.due == on),
    SavedView("decision", _("Ready for decision"), "you", _turn("director", "committee")),
    SavedView("open", _("All open files"), "everyone", lambda item, person, on: item.application.is_open),
    SavedView("late", _("Past their date"), "everyone", lambda item, person, on: item.waiting.late),
    SavedView("new", _("New"), "everyone", lambda item, person, on: item.application.state == "submitted"),
    SavedView("checking", _("To check"), "everyone", lambda item, person, on: item.waiting.turn.next_step in ("check", "refer")),
    SavedView("renewed", _("New evidence"), "everyone", lambda item, person, on: not item.application.is_open and _check(item)),
    SavedView("therapist", _("Waiting on therapist"), "everyone", _turn("therapist")),
    SavedView("source", _("Waiting on source"), "everyone", _turn("source")),
    SavedView("matches", _("List matches"), "everyone", lambda item, person, on: item.flag == "match"),
    SavedView(
        "renewals", _("Re-vetting started"), "everyone",
        lambda item, person, on: item.application.kind == "renewal" and item.application.is_open,
    ),
    SavedView(
        "overdue", _("Re-vetting past due"), "everyone",
        lambda item, person, on: item.application.is_open and item.loaded.renews is not None and item.loaded.renews.on < on,
    ),
    SavedView("drafts", _("Drafts"), "everyone", lambda item, person, on: item.application.state == "draft"),
    SavedView("ending30", _("Evidence ends in 30 days"), "network", where=_ending(30)),
    SavedView("ending90", _("Evidence ends in 90 days"), "network", where=_ending(90)),
    SavedView("decided", _("Decided"), "network", where=_states("approved", "denied", "not_accepted", "vacated")),
    SavedView("closed", _("Withdrawn or lapsed"), "network", where=_states("withdrawn", "lapsed")),
    SavedView("all", _("All files"), "network", where=lambda organization, on: Q()),
)
GROUPS = {"you": _("For you"), "everyone": _("Everyone"), "network": _("Done and kept")}
BY_KEY = {view.key: view for view in VIEWS}


def find(actor, organization, *, on, view: SavedView, page=0, search="", state="", kind="") -> Found:
    """One page of a view and the counts of all of them, the most urgent file first; a number of queries that never grows."""
    rows = _filtered(actor, organization, search, state, kind)
    live = _live(rows, organization, on)
    counts = {each.key: sum(each.holds(item, actor.person_id, on) for item in live) for each in VIEWS if each.holds}
    counts |= _counts(rows, organization, on)
    mine = [item for item in live if view.holds and view.holds(item, actor.person_id, on)]
    part = slice(page * PAGE, (page + 1) * PAGE)
    shown = mine[part] if view.holds else _done(rows, organization, view, on, part)
    late, today = sum(item.waiting.late for item in mine), sum(item.waiting.due == on for item in mine)
    return Found(tuple(shown), counts[view.key], counts, late, today)


def references(actor, organization, *, on, view: SavedView, search="", state="", kind="", most=200) -> list[str]:
    """The files a view holds, the most urgent first, for an act on all of them; at most `most`."""
    rows = _filtered(actor, organization, search, state, kind)
    if view.holds:
        found = [item.application.reference for item in _live(rows, organization, on) if view.holds(item, actor.person_id, on)]
        return found[:most]
    done = rows.filter(view.where(organization, on)).order_by("-state_since", "-pk")
    return list(done.values_list("reference", flat=True)[:most])


def _filtered(actor, organization, search, state, kind):
    rows = Application.objects.visible_to(actor)
    if text := search.strip():
        rows = rows.filter(_search(organization, text))
    if state:
        rows = rows.filter(state=state)
    return rows.filter(kind=kind) if kind else rows


def _search(organization, text: str) -> Q:
    """Reference, present or former name, NPI, or the number of a license."""
    numbers = License.objects.within(organization).filter(number__icontains=text) if len(text) >= 3 else ()
    people = practitioners_named(organization, text) | {row.practitioner_id for row in numbers}
    exact = Q(reference__iexact=text) | Q(practitioner__reference__iexact=text) | Q(practitioner__npi=text)
    return exact | Q(practitioner__in=sorted(people))


def _whole(rows):
    return rows.select_related("organization", "practitioner__person", "participation", "assignee")


def _live(rows, organization, on) -> list[Item]:
    """Files on which somebody still has to act: open ones, terms to accept, and evidence that came after the decision."""
    checks = Verification.objects.within(organization).filter(state__in=AFTERWARDS)
    approved = Q(participation__state="onboarding") | Q(reference__in=checks.values("file"))
    acting = Q(state__in=OPEN) | Q(state="approved") & approved
    return sorted(_items(list(_whole(rows).filter(acting)), on), key=_urgency)


def _items(rows, on, ends=()) -> list[Item]:
    loaded, ends = load(rows), dict(ends)
    return [
        Item(row, waiting(row, on=on, loaded=loaded[row.pk]), loaded[row.pk], ends.get(row.participation_id)) for row in rows
    ]


def _urgency(item: Item):
    """Ours before theirs, then by date; what has no date comes last, in the order it came in."""
    ours, due = item.waiting.turn.whose != "ours", item.waiting.due
    return (ours, due is None, due or item.application.opened_at.date(), item.application.reference)


def _counts(rows, organization, on) -> dict[str, int]:
    wheres = {view.key: Count("pk", filter=view.where(organization, on) or Q(pk__isnull=False)) for view in VIEWS if view.where}
    return rows.aggregate(**wheres)


def _done(rows, organization, view, on, part) -> list[Item]:
    found = list(_whole(rows).filter(view.where(organization, on)).order_by("-state_since", "-pk")[part])
    ends = _ends(organization, found, on) if view.key.startswith("ending") else {}
    items = _items(found, on, ends)
    return sorted(items, key=lambda item: (item.ends[1], item.application.reference)) if ends else items


def _ends(organization, found, on) -> dict[int, tuple[str, date]]:
    """The evidence that ends first, per participation."""
    covers = Cover.objects.within(organization).current().filter(participation__in={row.participation_id for row in found})
    last = {}
    for cover in covers.filter(last__gte=on).order_by("-last"):
        last[cover.participation_id] = (cover.kind, cover.last)
    return last


def titles(organization, applications) -> dict[int, list[str]]:
    """What these files' therapists hold, as "LISW, Ohio", by therapist; three queries."""
    people = {row.practitioner_id for row in applications}
    rows = License.objects.within(organization).filter(practitioner__in=people, retired_at=None).order_by("pk")
    found: dict[int, list[str]] = {}
    catalog = known(organization) if rows else None
    for row in rows:
        found.setdefault(row.practitioner_id, []).append(short_title(row, catalog))
    return found


def short_title(row, catalog=None) -> str:
    """A license in two words: its abbreviation and its place; the title where a pack knows no abbreviation."""
    catalog = catalog or known()
    kind = catalog.types.get(row.license_type)
    title = (kind.abbreviation or kind.title) if kind else row.license_type
    return f"{title}, {place_label(row.jurisdiction_id)}"
