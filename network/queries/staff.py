"""Who works for an organization, and who is invited."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from network.events import name_of
from network.models import Claim, Event, Invitation, Membership, Practitioner, Recovery
from network.queries.accounts import in_force


@dataclass(frozen=True, slots=True)
class Member:
    """A colleague as the list shows her: her membership, whether it counts now, and whether she has a second step."""

    membership: Membership
    current: bool
    second_step: bool


def members(organization, *, at) -> list[Member]:
    """Everybody who works here, then those who did; by name."""
    rows = list(Membership.objects.within(organization).select_related("person", "user", "organization"))
    users = [row.user_id for row in rows]
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    safe = set(Authenticator.objects.filter(user__in=users, type__in=kinds).values_list("user", flat=True))
    found = [Member(row, in_force(row, at), row.user_id in safe) for row in rows]
    return sorted(found, key=lambda member: (not member.current, member.membership.person.sort_name.casefold()))


LOOKS = 100


def looks(membership) -> list[Event]:
    """The last pages this auditor saw, the newest first, at most a hundred; all of them stand in the audit trail."""
    rows = Event.objects.filter(subject=name_of(membership), action="auditor.looked").select_related("payload")
    return list(rows.order_by("-sequence")[:LOOKS])


def open_invitations(organization, kinds: Sequence[str]):
    """Invitations nobody accepted or withdrew yet, the newest first; some may be too old."""
    rows = Invitation.objects.within(organization).open().filter(kind__in=kinds)
    return rows.select_related("invited_by", "practitioner", "organization").order_by("-invited_at", "-pk")


def unclaimed(organization):
    """Imported profiles of this organization that nobody took over."""
    rows = Practitioner.objects.within(organization).filter(imported_by=organization, claimed_at__isnull=True)
    return rows.select_related("person").order_by("person__family_name", "pk")


def claims(organization):
    """Claims of this organization: those that wait first."""
    rows = Claim.objects.within(organization)
    return rows.select_related("practitioner__person", "user__person", "invitation__invited_by", "decided_by").order_by("-pk")


def recoveries(organization):
    """Requests of people who lost their second step, the newest first."""
    rows = Recovery.objects.within(organization)
    return rows.select_related("user__person", "vouched_by", "decided_by", "organization").order_by("-pk")
