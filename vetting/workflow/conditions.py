"""Conditions of an approval: written with it, watched by a named colleague, met, missed, or asked no more."""

from datetime import timedelta

from network.events import record
from network.models import Membership, Task
from network.transitions import locked, perform
from vetting.models import Condition, Decision
from vetting.terms import Terms

WATCH_DAYS = 1  # a day after its last day it goes to the network manager
LOOK_DAYS = 14  # a missed condition: by when somebody who decides looks at the approval again


def write(decision: Decision, terms: Terms | None, *, actor, at) -> list[Condition]:
    """The conditions of a decision, each with the task of whoever watches it."""
    return [_write(decision, asked, actor=actor, at=at) for asked in (terms.conditions if terms else ())]


def _write(decision, asked, *, actor, at) -> Condition:
    row = Condition(
        organization=decision.organization, decision=decision, text=asked.text, due_on=asked.due_on, watcher_id=asked.watcher,
        state_since=at,
    )
    row.save()
    record(row, "condition.asked", actor=actor, at=at, after={"text": asked.text, "due_on": asked.due_on, "watcher": row.watcher.full_name})
    _task(row, "watch_condition", row.due_on, at=at, owner=_works_as(row))
    return row


def _works_as(condition):
    return Membership.objects.within(condition.organization).filter(person=condition.watcher_id, ends_on=None).first()


def _task(condition, kind, due_on, *, at, owner=None):
    Task(
        organization=condition.organization, key=f"{kind}:{condition.pk}", kind=kind, about=condition.decision.application.reference,
        role="director" if owner is None else owner.roles[0], owner=owner, due_on=due_on,
        escalates_on=due_on + timedelta(days=WATCH_DAYS), created_at=at,
    ).save()


def _done(condition, *kinds, actor, at):
    keys = [f"{kind}:{condition.pk}" for kind in kinds]
    Task.objects.within(condition.organization).open().filter(key__in=keys).update(done_at=at, done_by_id=actor.person_id)


def meet(condition: Condition, *, reason, actor, at):
    """It is met, on what was seen. Raises Refused."""
    return _settle(condition, "meet", reason, actor=actor, at=at)


def drop(condition: Condition, *, reason, actor, at):
    """It is asked no more. Raises Refused."""
    return _settle(condition, "drop", reason, actor=actor, at=at)


def _settle(condition, name, reason, *, actor, at):
    with locked(condition):
        event = perform(condition, name, actor=actor, at=at, note=reason, reason=reason)
        _done(condition, "watch_condition", "missed_condition", actor=actor, at=at)
    return event


def miss(condition: Condition, *, reason, actor, at):
    """Its day passed without it: a director looks at the approval again, by a day. Raises Refused."""
    with locked(condition):
        event = perform(condition, "miss", actor=actor, at=at, note=reason, reason=reason)
        _done(condition, "watch_condition", actor=actor, at=at)
        _task(condition, "missed_condition", condition.due_on + timedelta(days=LOOK_DAYS), at=at)
    return event
