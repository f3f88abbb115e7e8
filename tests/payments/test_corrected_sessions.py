"""What a therapist reported wrongly she corrects or takes back until finance took it up: both or neither, the original kept."""

import pytest
from django.db import IntegrityError, transaction

from network.access import Forbidden
from network.events import timeline
from payments.facts.ledger import posted
from payments.facts.lines import ALL
from payments.models import CreditNote, Invoice, InvoiceLine, Payee, Session
from payments.queries.lines import queue
from payments.workflow import asking, authorizing, checking, holding, invoicing, sessions
from payments.workflow.line_postings import source_of
from tests.payments.house import days
from tests.payments.test_sessions import lines, log, sent, set_up
from tests.shared import shared
from tests.vetting.hers import as_her
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
_ready, ready = shared(set_up, "_ready")


@pytest.fixture
def house(ready, settings):
    settings.STAFF_SECOND_FACTOR = False
    return ready


def correct(house, session, *, days=-2, at=0, **more):
    given = {"day": house.day(days), "mode": "in_person", "actor": house.herself, **more}
    return sessions.correct(session, at=house.at(at), **given)


def due(house):
    """What the ledger says was delivered and not paid yet, of all lines."""
    found = [posted(house.organization, source_of(line)).get(("accrued", "USD"), 0) for line in lines(house)]
    return -sum(found)


# ── What she may ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("state", ["draft", "submitted", "matched"])
def test_a_wrong_day_is_corrected_and_what_she_had_said_is_kept(house, state):
    session = log(house, -3).session
    if state != "draft":
        invoice = Invoice.objects.within(house.organization).get()
        invoicing.send(invoice, actor=house.herself, at=house.at())
    if state == "matched":
        checking.check_invoice(invoice, at=house.at())
    assert lines(house).get().state == state
    logged = correct(house, session)
    house.authorization.refresh_from_db()
    assert (logged.session.day, logged.session.corrects, house.authorization.used) == (house.day(-2), session, 1)
    assert session.taken_back_at == house.at()
    assert list(lines(house).values_list("state", "minor", "invoice__state")) == [
        ("withdrawn", 9500, "draft" if state == "draft" else "sent"), ("draft", 9500, "draft"),
    ]
    assert due(house) == 9500
    notes = [] if state == "draft" else [("withdrawn", -9500, 0)]
    assert list(CreditNote.objects.within(house.organization).values_list("why", "minor", "vat_minor")) == notes
    assert [event.action for event in timeline(session)] == ["session.taken_back", "session.logged"]


def test_numbers_of_the_series_are_given_out_once_each(house):
    session = log(house, -3).session
    for number in (1, 3, 5):
        invoicing.send(Invoice.objects.within(house.organization).get(state="draft"), actor=house.herself, at=house.at())
        assert Invoice.objects.within(house.organization).order_by("sent_at", "number").last().number == f"HA-P0001-0000{number}"
        session = correct(house, session, days=-3 - number).session
    notes = CreditNote.objects.within(house.organization).order_by("pk").values_list("number", flat=True)
    assert list(notes) == ["HA-P0001-00002", "HA-P0001-00004", "HA-P0001-00006"]
    assert (Payee.objects.within(house.organization).get().last_number, due(house)) == (6, 9500)


def test_one_quarter_of_an_hour_was_two(house):
    job = house.authorized(kind="job", service="crisis", units=4, subject_key="")
    session = log(house, -2, authorization=job, unit="hour", units=1).session
    logged = correct(house, session, unit="hour", units=2)
    job.refresh_from_db()
    assert (job.used, logged.left) == (2, 2)
    assert list(lines(house).values_list("state", "minor")) == [("withdrawn", 2750), ("draft", 5500)]  # 110.00 an hour


def test_who_did_not_come_had_come_after_all(house):
    session = log(house, -2, attendance="late_cancellation").session
    assert lines(house).get().minor == 4750  # half of it, by these terms
    correct(house, session, attendance="attended")
    assert lines(house).get(state="draft").minor == 9500


def test_the_last_unit_is_hers_to_correct_and_a_closed_case_too(house):
    house.authorization = house.authorized(units=2)
    session = log(house, -3).session
    authorizing.end(house.authorization, held=1, actor=house.rosa, at=house.at(-1))
    correct(house, session)
    house.authorization.refresh_from_db()
    assert (house.authorization.used, house.authorization.held) == (1, 1)


def test_what_was_declined_is_reported_as_it_was_and_no_more_disputed(house):
    (line,) = sent(house, -3)
    checking.decline(line, reason="Not that day.", actor=house.priya, at=house.at())
    correct(house, line.session)
    line.refresh_from_db()
    assert (line.state, lines(house).last().state, due(house)) == ("declined", "draft", 9500)
    assert CreditNote.objects.within(house.organization).count() == 1
    assert refused(invoicing.dispute, line, reason="It was.", actor=house.herself, at=house.at()) == ["reported_anew"]


# ── What she may not ─────────────────────────────────────────────────────────


def untouched(house, line):
    line.refresh_from_db()
    house.authorization.refresh_from_db()
    assert (Session.objects.within(house.organization).count(), house.authorization.used) == (1, 1)
    assert line.session.taken_back_at is None and not CreditNote.objects.within(house.organization).exists()


