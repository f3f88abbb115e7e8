"""`manage.py jobs`: the queue, and what failed with its owner."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from network.queries.jobs import counts, unfinished
from network.worker import run_again


class Command(BaseCommand):
    """Reads; with --again it makes failed jobs ready once more."""

    help = "Show the queue and who must look at what failed."

    def add_arguments(self, parser):
        """Output and the one change."""
        parser.add_argument("--json", action="store_true", help="One JSON object on one line.")
        parser.add_argument("--again", metavar="ID", help="Make one failed job ready again.")

    def handle(self, *, again, **options):
        """Show, or run again."""
        if again:
            if not run_again(again):
                raise CommandError(f"No failed job has the id {again}.")
            self.stdout.write(f"{again} is ready again.")
            return
        rows = unfinished()
        if options["json"]:
            told = {"counts": counts(), "jobs": [asdict(row) for row in rows]}
            self.stdout.write(json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False))
            return
        self.stdout.write(", ".join(f"{count} {state}" for state, count in counts().items()))
        for row in rows:
            self.stdout.write(f"{row.state:8} {row.attempts:2}x {row.name} {row.key} · {row.owner} {row.error} {row.id}".rstrip())
