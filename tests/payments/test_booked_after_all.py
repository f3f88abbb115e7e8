"""A payment that came back is booked after all: no money goes twice, and what went twice is claimed back, told, and closed by itself.

By hand, in cents: a session pays 9500. HA-PAY000001 paid two of them; of the later one the day was held, so 9500 are claimed back; where
`offset` stands, HA-PAY000002 is for two more sessions and kept those 9500. Each test goes on from there.
"""

import pytest

from network.models import Job, Letter, Message, Task
from payments import words_batches
from payments.bank.answers import Kind
from payments.models import Instruction, LineRecovery
from payments.pages.recoveries import recovery_page
from payments.queries.recoveries import WITH
from payments.workflow import batching, offsetting, recovering, remitting
from tests.payments.paying import PayingHouse
from tests.payments.test_recoveries import (
    WHY,
    _paid,
    balances,
    bank,
    consistent,
    ended,
    held,
    house,
    offset,
    one,
    paid,
    recoveries,
    send,
    voided,
    words,
)
from tests.payments.test_waiving import as_person
from tests.shared import shared
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
assert house and offset and paid and _paid
ONE, TWO, THREE, FOUR = (f"HA-PAY00000{number}" for number in (1, 2, 3, 4))


def claims(house):
    """What was paid too much: of which line, with what, how far it is, and what is left."""
    rows = LineRecovery.objects.within(house.organization).exclude(excess_of="").order_by("pk")
    return [(row.line.reference, row.excess_of, row.state, row.left.minor) for row in rows]


def tasks(house):
    return [task.facts["line"] for task in Task.objects.within(house.organization).open().filter(kind="payment:twice").order_by("pk")]


def said(house):
    """What the open tasks of payments say, title and text of each."""
    rows = Task.objects.within(house.organization).open().filter(kind="payment:twice").order_by("pk")
    return [words for row in rows for words in words_batches.task(row.kind, row.facts)]


def given(house):
    row = LineRecovery.objects.within(house.organization).get(excess_of="")
    return row.state, row.given_minor, row.given_back_minor


def letters(house, kind):
    return [row.about for row in Letter.objects.within(house.organization).filter(kind=kind).order_by("pk")]


def comes_back(house, reference, days=8):
    bank(house, Kind.REJECTED, reference, days)


def stands(house, reference, days=9):
    bank(house, Kind.PAID, reference, days)


def papers(house):
    """Every payment's paper adds up to what the bank booked, or it cannot be drawn."""
    rows = Instruction.objects.within(house.organization).filter(state="paid").select_related("organization", "payee", "account", "batch")
    return {row.reference: remitting.page(row, "en")["total"].minor for row in rows}


# ── What went back to the payee ──────────────────────────────────────────────
@pytest.fixture
def giving(offset):
    """The day counts again, and HA-PAY000003 is for one session of 9500 and gives the other 9500 back."""
    bank(offset, Kind.PAID, TWO, 5)
    voided(offset, offset.hold, 6)
    offset.approved(days=(-4,), at=offset.at())
    send(offset, offset.locked())
    assert given(offset) == ("closed", 9500, 9500) and consistent(offset)
    return offset


def test_what_it_gave_back_is_given_once(giving):
    comes_back(giving, THREE)
    assert given(giving) == ("closed", 9500, 0) and consistent(giving)
    stands(giving, THREE)
    assert given(giving) == ("closed", 9500, 9500) and consistent(giving) and claims(giving) == []
    assert balances(giving) == {"care": 47500, "bank": -47500}
    giving.approved(days=(-5,), at=giving.at())
    assert giving.locked().minor == 9500  # the session alone
    assert papers(giving) == {ONE: 19000, TWO: 9500, THREE: 19000}


def test_what_the_next_payment_gave_back_too_is_claimed(giving):
    """Of 19000 each, HA-PAY000003 and HA-PAY000004 both pay the session and give back 9500: 19000 too much."""
    comes_back(giving, THREE)
    send(giving, giving.locked())
    bank(giving, Kind.PAID, FOUR, 9)
    stands(giving, THREE, 10)
    first = one_for_its_day(giving)
    assert claims(giving) == [("L-00002", first.reference, "noticed", 9500), ("L-00005", THREE, "noticed", 9500)]
    assert given(giving) == ("closed", 9500, 9500) and consistent(giving)
    assert balances(giving) == {"care": 47500, "recoverable": 19000, "bank": -66500}
    assert papers(giving) == {ONE: 19000, TWO: 9500, THREE: 19000, FOUR: 19000}
    giving.approved(days=(-5, -6, -7), at=giving.at())
    assert giving.locked().minor == 9500  # 28500 less both


def one_for_its_day(house):
    return LineRecovery.objects.within(house.organization).get(excess_of="")


def test_a_batch_that_is_being_made_and_loses_its_line_gives_nothing_back(giving):
    comes_back(giving, THREE)
    giving.approved(days=(-5,), at=giving.at())
    batch = giving.locked()
    assert batch.minor == 28500  # two sessions, and 9500 back
    stands(giving, THREE)
    batch.refresh_from_db()
    assert batch.minor == 9500 and consistent(giving) and claims(giving) == []


