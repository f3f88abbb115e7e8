"""A search of the queue finds the same files from the words and along the view, and goes the way that is shorter."""

from dataclasses import replace
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.access import system
from vetting import bench_queue
from vetting.bench_queue import TODAY, built
from vetting.models import QueueRow
from vetting.queries import searching
from vetting.queries.lenses import BY_KEY
from vetting.queries.marking import marks
from vetting.queries.queue import find, references
from vetting.queries.searching import search

pytestmark = pytest.mark.django_db
SOUGHT = (
    "van der bra", "bra", "bra den", "den bra", "van", "der van", "van van", "brabra", "BQ-0000077", "bq 77", "nobody at all", "bra nobody",
    "bq bra", "v", "van der tor k", "'%_", "",
)  # fmt: skip
ALONG, WORDS = "EXISTS (SELECT 1 FROM vetting_queueword w WHERE", "(SELECT w.row_id FROM vetting_queueword w"


@pytest.fixture
def network():
    organization, people = built(600, 1)
    return replace(system("bench", organization), person_id=people[0]), organization


def one_by_one(organization, view, text) -> list[str]:
    """The files of a view in its order, each asked by its names and its number."""
    lens = BY_KEY[view]
    rows = QueueRow.objects.within(organization).filter(lens.q(person=None, on=TODAY)).select_related("practitioner__person")
    return [row.reference for row in rows.order_by(lens.order) if bench_queue._named(row, text)]


@pytest.mark.parametrize("limits", [(0, 10**6), (10**6, 10**6), (20, 30)], ids=("along", "words", "either"))
def test_both_ways_find_what_is_found_one_by_one(network, monkeypatch, limits):
    actor, organization = network
    for name, number in zip(("RARE", "MANY"), limits, strict=True):
        monkeypatch.setattr(searching, name, number)
    for text in filter(None, SOUGHT):
        for view in ("open", "all"):
            sought = text.replace("'%_", "")
            expected = one_by_one(organization, view, text)[:50] if sought else []
            found = find(actor, organization, on=TODAY, view=view, q=text)
            assert [item.reference for item in found.items] == expected, (text, view)


AMONG = (
    ("all", {"kind": "renewal"}), ("decided", {"state": "approved", "ready": "yes"}), ("matches", {}), ("open", {"when": "week"}),
    ("all", {"flag": "match", "when": "late"}), ("overdue", {"ready": "no"}), ("ending90", {}), ("mine", {}), ("all", {"who": "none"}),
    ("decided", {"waiting": "director"}),
)  # fmt: skip


@pytest.mark.parametrize("limits", [(-1, 10**6), (10**6, 10**6)], ids=("along", "words"))
def test_both_ways_find_the_same_among_what_is_filtered_on_every_page(network, monkeypatch, limits):
    actor, organization = network
    for name, number in zip(("RARE", "MANY"), limits, strict=True):
        monkeypatch.setattr(searching, name, number)
    monkeypatch.setattr("vetting.queries.queue.PAGE", 3)
    compared = 0
    for text, (view, filters) in product(("van der", "bra", "b", "van der bra", "bq"), AMONG):
        lens = BY_KEY[view].narrowed(**filters)
        rows = QueueRow.objects.within(organization).filter(lens.q(person=actor.person_id, on=TODAY)).order_by(lens.order)
        expected = [
            row.reference for row in rows.select_related("practitioner__person") if bench_queue._named(row, text)
        ]
        shown = pages_of(actor, organization, {"view": view, "q": text, **filters})
        assert [reference for page in shown for reference in page] == expected, (text, view, filters)
        compared += len(expected)
    assert compared > 300, "hardly anything was compared"


def pages_of(actor, organization, asked) -> list[list[str]]:
    """Every page from the first to the last, each also reached from the one after it."""
    page = find(actor, organization, on=TODAY, **asked)
    pages = [page]
    while page.after is not None:
        page = find(actor, organization, on=TODAY, after=page.after, **asked)
        back = find(actor, organization, on=TODAY, before=page.before, **asked)
        assert [item.reference for item in back.items] == [item.reference for item in pages[-1].items], asked
        pages.append(page)
    return [[item.reference for item in page.items] for page in pages]


