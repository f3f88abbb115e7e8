"""Days, instants, spans and months: each end at -1, 0 and +1, each zone where the local day differs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.dates import (
    At,
    Day,
    Span,
    earliest_anchor,
    earliest_evidence_day,
    last_good_day,
    midnight,
    plus_months,
)

CHICAGO, LOS_ANGELES, AMSTERDAM = "America/Chicago", "America/Los_Angeles", "Europe/Amsterdam"
MARCH = Span(date(2026, 3, 1), date(2026, 3, 31), CHICAGO)


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 3, 2), True),
        (date(2026, 3, 30), True), (date(2026, 3, 31), True), (date(2026, 4, 1), False),
    ],
)
def test_both_days_of_a_span_are_included(day, covered):
    assert MARCH.covers(Day(day)) is covered


@pytest.mark.parametrize(("day", "covered"), [(date(2026, 2, 28), False), (date(2026, 3, 1), True), (date.max, True)])
def test_an_open_span_never_ends(day, covered):
    assert Span(date(2026, 3, 1)).covers(Day(day)) is covered


@pytest.mark.parametrize(("day", "covered"), [(9, False), (10, True), (11, False)])
def test_a_span_of_one_day_covers_that_day(day, covered):
    assert Span(date(2026, 3, 10), date(2026, 3, 10)).covers(Day(date(2026, 3, day))) is covered


def test_a_span_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        Span(date(2026, 3, 2), date(2026, 3, 1))


LAST = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("zone", "utc", "covered"),
    [
        # the last day ends at 06:00 UTC in Chicago, 08:00 UTC in California, 23:00 UTC before in the Netherlands
        (CHICAGO, datetime(2026, 3, 4, 5, 59, 59), True), (CHICAGO, datetime(2026, 3, 4, 6, 0), False),
        (LOS_ANGELES, datetime(2026, 3, 4, 7, 59, 59), True), (LOS_ANGELES, datetime(2026, 3, 4, 8, 0), False),
        (AMSTERDAM, datetime(2026, 3, 3, 22, 59, 59), True), (AMSTERDAM, datetime(2026, 3, 3, 23, 0), False),
    ],
)
def test_an_instant_is_judged_by_the_wall_date_in_the_spans_own_zone(zone, utc, covered):
    assert Span(date(2026, 1, 1), LAST, zone).covers(At(utc.replace(tzinfo=UTC))) is covered


@pytest.mark.parametrize(
    ("zone", "utc", "covered"),
    [
        (CHICAGO, datetime(2026, 3, 3, 5, 59, 59), False), (CHICAGO, datetime(2026, 3, 3, 6, 0), True),
        (LOS_ANGELES, datetime(2026, 3, 3, 7, 59, 59), False), (LOS_ANGELES, datetime(2026, 3, 3, 8, 0), True),
        (AMSTERDAM, datetime(2026, 3, 2, 22, 59, 59), False), (AMSTERDAM, datetime(2026, 3, 2, 23, 0), True),
    ],
)
def test_a_span_begins_at_midnight_in_its_own_zone(zone, utc, covered):
    assert Span(LAST, None, zone).covers(At(utc.replace(tzinfo=UTC))) is covered


@pytest.mark.parametrize("zone", [CHICAGO, LOS_ANGELES, AMSTERDAM, "Pacific/Kiritimati"])
def test_a_day_is_compared_plainly_whatever_the_zone(zone):
    span = Span(LAST, LAST, zone)
    assert [span.covers(Day(LAST + timedelta(days=n))) for n in (-1, 0, 1)] == [False, True, False]


def test_a_naive_datetime_is_no_instant_and_no_day():
    with pytest.raises(ValueError):
        At(datetime(2026, 3, 3))
    with pytest.raises(ValueError):
        Day(datetime(2026, 3, 3))


def test_started_and_over_say_on_which_side_a_moment_falls():
    before, after = Day(date(2026, 2, 28)), Day(date(2026, 4, 1))
    assert (MARCH.started(before), MARCH.over(before)) == (False, False)
    assert (MARCH.started(after), MARCH.over(after)) == (True, True)
    assert not Span(date(2026, 3, 1)).over(Day(date.max))


def test_the_turns_of_a_span_are_its_first_day_and_the_day_after_its_last():
    assert MARCH.turns == ((date(2026, 3, 1), CHICAGO), (date(2026, 4, 1), CHICAGO))
    assert Span(date(2026, 3, 1)).turns == ((date(2026, 3, 1), "UTC"),)
    assert Span(date(2026, 3, 1), date.max).turns == ((date(2026, 3, 1), "UTC"),)


def test_a_span_takes_another_last_day_and_keeps_the_rest():
    assert MARCH.through(date(2026, 4, 30)) == Span(date(2026, 3, 1), date(2026, 4, 30), CHICAGO)


def test_midnight_is_the_first_instant_of_the_day_in_its_zone():
    assert midnight(LAST, CHICAGO) == datetime(2026, 3, 3, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_are_counted_from_the_anchor_and_clamped(anchor, months, expected):
    assert plus_months(anchor, months) == expected


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))


@given(on=DAYS, months=st.integers(0, 480))
def test_the_cut_off_of_a_month_window_is_exactly_the_earliest_anchor_still_good(on, months):
    cut = earliest_anchor(on, months)
    assert plus_months(cut, months) >= on
    assert plus_months(cut - timedelta(days=1), months) < on


@pytest.mark.parametrize(
    ("on", "months", "cut"),
    [
        (date(2027, 2, 28), 36, date(2024, 2, 28)),
        (date(2027, 3, 1), 36, date(2024, 3, 1)),
        (date(2026, 5, 31), 3, date(2026, 3, 1)),
        (date(2026, 5, 28), 3, date(2026, 2, 28)),
    ],
)
def test_the_cut_off_at_month_ends(on, months, cut):
    assert earliest_anchor(on, months) == cut


def test_a_window_of_120_days_passes_day_120_and_refuses_day_121():
    evidence = date(2026, 7, 1)
    last = last_good_day(evidence, 120)
    assert last == date(2026, 10, 29)
    assert [day <= last for day in (last - timedelta(days=1), last, last + timedelta(days=1))] == [True, True, False]


@given(evidence=DAYS, on=DAYS, days=st.integers(0, 1095))
def test_the_cut_off_for_sql_says_the_same_as_the_window(evidence, on, days):
    assert (evidence >= earliest_evidence_day(on, days)) is (on <= last_good_day(evidence, days))
