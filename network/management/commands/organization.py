"""`manage.py organization create SLUG --admin EMAIL`: a new organization and the account of its first administrator."""

import getpass
import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from network import clock
from network.access import Actor, ActorKind
from network.accounts import password_link
from network.models import Organization
from network.workflow.organizations import appoint, create_organization

COUNTRIES = {"US": ("America/New_York", "USD", "en"), "NL": ("Europe/Amsterdam", "EUR", "nl")}
FIELDS = ("slug", "name", "country", "zone", "currency", "language", "prefix", "letterhead", "sender_email", "reply_to")


class Command(BaseCommand):
    """The same workflow functions as the product's own; what was done is on the organization's audit trail."""

    help = "Create an organization with its first administrator; prints the link with which she sets her password."

    def add_arguments(self, parser):
        """One thing to do, so far."""
        doing = parser.add_subparsers(dest="doing", required=True)
        create = doing.add_parser("create", help="A new organization; zone, currency and language follow its country.")
        create.add_argument("slug", help="Its part of every address, such as harbor.")
        create.add_argument("--admin", required=True, metavar="EMAIL")
        create.add_argument("--admin-name", default="", metavar="NAME", help="Given and family name; the address when left out.")
        create.add_argument("--name", default="", help="As letters call it; the slug when left out.")
        create.add_argument("--country", default="US", help="Two letters.")
        create.add_argument("--zone", default="", help="Such as America/Denver.")
        create.add_argument("--currency", default="", help="Three letters.")
        create.add_argument("--language", default="", choices=["", "en", "nl"])
        create.add_argument("--prefix", default="", help="What its references begin with, such as HB.")
        create.add_argument("--letterhead", default="", help=r"Lines at the head of letters, divided by \n.")
        create.add_argument("--sender-email", default="", dest="sender_email")
        create.add_argument("--reply-to", default="", dest="reply_to", help="Who answers questions, as letters name it.")
        create.add_argument("--json", action="store_true", help="One JSON object on standard output.")

    def handle(self, *, admin, admin_name, **options):
        """Create all of it or nothing, then say where the administrator goes."""
        given, _, family = (admin_name or admin.split("@")[0].title()).partition(" ")
        operator = Actor(label=f"operator {getpass.getuser()}", kind=ActorKind.OPERATOR)
        at, fields = clock.now(), filled(options)
        try:
            with transaction.atomic():
                organization = create_organization(**fields, actor=operator, at=at)
                membership = appoint(
                    organization=organization, email=admin, given_name=given, family_name=family or given, actor=operator, at=at
                )
        except ValidationError as error:
            raise CommandError("\n".join(f"{name}: {' '.join(words)}" for name, words in error.message_dict.items())) from None
        link = password_link(membership.user)
        if options["json"]:
            self.stdout.write(json.dumps({**fields, "admin": admin, "link": link}, indent=2))
        else:
            self.stdout.write(f"{organization.name} lives at /{organization.slug}/.\n{admin} sets a password within 3 days at\n{link}")


def filled(options: dict) -> dict:
    """The organization's fields, with what its country and slug suggest where nothing was said."""
    fields = {name: options[name] for name in FIELDS}
    zone, currency, language = COUNTRIES.get(fields["country"].upper(), ("UTC", "USD", "en"))
    suggested = {"name": fields["slug"].replace("-", " ").title(), "zone": zone, "currency": currency, "language": language}
    suggested["prefix"] = free_prefix(fields["slug"])
    fields["country"] = fields["country"].upper()
    fields["letterhead"] = fields["letterhead"].replace("\\n", "\n")
    return {name: value or suggested.get(name, "") for name, value in fields.items()}


def free_prefix(slug: str) -> str:
    """Two to four letters of the slug that no organization uses yet."""
    letters = slug.replace("-", "").upper()
    taken = set(Organization.objects.values_list("prefix", flat=True))
    choices = [letters[:1] + letters[n : n + 1] for n in range(1, len(letters))] + [letters[:3], letters[:4]]
    return next((choice for choice in choices if len(choice) >= 2 and choice not in taken), "")
