"""Benchmark of the queue: one page of 50 among n files of one organization, in every view, under filters, by name and 700 pages deep.

Its reference is a plain page of the same size: 50 rows read by their keys and shown by the same template, without a view, a filter, an
order, a count or a neighbor. Everything happens in one transaction of the database in use, which is rolled back. No page may take more
than four queries, and each is compared with the rows counted off one by one.
"""

from dataclasses import dataclass, replace
from itertools import combinations, islice
from statistics import median
from time import perf_counter

from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext, override_settings

from network.access import system
from network.bench import Timing, Unprepared
from vetting.bench_files import NOW, TODAY, built
from vetting.bench_import import rolled_back
from vetting.models import QueueRow
from vetting.pages.queue import queue_page
from vetting.queries.lenses import BY_KEY, LENSES
from vetting.queries.queue import COLUMNS, JOINED, PAGE, Found, find, item, lenses_of
from vetting.workflow import keeping

DEEP = 700  # pages down
RUNS = 15  # of each page; the median counts
MOST, SLOWER, DEEPER = 4, 3.0, 1.5  # queries, times a plain page, times the first page (noise of a shared machine)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as asked for: what it is called, its view, its filters, how deep it is."""

    name: str
    view: str
    filters: dict
    depth: int = 0
    after: int | None = None


def queue(n: int = 1_000_000, seed: int = 1) -> Timing:
    """n files, one in ten open: each page against a plain one."""
    if QueueRow._meta.db_table not in connection.introspection.table_names():
        raise Unprepared("The database has no table for the queue yet: run manage.py migrate first.")
    with override_settings(DEBUG=False), rolled_back():
        organization, people = built(n, seed)
        actor = replace(system("bench", organization), person_id=people[0])
        pages = [_placed(page, actor, organization) for page in asked(people)]
        taken = {page.name: _measured(page, actor, organization) for page in pages}
        plain = _plain(organization)
    slowest = max(taken, key=lambda name: taken[name][0])
    deep = max(taken[f"{view} {DEEP} pages deep"][0] / taken[view][0] for view in ("open", "all"))
    queries = max(count for _, count in taken.values())
    more = {
        "database": connection.vendor, "slowest": slowest, "queries": queries, "plain_ms": round(plain * 1000, 2),
        "deep_to_first": round(deep, 2), "pages_ms": {name: round(seconds * 1000, 2) for name, (seconds, _) in taken.items()},
    }  # fmt: skip
    return Timing(1, taken[slowest][0], 1, plain, more, _failed(taken[slowest][0] / plain, queries, deep))


def _failed(slower, queries, deep) -> str:
    if queries > MOST:
        return f"A page took {queries} queries; at most {MOST}."
    if deep > DEEPER:
        return f"A page {DEEP} pages deep took {deep:.2f} times the first one."
    return f"The slowest page took {slower:.2f} times a plain one; at most {SLOWER}." if slower > SLOWER else ""


def asked(people) -> list[Page]:
    """Every view, every filter, two and three at once, searches, also among what is filtered, and depth."""
    who = str(people[3])
    views = [Page(lens.key, lens.key, {}) for lens in LENSES]
    filters = [
        {"state": "checking"}, {"waiting": "source"}, {"when": "today"}, {"who": who}, {"who": "none"}, {"flag": "match"},
        {"ready": "yes"}, {"kind": "renewal"}, {"waiting": "reviewer", "who": who, "flag": "match"},
        {"state": "checking", "waiting": "director"}, {"kind": "renewal", "who": who}, {"when": "late"}, {"when": "week"},
        *({"q": text} for text in ("van der bra", "BQ-0000077", "nobody at all", "bra", "van")),
    ]
    named = [Page(_said(each), "open", each) for each in filters]
    pairs = [Page(f"{view} {_said(each)}", view, each) for view in ("all", "decided") for each in _together(2, who)]
    triples = [Page(f"{view} {_said(each)}", view, each) for view in ("all", "decided", "open") for each in _together(3, who)[::3]]
    sought = [Page(f"{view} {_said(each)}", view, each) for view, each in _sought(who)]
    deep = [
        *(Page(f"{view} {DEEP} pages deep", view, {}, DEEP) for view in ("open", "all")),
        Page("all kind=renewal ready=no deep", "all", {"kind": "renewal", "ready": "no"}, DEEP),
        Page("open who when=week deep", "open", {"who": who, "when": "week"}, DEEP),
    ]
    return [*views, *named, *pairs, *triples, *sought, *deep]


def _said(filters) -> str:
    return " ".join(f"{key}={value}" for key, value in filters.items())


