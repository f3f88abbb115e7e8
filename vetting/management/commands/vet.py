"""`manage.py vet ROSTER.csv --organization SLUG --on DATE`: what an organization's policy says of every row of a roster.

Exit status: 0 it ran, 1 bad input (every faulty cell is named), 2 usage. It decides nothing; --save only makes
practitioners nobody has claimed yet.
"""

import csv
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import track

from licensure.rosters import BadRoster
from licensure.words_lists import at_cell, candidate_told, fault_sentence
from network import clock
from network.access import system
from network.models import Organization
from network.transitions import Refused
from vetting import words
from vetting.codec import encode
from vetting.facts.policies import policies_of
from vetting.labels import OUTCOMES, ROUTES
from vetting.queries.rosters import equivalent_degrees, lists_in_use, vet
from vetting.resources import CellFault, read_roster, save_roster
from vetting.rules import in_force


class Command(BaseCommand):
    """Reads, screens, evaluates, prints. Writes only with --save."""

    help = "Screen every row of a roster, evaluate the organization's policy on what it claims, and decide nothing."

    def add_arguments(self, parser):
        """The roster, whose policy, and on which day."""
        parser.add_argument("roster", type=Path, help="a CSV file in UTF-8; see docs/cli.md for its columns")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--on", required=True, metavar="DATE", help="the organization's day, YYYY-MM-DD")
        parser.add_argument(
            "--as-if-verified",
            action="store_true",
            help="where would each file go, were every claim verified and all a roster cannot say in order; marks every line",
        )
        parser.add_argument(
            "--save", action="store_true", help="make practitioners nobody has claimed yet; twice makes nobody twice"
        )
        parser.add_argument(
            "--errors", type=Path, metavar="FILE", help="write faulty cells to this CSV file: row, column, message"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a line, one line a person")

    def handle(self, *, roster, organization, on, **options):
        """Print a line per sound row, then what is wrong with the others."""
        where, day = find_organization(organization), read_day(on)
        policies = policies_of(where)
        self._refuse_without_policy(where, policies, day)
        equivalents = equivalent_degrees(policies)
        read = self._read(roster, equivalents, options["errors"])
        self._tell_columns(read)
        self._print_rows(read.claims, policies, day, options)
        self._report(read.faults, options["errors"], saving=options["save"])
        if options["save"]:
            self._save(read, where, equivalents)

    def _refuse_without_policy(self, where, policies, day):
        if in_force(policies, day) is None:
            told = {"name": where.name, "day": day.isoformat()}
            raise CommandError(
                _("%(name)s has no approved policy in force on %(day)s: there is nothing to evaluate. Approve a policy first.")
                % told
            )

    def _read(self, path, equivalents, errors):
        try:
            return read_roster(path.read_bytes(), equivalents=equivalents)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except BadRoster as error:
            faults = [CellFault(fault.row, fault.column, fault_sentence(fault)) for fault in error.faults]
            self._report(faults, errors)

    def _report(self, faults, path, saving=False):
        """Name every faulty cell, in the file asked for and on standard error, and end with status 1."""
        if path:
            with path.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(
                    [("row", "column", "message"), *((each.row, each.column, each.message) for each in faults)]
                )
        if not faults:
            return
        lines = [at_cell(each.row, each.column, each.message) for each in faults]
        if saving:
            lines.append(_("Nothing was saved."))
        raise CommandError("\n".join(lines))

    def _tell_columns(self, read):
        if read.extra:
            self.stderr.write(_("Not looked at: %(columns)s.") % {"columns": ", ".join(read.extra)})
        if read.missing:
            self.stderr.write(_("Not in the file, so unknown: %(columns)s.") % {"columns": ", ".join(read.missing)})

    def _print_rows(self, claims, policies, day, options):
        lists = lists_in_use()
        if not lists:
            self.stderr.write(_("No exclusion list is loaded: nobody was screened. See manage.py load_list."))
        console = Console(stderr=True)
        verified, routes, looked_at = options["as_if_verified"], Counter(), 0
        rows = track(claims, description=_("Vetting"), console=console, transient=True, disable=not sys.stderr.isatty())
        for vetted in vet(rows, policies=policies, lists=lists, on=day, verified=verified):
            routes[vetted.route] += 1
            looked_at += bool(vetted.screening)
            if options["json"]:
                self.stdout.write(json.dumps(as_json(vetted, verified), ensure_ascii=False))
            else:
                self.stdout.write("\n".join(as_lines(vetted, verified)))
        if not options["json"]:
            told = {"people": len(claims), "routes": ", ".join(f"{count} {ROUTES[route]}" for route, count in routes.items())}
            self.stdout.write(_("%(people)s people: %(routes)s.") % told)
            self.stdout.write(_("%(count)s with a possible match on a list. Nobody was decided.") % {"count": looked_at})

    def _save(self, read, where, equivalents):
        try:
            kept = save_roster(read, organization=where, equivalents=equivalents, actor=system("vet", where), at=clock.now())
        except Refused as error:
            raise CommandError("\n".join(f"{each.message} {each.cure}" for each in error.refusals)) from error
        counts = Counter(each.outcome for each in kept)
        told = {name: counts[name] for name in ("created", "changed", "unchanged", "claimed")}
        self.stderr.write(
            _(
                "Saved: %(created)s new, %(changed)s changed, %(unchanged)s as before, %(claimed)s claimed by the therapist and left alone."
            )
            % told
        )


def find_organization(slug: str) -> Organization:
    """The organization with this slug, or the reason there is none."""
    found = Organization.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Organization.objects.order_by("slug").values_list("slug", flat=True)) or "–"
        raise CommandError(_("There is no organization %(slug)s. There are: %(known)s.") % {"slug": repr(slug), "known": known})
    return found


def read_day(text: str) -> date:
    """A calendar day, or the reason it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(_("--on %(day)s is not a day; write it as 2026-11-24.") % {"day": repr(text)}) from None


def as_json(vetted, verified: bool) -> dict:
    """One row as JSON tells it."""
    return {
        "row": vetted.claims.row,
        "reference": vetted.claims.reference,
        "route": str(vetted.route),
        "as_if_verified": verified,
        "findings": [
            {
                "criterion": found.criterion,
                "outcome": str(found.outcome),
                "severity": str(found.severity),
                "observed": encode(found.observed),
                "required": encode(found.required),
            }
            for found in vetted.findings
        ],
        "screening": [candidate_told(key, each) for key, each in vetted.screening],
    }


def as_lines(vetted, verified: bool):
    """One row for a reader: the person and the route, then each criterion with what was seen and what is asked."""
    claims = vetted.claims
    mark = _("as if verified: ") if verified else ""
    yield f"{claims.row} {claims.reference} {claims.name} · {mark}{ROUTES[vetted.route]}".replace("  ", " ")
    for found in vetted.findings:
        yield f"    {words.title(found.criterion)}: {OUTCOMES[found.outcome]} · {words.observed(found)} · {words.required(found)}"
    for key, each in vetted.screening:
        yield f"    {key}: {words.code(each.band)} {each.score} · {each.entry.family}, {each.entry.given}"
