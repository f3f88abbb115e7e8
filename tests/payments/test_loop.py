"""A hold opens, moves, ends, is voided: what becomes of each line, worked by hand, and again when nothing changed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.money import Money, OtherCurrency
from payments.loop import (
    Judged,
    Owed,
    Recovery,
    RecoveryState,
    Shown,
    State,
    Step,
    judge,
    offset,
)


def usd(minor):
    return Money(minor, "USD")


def recovery(state="noticed", back=0):
    return Recovery(RecoveryState(state), usd(8500), usd(back))


@pytest.mark.parametrize(
    ("state", "shown", "step"),
    [
        ("draft", "held", None),
        ("submitted", "held", None),
        ("matched", "held", None),
        ("exception", "held", None),
        ("approved", "held", "void_approval"),
        ("in_batch", "held", "leave_batch"),
        ("sent", "held", "recall"),
        ("paid", "paid_in_error", "open_recovery"),
        ("returned", "held", None),
        ("disputed", "held", None),
        ("declined", "not_due", None),
        ("adjusted", "not_due", None),
    ],
)
def test_a_line_whose_day_does_not_count(state, shown, step):
    assert judge(State(state), False) == Judged(Shown(shown), step and Step(step))


@pytest.mark.parametrize("state", list(State))
def test_a_line_whose_day_counts_needs_nothing(state):
    due = state not in (State.DECLINED, State.ADJUSTED)
    assert judge(state, True) == Judged(Shown.PAYABLE if due else Shown.NOT_DUE)


@pytest.mark.parametrize(
    ("state", "back", "counts", "expected"),
    [
        ("noticed", 0, False, Judged(Shown.PAID_IN_ERROR)),
        ("offset", 8500, False, Judged(Shown.PAID_IN_ERROR)),
        ("repaid", 8500, False, Judged(Shown.PAID_IN_ERROR)),
        ("written_off", 0, False, Judged(Shown.PAID_IN_ERROR)),
        ("closed", 0, False, Judged(Shown.PAID_IN_ERROR, Step.OPEN_RECOVERY)),
        ("noticed", 0, True, Judged(Shown.PAYABLE, Step.CLOSE_RECOVERY)),
        ("noticed", 1, True, Judged(Shown.PAYABLE, Step.CLOSE_RECOVERY, usd(1))),
        ("offset", 8500, True, Judged(Shown.PAYABLE, Step.CLOSE_RECOVERY, usd(8500))),
        ("written_off", 2000, True, Judged(Shown.PAYABLE, Step.CLOSE_RECOVERY, usd(2000))),
        ("closed", 8500, True, Judged(Shown.PAYABLE)),
    ],
)
def test_a_paid_line_and_its_recovery(state, back, counts, expected):
    assert judge(State.PAID, counts, recovery(state, back)) == expected


@pytest.mark.parametrize(
    ("counts", "recalling", "step"), [(False, False, "recall"), (False, True, None), (True, True, "drop_recall"), (True, False, None)]
)
def test_a_line_the_bank_has_is_recalled_once_and_not_when_its_day_counts_again(counts, recalling, step):
    assert judge(State.SENT, counts, recalling=recalling).step == (step and Step(step))


D = date(2026, 6, 10)
ONE = timedelta(days=1)
# paid before D, paid on D, in a locked batch after it, approved the day after D, submitted two days after, a draft later
LINES = {
    "paid before": (State.PAID, D - ONE), "paid after": (State.PAID, D), "in batch": (State.IN_BATCH, D + 3 * ONE),
    "approved": (State.APPROVED, D + ONE), "submitted": (State.SUBMITTED, D + 2 * ONE), "draft": (State.DRAFT, D + 5 * ONE),
}  # fmt: skip
# the hold's first and last day → what each line says, in the order above; the recovery open on "paid after" is given
HELD_FROM = [
    ((D, None), "payable paid_in_error held held held held"),
    ((D + 2 * ONE, None), "payable payable held payable held held"),
    ((D + 2 * ONE, D + 3 * ONE), "payable payable held payable held payable"),
    ((D, D + 4 * ONE), "payable paid_in_error held held held payable"),
    (None, "payable payable payable payable payable payable"),
]


def counts(day, hold):
    return hold is None or not (hold[0] <= day and (hold[1] is None or day <= hold[1]))


@pytest.mark.parametrize(("hold", "shown"), HELD_FROM)
def test_six_lines_around_the_day_follow_the_hold_forwards_and_backwards(hold, shown):
    found = {name: judge(state, counts(day, hold)).shown for name, (state, day) in LINES.items()}
    assert " ".join(found.values()) == shown


def test_total_by_total_as_the_date_moves_and_the_hold_is_voided():
    """Lines of 85.00 each: payable, held and to be recovered after each step, as a person would add them up."""
    totals = []
    open_recovery = None
    for hold, _ in HELD_FROM:
        sums = {"payable": 0, "held": 0, "paid_in_error": 0}
        for name, (state, day) in LINES.items():
            answer = judge(state, counts(day, hold), open_recovery if name == "paid after" else None)
            sums[answer.shown] += 8500
            if answer.step is Step.OPEN_RECOVERY:
                open_recovery = recovery("noticed")
            elif answer.step is Step.CLOSE_RECOVERY:
                open_recovery = recovery("closed")
        totals.append(tuple(sums.values()))
    assert totals == [(8500, 34000, 8500), (25500, 25500, 0), (34000, 17000, 0), (17000, 25500, 8500), (51000, 0, 0)]
    assert open_recovery.state is RecoveryState.CLOSED


@pytest.mark.parametrize(
    ("due", "owed", "kept", "pays"),
    [
        (8500, [], {}, 8500),
        (8500, [("r1", 1, 8499)], {"r1": 8499}, 1),
        (8500, [("r1", 1, 8500)], {"r1": 8500}, 0),
        (8500, [("r1", 1, 8501)], {"r1": 8500}, 0),
        (8500, [("r2", 2, 5000), ("r1", 1, 4000)], {"r1": 4000, "r2": 4500}, 0),
        (8500, [("r2", 2, 5000), ("r1", 1, 8500)], {"r1": 8500}, 0),
        (8500, [("b", 1, 8000), ("a", 1, 600)], {"a": 600, "b": 7900}, 0),
        (0, [("r1", 1, 1)], {}, 0),
        (8500, [("r1", 1, 0)], {}, 8500),
        (-100, [("r1", 1, 50)], {}, -100),
    ],
)
def test_what_is_owed_is_set_off_the_oldest_first(due, owed, kept, pays):
    found = offset(usd(due), [Owed(key, order, usd(left)) for key, order, left in owed])
    assert ({key: money.minor for key, money in found.kept}, found.pays) == (kept, usd(pays))


def test_another_currency_is_not_set_off():
    with pytest.raises(OtherCurrency, match="EUR cannot be set off"):
        offset(usd(1), [Owed("r", 1, Money(1, "EUR"))])


def test_what_is_left_of_a_recovery():
    assert recovery(back=8000).left == usd(500)


OWED = st.lists(st.builds(Owed, st.text(min_size=1), st.integers(), st.integers(0, 10**6).map(usd)), max_size=6)


@given(st.integers(0, 10**6).map(usd), OWED)
def test_nothing_is_lost_between_what_is_kept_and_what_is_paid(due, owed):
    found = offset(due, owed)
    assert sum((money.minor for _, money in found.kept), found.pays.minor) == due.minor
    assert found.pays.minor >= 0 and all(money.minor > 0 for _, money in found.kept)
    if found.pays:
        assert sum(money.minor for _, money in found.kept) == sum(item.left.minor for item in owed)


@given(st.sampled_from(State), st.lists(st.booleans(), min_size=1, max_size=8))
def test_the_last_word_alone_counts_and_asked_twice_there_is_nothing_to_do(state, said):
    last, recalling = None, False
    for counting in said:
        for again in (False, True):
            answer = judge(state, counting, last, recalling=recalling)
            assert not again or state in (State.IN_BATCH, State.APPROVED) or answer.step is None
            last = {Step.OPEN_RECOVERY: recovery(), Step.CLOSE_RECOVERY: recovery("closed")}.get(answer.step, last)
            recalling = {Step.RECALL: True, Step.DROP_RECALL: False}.get(answer.step, recalling)
    fresh = judge(state, said[-1])
    assert answer.shown == fresh.shown
    assert (last is not None and last.state is not RecoveryState.CLOSED) == (state is State.PAID and not said[-1])
