"""`manage.py check_database --make`: a passing database for `./bin/run --check`, on the server DATABASE_URL names."""

import os
import secrets

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

PREFIX = "goodstanding_check_"


class Command(BaseCommand):
    """Makes a database under a new name, or drops one whose name says that it was made so. Touches no other."""

    help = "Make or drop a database for one check. PostgreSQL only: for SQLite a new file is enough."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        """One of the two."""
        doing = parser.add_mutually_exclusive_group(required=True)
        doing.add_argument("--make", action="store_true", help="Print the DATABASE_URL of a new, empty database.")
        doing.add_argument("--drop", action="store_true", help="Drop the database DATABASE_URL names.")

    def handle(self, *, make, **options):
        """Make or drop."""
        if connection.vendor != "postgresql":
            raise CommandError("DATABASE_URL names no PostgreSQL.")
        try:
            if make:
                self.stdout.write(made())
            else:
                drop(connection.settings_dict["NAME"])
        except DatabaseError as error:
            raise CommandError(f"The server refused: {error}".strip()) from None


def made() -> str:
    """The address of a new database on the same server."""
    name = PREFIX + secrets.token_hex(6)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    address, *query = os.environ["DATABASE_URL"].split("?", 1)
    return "?".join([f"{address.rsplit('/', 1)[0]}/{name}", *query])


def drop(name: str) -> None:
    """Drop it, whoever is still connected. Raises CommandError when its name is not one of ours."""
    if not name.startswith(PREFIX):
        raise CommandError(f"{name} was not made for a check; it stays.")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")
