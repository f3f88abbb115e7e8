"""Anybody does anything to money in any order, twice where she likes, while holds, accounts and the bank's answers come and go."""

import pytest

from network.events import scopes, verify
from payments.bank.answers import Kind
from payments.models import BankAccount, Batch, Instruction, LineRecovery
from tests.payments.paying import PayingHouse
from tests.payments.test_bank_files import full, kept
from tests.payments.test_recoveries import bank
from tests.payments.walking_money import MoneyWalk
from tests.vetting.dealt import walk_often
from tests.vetting.wandering import edges

pytestmark = pytest.mark.django_db
assert kept
STEPS, EXAMPLES = 30, 28
LEAST = 3  # times each step is taken over all walks; what takes many others first at least once
SELDOM = {
    "instruction.stand", "linerecovery.confirm_write_off", "linerecovery.refuse_write_off", "linerecovery.repay", "linerecovery.set_off",
    "linerecovery.undo_offset",
}
REFUSED = {"four_eyes", "own_money", "not_allowed", "answer_known", "session_twice", "over_the_count", "other_total", "changed"}


def ends(walk):
    """The trail is whole, and what was looked at after every move holds at the end."""
    walk.holds()
    assert all(verify(scope) is None for scope in scopes())


@pytest.mark.long
def test_nothing_is_paid_twice_whatever_anybody_does(kept):
    house = full(PayingHouse(currency="EUR"))
    house.written()
    for reference in ("HA-PAY000001", "HA-PAY000002"):
        bank(house, Kind.PAID, reference)
    tally = walk_often(MoneyWalk(house), ends=ends, steps=STEPS, examples=EXAMPLES)
    taken = {name: tally.taken[name] for name in edges(Batch, Instruction, BankAccount, LineRecovery)}
    assert not {name for name, times in taken.items() if times < (1 if name in SELDOM else LEAST)}, taken
    assert all(tally.refused[code] >= LEAST for code in REFUSED), tally.refused
