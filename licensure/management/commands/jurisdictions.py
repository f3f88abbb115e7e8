"""`manage.py jurisdictions --coverage`: state × profession × field, how sure, how old, from where.

Reads the packs with what the operator took over, and of one organization its own corrections too; `--files` reads the packs
alone, without a database, and so does a machine whose database is not there yet, and says so.

Exit status: 0 answered, 1 an unknown jurisdiction, 2 it is not a question.
"""

import json
from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from licensure.coverage import Cell, Sure, coverage
from licensure.packs import PackError, packs
from licensure.policy import known
from network.models import Organization


class Command(BaseCommand):
    """What is known of jurisdictions, and how well."""

    help = "State × profession × field: how sure it is, how old, and from where."
    requires_system_checks = []

    def add_arguments(self, parser):
        """What to tell of which places, and how."""
        parser.add_argument("--coverage", action="store_true", required=True, help="how much is known, and how well")
        parser.add_argument("--in", dest="states", action="append", default=[], metavar="JURISDICTION", help="repeatable")
        parser.add_argument("--organization", metavar="SLUG", help="with what this organization corrected for itself")
        parser.add_argument("--files", action="store_true", help="the packs as files, without anybody's corrections")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args, **options):
        """Print one cell a line, then what they add up to."""
        found = packs() if options["files"] else self._known(options["organization"])
        try:
            cells = coverage(found, [found.place(state.strip().upper()).code for state in options["states"]])
        except PackError as error:
            raise CommandError(str(error), returncode=1) from error
        for cell in cells:
            self.stdout.write(json.dumps(as_json(cell)) if options["json"] else as_line(cell))
        if not options["json"]:
            counted = Counter(cell.sure for cell in cells)
            self.stdout.write(", ".join(f"{counted[sure]} {sure}" for sure in Sure))


    def _known(self, slug):
        try:
            return known(_named(slug))
        except DatabaseError as error:
            if slug:
                raise CommandError(f"The database does not answer, so nobody lives at /{slug}/: {error}", returncode=1) from error
            self.stderr.write("The database does not answer: these are the packs as files, without anybody's corrections.")
            return packs()


def _named(slug):
    found = Organization.objects.filter(slug=slug).first() if slug else None
    if slug and found is None:
        raise CommandError(f"No organization lives at /{slug}/.", returncode=1)
    return found


def as_json(cell: Cell) -> dict:
    """One cell in plain values; days as YYYY-MM-DD."""
    return {
        "state": cell.state,
        "profession": cell.profession,
        "field": cell.field,
        "sure": str(cell.sure),
        "covered": cell.covered,
        "checked_on": _iso(cell.checked_on),
        "sources": list(cell.sources),
        "statements": [
            {
                "subject": each.subject, "value": each.value, "sure": str(each.sure), "checked_on": _iso(each.fact.checked_on),
                "source": each.fact.source, "confidence": each.fact.confidence, "note": each.fact.note,
            }
            for each in cell.statements
        ],
    }  # fmt: skip


def as_line(cell: Cell) -> str:
    """One cell for a reader."""
    return f"{cell.state} {cell.profession} {cell.field}: {cell.sure} {cell.checked_on or 'never'} ({len(cell.statements)})"


def _iso(day):
    return day.isoformat() if day else None
