"""`manage.py demo`: fill an empty installation with the invented world. A second time changes nothing."""

import time

from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, Progress, TextColumn

from network.demo.world import NotPossible, build, is_built


class Command(BaseCommand):
    """Three years of three organizations and some forty therapists, played through the same workflow people use."""

    help = "Build the demo world. Only in demo mode and in an empty database; when it is there, nothing changes."

    def handle(self, **options):
        """Build it once and say how long it took."""
        if is_built():
            self.stdout.write("The demo world is there already. Nothing changed.")
            return
        started = time.monotonic()
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[day]}"))
        try:
            with Progress(*columns, disable=not self.stdout.isatty(), transient=True) as progress:
                bar = progress.add_task("Three years of demo", total=1.0, day="")

                def told(begun, instant, now):
                    progress.update(bar, completed=(instant - begun) / (now - begun), day=f"{instant:%d %b %Y}")

                acts = build(told=told)
        except NotPossible as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The demo world is built: {acts} acts in {time.monotonic() - started:.0f} s.")
