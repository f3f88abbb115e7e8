"""A night whose work broke for an organization is a task of its network manager, until a later night does it."""

from django.db import transaction

from network.access import Role, system
from network.dates import ONE_DAY
from network.events import record
from network.models import Task
from network.nights import Fault
from network.workflow.revising import day_of

KIND = "night_broke"
NAMED = 20  # rows that are told by reference; more of them have one cause


def broke(organization, step: str, faults: list[Fault], *, on, at) -> Task:
    """The work of `step` broke for day `on`: one open task, with the days it is behind and whom it concerns."""
    with transaction.atomic():
        task = _open(organization, step) or _new(organization, step, on=on, at=at)
        days = sorted({*task.facts["days"], on.isoformat()})
        about = sorted({fault.about for fault in faults if fault.about})[:NAMED]
        task.facts = {**task.facts, "days": days, "error": type(faults[0].error).__name__, "rows": about}
        task.about = about[0] if len(about) == 1 else ""
        task.save()
    return task


def _open(organization, step) -> Task | None:
    return Task.objects.within(organization).open().filter(kind=KIND, facts__step=step).select_for_update(of=("self",)).first()


def _new(organization, step, *, on, at) -> Task:
    task = Task(
        organization=organization, key=f"night:{step}:{on.isoformat()}:{at.isoformat()}", kind=KIND, role=Role.NETWORK_MANAGER,
        due_on=day_of(organization, at) + ONE_DAY, created_at=at, facts={"step": step, "days": []},
    )
    task.save()
    record(task, "task.opened", actor=system("nightly", organization), at=at, after={"kind": KIND, "step": step, "day": on})
    return task


def mended(organization, step: str, *, at) -> bool:
    """The work of `step` is done for the organization: what was told of it ends by itself; False where nothing was."""
    task = _open(organization, step)
    if task is None:
        return False
    task.done_at = at
    task.save(update_fields=["done_at"])
    record(task, "task.done", actor=system("nightly", organization), at=at, reason="done")
    return True
