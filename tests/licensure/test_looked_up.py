"""Whom few rows may be, looked up in the database: the same people as by reading everybody, and no name but theirs is read."""

import random
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licensure.facts.looked_up import BETWEEN, in_reach
from licensure.facts.network_names import names_in_network
from licensure.lookup import Lookup
from licensure.screening import Bands, Entry, ListIndex
from licensure.sources.oig_leie import SOURCE
from licensure.sweep import may_be_listed
from licensure.workflow import rescreening
from licensure.workflow.lists import load_list
from network.access import system
from network.models import Participation, Person, Practitioner, PractitionerName
from tests.licensure.list_files import leie, row
from tests.network.cast import organization

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
FAMILIES = (
    "Halloway", "Halowey", "Hallowayson", "Elm", "Elms", "Berg", "van der Berg", " Oak", "O'Oak", "Élan", "Wren", "Abcdefghij-Klmnopqrstu",
)  # fmt: skip
PREFIXES = ("", "", "", "van der", "de")
GIVENS = ("Wren", "Wrenn", "Ida", "I", "Ida May", "Halloway", "Elizabeth", "Liz", "Berg")
DAYS = (
    None, date(1900, 1, 1), date(1980, 2, 3), date(1980, 3, 2), date(1981, 2, 3), date(1980, 2, 4), date(1961, 12, 31), date(2000, 2, 29),
)  # fmt: skip
NPIS = ("", "", "", "1234567893", "1000000004", "0000000000")
STATES = ("active", "active", "onboarding", "ended")


def name(dice) -> dict[str, str]:
    return {"given_name": dice.choice(GIVENS), "prefix": dice.choice(PREFIXES), "family_name": dice.choice(FAMILIES)}


def joins(where, number, npi="", state="active", born=None, **named) -> Practitioner:
    """Somebody who takes part."""
    who = Practitioner.objects.create(person=Person.objects.create(date_of_birth=born, **named), reference=f"T-{number}", npi=npi)
    Participation.objects.create(organization=where, practitioner=who, state=state, began_at=NOON, state_since=NOON)
    return who


def network(dice, count) -> None:
    """People of two organizations, some with other names, and persons who are no therapists."""
    where = [organization("harbor"), organization("summit")]
    for number in range(count):
        who = joins(dice.choice(where), number, dice.choice(NPIS), dice.choice(STATES), dice.choice(DAYS), **name(dice))
        for _ in range(dice.choice((0, 0, 1, 2))):
            PractitionerName(practitioner=who, **name(dice)).save()
        Person.objects.create(date_of_birth=dice.choice(DAYS), **name(dice))


def some_rows(dice, count) -> ListIndex:
    return ListIndex(
        Entry(key, dice.choice(FAMILIES).upper()[:20], dice.choice(GIVENS).upper(), "", dice.choice(NPIS), dice.choice(DAYS))
        for key in range(count)
    )


@pytest.mark.parametrize("seed", range(3))
def test_looking_up_finds_whom_reading_everybody_finds(seed, monkeypatch):
    dice = random.Random(seed)  # noqa: S311  picks names, keeps no secret
    monkeypatch.setattr("licensure.facts.looked_up.TOGETHER", 7)
    network(dice, 90)
    found = 0
    for _ in range(40):
        index, bands = some_rows(dice, dice.choice((0, 1, 3))), Bands(dice.choice((10, 35, 55, 55, 70, 85)), 94)
        expected = may_be_listed(names_in_network(), index, bands)
        assert in_reach(index, bands) == expected
        found += len(expected)
    assert 100 < found < 40 * 60, "some are found and not everybody"


def test_every_name_the_prefix_and_the_npi_are_looked_up_and_who_left_is_not():
    where = organization()
    used = joins(where, 1, given_name="Wren", prefix="van der", family_name="Brook")
    other = joins(where, 2, given_name="Ida", family_name="Elm")
    PractitionerName(practitioner=other, given_name="Ida", prefix="van", family_name="der Brook").save()
    swapped = joins(where, 3, given_name="Vanderbrook", family_name="Wren")
    numbered = joins(where, 4, npi="1234567893", given_name="Alden", family_name="Thornell")
    joins(where, 5, state="ended", given_name="Wren", prefix="van der", family_name="Brook")
    joins(where, 6, npi="1234567893", state="declined", given_name="Alden", family_name="Thornell")
    index = ListIndex([Entry(1, "VANDERBROOK", "", npi="1234567893"), Entry(2, "VANDERBROOK", "WREN")])
    assert in_reach(index) == {used.pk, other.pk, swapped.pk, numbered.pk}


def test_a_name_that_holds_the_sign_by_which_names_are_parted_is_found_and_so_are_the_others():
    where = organization()
    assert in_reach(ListIndex([Entry(1, "HALLOWAY", "WREN")])) == set(), "nobody there"
    odd = joins(where, 1, given_name="Wren", family_name=f"Hallo{BETWEEN}way")
    other = joins(where, 2, given_name="Ida", prefix=f"van{BETWEEN}der", family_name="Brook")
    plain = joins(where, 3, given_name="Ida", family_name="Elm")
    index = ListIndex([Entry(1, "HALLO WAY", "WREN"), Entry(2, "VANDERBROOK", "IDA"), Entry(3, "ELM", "IDA")])
    assert in_reach(index) == {odd.pk, other.pk, plain.pk}


