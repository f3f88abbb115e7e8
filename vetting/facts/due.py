"""When somebody's vetting is due and until when a late one is accepted, as it stands in her newest approval and its grants."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max

from network.models import Grant
from vetting.facts.clocks import clocks_of

IN_BETWEEN = ("addition", "for_cause")  # they leave the day the next vetting is due where it is


@dataclass(frozen=True, slots=True)
class Due:
    """The approval it counts from, the last day before the vetting is due, and the last day on which a late one is accepted."""

    approval: object
    on: date
    late_until: date


def dues_of(approvals) -> list[Due]:
    """When the vetting behind each of these approvals of one organization is due, in their order; two queries.

    Until when it may be late was written into the grant by the policy of its own decision: a later version shortens nothing
    that was given. An approval whose grants say nothing goes by the days in force when it is due.
    """
    approvals = [row for row in approvals if row.next_due_on]
    if not approvals:
        return []
    organization = approvals[0].organization
    grants = Grant.objects.within(organization).current().filter(
        participation__in={row.participation_id for row in approvals}, granted=True, serve_until__isnull=False
    )
    rows = grants.values("participation", "last").annotate(until=Max("serve_until"))
    until = {(row["participation"], row["last"]): row["until"] for row in rows}
    return [Due(row, row.next_due_on, until.get((row.participation_id, row.next_due_on)) or _by_policy(row)) for row in approvals]


def _by_policy(approval) -> date:
    return approval.next_due_on + timedelta(days=clocks_of(approval.organization, approval.next_due_on)["late_days"])


def renewed_by(applications) -> dict[int, Due]:
    """When the vetting is due that each re-vetting among these files of one organization renews, by its key; three queries.

    Of the newest approval before it. Files of another kind are left out; no query where no re-vetting is among them.
    """
    renewals = [row for row in applications if row.kind == "renewal"]
    if not renewals:
        return {}
    rows = type(renewals[0]).objects.within(renewals[0].organization).filter(
        participation__in={row.participation_id for row in renewals}, state="approved", next_due_on__isnull=False
    )
    approvals = list(rows.exclude(kind__in=IN_BETWEEN).select_related("organization").order_by("pk"))
    before = {row.pk: [each for each in approvals if _precedes(each, row)] for row in renewals}
    known = {due.approval.pk: due for due in dues_of([some[-1] for some in before.values() if some])}
    return {pk: known[some[-1].pk] for pk, some in before.items() if some}


def _precedes(approval, renewal) -> bool:
    return approval.participation_id == renewal.participation_id and approval.pk < renewal.pk


def rests_on_nothing(application) -> bool:
    """Whether it renews, adds to or reviews an approval that was taken back: no approval is left on which it could rest."""
    if application.kind not in ("renewal", *IN_BETWEEN):
        return False
    rows = type(application).objects.within(application.organization).filter(
        participation=application.participation_id, state="approved", pk__lt=application.pk
    )
    return not rows.exclude(kind__in=IN_BETWEEN).exists()


def due_of(application) -> Due | None:
    """The same of one file; None for one that renews nothing."""
    return renewed_by([application]).get(application.pk)