@pytest.mark.parametrize(
    ("typed", "words", "may"),
    [
        ("bra", ["brabra"], True), ("bra", ["bran", "den"], True), ("br", ["bra"], True), ("b", ["zoe"], True), ("bra", [], False),
        ("bra", ["den", "fol"], False), ("br", ["den"], False), ("0000077", ["0000077"], True), ("000", ["77"], False),
    ],
)
def test_a_row_has_the_bits_of_what_a_word_of_it_begins_with(typed, words, may):
    asked = marks([typed])
    assert (marks(words) & asked == asked) is may and 0 <= asked < 2**63


def test_for_an_act_on_all_of_them_the_same_files_are_found(network):
    actor, organization = network
    for text in ("van der bra", "bra", "BQ-0000077", "nobody"):
        found = references(actor, organization, on=TODAY, view="all", most=10**4, q=text)
        assert found == one_by_one(organization, "all", text)


def last_query(network, text, **asked) -> tuple[str, int]:
    actor, organization = network
    with CaptureQueriesContext(connection) as captured:
        find(actor, organization, on=TODAY, q=text, **asked)
    return captured[-1]["sql"], len(captured)


def test_what_is_common_is_looked_for_along_the_view_and_what_is_rare_from_its_words(network, monkeypatch):
    monkeypatch.setattr(searching, "RARE", 30)
    monkeypatch.setattr("vetting.queries.queue.PAGE", 5)
    common, queries = last_query(network, "van")
    assert ALONG in common and queries == 2
    rare, queries = last_query(network, "van brabra")
    assert WORDS in rare and queries == 2


def test_what_is_never_in_one_name_is_not_looked_for_along_a_whole_view(network, monkeypatch):
    monkeypatch.setattr(searching, "RARE", 10)
    monkeypatch.setattr("vetting.queries.queue.PAGE", 5)
    together, _queries = last_query(network, "bq bra")
    assert WORDS in together


def rows_asked(network) -> tuple[str, str]:
    """The part of the last query that finds which rows a page has, and all of it."""
    sql, _queries = last_query(network, "", view="open", flag="match")
    inner, depth = "", 0
    for character in sql[sql.index("WITH") :]:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            break
        inner += character
    return inner, sql


def test_a_page_is_found_before_names_are_joined_to_it(network):
    found, sql = rows_asked(network)
    assert "network_person" in sql and "network_person" not in found and "flag" in found and "ORDER BY" in found


def test_a_row_that_lacks_a_word_is_not_asked_whether_its_names_have_it(network, monkeypatch):
    for name, number in (("RARE", 0), ("MANY", 10**6)):
        monkeypatch.setattr(searching, name, number)
    monkeypatch.setattr("vetting.queries.queue.PAGE", 5)
    actor, organization = network
    before = [item.reference for item in find(actor, organization, on=TODAY, view="all", q="van").items]
    QueueRow.objects.within(organization).filter(reference=before[0]).update(spelled=" nothing like it")
    after = [item.reference for item in find(actor, organization, on=TODAY, view="all", q="van").items]
    assert before[0] not in after and after[:4] == before[1:]


def test_ones_own_files_are_read_by_their_owner(network):
    sql, _queries = last_query(network, "", view="mine")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # a table of six hundred rows is read whole, or by whichever index
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' * (connection.vendor == 'sqlite')}{sql}")
        wanted = "queue_assignee" if connection.vendor == "sqlite" else "queue_"
        assert any(wanted in row[-1] for row in cursor.fetchall())


def test_the_rarest_word_is_begun_with_and_a_particle_only_where_there_is_nothing_else():
    class Organization:
        pk = 1

    asked = search(Organization, "van der bra 0000077")
    assert asked.typed == ("0000077", "bra", *sorted(("van", "der"), reverse=asked.typed[2] == "van"))
    assert set(asked.questions()) == {"many_0", "many_1", "hits"}
    assert set(search(Organization, "van der").questions()) == {"many_0", "hits"}
    assert set(search(Organization, "bra").questions()) == {"many_0"}
    assert search(Organization, "%").questions() == {}
