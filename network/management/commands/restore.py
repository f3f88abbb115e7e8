"""`manage.py restore FILE`: a backup into an empty database and an empty local store."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from network.backup import BackupError, restore
from network.queries.jobs import counts


class Command(BaseCommand):
    """Verifies every hash before the first row and every audit chain after the last; fails without leaving a row."""

    help = "Restore a backup into an empty database and an empty local store."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        """From where."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        """Restore, then say what waits."""
        try:
            told = restore(file)
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{told.rows} rows, {told.documents} documents and {told.scopes} audit chains as of {told.made_at}.")
        self.stdout.write(f"{counts()['ready']} jobs wait. They run, and mails leave, once a worker is started.")
