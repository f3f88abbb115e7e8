"""`manage.py load_packs`: write the jurisdiction packs into the database. Corrections are kept and conflicts reported."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from licensure.packs import PackError
from licensure.workflow.packs import load
from network.access import system
from network.clock import now


class Command(BaseCommand):
    """Load registers and license types; safe to repeat."""

    help = "Load the jurisdiction packs. What an administrator corrected is kept; where a pack says otherwise now is listed."

    def add_arguments(self, parser):
        """Only how to answer."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options):
        """Load and report."""
        try:
            loaded = load(actor=system("load_packs"), at=now())
        except PackError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(loaded), default=str))
            return
        self.stdout.write(f"{loaded.created} new, {loaded.updated} updated, {loaded.unchanged} unchanged.")
        for each in loaded.conflicts:
            self.stdout.write(f"{each.key} {each.field}: corrected to {each.edited!r}, the pack now says {each.pack!r}.{_whose(each)}")


def _whose(conflict) -> str:
    return f" ({conflict.organization})" if conflict.organization else ""
