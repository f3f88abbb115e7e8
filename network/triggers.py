"""Database triggers that refuse to change or delete rows that are written once, on both engines.

A model says so itself: `written_once = True`. The migration that makes its table names it to `install`. A SQLite table
rebuild (most schema changes) silently drops triggers: the migration that follows it must call `install` again, and a system
check asserts that they exist.
"""

import json
from collections.abc import Iterable

from django.apps import apps

from network.models.base import emptied

EVENT, PAYLOAD = "network_event", "network_eventpayload"
EVENTS = (EVENT, PAYLOAD)

# the one change allowed: emptying a payload for a lawful erasure, once (network.events.erase)
ERASURE = """OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW."values" IS NULL
AND NEW.event_id = OLD.event_id AND NEW.salt = ''"""

# … and, of a record that says what of it may be emptied (`erasable`), emptying that and nothing else, with its instant
EMPTIED = """NEW.erased_at IS NOT NULL AND (OLD.erased_at IS NULL OR NEW.erased_at > OLD.erased_at)"""

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {table} {when}
BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION goodstanding_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append only: %', TG_TABLE_NAME; END $$
"""
POSTGRES = """
CREATE OR REPLACE TRIGGER {name} BEFORE {verb} ON {table}
FOR EACH {each} {when} EXECUTE FUNCTION goodstanding_append_only()
"""


def verbs(vendor: str) -> list[str]:
    """What is refused; SQLite has no truncate."""
    return ["update", "delete"] + (["truncate"] if vendor == "postgresql" else [])


def tables() -> list[str]:
    """The table of every model that says it is written once."""
    return [model._meta.db_table for model in apps.get_models() if getattr(model, "written_once", False)]


def names(vendor: str, named: Iterable[str] = ()) -> list[str]:
    """The triggers that must exist, on these tables or on all."""
    return [f"{table}_no_{verb}" for table in named or tables() for verb in verbs(vendor)]


def install(connection, named: Iterable[str] = ()) -> None:
    """Create the triggers where they are missing, on these tables or on all (a migration names its own: later ones are not made)."""
    template = POSTGRES if connection.vendor == "postgresql" else SQLITE
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table in named or tables():
            for verb in verbs(connection.vendor):
                allowed = _allowed(connection, cursor, table) if verb == "update" else ""
                when = f"WHEN (NOT ({allowed}))" if allowed else ""
                each = "STATEMENT" if verb == "truncate" else "ROW"
                cursor.execute(template.format(name=f"{table}_no_{verb}", table=table, verb=verb, each=each, when=when))


def _allowed(connection, cursor, table: str) -> str:
    """The one change of a row that is let through, as a condition; empty where none is."""
    if table == PAYLOAD:
        return ERASURE
    model = next((each for each in apps.get_models() if each._meta.db_table == table), None)
    erasable = getattr(model, "erasable", ())
    columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    if not erasable or "erased_at" not in columns:
        return ""  # as long as its migration has not come by
    same = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
    kept = [f'NEW."{name}" {same} OLD."{name}"' for name in columns if name != "erased_at" and name not in erasable]
    there = [name for name in erasable if name in columns and name not in model.rewritten]  # a later migration may add one
    emptied = [f'NEW."{name}" {_nothing(connection, model._meta.get_field(name))}' for name in there]
    return " AND ".join([EMPTIED, *kept, *emptied])


def _nothing(connection, field) -> str:
    """How an emptied column reads in SQL."""
    value = emptied(field)
    if value is None:
        return "IS NULL"
    cast = "::jsonb" if connection.vendor == "postgresql" and not isinstance(value, str) else ""
    return f"= '{value if isinstance(value, str) else json.dumps(value)}'{cast}"


def drop(connection, named: Iterable[str] = ()) -> None:
    """Remove the triggers of these tables or of all; for migrations backwards and for the flush of transactional tests."""
    with connection.cursor() as cursor:
        for name in names(connection.vendor, named):
            table = name.rsplit("_no_", 1)[0]
            suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def missing(connection) -> list[str]:
    """Triggers that should exist and do not."""
    postgresql = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(postgresql if connection.vendor == "postgresql" else sqlite)
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in names(connection.vendor) if name not in present]
