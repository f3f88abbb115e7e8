"""What is on file of people who are watched: as it was verified last, also while somebody looks at it again."""

from datetime import date
from types import SimpleNamespace

from licensure.models import Verification
from vetting.evidence import Facts
from vetting.facts.policies import policies_of
from vetting.facts.rollouts import OWN_WAY, classes_of, rollouts_of
from vetting.facts.together import Together, collect_many
from vetting.findings import Policy
from vetting.models import Application
from vetting.monitoring import as_watched, watched
from vetting.queries.impact import decided_days
from vetting.queries.judging import asked_of
from vetting.rollouts import held_to

AGAIN = ("required", "requested", "obtained", "unavailable")  # nobody has said anything else yet


class Standing(Together):
    """Reads as `Together`; a check that is being made again says what it said last until the new answer is verified."""

    def __init__(self, organization, applications):
        super().__init__(organization, applications)
        again = [row.replaces_id for rows in self.rows.values() for row in rows if row.state in AGAIN and row.replaces_id]
        verified = Verification.objects.within(organization).filter(pk__in=again, verified_at__isnull=False) if again else ()
        self.last = {row.pk: row for row in verified}

    def checks(self, application):
        """The checks of the file, those made again as they were verified last."""
        return [self._last(row) for row in super().checks(application)]

    def _last(self, row):
        before = self.last.get(row.replaces_id) if row.state in AGAIN else None
        if before is None:
            return row
        said = {field.attname: getattr(before, field.attname) for field in before._meta.concrete_fields}
        return SimpleNamespace(**said | {"pk": before.pk, "state": "verified"})


def approvals_of(organization, participations) -> dict[int, Application]:
    """What each of these participations rests on: the newest approval but for additions and reviews. One query."""
    rows = Application.objects.within(organization).filter(participation__in=participations, state="approved").exclude(kind__in=OWN_WAY)
    return {row.participation_id: row for row in rows.select_related("practitioner__person").order_by("pk")}


def standards(organization, approvals) -> tuple[dict[int, date], dict[int, tuple[Policy, ...]]]:
    """The day each approval was decided on, and the watched rules she is held to since, by its key."""
    days, classes = decided_days(organization, approvals), classes_of(organization, approvals)
    known, rollouts = policies_of(organization), rollouts_of(organization)
    plain, found = watched(known), {}
    for row in approvals:
        since = days.get(row.pk)
        held = watched(held_to(known, rollouts, who=classes[row.pk], since=since)) if rollouts and since else plain
        found[row.pk] = asked_of(held, row.kind)
    return days, found


def facts_of(organization, approvals, days, *, on: date) -> list[Facts]:
    """The facts of each approval as they are watched."""
    found = collect_many(organization, [(row, days.get(row.pk)) for row in approvals], on=on, reader=Standing)
    return [as_watched(facts) for facts in found]
