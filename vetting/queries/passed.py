"""What was told of days that passed, by the file it is about."""

from network.models import Task

KIND = "date_passed"


def told_of(organization, references) -> dict[str, list[Task]]:
    """The open tasks about days of these files that passed, by reference; one query."""
    found: dict[str, list[Task]] = {}
    for task in Task.objects.within(organization).open().filter(kind=KIND, about__in=references, facts__has_key="file").order_by("pk"):
        found.setdefault(task.about, []).append(task)
    return found


STATES = {  # in which state of its row a step is still the next one
    "submit": ("draft",), "begin_checks": ("submitted",), "check": ("checking", "approved"), "answer": ("checking",), "wait": ("checking",),
    "refer": ("checking",), "decide": ("in_review",), "accept_terms": ("approved",), "settle": ("received",), "review": ("final",),
}
OF = {"vetting.application": "file", "vetting.appeal": "appeal", "vetting.adverseaction": "action"}  # model → how a task names its row


def over_with(subject) -> list[int]:
    """The open tasks about a day of this file, appeal or action that ended with the state it is in now; one query."""
    of = OF[subject._meta.label_lower]
    rows = Task.objects.within(subject.organization).open().filter(**{"kind": KIND, f"facts__{of}": subject.pk})
    return [task.pk for task in rows if subject.state not in STATES[task.facts["step"]]]


def still_waits(task: Task, *, next_step: str, due) -> bool:
    """Whether the step whose day passed is still the next one, by the same day."""
    return task.facts["step"] == next_step and (due is None or task.facts["day"] == due.isoformat())
