"""Authorizations: so many units, a window, the rates of their day, and a counter that cannot be spent twice."""

import pytest
from django.db import IntegrityError, transaction

from network.access import Forbidden
from network.events import timeline
from network.models import Job, Message
from network.transitions import Refused
from payments.models import Authorization
from payments.workflow import authorizing, extending
from tests.payments.house import House, days
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db


_world, built = shared(House)


@pytest.fixture
def house(built, settings):
    settings.STAFF_SECOND_FACTOR = False
    return built


def test_it_is_issued_with_the_rates_of_its_day(house):
    house.rates()
    row = house.authorized()
    assert (row.reference, row.state, row.units, row.used, row.left) == ("HA-A-00001", "issued", 5, 0, 5)
    assert row.rates == [{"unit": "session", "currency": "USD", "minor": 9500}] and row.schedule.version == 1
    assert [event.action for event in timeline(row)] == ["authorization.issued"]
    assert house.authorized().reference == "HA-A-00002"


def test_an_accepted_referral_issues_it_as_the_system_and_the_therapist_never_does(house):
    assert house.authorized(actor=house.system).issued_by_id is None
    for who in (house.herself, house.priya, house.tom):
        with pytest.raises(Forbidden):
            house.authorized(actor=who)


def test_a_colleague_who_is_the_therapist_authorizes_nothing_for_herself(house):
    both = {name: getattr(house.maya, name) for name in house.maya.__slots__} | {"person_id": house.herself.person_id}
    hers = type(house.maya)(**both)
    assert refused(house.authorized, actor=hers) == ["own_money"]
    row = house.authorized(units=2)
    assert refused(authorizing.extend, row, units=2, reason="More is needed.", actor=hers, at=house.at()) == ["own_money"]
    row.refresh_from_db()
    assert row.units == 2


@pytest.mark.parametrize(("change", "code"), [
    ({"units": 0}, "units_wrong"), ({"units": 1}, None), ({"units": 999}, None), ({"units": 1000}, "units_wrong"),
    ({"units": 1.5}, "units_wrong"), ({"first": 1, "last": 0}, "out_of_order"), ({"first": 0, "last": 0}, None),
    ({"kind": "job"}, "job_with_client"), ({"kind": "job", "subject_key": ""}, None),
])
def test_what_makes_sense(house, change, code):
    if code is None:
        assert house.authorized(**change).pk
    else:
        assert refused(house.authorized, **change) == [code] and not Authorization.objects.within(house.organization).exists()


@pytest.mark.parametrize(("where", "code"), [("", "no_state"), ("US", "no_state"), ("US-IL", None), ("US-NJ", None)])
def test_where_licenses_are_of_a_state_the_clients_state_is_said_whoever_asks(house, where, code):
    if code is None:
        assert house.authorized(client_in=where, actor=house.system).client_in == where
    else:
        assert refused(house.authorized, client_in=where, actor=house.system) == [code]
        assert not Authorization.objects.within(house.organization).exists()


def test_units_are_spent_to_the_last_and_not_beyond(house):
    row = house.authorized(units=2)
    authorizing.spend(row, 1)
    assert row.left == 1
    assert refused(authorizing.spend, row, 2) == ["over_the_count"]
    authorizing.spend(row, 1)
    assert (row.used, row.left) == (2, 0)
    assert refused(authorizing.spend, row, 1) == ["over_the_count"]
    authorizing.give_back(row, 1)
    assert row.left == 1


def test_two_readers_of_the_last_unit_spend_it_once(house):
    one = house.authorized(units=1)
    other = Authorization.objects.within(house.organization).get(pk=one.pk)
    authorizing.spend(one, 1)
    assert other.left == 1  # what she read before
    assert refused(authorizing.spend, other, 1) == ["over_the_count"]


