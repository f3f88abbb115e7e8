"""`manage.py assess --policy FILE --facts FILE --on DATE`: the pure engine on files. No database is read.

Exit status: 0 it was assessed (whatever the route), 1 a file or the day cannot be read, 2 usage.
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vetting import codec, presets, words
from vetting.labels import OUTCOMES, ROUTES
from vetting.management.commands.vet import read_day
from vetting.rules import Assessment, Facts, evaluate


class Command(BaseCommand):
    """Reads two files, prints one assessment."""

    help = "Judge the facts in a file by the policy in a file, on a day. No database is read."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        """What to judge, by what, on which day."""
        parser.add_argument(
            "--policy", required=True, metavar="FILE", help="TOML or JSON, one version or several; or the name of a preset"
        )
        parser.add_argument("--facts", required=True, type=Path, metavar="FILE", help="TOML or JSON, as docs/cli.md says")
        parser.add_argument("--on", required=True, metavar="DATE", help="YYYY-MM-DD")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *, policy, facts, on, **options):
        """Read, judge, print."""
        try:
            versions, known = read_policy(policy), read_facts(facts)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except codec.Unreadable as error:
            raise CommandError(str(error)) from error
        found = evaluate(versions, known, on=read_day(on))
        self.stdout.write(json.dumps(codec.dump_assessment(found)) if options["json"] else "\n".join(as_lines(found)))


def read_policy(named: str):
    """The versions in a file, or the preset of that name. Raises Unreadable, or OSError."""
    if named in presets.names():
        return (presets.preset(named),)
    return presets.read(Path(named))


def read_facts(path: Path) -> Facts:
    """The facts in a file. Raises Unreadable, or OSError."""
    return codec.load_facts(presets.parse(path))


def as_lines(found: Assessment):
    """The route first, then each criterion with what was seen and what is asked."""
    yield _("%(day)s: %(route)s") % {"day": found.on.isoformat(), "route": ROUTES[found.route]}
    for each in found.findings:
        yield f"    {words.title(each.criterion)}: {OUTCOMES[each.outcome]} · {words.observed(each)} · {words.required(each)}"
    if found.next_change:
        yield _("Something may differ from %(day)s on.") % {"day": found.next_change.isoformat()}
