"""The counter of an authorization: never twice, never below zero, warned one before; units and pay are two things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.counting import (
    Attendance,
    AttendancePolicy,
    Counter,
    Share,
    SpendFault,
    extend,
    give_back,
    spend,
)


@pytest.mark.parametrize(
    ("spent", "key", "units", "fault", "left"),
    [
        ((), "a", 1, None, 2),
        ((), "a", 3, None, 0),
        ((), "a", 4, SpendFault.OVER, 3),
        ((), "a", 0, SpendFault.NOTHING, 3),
        ((), "a", -1, SpendFault.NOTHING, 3),
        ((("a", 2),), "b", 1, None, 0),
        ((("a", 2),), "b", 2, SpendFault.OVER, 1),
        ((("a", 3),), "b", 1, SpendFault.OVER, 0),
        ((("a", 2),), "a", 2, None, 1),
        ((("a", 2),), "a", 1, SpendFault.KEY_REUSED, 1),
        ((("a", 3),), "a", 3, None, 0),
    ],
)
def test_units_are_taken_once(spent, key, units, fault, left):
    before = Counter(3, spent)
    done = spend(before, key, units)
    assert (done.fault, done.counter.left) == (fault, left)
    if fault:
        assert done.counter == before


@pytest.mark.parametrize(
    ("authorized", "used", "warns"), [(3, 0, False), (3, 1, False), (3, 2, True), (3, 3, False), (1, 0, True), (0, 0, False)]
)
def test_the_warning_comes_one_before_the_last(authorized, used, warns):
    counter = Counter(authorized, tuple((f"s{n}", 1) for n in range(used)))
    assert (counter.used, counter.left, counter.warns) == (used, authorized - used, warns)


@pytest.mark.parametrize(
    ("authorized", "spent"), [(-1, ()), (1, (("a", 0),)), (1, (("a", -1),)), (3, (("a", 1), ("a", 1))), (1, (("a", 2),)), (0, (("a", 1),))]
)
def test_a_counter_that_cannot_be_is_not_built(authorized, spent):
    with pytest.raises(ValueError, match="units|session"):
        Counter(authorized, spent)


def test_what_is_given_back_can_be_spent_again_and_what_is_unknown_changes_nothing():
    counter = Counter(2, (("a", 1), ("b", 1)))
    assert give_back(counter, "a") == Counter(2, (("b", 1),))
    assert give_back(counter, "x") == counter


@pytest.mark.parametrize("units", [0, -1])
def test_an_extension_adds(units):
    assert extend(Counter(2, (("a", 2),)), 1).left == 1
    with pytest.raises(ValueError, match="at least one"):
        extend(Counter(2), units)


STEP = st.tuples(st.sampled_from(["spend", "again", "back", "extend"]), st.sampled_from("abcdef"), st.integers(-1, 4))


@given(st.integers(0, 6), st.lists(STEP, max_size=40))
def test_whatever_is_tried_no_more_is_spent_than_authorized_and_no_session_twice(authorized, steps):
    counter, mirror = Counter(authorized), {}
    for kind, key, units in steps:
        if kind == "back":
            counter = give_back(counter, key)
            mirror.pop(key, None)
        elif kind == "extend" and units > 0:
            counter = extend(counter, units)
        elif kind in ("spend", "again"):
            before, done = counter, spend(counter, key, units)
            counter = done.counter
            if done.fault is None:
                assert mirror.setdefault(key, units) == units
            else:
                assert counter == before
            if kind == "again":
                assert spend(counter, key, units).counter == counter
        assert dict(counter.spent) == mirror
        assert counter.used <= counter.authorized and counter.left >= 0


def test_the_usual_policy_pays_and_counts_what_was_attended():
    usual = AttendancePolicy()
    assert [usual.units(kind, 2) for kind in Attendance] == [2, 0, 0]
    assert [usual.of(kind).paid for kind in Attendance] == [10_000, 0, 0]


def test_each_kind_has_its_own_share():
    policy = AttendancePolicy(Share(True, 1), Share(True, 2), Share(False, 3))
    assert [policy.of(kind).paid for kind in Attendance] == [1, 2, 3]
    assert [policy.units(kind, 1) for kind in Attendance] == [1, 1, 0]


@pytest.mark.parametrize(
    ("most", "earlier", "paid"), [(None, 99, 5000), (0, 0, 0), (1, 0, 5000), (1, 1, 0), (2, 1, 5000), (2, 2, 0), (2, 3, 0)]
)
def test_so_many_missed_sessions_are_paid(most, earlier, paid):
    assert Share(True, 5000, most).paid_after(earlier) == paid


@pytest.mark.parametrize(("paid", "most"), [(-1, None), (10_001, None), (0, -1)])
def test_a_share_that_cannot_be_is_refused(paid, most):
    with pytest.raises(ValueError, match="share|none"):
        Share(True, paid, most)
    assert Share(True, 0, 0).paid_after(0) == Share(True, 10_000).paid_after(0) - 10_000 == 0
