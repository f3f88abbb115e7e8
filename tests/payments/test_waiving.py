"""Letting a stop pass: one proposes, another confirms, and nobody lets standing pass."""

import pytest
from django.db import IntegrityError, transaction

from network.workflow import holds
from payments.models import Invoice, Waiver
from payments.workflow import checking, invoicing, waiving
from tests.payments.house import House
from tests.payments.test_sessions import _ready, house, lines, log, ready, sent
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
assert house and ready and _ready
WHY = "The board's letter came late."


def sent_late(ready):
    """A line that was sent in 61 days after its session."""
    ready.authorization = ready.authorized(first=-20, last=200)
    log(ready, -1)
    invoice = Invoice.objects.within(ready.organization).get()
    invoicing.send(invoice, actor=ready.herself, at=ready.at(60))
    checking.check_invoice(invoice, at=ready.at(60))
    return lines(ready).get()


_late, late = shared(sent_late, "_late")


def test_two_people_let_it_pass_and_a_third_act_approves(house, late):
    assert refused(waiving.propose, late, key="too_late", reason=" ", actor=house.priya, at=house.at(61)) == ["no_reason"]
    waiver = waiving.propose(late, key="too_late", reason=WHY, actor=house.priya, at=house.at(61))
    assert refused(waiving.propose, late, key="too_late", reason=WHY, actor=house.priya, at=house.at(61)) == ["waiver_waits"]
    both = {name: getattr(house.priya, name) for name in house.priya.__slots__} | {"roles": frozenset({"finance_approver"})}
    assert refused(waiving.confirm, late, actor=type(house.priya)(**both), at=house.at(61)) == ["four_eyes"]
    waiving.confirm(late, actor=house.ben, at=house.at(61))
    waiver.refresh_from_db()
    assert (late.state, late.stops, late.waived, waiver.state) == ("matched", [], ["too_late"], "confirmed")
    assert refused(checking.approve, late, actor=type(house.priya)(**both), at=house.at(61)) == ["four_eyes"]
    checking.approve(late, actor=house.ben, at=house.at(61))  # an office of two: he confirmed, she proposed
    assert late.state == "approved"


def test_refused_the_stop_stays(house, late):
    waiving.propose(late, key="too_late", reason=WHY, actor=house.priya, at=house.at(61))
    assert refused(waiving.refuse, late, reason=" ", actor=house.ben, at=house.at(61)) == ["no_reason"]
    waiving.refuse(late, reason="It was her own delay.", actor=house.ben, at=house.at(61))
    late.refresh_from_db()
    assert (late.state, late.stops, late.waivers.get().state) == ("exception", ["too_late"], "refused")
    assert refused(waiving.confirm, late, actor=house.ben, at=house.at(61)) == ["stop_gone"]


def test_nobody_lets_standing_pass(house):
    holds.open_hold(
        participation=house.participation, reason="license", first=house.day(-2), comment="Ended.", actor=house.maya, at=house.at()
    )
    (line,) = sent(house, -1)
    assert line.stops == ["held_on_day"]
    assert refused(waiving.propose, line, key="held_on_day", reason=WHY, actor=house.priya, at=house.at()) == ["not_waivable"]
    assert refused(waiving.propose, line, key="too_late", reason=WHY, actor=house.priya, at=house.at()) == ["stop_gone"]


def test_the_database_refuses_one_person_for_both(house, late):
    row = waiving.propose(late, key="too_late", reason=WHY, actor=house.priya, at=house.at(61))
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.within(house.organization).filter(pk=row.pk).update(state="confirmed", settled_by=house.priya.person_id)


def test_it_is_proposed_and_confirmed_on_the_lines_page(client, house, late):
    sign_in(client, house.priya)
    where = house.url("line", pk=late.pk)
    assert "Propose a waiver" in text(client.get(where))
    assert client.post(where, {"do": "waive", "key": "too_late", "reason": ""}).status_code == 422
    assert client.post(where, {"do": "waive", "key": "held_on_day", "reason": WHY}).status_code == 409
    assert client.post(where, {"do": "waive", "key": "too_late", "reason": WHY}).status_code == 302
    assert client.post(where, {"do": "confirm"}).status_code == 403
    sign_in(client, house.ben)
    said = text(client.get(where))
    assert "Priya Goldacre proposes" in said and WHY in said
    assert client.post(where, {"do": "confirm"}).status_code == 302
    late.refresh_from_db()
    assert late.state == "matched"
    other = House("summit")
    sign_in(client, other.ben)
    assert client.get(other.url("line", pk=late.pk)).status_code == 404


def as_person(actor, person, *roles):
    """The same seat, taken by another person or in other roles."""
    given = {name: getattr(actor, name) for name in actor.__slots__} | {"person_id": person}
    return type(actor)(**given | ({"roles": frozenset(roles)} if roles else {}))


def test_nobody_proposes_or_corrects_what_pays_herself(house, late):
    herself = as_person(house.priya, house.herself.person_id)
    assert refused(waiving.propose, late, key="too_late", reason=WHY, actor=herself, at=house.at(61)) == ["own_money"]
    assert refused(checking.correct, late, reason=WHY, actor=herself, at=house.at(61)) == ["own_money"]
    assert not Waiver.objects.within(house.organization).exists()


def test_only_what_is_being_checked_is_let_pass(house, late):
    waiving.propose(late, key="too_late", reason=WHY, actor=house.priya, at=house.at(61))
    checking.decline(late, reason="Too late.", actor=house.priya, at=house.at(61))
    assert refused(waiving.confirm, late, actor=house.ben, at=house.at(61)) == ["stop_gone"]
    waiving.refuse(late, reason="It is declined.", actor=house.ben, at=house.at(61))
    assert refused(waiving.propose, late, key="too_late", reason=WHY, actor=house.priya, at=house.at(61)) == ["stop_gone"]


def test_a_line_that_was_declined_begins_without_waivers_and_its_decider_does_not_decline_it(house, late):
    waiving.propose(late, key="too_late", reason=WHY, actor=house.priya, at=house.at(61))
    waiving.confirm(late, actor=house.ben, at=house.at(61))
    checking.decline(late, reason="Not agreed.", actor=house.priya, at=house.at(62))
    invoicing.dispute(late, reason="It was.", actor=house.herself, at=house.at(63))
    checking.decide_dispute(late, paid=True, reason="Seen.", actor=house.ben, at=house.at(64))
    assert (late.state, late.stops, late.waived) == ("exception", ["too_late"], [])
    both = as_person(house.ben, house.ben.person_id, "finance")
    assert refused(checking.decline, late, reason="No.", actor=both, at=house.at(64)) == ["four_eyes"]
