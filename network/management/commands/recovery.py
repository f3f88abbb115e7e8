"""`manage.py recovery vouch EMAIL --organization SLUG --operator NAME --how TEXT`: one word of two for who lost her second step."""

import json

from django.core.management.base import BaseCommand, CommandError

from network import clock
from network.models import Organization, Recovery, User
from network.transitions import Refused
from network.workflow.recoveries import confirm_at_terminal, who_can_confirm


class Command(BaseCommand):
    """For an office where fewer than two colleagues can confirm it. A colleague is the other, on her own screen."""

    help = "List who lost her second step, or vouch for one of them where fewer than two colleagues can."

    def add_arguments(self, parser):
        """Two things to do."""
        doing = parser.add_subparsers(dest="doing", required=True)
        listing = doing.add_parser("list", help="Who asked, and how many colleagues can confirm it.")
        vouch = doing.add_parser("vouch", help="You spoke to them by a number known before: it is them.")
        vouch.add_argument("email", help="The address of their account.")
        vouch.add_argument("--operator", required=True, metavar="NAME", help="Your own given and family name; it is kept on record.")
        vouch.add_argument("--operator-email", metavar="EMAIL", help="Your own account here, if you have one.")
        vouch.add_argument("--how", required=True, metavar="TEXT", help="How you know that it is them.")
        for each in (listing, vouch):
            each.add_argument("--organization", required=True, metavar="SLUG")
            each.add_argument("--json", action="store_true", help="One JSON object a line.")

    def handle(self, *, doing, organization, **options):
        """Find the organization, do it, print what is now."""
        where = Organization.objects.filter(slug=organization).first()
        if where is None:
            raise CommandError(f"No organization lives at /{organization}/.")
        at = clock.now()
        waiting = Recovery.objects.within(where).filter(state__in=("asked", "vouched")).select_related("user__person", "organization")
        rows = waiting.order_by("asked_at", "pk") if doing == "list" else [self._vouch(waiting, at=at, **options)]
        for row in rows:
            told = _told(row, at)
            line = json.dumps(told, ensure_ascii=False) if options["json"] else _line(told)
            self.stdout.write(line)

    def _vouch(self, waiting, *, email, operator, operator_email, how, at, **options):
        row = waiting.filter(user__email__iexact=email).first()
        if row is None:
            raise CommandError(f"{email} has not asked. She signs in with her password and chooses “I lost my phone or key” first.")
        person = None
        if operator_email:
            user = User.objects.filter(email__iexact=operator_email).select_related("person").first()
            if user is None:
                raise CommandError(f"There is no account {operator_email}; leave --operator-email out.")
            person = user.person
        try:
            confirm_at_terminal(row, name=operator, person=person, how=how, at=at)
        except Refused as problem:
            said = (f"{refusal.message} {refusal.cure}".strip() for refusal in problem.refusals)
            raise CommandError("\n".join(said)) from None
        return row


def _told(row, at) -> dict:
    """One request as data."""
    return {
        "email": row.user.email, "organization": row.organization.slug, "state": row.state,
        "asked_at": row.asked_at.isoformat(), "operator": row.vouched_operator or row.decided_operator,
        "colleagues": [each.user.email for each in who_can_confirm(row, at=at)],
    }


def _line(told: dict) -> str:
    by = f" · vouched for by {told['operator']}, operator" if told["operator"] else ""
    colleagues = ", ".join(told["colleagues"]) or "nobody: appoint another administrator first (organization appoint)"
    return f"{told['email']} · {told['state']} since {told['asked_at'][:16]}{by}\n    can confirm it: {colleagues}"
