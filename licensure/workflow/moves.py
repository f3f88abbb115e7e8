"""She states that she moved her home to another state, or takes that back. What rests on the old home follows by a job."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from licensure.facts.corrected import touched_by_move
from licensure.models import HomeMove
from licensure.workflow.corrections import refuse, write_again
from network import jobs
from network.access import Action, require
from network.events import record
from network.transitions import Refusal

JUDGE_MOVED = "licensure.judge_moved"


@transaction.atomic
def state_move(*, practitioner, left, reached, moved_on: date, actor, at) -> HomeMove:
    """State a move. Raises Refused when both homes are one, a move of that day is stated already, or one move contradicts the next."""
    row = HomeMove(practitioner=practitioner, left=left, reached=reached, moved_on=moved_on, stated_at=at)
    require(actor, Action.OWN_PROFILE, row)
    refuse(list(_faults(row)) or _broken(row))
    row.full_clean()
    row.save()
    after = {"left": left.pk, "reached": reached.pk, "moved_on": moved_on}
    _follow(record(row, "move.stated", actor=actor, at=at, after=after), practitioner)
    return row


@transaction.atomic
def take_back(row: HomeMove, *, actor, at):
    """It was not so: everything rests again where it did."""
    require(actor, Action.OWN_PROFILE, row)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _follow(record(row, "move.taken_back", actor=actor, at=at), row.practitioner)


def judge_moved(practitioner, *, at) -> int:
    """Write her covers again, in every organization; the number of checks."""
    return write_again(touched_by_move(practitioner), at=at)


def _follow(event, practitioner):
    jobs.enqueue(JUDGE_MOVED, key=event.hash, practitioner_id=practitioner.pk)


def _faults(row):
    if row.left_id == row.reached_id:
        yield Refusal("same_home", _("Both homes are the same."), _("Choose the state you left and the state you moved to."))
    if HomeMove.objects.of(row.practitioner).filter(moved_on=row.moved_on, withdrawn_at=None).exists():
        yield Refusal("already_moved", _("A move on that day is stated already."), _("Take that one back first, if it is wrong."))


def _broken(row):
    """Where her moves no longer follow each other: what rests on a home she never had would stay good."""
    stated = HomeMove.objects.of(row.practitioner).filter(withdrawn_at=None)
    before = stated.filter(moved_on__lt=row.moved_on).last()
    after = stated.filter(moved_on__gt=row.moved_on).first()
    if before and before.reached_id != row.left_id:
        cure = _("Leave from the state that move led to, or take it back first.")
        yield Refusal("left_elsewhere", _("Your move before this one led to another state."), cure)
    if after and after.left_id != row.reached_id:
        cure = _("Move to the state the next one leaves, or take that one back first.")
        yield Refusal("leaves_elsewhere", _("Your next move leaves another state."), cure)
