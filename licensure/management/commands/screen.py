"""`manage.py screen ROSTER.csv`: who on a roster may be on an exclusion list. Reads only; nobody is excluded or cleared.

`manage.py screen --firm NAME`: which rows of the lists name a company like this one, by its name alone.
"""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import track

from licensure.facts_screening import index_of
from licensure.models import ExclusionList
from licensure.queries.name_look_up import look_up_firm
from licensure.rosters import BadRoster, read
from licensure.screening import screen
from licensure.words_lists import candidate_told, fault_words, firm_told
from licensure.workflow.screening import versions_in_use


class Command(BaseCommand):
    """Exit 0: screened. Exit 1: the roster is wrong, by row and column. Exit 2: wrong use, or a list that is not loaded."""

    help = (
        "Screen a roster (given_name, family_name, former_names, date_of_birth, npi, reference) against loaded lists."
    )

    def add_arguments(self, parser):
        """The roster and the lists."""
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("roster", type=Path, nargs="?", help="A CSV file in UTF-8.")
        who.add_argument("--firm", metavar="NAME", help="Instead of a roster: look for a company of this name.")
        parser.add_argument(
            "--list", dest="lists", action="append", metavar="KEY", help="Only this list; may be repeated."
        )
        parser.add_argument("--json", action="store_true", help="One JSON object a line, one line a person.")

    def handle(self, *, roster, lists, firm, **options):
        """Read, screen, print."""
        if firm is not None:
            self._look_up(firm, lists, options["json"])
            return
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

    def _look_up(self, firm, lists, as_json):
        self._versions(lists)
        found = look_up_firm(firm, lists)
        if as_json:
            told = [firm_told(each) for each in found]
            self.stdout.write(json.dumps({"firm": firm, "found": told}, ensure_ascii=False))
            return
        for each in found:
            told = {"percent": each.alike, "list": each.version.exclusion_list_id, "entry": str(each.entry), "name": each.name}
            self.stdout.write(_("possible, %(percent)s%% alike, %(list)s, %(entry)s, as “%(name)s”") % told)
        self.stdout.write(_("%(found)s rows to look at.") % {"found": len(found)})

    def _indexes(self, keys):
        return {version.exclusion_list_id: index_of(version) for version in self._versions(keys)}

    def _versions(self, keys):
        known = set(ExclusionList.objects.values_list("key", flat=True))
        versions = versions_in_use(keys)
        missing = sorted(set(keys or ()) - {version.exclusion_list_id for version in versions})
        if missing or not versions:
            named = ", ".join(missing) or _("any list")
            told = {"named": named, "known": ", ".join(sorted(known)) or "–"}
            raise CommandError(
                _("Not loaded: %(named)s. Loaded: %(known)s. See manage.py load_list.") % told, returncode=2
            )
        return versions

    def _print(self, row, hits, as_json):
        if as_json:
            told = {"row": row.row, "reference": row.reference, "screening": [candidate_told(key, each) for key, each in hits]}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for key, each in hits:
            told = {"row": row.row, "reference": row.reference, "list": key, "band": each.band, "score": each.score}
            told["entry"] = f"{each.entry.family}, {each.entry.given}"
            self.stdout.write(_("row %(row)s %(reference)s: %(band)s %(score)s, %(list)s, %(entry)s") % told)
