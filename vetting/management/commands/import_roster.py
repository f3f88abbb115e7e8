"""`manage.py import_roster ROSTER.csv --organization SLUG`, then `--take-in`: a large roster, checked first and taken in after.

Exit status: 0 it ran and every row was sound, 1 a faulty cell or a bad file (each is named), 2 usage.
"""

import csv
import hashlib
import json
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from licensure.rosters import BadRoster
from licensure.words_lists import at_cell, fault_sentence
from network import clock
from network.access import system
from vetting.facts.policies import policies_of
from vetting.management.commands.vet import find_organization
from vetting.models import StagedRow
from vetting.queries.rosters import equivalent_degrees
from vetting.resources import CellFault
from vetting.resources_staged import waiting
from vetting.roster_parts import check
from vetting.workflow.staging import stage, take_in

SHOWN = 200  # faults on standard error when no file takes them


class Command(BaseCommand):
    """Checks every row and lets the roster wait; makes practitioners only with --take-in."""

    help = "Check a roster of any size row by row and let it wait; --take-in makes unclaimed practitioners of what waits."

    def add_arguments(self, parser):
        """The roster, or the wish to take in what waits."""
        parser.add_argument("roster", type=Path, nargs="?", help="a CSV file in UTF-8; see `vet` in docs/cli.md for its columns")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--sound-only", action="store_true", help="leave out faulty rows instead of keeping all of them out")
        parser.add_argument("--take-in", action="store_true", help="make a practitioner nobody has claimed of every waiting row")
        parser.add_argument("--errors", type=Path, metavar="FILE", help="write faults to this CSV file: row, column, message")
        parser.add_argument("--json", action="store_true", help="the answer as one JSON object")

    def handle(self, *, roster, organization, **options):
        """Either step, or one after the other."""
        if roster is None and not options["take_in"]:
            raise CommandError(_("Name a roster, or say --take-in."), returncode=2)
        where = find_organization(organization)
        told = dict.fromkeys(("rows", "faults", "created", "changed", "unchanged", "claimed", "refused"), 0)
        told = {"organization": where.slug, "kept": True, **told}
        equivalents = equivalent_degrees(policies_of(where))
        with self._faults(options["errors"]) as report:
            if roster is not None:
                told |= self._stage(roster, where, equivalents, options["sound_only"], report)
            if options["take_in"] and told["kept"]:
                told |= self._take_in(where, equivalents, report)
        told["waiting"] = StagedRow.objects.within(where).waiting().count()
        self.stdout.write(json.dumps(told) if options["json"] else _sentence(told, options["take_in"]))
        if told["faults"] or told["refused"]:
            raise CommandError(_("Nothing was kept.") if not told["kept"] else _("What is at fault was left out."))

    def _stage(self, path, where, equivalents, sound_only, report) -> dict:
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
                checked = check(file, equivalents=equivalents)
                if checked.extra:
                    self.stderr.write(_("Not looked at: %(columns)s.") % {"columns": ", ".join(checked.extra)})
                kept = stage(
                    checked.parts, organization=where, report=report, sound_only=sound_only, file_sha256=digest,
                    actor=system("import_roster", where), at=clock.now(),
                )  # fmt: skip
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except BadRoster as error:
            for fault in error.faults:
                report(CellFault(fault.row, fault.column, fault_sentence(fault)))
            raise CommandError(_("Nothing was kept.")) from error
        return {name: getattr(kept, name) for name in kept.__slots__}

    def _take_in(self, where, equivalents, report) -> dict:
        rows = waiting(where, equivalents=equivalents)
        return dict(
            take_in(rows, organization=where, report=report, actor=system("import_roster", where), at=clock.now())
        )

    @contextmanager
    def _faults(self, path):
        """Where each fault goes as it is found: the file asked for, or standard error, which stops after some."""
        count = 0

        def say(fault):
            nonlocal count
            count += 1
            if count <= SHOWN:
                self.stderr.write(at_cell(fault.row, fault.column, fault.message))

        if path is None:
            yield say
            if count > SHOWN:
                self.stderr.write(_("And %(count)s more; --errors FILE takes them all.") % {"count": count - SHOWN})
            return
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(("row", "column", "message"))
            yield lambda fault: writer.writerow((fault.row, fault.column, fault.message))


def _sentence(told: dict, taking: bool) -> str:
    if taking:
        words = _(
            "Taken in: %(created)s new, %(changed)s changed, %(unchanged)s as before, %(claimed)s claimed by the therapist and left alone, "
            "%(refused)s refused. %(waiting)s wait."
        )
    else:
        words = _(
            "%(rows)s rows checked, %(faults)s faults: %(created)s new, %(changed)s changed, %(unchanged)s as before. "
            "%(waiting)s wait to be taken in."
        )
    return words % told
