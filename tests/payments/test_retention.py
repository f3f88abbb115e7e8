"""What money keeps of a therapist: nobody is erased while something is to be paid or claimed back, and as long as a tax law asks."""

from datetime import date

import pytest

from network.facts.keeping import kept_of
from payments.bank.answers import Kind
from payments.keeping import kept_until
from payments.workflow import checking, recovering, releasing
from tests.payments.paying import PayingHouse
from tests.payments.test_recoveries import bank, held, one
from tests.shared import shared

pytestmark = pytest.mark.django_db


def claimed():
    found = PayingHouse()
    found.approved()
    return found


_world, built = shared(claimed)


@pytest.fixture
def house(built, settings):
    """Two lines of hers are approved."""
    settings.STAFF_SECOND_FACTOR = False
    return built


def money(house):
    """What money says beside what vetting does: the code of what keeps it open, or until when."""
    every = kept_of(house.organization, house.participation.practitioner, on=house.day(400))
    return [row.still.code if row.still else row.until for row in every if row.kind in ("money_open", "payments")]


def test_nothing_goes_while_a_claim_is_neither_paid_nor_declined(house):
    assert money(house) == ["money_open"]
    batch = house.locked()
    assert (house.states(), money(house)) == (["in_batch"] * 2, ["money_open"])
    releasing.send_back(batch, reason="Not today.", actor=house.ben, at=house.at())
    house.organization.country = "NL"
    assert money(house) == ["money_open"]  # before any law


def test_at_the_bank_it_is_open_and_paid_it_is_not(house):
    house.written()
    assert (house.states(), money(house)) == (["sent"] * 2, ["money_open"])
    bank(house, Kind.PAID)
    assert (house.states(), money(house)) == (["paid"] * 2, [])
    house.organization.country = "NL"
    assert money(house) == [date(2033, 12, 31)]


def test_declined_nothing_is_left_to_keep(house):
    held(house, first=-9)
    assert (house.states(), money(house)) == (["exception"] * 2, ["money_open"])
    for line in house.lines():
        checking.decline(line, reason="Not due.", actor=house.priya, at=house.at(4))
    assert money(house) == []
    house.organization.country = "NL"
    assert money(house) == []  # nothing was ever paid


def test_what_is_claimed_back_is_open_until_two_people_let_it_go(house):
    house.written()
    bank(house, Kind.PAID)
    held(house)
    assert money(house) == ["recovery_open"]
    row = one(house)
    recovering.propose_write_off(row, reason="Gone.", actor=house.priya, at=house.at(5))
    assert money(house) == ["recovery_open"]
    recovering.confirm_write_off(row, actor=house.ben, at=house.at(5))
    assert money(house) == []


@pytest.mark.parametrize(("country", "paid", "until"), [
    ("NL", date(2026, 1, 1), date(2033, 12, 31)), ("NL", date(2026, 12, 31), date(2033, 12, 31)),
    ("NL", date(2027, 1, 1), date(2034, 12, 31)), ("US", date(2026, 1, 1), None),
])
def test_the_days_of_a_tax_law_begin_with_the_year_after(country, paid, until):
    assert kept_until(country, paid) == until
