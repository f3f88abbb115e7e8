"""`manage.py backup FILE`: every row and every local document in one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from network import clock
from network.backup import BackupError, make


class Command(BaseCommand):
    """Runs while the product runs; nobody waits for it."""

    help = "Write every row and every local document into one new file."

    def add_arguments(self, parser):
        """Where to."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        """Write, then say what is in it."""
        try:
            told = make(file, at=clock.now())
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{file}: {told.rows} rows, {told.documents} documents, {told.scopes} audit chains.")
        self.stdout.write("It holds personal data in clear and none of the keys: encrypt it before it travels.")
