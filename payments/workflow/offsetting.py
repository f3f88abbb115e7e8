"""Setting recoveries off against payments: planned when a payment is, taken when it was sent, undone when it came back.

A payment's `source` is its reference. What closed recoveries owe the payee goes with the same payment, the other way around.
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
                recovery.given_back_minor -= row.minor
                recovery.save(update_fields=["given_back_minor"])
                continue
            recovery.returned_minor += row.minor
            if recovery.state == "closed":  # it closed while the payment was made: what it kept is owed to the payee at once
                recovery.given_minor += row.minor
            recovery.save(update_fields=["returned_minor", "given_minor"])
            if recovery.state == "closed":
                continue
            _post(recovery, Event.OFFSET, row.minor, at)
            if not recovery.left:
                perform(recovery, "set_off", actor=system("recoveries", organization), at=at)


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
                recovery.given_back_minor += row.minor
                recovery.save(update_fields=["given_back_minor"])
            elif recovery.state == "closed":  # it was given back when it closed: nothing came back after all
                recovery.returned_minor -= row.minor
                recovery.given_minor = max(recovery.given_minor - row.minor, recovery.given_back_minor)
                recovery.save(update_fields=["returned_minor", "given_minor"])
            else:
                recovery.returned_minor -= row.minor
                recovery.save(update_fields=["returned_minor"])
                _post(recovery, Event.OFFSET_GIVEN_BACK, row.minor, at)
                if recovery.state == "offset":
                    perform(recovery, "undo_offset", actor=system("recoveries", organization), at=at)


def redo(organization, source: str, *, at) -> None:
    """The payment stands after all: what it kept came back, as far as it was not set off elsewhere meanwhile."""
    with transaction.atomic():
        rows = RecoveryOffset.objects.within(organization).filter(source=source, minor__gt=0)
        rows = rows.filter(undone_at__isnull=False, taken_at__isnull=False)
        for row in rows.select_related("organization").order_by("pk"):
            recovery = _locked(row)
            if recovery.state != "noticed" or row.minor > _free(recovery).minor:
                continue
            row.undone_at = None
            row.save(update_fields=["undone_at"])
            recovery.returned_minor += row.minor
            recovery.save(update_fields=["returned_minor"])
            _post(recovery, Event.OFFSET, row.minor, at)
            if not recovery.left:
                perform(recovery, "set_off", actor=system("recoveries", organization), at=at)


def kept_of(organization, source: str) -> list[RecoveryOffset]:
    """What a payment keeps, each for its recovery; below nothing what goes back with it."""
    return list(_rows(organization, source).select_related("recovery__organization", "recovery__line__session"))


def _rows(organization, source):
    rows = RecoveryOffset.objects.within(organization).filter(source=source, undone_at__isnull=True)
    return rows.select_related("recovery__organization").order_by("pk")


def _locked(row) -> LineRecovery:
    rows = LineRecovery.objects.within(row.organization).select_for_update()
    return rows.select_related("organization", "line").get(pk=row.recovery_id)


def _keep(recovery, source, minor, at) -> None:
    RecoveryOffset(organization=recovery.organization, recovery=recovery, source=source, minor=minor, planned_at=at).save()


def _free(recovery) -> Money:
    """What is left of it beside what other payments that are being made keep."""
    rows = recovery.offsets.filter(taken_at__isnull=True, undone_at__isnull=True, minor__gt=0)
    return recovery.left - Money(sum(rows.values_list("minor", flat=True)), recovery.currency)


def _post(recovery, event, minor, at) -> None:
    day = day_of(recovery.organization, at)
    post(recovery, postings.moved(event, day, source_of(recovery), Money(minor, recovery.currency)), at)
