"""How long an answer holds, by hand: from the day before, on and after every day of hers on which it changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from network.dates import At, Day, Span
from network.standing import Use, until
from tests.network.standing_cases import ROWS, hold, need, with_grant

TICK = timedelta(microseconds=1)
INSURED, LICENSED, DUE, SERVED = date(2026, 12, 31), date(2027, 6, 30), date(2028, 12, 31), date(2029, 1, 30)

OFFERED = [
    (date(2025, 12, 31), date(2026, 1, 9)), (date(2026, 1, 9), date(2026, 1, 9)), (date(2026, 1, 10), date(2026, 1, 10)),
    (date(2026, 1, 11), date(2026, 1, 11)), (date(2026, 1, 12), INSURED), (INSURED, INSURED), (date(2027, 1, 1), LICENSED),
    (LICENSED, LICENSED), (date(2027, 7, 1), DUE), (DUE, DUE), (date(2029, 1, 1), None),
]
SERVING = [(date(2027, 7, 1), SERVED), (DUE, SERVED), (date(2029, 1, 1), SERVED), (SERVED, SERVED), (date(2029, 1, 31), None)]


@pytest.mark.parametrize(("day", "last"), OFFERED)
def test_an_offer_holds_through_the_day_before_the_next_change(day, last):
    assert ROWS.until(need(), Day(day)) == last


@pytest.mark.parametrize(("day", "last"), SERVING)
def test_sessions_go_on_through_the_last_day_they_count(day, last):
    assert ROWS.until(need(use=Use.SESSION), Day(day)) == last


def test_a_release_waits_for_nothing_but_holds():
    assert ROWS.until(need(use=Use.RELEASE), Day(date(2026, 3, 3))) is None


@pytest.mark.parametrize(("day", "last"), [(4, 4), (5, 8), (8, 8)])
def test_a_hold_is_a_change_on_its_first_day_and_on_the_day_after_its_last(day, last):
    rows = replace(ROWS, holds=(hold(first=date(2026, 3, 5), last=date(2026, 3, 8)),))
    assert rows.until(need(), Day(date(2026, 3, day))) == date(2026, 3, last)


def test_a_day_on_which_nothing_changes_for_this_need_is_passed_over():
    elsewhere = hold(first=date(2026, 3, 5), last=date(2026, 3, 8), service="couples")
    assert replace(ROWS, holds=(elsewhere,)).until(need(), Day(date(2026, 3, 3))) == INSURED


def test_a_grant_without_an_end_leaves_what_it_rests_on():
    rows = with_grant(span=Span(date(2026, 1, 10)), serve_until=None)
    assert rows.until(need(), Day(date(2027, 7, 1))) is None


INSTANTS = [
    (datetime(2027, 1, 1, 5, tzinfo=UTC) - TICK, INSURED),  # the organization's New Year
    (datetime(2027, 1, 1, 5, tzinfo=UTC), LICENSED),
    (datetime(2027, 7, 1, 5, tzinfo=UTC) - TICK, LICENSED),  # midnight where the board is
    (datetime(2027, 7, 1, 5, tzinfo=UTC), DUE),
    (datetime(2029, 1, 1, 5, tzinfo=UTC), None),
]


@pytest.mark.parametrize(("instant", "last"), INSTANTS)
def test_an_instant_is_judged_in_the_zone_of_the_row_that_changes(instant, last):
    assert ROWS.until(need(), At(instant)) == last


def test_of_two_changes_the_earlier_instant_counts_not_the_earlier_day():
    """10 March begins on Kiritimati an hour before 9 March begins on Midway."""
    west = replace(hold(key="h1"), span=Span(date(2026, 3, 9), None, "Pacific/Midway"))
    east = replace(hold(key="h2"), span=Span(date(2026, 3, 10), None, "Pacific/Kiritimati"))
    for holds in ((west, east), (east, west)):
        rows = replace(ROWS, holds=holds)
        found = until(rows.acceptances, rows.grants, rows.covers, rows.holds, need(), At(datetime(2026, 3, 9, tzinfo=UTC)))
        assert found == date(2026, 3, 9)
