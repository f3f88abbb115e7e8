"""What therapists and staff are reminded of. Every mail has a key, so that asking twice sends once."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from network.access import Action, require, system
from network.events import record
from network.models import Message, Task
from network.nights import in_lots, one_by_one
from network.transitions import Refusal, Refused, locked
from vetting.facts.clocks import clocks_of
from vetting.facts.endings import endings_of
from vetting.models import InformationRequest
from vetting.models.application import OPEN
from vetting.queries.judging import day_of
from vetting.workflow.correspondence import recipient, tell
from vetting.workflow.correspondence_notices import remind_of, tell_endings

ESCALATED_TO = "network_manager"


def remind_requests(organization, *, at) -> int:
    """Mail whoever has not answered a question on the days of the organization's ladder; how many questions that were."""
    on = day_of(organization, at)
    clocks = clocks_of(organization, on)
    rows = InformationRequest.objects.within(organization).filter(
        answered_at=None, closed_at=None, application__state__in=OPEN
    )
    files = defaultdict(list)
    asked = rows.select_related("application__organization", "application__practitioner__person")
    for request in asked.prefetch_related("application__practitioner__person__users").order_by("pk"):
        files[request.application].append(request)
    steps = {file: _steps(file, some, clocks["request_reminders"], on) for file, some in files.items()}

    def remind(some) -> int:
        remind_of(organization, {file: (files[file], steps[file]) for file in some}, grace=clocks["grace_days"], at=at)
        return sum(len(steps[file]) for file in some)

    return in_lots([file for file in files if steps[file]], remind, about=lambda file: file.reference)


def _steps(file, asked, ladder, on) -> list[str]:
    """The questions of a file that reached a rung, each with the highest it reached."""
    reached = {request.pk: _reached(ladder, (on - day_of(file.organization, request.asked_at)).days) for request in asked}
    return [f"{pk}:{step}" for pk, step in reached.items() if step is not None]


@dataclass(frozen=True, slots=True)
class Reminder:
    """The mail that reminds a therapist of what is hers to do in a file."""

    template: str
    context: dict


def reminder_of(application) -> Reminder | None:
    """What she is reminded of, all her open questions in one mail; None when nothing in the file is hers to do."""
    asked = application.information_requests.filter(answered_at=None, closed_at=None).order_by("due_on").values_list("due_on", flat=True)
    until, reference = asked.first() if application.is_open else None, application.reference
    if until is not None:
        return Reminder("information_request", {"reference": reference, "until": until})
    if application.state == "draft":
        return Reminder("unfinished", {"reference": reference})
    if application.state == "approved" and application.participation.state == "onboarding":
        return Reminder("terms", {})
    return None


def may_not_remind(application, on):
    """Why the therapist cannot be reminded on the organization's day `on`."""
    if reminder_of(application) is None:
        yield Refusal("not_her_turn", _("Nothing here waits for the therapist."), _("Ask for something first."))
    elif not recipient(application):
        yield Refusal("no_address", _("No mail address of this therapist is known."), _("Invite the therapist."))
    elif Message.objects.within(application.organization).filter(key=_today(application, on)).exists():
        yield Refusal("reminded_today", _("The therapist was reminded today."), _("Wait a day."))


def remind_now(application, *, actor, at):
    """Remind the therapist of what is hers to do, because somebody said so; once a day."""
    require(actor, Action.REQUEST_INFORMATION, application)
    on = day_of(application.organization, at)
    with locked(application):
        if unmet := list(may_not_remind(application, on)):
            raise Refused(unmet)
        reminder = reminder_of(application)
        tell(application, reminder.template, key=_today(application, on), at=at, **reminder.context)
        return record(application, "application.reminded", actor=actor, at=at)


def _today(application, on) -> str:
    return f"remind:{application.reference}:{on.isoformat()}"


def _reached(ladder, days) -> int | None:
    """The highest step of a ladder that has been reached; a night that was slept through is made up for once."""
    return max((step for step in ladder if step <= days), default=None)


def remind_expiries(organization, *, at) -> int:
    """Mail a therapist before evidence of hers ends, on the days of the organization's ladder; how many endings that were.

    Not of what she has sent the next of: that waits for us.
    """
    on = day_of(organization, at)
    found = endings_of(organization, on=on, ladder=clocks_of(organization, on)["expiry_reminders"])

    def tell_them(some) -> int:
        tell_endings(organization, {row: found[row] for row in some}, at=at)
        return sum(len(found[row]) for row in some)

    return in_lots(sorted(found, key=lambda row: row.pk), tell_them, about=lambda row: row.practitioner.reference)


def escalate(organization, *, at) -> int:
    """A task past its day to escalate goes to the network manager, once; how many went."""
    on = day_of(organization, at)
    late = Task.objects.within(organization).open().filter(escalates_on__lte=on).exclude(facts__has_key="escalated_on")

    def hand_on(pk) -> int:
        task = Task.objects.within(organization).get(pk=pk)
        before = {"role": task.role, "owner": task.owner_id}
        task.facts = {**task.facts, "escalated_on": on.isoformat(), "was": task.role}
        task.role, task.owner = ESCALATED_TO, None
        task.save(update_fields=["facts", "role", "owner"])
        record(task, "task.escalated", actor=system("nightly", organization), at=at, before=before, after={"role": task.role})
        return 1

    return one_by_one(late.values_list("pk", flat=True), hand_on)
