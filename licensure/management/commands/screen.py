"""`manage.py screen ROSTER.csv`: who on a roster may be on an exclusion list. Reads only; nobody is excluded or cleared."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import track

from licensure.facts_screening import index_of
from licensure.models import ExclusionList
from licensure.rosters import BadRoster, read
from licensure.screening import screen
from licensure.words_lists import candidate_told, fault_words
from licensure.workflow.screening import versions_in_use


class Command(BaseCommand):
    """Exit 0: screened. Exit 1: the roster is wrong, by row and column. Exit 2: wrong use, or a list that is not loaded."""

    help = (
        "Screen a roster (given_name, family_name, former_names, date_of_birth, npi, reference) against loaded lists."
    )

    def add_arguments(self, parser):
        """The roster and the lists."""
        parser.add_argument("roster", type=Path, help="A CSV file in UTF-8.")
        parser.add_argument(
            "--list", dest="lists", action="append", metavar="KEY", help="Only this list; may be repeated."
        )
        parser.add_argument("--json", action="store_true", help="One JSON object a line, one line a person.")

    def handle(self, *, roster, lists, **options):
        """Read, screen, print."""
        try:
            rows = read(roster.read_bytes())
        except OSError as error:
            raise CommandError(f"{roster}: {error.strerror}", returncode=2) from error
        except BadRoster as error:
            raise CommandError("\n".join(fault_words(fault) for fault in error.faults), returncode=1) from error
        indexes = self._indexes(lists)
        screens = sys.stderr.isatty()
        console = Console(stderr=True)
        found = 0
        for row in track(rows, description=_("Screening"), console=console, transient=True, disable=not screens):
            hits = [(key, each) for key, index in indexes.items() for each in screen(row.person, index)]
            found += bool(hits)
            self._print(row, hits, options["json"])
        if not options["json"]:
            self.stdout.write(_("%(people)s screened, %(found)s to look at.") % {"people": len(rows), "found": found})

    def _indexes(self, keys):
        known = set(ExclusionList.objects.values_list("key", flat=True))
        versions = versions_in_use(keys)
        missing = sorted(set(keys or ()) - {version.exclusion_list_id for version in versions})
        if missing or not versions:
            named = ", ".join(missing) or _("any list")
            told = {"named": named, "known": ", ".join(sorted(known)) or "–"}
            raise CommandError(
                _("Not loaded: %(named)s. Loaded: %(known)s. See manage.py load_list.") % told, returncode=2
            )
        return {version.exclusion_list_id: index_of(version) for version in versions}

    def _print(self, row, hits, as_json):
        if as_json:
            told = {"row": row.row, "reference": row.reference, "screening": [candidate_told(key, each) for key, each in hits]}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for key, each in hits:
            told = {"row": row.row, "reference": row.reference, "list": key, "band": each.band, "score": each.score}
            told["entry"] = f"{each.entry.family}, {each.entry.given}"
            self.stdout.write(_("row %(row)s %(reference)s: %(band)s %(score)s, %(list)s, %(entry)s") % told)
