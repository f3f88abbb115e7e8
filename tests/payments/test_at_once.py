"""Several therapists report and send at the same moment: nobody waits for ever, no number is given out twice, none is left out."""

import pytest

from network.workflow import standing
from payments.models import CreditNote, Invoice, InvoiceLine
from payments.workflow import invoicing, payees, sessions
from tests.care.test_race import at_once
from tests.network import cast
from tests.payments.house import House

pytestmark = pytest.mark.django_db(transaction=True)
THERAPISTS = 4


def crowded():
    """Four therapists of one organization, each with an authorization, and paid by one practice."""
    house = House()
    house.rates()
    house.hers = []
    for number in range(THERAPISTS):
        practitioner, herself = cast.therapist(f"Wren {number}", f"T-{number}") if number else (house.practitioner, house.herself)
        row = house.take_part(practitioner) if number else house.participation
        house.grant(row)
        for kind in ("referral", "payment"):
            standing.accept_terms(participation=row, kind=kind, version="1", actor=herself, at=house.at(-30))
        payees.create_payee(organization=house.organization, name=f"Wren {number}", participation=row, actor=herself, at=house.at(-29))
        house.hers.append((herself, house.authorized(units=9, participation=row, subject_key=str(number) * 64)))
    return house


def reports(house, number, day):
    herself, authorization = house.hers[number]
    return lambda: sessions.log(authorization, day=house.day(day), mode="video", actor=herself, at=house.at())


def sends(house, number):
    herself, authorization = house.hers[number]
    invoice = Invoice.objects.within(house.organization).get(state="draft", participation=authorization.participation)
    return lambda: invoicing.send(invoice, actor=herself, at=house.at())


def takes_back(house, number, day):
    herself, authorization = house.hers[number]
    session = authorization.sessions.counting().get(day=house.day(day))
    return lambda: sessions.take_back(session, actor=herself, at=house.at())


def test_all_report_at_once_and_some_send_meanwhile():
    house = crowded()
    for day in (-2, -3, -4):
        assert at_once(*(reports(house, number, day) for number in range(THERAPISTS))) == [""] * THERAPISTS
        sending = [sends(house, number) for number in range(2)]
        assert at_once(*sending, *(reports(house, number, day - 10) for number in (2, 3))) == [""] * THERAPISTS
    lines = InvoiceLine.objects.within(house.organization)
    assert sorted(lines.values_list("position", flat=True)) == list(range(1, 19))
    numbers = Invoice.objects.within(house.organization).filter(state="sent").order_by("payee", "number").values_list("number", flat=True)
    assert [number[-5:] for number in numbers] == ["00001", "00002", "00003"] * 2


def test_what_is_sent_and_taken_back_at_once_is_credited_or_was_never_sent():
    house = crowded()
    for day in (-2, -3):
        reports(house, 0, day)()
    said = at_once(sends(house, 0), takes_back(house, 0, -2), takes_back(house, 0, -2))
    assert sorted(said[1:]) == ["", "session_sent"]
    invoice, notes = Invoice.objects.within(house.organization).get(), CreditNote.objects.within(house.organization)
    sent = invoice.lines.exclude(submitted_at=None).count()
    assert (invoice.state, said[0]) in (("sent", ""), ("draft", "wrong_state"))
    assert notes.count() == max(sent - 1, 0)
    invoice.payee.refresh_from_db()
    assert invoice.payee.last_number == (1 if invoice.state == "sent" else 0) + notes.count()
