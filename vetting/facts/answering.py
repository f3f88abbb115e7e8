"""Who works in an organization on a day, and who was named for which desk."""

from datetime import date

from network.facts.parameters import in_force
from network.models import Membership
from vetting.answering import PARAMETER, Office, Seat


def office_of(organization, on: date) -> Office:
    """Two queries. Auditors sit at no desk."""
    rows = Membership.objects.within(organization).current(on).select_related("person").order_by("pk")
    seats = tuple(Seat(row.person_id, row.person.full_name, frozenset(row.roles)) for row in rows if not row.audits)
    return Office(seats, in_force(organization, PARAMETER, on=on) or {})
