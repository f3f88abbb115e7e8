"""`manage.py restore FILE`: a backup into an empty database and an empty local store."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from network import clock
from network.backup import BackupError, restore
from network.erasures import Untrusted
from network.queries.jobs import counts
from network.seals import SealError
from network.storage import StorageError
from network.workflow import erasing


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
        again = self.erase_again()
        self.stdout.write(f"{told.rows} rows, {told.documents} documents and {told.scopes} audit chains as of {told.made_at}.")
        self.stdout.write(f"{again} erasures done since then were done again.")
        self.stdout.write(f"{counts()['ready']} jobs wait. They run, and mails leave, once a worker is started.")

    def erase_again(self) -> int:
        """What was erased since the backup, before anybody signs in."""
        try:
            return erasing.repeat_lost(at=clock.now())
        except (Untrusted, SealError, StorageError) as error:
            cure = "Restored, but erasures done since were not done again. Let nobody sign in; mend it, then run: manage.py doctor --mend"
            raise CommandError(f"{error}\n{cure}") from None
