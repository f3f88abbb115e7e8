"""Invented people in the tables of a network, so that a benchmark asks the database what the product asks it. Nothing stays.

Of SQLite that is a file made for it, elsewhere the database in use, in a transaction that is rolled back.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, connections, transaction
from django.db.models import Max

from licensure.bench_table import Table
from licensure.screening import Name, Person
from network.bench import Unprepared, rolled_back
from network.models import Organization, Participation, Practitioner, PractitionerName
from network.models import Person as Bearer

TOGETHER = 20_000  # rows written at a time
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
PEOPLE = ("id", "given_name", "prefix", "family_name", "date_of_birth")
NAMES = ("kind", "given_name", "prefix", "family_name", "practitioner_id")
PRACTITIONERS = """
INSERT INTO network_practitioner (id, person_id, reference, npi, profession, phone, practice_address, email)
SELECT id, id, 'bench-' || id, '', '', '', '', '' FROM network_person WHERE id >= %s
"""
PARTICIPATIONS = """
INSERT INTO network_participation (practitioner_id, organization_id, state, shared, began_at, state_since, decision)
SELECT id, %s, 'active', {true}, %s, %s, '' FROM network_practitioner WHERE id >= %s
"""
MODELS = (Organization, Bearer, Practitioner, PractitionerName, Participation)
TABLES = ("network_person", "network_practitioner", "network_practitionername", "network_participation")


@contextmanager
def network_of(table: Table) -> Iterator[int]:
    """Everybody of the table takes part in one organization; gives what is added to a place in the table to have the practitioner's key."""
    if connection.vendor == "sqlite":
        with TemporaryDirectory() as folder, _own_file(Path(folder, "network.sqlite3")):
            with connection.schema_editor() as editor:
                for model in MODELS:
                    editor.create_model(model)
            with transaction.atomic():
                first = _moved_in(table)
            yield first
    else:
        with rolled_back():
            yield _moved_in(table)


@contextmanager
def _own_file(path: Path) -> Iterator[None]:
    """Whoever asks the database in use asks this file for as long as the block runs."""
    before, own = connections["default"], connections.create_connection("default")
    own.settings_dict = {**own.settings_dict, "NAME": str(path)}
    connections["default"] = own
    try:
        yield
    finally:
        connections["default"] = before
        own.close()


def _moved_in(table: Table) -> int:
    if "network_participation" not in connection.introspection.table_names():
        raise Unprepared("The database has no table for a network yet: run manage.py migrate first.")
    everyone = Practitioner.objects.everywhere(reason="keys nobody has yet, for people who are rolled back")
    base = 1 + max(rows.aggregate(last=Max("pk"))["last"] or 0 for rows in (Bearer.objects.all(), everyone))
    where = Organization.objects.create(slug="bench-network", name="bench", country="US", zone="UTC", currency="USD", prefix="BN")
    as_date, at = connection.ops.adapt_datefield_value, connection.ops.adapt_datetimefield_value(NOW)
    people = table.people((0, table.count))
    while some := list(islice(people, TOGETHER)):
        _write("network_person", PEOPLE, ((base + who, *_names(each)[0], as_date(each.date_of_birth)) for who, each in some))
        # whose practitioner comes later is checked when the transaction ends, and it never does
        _write("network_practitionername", NAMES, (("former", *name, base + who) for who, each in some for name in _names(each)[1:]))
    with connection.cursor() as cursor:
        cursor.execute(PRACTITIONERS, [base])
        cursor.execute(PARTICIPATIONS.format(true="1" if connection.vendor == "sqlite" else "true"), [where.pk, at, at, base])
        for name in TABLES:
            cursor.execute(f"ANALYZE {name}")
    return base


def people(keys: Iterable[int]) -> Iterator[tuple[int, Person]]:
    """These practitioners with all their names, in two queries for a thousand of them."""
    keys = iter(sorted(keys))
    while some := list(islice(keys, 1000)):
        names = defaultdict(list)
        others = PractitionerName.objects.everywhere(reason="a benchmark's own people").filter(practitioner_id__in=some).order_by("pk")
        for key, *name in others.values_list("practitioner_id", "given_name", "family_name"):
            names[key].append(Name(*name))
        rows = Practitioner.objects.everywhere(reason="a benchmark's own people").filter(pk__in=some).order_by("pk")
        for key, given, family, born, npi in rows.values_list(
            "pk", "person__given_name", "person__family_name", "person__date_of_birth", "npi"
        ):
            yield key, Person((Name(given, family), *names[key]), born, npi)


def _names(person: Person) -> list[tuple[str, str, str]]:
    return [(name.given, "", name.family) for name in person.names]


def _write(table: str, columns: tuple[str, ...], rows: Iterable[tuple]) -> None:
    """Many rows at once, past Django's cursor, which copies every row."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            cursor.connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608  our own names
