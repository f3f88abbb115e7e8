"""What therapists and staff are reminded of. Every mail has a key, so that asking twice sends once."""

from collections import defaultdict
from datetime import date

from network.access import system
from network.events import record
from network.models import Cover, Participation, Task
from vetting.facts.clocks import clocks_of
from vetting.models import InformationRequest
from vetting.models.application import OPEN
from vetting.queries.judging import day_of
from vetting.workflow.correspondence import tell

ESCALATED_TO = "network_manager"


def remind_requests(organization, *, at) -> int:
    """Mail whoever has not answered a question on the days of the organization's ladder; how many questions that were."""
    on = day_of(organization, at)
    ladder = clocks_of(organization, on)["request_reminders"]
    rows = InformationRequest.objects.within(organization).filter(
        answered_at=None, closed_at=None, application__state__in=OPEN
    )
    told = 0
    for request in rows.select_related("application__organization", "application__practitioner__person"):
        step = _reached(ladder, (on - day_of(organization, request.asked_at)).days)
        if step is not None:
            tell(
                request.application, "information_request", key=f"remind:{request.pk}:{step}", at=at,
                reference=request.application.reference, until=request.due_on,
            )
            told += 1
    return told


def _reached(ladder, days) -> int | None:
    """The highest step of a ladder that has been reached; a night that was slept through is made up for once."""
    return max((step for step in ladder if step <= days), default=None)


def ends(participation, on: date) -> dict[tuple[str, str], date]:
    """The last good day of her evidence by kind and place, where it is still good on `on`; renewed evidence counts."""
    found: dict[tuple[str, str], list] = defaultdict(list)
    rows = Cover.objects.within(participation.organization).current().filter(participation=participation, first__lte=on)
    for cover in rows:
        found[(cover.kind, cover.jurisdiction)].append(cover.last)
    return {where: max(lasts) for where, lasts in found.items() if None not in lasts and max(lasts) >= on}


def remind_expiries(organization, *, at) -> int:
    """Mail a therapist before her license or insurance ends, on the days of the organization's ladder; how many endings that were."""
    on, told = day_of(organization, at), 0
    ladder = clocks_of(organization, on)["expiry_reminders"]
    rows = Participation.objects.within(organization).filter(state__in=("active", "leaving"))
    for participation in rows.select_related("organization", "practitioner__person"):
        for (kind, place), last in ends(participation, on).items():
            left = min((step for step in ladder if (last - on).days <= step), default=None)
            if left is not None:
                key = f"expiry:{participation.pk}:{kind}:{place}:{last.isoformat()}:{left}"
                tell(participation, "expiry_reminder", key=key, at=at, until=last)
                told += 1
    return told


def escalate(organization, *, at) -> int:
    """A task past its day to escalate goes to the network manager, once; how many went."""
    on = day_of(organization, at)
    late = Task.objects.within(organization).open().filter(escalates_on__lte=on)
    moved = 0
    for task in late.exclude(facts__has_key="escalated_on"):
        before = {"role": task.role, "owner": task.owner_id}
        task.facts = {**task.facts, "escalated_on": on.isoformat(), "was": task.role}
        task.role, task.owner = ESCALATED_TO, None
        task.save(update_fields=["facts", "role", "owner"])
        record(task, "task.escalated", actor=system("nightly", organization), at=at, before=before, after={"role": task.role})
        moved += 1
    return moved
