"""Setting recoveries off against payments: planned when a payment is, taken when it was sent, undone when it came back.

A payment's `source` is its reference. What recoveries owe the payee goes with the same payment, the other way around. A payment that came
back may be booked after all when its amounts went elsewhere: then what it kept is owed to the payee, and what it gave is claimed.
"""

from django.db import transaction

from network.access import system
from network.money import Money
from network.transitions import perform
from network.workflow.revising import day_of
from payments import postings
from payments.facts.recoveries import foreseen, of_payee
from payments.models import LineRecovery, Payee, RecoveryOffset
from payments.postings import Event
from payments.workflow import excess
from payments.workflow.recovering import post, source_of


def plan(payee: Payee, due: Money, *, source: str, least: int = 0, at) -> Money:
    """What a payment of `due` pays after recoveries of the payee, oldest first, and with what goes back; never below `least`.

    Planned anew for the same source it replaces the plan. Recoveries in another currency stay out: nobody here knows a rate.
    """
    with transaction.atomic():
        give_up(payee.organization, source, at=at)
        found = foreseen(of_payee(payee, due.currency).select_for_update(), due, least=least, source=source)
        for row, minor in found.parts:
            _keep(row, source, minor, at)
    return found.pays


def take(organization, source: str, *, at) -> None:
    """The payment was sent: what it keeps counts as come back. A retry takes nothing twice."""
    with transaction.atomic():
        for row in _rows(organization, source).filter(taken_at__isnull=True):
            recovery = _locked(row)
            row.taken_at = at
            row.save(update_fields=["taken_at"])
            if row.minor < 0:
                _give(recovery, -row.minor, at)
            else:
                _set_off(recovery, row.minor, at)


def give_up(organization, source: str, *, at) -> None:
    """The payment was not sent: nothing was kept."""
    _rows(organization, source).filter(taken_at__isnull=True).update(undone_at=at)


def undo(organization, source: str, *, at) -> None:
    """The payment came back: its lines are due in full again, and so is what it kept. A retry undoes nothing twice."""
    with transaction.atomic():
        for row in _rows(organization, source).filter(taken_at__isnull=False):
            recovery = _locked(row)
            row.undone_at = at
            row.save(update_fields=["undone_at"])
            if row.minor < 0:
                _take_back(recovery, -row.minor)
            else:
                _release(recovery, row.minor, at)


def redo(organization, source: str, *, at) -> None:
    """The payment stands after all: it kept and gave what it says, wherever that went meanwhile. A retry does nothing twice."""
    with transaction.atomic():
        rows = RecoveryOffset.objects.within(organization).filter(source=source, undone_at__isnull=False, taken_at__isnull=False)
        for row in rows.select_related("organization").order_by("pk"):
            recovery = _locked(row)
            row.undone_at = None
            row.save(update_fields=["undone_at"])
            if row.minor < 0:
                _give(recovery, -row.minor, at)
            else:
                _set_off(recovery, row.minor, at)


def kept_of(organization, source: str) -> list[RecoveryOffset]:
    """What a payment keeps, each for its recovery; below nothing what goes back with it."""
    return list(_rows(organization, source).select_related("recovery__organization", "recovery__line__session"))


def _rows(organization, source):
    rows = RecoveryOffset.objects.within(organization).filter(source=source, undone_at__isnull=True)
    return rows.select_related("recovery__organization").order_by("pk")


def _locked(row) -> LineRecovery:
    rows = LineRecovery.objects.within(row.organization).select_for_update()
    return rows.select_related("organization", "line", "payee").get(pk=row.recovery_id)


def _set_off(recovery, minor, at) -> None:
    """A payment kept so much. What is not left of the recovery any more is owed to the payee."""
    off = min(minor, recovery.left.minor) if recovery.state == "noticed" else 0
    recovery.returned_minor += off
    recovery.given_minor += minor - off
    recovery.save(update_fields=["returned_minor", "given_minor"])
    if off:
        _post(recovery, Event.OFFSET, off, at)
        if not recovery.left:
            perform(recovery, "set_off", actor=system("recoveries", recovery.organization), at=at)


def _release(recovery, minor, at) -> None:
    """A payment kept nothing after all: so much less is owed to the payee, then so much less came back, and the rest she has twice."""
    owed = min(minor, recovery.to_give)
    back = 0 if recovery.state == "closed" else min(minor - owed, recovery.returned_minor)
    recovery.given_minor -= owed
    recovery.returned_minor -= back
    recovery.save(update_fields=["returned_minor", "given_minor"])
    if back:
        _post(recovery, Event.OFFSET_GIVEN_BACK, back, at)
        if recovery.state in ("offset", "repaid", "written_off"):
            perform(recovery, "undo_offset", actor=system("recoveries", recovery.organization), at=at)
    _claim(recovery, minor - owed - back, at)


def _give(recovery, minor, at) -> None:
    """So much went to the payee with a payment. What another payment gave her already she has twice."""
    went = min(minor, recovery.to_give)
    recovery.given_back_minor += went
    recovery.save(update_fields=["given_back_minor"])
    _claim(recovery, minor - went, at)


def _take_back(recovery, minor) -> None:
    """The payment it went with came back: it is owed to the payee as before."""
    back = min(minor, recovery.given_back_minor)
    recovery.given_back_minor -= back
    recovery.given_minor += minor - back
    recovery.save(update_fields=["given_minor", "given_back_minor"])


def _claim(recovery, minor, at) -> None:
    if minor > 0:
        excess.claim(recovery.line, recovery.payee, Money(minor, recovery.currency), of=recovery.reference, at=at)


def _keep(recovery, source, minor, at) -> None:
    RecoveryOffset(organization=recovery.organization, recovery=recovery, source=source, minor=minor, planned_at=at).save()


def _post(recovery, event, minor, at) -> None:
    day = day_of(recovery.organization, at)
    post(recovery, postings.moved(event, day, source_of(recovery), Money(minor, recovery.currency)), at)
