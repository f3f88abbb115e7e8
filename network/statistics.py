"""What the database knows of its own tables, by which it chooses an index: PostgreSQL counts by itself, SQLite when it is told to."""

from django.db import connection


def refresh(*, on=None, at=None) -> int:
    """Nightly: let SQLite count its tables anew; 1 where it did. Without it, it takes every index for equally good."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the whole: a sample takes a few large values of a column for all of them
    return 1
