"""Nightly work reads who is due, by an index that says so: no night goes through a table that grows with the network.

What a database would do is asked with the counts of an organization of a hundred thousand; how large the tables are here is no matter.
SQLite is told its counts. PostgreSQL is told how many values each column has, and to go by an index wherever one is of use.
"""

import json
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string

from network.models import Effect
from tests.network.cast import NOON, organization

pytestmark = pytest.mark.django_db

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
    "queue_all_acts", "queue_stale",
}  # fmt: skip
# states that rows leave again: those in one are what is going on
PASSING = {"leaving", "draft", "submitted", "checking", "in_review", "received", "proposed", "placed", "offered", "open", "sent"}
WIDE = {"organization_id", "state", "superseded_at"}  # columns by which everybody is found


def counted(cursor):
    """Let the database believe it."""
    (counted_by_sqlite if connection.vendor == "sqlite" else counted_by_postgres)(cursor)


def counted_by_sqlite(cursor):
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


TABLES = "SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'i')"
VALUES = """
INSERT INTO pg_statistic (
    starelid, staattnum, stainherit, stanullfrac, stawidth, stadistinct, stakind1, stakind2, stakind3, stakind4, stakind5,
    staop1, staop2, staop3, staop4, staop5, stacoll1, stacoll2, stacoll3, stacoll4, stacoll5
)
SELECT attrelid, attnum, false, CASE attname WHEN 'superseded_at' THEN 1 ELSE 0 END, 8,
    CASE attname WHEN 'organization_id' THEN 1 WHEN 'superseded_at' THEN 1 WHEN 'state' THEN 4 ELSE 20000 END,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid IN (
    SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
)
"""


def counted_by_postgres(cursor):
    """Let PostgreSQL forget what it saw and believe as many values: whoever measured these tables before is no matter either.

    It joins by looking up row for row, so that what it reads whole is read whole for want of an index alone.
    """
    cursor.execute(f"DELETE FROM pg_statistic WHERE starelid IN ({TABLES})")
    cursor.execute(f"UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid IN ({TABLES})")
    cursor.execute(VALUES)
    for way in ("seqscan", "hashjoin", "mergejoin"):
        cursor.execute(f"SET LOCAL enable_{way} = off")


def walked(sql) -> set[str]:
    """Tables that grow and of which a statement goes through everything, or everything of the organization."""
    return (walked_by_sqlite if connection.vendor == "sqlite" else walked_by_postgres)(sql) - FEW


def passes(name, sql) -> bool:
    """Whether every state that is asked of the table of this name is one that rows leave again."""
    states = set(re.findall(rf'{name}"?\."state" (?:IN \(|= )([^)]*)', sql))
    return bool(states) and all(set(re.findall(r"'(\w+)'", each.partition(" AND")[0])) <= PASSING for each in states)


def walked_by_postgres(sql) -> set[str]:
    """The same by the plan PostgreSQL makes."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        told = cursor.fetchone()[0]
        cursor.execute(
            "SELECT i.relname, t.relname, array_agg(a.attname::text) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
            " JOIN pg_class t ON t.oid = x.indrelid JOIN pg_attribute a ON a.attrelid = i.oid GROUP BY 1, 2"
        )
        indexes = {index: (table, set(columns)) for index, table, columns in cursor.fetchall()}
    steps, found = [(json.loads(told) if isinstance(told, str) else told)[0]["Plan"]], set()
    while steps:
        step = steps.pop()
        steps += step.get("Plans", ())
        if "Index Name" in step:
            table, columns = indexes[step["Index Name"]]
            asked = {column for column in columns if re.search(rf"\b{column}\b", step.get("Index Cond", ""))}
            passing = "state" in asked and passes(step.get("Alias", table), sql)
            if step["Index Name"] not in WAITING | FIRST and asked <= WIDE and not passing:
                found.add(table)
        elif step["Node Type"] == "Seq Scan":
            found.add(step["Relation Name"])
    return found


def walked_by_sqlite(sql) -> set[str]:
    """Tables that the plan of SQLite goes through."""
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
        passing = "state" in asked and passes(named[1], sql)
        if named[2] not in WAITING | FIRST and asked <= WIDE and not passing:
            found.add(tables.get(named[2], tables.get(named[1], named[1])))
    return found


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