def _together(n, who) -> list[dict]:
    """n filters at once, in views that hold every file also such as no file meets together."""
    one = [{"state": "draft"}, {"state": "approved"}, {"kind": "renewal"}, {"waiting": "director"}, {"who": who}, {"flag": "match"},
           {"ready": "yes"}, {"when": "late"}]
    found = [dict(item for each in some for item in each.items()) for some in combinations(one, n)]
    return [filters for filters in found if len(filters) == n]


def _sought(who) -> list[tuple[str, dict]]:
    """A search among what is filtered: little of much, much of little, and what is nowhere together."""
    return [
        ("all", {"kind": "renewal", "q": "van der bra"}), ("decided", {"state": "approved", "ready": "yes", "q": "bra"}),
        ("matches", {"q": "van"}), ("all", {"flag": "match", "q": "van der"}), ("open", {"who": who, "when": "week", "q": "van der bra"}),
        ("all", {"state": "draft", "kind": "renewal", "who": who, "q": "bra"}), ("overdue", {"q": "van der bra"}),
        ("ending90", {"q": "van der bra"}), ("decided", {"waiting": "director", "q": "van"}),
    ]


def _placed(page: Page, actor, organization) -> Page:
    """The page with the place it begins after, found the slow way."""
    if not page.depth:
        return page
    lens = _lens(page)
    rows = QueueRow.objects.within(organization).filter(lens.q(person=actor.person_id, on=TODAY)).order_by(lens.order)
    skipped = min(page.depth * PAGE, max(rows.count() - PAGE, 1))
    return replace(page, after=rows.values_list(lens.order, flat=True)[skipped - 1])


def _lens(page):
    """The view as its filters narrow it."""
    return BY_KEY[page.view].narrowed(**{name: value for name, value in page.filters.items() if name != "q"})


def _shown(page: Page, actor, organization):
    """One page from the request to its last byte, without what surrounds every page."""
    keeping.catch_up(organization, at=NOW)
    lenses = lenses_of(actor, organization)
    found = find(actor, organization, on=TODAY, lenses=lenses, view=page.view, after=page.after, **page.filters)
    lens = next(lens for lens in lenses if lens.key == page.view)
    shown = queue_page(found, lens, organization=organization, on=TODAY, first=1, filters=page.filters, actions=frozenset())
    return found, _drawn(shown)


def _drawn(shown) -> str:
    parts = {"heads": shown.heads, "rows": shown.rows, "label": shown.view}
    return render_to_string("parts/views.html", {"groups": shown.views}) + render_to_string("parts/queue.html", parts)


def _measured(page: Page, actor, organization) -> tuple[float, int]:
    """The median seconds of the page, and its queries. AssertionError when its rows are not those counted off."""
    with CaptureQueriesContext(connection) as captured:
        found, _ = _shown(page, actor, organization)
    _compare(page, found, actor, organization)
    return median(_seconds(_shown, page, actor, organization) for _ in range(RUNS)), len(captured)


def _seconds(function, *arguments) -> float:
    began = perf_counter()
    function(*arguments)
    return perf_counter() - began


def _compare(page, found, actor, organization):
    """The same rows by another way: everything the view holds, read in its order from the first row, searched by the names."""
    lens = _lens(page)
    rows = QueueRow.objects.within(organization).filter(lens.q(person=actor.person_id, on=TODAY))
    if page.filters.get("q"):
        rows = rows.select_related("practitioner__person").order_by(lens.order).iterator()
        expected = list(islice((row.reference for row in rows if _named(row, page.filters["q"])), PAGE))
    else:
        rows = rows.filter(**{f"{lens.order}__gt": page.after}) if page.after else rows
        expected = list(rows.order_by(lens.order).values_list("reference", flat=True)[:PAGE])
    if [item.reference for item in found.items] != expected:
        raise AssertionError(f"{page.name}: {len(found.items)} rows are not the {len(expected)} counted off.")


def _named(row, text) -> bool:
    texts = (row.practitioner.person.full_name, row.reference)
    typed = text.lower().replace("-", " ").split()
    return any(all(any(word.startswith(part) for word in each.lower().replace("-", " ").split()) for part in typed) for each in texts)


def _plain(organization) -> float:
    """The median seconds of a page without a queue: 50 rows read by their keys, shown as the queue shows them."""
    keys = list(QueueRow.objects.within(organization).filter(phase="open").values_list("pk", flat=True)[:PAGE])
    return median(_seconds(_by_keys, organization, keys) for _ in range(RUNS))


def _by_keys(organization, keys) -> str:
    rows = QueueRow.objects.within(organization).filter(pk__in=keys).values_list("place", *COLUMNS, *JOINED)
    found = Found(tuple(item(row, TODAY) for row in rows), None, None, None, dict.fromkeys((lens.key for lens in LENSES), 0), (), LENSES)
    shown = queue_page(found, BY_KEY["open"], organization=organization, on=TODAY, first=1, filters={}, actions=frozenset())
    return _drawn(shown)
