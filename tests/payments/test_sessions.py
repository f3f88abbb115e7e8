"""Sessions, the invoice that builds itself, and its lines: refused with words, claimed once, checked, approved by other eyes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from network.access import Forbidden
from network.events import timeline
from network.models import Job, Jurisdiction
from network.worker import drain
from network.workflow import holds, standing
from payments import nightly
from payments.models import Authorization, Invoice, InvoiceLine, LineAct, Payee, Session
from payments.workflow import authorizing, checking, closing, invoicing, payees, sessions, taxes
from payments.workflow.expecting import expected_day
from tests.payments.house import House, days
from tests.shared import shared
from tests.vetting.hers import as_her
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db


def set_up():
    """Granted, both terms accepted, rates in force, a payee, five sessions authorized from 20 days ago."""
    found = House()
    found.rates(late_percent=50)
    found.grant(first=-30)
    for kind in ("referral", "payment"):
        standing.accept_terms(participation=found.participation, kind=kind, version="1", actor=found.herself, at=found.at(-30))
    found.payee = payees.create_payee(
        organization=found.organization, name="Wren Halloway", participation=found.participation, actor=found.herself, at=found.at(-29)
    )
    found.authorization = found.authorized()
    return found


_ready, ready = shared(set_up, "_ready")


@pytest.fixture
def house(ready, settings):
    settings.STAFF_SECOND_FACTOR = False
    return ready


def log(house, day=-1, *, at=None, authorization=None, **more):
    given = {"mode": "in_person", "actor": house.herself, **more}
    return sessions.log(authorization or house.authorization, day=house.day(day), at=at or house.at(), **given)


def lines(house):
    return InvoiceLine.objects.within(house.organization).order_by("position")


def sent(house, *at_days, **more):
    """Sessions of those days, sent in and checked."""
    for day in at_days:
        log(house, day, **more)
    invoice = Invoice.objects.within(house.organization).get(state="draft")
    invoicing.send(invoice, actor=house.herself, at=house.at())
    checking.check_invoice(invoice, at=house.at())
    return list(invoice.lines.all())


# ── Reporting ────────────────────────────────────────────────────────────────


def test_a_session_uses_a_unit_and_becomes_a_line(house):
    logged = log(house)
    line = lines(house).get()
    assert (logged.left, logged.last_but_one, logged.unpaid) == (4, False, "")
    assert (line.state, line.net.minor, line.vat.minor, line.currency, line.schedule.version) == ("draft", 9500, 0, "USD", 1)
    assert (line.invoice.state, line.invoice.number, line.payee) == ("draft", "", house.payee)
    assert [event.action for event in timeline(logged.session)] == ["session.logged"]


@pytest.mark.parametrize(("day", "code"), [
    (-21, "before_authorization"), (-20, None), (0, None), (1, "session_ahead"),
])
def test_before_the_authorization_and_in_the_future_it_is_refused(house, day, code):
    if code is None:
        assert log(house, day).session.pk
    else:
        assert refused(log, house, day) == [code] and not Session.objects.within(house.organization).exists()


def test_after_the_window_it_is_refused(house):
    assert refused(log, house, 61, at=house.at(70)) == ["after_authorization"]
    assert log(house, 60, at=house.at(70)).session.pk


def test_the_day_is_the_clients_and_not_the_organizations(house):
    Jurisdiction.objects.update_or_create(code="XX-E", defaults={"name": "Early", "zone": "Pacific/Auckland"})
    evening = datetime(2026, 11, 2, 20, tzinfo=UTC)  # Monday afternoon in New York, Tuesday morning in Auckland
    assert refused(log, house, 1, at=evening) == ["session_ahead"]
    assert log(house, 1, at=evening, client_in="XX-E").session.pk


def test_the_same_day_twice_is_refused_and_the_database_says_so_too(house):
    first = log(house).session
    assert refused(log, house) == ["session_twice"]
    assert house.authorization.used == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(
            organization=house.organization, authorization=house.authorization, day=first.day, mode="video", logged_at=house.at(),
            logged_by_id=house.herself.person_id,
        )


def test_warned_one_before_and_refused_over_the_count(house):
    house.authorization = house.authorized(units=2)
    assert log(house, -3).last_but_one is True
    assert log(house, -2).last_but_one is False
    assert refused(log, house, -1) == ["over_the_count"]
    assert (house.authorization.used, Session.objects.within(house.organization).count()) == (2, 2)


@pytest.mark.parametrize("end", ["close", "cancel", "finish"])
@pytest.mark.parametrize(("day", "code"), [(-3, None), (-2, None), (-1, "authorization_closed")])
def test_what_was_held_before_the_end_is_reported_afterwards_and_nothing_else(house, end, day, code):
    ended(house, end, on=-2)
    if code is None:
        line = lines(house).get(session=log(house, day).session)
        assert (line.state, line.net.minor, house.authorization.used) == ("draft", 9500, 1)
    else:
        assert refused(log, house, day) == [code] and not Session.objects.within(house.organization).exists()


def ended(house, end="close", *, on):
    given = {"actor": house.herself if end == "finish" else house.rosa, "at": house.at(on)}
    if end == "cancel":
        return authorizing.cancel(house.authorization, reason="Issued by mistake.", **given)
    if end == "finish":
        return closing.finish(house.authorization, outcome="goals_met", **given)
    return authorizing.close(house.authorization, **given)


@pytest.mark.parametrize(("first", "at", "code"), [
    (None, 57, None), (None, 58, "reported_late"),  # sixty days from the session of the third day before
    (-2, 58, None), (-2, 59, "reported_late"),  # from the last session that was reported
])
def test_after_the_end_a_session_is_reported_within_the_days_of_the_terms(house, first, at, code):
    if first is not None:
        log(house, first)
    ended(house, on=-1)
    if code is None:
        assert log(house, -3, at=house.at(at)).session.pk
    else:
        assert refused(log, house, -3, at=house.at(at)) == [code]


def test_who_said_how_the_case_ended_keeps_the_day_on_which_it_did(house):
    ended(house, on=-5)
    ended(house, "finish", on=-1)
    assert house.authorization.ended_at == house.at(-5)
    assert refused(log, house, -4) == ["authorization_closed"] and log(house, -5).session.pk


def test_the_day_of_the_end_is_the_clients_too(house):
    Jurisdiction.objects.update_or_create(code="XX-E", defaults={"name": "Early", "zone": "Pacific/Auckland"})
    evening = datetime(2026, 11, 2, 20, tzinfo=UTC)  # Monday in New York, Tuesday in Auckland
    authorizing.close(house.authorization, actor=house.rosa, at=evening)
    later = evening + timedelta(days=3)
    assert refused(log, house, 1, at=later) == ["authorization_closed"]
    assert refused(log, house, 2, at=later, client_in="XX-E") == ["authorization_closed"]
    assert log(house, 1, at=later, client_in="XX-E").session.pk


def test_after_the_end_no_more_are_reported_than_were_held_and_what_is_taken_back_may_be_reported_again(house):
    log(house, -9)
    authorizing.end(house.authorization, held=2, actor=house.rosa, at=house.at(-1))
    second = log(house, -8)
    assert (second.left, second.last_but_one, house.authorization.used) == (0, False, 2)
    assert refused(log, house, -7) == ["over_the_count"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Authorization.objects.within(house.organization).filter(pk=house.authorization.pk).update(used=3)
    sessions.take_back(second.session, actor=house.herself, at=house.at())
    assert log(house, -7).left == 0


def test_how_many_were_held_is_never_fewer_than_were_reported(house):
    log(house, -9)
    log(house, -8)
    assert refused(authorizing.end, house.authorization, held=1, actor=house.rosa, at=house.at(-1)) == ["too_few_held"]
    house.authorization.refresh_from_db()
    assert (house.authorization.state, house.authorization.ended_at) == ("issued", None)
    ended(house, "finish", on=-1)
    authorizing.end(house.authorization, held=2, actor=house.rosa, at=house.at())
    assert (house.authorization.state, house.authorization.left) == ("closed", 0)
    assert [event.action for event in timeline(house.authorization)][0] == "authorization.held"


def test_no_money_is_expected_on_a_day_on_which_banks_are_closed(house):
    evening = datetime(2026, 12, 17, 17, tzinfo=UTC)  # a Thursday: five working days later it is Christmas Eve
    assert expected_day(house.organization, evening) == date(2026, 12, 28)  # Friday the 25th is no day to pay, nor a weekend


def test_a_line_that_was_reported_after_the_end_matches(house):
    ended(house, on=-2)
    (line,) = sent(house, -3)
    assert (line.state, line.stops) == ("matched", [])


def test_after_the_end_her_page_takes_what_was_held_until_then_and_says_so(client, house):
    ended(house, on=-2)
    as_her(client, house.herself)
    page = f"/me/money/sessions/{house.authorization.reference}/"
    assert house.authorization.reference in text(client.get("/me/money/"))
    shown = text(client.get(page))
    assert "It ended on 31 Oct 2026. Sessions that were held until then can still be reported." in shown and "Ask for more" not in shown
    given = {"attendance": "attended", "mode": "video"}
    answer = client.post(page, {**given, **days("day", house.day(-1))})
    assert answer.status_code == 422 and "This authorization ended on 31 Oct 2026." in text(answer)
    answer = client.post(page, {**given, **days("day", house.day(-3))}, follow=True)
    assert "Reported." in text(answer) and "One more" not in text(answer)


@pytest.mark.parametrize(("attendance", "used", "minor", "unpaid"), [
    ("attended", 1, 9500, ""), ("late_cancellation", 0, 4750, ""), ("no_show", 1, None, "not_paid"),
])
def test_what_the_client_uses_and_what_is_paid_are_two_things(house, attendance, used, minor, unpaid):
    logged = log(house, attendance=attendance)
    assert (house.authorization.used, logged.unpaid, list(lines(house).values_list("minor", flat=True))) == (
        used, unpaid, [minor] if minor else []
    )


def test_a_job_has_its_own_units_and_no_client(house):
    job = house.authorized(kind="job", service="crisis", subject_key="", units=8)
    assert refused(log, house, authorization=job) == ["unit_wrong"]
    log(house, authorization=job, unit="hour", units=6)  # an hour and a half at $110 an hour
    job.refresh_from_db()
    assert job.used == 6 and lines(house).get().minor == 16500
    assert refused(log, house, -2, authorization=job, unit="hour", units=3) == ["over_the_count"]


def test_only_she_reports_her_own(house):
    for who in (house.priya, house.maya, house.system):
        with pytest.raises(Forbidden):
            log(house, actor=who)


def test_what_was_reported_by_mistake_is_taken_back_until_it_is_approved(house):
    session = log(house).session
    sessions.take_back(session, actor=house.herself, at=house.at())
    house.authorization.refresh_from_db()
    assert (house.authorization.used, lines(house).get().state) == (0, "withdrawn")
    assert refused(sessions.take_back, session, actor=house.herself, at=house.at()) == ["session_sent"]
    again = log(house).session  # the day is free again
    invoicing.send(Invoice.objects.within(house.organization).get(state="draft"), actor=house.herself, at=house.at())
    checking.approve(lines(house).get(session=again), actor=house.ben, at=house.at())
    assert refused(sessions.take_back, again, actor=house.herself, at=house.at()) == ["session_sent"]


def test_a_session_before_anybody_was_named_to_be_paid_comes_on_the_invoice_later(house):
    other = House("summit")
    other.rates()
    other.authorization = other.authorized()
    assert log(other).unpaid == "no_payee" and not lines(other).exists()
    payees.create_payee(
        organization=other.organization, name="Wren", participation=other.participation, actor=other.herself, at=other.at()
    )
    assert lines(other).get().minor == 9500


# ── The invoice ──────────────────────────────────────────────────────────────


def test_it_is_sent_in_the_payees_own_series_and_says_when_it_is_paid(house):
    log(house, -2)
    log(house, -1)
    invoice = Invoice.objects.within(house.organization).get()
    invoicing.send(invoice, actor=house.herself, at=house.at())
    assert (invoice.state, invoice.number) == ("sent", "HA-P0001-00001")
    # Monday 2 November: five working days to check, then the next Friday
    assert set(lines(house).values_list("state", "expected_on")) == {("submitted", house.day(11))}
    assert refused(invoicing.send, invoice, actor=house.herself, at=house.at()) == ["wrong_state"]
    assert Job.objects.filter(name="payments.check_invoice").count() == 1
    log(house, 0)
    second = Invoice.objects.within(house.organization).get(state="draft")
    invoicing.send(second, actor=house.herself, at=house.at())
    assert second.number == "HA-P0001-00002" and Payee.objects.within(house.organization).get().last_number == 2


def test_an_empty_invoice_is_not_sent(house):
    sessions.take_back(log(house).session, actor=house.herself, at=house.at())
    invoice = Invoice.objects.within(house.organization).get()
    assert refused(invoicing.send, invoice, actor=house.herself, at=house.at()) == ["invoice_empty"]
    assert Payee.objects.within(house.organization).get().last_number == 0


def test_old_sessions_keep_the_old_rate(house):
    house.rates(fees=[("counseling", "session", "USD", 9900)], days=1)
    log(house, 0, at=house.at(3))
    log(house, 1, at=house.at(3))
    assert list(lines(house).values_list("minor", "schedule__version")) == [(9500, 1), (9900, 2)]


def test_tax_follows_the_payee(house):
    given = {"basis_points": 2100, "source": "Ruling 7", "as_of": house.day(-5), "first": house.day(-5), "actor": house.priya}
    taxes.confirm(taxes.propose_position(house.organization, payee=house.payee, at=house.at(-4), **given), actor=house.ben, at=house.at(-4))
    log(house)
    assert (lines(house).get().vat_minor, lines(house).get().total.minor) == (1995, 11495)


# ── Checking and approving ───────────────────────────────────────────────────


def test_a_line_that_fits_matches_and_another_person_approves_it(house):
    (line,) = sent(house, -1)
    assert (line.state, line.stops) == ("matched", [])
    checking.approve(line, actor=house.ben, at=house.at())
    assert line.state == "approved"
    assert list(LineAct.objects.within(house.organization).values_list("act", flat=True)) == ["enter_line", "approve_line"]
    with pytest.raises(Forbidden):
        checking.approve(line, actor=house.priya, at=house.at())


def test_a_hold_on_the_day_of_service_stops_the_line_and_its_end_lets_it_go(house):
    hold = holds.open_hold(
        participation=house.participation, reason="license", first=house.day(-2), comment="Ended.", actor=house.maya, at=house.at()
    )
    before, after = sent(house, -3, -2)
    assert [(line.state, line.stops) for line in (before, after)] == [("matched", []), ("exception", ["held_on_day"])]
    drain()
    holds.void_hold(hold=hold, reason="The board was late.", actor=house.maya, at=house.at())
    assert Job.objects.filter(name="payments.recheck_lines").count() == 1, "only who has lines is checked again"
    drain()
    after.refresh_from_db()
    assert (after.state, after.stops) == ("matched", [])


def test_an_approval_of_what_has_changed_is_void(house):
    (line,) = sent(house, -1)
    checking.approve(line, actor=house.ben, at=house.at())
    holds.open_hold(
        participation=house.participation, reason="license", first=house.day(-2), comment="Ended.", actor=house.maya, at=house.at()
    )
    drain()
    line.refresh_from_db()
    assert (line.state, line.stops) == ("exception", ["held_on_day"])
    assert refused(checking.approve, line, actor=house.ben, at=house.at()) == ["wrong_state"]


def test_who_corrected_a_line_does_not_approve_it_under_any_role(house):
    (line,) = sent(house, -1)
    type(line).objects.within(house.organization).filter(pk=line.pk).update(minor=10500, claimed_minor=10500)
    checking.check(line, at=house.at())
    assert line.stops == ["amount_differs"]
    assert refused(checking.correct, line, reason=" ", actor=house.priya, at=house.at()) == ["no_reason"]
    checking.correct(line, reason="The rate of that day.", actor=house.priya, at=house.at())
    assert (line.state, line.minor, line.claimed_minor) == ("matched", 9500, 10500)
    roles = {name: getattr(house.priya, name) for name in house.priya.__slots__} | {"roles": frozenset({"finance_approver"})}
    assert refused(checking.approve, line, actor=type(house.priya)(**roles), at=house.at()) == ["four_eyes"]
    checking.approve(line, actor=house.ben, at=house.at())
    assert refused(checking.correct, line, reason="Why.", actor=house.priya, at=house.at()) == ["line_settled"]


def test_nobody_approves_what_pays_herself(house):
    (line,) = sent(house, -1)
    hers = {name: getattr(house.ben, name) for name in house.ben.__slots__} | {"person_id": house.herself.person_id}
    assert refused(checking.approve, line, actor=type(house.ben)(**hers), at=house.at()) == ["four_eyes", "own_money"]


def test_declined_it_is_disputed_in_time_and_decided_by_another(house):
    (line,) = sent(house, -1)
    assert refused(checking.decline, line, reason=" ", actor=house.priya, at=house.at()) == ["no_reason"]
    checking.decline(line, reason="Not agreed.", actor=house.priya, at=house.at())
    assert refused(invoicing.dispute, line, reason=" ", actor=house.herself, at=house.at()) == ["no_reason"]
    assert refused(invoicing.dispute, line, reason="It was.", actor=house.herself, at=house.at(31)) == ["dispute_late"]
    invoicing.dispute(line, reason="It was agreed.", actor=house.herself, at=house.at(30))
    decider = {name: getattr(house.priya, name) for name in house.priya.__slots__} | {"roles": frozenset({"finance_approver"})}
    given = {"paid": True, "reason": "Seen.", "at": house.at(30)}
    assert refused(checking.decide_dispute, line, actor=type(house.priya)(**decider), **given) == ["four_eyes"]
    checking.decide_dispute(line, actor=house.ben, **given)
    assert line.state == "matched"


def test_the_same_person_on_the_same_day_by_two_authorizations_stops_the_later(house):
    other = house.authorized()
    log(house, -1)
    log(house, -1, authorization=other)
    invoice = Invoice.objects.within(house.organization).get()
    invoicing.send(invoice, actor=house.herself, at=house.at())
    drain()
    first, second = lines(house)
    assert first.state == "matched" and second.state == "exception" and "units_over_a_day" in second.stops
    assert any(key.startswith("duplicate") for key in second.stops)


def test_reported_too_late_a_line_stops(house):
    house.authorization = house.authorized(first=-20, last=200)
    log(house, -1)
    invoice = Invoice.objects.within(house.organization).get()
    late = house.at(60)
    invoicing.send(invoice, actor=house.herself, at=late)
    checking.check_invoice(invoice, at=late)
    assert lines(house).get().stops == ["too_late"]


# ── Pages ────────────────────────────────────────────────────────────────────


def test_the_last_evening_to_send_it_in_is_the_organizations(house):
    house.authorization = house.authorized(first=-20, last=200)
    log(house, -1)
    evening = house.at(60) - timedelta(hours=14)  # the sixtieth day after, for the organization; the day after that, by UTC
    invoicing.send(Invoice.objects.within(house.organization).get(), actor=house.herself, at=evening)
    checking.check_invoice(Invoice.objects.within(house.organization).get(), at=evening)
    assert lines(house).get().stops == []


def test_she_reports_sends_and_follows_on_her_phone(client, house):
    as_her(client, house.herself)
    where = f"/me/money/sessions/{house.authorization.reference}/"
    assert "5 of 5 left" in text(client.get(where))
    form = {"attendance": "attended", "mode": "video", **days("day", house.day(-1))}
    assert client.post(where, {**form, "attendance": ""}).status_code == 422
    assert client.post(where, {**form, **days("day", house.day(-30))}).status_code == 422
    assert client.post(where, form).status_code == 302
    assert client.post(where, form).status_code == 422
    assert "4 of 5 left" in text(client.get(where))
    session = Session.objects.within(house.organization).get()
    assert client.post(where, {"do": "take_back", "session": session.pk}).status_code == 302
    assert client.post(where, {"do": "take_back", "session": session.pk}).status_code == 409
    assert client.post(where, {"do": "take_back", "session": "x"}).status_code == 404
    assert client.post(where, form).status_code == 302
    invoice = Invoice.objects.within(house.organization).get()
    page = text(client.get(f"/me/money/invoices/{invoice.pk}/"))
    assert "$95.00" in page and "self-billing" in page and "Send the invoice" in page
    assert client.post(f"/me/money/invoices/{invoice.pk}/").status_code == 302
    assert client.post(f"/me/money/invoices/{invoice.pk}/").status_code == 409
    said = text(client.get("/me/money/"))
    assert "Invoice HA-P0001-00001" in said and "Sent in, being checked. Expected on" in said
    line = lines(house).get(state="submitted")
    assert client.get(f"/me/money/lines/{line.pk}/").status_code == 200
    assert client.post(f"/me/money/lines/{line.pk}/", {"reason": "Why."}).status_code == 409


@pytest.mark.parametrize(("country", "mention"), [("US", ""), ("DE", "Gutschrift."), ("NL", "Factuur uitgereikt door afnemer.")])
def test_the_invoice_carries_what_the_law_of_the_country_wants_said(client, house, country, mention):
    log(house)
    type(house.organization).objects.filter(pk=house.organization.pk).update(country=country)
    as_her(client, house.herself)
    page = text(client.get(f"/me/money/invoices/{Invoice.objects.within(house.organization).get().pk}/"))
    assert f"{mention} Written by".strip() in page
    assert [word in page for word in ("Gutschrift", "uitgereikt")] == [country == "DE", country == "NL"]


def test_another_therapist_is_a_stranger(client, house):
    log(house)
    other = House("summit")
    as_her(client, other.herself)
    line = lines(house).get()
    for where in (f"sessions/{house.authorization.reference}", f"invoices/{line.invoice_id}", f"lines/{line.pk}"):
        assert client.get(f"/me/money/{where}/").status_code == 404


def test_finance_finds_resolves_and_approves_on_pages(client, house):
    (line,) = sent(house, -1)
    type(line).objects.within(house.organization).filter(pk=line.pk).update(minor=10500, claimed_minor=10500)
    checking.check(line, at=house.at())
    sign_in(client, house.priya)
    assert "Lines to check" in text(client.get(house.url("money")))
    assert "1 line, $105.00" in text(client.get(house.url("lines"))) and "Wren Halloway" in text(client.get(house.url("lines")))
    where = house.url("line", pk=line.pk)
    said = text(client.get(where))
    assert "$105.00" in said and "$10.00" in said and "Correct it" in said and "a" * 64 not in said
    assert client.post(where, {"do": "correct", "reason": ""}).status_code == 422
    assert client.post(where, {"do": "approve"}).status_code == 403
    assert client.post(where, {"do": "correct", "reason": "The rate of that day."}).status_code == 302
    sign_in(client, house.ben)
    assert client.post(where, {"do": "approve"}).status_code == 302
    assert client.post(where, {"do": "approve"}).status_code == 409
    assert "1 line, $95.00" in text(client.get(house.url("lines") + "?view=approved"))
    assert client.get(House("summit").url("line", pk=line.pk)).status_code == 404


def test_an_office_of_two_runs(house):
    """Finance enters nothing and resolves; the approver approves: two people are enough."""
    first, second = sent(house, -2, -1)
    checking.decline(first, reason="Not agreed.", actor=house.priya, at=house.at())
    checking.approve(second, actor=house.ben, at=house.at() + timedelta(minutes=1))
    assert [line.state for line in (first, second)] == ["declined", "approved"]


def test_a_session_of_the_clients_tomorrow_stops_until_the_organization_has_that_day_and_no_longer(house):
    Jurisdiction.objects.update_or_create(code="XX-E", defaults={"name": "Early", "zone": "Pacific/Auckland"})
    evening = datetime(2026, 11, 2, 20, tzinfo=UTC)  # Monday in New York, Tuesday in Auckland
    log(house, 1, at=evening, client_in="XX-E")
    invoice = Invoice.objects.within(house.organization).get()
    invoicing.send(invoice, actor=house.herself, at=evening)
    checking.check_invoice(invoice, at=evening)
    assert lines(house).get().stops == ["day_in_future"]
    nightly.end_waits(on=house.day(), at=evening + timedelta(hours=8))  # eleven at night
    assert lines(house).get().state == "exception"
    nightly.end_waits(on=house.day(1), at=evening + timedelta(hours=10))
    assert (lines(house).get().state, lines(house).get().stops) == ("matched", [])
