"""The day a line is paid: after checking, on the next pay day, never when banks are closed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.pay_dates import Rhythm, expected, merged, plus_working_days, working_days_between

FRIDAYS = Rhythm(checking=3, weekday=4)
TWICE = Rhythm(checking=2, month_days=(15, 31))
# June 2026: the 1st is a Monday


def june(day: int) -> date:
    return date(2026, 6, day)


@pytest.mark.parametrize(
    ("submitted", "paid"),
    [
        (june(1), june(5)),  # Monday, three days of checking: Thursday
        (june(2), june(5)),  # Tuesday: ready on Friday, paid that day
        (june(3), june(12)),  # Wednesday: ready on Monday
        (june(5), june(12)),
        (june(6), june(12)),  # Saturday counts from Monday: ready on Thursday
        (june(8), june(12)),
        (june(9), june(12)),
        (june(10), june(19)),
    ],
)
def test_every_friday(submitted, paid):
    assert expected(submitted, FRIDAYS) == paid


@pytest.mark.parametrize(
    ("submitted", "paid"),
    [
        (june(10), june(15)),
        (june(11), june(15)),
        (june(12), june(30)),  # ready on the 16th: June has no 31st, so its last day
        (june(26), june(30)),
        (june(27), date(2026, 7, 15)),  # ready on Wednesday 1 July
        (date(2026, 7, 29), date(2026, 7, 31)),
        (date(2026, 8, 12), date(2026, 8, 17)),  # the 15th is a Saturday: Monday
        (date(2026, 8, 13), date(2026, 8, 17)),  # ready on that Monday
        (date(2026, 8, 14), date(2026, 8, 31)),
        (date(2026, 2, 24), date(2026, 3, 2)),  # 28 February is a Saturday
    ],
)
def test_twice_a_month(submitted, paid):
    assert expected(submitted, TWICE) == paid


def test_a_closed_day_moves_the_pay_day_and_the_checking():
    closed = Rhythm(checking=3, weekday=4, closed=frozenset({june(5)}))
    assert expected(june(1), closed) == june(8)
    assert expected(june(2), closed) == june(8)  # Wednesday, Thursday, Monday
    assert expected(june(3), closed) == june(12)


@pytest.mark.parametrize(
    ("paused", "paid"),
    [
        ((), june(5)),
        (((june(2), june(2)),), june(5)),  # ready on Friday
        (((june(2), june(3)),), june(12)),
        (((june(6), june(7)),), june(5)),  # a weekend costs nothing
        (((date(2026, 5, 1), june(1)),), june(5)),  # before it was submitted no clock ran
        (((june(1), june(1)), (june(3), june(3))), june(12)),
    ],
)
def test_days_a_question_waited_do_not_count(paused, paid):
    assert expected(june(1), FRIDAYS, paused) == paid


@pytest.mark.parametrize(
    ("day", "days", "result"),
    [(june(1), 0, june(1)), (june(6), 0, june(8)), (june(5), 1, june(8)), (june(7), 1, june(9)), (june(1), 5, june(8))],
)
def test_working_days_after_a_day(day, days, result):
    assert plus_working_days(day, days, FRIDAYS) == result


@pytest.mark.parametrize(("first", "last", "days"), [(1, 1, 1), (1, 7, 5), (6, 7, 0), (2, 1, 0), (9, 1, 0), (5, 8, 2)])
def test_working_days_between(first, last, days):
    assert working_days_between(june(first), june(last), FRIDAYS) == days


@pytest.mark.parametrize(
    "wrong",
    [{"checking": -1, "weekday": 1}, {"checking": 1}, {"checking": 1, "weekday": 1, "month_days": (1,)}, {"checking": 1, "weekday": 7},
     {"checking": 1, "weekday": -1}, {"checking": 1, "month_days": (0,)}, {"checking": 1, "month_days": (32,)}],
)  # fmt: skip
def test_a_rhythm_that_pays_on_no_day_or_before_checking_is_refused(wrong):
    with pytest.raises(ValueError, match="rhythm|weekday|month"):
        Rhythm(**wrong)
    assert Rhythm(checking=0, weekday=0).pays(june(1)) and Rhythm(checking=0, weekday=6).pays(june(7))
    assert Rhythm(checking=0, month_days=(1,)).pays(june(1)) and Rhythm(checking=0, month_days=(31,)).pays(june(30))


RHYTHMS = st.one_of(
    st.builds(Rhythm, st.integers(0, 9), weekday=st.integers(0, 6)),
    st.builds(Rhythm, st.integers(0, 9), month_days=st.lists(st.integers(1, 31), min_size=1, max_size=3).map(tuple)),
)


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), RHYTHMS)
def test_it_is_paid_on_a_working_day_after_checking_and_never_earlier_for_who_submits_later(submitted, rhythm):
    paid = expected(submitted, rhythm)
    assert rhythm.open(paid) and paid >= plus_working_days(submitted, rhythm.checking, rhythm)
    assert expected(plus_working_days(submitted, 1, rhythm), rhythm) >= paid
    assert (paid - submitted).days <= 31 + 2 * rhythm.checking + 6


@pytest.mark.parametrize(("spans", "wanted"), [
    ([], []), ([(3, 2)], []), ([(3, 3)], [(3, 3)]),
    ([(2, 4), (6, 8)], [(2, 4), (6, 8)]), ([(2, 4), (5, 8)], [(2, 8)]), ([(2, 4), (4, 8)], [(2, 8)]), ([(5, 8), (2, 9)], [(2, 9)]),
    ([(6, 8), (2, 4), (4, 3)], [(2, 4), (6, 8)]),
])
def test_days_that_overlap_or_touch_are_one_span_and_none_counts_twice(spans, wanted):
    day = lambda number: date(2026, 11, number)  # noqa: E731
    assert merged((day(first), day(last)) for first, last in spans) == tuple((day(first), day(last)) for first, last in wanted)
