"""The next vetting, day by day: due, reminded of, late, over, put off. Every threshold one day before, on it and one day after."""

from datetime import date

import pytest

from vetting.renewals import Leave, Phase, days_late, due_after, phase, put_off, reminder

DUE, LATE_UNTIL = date(2026, 3, 31), date(2026, 4, 30)


@pytest.mark.parametrize(("decided", "months", "days", "due"), [
    (date(2023, 3, 31), 36, 0, date(2026, 3, 31)), (date(2023, 4, 1), 36, 0, date(2026, 4, 1)),
    (date(2024, 2, 29), 36, 0, date(2027, 2, 28)), (date(2024, 2, 29), 24, 0, date(2026, 2, 28)),
    (date(2023, 3, 31), 36, 1095, date(2026, 3, 30)),  # the leap day of 2024 is among them
    (date(2023, 3, 31), 36, 1096, date(2026, 3, 31)), (date(2023, 3, 31), 36, 365, date(2024, 3, 30)),
])
def test_the_due_day_counts_from_the_decision_by_months_or_by_days(decided, months, days, due):
    assert due_after(decided, months=months, days=days) == due


@pytest.mark.parametrize(("on", "expected"), [
    (date(2025, 11, 30), Phase.EARLY), (date(2025, 12, 1), Phase.OPEN), (date(2025, 12, 2), Phase.OPEN),
    (date(2026, 3, 30), Phase.OPEN), (date(2026, 3, 31), Phase.OPEN), (date(2026, 4, 1), Phase.LATE),
    (date(2026, 4, 29), Phase.LATE), (date(2026, 4, 30), Phase.LATE), (date(2026, 5, 1), Phase.OVER),
])
def test_120_days_before_it_opens_the_day_after_it_is_late_and_31_days_after_it_is_over(on, expected):
    assert phase(on, due=DUE, opens=120, late_until=LATE_UNTIL) is expected


def test_where_nothing_late_is_accepted_it_is_over_the_day_after():
    assert [phase(day, due=DUE, opens=120, late_until=DUE) for day in (DUE, date(2026, 4, 1))] == [Phase.OPEN, Phase.OVER]


@pytest.mark.parametrize(("on", "late"), [(date(2026, 3, 30), 0), (DUE, 0), (date(2026, 4, 1), 1), (LATE_UNTIL, 30)])
def test_late_is_counted_from_the_day_after_the_due_day(on, late):
    assert days_late(on, DUE) == late


@pytest.mark.parametrize(("on", "step"), [
    (date(2025, 12, 30), None), (date(2025, 12, 31), 90), (date(2026, 1, 1), 90),
    (date(2026, 1, 29), 90), (date(2026, 1, 30), 60), (date(2026, 1, 31), 60),
    (date(2026, 2, 28), 60), (date(2026, 3, 1), 30), (date(2026, 3, 2), 30),
    (date(2026, 3, 30), 30), (DUE, 0), (date(2026, 4, 1), 0),
])
def test_the_ladder_reminds_90_60_and_30_days_before_and_on_the_day(on, step):
    assert reminder((90, 60, 30, 0), due=DUE, opened=date(2025, 12, 1), on=on) == step


@pytest.mark.parametrize(("opened", "step"), [(date(2026, 1, 29), 60), (date(2026, 1, 30), None), (date(2026, 1, 31), None)])
def test_a_step_that_had_passed_when_the_file_was_opened_is_not_made_up_for(opened, step):
    assert reminder((90, 60, 30), due=DUE, opened=opened, on=date(2026, 2, 1)) == step


@pytest.mark.parametrize(("first", "last", "due"), [
    (date(2026, 4, 1), date(2026, 5, 31), DUE), (DUE, date(2026, 5, 31), date(2026, 7, 30)),
    (date(2026, 3, 30), date(2026, 5, 31), date(2026, 7, 30)),
    (date(2026, 1, 1), date(2026, 3, 30), DUE), (date(2026, 1, 1), DUE, date(2026, 5, 30)),
    (date(2026, 1, 1), date(2026, 4, 1), date(2026, 5, 31)),
])
def test_leave_in_which_the_due_day_falls_puts_it_off_to_60_days_after_the_return(first, last, due):
    assert put_off(DUE, [Leave(first, last)], 60) == due


def test_leave_puts_nothing_off_where_the_policy_gives_no_days_and_twice_where_it_falls_twice():
    spring, summer = Leave(date(2026, 3, 1), date(2026, 4, 30)), Leave(date(2026, 6, 1), date(2026, 7, 31))
    assert put_off(DUE, [spring, summer], 0) == DUE
    assert put_off(DUE, [summer, spring], 60) == date(2026, 9, 29)
    assert put_off(DUE, [], 60) == DUE