@pytest.mark.parametrize(("more", "code"), [
    ({"days": 1}, "session_ahead"), ({"days": -21}, "before_authorization"), ({"unit": "hour"}, "unit_wrong"),
    ({"units": 2}, "units_wrong"), ({"days": -3}, "nothing_changed"),
])
def test_what_could_not_be_reported_is_no_correction_and_nothing_moves(house, more, code):
    (line,) = sent(house, -3)
    assert code in refused(correct, house, line.session, **more)
    untouched(house, line)
    assert line.state == "matched" and line.session.taken_back_at is None


def test_a_day_that_is_taken_stays_taken(house):
    log(house, -2)
    assert refused(correct, house, log(house, -3).session) == ["session_twice"]


def asked(house, line):
    asking.ask(line, question="Was it that day?", actor=house.priya, at=house.at())


def waits(house, line):
    holding.hold(line, reason="We look.", until=house.day(5), actor=house.priya, at=house.at())


def corrected(house, line):
    checking.correct(line, reason="As agreed.", actor=house.priya, at=house.at())


@pytest.mark.parametrize("act", [asked, waits, corrected])
@pytest.mark.parametrize("way", [correct, lambda house, session: sessions.take_back(session, actor=house.herself, at=house.at())])
def test_once_finance_took_it_up_it_is_theirs(house, act, way):
    (line,) = sent(house, -3)
    act(house, line)
    assert refused(way, house, line.session) == ["line_taken_up"]
    untouched(house, line)


def test_approved_it_is_settled(house):
    (line,) = sent(house, -3)
    checking.approve(line, actor=house.ben, at=house.at())
    assert refused(correct, house, line.session) == ["session_sent"]
    untouched(house, line)


@pytest.mark.parametrize(("on", "codes"), [(57, []), (58, ["corrected_late"])])
def test_it_is_corrected_within_the_days_of_the_terms(house, on, codes):
    (line,) = sent(house, -3)  # 60 days from its session, as the terms say
    if codes:
        assert refused(correct, house, line.session, at=on) == codes
        untouched(house, line)
    else:
        assert correct(house, line.session, at=on).session.pk


def test_pressed_twice_it_is_corrected_once_and_only_by_herself(house):
    session = log(house, -3).session
    for who in (house.priya, house.rosa, house.system):
        with pytest.raises(Forbidden):
            correct(house, session, actor=who)
    first = correct(house, session).session
    assert refused(correct, house, session, days=-4) == ["session_sent"]
    assert Session.objects.within(house.organization).counting().get() == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.within(house.organization).filter(pk=first.pk).update(corrects=None)
        for day in (-5, -6):
            Session.objects.create(
                organization=house.organization, authorization=house.authorization, day=house.day(day), mode="video", logged_at=house.at(),
                logged_by_id=house.herself.person_id, corrects=session,
            )


# ── On pages ─────────────────────────────────────────────────────────────────


def test_she_corrects_on_her_phone_and_finance_reads_both(client, house, settings):
    (line,) = sent(house, -3)
    as_her(client, house.herself)
    where = f"/me/money/sessions/{house.authorization.reference}/"
    assert f"?correct={line.session_id}" in client.get(where).content.decode()
    form = client.get(f"{where}?correct={line.session_id}")
    assert "Correct what you reported" in text(form) and 'value="30"' in form.content.decode()
    wrong = {"do": "correct", "wrong": line.session_id, "attendance": "attended", "mode": "in_person"}
    response = client.post(where, {**wrong, **days("day", house.day(-30))})
    assert response.status_code == 422 and "counts from" in text(response) and "Correct what you reported" in text(response)
    given = {**wrong, **days("day", house.day(-2))}
    assert client.post(where, given).status_code == 302
    assert client.post(where, given).status_code == 409  # pressed twice
    assert client.post(where, {**given, "wrong": "x"}).status_code == 404 == client.get(f"{where}?correct={line.session_id}").status_code
    shown = text(client.get(f"/me/money/invoices/{line.invoice_id}/"))
    assert "$95.00" in shown and "Taken back" in shown
    new = lines(house).last()
    invoicing.send(new.invoice, actor=house.herself, at=house.at())
    sign_in(client, house.priya)
    before, after = (text(client.get(house.url("line", pk=row.pk))) for row in (line, new))
    assert "Taken back by the therapist" in before and f"Corrected to 31 Oct 2026 · Attended · 1 × Session · {new.reference}" in before
    assert "Expected on" not in before
    assert f"Reported before 30 Oct 2026 · Attended · 1 × Session · {line.reference}" in after
    assert line.reference in text(client.get(house.url("lines") + "?view=withdrawn"))


def test_what_never_reached_finance_is_not_in_its_queue(house):
    sessions.take_back(log(house, -3).session, actor=house.herself, at=house.at())
    line = sent(house, -2)[-1]
    sessions.take_back(line.session, actor=house.herself, at=house.at())
    found = queue(house.priya, "withdrawn", on=house.day())
    assert (found.count, [row.pk for row in found.lines]) == (1, [line.pk])
    assert InvoiceLine.objects.within(house.organization).select_related(*ALL).count() == 2
