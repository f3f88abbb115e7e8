"""`manage.py places FILE… --source TEXT`: load postcodes and cities, by which searches measure distance."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from network.access import system
from network.care.place_files import BadFile, read
from network.care.workflow.places import load_places
from network.clock import now


class Command(BaseCommand):
    """Exit 0: loaded. Exit 1: a file was not taken, and nothing of it is there."""

    help = "Load files of postcodes and cities (GeoNames, or with a head). What was known of their countries is replaced."

    def add_arguments(self, parser):
        """The files and where they are from."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--source", required=True, help="who published them, of which day, under which license")
        parser.add_argument("--json", action="store_true", help="one JSON object per file")

    def handle(self, *, files, source, **options):
        """Read, load, report, file by file."""
        for path in files:
            try:
                loaded = load_places(read(path), source=source, actor=system("places"), at=now())
            except BadFile as error:
                raise CommandError(str(error)) from error
            if options["json"]:
                self.stdout.write(json.dumps({"file": path.name, **loaded}))
            else:
                self.stdout.write(f"{path.name}: {loaded['postcodes']} postcodes, {loaded['cities']} towns.")
