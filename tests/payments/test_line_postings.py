"""What each step of a line posts, and that payable is always what is approved and unpaid."""

from datetime import timedelta

import pytest

from network.workflow import holds
from payments import postings
from payments.facts import ledger
from payments.models import InvoiceLine, LedgerPosting
from payments.workflow import checking, invoicing, sessions
from tests.payments.test_sessions import _ready, house, lines, log, ready, sent
from tests.payments.test_taxes import position

pytestmark = pytest.mark.django_db
assert house and ready and _ready
WHY = "Looked up."


def told(house):
    """Every posting in order: event, day of the event, amounts by account."""
    rows = LedgerPosting.objects.within(house.organization).order_by("pk")
    return [
        (row.event, (row.day - house.day()).days, {entry.account: entry.minor for entry in row.entries.all()}) for row in rows
    ]


def payable(house):
    """By the lines themselves, and by the ledger."""
    due = [line.total.minor for line in InvoiceLine.objects.within(house.organization).filter(state="approved")]
    return sum(due), -ledger.balance(house.organization, postings.Account.PAYABLE, "USD")


def test_a_session_accrues_on_its_own_day_and_is_payable_from_its_approval(house):
    log(house, -3)
    assert told(house) == [("accrued", -3, {"care": 9500, "accrued": -9500})]
    (line,) = sent(house)
    checking.approve(line, actor=house.ben, at=house.at(2))
    assert told(house)[1:] == [("approved", 2, {"accrued": 9500, "payable": -9500})]
    assert payable(house) == (9500, 9500)
    assert LedgerPosting.objects.within(house.organization).filter(subject=f"payments.invoiceline:{line.pk}").count() == 2


def test_what_is_taken_back_or_declined_costs_nothing_and_a_dispute_won_costs_again(house):
    logged = log(house, -3)
    sessions.take_back(logged.session, actor=house.herself, at=house.at())
    assert told(house)[1:] == [("accrual_reversed", 0, {"accrued": 9500, "care": -9500})]
    (line,) = [each for each in sent(house, -1) if each.state == "matched"]
    checking.decline(line, reason=WHY, actor=house.priya, at=house.at(1))
    assert ledger.balances(house.organization) == {("care", "USD"): 0, ("accrued", "USD"): 0}
    invoicing.dispute(line, reason=WHY, actor=house.herself, at=house.at(2))
    checking.decide_dispute(line, paid=True, reason=WHY, actor=house.ben, at=house.at(3))
    assert told(house)[-1] == ("accrued", -1, {"care": 9500, "accrued": -9500})
    assert ledger.balance(house.organization, "accrued", "USD") == -9500


def test_a_dispute_lost_posts_nothing(house):
    (line,) = sent(house, -1)
    checking.decline(line, reason=WHY, actor=house.priya, at=house.at(1))
    invoicing.dispute(line, reason=WHY, actor=house.herself, at=house.at(2))
    before = told(house)
    checking.decide_dispute(line, paid=False, reason=WHY, actor=house.ben, at=house.at(3))
    assert told(house) == before


def test_an_approval_that_falls_away_is_only_accrued_again_as_often_as_it_does(house):
    (line,) = sent(house, -1)
    for again in range(2):
        checking.approve(line, actor=house.ben, at=house.at(1 + again))
        row = holds.open_hold(
            participation=house.participation, reason="license", first=house.day(-2), comment="Ended.", actor=house.maya,
            at=house.at(1 + again),
        )
        checking.check(line, at=house.at(1 + again))
        assert line.state == "exception" and payable(house) == (0, 0)
        holds.void_hold(hold=row, reason="It was a mistake.", actor=house.ines, at=house.at(1 + again))
        checking.check(line, at=house.at(1 + again))
    assert [event for event, _, _ in told(house)] == ["accrued", *["approved", "approval_voided"] * 2]
    assert told(house)[2][2] == {"payable": 9500, "accrued": -9500}
    assert ledger.balances(house.organization) == {("care", "USD"): 9500, ("accrued", "USD"): -9500, ("payable", "USD"): 0}


def test_a_corrected_line_accrues_what_was_agreed_and_tax_comes_with_the_approval(house):
    (line,) = sent(house, -1)
    position(house, 2100, source="Letter of the tax office")
    InvoiceLine.objects.within(house.organization).filter(pk=line.pk).update(minor=9400, claimed_minor=9400)
    line = checking.check(lines(house).get(), at=house.at())
    checking.correct(line, reason=WHY, actor=house.priya, at=house.at())
    assert (line.state, line.minor, line.vat_minor) == ("matched", 9500, 1995)
    checking.approve(line, actor=house.ben, at=house.at(1))
    assert told(house)[-1] == ("approved", 1, {"accrued": 9500, "vat": 1995, "payable": -11495})
    assert payable(house) == (11495, 11495)
    position(house, 900, source="Second letter", first=-2)
    checking.check(line, at=house.at(2))
    assert line.state == "exception"
    assert told(house)[-1] == ("approval_voided", 2, {"payable": 11495, "vat": -1995, "accrued": -9500})


def test_sessions_without_a_payee_accrue_when_they_become_a_line_each_once(house):
    house.payee.links.update(first=house.day(1))
    log(house, -2)
    assert told(house) == []
    house.payee.links.update(first=house.day(-29))
    for _ in range(2):
        invoicing.catch_up(house.participation, actor=house.herself, at=house.at() + timedelta(hours=1))
    assert told(house) == [("accrued", -2, {"care": 9500, "accrued": -9500})]

