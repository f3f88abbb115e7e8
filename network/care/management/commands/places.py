"""`manage.py places [FILE…] [--us]`: load postcodes and cities, by which searches measure distance."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from network.access import system
from network.care import zip_codes
from network.care.place_files import BadFile, PlaceRow, read
from network.care.workflow.places import load_places
from network.clock import now


class Command(BaseCommand):
    """Exit 0: loaded. Exit 1: a file was not taken, and nothing of it is there."""

    help = "Load postcodes and cities: every ZIP of the United States, or files. What was known of their countries is replaced."

    def add_arguments(self, parser):
        """What to load and where it is from."""
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="GeoNames' columns, or a head; gzipped too")
        parser.add_argument("--us", action="store_true", help="every ZIP of the United States, from the installed package zipcodes")
        parser.add_argument("--source", help="who published the files, of which day, under which license; needed with a file")
        parser.add_argument("--json", action="store_true", help="one JSON object per file")

    def handle(self, *, files, us, source, **options):
        """Read, load, report: the ZIPs first, then file by file."""
        if not (files or us):
            raise CommandError("Name a file, or say --us for every ZIP of the United States.")
        if files and not source:
            raise CommandError("Say where the files are from: --source.")
        for name, rows, published in _given(files, us, source):
            loaded = load_places(rows, source=published, actor=system("places"), at=now())
            if options["json"]:
                self.stdout.write(json.dumps({"file": name, **loaded}))
            else:
                self.stdout.write(f"{name}: {loaded['postcodes']} postcodes, {loaded['cities']} towns.")


def _given(files: list[Path], us: bool, source: str) -> Iterator[tuple[str, list[PlaceRow], str]]:
    """What is loaded: its name, its lines, its source. Raises CommandError."""
    if us:
        yield zip_codes.PACKAGE, zip_codes.american(), zip_codes.source()
    for path in files:
        try:
            yield path.name, read(path), source
        except BadFile as error:
            raise CommandError(str(error)) from error
