"""What finance has to do with its bank about one payment: ask it back, ask the payee for another number, see to money that went twice."""

from datetime import timedelta

from network.access import Action, Role, require
from network.events import record
from network.models import Task
from network.transitions import Changed
from network.workflow.revising import day_of
from payments.models import Instruction

RECALL, CORRECTED, TWICE = "payment:recall", "payment:corrected", "payment:twice"
NOT_DUE = "not_due"  # why a payment that stands after all is too much: its line was not due any more, instead of paid again
KINDS = (RECALL, CORRECTED, TWICE)


def ask(row: Instruction, kind: str, *, at, facts=None) -> bool:
    """A task for finance about a payment (and a line of it), once while it is open; False when it is there already."""
    facts = {"payment": row.reference, **(facts or {})}
    about = f"{kind}:{row.pk}:{facts.get('line', '')}"
    rows = Task.objects.within(row.organization).filter(key__startswith=f"{about}:")
    if rows.open().exists():
        return False
    Task(
        organization=row.organization, key=f"{about}:{rows.count() + 1}", kind=kind, about=row.batch.reference, facts=facts,
        role=Role.FINANCE, due_on=day_of(row.organization, at) + timedelta(days=1), created_at=at,
    ).save()
    return True


def drop(row: Instruction, kind: str, *, at, line="") -> bool:
    """It has to be done no more; False when nobody was asked."""
    rows = Task.objects.within(row.organization).open().filter(key__startswith=f"{kind}:{row.pk}:{line}:")
    return bool(rows.update(done_at=at))


def asked_for(row: Instruction, kind: str) -> bool:
    """Whether finance was ever asked for it, about the payment or any line of it."""
    return Task.objects.within(row.organization).filter(key__startswith=f"{kind}:{row.pk}:").exists()


def done(task: Task, *, note, actor, at) -> Task:
    """A person says what was done about it. Raises Changed when somebody did already, or it is needed no more."""
    require(actor, Action.TAKE_ANSWER, task)
    rows = Task.objects.within(task.organization).open().filter(pk=task.pk, kind__in=KINDS)
    if not rows.update(done_at=at, done_by_id=actor.person_id):
        raise Changed()
    record(task, "payment_task.done", actor=actor, at=at, after={"kind": task.kind, **task.facts}, reason=note)
    return task
