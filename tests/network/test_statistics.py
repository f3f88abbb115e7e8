"""The database knows how its rows are spread, so that it takes the index that leads to the fewest."""

import pytest
from django.db import connection

from network import statistics
from network.models import Person
from network.schedule import PERIODS

pytestmark = pytest.mark.django_db


def test_the_database_counts_its_tables_anew_where_it_does_not_by_itself():
    for number in (7, 5):
        Person.objects.bulk_create(Person(given_name="Wren", family_name=f"Elm{number}-{each}") for each in range(number))
        if connection.vendor == "postgresql":
            assert statistics.refresh() == 0
            continue
        assert statistics.refresh() == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'network_person'")
            assert Person.objects.count() in {int(stat.split()[0]) for (stat,) in cursor.fetchall()}


def test_every_night_asks_for_it(settings):
    assert "network.statistics.refresh" in settings.NIGHTLY and "nightly" in PERIODS

