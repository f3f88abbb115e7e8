"""What a therapist said to each organization she is in."""

from network.care.models import Availability
from network.models import Participation


def participations_of(actor):
    """Where she takes part, by name."""
    rows = Participation.objects.visible_to(actor).filter(state__in=("active", "leaving"))
    return rows.select_related("organization").order_by("organization__name")


def said_by(actor) -> dict[int, Availability]:
    """What she said, by participation."""
    rows = Availability.objects.visible_to(actor).select_related("participation__organization")
    return {row.participation_id: row for row in rows}
