"""Nightly work reads who is due, by an index that says so: no night goes through a table that grows with the network.

What SQLite would do is asked with the counts of an organization of a hundred thousand; how large the tables are here is no matter.
"""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string

from network.models import Effect
from tests.network.cast import NOON, organization

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # which can be told its counts

MANY = 100_000
# what does not grow with the network, or of which there are a handful in a hundred people
FEW = {"network_organization", "network_parameter", "network_membership", "network_effect", "vetting_adverseaction", "network_legalhold"}
FEW |= {"vetting_policy", "vetting_policycriterion", "vetting_panelcriterion", "vetting_rollout", "vetting_savedview", "vetting_queuecount"}
FEW |= {"vetting_meeting", "vetting_appeal", "network_panel", "licensure_exclusionlist", "licensure_listversion", "network_dataexport"}
FEW |= {"vetting_movein"}
FIRST = {"watch_version"}  # an index of which only the first row is asked
# indexes that hold only what waits for somebody
WAITING = {
    "watch_changed", "hold_leave", "request_open", "referee_waiting", "linehold_open", "evidence_pack_there", "offer_open",
    "queue_all_place", "queue_stale",
}  # fmt: skip
# states that rows leave again: those in one are what is going on
PASSING = {
    "leaving", "exception", "draft", "submitted", "checking", "in_review", "received", "proposed", "placed", "offered", "open", "sent",
}  # fmt: skip
WIDE = {"organization_id", "state", "superseded_at"}  # columns by which everybody is found


def counted(cursor):
    """Let SQLite believe that one organization holds many rows of every kind, a quarter of them in each state."""
    cursor.execute("ANALYZE")
    cursor.execute("DELETE FROM sqlite_stat1")
    cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'index'")
    for table, index in cursor.fetchall():
        cursor.execute(f"PRAGMA index_info({index})")
        columns = [row[2] for row in cursor.fetchall()]
        rows = 100 if index in WAITING else MANY
        left = [rows]
        for column in columns:
            share = 1 if column in ("organization_id", "superseded_at") else 4 if column == "state" else MANY // 5
            left.append(max(left[-1] // share, 1))
        cursor.execute("INSERT INTO sqlite_stat1 VALUES (%s, %s, %s)", [table, index, " ".join(map(str, left))])
    cursor.execute("ANALYZE sqlite_master")  # read what was written


def walked(sql) -> set[str]:
    """Tables that grow and of which a statement goes through everything, or everything of the organization."""
    tables = {called: table for table, called in re.findall(r'"(\w+)" ([UVWT]\d+)\b', sql)}
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[-1] for row in cursor.fetchall()]
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'")
        tables |= dict(cursor.fetchall())
    for step in steps:
        named = re.match(r"(?:SCAN|SEARCH) ([a-zA-Z]\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step)
        if not named or named[1] in ("CONSTANT", "SUBQUERY"):
            continue
        asked = set(re.findall(r"(\w+)[=<>]", step))
        states = set(re.findall(rf'{named[1]}"?\."state" (?:IN \(|= )([^)]*)', sql))
        passing = "state" in asked and states and all(set(re.findall(r"'(\w+)'", each.partition(" AND")[0])) <= PASSING for each in states)
        if named[2] not in WAITING | FIRST and asked <= WIDE and not passing:
            found.add(tables.get(named[2], tables.get(named[1], named[1])))
    return found - FEW


@pytest.fixture
def night(db):
    """Run one function of the night after the one it was done last; what it asked."""
    organization()
    on = NOON.date() + timedelta(days=10)
    with connection.cursor() as cursor:
        counted(cursor)

    def run(name):
        Effect.objects.create(key=f"nightly:{name}:{(on - timedelta(days=1)).isoformat()}")
        with CaptureQueriesContext(connection) as asked:
            import_string(name)(on=on, at=NOON + timedelta(days=10))
        return [each["sql"] for each in asked.captured_queries if each["sql"].startswith(("SELECT", "UPDATE", "DELETE"))]

    return run


COUNTS = "network.statistics.refresh"  # the database counts its own tables


@pytest.mark.parametrize("name", [name for name in settings.NIGHTLY if name != COUNTS])
def test_a_night_goes_through_nothing_that_grows(night, name):
    assert [(walked(sql), sql) for sql in night(name) if walked(sql)] == []


@pytest.mark.parametrize(("sql", "through"), [
    ("SELECT id FROM network_participation WHERE organization_id = 1", {"network_participation"}),
    ("SELECT id FROM network_participation WHERE organization_id = 1 AND state IN ('active', 'leaving')", {"network_participation"}),
    ("SELECT id FROM network_participation WHERE organization_id = 1 AND state = 'ended' AND state_since > '2026-11-02'", set()),
    ("SELECT participation_id FROM network_hold WHERE superseded_at IS NULL AND organization_id = 1 AND last = '2026-11-02'", set()),
    ("SELECT participation_id FROM network_hold WHERE void", {"network_hold"}),
    ('SELECT id FROM vetting_application WHERE organization_id = 1 AND vetting_application."state" IN (\'draft\')', set()),
    ('SELECT id FROM vetting_application WHERE organization_id = 1 AND vetting_application."state" = \'denied\'', {"vetting_application"}),
])
def test_what_is_gone_through_is_seen(night, sql, through):
    assert walked(sql) == through