def test_of_a_network_only_names_that_may_be_on_a_row_are_read_in_as_many_queries_as_for_a_small_one(monkeypatch):
    where = organization()
    read = []
    monkeypatch.setattr(Lookup, "owners", lambda self, names, real=Lookup.owners: real(self, read.append(list(names)) or read[-1]))
    index = ListIndex([Entry(1, "HALLOWAY", "WREN", date_of_birth=date(1980, 2, 3))])
    wren = joins(where, 1, born=date(1980, 2, 3), given_name="Wren", family_name="Halloway")
    for year in range(30):
        joins(where, f"A{year}", born=date(1940 + year, 7, 9), given_name="Wren", family_name="Halloway")
        joins(where, f"B{year}", born=date(1980, 2, 3), given_name="Wren", family_name=f"Thornell{chr(65 + year)}")
    with CaptureQueriesContext(connection) as few:
        assert in_reach(index) == {wren.pk}
    assert [each[1:3] for each in read[0]] == [("Wren", "Halloway")], "her namesakes of other days of birth stay unread"
    for number in range(200):
        joins(where, f"C{number}", born=date(1980, 2, 3), given_name=f"Ida{number}", family_name=f"Oakmoor{number}")
    with CaptureQueriesContext(connection) as many:
        assert in_reach(index) == {wren.pk}
    assert (len(read[1]), len(many)) == (1, len(few))


ASKED = {"asked", "each", "1", "2", "3", "4", "CONSTANT"}  # the few rows a query brings with it, as SQLite names them


def walked_on_sqlite(cursor, sql) -> set[str]:
    """What is gone through row by row, not by an index, beyond the rows asked about."""
    cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
    steps = [step for *_, step in cursor.fetchall() if step.startswith("SCAN") and "COVERING INDEX" not in step]
    return {step.split()[1] for step in steps} - ASKED


def walked_on_postgres(cursor, sql) -> set[str]:
    """The same; tables this small are gone through whatever their indexes, unless that is switched off."""
    cursor.execute("SET LOCAL enable_seqscan = off")
    for way in ("bitmapscan", "hashjoin", "mergejoin"):  # a handful of rows is joined by going through both sides
        cursor.execute(f"SET LOCAL enable_{way} = off")
    cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
    waiting, found = [cursor.fetchone()[0][0]["Plan"]], set()
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", ())
        by_index = node["Node Type"] == "Index Only Scan" or "Index Cond" in node
        if "Relation Name" in node and not by_index:
            found.add(node["Relation Name"])
    return found


def forget_statistics(cursor):
    """As if nobody had counted the tables: whether a lane before this test left them counted as empty is chance."""
    tables = "SELECT oid FROM pg_class WHERE relkind = 'r' AND relname LIKE 'network_%'"
    cursor.execute(f"DELETE FROM pg_statistic WHERE starelid IN ({tables})")
    cursor.execute(f"UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid IN ({tables})")


def test_the_database_goes_by_its_indexes_and_through_no_table_of_names():
    where = organization()
    PractitionerName(practitioner=joins(where, 1, given_name="Wren", family_name="Halloway"), given_name="Wren", family_name="Elm").save()
    index = ListIndex([
        Entry(key, family, given, npi=npi, date_of_birth=day) for key, (family, given) in enumerate((("HALLOWAY", "WREN"), ("WREN", "ELM")))
        for npi in ("", "1234567893") for day in (None, date(1980, 2, 3))
    ])  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        for least in (20, 55, 70):
            in_reach(index, Bands(least))
    walked = walked_on_sqlite if connection.vendor == "sqlite" else walked_on_postgres
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            forget_statistics(cursor)
        assert [each["sql"] for each in asked.captured_queries if walked(cursor, each["sql"])] == []
        assert walked(cursor, "SELECT * FROM network_person WHERE upper(given_name) = 'X'") == {"network_person"}


def test_a_few_new_rows_are_looked_up_and_many_are_held_against_everybody_with_the_same_answer(monkeypatch):
    where = organization()
    wren = joins(where, 1, given_name="Wren", family_name="Halloway")
    joins(where, 2, given_name="Ida", family_name="Thornell")
    versions = [
        load_list(source=SOURCE, content=leie(*rows), filename="x.csv", as_of=NOON.date(), actor=system("test"), at=NOON).version
        for rows in ((row(LASTNAME="ELM"),), (row(LASTNAME="ELM"), row()))
    ]
    asked = []
    for way in (in_reach, may_be_listed):
        monkeypatch.setattr(rescreening, way.__name__, lambda *given, way=way: asked.append(way) or way(*given))
    for few in (1, 0):
        monkeypatch.setattr(rescreening, "FEW", few)
        assert rescreening.concerned("oig-leie", versions[-1].pk) == {wren.pk}
    assert asked == [in_reach, may_be_listed]
