"""A table that lives as long as one connection's import: rows go in by the thousand, and into `StagedRow` by one statement.

Raw SQL, because a queryset cannot insert from a select; every statement that touches kept rows names the organization.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from operator import itemgetter, lt

from django.db import connection

TOGETHER = {"sqlite": 1, "postgresql": 2_000}  # rows written at a time: a server is asked less often, a file as rows come
TABLE = "CREATE TEMPORARY TABLE roster_part (line integer, key text, cells_sha256 text, cells text)"
DROP = "DROP TABLE IF EXISTS roster_part"
PAGES = "PRAGMA temp.page_size = 16384"  # a page of the usual size holds four or five rows, and costs a call to the system
COPY = "COPY roster_part (line, key, cells_sha256, cells) FROM STDIN"
INSERT = "INSERT INTO roster_part (line, key, cells_sha256, cells) VALUES (?, ?, ?, ?)"
TWICE = """
SELECT part.line, part.key, met.line FROM roster_part part
JOIN (SELECT key, MIN(line) AS line FROM roster_part GROUP BY key HAVING COUNT(*) > 1) met ON met.key = part.key
WHERE part.line > met.line ORDER BY part.line
"""
INDEX = "CREATE INDEX roster_part_key ON roster_part (key, line)"
ONCE = """
DELETE FROM roster_part WHERE EXISTS
(SELECT 1 FROM roster_part met WHERE met.key = roster_part.key AND met.line < roster_part.line)
"""
FIRST = """
INSERT INTO vetting_stagedrow (organization_id, key, line, cells, cells_sha256, staged_at, taken_sha256)
SELECT %s, part.key, part.line, {cells}, part.cells_sha256, %s, '' FROM roster_part part
"""
DIFFERING = """
WHERE NOT EXISTS (
    SELECT 1 FROM vetting_stagedrow held
    WHERE held.organization_id = %s AND held.key = part.key AND held.cells_sha256 = part.cells_sha256
)
ON CONFLICT (organization_id, key) DO UPDATE SET
    line = excluded.line, cells = excluded.cells, cells_sha256 = excluded.cells_sha256, staged_at = excluded.staged_at
"""
CELLS = {"sqlite": "part.cells", "postgresql": "part.cells::jsonb"}


class StagingTable:
    """The rows of one import before anything is kept. Use `opened`."""

    def __init__(self, cursor):
        self._cursor = cursor
        self._last, self._rising = "", True  # keys that only rise are each another
        self._held: list[tuple[int, str, str, str]] = []

    def add(self, rows: list[tuple[int, str, str, str]]) -> None:
        """Put in some rows: (line, key, SHA-256 of the cells, cells as JSON)."""
        if self._rising and rows:
            keys = [self._last, *map(itemgetter(1), rows)]
            self._last, self._rising = keys[-1], all(map(lt, keys, keys[1:]))
        self._held += rows
        if len(self._held) >= TOGETHER[connection.vendor]:
            self._write()

    def _write(self) -> None:
        if not self._held:
            return
        if connection.vendor == "postgresql":
            with self._cursor.copy(COPY) as copy:
                for row in self._held:
                    copy.write_row(row)
        else:  # past Django's cursor, which copies every row
            self._cursor.connection.executemany(INSERT, self._held)
        self._held = []

    def twice(self) -> Iterable[tuple[int, str, int]]:
        """(line, key, first line) of each row whose key stood in an earlier row. A file in the order of its keys has none."""
        self._write()
        if self._rising:
            return []
        self._cursor.execute(TWICE)
        return self._cursor.fetchall()

    def keep_first(self) -> None:
        """Of the rows with one key, the first stays."""
        self._write()
        self._cursor.execute(INDEX)
        self._cursor.execute(ONCE)

    def keep(self, organization, at, *, first: bool) -> int:
        """Write what is new or differs into the organization's staged rows; how many that were. `first`: it has none yet.

        With nothing to compare with, the database need not set rows aside because it writes where it reads.
        """
        self._write()
        insert = FIRST.replace("{cells}", CELLS[connection.vendor])
        values = [organization.pk, connection.ops.adapt_datetimefield_value(at)]
        with _taken_as_written(self._cursor):
            self._cursor.execute(*((insert, values) if first else (insert + DIFFERING, [*values, organization.pk])))
            return self._cursor.rowcount


@contextmanager
def _taken_as_written(cursor) -> Iterator[None]:
    """SQLite reads every JSON again to see that it is one. These were written here a moment ago, and cost a third of the statement."""
    if connection.vendor != "sqlite":
        yield
        return
    cursor.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


@contextmanager
def opened() -> Iterator[StagingTable]:
    """An empty table, gone afterwards."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(PAGES)  # says nothing where the connection has had a temporary table before
        cursor.execute(DROP)
        cursor.execute(TABLE)
        try:
            yield StagingTable(cursor)
        finally:
            if not connection.needs_rollback:
                cursor.execute(DROP)
