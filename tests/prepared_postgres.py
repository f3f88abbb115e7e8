"""A migrated PostgreSQL database with the packs in it, on the tests' own server.

Those of all workers and lanes begin as copies of it, and a test that commits leaves a fresh copy behind. To empty every table and fill
it again takes many times as long.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from tests import prepared
from tests.lanes import OWN_SERVER

LOCK = 20_260_301  # whoever makes it; the others wait


def name() -> str:
    """What it is called."""
    return f"goodstanding_{prepared.state()}"


def usable() -> bool:
    """Whether the server was started for these tests alone."""
    return OWN_SERVER in os.environ


@contextmanager
def server() -> Iterator:
    """Its maintenance database, for what is done to whole databases; nothing of this process stays open meanwhile."""
    connection = connections["default"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        yield cursor


def there(cursor) -> bool:
    """Whether it is there."""
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name()])
    return cursor.fetchone() is not None


def found() -> bool:
    """Whether the prepared one was made already."""
    with server() as cursor:
        return there(cursor)


def keep() -> None:
    """Make it of the database of this process, unless somebody was quicker."""
    with server() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not there(cursor):
            cursor.execute(f'CREATE DATABASE "{name()}" TEMPLATE "{connections["default"].settings_dict["NAME"]}"')
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def restore() -> None:
    """Put a fresh copy in place of the database of this process, whoever still looks at it."""
    own = connections["default"].settings_dict["NAME"]
    with server() as cursor:
        cursor.execute(f'DROP DATABASE "{own}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{name()}"')
