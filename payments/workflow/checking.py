"""Holding claimed lines against what was agreed: a machine finds what stands against them, a person resolves it, another approves."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require, system
from network.events import record
from network.transitions import Refusal, locked, perform, raise_unmet, refusals
from network.workflow.revising import day_of
from payments.duties import Act
from payments.facts.limits import takes_a_second
from payments.facts.pricing import price_of
from payments.guards_lines import against
from payments.models import Invoice, InvoiceLine, Unit
from payments.queries.stops import stops_of
from payments.workflow import crediting, line_postings
from payments.workflow.checking_together import keep
from payments.workflow.holding import end, end_over
from payments.workflow.invoicing import note_act
from payments.workflow.telling import tell_line

MOVES = {True: "stop", False: "match"}
CHECKED = ("submitted", "matched", "exception", "approved")
LATELY = timedelta(days=7)  # nights that did not run are made up for
AT_ONCE = 1000  # lines that are checked in one transaction


def check_invoice(invoice: Invoice, *, at) -> int:
    """Check every line of an invoice, together; how many stop."""
    rows = InvoiceLine.objects.within(invoice.organization).filter(invoice=invoice, state="submitted").order_by("position")
    return check_together(invoice.organization, rows.values_list("pk", flat=True), at=at)


def check(line: InvoiceLine, *, at) -> InvoiceLine:
    """Hold a line against what counts now, and move it where it belongs; an approval of what changed is void."""
    with locked(line):
        if line.state not in CHECKED:
            return line
        before = list(line.stops)
        line.stops = [stop.key for stop in stops_of(line, on=day_of(line.organization, at))]
        line.checked_at = at
        line.save(update_fields=["stops", "checked_at"])
        wanted = "exception" if line.stops else "matched"
        if line.state != wanted and not (line.state == "approved" and not line.stops):
            if line.state == "approved":
                line_postings.void(line, at=at)
            line.acts.filter(act=Act.APPROVE_LINE, voided_at__isnull=True).update(voided_at=at)  # what was approved is another one now
            perform(line, MOVES[bool(line.stops)], actor=system("checks", line.organization), at=at)
        elif before != line.stops:
            told = {"before": {"stops": before}, "after": {"stops": line.stops}}
            record(line, "line.checked", actor=system("checks", line.organization), at=at, **told)
        end_over(line, at=at)
    return line


def ahead(organization, *, at) -> list[InvoiceLine]:
    """Lines that stop because their day was to come, and it came in the last days."""
    on = day_of(organization, at)
    rows = InvoiceLine.objects.within(organization).filter(state="exception", session__day__range=(on - LATELY, on))
    return [line for line in rows.order_by("position") if "day_in_future" in line.stops]


def check_together(organization, keys, *, at) -> int:
    """As `check` for many lines of one organization, by their keys: read, judged and written together; how many stop.

    So many in one transaction as are read at once; whoever is killed meanwhile leaves the others unchecked, and none half.
    """
    keys = list(keys)
    return sum(_check_some(organization, keys[first : first + AT_ONCE], at) for first in range(0, len(keys), AT_ONCE))


def _check_some(organization, keys, at) -> int:
    with transaction.atomic():
        rows = InvoiceLine.objects.within(organization).select_for_update().filter(pk__in=keys, state__in=CHECKED)
        apart = keep(organization, list(rows.order_by("pk")), at=at)
        return apart.stopped + sum(bool(check(line, at=at).stops) for line in apart.alone)


def approve(line: InvoiceLine, *, actor, at):
    """Approve a line that matches: checked again at this moment, by another person than who worked on it. Raises Refused.

    Above what the person approves alone hers is the first of two, and the line waits for another person's.
    """
    require(actor, Action.APPROVE_LINES, line)
    check(line, at=at)
    with locked(line):
        if takes_a_second(line, actor.person_id, on=day_of(line.organization, at)):
            raise_unmet(refusals(line, "approve", actor=actor, at=at))
            event = record(line, "line.approved_once", actor=actor, at=at)
        else:
            event = perform(line, "approve", actor=actor, at=at)
            line_postings.approve(line, at=at)
        note_act(line, Act.APPROVE_LINE, actor=actor, at=at)
    return event


def decline(line: InvoiceLine, *, reason, actor, at):
    """It is not paid; she reads the reason and may dispute it. Raises Refused."""
    with transaction.atomic():
        event = perform(line, "decline", actor=actor, at=at, note=reason, reason=reason)
        note_act(line, Act.DECLINE_LINE, actor=actor, at=at)
        for question in line.questions.filter(state="asked").select_related("organization"):
            perform(question, "withdraw", actor=actor, at=at)
        end(line, at=at, actor=actor)
        line_postings.reverse(line, at=at)
        crediting.credit(line, "declined", at=at)
        tell_line(line, "line_declined", key=event.pk, at=at)
    return event


def decide_dispute(line: InvoiceLine, *, paid: bool, reason, actor, at):
    """Another person than who declined it decides: it stays declined, or is checked anew. Raises Refused."""
    with transaction.atomic():
        event = perform(line, "overturn" if paid else "uphold", actor=actor, at=at, note=reason, reason=reason)
        note_act(line, Act.DECIDE_DISPUTE, actor=actor, at=at)
        if paid:
            line_postings.accrue(line, at=at)
            crediting.settle(line, "overturned", at=at)
    if paid:
        check(line, at=at)
    return event


def correct(line: InvoiceLine, *, reason, actor, at) -> InvoiceLine:
    """Set it to what was agreed on its day; what she claimed is kept beside it, and she is told. Raises Refused."""
    require(actor, Action.CHECK_LINES, line)
    with locked(line):
        raise_unmet([*_open(line), *_reason(reason), *against(line, Act.CHANGE_LINE, actor, at)])
        unit, units = _agreed_units(line, at)
        price = price_of(line.session, unit=unit, units=units)
        if price.why:
            cure = _("Decline the line, or publish the rate first.")
            raise_unmet([Refusal("nothing_agreed", _("Nothing is agreed for that day."), cure)])
        before = _told(line)
        line.minor, line.vat_minor, line.payee, line.schedule = price.net.minor, price.vat.minor, price.payee, price.schedule
        line.paid_unit, line.paid_units, line.waived, line.reason = unit, units, [], reason.strip()[:300]
        line.save()
        note_act(line, Act.CHANGE_LINE, actor=actor, at=at)
        line_postings.accrue(line, at=at)
        crediting.settle(line, "corrected", at=at)
        event = record(line, "line.corrected", actor=actor, at=at, before=before, after=_told(line), reason=reason)
        if before != _told(line):  # pressed again, or in another tab, it changes nothing of which to tell her
            tell_line(line, "line_corrected", key=event.pk, at=at)
    return check(line, at=at)


def _told(line) -> dict:
    return {"minor": line.minor, "vat": line.vat_minor, "payee": line.payee_id, "unit": line.unit, "units": line.units}


def _agreed_units(line, at):
    """Unit and number of units that are paid: those the stops say were agreed, else what the line has."""
    found = {stop.code: stop for stop in stops_of(line, on=day_of(line.organization, at))}
    units = found["units_over"].expected if "units_over" in found else line.units
    return (Unit.SESSION if "code_not_authorized" in found else line.unit), units


def _open(line):
    if line.state not in ("exception", "matched"):
        words = _("This line is not to be checked any more.")
        yield Refusal("line_settled", words, _("Who approved or declined it decides anew."))


def _reason(reason):
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})
