"""Mails and letters somebody must see to, with what is known of each."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from network.keyed import START, Keyed, Place, keyed
from network.models import Message, Task

KINDS = ("mail_undelivered", "letter_late")


@dataclass(frozen=True, slots=True)
class Lost:
    """One open task about a mail that did not arrive or a letter that is not out; `message` is None for a letter."""

    task: Task
    message: Message | None
    since: datetime
    due_on: date


def open_ones(organization, place: Place = START) -> tuple[Keyed, int]:
    """A page of everything open, the most urgent first, and how many there are. At most four queries."""
    known = Task.objects.within(organization)
    rows = known.open().filter(kind__in=KINDS)
    found = keyed(rows.select_related("owner__person"), ("due_on", "pk"), place, known=known)
    return replace(found, rows=tuple(_lost(organization, found.rows))), rows.count()


def _lost(organization, tasks) -> list[Lost]:
    wanted = [task.facts["message"] for task in tasks if "message" in task.facts]
    rows = Message.objects.within(organization).filter(reference__in=wanted).select_related("recipient__person")
    known = {str(row.reference): row for row in rows}
    return [Lost(task, known.get(task.facts.get("message")), task.created_at, task.due_on) for task in tasks]
