"""What licensure does every night: screen whoever was not screened this calendar month, or not on the newest file."""

from datetime import UTC, datetime, time
from functools import partial

from licensure.models import Screening
from licensure.workflow.screening import screen_practitioner, versions_in_use
from network.access import system
from network.dates import ONE_DAY
from network.facts.due import changed_since
from network.models import Participation, Practitioner
from network.models.standing import OUT
from network.nights import each_organization, one_by_one
from network.workflow.revising import day_of


@each_organization
def rescreen(organization, *, on, at) -> int:
    """Screen everyone who takes part and needs it; the number of screenings. A month is a calendar month, not 30 days."""
    since = changed_since("licensure.nightly.rescreen", on, organization)
    month, actor = day_of(organization, at).replace(day=1), system("nightly", organization)

    def screen(version, practitioner) -> int:
        screen_practitioner(organization=organization, practitioner=practitioner, actor=actor, at=at, lists=[version.exclusion_list_id])
        return 1

    return sum(
        one_by_one(_unscreened(organization, version, month, since), partial(screen, version), about=lambda her: her.reference)
        for version in versions_in_use()
    )


def _unscreened(organization, version, month, since) -> list[Practitioner]:
    """Who takes part and was not screened this month by this version.

    Where everybody was by the instant `since`, only who came later is read.
    """
    rows = Participation.objects.within(organization).exclude(state__in=OUT)
    seen = Screening.objects.within(organization).filter(version=version, on__gte=month)
    if since and since >= datetime.combine(month + ONE_DAY, time(), UTC) and since > version.loaded_at:
        rows = rows.filter(state_since__gte=since)
        seen = seen.filter(practitioner__in=rows.values("practitioner"))
    known = set(seen.values_list("practitioner_id", flat=True))
    people = [row.practitioner for row in rows.select_related("practitioner__person").order_by("pk")]
    return [each for each in people if each.pk not in known]
