"""Mails and letters somebody must see to, with what is known of each."""

from dataclasses import dataclass
from datetime import date, datetime

from network.models import Message, Task

KINDS = ("mail_undelivered", "letter_late")


@dataclass(frozen=True, slots=True)
class Lost:
    """One open task about a mail that did not arrive or a letter that is not out; `message` is None for a letter."""

    task: Task
    message: Message | None
    since: datetime
    due_on: date


def open_ones(organization) -> list[Lost]:
    """Everything open, the most urgent first. Two queries."""
    tasks = Task.objects.within(organization).open().filter(kind__in=KINDS).order_by("due_on", "pk")
    tasks = list(tasks.select_related("owner__person"))
    wanted = [task.facts["message"] for task in tasks if "message" in task.facts]
    rows = Message.objects.within(organization).filter(reference__in=wanted).select_related("recipient__person")
    known = {str(row.reference): row for row in rows}
    return [Lost(task, known.get(task.facts.get("message")), task.created_at, task.due_on) for task in tasks]
