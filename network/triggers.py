"""Database triggers that refuse to change or delete events, on both engines.

A SQLite table rebuild (most schema changes) silently drops triggers: the migration that follows it must call `install`
again, and a system check asserts that they exist.
"""

EVENT, PAYLOAD = "network_event", "network_eventpayload"
TABLES = (EVENT, PAYLOAD)

# the one change allowed: emptying a payload for a lawful erasure, once (network.events.erase)
ERASURE = """OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW."values" IS NULL
AND NEW.event_id = OLD.event_id AND NEW.salt = ''"""

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


def names(vendor: str) -> list[str]:
    """The triggers that must exist."""
    return [f"{table}_no_{verb}" for table in TABLES for verb in verbs(vendor)]


def install(connection) -> None:
    """Create the triggers where they are missing."""
    template = POSTGRES if connection.vendor == "postgresql" else SQLITE
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table in TABLES:
            for verb in verbs(connection.vendor):
                when = f"WHEN (NOT ({ERASURE}))" if (table, verb) == (PAYLOAD, "update") else ""
                each = "STATEMENT" if verb == "truncate" else "ROW"
                cursor.execute(template.format(name=f"{table}_no_{verb}", table=table, verb=verb, each=each, when=when))


def drop(connection) -> None:
    """Remove the triggers; for migrations backwards and for the flush of transactional tests."""
    with connection.cursor() as cursor:
        for name in names(connection.vendor):
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
