"""People and their files: who has one when nobody was named yet, and where each person's newest one stands."""

from dataclasses import dataclass

from network.access import Role
from network.models import Membership
from vetting.models import Application


@dataclass(frozen=True, slots=True)
class Contacts:
    """Names of an organization's people: who takes files on, and who decides."""

    manager: str
    directors: tuple[str, ...]


def contacts(organization) -> Contacts:
    """The people a therapist hears of; one query."""
    rows = list(Membership.objects.within(organization).current().select_related("person").order_by("pk"))

    def named(role):
        return tuple(row.person.full_name for row in rows if role in row.roles)

    managers = named(Role.NETWORK_MANAGER) or named(Role.VERIFIER)
    return Contacts(managers[0] if managers else organization.name, named(Role.DIRECTOR))


def where_applications_stand(organization) -> dict[int, str]:
    """Where the newest application of each person stands, in words; one query."""
    rows = Application.objects.within(organization).select_related("practitioner").order_by("pk")
    return {row.practitioner.person_id: str(row.get_state_display()) for row in rows}
