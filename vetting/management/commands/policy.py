"""`manage.py policy coverage`: which numbered parameters of a vetting standard this product has, where, and the test of each.

Exit status: 0 every number changes something (or --allow-missing), 1 some do not, 2 usage.
"""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vetting import words_parameters
from vetting.parameters import PARAMETERS


class Command(BaseCommand):
    """Things to do with policies at a terminal."""

    help = "Which numbered parameters of a vetting standard exist, where they are set, and the test of each."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        """What to do."""
        doing = parser.add_subparsers(dest="doing", required=True)
        coverage = doing.add_parser("coverage", help="Every number with its place and its test; fails while one is missing.")
        coverage.add_argument("--json", action="store_true", help="one JSON object a line, one line a number")
        coverage.add_argument("--allow-missing", action="store_true", help="exit 0 although numbers are missing")

    def handle(self, *, doing, **options):
        """Do it."""
        getattr(self, f"_{doing}")(**options)

    def _coverage(self, *, allow_missing=False, **options):
        for each in PARAMETERS:
            self.stdout.write(json.dumps(as_data(each), ensure_ascii=False) if options["json"] else as_line(each))
        missing = [each.number for each in PARAMETERS if each.missing]
        total = {"there": len(PARAMETERS) - len(missing), "all": len(PARAMETERS)}
        if not options["json"]:
            self.stdout.write(_("%(there)s of %(all)s parameters change something.") % total)
        if missing and not allow_missing:
            told = {"numbers": ", ".join(map(str, missing)), "count": len(missing)}
            raise CommandError(ngettext("%(count)s is missing: %(numbers)s.", "%(count)s are missing: %(numbers)s.", len(missing)) % told)


def as_data(each) -> dict:
    """One number as plain data."""
    return {
        "number": each.number, "name": words_parameters.name(each.number), "missing": each.missing,
        "places": [{"kind": str(where.kind), "key": where.key, "field": where.field} for where in each.places],
        "test": each.test, "waits_for": words_parameters.lacking(each),
    }


def as_line(each) -> str:
    """One number as a line to read."""
    head = f"{each.number:>2}  {words_parameters.name(each.number)}"
    if each.missing:
        return _("%(head)s · MISSING: %(why)s") % {"head": head, "why": words_parameters.lacking(each)}
    places = "; ".join(words_parameters.place(where) for where in each.places)
    return f"{head} · {places} · {each.test}"
