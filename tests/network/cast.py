"""Two organizations of equal shape and a few invented people, for tests of the kernel alone."""

from datetime import UTC, date, datetime

from network.access import Role, staff_actor, therapist_actor
from network.models import Membership, Organization, Person, Practitioner, User
from tests.machines.models import Case

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def organization(slug="harbor"):
    """An organization; its prefix is its first two letters."""
    return Organization.objects.create(
        slug=slug, name=slug.title(), country="US", zone="America/New_York", currency="USD", prefix=slug[:2].upper()
    )


def person(name="Maya Lindenwood"):
    """A person by full name."""
    given, family = name.split(" ", 1)
    return Person.objects.create(given_name=given, family_name=family)


def staff(where, name="Maya Lindenwood", *roles):
    """The actor a new colleague is; a network manager unless roles are given."""
    roles = [str(role) for role in roles] or [Role.NETWORK_MANAGER, Role.DIRECTOR]
    who = person(name)
    user = User.objects.create_user(f"{who.family_name.lower()}@{where.slug}.example", person=who)
    audit = AUDIT if Role.AUDITOR in roles else {}
    return staff_actor(Membership.objects.create(organization=where, user=user, person=who, roles=roles, **audit))


# an auditor of these tests reads about everybody
AUDIT = {"audit_first": date(2000, 1, 1), "audit_last": date(2099, 12, 31), "ends_on": date(2099, 12, 31)}


def therapist(name="Wren Halloway", reference="T-00042"):
    """A therapist with an account, and the actor she is."""
    practitioner = Practitioner.objects.create(person=person(name), reference=reference)
    user = User.objects.create_user(f"{reference.lower()}@mail.example", person=practitioner.person)
    return practitioner, therapist_actor(practitioner, user)


def case(where, **fields):
    """A case in its first state."""
    return Case.objects.create(organization=where, **{"title": "First", **fields})
