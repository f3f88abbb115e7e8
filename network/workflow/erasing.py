"""Legal holds, and erasures: proposed by one person, carried out by another, or by the policy's days (`emptying` does it)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network import erasures, jobs
from network.access import Action, require, system
from network.events import record
from network.guards import today
from network.models import Erasure, LegalHold, Participation, Task
from network.transitions import Refusal, Refused, locked, perform, refusals
from network.workflow.emptying import empty

MOST_YEARS = 2  # a hold is looked at again: it is not a way to keep for ever


def place(participation: Participation, *, reason, review_on, actor, at) -> LegalHold:
    """Keep everything about her until a named person lifts it. `review_on`: the day somebody asks whether it must stay."""
    require(actor, Action.LEGAL_HOLD, participation)
    on = today(participation, at)
    with locked(participation):
        if unmet := list(_may_place(reason, review_on, on)):
            raise Refused(unmet)
        row = LegalHold(
            organization=participation.organization, practitioner=participation.practitioner, reason=reason, review_on=review_on,
            placed_by_id=actor.person_id, placed_at=at,
        )
        row.save()
        record(row, "legalhold.placed", actor=actor, at=at, reason=reason, after={"review_on": review_on})
        _task(row, "review_legal_hold", review_on, at)
    return row


def _may_place(reason, review_on, on):
    if not reason.strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say which dispute, inquiry or duty asks for it."))
    if not on < review_on <= on + timedelta(days=366 * MOST_YEARS):
        yield Refusal("review_day", _("The day to look again lies too near or too far."), _("Choose a day within two years."))


def lift(hold: LegalHold, *, reason, actor, at) -> None:
    """The dispute is over: what the policy's days end may go again. Raises Refused."""
    require(actor, Action.LEGAL_HOLD, hold)
    with transaction.atomic():
        row = LegalHold.objects.within(hold.organization).select_for_update(of=("self",)).get(pk=hold.pk)
        if row.lifted_at is not None:
            raise Refused([Refusal("lifted_already", _("Somebody lifted it already."), _("There is nothing left to do."))])
        if not reason.strip():
            raise Refused([Refusal("no_reason", _("A reason is missing."), _("Say why it is over."))])
        row.lifted_by_id, row.lifted_at, row.lifted_why = actor.person_id, at, reason
        row.save()
        record(row, "legalhold.lifted", actor=actor, at=at, reason=reason)
        done(row, "review_legal_hold", actor=actor, at=at)


def _task(row, kind, due_on, at) -> None:
    Task(
        organization=row.organization, key=f"{kind}:{row.pk}", kind=kind, about=row.practitioner.reference, role="network_manager",
        due_on=due_on, escalates_on=due_on + timedelta(days=7), created_at=at,
    ).save()


def done(row, kind, *, actor, at) -> None:
    """The task about this row is done."""
    tasks = Task.objects.within(row.organization).open().filter(key=f"{kind}:{row.pk}")
    tasks.update(done_at=at, done_by_id=actor.person_id)


def propose(participation: Participation, *, basis, reason, actor, at) -> Erasure:
    """One person proposes that her record is erased; another carries it out. Raises Refused."""
    require(actor, Action.ERASE, participation)
    with locked(participation):
        rows = Erasure.objects.within(participation.organization).filter(practitioner=participation.practitioner)
        unmet = [*_may_propose(participation, basis, reason, rows)]
        if unmet:
            raise Refused(unmet)
        row = Erasure(
            organization=participation.organization, practitioner=participation.practitioner, basis=basis, reason=reason,
            proposed_by_id=actor.person_id, proposed_at=at,
        )
        row.save()
        record(row, "erasure.proposed", actor=actor, at=at, reason=reason, after={"basis": basis})
    return row


def _may_propose(participation, basis, reason, rows):
    if basis not in (Erasure.Basis.REQUEST, Erasure.Basis.UNFOUNDED):
        yield Refusal("basis", _("By itself only the policy’s days end what is kept."), _("Say who asked for it, or that it is unfounded."))
    if not reason.strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say who asked for it, how and when."))
    if rows.filter(state="proposed").exists():
        yield Refusal("open_already", _("The same is open already."), _("Finish or drop it first."))


def foresee(participation: Participation, *, due_on, actor, at) -> Erasure:
    """The policy's days end on `due_on`: told ahead as a task, so that somebody can place a legal hold in time."""
    require(actor, Action.RUN, participation)
    with locked(participation):
        row = Erasure(
            organization=participation.organization, practitioner=participation.practitioner, basis=Erasure.Basis.RETENTION,
            proposed_at=at, due_on=due_on,
        )
        row.save()
        record(row, "erasure.proposed", actor=actor, at=at, after={"basis": row.basis, "due_on": due_on})
        _task(row, "erasure_ahead", due_on, at)
    return row


def call_off(erasure: Erasure, *, actor, at):
    """What retention foresaw is not due any more: she applied again, or the policy keeps longer."""
    with transaction.atomic():
        done(erasure, "erasure_ahead", actor=actor, at=at)
        return perform(erasure, "outdate", actor=actor, at=at)


def drop(erasure: Erasure, *, reason, actor, at):
    """What was only proposed is not done."""
    return perform(erasure, "drop", actor=actor, at=at, note=reason, reason=reason)


def carry_out(erasure: Erasure, *, actor, at) -> Erasure:
    """A second person confirms: everything the organization holds of her goes, in one transaction. Raises Refused."""
    return _carry_out(erasure, "carry_out", actor, at)


def expire(erasure: Erasure, *, actor, at) -> Erasure:
    """The policy's days have passed: the same, by scheduled work. Raises Refused."""
    return _carry_out(erasure, "expire", actor, at)


def _carry_out(erasure, name, actor, at):
    with locked(erasure):
        if unmet := refusals(erasure, name, actor=actor, at=at, counts={}):
            raise Refused(unmet)
        counts = empty(erasure.practitioner, erasure.organization, actor=actor, at=at)
        perform(erasure, name, actor=actor, at=at, counts=dict(counts))
        jobs.enqueue("network.note_erasure", key=f"{erasure.pk}:{at.isoformat()}", organization=erasure.organization, id=erasure.pk)
    return erasure


def leave_note(erasure: Erasure) -> None:
    """Tell outside the database that it was done, so that a backup made before does not bring her back."""
    if erasure.state == "done" and (note := erasures.note_of(erasure)):
        erasures.leave(note)


def repeat_lost(*, at) -> int:
    """After a restore: what was erased since that backup is erased again; how many. Raises Untrusted, SealError, StorageError."""
    return sum(_repeat(note, row, at) for note, row in erasures.lost())


def _repeat(note, participation, at) -> bool:
    organization, practitioner, at = participation.organization, participation.practitioner, max(at, note.at)
    actor = system("restore", organization)
    with locked(participation):
        rows = Erasure.objects.within(organization).filter(practitioner=practitioner, state="proposed")
        erasure = rows.first() or Erasure(organization=organization, practitioner=practitioner, basis=note.basis, proposed_at=note.at)
        if erasure.pk is None:
            erasure.save()
            record(erasure, "erasure.proposed", actor=actor, at=at, after={"basis": note.basis})
        counts = empty(practitioner, organization, actor=actor, at=at)
        perform(erasure, "repeat", actor=actor, at=at, counts=dict(counts), done_at=note.at)
    return True


def leave_notes() -> int:
    """Notes that are missing, of erasures of before there were any; how many. Raises as `repeat_lost`."""
    found = erasures.untold()
    for note in found:
        erasures.leave(note)
    return len(found)
