"""What the bank says of a payment, and what follows for its lines: paid, due again, or a task for a person (docs/bank-files.md)."""

from network import jobs
from network.access import system
from network.money import Money
from network.transitions import perform
from network.workflow.revising import day_of
from payments.bank.answers import Kind, Outcome
from payments.models import BatchLine, Instruction
from payments.workflow import booking, excess
from payments.workflow.bank_tasks import CORRECTED, NOT_DUE, RECALL, TWICE, ask, asked_for
from payments.workflow.bank_tasks import drop as drop_task
from payments.workflow.batching import drop, live
from payments.workflow.rechecking import hear
from payments.workflow.recovering import close_for
from payments.workflow.telling import tell_payment


def apply(row: Instruction, outcome: Outcome, *, at) -> bool:
    """One outcome, inside the caller's transaction and lock of the batch; False when it was known already."""
    return APPLY.get(outcome.kind, _nothing)(row, outcome, at)


def _nothing(row, outcome, at) -> bool:
    return False


def _pay(row, outcome, at) -> bool:
    """Booked. One that was rejected before and is booked after all stands; one that came back after it was paid is known."""
    if row.state == "sent":
        _paid(row, "pay", outcome, at)
        entries = _entries(row)
        for entry in entries:
            perform(entry.line, "pay", actor=_by(row), at=at)
        booking.settled(row, day=row.paid_on, at=at)
        _too_late_to_ask(row, entries, at)
        return True
    if row.state == "returned" and row.paid_on is None:
        return _stand(row, outcome, at)
    return False


def _come_back(row, outcome, at) -> bool:
    """Rejected or returned: its lines are due again, under another payment."""
    if row.state not in ("sent", "paid"):
        return False
    booked = row.state == "paid"
    perform(row, "come_back", actor=_by(row), at=at, reason=outcome.reason, note=outcome.reason)
    entries = _entries(row)
    for entry in entries:
        entry.live, entry.left_at, entry.why = False, at, ["came_back"]
        entry.save(update_fields=["live", "left_at", "why"])
        perform(entry.line, "come_back", actor=_by(row), at=at)
        close_for(entry.line, at=at)  # nothing of it was paid in error any more
    _paid_no_more(row, at)
    for entry in entries:
        _takes_over(entry.line, at)
    booking.came_back(row, day=outcome.day or day_of(row.organization, at), settled=booked, at=at)
    drop_task(row, RECALL, at=at)
    _too_late_to_ask(row, entries, at)
    tell_payment(row, "payment_returned", at=at)
    return True


def _too_late_to_ask(row, entries, at) -> None:
    """Lines the bank was to be asked back for: it has answered. What counts no more is claimed back if paid, else held: judged anew."""
    if not asked_for(row, RECALL):
        return
    for entry in entries:
        drop_task(row, RECALL, at=at, line=entry.line.reference)
    for key in dict.fromkeys(entry.line.participation_id for entry in entries):
        hear(participation_id=key)


def _corrected(row, outcome, at) -> bool:
    """Paid, and the bank names another number: never taken by itself, a person asks the payee and changes the account."""
    new = ask(row, CORRECTED, at=at, facts={"reason": outcome.reason})
    return _pay(row, outcome, at) or new


def _stand(row, outcome, at) -> bool:
    """The payment stands after all. Lines that are due again are paid; one that went out again is claimed back, and a task."""
    if row.state != "returned":
        return _pay(row, outcome, at)
    _paid(row, "stand", outcome, at)
    booking.stands(row, day=row.paid_on, at=at)  # first: a batch that is planned anew below knows what this one kept and gave
    for entry in row.entries.filter(live=False).select_related("line__organization", "organization"):
        _stands(row, entry, at)
    return True


def _stands(row, entry, at) -> None:
    again = BatchLine.objects.within(row.organization).filter(line=entry.line, live=True).select_related("batch").first()
    if again is not None and again.batch.state in ("open", "locked", "approved", "released"):
        drop(live(again.batch).filter(pk=again.pk), {again.pk: ["paid_before"]}, batch=again.batch, at=at)
        again = None
    entry.line.refresh_from_db()
    if again is not None or entry.line.state != "approved":
        why = NOT_DUE if again is None else ""
        ask(row, TWICE, at=at, facts={"line": entry.line.reference, "why": why})
        excess.claim(entry.line, row.payee, Money(entry.minor, row.batch.currency), of=row.reference, at=at)
        return
    _pays(entry, at)


def _pays(entry, at) -> None:
    entry.live, entry.why = True, []
    entry.save(update_fields=["live", "why"])
    perform(entry.line, "stand", actor=system("bank", entry.organization), at=at)


def _paid_no_more(row, at) -> None:
    """What it paid too much came back with it: nobody is asked for that any more."""
    for claim in excess.of_payment(row):
        excess.close(claim, at=at)
        drop_task(row, TWICE, at=at, line=claim.line.reference)


def _takes_over(line, at) -> None:
    """One of two payments of a line came back: the other, that was booked after all, pays it, and nothing is paid too much."""
    claim = excess.of_line(line)
    if claim is None:
        return
    rows = BatchLine.objects.within(line.organization).select_related("line__organization", "organization", "instruction__batch")
    entry = rows.get(line=line, instruction__reference=claim.excess_of)
    excess.close(claim, at=at)
    drop_task(entry.instruction, TWICE, at=at, line=line.reference)
    _pays(entry, at)
    hear(participation_id=line.participation_id)  # its day may count no more


def _paid(row, step, outcome, at) -> None:
    perform(row, step, actor=_by(row), at=at, paid_on=outcome.day or day_of(row.organization, at))
    jobs.enqueue("payments.write_remittance", key=f"{row.pk}:{step}", organization=row.organization, id=row.pk)
    tell_payment(row, "payment_made", at=at)


def _entries(row):
    return list(row.entries.filter(live=True).select_related("line__organization", "organization"))


def _by(row):
    return system("bank", row.organization)


APPLY = {
    Kind.PAID: _pay, Kind.REJECTED: _come_back, Kind.RETURNED: _come_back, Kind.CONTESTED: _come_back, Kind.CHANGED: _corrected,
    Kind.DISHONORED: _stand,
}