# ── What it kept ─────────────────────────────────────────────────────────────
def test_what_it_kept_is_kept_again(offset):
    comes_back(offset, TWO)
    assert recoveries(offset) == [("L-00002", "noticed", 0, 9500)]
    stands(offset, TWO)
    assert recoveries(offset) == [("L-00002", "offset", 9500, 0)] and consistent(offset)
    before = balances(offset)
    offsetting.redo(offset.organization, TWO, at=offset.at(10))
    assert balances(offset) == before == {"care": 28500, "bank": -28500}
    assert papers(offset) == {ONE: 19000, TWO: 9500}


def test_what_two_payments_kept_is_owed_to_the_payee(offset):
    """HA-PAY000003 paid the same two sessions and kept the same 9500: 19000 were paid twice, 9500 kept twice."""
    comes_back(offset, TWO)
    send(offset, offset.locked())
    stands(offset, TWO)
    assert claims(offset) == [("L-00003", TWO, "noticed", 9500), ("L-00004", TWO, "noticed", 9500)]
    assert given(offset) == ("offset", 9500, 0) and consistent(offset)
    bank(offset, Kind.PAID, THREE, 10)
    assert balances(offset) == {"care": 28500, "recoverable": 19000, "payable": -9500, "bank": -38000}
    offset.approved(days=(-4,), at=offset.at())
    batch = offset.locked()
    assert batch.minor == 1  # 9500 for the session and 9500 owed, less 18999
    send(offset, batch)
    assert given(offset) == ("offset", 9500, 9500) and consistent(offset)


def test_it_closes_while_two_payments_kept_it(offset):
    comes_back(offset, TWO)
    send(offset, offset.locked())
    stands(offset, TWO)
    voided(offset, offset.hold, 10)
    assert given(offset) == ("closed", 19000, 0) and consistent(offset)


def test_it_comes_back_when_what_it_kept_was_given_back(giving):
    """HA-PAY000003 gave the 9500 back that HA-PAY000002 kept; now that one came back, and its sessions are due in full."""
    bank(giving, Kind.RETURNED, TWO, 8)
    first = one_for_its_day(giving)
    assert claims(giving) == [("L-00002", first.reference, "noticed", 9500)] and consistent(giving)
    assert giving.locked().minor == 9500  # 19000 less what she has already


@pytest.mark.parametrize("settle", ["repaid", "written_off"])
def test_what_came_back_with_it_is_claimed_again_when_the_rest_was_settled(house, settle):
    """HA-PAY000002 is for one session, pays a cent and keeps 9499; the last cent is paid back, or written off."""
    ended(house)
    house.approved(days=(0,), at=house.at())
    send(house, house.locked())
    row = one(house)
    if settle == "repaid":
        recovering.repay(row, minor=1, actor=house.priya, at=house.at(5))
    else:
        recovering.propose_write_off(row, reason=WHY, actor=house.priya, at=house.at(5))
        recovering.confirm_write_off(row, actor=house.ben, at=house.at(5))
    assert one(house).state == settle
    comes_back(house, TWO)
    row = one(house)
    assert (row.state, row.left.minor) == ("noticed", 9499) and consistent(house)
    recovering.propose_write_off(row, reason=WHY, actor=house.priya, at=house.at(9))
    recovering.confirm_write_off(row, actor=house.ben, at=house.at(9))
    assert row.written_off_minor == (9499 if settle == "repaid" else 9500) and consistent(house)


def test_who_let_the_rest_go_does_not_propose_it_again(house):
    """The last cent is written off by Ben; then HA-PAY000002 comes back, and what it kept is claimed again."""
    ended(house)
    house.approved(days=(0,), at=house.at())
    send(house, house.locked())
    row = one(house)
    recovering.propose_write_off(row, reason=WHY, actor=house.priya, at=house.at(5))
    recovering.confirm_write_off(row, actor=house.ben, at=house.at(5))
    comes_back(house, TWO)
    row = one(house)
    both = as_person(house.priya, house.ben.person_id, "finance")
    assert refused(recovering.propose_write_off, row, reason=WHY, actor=both, at=house.at(9)) == ["four_eyes"]
    assert (row.state, row.let_go_by_id) == ("noticed", house.ben.person_id)
    recovering.propose_write_off(row, reason=WHY, actor=house.priya, at=house.at(9))
    recovering.refuse_write_off(row, reason="It is claimed.", actor=house.ben, at=house.at(9))
    assert (row.state, row.let_go_by_id) == ("noticed", None)
    recovering.propose_write_off(row, reason=WHY, actor=both, at=house.at(9))  # another write-off was proposed since: his bars no more
    assert refused(recovering.confirm_write_off, row, actor=house.ben, at=house.at(9)) == ["four_eyes"]


# ── Lines that went again ────────────────────────────────────────────────────
def came_back():
    found = PayingHouse()
    found.approved()
    found.written()
    comes_back(found, ONE, 4)
    return found


