"""The audit trail cannot be changed, and a test that commits does not leave it open."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from network import triggers
from network.access import system
from network.events import record
from network.models.events import Event, ScopeHead

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


def an_event():
    return record(ScopeHead(scope="platform"), "tried", actor=system("test"), at=AT)


def refused(statement):
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_triggers_exist_after_migrating():
    assert triggers.missing(connection) == []


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE network_event SET action = 'x'", "DELETE FROM network_event"])
def test_an_event_cannot_be_changed_below_the_orm(statement):
    an_event()
    refused(statement)


@pytest.mark.django_db
def test_nothing_takes_the_place_of_an_event():
    """SQLite asks the triggers about a row that REPLACE takes away only where a connection wants it; PostgreSQL updates, and asks."""
    an_event()
    columns = ", ".join(f'"{field.column}"' for field in Event._meta.fields)
    same = f"INTO network_event ({columns}) SELECT {columns} FROM network_event WHERE true"  # noqa: S608  names of our own columns
    sqlite = connection.vendor == "sqlite"
    refused(f"INSERT OR REPLACE {same}" if sqlite else f"INSERT {same} ON CONFLICT (id) DO UPDATE SET action = 'x'")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_the_triggers_survive_the_flush_between_tests_that_commit(time):
    assert Event.objects.count() == 0
    an_event()
    refused("DELETE FROM network_event")
    if connection.vendor == "postgresql":
        refused("TRUNCATE network_event CASCADE")
