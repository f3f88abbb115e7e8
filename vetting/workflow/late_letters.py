"""A decision whose letter is not out the day after becomes a task, due by the organization's days (domain 8.1 number 52)."""

from datetime import timedelta

from network.access import Role, system
from network.dates import ONE_DAY
from network.events import record
from network.models import Letter, Task
from vetting.facts.clocks import clocks_of
from vetting.models import Decision
from vetting.queries.judging import day_of
from vetting.workflow.correspondence import LETTERS

KIND = "letter_late"
LOOKS_BACK = timedelta(days=120)  # a decision older than that was seen to, or is a task already


def watch(organization, *, at) -> int:
    """Open a task for each decision that is not told yet, and close those whose letter went out since; how many are open."""
    on, actor = day_of(organization, at), system("letters", organization)
    waiting = _untold(organization, on)
    tasks = Task.objects.within(organization).filter(kind=KIND)
    for task in tasks.open().exclude(key__in=[_key(each) for each in waiting]):
        task.done_at = at
        task.save(update_fields=["done_at"])
        record(task, "task.done", actor=actor, at=at, reason="issued")
    known = set(tasks.filter(key__in=[_key(each) for each in waiting]).values_list("key", flat=True))
    for decision in waiting:
        if _key(decision) not in known:
            _open(decision, actor=actor, at=at)
    return len(waiting)


def _untold(organization, on) -> list[Decision]:
    rows = Decision.objects.within(organization).filter(outcome__in=LETTERS, decided_on__lt=on, decided_on__gte=on - LOOKS_BACK)
    rows = list(rows.filter(origin="own").select_related("application").order_by("pk"))
    keys = [f"letter:{row.key}" for row in rows]
    issued = Letter.objects.within(organization).filter(key__in=keys, state=Letter.State.ISSUED).values_list("key", flat=True)
    out = set(issued)
    return [row for row in rows if f"letter:{row.key}" not in out]


def _key(decision) -> str:
    return f"late:{decision.key}"


def _open(decision, *, actor, at):
    organization = decision.organization
    due_on = decision.decided_on + timedelta(days=clocks_of(organization, decision.decided_on)["letter_days"])
    task = Task(
        organization=organization, key=_key(decision), kind=KIND, about=decision.application.reference, role=Role.NETWORK_MANAGER,
        due_on=due_on, escalates_on=due_on + ONE_DAY, created_at=at, facts={"decision": decision.key},
    )
    task.save()
    record(task, "task.opened", actor=actor, at=at, after={"kind": KIND, "due_on": due_on})
