"""Mail that did not arrive becomes somebody's task, and what arrives later closes it."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, Role, require, system
from network.events import record
from network.models import Message, Task
from network.transitions import Refusal, Refused
from network.workflow.revising import day_of

KIND = "mail_undelivered"
ROLE = Role.NETWORK_MANAGER
DUE, ESCALATES = timedelta(days=3), timedelta(days=7)
NEVER_TAKEN = ("address", "refused", "unreachable")  # words of ours: no server took it, so a later one that is taken closes it


def failed(message: Message, *, failure: str, at) -> Task | None:
    """This mail did not arrive; `failure` is a status code or a word of `NEVER_TAKEN`. Its one task; None without an organization."""
    with transaction.atomic():
        rows = Message.objects.everywhere(reason="a mail is known by its own number")
        rows.filter(pk=message.pk).update(state=Message.State.FAILED, failed_at=at, failure=failure[:40])
        if message.organization is None:
            return None
        on, actor = day_of(message.organization, at), system("mail", message.organization)
        task, new = Task.objects.within(message.organization).get_or_create(
            organization=message.organization, key=f"undelivered:{message.reference}",
            defaults={
                "kind": KIND, "about": str(message.context.get("reference", ""))[:80], "role": ROLE, "due_on": on + DUE,
                "escalates_on": on + ESCALATES, "created_at": at,
                "facts": {"message": str(message.reference), "failure": failure, "recipient": message.recipient_id},
            },
        )
        if new:
            record(task, "task.opened", actor=actor, at=at, after={"kind": KIND, "failure": failure, "role": str(ROLE)})
    return task


def arrived(message: Message, *, at, proven: bool = False) -> int:
    """A later mail to the same recipient went out: the tasks it answers are closed; how many.

    Handed over is not delivered: a mail that bounced before is answered only by one to another address, or by one of which
    a server says that it was delivered (`proven`).
    """
    if message.organization is None:
        return 0
    closed = 0
    for task in _open_about(message):
        lost = Message.objects.within(message.organization).filter(reference=task.facts["message"]).first()
        if lost is None or _answers(message, lost, proven):  # copies of mails are not kept for ever
            _close(task, actor=system("mail", message.organization), at=at, reason=str(message.reference))
            closed += 1
    return closed


def _answers(message, lost, proven) -> bool:
    fresh = lost.created_at < message.created_at
    return fresh and (proven or lost.failure in NEVER_TAKEN or lost.address.lower() != message.address.lower())


def _open_about(message):
    rows = Task.objects.within(message.organization).open().filter(kind=KIND)
    if message.recipient_id:
        return rows.filter(facts__recipient=message.recipient_id)
    lost = Message.objects.within(message.organization).filter(address__iexact=message.address, recipient=None)
    return rows.filter(facts__message__in=[str(each) for each in lost.values_list("reference", flat=True)])


def settle(task: Task, *, reason, actor, at):
    """Somebody saw to it, and says how: another address, a call, a letter by post. Raises Refused."""
    require(actor, Action.REQUEST_INFORMATION, task)
    with transaction.atomic():
        row = Task.objects.within(task.organization).select_for_update().get(pk=task.pk)
        if row.done_at:
            raise Refused([Refusal("done_already", _("Somebody saw to this already."), _("Nothing is left to do."))])
        if not reason.strip():
            raise Refused([Refusal("no_reason", _("A reason is missing."), _("Say in a few words what you did."))])
        return _close(row, actor=actor, at=at, reason=reason)


def _close(task, *, actor, at, reason):
    task.done_at, task.done_by_id = at, actor.person_id
    task.save(update_fields=["done_at", "done_by"])
    return record(task, "task.done", actor=actor, at=at, reason=reason)
