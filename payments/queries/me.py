"""What a therapist's own pages about money read."""

from network.models import Participation
from payments.models import FeeSchedule

LEFT = ("ended", "declined")


def participations(practitioner) -> list[Participation]:
    """Where she takes part."""
    rows = Participation.objects.of(practitioner).select_related("organization", "practitioner__person").exclude(state__in=LEFT)
    return list(rows.order_by("pk"))


def schedules(organization, *, on) -> list[FeeSchedule]:
    """The rates in force on day `on`, then those that are announced."""
    rows = list(FeeSchedule.objects.within(organization).published().prefetch_related("fees"))
    present = [row for row in rows if row.effective_from <= on][:1]
    return present + [row for row in reversed(rows) if row.effective_from > on]
