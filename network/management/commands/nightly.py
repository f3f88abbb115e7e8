"""`manage.py nightly`: the work of one night, here and now."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from network import clock
from network.schedule import run_nightly


class Command(BaseCommand):
    """The same functions the schedule runs; a function that already ran for that day is skipped."""

    help = "Run the functions of settings.NIGHTLY for one day."

    def add_arguments(self, parser):
        """Which day."""
        parser.add_argument("--on", type=date.fromisoformat, help="The day, as 2026-11-24; today (UTC) when left out.")

    def handle(self, *, on, **options):
        """Run each, report each, fail at the end when one failed."""
        steps = run_nightly(on or clock.now().date())
        for step in steps:
            said = step.error or ("already done for this day" if step.skipped else f"done {step.result or ''}".strip())
            self.stdout.write(f"{step.name}: {said}")
        failed = [step.name for step in steps if step.error]
        if failed:
            raise CommandError(f"{len(failed)} of {len(steps)} failed: {', '.join(failed)}.")
