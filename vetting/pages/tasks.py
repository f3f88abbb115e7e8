"""The page of tasks: what waits for the reader, for her roles, and for others, each by its day."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.access import Action
from network.formats import day, day_short
from network.keyed import pager
from network.parts import Entry, Link, Pager, Tag, Task
from vetting import labels, words_between
from vetting.pages.recused import closed_task
from vetting.queries.answering import Named
from vetting.queries.tasks import Tasks

KINDS = {
    "date_passed": gettext_lazy("A day has passed"), "review_suspension": gettext_lazy("Review a suspension"),
    "watch_condition": gettext_lazy("Watch a condition"), "missed_condition": gettext_lazy("A condition was missed"),
    "review_legal_hold": gettext_lazy("Look at a legal hold again"), "erasure_ahead": gettext_lazy("A record is about to be erased"),
    "mail_undelivered": gettext_lazy("A mail did not arrive"), "acknowledge_concern": gettext_lazy("Take up a concern"),
    "look_into_concern": gettext_lazy("Close a concern"), "between": gettext_lazy("Look at a therapist between two vettings"),
    "night_broke": gettext_lazy("The work of a night broke"),
}
OTHER = gettext_lazy("Something to see to")


@dataclass(frozen=True, slots=True)
class TasksPage:
    """Everything `vetting/tasks.html` shows."""

    title: str
    links: tuple[Link, ...]
    mine: tuple[Task, ...]
    roles: tuple[Task, ...]
    others: tuple[Task, ...]
    pager: Pager


def tasks_page(found: Tasks, *, organization, actor, on: date) -> TasksPage:
    """Build the page."""
    here = {"organization": organization.slug}
    links = (Link(_("Who answers for what"), reverse("desks", kwargs=here)),) if Action.NAME_DESKS in actor.actions else ()
    parts = [tuple(_task(row, found, actor, on) for row in rows) for rows in (found.mine, found.roles, found.others.rows)]
    return TasksPage(_("Tasks"), links, *parts, pager(found.others, reverse("tasks", kwargs=here)))


def _task(row, found, actor, on) -> Task:
    if row.about in found.closed:
        return closed_task(row.about)
    files = found.files
    late = row.due_on < on
    word = _("Was due %(day)s") if late else _("By %(day)s")
    said = [str(KINDS.get(row.kind, OTHER)), row.about if row.about in files else ""]
    return Task(
        " · ".join(filter(None, said)), Tag("stop" if late else "ours", word % {"day": day_short(row.due_on)}),
        _url(row, files, actor), " · ".join(_notes(row)),
    )


def _notes(row):
    if row.kind == "date_passed":
        step = str(labels.NEXT.get(row.facts["step"], row.facts["step"]))
        yield _("%(step)s, was due %(day)s") % {"step": step, "day": day(date.fromisoformat(row.facts["day"]))}
    if row.kind == "between":
        yield words_between.reason(row.facts["happening"], count=row.facts["count"], where=row.facts["where"])
    if row.kind == "night_broke":
        step, first = row.facts["step"], day(date.fromisoformat(row.facts["days"][0]))
        yield _("%(step)s, not done since %(day)s. Tell whoever runs this installation.") % {"step": step, "day": first}
    yield row.owner.person.full_name if row.owner else str(row.get_role_display())


def _url(row, files, actor) -> str:
    """Where it is seen to; empty where the reader may not go."""
    here = {"organization": row.organization.slug}
    for kind, name in (("appeal", "appeal"), ("action", "adverse_action"), ("alert", "alert")):
        if kind in row.facts:
            return reverse(name, kwargs={**here, "pk": row.facts[kind]})
    if "concern" in row.facts:
        return reverse("concern", kwargs={**here, "pk": row.facts["concern"]}) if Action.SEE_CONCERN in actor.actions else ""
    if row.kind == "between":
        return reverse("task", kwargs={**here, "pk": row.pk})
    if row.about in files:
        return reverse("file", kwargs={**here, "reference": row.about})
    if row.kind == "mail_undelivered":
        return reverse("undelivered", kwargs=here)
    return reverse("standing_of", kwargs={**here, "reference": row.about}) if row.about.startswith("T-") else ""


def named(times: list[Named]) -> list[Entry]:
    """Who named whom for which desk, and when: one person does, so everybody who may reads it."""
    return [
        Entry(_("Named by %(name)s") % {"name": each.event.who}, each.event.at, note=_names(each.names)) for each in times
    ]


def _names(names) -> str:
    said = [_("%(what)s: %(subject)s") % {"what": labels.DESK_LABELS[desk], "subject": name} for desk, name in names.items()]
    return " · ".join(said) or _("Every desk by the rule")


@dataclass(frozen=True, slots=True)
class LookPage:
    """Everything `vetting/task.html` shows beside its form."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    links: tuple[Link, ...]
    done: str


def look_page(task, participation, actor) -> LookPage:
    """One look between two vettings: what came up, where to look, and what came of it once that is said."""
    here, her = {"organization": task.organization.slug}, participation.practitioner
    links = [Link(_("Standing"), reverse("standing_of", kwargs={**here, "reference": her.reference}))]
    if Action.SEE_CONCERN in actor.actions:
        links.append(Link(_("Concerns"), reverse("concerns_of", kwargs={**here, "reference": her.reference})))
    file = participation.applications.filter(state="approved").order_by("-pk").first()
    if file is not None and Action.OPEN_REVIEW in actor.actions:
        links.append(Link(_("Open a review for cause"), reverse("review", kwargs={**here, "reference": file.reference})))
    why = words_between.reason(task.facts["happening"], count=task.facts["count"], where=task.facts["where"])
    return LookPage(
        title=her.person.full_name, text=why,
        crumbs=(Link(_("Tasks"), reverse("tasks", kwargs=here)),), links=tuple(links), done=task.facts.get("came_of_it", ""),
    )
