"""Credit notes: what a sent invoice said is never edited; what is adjusted has a note with a number of its own."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from network.events import timeline
from network.models import Message
from network.models.events import AppendOnly
from payments.models import CreditNote, InvoiceLine
from payments.workflow import checking, crediting, invoicing, sessions
from tests.payments.test_sessions import _ready, house, lines, log, ready, sent
from tests.shared import shared
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
assert house and ready and _ready
WHY = "Looked up."


def notes(house):
    rows = CreditNote.objects.within(house.organization).order_by("pk")
    return [(row.number, row.why, row.minor, row.vat_minor, row.invoice.number) for row in rows]


def too_much(ready):
    """A sent line that claims 4 dollars too much."""
    (line,) = sent(ready, -1)
    InvoiceLine.objects.within(ready.organization).filter(pk=line.pk).update(minor=9900, claimed_minor=9900)
    return checking.check(lines(ready).get(), at=ready.at())


_wrong, wrong = shared(too_much, "_wrong")


def test_a_correction_after_it_was_sent_gets_the_next_number_of_the_payee(house, wrong):
    assert wrong.state == "exception"
    checking.correct(wrong, reason=WHY, actor=house.priya, at=house.at())
    assert notes(house) == [("HA-P0001-00002", "corrected", -400, 0, "HA-P0001-00001")]
    assert (wrong.minor, wrong.claimed_minor) == (9500, 9900)
    assert "line.credited" in [event.action for event in timeline(wrong)]
    assert CreditNote.objects.within(house.organization).get().day == house.day()


def test_what_stays_as_it_was_gets_none(house, wrong):
    checking.correct(wrong, reason=WHY, actor=house.priya, at=house.at())
    checking.correct(wrong, reason=WHY, actor=house.priya, at=house.at(1))
    assert len(notes(house)) == 1
    assert Message.objects.within(house.organization).filter(template="line_corrected").count() == 1  # she is told once
    assert refused(checking.correct, wrong, reason=" ", actor=house.priya, at=house.at(1)) == ["no_reason"]
    assert len(notes(house)) == 1


def test_a_declined_line_is_credited_in_full_and_a_dispute_won_takes_that_back(house, wrong):
    checking.correct(wrong, reason=WHY, actor=house.priya, at=house.at())
    checking.decline(wrong, reason=WHY, actor=house.priya, at=house.at(1))
    invoicing.dispute(wrong, reason=WHY, actor=house.herself, at=house.at(2))
    checking.decide_dispute(wrong, paid=True, reason=WHY, actor=house.ben, at=house.at(3))
    found = [(number, why, net) for number, why, net, _, _ in notes(house)]
    assert found == [
        ("HA-P0001-00002", "corrected", -400), ("HA-P0001-00003", "declined", -9500), ("HA-P0001-00004", "overturned", 9500),
    ]  # fmt: skip
    assert wrong.claimed_minor + sum(net for _, _, net in found) == wrong.minor


def test_notes_and_invoices_share_one_series_without_a_gap(house, wrong):
    checking.decline(wrong, reason=WHY, actor=house.priya, at=house.at())
    log(house, 0)
    invoice = house.payee.invoices.get(state="draft")
    invoicing.send(invoice, actor=house.herself, at=house.at())
    assert [row[0] for row in notes(house)] == ["HA-P0001-00002"]
    assert invoice.number == "HA-P0001-00003"


def test_what_was_never_sent_needs_no_note(house):
    logged = log(house, -1)
    assert crediting.credit(lines(house).get(), "declined", at=house.at()) is None
    sessions.take_back(logged.session, actor=house.herself, at=house.at())
    assert notes(house) == []


def test_a_line_that_another_payee_is_paid_for_leaves_the_invoice(house, wrong):
    other = house.payee
    other.pk = None
    other.series, other.last_number = "HA-P0009", 0
    other.save()
    InvoiceLine.objects.within(house.organization).filter(pk=wrong.pk).update(payee=other)
    line = lines(house).select_related("invoice").get()
    crediting.settle(line, "corrected", at=house.at())
    assert notes(house) == [("HA-P0001-00002", "corrected", -9900, 0, "HA-P0001-00001")]
    crediting.settle(line, "corrected", at=house.at())
    assert len(notes(house)) == 1


def test_a_note_is_written_once(house, wrong):
    checking.decline(wrong, reason=WHY, actor=house.priya, at=house.at())
    row = CreditNote.objects.within(house.organization).get()
    for act in (row.save, row.delete):
        with pytest.raises(AppendOnly):
            act()
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE payments_creditnote SET minor = 1")
    names = ("organization", "payee", "invoice", "line", "number", "why", "currency", "day", "issued_at")
    again = {name: getattr(row, name) for name in names}
    for values in ({"minor": -1}, {"minor": 0, "number": "X-1"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CreditNote(**{**again, **values}).save()
