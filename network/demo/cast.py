"""The three invented organizations and who works in them.

Addresses end in `.example`; no name is a real person's.
"""

from dataclasses import dataclass
from datetime import date

from network.access import Actor, Role, staff_actor, system
from network.models import Membership, Organization, Person, User
from network.workflow.organizations import appoint, create_organization
from network.workflow.staff import set_audit

CURTAIN = system("demo")  # who raises the curtain: makes organizations, appoints their first people, loads reference data

HARBOR = {
    "slug": "harbor", "name": "Harbor EAP", "country": "US", "zone": "America/Chicago", "language": "en", "currency": "USD",
    "prefix": "HB", "letterhead": "12 Lantern Quay\nPort Wexley, IL 60000", "sender_email": "network@harbor.example",
    "reply_to": "Maya Lindenwood, network manager",
}
SUMMIT = {
    "slug": "summit", "name": "Summit EAP", "country": "US", "zone": "America/Denver", "language": "en", "currency": "USD",
    "prefix": "SM", "letterhead": "4 Saddleback Road\nHigh Larch, CO 80000", "sender_email": "network@summit.example",
    "reply_to": "Sorrel Ashdown, network manager",
}
NOORDERLICHT = {
    "slug": "noorderlicht", "name": "Noorderlicht EAP", "country": "NL", "zone": "Europe/Amsterdam", "language": "nl",
    "currency": "EUR", "prefix": "NL", "letterhead": "Poolsterkade 8\n0000 AA Wadzicht",
    "sender_email": "netwerk@noorderlicht.example", "reply_to": "Hanneke Lichtveld, netwerkmanager",
}
ORGANIZATIONS = (HARBOR, SUMMIT, NOORDERLICHT)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works for an organization. `key` is how stories call her; no role means: nobody there."""

    organization: str
    key: str
    given_name: str
    family_name: str
    role: str = ""
    prefix: str = ""
    account: str = ""

    @property
    def name(self) -> str:
        """Her full name."""
        return " ".join(part for part in (self.given_name, self.prefix, self.family_name) if part)

    @property
    def email(self) -> str:
        """Her address."""
        return f"{self.account or self.key}@{self.organization}.example"


def _crew(slug, *rows):
    return tuple(Colleague(slug, *row) for row in rows)


STAFF = (
    *_crew(
        "harbor",
        ("maya", "Maya", "Lindenwood", Role.NETWORK_MANAGER),
        ("tom", "Tom", "Wetherby", Role.VERIFIER),
        ("ines", "Ines", "Calloway", Role.DIRECTOR),
        ("thea", "Thea", "Merrow", Role.DIRECTOR),
        ("odell", "Odell", "Marsh", Role.COMMITTEE),
        ("una", "Una", "Ledgerwood", Role.AUDITOR),
        ("alden", "Alden", "Birchwick", Role.ADMIN),
        ("rosa", "Rosa", "Quillfeather", Role.INTAKE),
        ("priya", "Priya", "Fenwick", Role.FINANCE),
        ("hollis", "Hollis", "Tarnbrook", Role.FINANCE_APPROVER),
        ("edda", "Edda", "Stonebridge", Role.EMPLOYER_CONTACT),
        ("felix", "Felix", "Nightlark"),
    ),
    *_crew(
        "summit",
        ("sorrel", "Sorrel", "Ashdown", Role.NETWORK_MANAGER),
        ("perrin", "Perrin", "Coltsfoot", Role.VERIFIER),
        ("linnea", "Linnea", "Foxglove", Role.DIRECTOR),
        ("bertil", "Bertil", "Granite", Role.DIRECTOR),
        ("amos", "Amos", "Tindertop", Role.COMMITTEE),
        ("greta", "Greta", "Hollowell", Role.AUDITOR),
        ("quentin", "Quentin", "Scree", Role.ADMIN),
        ("lark", "Lark", "Bellweather", Role.INTAKE),
        ("dorian", "Dorian", "Copperfern", Role.FINANCE),
        ("mabel", "Mabel", "Cairnwell", Role.FINANCE_APPROVER),
        ("wystan", "Wystan", "Larkspur", Role.EMPLOYER_CONTACT),
        ("opal", "Opal", "Driftwood"),
    ),
    *_crew(
        "noorderlicht",
        ("hanneke", "Hanneke", "Lichtveld", Role.NETWORK_MANAGER),
        ("bram", "Bram", "Zeegras", Role.VERIFIER),
        ("sietse", "Sietse", "Wouda-Bark", Role.DIRECTOR),
        ("tjalling", "Tjalling", "Waterlelie", Role.DIRECTOR),
        ("liv", "Liv", "Oosterlicht", Role.COMMITTEE),
        ("maud", "Maud", "Steenuil", Role.AUDITOR),
        ("roelof", "Roelof", "Wilgenroos", Role.ADMIN, "van der"),
        ("sanne", "Sanne", "Vuurbaken", Role.INTAKE),
        ("joris", "Joris", "Beukennoot", Role.FINANCE, "de"),
        ("marit", "Marit", "Zilverspar", Role.FINANCE_APPROVER),
        ("douwe", "Douwe", "Havermout", Role.EMPLOYER_CONTACT),
        ("nynke", "Nynke", "Buitenwad"),
    ),
)
SECOND_ACCOUNT = Colleague("harbor", "maya2", "Maya", "Lindenwood", Role.DIRECTOR, account="m.lindenwood")


def found_organizations(*, at) -> dict[str, Organization]:
    """The three organizations, by slug."""
    return {fields["slug"]: create_organization(actor=CURTAIN, at=at, **fields) for fields in ORGANIZATIONS}


def hire(organizations, *, at, until=None) -> dict[str, Actor]:
    """Everybody of STAFF who belongs to these, and Maya's second account; actors by key, outsiders left out.

    Auditors read until the year after `until`, the last instant of the story; `at` when none is told.
    """
    actors = {}
    for colleague in STAFF:
        organization = organizations.get(colleague.organization)
        if organization is None:
            continue
        if not colleague.role:
            _account(colleague, organization)
            continue
        actors[colleague.key] = staff_actor(_appoint(colleague, organization, at=at))
    _audits(organizations, actors, at, until or at)
    if "maya" not in actors:
        return actors
    maya = Person.objects.get(pk=actors["maya"].person_id)
    second = User.objects.create_user(SECOND_ACCOUNT.email, person=maya, language="en", joined_at=at)
    actors["maya2"] = staff_actor(_appoint(SECOND_ACCOUNT, organizations["harbor"], at=at, email=second.email))
    return actors


def _audits(organizations, actors, at, until):
    """What each auditor reads, said by her administrator: every file of the story, until the year after it."""
    end = date(until.year + 1, 12, 31)
    season = {"first": date(at.year - 3, 1, 1), "last": end, "last_day": end}
    here = [colleague for colleague in STAFF if colleague.key in actors]
    admins = {colleague.organization: actors[colleague.key] for colleague in here if colleague.role == Role.ADMIN}
    for colleague in here:
        if colleague.role == Role.AUDITOR:
            rows = Membership.objects.within(organizations[colleague.organization]).select_related("person", "user", "organization")
            row = rows.get(user=actors[colleague.key].user_id)
            set_audit(row, **season, actor=admins[colleague.organization], at=at)
            actors[colleague.key] = staff_actor(row)


def _appoint(colleague: Colleague, organization, *, at, email="") -> Membership:
    return appoint(
        organization=organization, email=email or colleague.email, given_name=colleague.given_name, prefix=colleague.prefix,
        family_name=colleague.family_name, roles=(colleague.role,), actor=CURTAIN, at=at,
    )


def _account(colleague: Colleague, organization) -> User:
    """An account that works for nobody."""
    names = {"given_name": colleague.given_name, "prefix": colleague.prefix, "family_name": colleague.family_name}
    return User.objects.create_user(
        colleague.email, person=Person.objects.create(**names), language=organization.language
    )


def outsiders() -> dict[str, User]:
    """The account that works for nobody, by the slug of the organization whose pages she must not see."""
    addresses = {colleague.email: colleague.organization for colleague in STAFF if not colleague.role}
    return {addresses[user.email]: user for user in User.objects.filter(email__in=addresses)}
