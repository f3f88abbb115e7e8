"""Files of the bank that were taken, and what finance has to do with its bank."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.formats import moment
from network.parts import Link, Tag, Task
from payments import words_batches
from payments.pages.tabs import tabs


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """Everything `payments/answers.html` shows beside its form."""

    title: str
    text: str
    tabs: tuple[Link, ...]
    tasks: tuple[Task, ...]
    answers: tuple[Task, ...]


def answers_page(rows, tasks, *, organization, actor) -> AnswersPage:
    """What is to be done first, then what was taken."""
    here = {"organization": organization.slug}
    text = _("A file is taken whole or not at all. The same file again changes nothing.")
    todo = tuple(_todo(row, here) for row in tasks)
    return AnswersPage(
        _("From the bank"), text, tabs(organization, actor, "answers"), todo, tuple(_answer(row, organization.zone) for row in rows)
    )


def _todo(row, here) -> Task:
    title, text = words_batches.task(row.kind, row.facts)
    return Task(title, Tag("ours", row.about), reverse("batch", kwargs={**here, "reference": row.about}), text)


def _answer(row, zone) -> Task:
    words = ngettext(
        "%(count)s payment told of, taken %(moment)s by %(name)s", "%(count)s payments told of, taken %(moment)s by %(name)s", row.outcomes
    )
    said = words % {
        "count": row.outcomes, "moment": moment(row.taken_at, zone), "name": row.taken_by.full_name}
    if row.others:
        words = ngettext("%(said)s; %(count)s entry is not ours", "%(said)s; %(count)s entries are not ours", row.others)
        said = words % {"said": said, "count": row.others}
    return Task(row.name, Tag("done", str(row.get_kind_display())), "", said)
