"""Who may review what one person did at once."""

from network.access import GRANTS, Action
from network.models import Membership
from network.queries.people import every_account, same_persons
from vetting.facts.interests import recused_from_her


def reviewers(participation, *, actor, on) -> list[Membership]:
    """Who may review what the actor imposes: other people who decide and take part in it, directors first, never the therapist herself."""
    closed = same_persons(actor.person_id) | same_persons(participation.practitioner.person_id)
    closed |= every_account(recused_from_her(participation))
    decide = {role for role, actions in GRANTS.items() if Action.DECIDE in actions}
    rows = Membership.objects.within(participation.organization).current(on).select_related("person").order_by("pk")
    found = [row for row in rows if decide & set(row.roles) and row.person_id not in closed]
    return sorted(found, key=lambda row: "director" not in row.roles)
