"""Benchmark of the queue: one page of 50 among n files of one organization, in every view, under filters, by name and 700 pages deep.

Its reference is a plain page of the same size: 50 rows read by their keys and shown by the same template, without a view, a filter, an
order, a count or a neighbor. Everything happens in one transaction of the database in use, which is rolled back. No page may take more
than four queries, and each is compared with the rows counted off one by one.
"""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from statistics import median
from time import perf_counter

from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext, override_settings

from network import statistics
from network.access import system
from network.bench import Timing, Unprepared
from network.bench_rows import fill, numbers
from network.models import Organization, Participation, Person, Practitioner
from vetting.bench_import import rolled_back
from vetting.models import Application, QueueFacets, QueueRow, QueueWord
from vetting.models.queue import FEW
from vetting.pages.queue import queue_page
from vetting.queries.lenses import BY_KEY, COUNTED, LENSES, PLACED, RANKED
from vetting.queries.queue import COLUMNS, JOINED, PAGE, Found, find, item, lenses_of
from vetting.workflow import keeping

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY = date(2026, 11, 26)
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
    """Every view, every filter, two at once, searches, and depth."""
    views = [Page(lens.key, lens.key, {}) for lens in LENSES]
    filters = [
        {"state": "checking"}, {"waiting": "source"}, {"when": "today"}, {"who": str(people[3])}, {"who": "none"}, {"flag": "match"},
        {"ready": "yes"}, {"kind": "renewal"}, {"waiting": "reviewer", "who": str(people[3]), "flag": "match"},
        {"state": "checking", "waiting": "director"}, {"kind": "renewal", "who": str(people[3])}, {"when": "late"}, {"when": "week"},
        {"q": "van der bra"}, {"q": "BQ-0000077"}, {"q": "nobody at all"},
    ]
    named = [Page(_said(each), "open", each) for each in filters]
    pairs = [Page(f"{view} {_said(each)}", view, each) for view in ("all", "decided") for each in _pairs(str(people[3]))]
    return [*views, *named, *pairs, *(Page(f"{view} {DEEP} pages deep", view, {}, DEEP) for view in ("open", "all"))]


def _said(filters) -> str:
    return " ".join(f"{key}={value}" for key, value in filters.items())


def _pairs(who) -> list[dict]:
    """Two filters at once in views that hold every file, also such as no file meets together."""
    one = [{"state": "draft"}, {"state": "approved"}, {"kind": "renewal"}, {"waiting": "director"}, {"who": who}, {"flag": "match"},
           {"ready": "yes"}, {"when": "late"}]
    return [{**first, **second} for place, first in enumerate(one) for second in one[place + 1 :] if first.keys() != second.keys()]


def _placed(page: Page, actor, organization) -> Page:
    """The page with the place it begins after, found the slow way."""
    if not page.depth:
        return page
    lens = next(lens for lens in LENSES if lens.key == page.view)
    rows = QueueRow.objects.within(organization).filter(lens.q(person=actor.person_id, on=TODAY)).order_by(lens.order)
    skipped = min(page.depth * PAGE, max(rows.count() - PAGE, 1))
    return replace(page, after=rows.values_list(lens.order, flat=True)[skipped - 1])


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
    lens = next(lens for lens in LENSES if lens.key == page.view)
    filters = {name: value for name, value in page.filters.items() if name != "q"}
    rows = QueueRow.objects.within(organization).filter(lens.narrowed(**filters).q(person=actor.person_id, on=TODAY))
    if page.filters.get("q"):
        rows = [row for row in rows.select_related("practitioner__person").order_by(lens.order) if _named(row, page.filters["q"])]
        expected = [row.reference for row in rows[:PAGE]]
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


def built(n: int, seed: int):
    """An organization with n files, and the persons who have them: rows as workflow would leave them, written in bulk."""
    chance = random.Random(seed)  # noqa: S311  data for a benchmark, not a secret
    organization = Organization.objects.create(
        slug="bench-queue", name="Bench", country="US", zone="America/Chicago", currency="USD", prefix="BQ"
    )
    people = [Person.objects.create(given_name=f"Colleague{number}", family_name="Bench").pk for number in range(20)]
    with numbers(n, chance, TODAY, ("network_person", "network_practitioner", "vetting_application")) as base:
        common = {"organization_id": organization.pk}
        fill(Person, id=f"{base} + i", given_name="given", prefix="CASE WHEN i % 9 = 0 THEN 'van der' ELSE '' END", family_name="family")
        fill(Practitioner, id=f"{base} + i", person_id=f"{base} + i", reference="'BT-' || i")
        fill(Participation, id=f"{base} + i", practitioner_id=f"{base} + i", state="'active'", began_at=f"'{NOW}'",
             state_since=f"'{NOW}'", **common)
        fill(
            Application, id=f"{base} + i", practitioner_id=f"{base} + i", participation_id=f"{base} + i", state=STATE,
            reference=REFERENCE, kind=KIND,
            opened_at=f"'{NOW}'", state_since=f"'{NOW}'", **common,
        )
        columns = _columns(base, people)
        few = {name: columns[name] for name in FEW} | {"rank": f"CASE WHEN {OPEN} THEN {_rank()} ELSE 4 END"}
        fill(QueueFacets, f"i <= {REPEATS}", once=True, **few, **common)
        fill(QueueRow, **columns, facets_id=_facets(few, organization), **common)
        _spell(base, common)
    for lens in COUNTED:
        keeping.recount(organization, lens)
    statistics.refresh()
    if connection.vendor == "postgresql":  # which does so by itself within the minute
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return organization, people


