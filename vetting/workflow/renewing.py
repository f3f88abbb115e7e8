"""The next vetting: opened in good time, through the same functions as the first."""

from datetime import timedelta

from django.db import transaction

from network.models import Organization
from vetting.facts.clocks import clocks_of
from vetting.models import Application
from vetting.queries.judging import day_of
from vetting.workflow.applying import begin, open_one
from vetting.workflow.correspondence import tell


def open_renewal(approved: Application, *, actor, at) -> Application:
    """A draft for the places and services she has, and a mail that it waits for her; the open one when there is one."""
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=approved.organization_id)
        participation = approved.participation
        current = open_one(participation, "renewal")
        if current:
            return current
        renewal = begin(
            participation, kind="renewal", jurisdictions=approved.jurisdictions, services=approved.services, actor=actor, at=at
        )
        tell(
            renewal, "renewal", key=f"renewal:{renewal.reference}", at=at, reference=renewal.reference,
            until=approved.next_due_on,
        )
    return renewal


def due_for_renewal(organization, *, at, lead: int | None = None) -> list[Application]:
    """Her last approval in each participation that comes due soon and whose renewal nobody has begun.

    Soon is within `lead` days, the organization's own when None.
    A renewal she withdrew or let lapse is not begun again by itself: she knows, and may apply.
    """
    on = day_of(organization, at)
    lead = clocks_of(organization, on)["renewal_days"] if lead is None else lead
    approved = Application.objects.within(organization).filter(
        state="approved", participation__state="active", next_due_on__isnull=False
    )
    newest = {}
    for row in approved.exclude(kind__in=("addition", "for_cause")).select_related("participation").order_by("next_due_on", "pk"):
        newest[row.participation_id] = row
    soon = [row for row in newest.values() if row.next_due_on <= on + timedelta(days=lead)]
    return [row for row in soon if not _begun_since(row, lead)]


def _begun_since(approved, lead) -> bool:
    rows = Application.objects.within(approved.organization).filter(participation=approved.participation_id, kind="renewal")
    opened = (day_of(approved.organization, at) for at in rows.values_list("opened_at", flat=True))
    return any(day >= approved.next_due_on - timedelta(days=lead) for day in opened)
