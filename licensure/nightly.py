"""What licensure does every night: screen whoever was not screened this calendar month, or not on the newest file."""

from licensure.models import Screening
from licensure.workflow.screening import screen_practitioner, versions_in_use
from network.access import system
from network.models import Organization, Participation
from network.models.standing import OUT
from network.workflow.revising import day_of


def rescreen(*, on, at) -> int:
    """Screen everyone who takes part and needs it; the number of screenings. A month is a calendar month, not 30 days."""
    return sum(_rescreen(organization, at) for organization in Organization.objects.order_by("pk"))


def _rescreen(organization, at) -> int:
    month = day_of(organization, at).replace(day=1)
    actor, done = system("nightly", organization), 0
    rows = Participation.objects.within(organization).exclude(state__in=OUT)
    people = [row.practitioner for row in rows.select_related("practitioner__person").order_by("pk")]
    for version in versions_in_use():
        seen = Screening.objects.within(organization).filter(version=version, on__gte=month)
        known = set(seen.values_list("practitioner_id", flat=True))
        for practitioner in people:
            if practitioner.pk not in known:
                screen_practitioner(
                    organization=organization, practitioner=practitioner, actor=actor, at=at, lists=[version.exclusion_list_id]
                )
                done += 1
    return done
