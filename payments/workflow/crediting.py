"""Credit notes: what a sent invoice said and what is due now differ, so a note says by how much, in the payee's own series."""

from django.db import transaction

from network.access import system
from network.events import record
from network.money import Money
from network.workflow.revising import day_of
from payments.models import CreditNote, InvoiceLine, Payee


def issue(line: InvoiceLine, why: str, *, net: Money, vat: Money, at) -> CreditNote | None:
    """Write a note of so much more or less on the line's invoice, in the caller's transaction. None when nothing was sent or changes."""
    if line.invoice.state != "sent" or not (net or vat):
        return None
    with transaction.atomic():
        payee = Payee.objects.within(line.organization).select_for_update().get(pk=line.invoice.payee_id)
        payee.last_number += 1
        payee.save(update_fields=["last_number"])
        row = CreditNote(
            organization=line.organization, payee=payee, invoice=line.invoice, line=line, number=f"{payee.series}-{payee.last_number:05d}",
            why=why, currency=net.currency, minor=net.minor, vat_minor=vat.minor, day=day_of(line.organization, at), issued_at=at,
        )
        row.full_clean()
        row.save()
        told = {"number": row.number, "minor": row.minor, "vat": row.vat_minor, "currency": row.currency}
        record(line, "line.credited", actor=system("invoices", line.organization), at=at, after=told)
    return row


def credit(line: InvoiceLine, why: str, *, at) -> CreditNote | None:
    """Nothing of it is due: all that the invoice and its notes still claim goes."""
    net, vat = _claimed(line)
    return issue(line, why, net=-net, vat=-vat, at=at)


def settle(line: InvoiceLine, why: str, *, at) -> CreditNote | None:
    """The line's own amounts are due: a note of the difference to what the invoice and its notes claim."""
    if line.payee_id != line.invoice.payee_id:  # somebody else is paid for it: the invoice claims nothing of it any more
        return credit(line, why, at=at)
    net, vat = _claimed(line)
    return issue(line, why, net=line.net - net, vat=line.vat - vat, at=at)


def _claimed(line) -> tuple[Money, Money]:
    """What the invoice says of the line, with all of its notes."""
    notes = line.credit_notes.values_list("minor", "vat_minor")
    net, vat = line.claimed_minor + sum(net for net, _ in notes), line.claimed_vat_minor + sum(vat for _, vat in notes)
    return Money(net, line.currency), Money(vat, line.currency)
