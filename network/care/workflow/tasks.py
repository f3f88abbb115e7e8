"""What intake must do by hand: nobody is cut off, and nobody waits, because a machine moved on."""

from network.access import Role
from network.events import record
from network.models import Task
from network.workflow.revising import day_of

PREFIX = "referral:"


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


def settle_tasks(referral, *kinds: str, actor, at) -> int:
    """What was asked is done; how many tasks that were."""
    settled = 0
    for kind in kinds:
        rows = Task.objects.within(referral.organization).filter(about=referral.reference, kind=f"{PREFIX}{kind}").open()
        if done := rows.update(done_at=at, done_by=actor.person_id):
            record(referral, "referral.seen_to", actor=actor, at=at, after={"task": kind})
        settled += done
    return settled
