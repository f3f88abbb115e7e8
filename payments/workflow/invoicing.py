"""The invoice that builds itself: each session that pays becomes a line; she sends it, reads when it is paid, and may dispute."""

from django.db import transaction
from django.db.models import Max

from network import jobs
from network.access import Action, require
from network.events import record, take_turns
from network.transitions import perform
from payments.duties import Act
from payments.facts.pricing import price_of
from payments.models import Invoice, InvoiceLine, LineAct, Payee, Session
from payments.workflow import line_postings
from payments.workflow.expecting import expected_day


def claim(session: Session, *, actor, at) -> str:
    """Make the line of a session, on the invoice that is being filled; in the caller's transaction. Returns why none was made."""
    price = price_of(session)
    if price.why:
        return price.why
    participation = session.authorization.participation
    row = InvoiceLine(
        organization=session.organization, invoice=_filled(participation, price.payee, at), participation=participation,
        payee=price.payee, session=session, position=_position(session.organization), schedule=price.schedule,
        currency=price.net.currency, minor=price.net.minor, vat_minor=price.vat.minor, claimed_minor=price.net.minor,
        claimed_vat_minor=price.vat.minor, state_since=at,
    )
    row.full_clean()
    row.save()
    note_act(row, Act.ENTER_LINE, actor=actor, at=at)
    line_postings.accrue(row, at=at)
    record(row, "line.made", actor=actor, at=at, after={"line": row.reference, "minor": row.minor, "currency": row.currency})
    return ""


def catch_up(participation, *, actor, at) -> int:
    """Make the lines of sessions that had none, as when a payee or a rate came later. Returns how many."""
    rows = Session.objects.within(participation.organization).counting().filter(authorization__participation=participation)
    rows = rows.exclude(pk__in=InvoiceLine.objects.within(participation.organization).exclude(state="withdrawn").values("session"))
    with transaction.atomic():
        return sum(not claim(row, actor=actor, at=at) for row in rows.select_related("organization", "authorization__participation"))


def send(invoice: Invoice, *, actor, at) -> Invoice:
    """She sends what was filled: a number of the payee's own series, and for every line the day it is expected. Raises Refused."""
    require(actor, Action.LOG_SESSION, invoice)
    with transaction.atomic():
        lines = list(invoice.lines.filter(state="draft").select_for_update())  # rows first, then the organization's turn
        take_turns(invoice.organization_id)
        payee = Payee.objects.within(invoice.organization).select_for_update().get(pk=invoice.payee_id)
        number = f"{payee.series}-{payee.last_number + 1:05d}"
        perform(invoice, "send", actor=actor, at=at, number=number)
        payee.last_number += 1
        payee.save(update_fields=["last_number"])
        day = expected_day(invoice.organization, at)
        for line in lines:
            perform(line, "submit", actor=actor, at=at, expected_on=day)
        jobs.enqueue("payments.check_invoice", key=str(invoice.pk), organization=invoice.organization, id=invoice.pk)
    return invoice


def dispute(line: InvoiceLine, *, reason, actor, at):
    """She disputes a declined line, with her reason, within the organization's days. Raises Refused."""
    return perform(line, "dispute", actor=actor, at=at, note=reason, reason=reason)


def note_act(line: InvoiceLine, act: Act, *, actor, at) -> None:
    """Remember by person who did what to a line; scheduled work is nobody."""
    if actor.person_id is not None:
        LineAct(organization=line.organization, line=line, act=str(act), person_id=actor.person_id, at=at).save()


def _filled(participation, payee, at) -> Invoice:
    rows = Invoice.objects.within(participation.organization).filter(participation=participation, payee=payee, state="draft")
    row = rows.first()
    if row is None:
        row = Invoice(
            organization=participation.organization, participation=participation, payee=payee, currency=payee.currency, begun_at=at
        )
        row.full_clean()
        row.save()
    return row


def _position(organization) -> int:
    take_turns(organization.pk)  # two lines at once get two positions
    rows = InvoiceLine.objects.within(organization)
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1
