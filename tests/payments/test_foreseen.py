"""What a batch would pay is said before it is locked as locking writes it: gross, set off or given back, and net. In cents."""

import pytest

from payments.bank.answers import Kind
from payments.models import Instruction
from payments.queries.batches import preview, shares_of
from payments.workflow import releasing
from tests.payments.test_recoveries import _paid, bank, ended, house, offset, paid, voided
from tests.vetting.pages import sign_in, text

pytestmark = pytest.mark.django_db
assert house and offset and paid and _paid


def told(shares):
    return [(share.lines, share.gross, share.kept, share.minor) for share in shares]


def locked_as_foreseen(house, expected):
    """The preview, the open batch, the locked one and its payment all say the same."""
    found = preview(house.account, at=house.at())
    batch = house.batch()
    assert told(found.shares) == told(shares_of(batch)) == [expected] and found.minor == expected[-1]
    releasing.lock(batch, actor=house.priya, at=house.at())
    assert told(shares_of(batch)) == [expected]
    assert (batch.minor, Instruction.objects.within(house.organization).get(batch=batch).minor) == (expected[-1], expected[-1])
    return batch


def test_without_a_recovery_all_of_it_is_paid(house):
    house.approved(days=(0,), at=house.at())
    locked_as_foreseen(house, (1, 9500, 0, 9500))


def test_what_will_be_set_off_is_taken_from_it(house):
    ended(house)
    house.approved(days=(0, -3), at=house.at())
    locked_as_foreseen(house, (2, 19000, 9500, 9500))


def test_never_below_a_cent(house):
    ended(house)
    house.approved(days=(0,), at=house.at())
    locked_as_foreseen(house, (1, 9500, 9499, 1))


def test_what_goes_back_is_added(offset):
    bank(offset, Kind.PAID, "HA-PAY000002", 5)
    voided(offset, offset.hold, 6)
    offset.approved(days=(-4,), at=offset.at())
    locked_as_foreseen(offset, (1, 9500, -9500, 19000))


def test_what_another_batch_keeps_is_not_kept_twice(house):
    ended(house)
    house.approved(days=(0, -3), at=house.at())
    house.locked()
    house.approved(days=(-4,), at=house.at())
    locked_as_foreseen(house, (1, 9500, 0, 9500))


def test_a_batch_that_was_sent_back_says_again_what_it_will_keep(house):
    ended(house)
    house.approved(days=(0, -3), at=house.at())
    batch = house.locked()
    releasing.send_back(batch, reason="Wrong day.", actor=house.ben, at=house.at())
    assert told(shares_of(batch)) == [(2, 19000, 9500, 9500)]
    releasing.lock(batch, actor=house.priya, at=house.at())
    assert batch.minor == 9500


def test_the_pages_say_it(client, house, monkeypatch):
    monkeypatch.setattr("network.clock.now", house.at)
    ended(house)
    house.approved(days=(0, -3), at=house.at())
    sign_in(client, house.priya)
    shown = text(client.get(house.url("new_batch", pk=house.account.pk)))
    assert "$95.00 to 1 payee" in shown and "$190.00 due, $95.00 set off" in shown
    batch = house.batch()
    for _state in range(2):
        shown = text(client.get(house.url("batch", reference=batch.reference)))
        assert f"{batch.reference}: $95.00" in shown and "$190.00 due, $95.00 set off" in shown
        if batch.state == "open":
            releasing.lock(batch, actor=house.priya, at=house.at())
