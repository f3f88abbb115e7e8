"""`manage.py worker`: runs jobs until told to stop."""

from django.core.management.base import BaseCommand

from network.worker import Worker


class Command(BaseCommand):
    """Several may run side by side; SIGTERM finishes the present job first."""

    help = "Run jobs: those asked for, those a lost worker left, and those that are due."

    def add_arguments(self, parser):
        """Modes of running."""
        parser.add_argument("--once", action="store_true", help="Run one job, if there is one, and stop.")
        parser.add_argument("--until-empty", action="store_true", help="Run everything that is ready, and stop.")
        parser.add_argument("--interval", type=float, default=1.0, help="Seconds between looks at an empty queue.")

    def handle(self, *, once, until_empty, interval, **options):
        """Run."""
        worker = Worker(interval=interval, once=once, until_empty=until_empty)
        worker.configure_signals()
        worker.run()
