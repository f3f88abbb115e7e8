"""`manage.py policy coverage`: which numbered parameters of a vetting standard this product has, where, and the test of each.
`manage.py policy export` and `policy import`: one version as a file, and a file as the next draft. `policy settings`: every setting
as tables, as docs/policies.md shows them.

Exit status: 0 done; 1 a number is missing (unless --allow-missing), or a file that is refused with every reason; 2 usage.
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import clock
from network.access import Action, actor_for, can
from network.models import User
from network.transitions import Refused
from vetting import policy_file, policy_tables, presets, words_parameters
from vetting.facts.policies import as_file
from vetting.management.commands.vet import find_organization
from vetting.models import Policy
from vetting.parameters import PARAMETERS
from vetting.workflow.policies import draft_from_file


class Command(BaseCommand):
    """Things to do with policies at a terminal."""

    help = "Policies at a terminal: which numbered parameters exist, one version as a file, a file as the next draft."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        """What to do."""
        doing = parser.add_subparsers(dest="doing", required=True)
        coverage = doing.add_parser("coverage", help="Every number with its place and its test; fails while one is missing.")
        coverage.add_argument("--json", action="store_true", help="one JSON object a line, one line a number")
        export = doing.add_parser("export", help="One version of an organization's policy, or a preset, as TOML on standard output.")
        export.add_argument("--organization", metavar="SLUG")
        export.add_argument("--version", dest="number", type=int, help="its number; the one in force today when left out")
        export.add_argument("--preset", choices=presets.names(), help="a preset instead of an organization's own")
        taking = doing.add_parser("import", help="A file becomes the next draft; a second person approves it on its page.")
        taking.add_argument("file", type=Path, help="TOML, or JSON when its name ends in .json")
        taking.add_argument("--organization", required=True, metavar="SLUG")
        taking.add_argument("--by", required=True, metavar="EMAIL", help="who drafts it: a member who may write policies")
        taking.add_argument("--note", default="", help="what changes, and why")
        doing.add_parser("settings", help="Every setting with its default and bounds, as Markdown tables.")
        coverage.add_argument("--allow-missing", action="store_true", help="exit 0 although numbers are missing")

    def handle(self, *, doing, **options):
        """Do it."""
        getattr(self, f"_{doing}")(**options)

    def _export(self, *, organization=None, number=None, preset=None, **options):
        if (organization is None) == (preset is None):
            raise CommandError(_("Name an organization or a preset."), returncode=2)
        if preset is not None:
            self.stdout.write((presets.FOLDER / f"{preset}.toml").read_text(encoding="utf-8"), ending="")
            return
        where = find_organization(organization)
        rows = Policy.objects.within(where).select_related("organization")
        row = rows.filter(version=number).first() if number is not None else rows.in_force(clock.today(where.zone)).last()
        if row is None:
            raise CommandError(_("%(name)s has no such version.") % {"name": where.name})
        self.stdout.write(as_file(row), ending="")

    def _import(self, *, file, organization, by, note="", **options):
        where, at = find_organization(organization), clock.now()
        actor = actor_for(User.objects.filter(email__iexact=by).first(), where, on=clock.today(where.zone))
        if actor is None or not can(actor, Action.WRITE_POLICY, where):
            raise CommandError(_("%(email)s may not write policies of %(name)s.") % {"email": by, "name": where.name})
        try:
            read = policy_file.read(file.read_bytes(), json_file=file.suffix.lower() == ".json")
            made = draft_from_file(organization=where, file=read, note=note, actor=actor, at=at)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except Refused as refused:
            raise CommandError("\n".join(f"{each.message} {each.cure}".strip() for each in refused.refusals)) from None
        told = {"policy": str(made), "name": where.name}
        self.stdout.write(_("%(policy)s is a draft of %(name)s now. A second person approves it.") % told)

    def _settings(self, **options):
        self.stdout.write(policy_tables.tables())

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
