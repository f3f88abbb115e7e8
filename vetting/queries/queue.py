"""The work queue: one page of a view by key, what a search finds, and how many files each view holds. Four queries at any filter and depth.

It reads kept rows (`vetting.workflow.keeping` keeps them); the order of a view is one column, so a page begins right after the last
row of the page before, however deep that is.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q, Sum

from network.models import Organization
from vetting.models import QueueCount, QueueRow, SavedView
from vetting.queries.lenses import BY_KEY, ENDING, LENSES, Lens, saved_lens
from vetting.queries.searching import search
from vetting.queries.walking import Walk

PAGE = 50
WIDE = 8  # a view that holds an eighth of the files in its order is searched one after the other
SIDES = {"o": "ours", "t": "theirs", "s": "source"}
COLUMNS = (
    "reference", "state", "kind", "route", "stage", "waiting_on", "whose", "next_step", "flag", "to_resolve", "done", "total",
    "due_on", "since", "holds", "strokes", "ours", "theirs", "source", "onward", "ends_kind", "ends_on", "kept_on",
    "vetting_on", "vetting_until", "latest_on", "by_default", "application_id",
)
NAME = ("given_name", "prefix", "family_name")
JOINED = (
    *(f"practitioner__person__{name}" for name in NAME), *(f"assignee__{name}" for name in NAME), "application__jurisdictions",
)


@dataclass(frozen=True, slots=True)
class Vetting:
    """The last day before the vetting that a file renews is due, and the last on which a late one is accepted."""

    on: date
    late_until: date


@dataclass(frozen=True, slots=True)
class Item:
    """One file as the queue shows it on one day."""

    reference: str
    name: str
    owner: str
    jurisdictions: tuple
    state: str
    kind: str
    route: str
    whose: str
    waiting_on: str
    next_step: str
    flag: str
    to_resolve: int
    done: int
    total: int
    due: date | None
    since: date | None
    holds: tuple
    strokes: tuple[str, ...]
    days: dict[str, int]
    ends: tuple[str, date] | None
    renews: Vetting | None
    late: bool
    latest: date | None = None
    by_default: bool = False
    closed: bool = False  # the reader takes no part in it


@dataclass(frozen=True, slots=True)
class Found:
    """One page of one view: its rows, the places before and after which its neighbors are, and how many each view holds.

    `total` is how many the view holds, None where it is filtered; `people` who has how many files, by number and name.
    """

    items: tuple[Item, ...]
    before: int | None
    after: int | None
    total: int | None
    counts: dict[str, int]
    people: tuple[tuple[int, str, int], ...]
    lenses: tuple[Lens, ...]


def lenses_of(actor, organization) -> tuple[Lens, ...]:
    """Every view this reader has: everyone's, her own and the shared ones. One query."""
    rows = SavedView.objects.within(organization).filter(own_or_shared(actor))
    return (*LENSES, *map(saved_lens, rows))


def own_or_shared(actor) -> Q:
    """The views this reader has, of those that are kept."""
    return Q(shared=True) | Q(owner=actor.person_id)


def find(actor, organization, *, on, lenses=LENSES, view="open", after=None, before=None, closed=frozenset(), **filters) -> Found:
    """One page of a view; `after` and `before` are places in its order, `filters` those of the address (`q` is a search).

    `closed`: the files the reader takes no part in. No view or filter by what was found in a file holds them; one more query counts
    them off.
    """
    lens = next((each for each in lenses if each.key == view), BY_KEY["open"])
    asked = search(organization, filters["q"]) if filters.get("q", "").strip() else None
    counts, people, told = _counts(actor, organization, lenses, on, asked)
    counts = _open_counts(counts, actor, organization, lenses, on, closed) if closed else counts
    walk = Walk(organization.pk, _narrowed(lens, filters), actor.person_id, on, after, before).without(closed)
    rows = _searched(walk, actor, asked, told, counts) if asked else walked(walk, actor, PAGE + 1)
    rows, newer, older = _page(rows, walk)
    total = None if any(filters.values()) else counts[lens.key]
    return Found(tuple(item(row, on, closed) for row in rows), newer, older, total, counts, people, tuple(lenses))


def references(actor, organization, *, on, lenses=LENSES, view="open", most=200, closed=frozenset(), **filters) -> list[str]:
    """The files a view holds, in its order, for an act on all of them; at most `most`."""
    lens = next((each for each in lenses if each.key == view), BY_KEY["open"])
    walk = Walk(organization.pk, _narrowed(lens, filters), actor.person_id, on).without(closed)
    if filters.get("q", "").strip():
        rows = _first(search(organization, filters["q"]).from_the_words(_between(walk, actor)), walk, most)
    else:
        rows = walked(walk, actor, most)
    return list(rows.values_list("reference", flat=True))


def _open_counts(counts, actor, organization, lenses, on, closed) -> dict[str, int]:
    """The same counts without the files closed to the reader, where a view tells what was found in them. One query."""
    asked = {lens.key: lens for lens in lenses if lens.tells}
    rows = QueueRow.objects.within(organization).filter(application__in=closed)
    less = rows.aggregate(**{
        f"n{number}": Count("pk", filter=lens.q(person=actor.person_id, on=on)) for number, lens in enumerate(asked.values())
    })
    return counts | {key: counts[key] - less[f"n{number}"] for number, key in enumerate(asked)}


