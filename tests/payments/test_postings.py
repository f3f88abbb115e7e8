"""The ledger: each event's accounts by hand, balance in every currency, and payable that is what is approved and unpaid."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from network.money import Money, OtherCurrency
from payments.postings import (
    MOVES,
    Account,
    Accrual,
    Entry,
    Event,
    Period,
    Posting,
    Unbalanced,
    accruals,
    approval_voided,
    approved,
    balances,
    moved,
    period_for,
    posted_on,
    recovery_closed,
    recovery_opened,
    returned,
    totals,
)

DAY = date(2026, 6, 10)


def eur(minor):
    return Money(minor, "EUR")


def said(posting: Posting) -> dict[str, int]:
    return {entry.account.value: entry.amount.minor for entry in posting.entries}


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("accrued", {"care": 100, "accrued": -100}),
        ("accrual_reversed", {"accrued": 100, "care": -100}),
        ("sent", {"payable": 100, "in_transit": -100}),
        ("settled", {"in_transit": 100, "bank": -100}),
        ("offset", {"payable": 100, "recoverable": -100}),
        ("offset_given_back", {"recoverable": 100, "payable": -100}),
        ("repaid", {"bank": 100, "recoverable": -100}),
        ("written_off", {"written_off": 100, "recoverable": -100}),
        ("write_off_reversed", {"recoverable": 100, "written_off": -100}),
    ],
)
def test_what_an_event_moves(event, expected):
    posting = moved(Event(event), DAY, "p1", eur(100))
    assert said(posting) == expected
    assert (posting.event, posting.day, posting.source) == (event, DAY, "p1")


def test_every_event_has_its_posting():
    others = {Event.APPROVED, Event.APPROVAL_VOIDED, Event.RETURNED, Event.RECOVERY_OPENED, Event.RECOVERY_CLOSED}
    assert set(MOVES) | others == set(Event) and not set(MOVES) & others


@pytest.mark.parametrize("minor", [0, -1])
def test_nothing_is_moved_by_nothing_or_backwards(minor):
    with pytest.raises(ValueError, match="above nothing"):
        moved(Event.SENT, DAY, "p1", eur(minor))
    with pytest.raises(ValueError, match="above nothing"):
        returned(DAY, "p1", eur(minor), settled=True)
    with pytest.raises(KeyError):
        moved(Event.APPROVED, DAY, "p1", eur(1))


@pytest.mark.parametrize(
    ("net", "tax", "accrued", "expected"),
    [
        (8500, 0, None, {"care": 8500, "payable": -8500}),
        (8500, 0, 8500, {"accrued": 8500, "payable": -8500}),
        (8500, 1785, 8500, {"accrued": 8500, "vat": 1785, "payable": -10285}),
        (9000, 0, 8500, {"accrued": 8500, "care": 500, "payable": -9000}),
        (8000, 0, 8500, {"accrued": 8500, "care": -500, "payable": -8000}),
        (0, 0, 8500, {"accrued": 8500, "care": -8500}),
        (-8500, -1785, None, {"care": -8500, "vat": -1785, "payable": 10285}),
    ],
)
def test_an_approved_line_is_due(net, tax, accrued, expected):
    posting = approved(DAY, "l1", eur(net), eur(tax), None if accrued is None else eur(accrued))
    assert said(posting) == expected


def test_a_line_of_nothing_posts_nothing():
    assert approved(DAY, "l1", eur(0), eur(0)) is None
    assert approval_voided(DAY, "l1", eur(0), eur(0)) is None
    assert recovery_closed(DAY, "l1", eur(0), eur(0), came_back=eur(0), written_off=eur(0)) == ()


def test_what_was_due_is_only_accrued_again():
    assert said(approval_voided(DAY, "l1", eur(8500), eur(1785))) == {"payable": 10285, "vat": -1785, "accrued": -8500}


@pytest.mark.parametrize(("settled", "account"), [(True, "bank"), (False, "in_transit")])
def test_what_the_bank_sent_back_is_due_again(settled, account):
    assert said(returned(DAY, "p1", eur(100), settled=settled)) == {account: 100, "payable": -100}


def test_a_recovery_takes_the_cost_off_and_gives_everything_back_when_it_closes():
    opened = recovery_opened(DAY, "r1", eur(8500), eur(1785))
    assert said(opened) == {"recoverable": 10285, "care": -8500, "vat": -1785}
    kept = moved(Event.OFFSET, DAY, "r1", eur(6000)), moved(Event.WRITTEN_OFF, DAY, "r1", eur(4285))
    closed = recovery_closed(DAY, "r1", eur(8500), eur(1785), came_back=eur(6000), written_off=eur(4285))
    assert [said(item) for item in closed] == [
        {"recoverable": 6000, "payable": -6000}, {"recoverable": 4285, "written_off": -4285},
        {"care": 8500, "vat": 1785, "recoverable": -10285},
    ]  # fmt: skip
    assert set(balances([opened, *kept, *closed]).values()) == {0}
    assert len(recovery_closed(DAY, "r1", eur(1), eur(0), came_back=eur(0), written_off=eur(0))) == 1


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (Entry(Account.BANK, eur(0)), Entry(Account.CARE, eur(0))),
        (Entry(Account.BANK, eur(1)), Entry(Account.CARE, eur(-1)), Entry(Account.VAT, eur(0))),
        (Entry(Account.BANK, eur(1)),),
        (Entry(Account.BANK, eur(1)), Entry(Account.CARE, eur(-2))),
        (Entry(Account.BANK, eur(1)), Entry(Account.CARE, Money(-1, "USD"))),
        (Entry(Account.BANK, eur(1)), Entry(Account.CARE, eur(-1)), *[Entry(Account.VAT, Money(1, "USD"))] * 2),
    ],
)
def test_what_does_not_balance_in_each_currency_cannot_be_built(entries):
    with pytest.raises(Unbalanced):
        Posting(Event.SENT, DAY, "x", entries)


def test_two_currencies_balance_each_for_itself():
    dollars = Entry(Account.BANK, Money(5, "USD")), Entry(Account.CARE, Money(-5, "USD"))
    posting = Posting(Event.SENT, DAY, "x", (Entry(Account.BANK, eur(1)), Entry(Account.CARE, eur(-1)), *dollars))
    assert totals(posting.entries) == {"EUR": 0, "USD": 0}
    assert balances([posting, posting])[Account.BANK, "USD"] == 10
    with pytest.raises(OtherCurrency):
        approved(DAY, "l", eur(1), Money(1, "USD"))


def test_each_delivered_session_accrues_once_on_its_own_day_through_the_end_of_the_month():
    end = date(2026, 6, 30)
    delivered = [
        Accrual("s3", end, eur(3)), Accrual("s1", DAY, eur(1)), Accrual("s2", DAY, eur(2)), Accrual("s1", DAY, eur(1)),
        Accrual("s4", end + timedelta(days=1), eur(4)), Accrual("s5", DAY, eur(5)), Accrual("s6", DAY, eur(0)),
    ]  # fmt: skip
    found = accruals(delivered, frozenset({"s5"}), end)
    assert [(item.source, item.day, said(item)["care"]) for item in found] == [("s1", DAY, 1), ("s2", DAY, 2), ("s3", end, 3)]
    assert accruals(delivered, frozenset({"s1", "s2", "s3", "s5"}), end) == ()


PERIODS = (
    Period("jul", date(2026, 7, 1), date(2026, 7, 31)),
    Period("may", date(2026, 5, 1), date(2026, 5, 31), closed=True),
    Period("jun", date(2026, 6, 1), date(2026, 6, 30)),
)


@pytest.mark.parametrize(
    ("day", "key", "shown"),
    [
        (date(2026, 5, 31), "jun", date(2026, 6, 1)), (date(2026, 6, 1), "jun", date(2026, 6, 1)),
        (date(2026, 6, 30), "jun", date(2026, 6, 30)),
        (date(2026, 7, 1), "jul", date(2026, 7, 1)), (date(2026, 7, 31), "jul", date(2026, 7, 31)), (date(2026, 8, 1), None, None),
    ],
)  # fmt: skip
def test_what_comes_late_goes_to_the_open_period(day, key, shown):
    found = period_for(day, PERIODS)
    assert (found and found.key) == key
    if found:
        assert posted_on(day, found) == shown


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.none() | st.integers(0, 10**9))
def test_approving_and_voiding_leaves_the_accrual_alone_whatever_the_amounts(net, tax, accrued):
    done = approved(DAY, "l", eur(net), eur(tax), None if accrued is None else eur(accrued))
    voided = approval_voided(DAY, "l", eur(net), eur(tax))
    left = balances([item for item in (done, voided) if item])
    assert sum(left.values()) == 0 and left.get((Account.PAYABLE, "EUR"), 0) == left.get((Account.VAT, "EUR"), 0) == 0
    assert left.get((Account.ACCRUED, "EUR"), 0) == (accrued or 0) - net


class Books(RuleBasedStateMachine):
    """One line through every state, again and again: the books always balance and payable is what is approved and unpaid."""

    net, tax = eur(8500), eur(1785)

    def __init__(self):
        super().__init__()
        self.state, self.book, self.back, self.lost = "new", [], eur(0), eur(0)

    def post(self, state, *postings):
        self.state = state
        self.book += postings

    @precondition(lambda self: self.state == "new")
    @rule()
    def deliver(self):
        self.post("accrued", moved(Event.ACCRUED, DAY, "s", self.net))

    @precondition(lambda self: self.state == "accrued")
    @rule(decline=st.booleans())
    def decide(self, decline):
        if decline:
            self.post("new", moved(Event.ACCRUAL_REVERSED, DAY, "s", self.net))
        else:
            self.post("due", approved(DAY, "l", self.net, self.tax, self.net))

    @precondition(lambda self: self.state == "due")
    @rule(void=st.booleans())
    def pay(self, void):
        if void:
            self.post("accrued", approval_voided(DAY, "l", self.net, self.tax))
        else:
            self.post("sent", moved(Event.SENT, DAY, "p", self.net + self.tax))

    @precondition(lambda self: self.state in ("sent", "paid") and not self.back and not self.lost)
    @rule(back=st.booleans())
    def bank(self, back):
        if back:
            self.post("due", returned(DAY, "p", self.net + self.tax, settled=self.state == "paid"))
        elif self.state == "sent":
            self.post("paid", moved(Event.SETTLED, DAY, "p", self.net + self.tax))

    @precondition(lambda self: self.state == "paid")
    @rule()
    def recover(self):
        self.post("recovering", recovery_opened(DAY, "r", self.net, self.tax))

    @precondition(lambda self: self.state == "recovering")
    @rule(amount=st.integers(1, 10285), event=st.sampled_from([Event.REPAID, Event.WRITTEN_OFF]))
    def come_back(self, amount, event):
        left = self.net + self.tax - self.back - self.lost
        taken = min(eur(amount), left)
        if taken:
            self.post("recovering", moved(event, DAY, "r", taken))
            self.back, self.lost = (self.back + taken, self.lost) if event is Event.REPAID else (self.back, self.lost + taken)

    @precondition(lambda self: self.state == "recovering")
    @rule()
    def close(self):
        self.post("paid", *recovery_closed(DAY, "r", self.net, self.tax, came_back=self.back, written_off=self.lost))
        if self.back:  # what came back is due again and paid at once
            self.book += moved(Event.SENT, DAY, "p2", self.back), moved(Event.SETTLED, DAY, "p2", self.back)
        self.back = self.lost = eur(0)

    @invariant()
    def balanced(self):
        found = {account: minor for (account, _), minor in balances(self.book).items()}
        due = 10285 if self.state == "due" else 0
        assert sum(found.values()) == 0
        assert found.get(Account.PAYABLE, 0) == -due
        assert found.get(Account.ACCRUED, 0) == (-8500 if self.state == "accrued" else 0)
        owed = 10285 - self.back.minor - self.lost.minor if self.state == "recovering" else 0
        assert found.get(Account.RECOVERABLE, 0) == owed


TestBooks = Books.TestCase
