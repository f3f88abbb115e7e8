"""What about money waits on a therapist, as her start page lists it: questions about her lines."""

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import day
from network.parts import Tag, Task
from payments.queries.me import questions


def tasks(actor, *, at) -> tuple[Task, ...]:
    """Every question she has not answered, the oldest first."""
    return tuple(question_task(row) for row in questions(actor))


def question_task(row) -> Task:
    """One question about a line of hers."""
    line = row.line
    note = _("Asked on %(day)s; the days until you answer do not count.") % {"day": day(row.asked_at, row.organization.zone)}
    title = _("A question about your session of %(day)s") % {"day": day(line.session.day)}
    return Task(title, Tag("ours", _("Answer it")), reverse("my_line", kwargs={"pk": line.pk}), f"{row.organization.name} · {note}")
