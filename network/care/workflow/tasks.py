"""What intake must do by hand: nobody is cut off, and nobody waits, because a machine moved on."""

from network.access import Role
from network.events import record
from network.models import Task
from network.workflow.revising import day_of

PREFIX = "referral:"
KINDS = ("unplaced", "continuity", "late")


def ask_intake(referral, kind: str, *, at) -> bool:
    """A task for intake about a referral, due today, unless one of its kind is open. Whether it is new."""
    rows = Task.objects.within(referral.organization).filter(about=referral.reference, kind=f"{PREFIX}{kind}")
    if rows.open().exists():
        return False
    Task(
        organization=referral.organization, key=f"{PREFIX}{kind}:{referral.reference}:{rows.count() + 1}", kind=f"{PREFIX}{kind}",
        about=referral.reference, role=Role.INTAKE, due_on=day_of(referral.organization, at), created_at=at,
    ).save()
    return True


def settle_tasks(referral, kind: str, *, actor, at) -> int:
    """What was asked is done; how many tasks that were."""
    rows = Task.objects.within(referral.organization).filter(about=referral.reference, kind=f"{PREFIX}{kind}").open()
    done = rows.update(done_at=at, done_by=actor.person_id)
    if done:
        record(referral, "referral.seen_to", actor=actor, at=at, after={"task": kind})
    return done
