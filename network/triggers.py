"""Database triggers that refuse to change or delete events, on both engines.

A SQLite table rebuild (most schema changes) silently drops triggers: the migration that follows it must call `install`
again, and a system check asserts that they exist.
"""

TABLES = ("network_event",)

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION goodstanding_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append only: %', TG_TABLE_NAME; END $$
"""
POSTGRES_ROW = """
CREATE OR REPLACE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH {each} EXECUTE FUNCTION goodstanding_append_only()
"""


def names(vendor: str) -> list[str]:
    """The triggers that must exist."""
    verbs = ["update", "delete"] + (["truncate"] if vendor == "postgresql" else [])
    return [f"{table}_no_{verb}" for table in TABLES for verb in verbs]


def install(connection) -> None:
    """Create the triggers where they are missing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table in TABLES:
            for verb in ("update", "delete", "truncate"):
                if connection.vendor == "sqlite" and verb != "truncate":
                    cursor.execute(SQLITE.format(table=table, verb=verb))
                if connection.vendor == "postgresql":
                    each = "STATEMENT" if verb == "truncate" else "ROW"
                    cursor.execute(POSTGRES_ROW.format(table=table, verb=verb, each=each))


def drop(connection) -> None:
    """Remove the triggers; for migrations backwards and for the flush of transactional tests."""
    with connection.cursor() as cursor:
        for name in names(connection.vendor):
            table = name.rsplit("_no_", 1)[0]
            suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def missing(connection) -> list[str]:
    """Triggers that should exist and do not."""
    catalog = "pg_trigger" if connection.vendor == "postgresql" else "sqlite_master"
    column = "tgname" if connection.vendor == "postgresql" else "name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {catalog}")
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in names(connection.vendor) if name not in present]