def _searched(walk, actor, asked, told, counts):
    """The first that the search finds, on whichever way is shorter."""
    first = asked.begins_with(told, page=PAGE, all_rows=counts["all"])
    if first is not None:
        return _first(asked.from_the_words(_between(walk, actor), first), walk, PAGE + 1)
    return walked(replace(walk, words=asked.of_a_row(), wide=_wide(walk.lens, counts)), actor, PAGE + 1)


def _wide(lens, counts) -> bool:
    """Whether most files of its order, or of a stretch of it, are in a view that nothing narrows."""
    if lens.mine or lens != BY_KEY.get(lens.key):
        return False
    if lens.when:
        return lens.when in ENDING
    return counts[lens.key] * WIDE >= counts["all" if lens.order == "recent" else "open"]


def _narrowed(lens, filters) -> Lens:
    return lens.narrowed(**{name: value for name, value in filters.items() if name != "q"})


def _page(rows, walk):
    """Its rows, and the places its neighbors begin at: of the page before it, and of the one after it."""
    found = list(rows.values_list(walk.lens.order, *COLUMNS, *JOINED))
    shown, more = found[:PAGE], len(found) > PAGE
    if walk.before is not None:
        shown = shown[::-1]
        return shown, shown[0][0] if more else None, walk.before - 1 if shown else None
    return shown, shown[0][0] if walk.after is not None and shown else None, shown[-1][0] if more else None


def walked(walk, actor, most):
    """The first on the way; no other is looked at."""
    if walk.plain:
        return _first(_between(walk, actor), walk, most)
    rows = QueueRow.objects.visible_to(actor).filter(walk.among(most), organization=walk.organization)
    return rows.order_by(walk.order)


def _between(walk, actor):
    """Every row on the way."""
    rows = QueueRow.objects.visible_to(actor).filter(walk.lens.q(person=walk.person, on=walk.on), organization=walk.organization)
    rows = rows.exclude(application__in=walk.closed) if walk.closed else rows
    order, after, before = walk.lens.order, walk.after, walk.before
    if before is not None:
        return rows.filter(**{f"{order}__lt": before})
    return rows if after is None else rows.filter(**{f"{order}__gt": after})


def _first(rows, walk, most):
    """The first of them, found before anything is joined to them.

    A planner that expects fewer rows than a page joins the names to everything a filter finds, and only then takes the first.
    """
    found = rows.order_by(walk.order).values("pk")[:most]
    return QueueRow.objects.within(Organization(pk=walk.organization)).filter(pk__in=found).order_by(walk.order)


def _counts(actor, organization, lenses, on, asked=None):
    """How many files each view holds, who has how many, and what a search must know; one query, over sums that are kept."""
    wanted = Q(pk__in=())
    for lens in lenses:
        wanted |= lens.counted(person=actor.person_id, on=on)
    parts = QueueCount.objects.within(organization).filter(wanted | Q(view="with"))
    who = ("person_id", *(f"person__{name}" for name in NAME))
    counts, people, told = dict.fromkeys((lens.key for lens in lenses), 0), [], {}
    questions = asked.questions() if asked else {}
    for view, person, *rest in parts.values_list("view", *who).annotate(n=Sum("n"), **questions).order_by():
        name, n, told = rest[: len(NAME)], rest[len(NAME)], dict(zip(questions, rest[len(NAME) + 1 :], strict=True))
        if view != "with":
            counts[view] += n
        elif n:
            people.append((person, " ".join(filter(None, name)), n))
    return counts, tuple(sorted(people, key=lambda each: each[1])), told


def item(values, on, closed=frozenset()) -> Item:
    """A row as the queue shows it on this day, from its place, COLUMNS and JOINED."""
    row = dict(zip(COLUMNS, values[1:], strict=False))
    given, prefix, family, theirs_given, theirs_prefix, theirs_family, jurisdictions = values[len(COLUMNS) + 1:]
    gone = (on - row["kept_on"]).days if row["onward"] and row["kept_on"] and on > row["kept_on"] else 0
    strokes = tuple(SIDES[letter] for letter in (row["strokes"] + row["onward"] * gone)[-30:])
    days = {side: row[side] + gone * (SIDES.get(row["onward"]) == side) for side in SIDES.values()}
    due = row["due_on"]
    return Item(
        row["reference"], " ".join(filter(None, (given, prefix, family))),
        " ".join(filter(None, (theirs_given, theirs_prefix, theirs_family))), tuple(jurisdictions), row["state"], row["kind"],
        row["route"], row["whose"] or "nobody", row["waiting_on"] or "nobody",
        row["next_step"] or "none", row["flag"], row["to_resolve"], row["done"],
        row["total"], due, row["since"], tuple(map(tuple, row["holds"])), strokes, days,
        (row["ends_kind"], row["ends_on"]) if row["ends_on"] else None,
        Vetting(row["vetting_on"], row["vetting_until"]) if row["vetting_on"] else None, due is not None and due < on,
        row["latest_on"], row["by_default"], row["application_id"] in closed,
    )
