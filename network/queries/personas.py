"""Who can be tried out in the demo: every invented account, by organization, in the order a visitor meets them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from network.access import Role
from network.formats import listed
from network.models import Membership, Organization, Participation, User
from network.words_roles import does

INVENTED = ".example"  # the top-level domain nobody can own (RFC 2606)
ORDER = (
    Role.NETWORK_MANAGER, Role.VERIFIER, Role.DIRECTOR, Role.COMMITTEE, Role.INTAKE, Role.FINANCE,
    Role.FINANCE_APPROVER, Role.AUDITOR, Role.ADMIN, Role.EMPLOYER_CONTACT,
)


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to sign in as: her account, name, what she is, and what she can do."""

    user: int
    name: str
    role: str
    does: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """An organization with its people."""

    name: str
    staff: Sequence[Persona]
    therapists: Sequence[Persona]


def invented():
    """The accounts one click may open."""
    return User.objects.filter(is_active=True, email__endswith=INVENTED)


def companies(on) -> list[Company]:
    """Every organization with its staff and therapists; `on` is the day a membership must be in force."""
    seen: set[int] = set()
    return [Company(row.name, _staff(row, on, seen), _therapists(row, seen)) for row in Organization.objects.order_by("pk")]


def others(on) -> list[Persona]:
    """Invented people who belong nowhere: they show what a stranger sees."""
    working = Membership.objects.everywhere(reason="who works nowhere").current(on).values("user")
    taking = Participation.objects.everywhere(reason="who takes part nowhere").values("practitioner__person")
    rows = invented().exclude(pk__in=working).exclude(person__in=taking).select_related("person").order_by("pk")
    return [Persona(row.pk, row.person.full_name, _("Nowhere"), _("Has an account and belongs to no organization.")) for row in rows]


def _staff(organization, on, seen) -> list[Persona]:
    rows = Membership.objects.within(organization).current(on).filter(user__in=invented()).select_related("person")
    found = [row for row in sorted(rows, key=_rank) if row.user_id not in seen]
    seen.update(row.user_id for row in found)
    return [_colleague(row, found) for row in found]


def _colleague(row, colleagues) -> Persona:
    first = next(other for other in colleagues if other.person_id == row.person_id)
    said = _first(row.roles) if first is row else _("A second account of the same person: what one did, the other may not undo.")
    return Persona(row.user_id, row.person.full_name, listed(row.role_names), said)


def _rank(membership) -> tuple[int, int]:
    ranks = [ORDER.index(Role(role)) for role in membership.roles if role in ORDER]
    return (min(ranks, default=len(ORDER)), membership.pk)


def _first(roles) -> str:
    return next((does(role) for role in ORDER if role in roles), "")


def _therapists(organization, seen) -> list[Persona]:
    states = dict(Participation.objects.within(organization).values_list("practitioner__person", "state"))
    labels, filed = dict(Participation._meta.get_field("state").choices), import_string(settings.APPLICATION_WORDS)(organization)
    rows = invented().filter(person__in=list(states)).exclude(pk__in=seen).select_related("person").order_by("pk")

    def stands(person) -> str:  # before somebody is in, where her application stands says more
        coming = states[person] == "onboarding"
        return filed.get(person, str(labels["onboarding"])) if coming else str(labels[states[person]])

    found = [Persona(row.pk, row.person.full_name, stands(row.person_id)) for row in rows]
    seen.update(persona.user for persona in found)
    return found