@pytest.mark.parametrize("used", [-1, 6])
def test_the_database_refuses_a_counter_below_zero_and_beyond_the_count(house, used):
    row = house.authorized(units=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Authorization.objects.within(house.organization).filter(pk=row.pk).update(used=used)


def test_giving_back_more_than_was_used_changes_nothing(house):
    row = house.authorized()
    authorizing.give_back(row, 1)
    assert row.used == 0


def test_more_units_need_a_reason_and_are_on_record(house):
    row = house.authorized(units=1)
    assert refused(authorizing.extend, row, units=0, reason=" ", actor=house.rosa, at=house.at()) == ["units_wrong", "no_reason"]
    authorizing.spend(row, 1)
    authorizing.extend(row, units=3, reason="A second issue.", last=house.day(90), actor=house.rosa, at=house.at())
    assert (row.units, row.left, row.last) == (4, 3, house.day(90))
    event = timeline(row)[0]
    assert (event.action, event.payload.values["reason"]) == ("authorization.extended", "A second issue.")
    authorizing.extend(row, units=1, reason="Why.", last=house.day(10), actor=house.rosa, at=house.at())
    assert row.last == house.day(90)  # a window is never made shorter by more units
    assert refused(authorizing.extend, row, units=999, reason="Why.", actor=house.rosa, at=house.at()) == ["units_wrong"]
    with pytest.raises(Forbidden):
        authorizing.extend(row, units=1, reason="Why.", actor=house.herself, at=house.at())


def test_closed_or_canceled_it_is_not_widened(house):
    row, other = house.authorized(), house.authorized()
    authorizing.close(row, closing_form_on=house.day(), actor=house.rosa, at=house.at())
    assert (row.state, row.closing_form_on) == ("closed", house.day())
    assert refused(authorizing.cancel, other, reason=" ", actor=house.rosa, at=house.at()) == ["no_reason"]
    authorizing.cancel(other, reason="Issued twice.", actor=house.rosa, at=house.at())
    for closed in (row, other):
        assert refused(authorizing.extend, closed, units=1, reason="Why.", actor=house.rosa, at=house.at()) == ["authorization_closed"]


def test_what_is_open_on_a_day(house):
    row = house.authorized(units=1, first=0, last=2)
    rows = Authorization.objects.within(house.organization)
    assert [rows.open_on(house.day(days)).exists() for days in (-1, 0, 2, 3)] == [False, True, True, False]
    authorizing.spend(row, 1)
    assert not rows.open_on(house.day(1)).exists()


# ── Pages ────────────────────────────────────────────────────────────────────


def form(house, **more):
    return {
        "therapist": "T-harbor", "kind": "sessions", "service": "counseling", "units": 5, **days("first", house.day()),
        **days("last", house.day(60)), "client_in": "US-IL", **more,
    }


def test_it_is_issued_widened_and_closed_on_pages(client, house):
    sign_in(client, house.rosa)
    assert "Nothing is authorized yet" in text(client.get(house.url("authorizations")))
    for wrong in ({"therapist": "T-none"}, {"client_in": "XX-YY"}, {"client_in": ""}, {"units": 0}, {"kind": "other"}):
        assert client.post(house.url("authorize"), form(house, **wrong)).status_code == 422, wrong
    assert client.post(house.url("authorize"), form(house, **days("last", house.day(-1)))).status_code == 422
    answer = client.post(house.url("authorize"), form(house))
    assert (answer.status_code, answer.url) == (302, house.url("authorization", reference="HA-A-00001"))
    assert "5 of 5 left" in text(client.get(answer.url)) and "HA-A-00001 · Wren Halloway" in text(client.get(house.url("authorizations")))
    assert client.post(answer.url, {"do": "extend", "units": 2}).status_code == 422
    assert client.post(answer.url, {"do": "extend", "units": 2, "reason": "A second issue."}).status_code == 302
    assert "7 of 7 left" in text(client.get(answer.url)) and "A second issue." in text(client.get(answer.url))
    assert client.post(answer.url, {"do": "close"}).status_code == 302
    assert client.post(answer.url, {"do": "close"}).status_code == 409
    assert "Allow more units" not in text(client.get(answer.url))


def test_a_stranger_and_a_colleague_without_the_role(client, house):
    row, other = house.authorized(), House("summit")
    sign_in(client, other.rosa)
    assert client.get(other.url("authorization", reference=row.reference)).status_code == 404
    sign_in(client, house.priya)
    assert client.get(house.url("authorization", reference=row.reference)).status_code == 403


def test_she_reads_what_she_is_authorized_for(client, house):
    sign_in(client, house.herself)
    assert "Nothing is authorized at the moment" in text(client.get("/me/money/"))
    house.rates()
    house.authorized(units=2)
    said = text(client.get("/me/money/"))
    assert "HA-A-00001 · Counseling" in said and "2 of 2 left" in said and "a" * 64 not in said


# ── She asks for more ────────────────────────────────────────────────────────


def test_she_asks_for_more_and_intake_answers(house):
    row = house.authorized(units=2)
    given = {"actor": house.herself, "at": house.at()}
    assert refused(extending.ask, row, units=0, reason=" ", **given) == ["units_wrong", "no_reason"]
    asked = extending.ask(row, units=3, reason="A second issue came up.", **given)
    assert refused(extending.ask, row, units=3, reason="Again.", **given) == ["asked_already"]
    with pytest.raises(Refused) as caught:
        extending.grant(asked, actor=house.priya, at=house.at())
    assert caught.value.codes == ["not_allowed"]
    hers = {name: getattr(house.rosa, name) for name in house.rosa.__slots__} | {"person_id": house.herself.person_id}
    assert refused(extending.grant, asked, actor=type(house.rosa)(**hers), at=house.at()) == ["same_person"]
    extending.grant(asked, actor=house.rosa, at=house.at())
    row.refresh_from_db()
    assert (row.units, asked.state) == (5, "granted")
    again = extending.ask(row, units=1, reason="More.", **given)
    assert refused(extending.decline, again, reason=" ", actor=house.rosa, at=house.at()) == ["no_reason"]
    extending.decline(again, reason="The contract allows five.", actor=house.rosa, at=house.at())
    row.refresh_from_db()
    assert (row.units, again.state, again.answer) == (5, "declined", "The contract allows five.")


def test_who_asks_for_more_is_told_once_for_each_answer_and_the_organization_hears_both(house):
    row, by = house.authorized(units=2), {"actor": house.rosa, "at": house.at()}
    for number, (answer, more) in enumerate(((extending.grant, {}), (extending.decline, {"reason": "No."})), 1):
        asked = extending.ask(row, units=1, reason="A second issue.", actor=house.herself, at=house.at())
        answer(asked, **more, **by)
        mails = Message.objects.within(house.organization).filter(template="units_answered")
        assert mails.count() == number and Job.objects.filter(name="care.follow_question").count() == 2 * number
    assert row.reference in mails.first().body and "issue" not in mails.first().body


def test_it_is_asked_on_her_page_and_answered_on_intakes(client, house):
    row = house.authorized(units=2)
    sign_in(client, house.herself)
    where = f"/me/money/sessions/{row.reference}/"
    assert client.post(where, {"do": "ask", "units": "", "reason": ""}).status_code == 422
    assert client.post(where, {"do": "ask", "units": 2, "reason": "A second issue."}).status_code == 302
    assert "You asked for 2 more." in text(client.get(where))
    sign_in(client, house.rosa)
    listed = client.get(house.url("authorizations")).content.decode()
    assert "2 more asked for" in listed and "A second issue." in listed
    here = house.url("authorization", reference=row.reference)
    assert "Wren Halloway asks for 2 more: “A second issue.”" in text(client.get(here))
    assert client.post(here, {"do": "decline", "reason": ""}).status_code == 422
    assert client.post(here, {"do": "grant"}).status_code == 302
    assert client.post(here, {"do": "grant"}).status_code == 404
    assert "4 of 4 left" in text(client.get(here))
    assert "more asked for" not in text(client.get(house.url("authorizations")))


def test_units_nobody_could_use_any_more_are_granted_with_a_later_day(client, house):
    row = house.authorized(units=2, first=-80, last=-3)
    asked = extending.ask(row, units=2, reason="More is needed.", actor=house.herself, at=house.at(-3))
    assert refused(extending.grant, asked, actor=house.rosa, at=house.at()) == ["days_over"]
    assert refused(extending.grant, asked, last=house.day(-1), actor=house.rosa, at=house.at()) == ["days_over"]
    asked.refresh_from_db()
    assert asked.state == "asked"
    sign_in(client, house.rosa)
    here = house.url("authorization", reference=row.reference)
    page = client.post(here, {"do": "grant"})
    assert page.status_code == 409 and "Say through which day the new units may be used." in text(page)
    assert client.post(here, {"do": "grant", **days("last", house.day(60))}).status_code == 302
    row.refresh_from_db()
    assert (row.units, row.last) == (4, house.day(60))