_world, built = shared(came_back)


@pytest.fixture
def rejected(built, settings):
    """HA-PAY000001 came back before it was booked."""
    settings.STAFF_SECOND_FACTOR = False
    return built


@pytest.fixture
def twice(rejected):
    """HA-PAY000001 came back, its two lines went again with HA-PAY000002, and it is booked after all."""
    send(rejected, rejected.locked())
    stands(rejected, ONE, 5)
    return rejected


def test_what_was_paid_twice_is_claimed_told_and_a_task(twice):
    assert claims(twice) == [("L-00001", ONE, "noticed", 9500), ("L-00002", ONE, "noticed", 9500)]
    assert tasks(twice) == ["L-00001", "L-00002"] and consistent(twice)
    bank(twice, Kind.PAID, TWO, 6)
    assert balances(twice) == {"care": 19000, "recoverable": 19000, "bank": -38000}
    first, second = LineRecovery.objects.within(twice.organization).order_by("pk")
    assert letters(twice, "overpaid") == [first.reference, second.reference] and letters(twice, "recovery_opened") == []
    mail = Message.objects.everywhere(reason="the mails of this test").filter(key__startswith="mail:overpaid")
    assert mail.count() == 2 and not any("95" in words(row) for row in mail)
    assert papers(twice) == {ONE: 19000, TWO: 19000}


def test_its_page_says_with_what_payment_it_was_paid_too_much(twice):
    def page():
        row = LineRecovery.objects.within(twice.organization).select_related(*WITH).earliest("pk")
        return recovery_page(row, actor=twice.priya, at=twice.at(6))

    assert ("Paid too much with", ONE) in [(pair.label, pair.value) for pair in page().pairs]
    assert [act.name for act in page().acts] == ["repay", "propose_write_off"] and page().tag.word == "Told to the therapist"
    comes_back(twice, TWO)
    assert page().acts == () and page().tag.word == "Closed: nothing was paid too much"


def test_their_days_are_judged_beside_it(twice):
    """A hold opens and closes the recovery for the day; what was paid twice stays claimed."""
    bank(twice, Kind.PAID, TWO, 6)
    row = held(twice)
    assert recoveries(twice)[2:] == [("L-00002", "noticed", 0, 9500)] and consistent(twice)
    voided(twice, row, 7)
    assert [state for _line, state, *_rest in recoveries(twice)] == ["noticed", "noticed", "closed"] and consistent(twice)


def test_the_second_comes_back_and_the_first_pays_them(twice):
    comes_back(twice, TWO)
    assert [state for *_rest, state, _left in claims(twice)] == ["closed", "closed"] and tasks(twice) == []
    assert twice.states() == ["paid", "paid"] and consistent(twice)
    assert balances(twice) == {"care": 19000, "bank": -19000}
    assert refused(batching.make, twice.account, pays_on=twice.day(12), actor=twice.priya, at=twice.at(8)) == ["batch_empty"]
    assert len(letters(twice, "overpaid_closed")) == 2
    assert Job.objects.filter(name="payments.recheck_lines").exists()  # their days may count no more


def test_the_first_comes_back_and_the_second_pays_them(twice):
    bank(twice, Kind.PAID, TWO, 6)
    bank(twice, Kind.RETURNED, ONE, 8)
    assert [state for *_rest, state, _left in claims(twice)] == ["closed", "closed"] and tasks(twice) == []
    assert twice.states() == ["paid", "paid"] and consistent(twice)
    assert balances(twice) == {"care": 19000, "bank": -19000}


def test_what_came_back_of_a_claim_goes_to_the_payee_when_it_closes(twice):
    bank(twice, Kind.PAID, TWO, 6)
    row = LineRecovery.objects.within(twice.organization).select_related("organization", "line", "payee").earliest("pk")
    recovering.repay(row, minor=9500, actor=twice.priya, at=twice.at(7))
    bank(twice, Kind.RETURNED, ONE, 8)
    row.refresh_from_db()
    assert (row.state, row.given_minor) == ("closed", 9500) and consistent(twice)
    assert balances(twice) == {"care": 19000, "payable": -9500, "bank": -9500}


def test_a_line_that_is_not_due_any_more_is_claimed_back(rejected):
    """The day of one line is held, and then the payment is booked after all: that line was paid and is not due."""
    held(rejected)
    stands(rejected, ONE, 5)
    assert rejected.states() == ["paid", "exception"] and claims(rejected) == [("L-00002", ONE, "noticed", 9500)] and consistent(rejected)
    assert said(rejected) == [
        "Paid, and not due any more: payment HA-PAY000001",
        "The bank says that it stands after all, but line L-00002 was not due any more. Ask for it back.",
    ]


def test_a_line_that_went_again_is_said_to_have_gone_again(twice):
    assert said(twice)[:2] == [
        "Paid twice: payment HA-PAY000001",
        "The bank says that it stands after all, and line L-00001 went out again. Ask for one of the two back.",
    ]
