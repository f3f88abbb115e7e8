"""`manage.py organization create SLUG --admin EMAIL`: a new organization and the account of its first administrator.

`manage.py organization change SLUG --letterhead …`: what it says of itself.
`manage.py organization appoint SLUG --admin EMAIL`: one more administrator, for an office that lost all of them.
"""

import getpass
import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from network import clock
from network.access import Actor, ActorKind
from network.accounts import password_link
from network.models import Organization
from network.workflow.organizations import appoint, change_organization, create_organization

COUNTRIES = {"US": ("America/New_York", "USD", "en"), "NL": ("Europe/Amsterdam", "EUR", "nl")}
CHANGEABLE = ("name", "zone", "language", "letterhead", "sender_email", "reply_to")
FIELDS = ("slug", "name", "country", "zone", "currency", "language", "prefix", "letterhead", "sender_email", "reply_to")


class Command(BaseCommand):
    """The same workflow functions as the product's own; what was done is on the organization's audit trail."""

    help = "Create an organization with its first administrator, or change what an organization says of itself."

    def add_arguments(self, parser):
        """Three things to do."""
        doing = parser.add_subparsers(dest="doing", required=True)
        create = doing.add_parser("create", help="A new organization; zone, currency and language follow its country.")
        appointing = doing.add_parser("appoint", help="One more administrator, where none can sign in.")
        for each in (create, appointing):
            each.add_argument("--admin", required=True, metavar="EMAIL")
            each.add_argument("--admin-name", default="", metavar="NAME", help="Given and family name; the address when left out.")
        create.add_argument("--country", default="US", help="Two letters.")
        create.add_argument("--currency", default="", help="Three letters.")
        create.add_argument("--prefix", default="", help="What its references begin with, such as HB.")
        change = doing.add_parser("change", help="Only what is named changes.")
        for each in (create, change):
            each.add_argument("--name", help="As letters call it; of a new one the slug when left out.")
            each.add_argument("--zone", help="Such as America/Denver.")
            each.add_argument("--language", choices=["en", "nl"])
            each.add_argument("--letterhead", help=r"Lines at the head of letters, divided by \n.")
            each.add_argument("--sender-email", dest="sender_email", help="Where answers to its mails go.")
            each.add_argument("--reply-to", dest="reply_to", help="Who answers questions, as letters name it.")
        for each in (create, change, appointing):
            each.add_argument("slug", help="Its part of every address, such as harbor.")
            each.add_argument("--json", action="store_true", help="One JSON object a line.")

    def handle(self, *, doing, **options):
        """Do all of it or nothing."""
        if options.get("letterhead") is not None:
            options["letterhead"] = options["letterhead"].replace("\\n", "\n")
        operator = Actor(label=f"operator {getpass.getuser()}", kind=ActorKind.TERMINAL)
        try:
            with transaction.atomic():
                getattr(self, f"_{doing}")(operator, clock.now(), **options)
        except ValidationError as error:
            raise CommandError("\n".join(f"{name}: {' '.join(words)}" for name, words in error.message_dict.items())) from None

    def _change(self, operator, at, *, slug, **options):
        organization = _named(slug)
        fields = {name: options[name] for name in CHANGEABLE if options[name] is not None}
        if not fields:
            raise CommandError("Name what changes: --name, --zone, --language, --letterhead, --sender-email or --reply-to.")
        row = change_organization(organization, actor=operator, at=at, **fields)
        told = {"slug": slug, **{name: getattr(row, name) for name in CHANGEABLE}}
        lines = "\n".join(f"{name}: {value!r}" for name, value in told.items())
        self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else lines)

    def _appoint(self, operator, at, *, slug, admin, admin_name, **options):
        organization = _named(slug)
        user = _administrator(organization, admin, admin_name, operator, at).user
        link = "" if user.has_usable_password() else password_link(user)  # nobody's own password is set from here
        told = {"slug": slug, "admin": admin, "link": link}
        sets = f" and sets a password within 3 days at\n{link}" if link else " and signs in as before."
        text = f"{admin} administers {organization.name}{sets}"
        self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else text)

    def _create(self, operator, at, *, admin, admin_name, **options):
        fields = filled(options)
        organization = create_organization(**fields, actor=operator, at=at)
        link = password_link(_administrator(organization, admin, admin_name, operator, at).user)
        if options["json"]:
            self.stdout.write(json.dumps({**fields, "admin": admin, "link": link}, ensure_ascii=False))
        else:
            self.stdout.write(f"{organization.name} lives at /{organization.slug}/.\n{admin} sets a password within 3 days at\n{link}")


def _named(slug: str) -> Organization:
    found = Organization.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"No organization lives at /{slug}/.")
    return found


def _administrator(organization, email: str, name: str, operator, at):
    given, _, family = (name or email.split("@")[0].title()).partition(" ")
    return appoint(organization=organization, email=email, given_name=given, family_name=family or given, actor=operator, at=at)


def filled(options: dict) -> dict:
    """The organization's fields, with what its country and slug suggest where nothing was said."""
    fields = {name: options[name] for name in FIELDS}
    zone, currency, language = COUNTRIES.get(fields["country"].upper(), ("UTC", "USD", "en"))
    suggested = {"name": fields["slug"].replace("-", " ").title(), "zone": zone, "currency": currency, "language": language}
    suggested["prefix"] = free_prefix(fields["slug"])
    fields["country"] = fields["country"].upper()
    return {name: value or suggested.get(name, "") for name, value in fields.items()}


def free_prefix(slug: str) -> str:
    """Two to four letters of the slug that no organization uses yet."""
    letters = slug.replace("-", "").upper()
    taken = set(Organization.objects.values_list("prefix", flat=True))
    choices = [letters[:1] + letters[n : n + 1] for n in range(1, len(letters))] + [letters[:3], letters[:4]]
    return next((choice for choice in choices if len(choice) >= 2 and choice not in taken), "")