STATE = "CASE WHEN i % 10 = 0 THEN CASE i / 10 % 4 WHEN 0 THEN 'draft' WHEN 1 THEN 'submitted' WHEN 2 THEN 'checking' ELSE 'in_review' END"
STATE += " ELSE CASE i % 5 WHEN 0 THEN 'withdrawn' WHEN 1 THEN 'denied' ELSE 'approved' END END"
OPEN = "i % 10 = 0"
PREFIX = "CASE WHEN i % 9 = 0 THEN ' der van' ELSE '' END"
REFERENCE = "'BQ-' || substr('0000000' || i, length('' || i), 8)"
FLAG = f"CASE WHEN {OPEN} THEN CASE WHEN i % 230 = 0 THEN 'match' WHEN i % 110 = 0 THEN 'discrepant' ELSE '' END ELSE '' END"
DUE = "i % 130 > 0"  # a file in thirteen has no day
REPEATS = 100_000  # numbers among which every combination of values is met
KIND = "CASE WHEN i % 6 = 0 THEN 'renewal' ELSE 'initial' END"


def _turn(draft, submitted, checking, asked, source, review) -> str:
    """By what is open in the file; half of the files being checked wait for her or for a source."""
    return (
        f"CASE WHEN i % 10 > 0 THEN '' ELSE CASE i / 10 % 8 WHEN 0 THEN '{draft}' WHEN 4 THEN '{draft}' WHEN 1 THEN '{submitted}' "
        f"WHEN 5 THEN '{submitted}' WHEN 2 THEN '{checking}' WHEN 6 THEN CASE WHEN i % 3 = 0 THEN '{asked}' ELSE '{source}' END "
        f"ELSE '{review}' END END"
    )


WHOSE = _turn("theirs", "ours", "ours", "theirs", "source", "ours")


def _rank() -> str:
    """Ours before theirs, and what has a day before what has none."""
    return f"(CASE WHEN {WHOSE} = 'ours' THEN 0 ELSE 2 END + CASE WHEN {DUE} THEN 0 ELSE 1 END)"


def _facets(few, organization) -> str:
    same = " AND ".join(f"f.{name} = {expression}" for name, expression in few.items())
    return f"(SELECT f.id FROM {QueueFacets._meta.db_table} f WHERE f.organization_id = {organization.pk} AND {same})"  # noqa: S608


def _columns(base, people) -> dict[str, str]:
    first, count = people[0], len(people)
    return {
        "application_id": f"{base} + i", "practitioner_id": f"{base} + i", "reference": REFERENCE,
        "stale": "NULL", "state": STATE, "kind": KIND,
        "phase": f"CASE WHEN {OPEN} THEN 'open' WHEN i % 5 = 0 THEN 'closed' ELSE 'decided' END",
        "stage": _turn("therapist", "begin", "check", "therapist", "source", "decision"),
        "waiting_on": _turn("therapist", "reviewer", "reviewer", "therapist", "source", "director"), "whose": WHOSE,
        "next_step": _turn("submit", "begin_checks", "check", "answer", "wait", "decide"),
        "flag": FLAG, "done": "i % 15", "total": "14",
        "ready": "CASE WHEN i % 15 = 14 THEN {true} ELSE {false} END",
        "assignee_id": f"CASE WHEN i % 7 = 0 THEN NULL ELSE {first} + i / 10 % {count} END",
        "due_on": f"CASE WHEN {OPEN} AND {DUE} THEN day END", "since": "day", "holds": "{json}'[[\"LISW\", \"US-OH\"]]'",
        "strokes": "'ooottssooo'", "ours": "6", "theirs": "2", "source": "2", "onward": f"CASE WHEN {OPEN} THEN 'o' ELSE '' END",
        "kept_on": f"{{date}}'{TODAY}'", "place": f"CASE WHEN {OPEN} THEN {_rank()} * {RANKED} + ordinal * {PLACED} + {base} + i END",
        "vetting_on": f"CASE WHEN {OPEN} AND {KIND} = 'renewal' THEN day END",
        "vetting_until": f"CASE WHEN {OPEN} AND {KIND} = 'renewal' THEN day END",
        "recent": f"-(1700000000 + ordinal) * 1000000000 - {base} - i",
        "ends_kind": "CASE WHEN i % 5 > 1 AND i % 10 > 0 THEN 'insurance' ELSE '' END",
        "ends_on": "CASE WHEN i % 5 > 1 AND i % 10 > 0 THEN day END",
        "spelled": f"' bq ' || substr({REFERENCE}, 4) || ' ' || lower(family) || ' ' || lower(given) || {PREFIX}",
        "ending": f"CASE WHEN i % 5 > 1 AND i % 10 > 0 THEN ordinal * {PLACED} + {base} + i END",
    }


def _spell(base, common):
    for name, word, where in (
        (0, "lower(given)", "1 = 1"), (0, "lower(family)", "1 = 1"), (0, "'van'", "i % 9 = 0"), (0, "'der'", "i % 9 = 0"),
        (1, "'bq'", "1 = 1"), (1, "substr('0000000' || i, length('' || i), 8)", "1 = 1"),
    ):
        fill(QueueWord, where, row_id=f"{base} + i", name=str(name), word=word, **common)
