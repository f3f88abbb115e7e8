"""A file whose day of ours has passed becomes a task, which escalates like any other (domain 8.1 number 49, 5.2)."""

from network.access import Role, system
from network.dates import ONE_DAY
from network.events import record
from network.models import Task
from vetting.models import Application, QueueRow
from vetting.models.application import OPEN
from vetting.queries.judging import day_of
from vetting.queries.waiting import load, waiting
from vetting.turns import OURS

KIND = "file_late"
AT_ONCE = 200
WHO = {"director": Role.DIRECTOR, "committee": Role.COMMITTEE}  # whose task a decision is; everything else is a verifier's


def watch(organization, *, at) -> int:
    """Open a task for each file that is late on our side, and close those that are not any more; how many are late."""
    on, actor = day_of(organization, at), system("late files", organization)
    late = {f"late-file:{row.reference}:{row.state}": (row, stands) for row, stands in _late(organization, on)}
    tasks = Task.objects.within(organization).filter(kind=KIND)
    for task in tasks.open().exclude(key__in=late):
        task.done_at = at
        task.save(update_fields=["done_at"])
        record(task, "task.done", actor=actor, at=at, reason="not late any more")
    known = set(tasks.filter(key__in=late).values_list("key", flat=True))
    for key, (row, stands) in late.items():
        if key not in known:
            _open(key, row, stands, actor=actor, at=at)
    return len(late)


def _late(organization, on):
    """The files that are late today; kept rows say which may be, and the files themselves say which are."""
    maybe = QueueRow.objects.within(organization).filter(phase="open", whose=OURS, due_on__lt=on).values("application")
    rows = Application.objects.within(organization).filter(pk__in=maybe, state__in=OPEN).order_by("pk")
    files = list(rows.select_related("organization", "participation", "assignee"))
    for start in range(0, len(files), AT_ONCE):
        part = files[start : start + AT_ONCE]
        loaded = load(part, on=on)
        for row in part:
            stands = waiting(row, on=on, loaded=loaded[row.pk])
            if stands.late and stands.turn.whose == OURS:
                yield row, stands


def _open(key, row, stands, *, actor, at):
    task = Task(
        organization=row.organization, key=key, kind=KIND, about=row.reference, role=WHO.get(stands.turn.waiting_on, Role.VERIFIER),
        due_on=stands.due, escalates_on=stands.due + ONE_DAY, created_at=at, facts={"state": row.state},
    )
    task.save()
    record(task, "task.opened", actor=actor, at=at, after={"kind": KIND, "due_on": stands.due})
