"""Working days by hand: holidays as the calendars of the countries print them, and the last day of a period three ways."""

from datetime import date

import pytest

from network.workdays import easter, holidays, is_working, last_day


@pytest.mark.parametrize("day", [
    date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25), date(1961, 4, 2),
    date(2000, 4, 23), date(2002, 3, 31), date(2005, 3, 27), date(2008, 3, 23), date(2011, 4, 24), date(2014, 4, 20), date(2016, 3, 27),
    date(2017, 4, 16), date(2018, 4, 1), date(2019, 4, 21), date(2020, 4, 12), date(2021, 4, 4), date(2022, 4, 17), date(2023, 4, 9),
    date(1818, 3, 22), date(1761, 3, 22), date(1886, 4, 25), date(1943, 4, 25), date(2285, 3, 22),  # as early and as late as can be
    date(2106, 4, 18),
    date(1954, 4, 18), date(1981, 4, 19), date(2049, 4, 18), date(2076, 4, 19),  # a week earlier than the rule without exceptions
])
def test_easter(day):
    assert easter(day.year) == day


def days(year, *each):
    return {date(year, month, day) for month, day in each}


def test_the_holidays_of_three_countries_as_printed():
    assert holidays("US", 2026) == days(
        2026, (1, 1), (1, 19), (2, 16), (5, 25), (6, 19), (7, 3), (9, 7), (10, 12), (11, 11), (11, 26), (12, 25)
    ) | {date(2027, 1, 1)}
    assert holidays("NL", 2026) == days(2026, (1, 1), (4, 3), (4, 6), (4, 27), (5, 5), (5, 14), (5, 25), (12, 25), (12, 26))
    assert holidays("GB", 2026) == days(2026, (1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28))
    assert date(2027, 12, 31) in holidays("US", 2027), "New Year's Day 2028 is a Saturday: kept on the Friday before"
    assert date(2025, 4, 26) in holidays("NL", 2025) and date(2025, 4, 27) not in holidays("NL", 2025)
    assert days(2027, (12, 27), (12, 28)) <= holidays("GB", 2027), "Christmas on a Saturday, Boxing Day on a Sunday"
    assert holidays("US", 2025) == days(
        2025, (1, 1), (1, 20), (2, 17), (5, 26), (6, 19), (7, 4), (9, 1), (10, 13), (11, 11), (11, 27), (12, 25)
    ) | {date(2026, 1, 1)}, "Labor Day on the first of the month"
    assert holidays("US", 2022) == days(
        2022, (1, 17), (2, 21), (5, 30), (6, 20), (7, 4), (9, 5), (10, 10), (11, 11), (11, 24), (12, 26)
    ) | {date(2021, 12, 31), date(2023, 1, 2)}, "Juneteenth, Christmas and New Year on Sundays: the Monday after"
    assert holidays("GB", 2025) == days(2025, (1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26))
    assert holidays("DE", 2026) == frozenset() and not is_working(date(2026, 11, 28), "DE")


@pytest.mark.parametrize(("begun", "count", "way", "country", "last"), [
    (date(2026, 11, 27), 30, "calendar", "US", date(2026, 12, 27)),  # a Sunday
    (date(2026, 11, 27), 30, "moved", "US", date(2026, 12, 28)),
    (date(2026, 11, 25), 30, "moved", "US", date(2026, 12, 28)),  # Christmas is a Friday, then the weekend
    (date(2026, 11, 24), 30, "moved", "US", date(2026, 12, 24)),  # the day before
    (date(2026, 11, 25), 30, "moved", "NL", date(2026, 12, 28)),
    (date(2026, 11, 26), 30, "moved", "GB", date(2026, 12, 29)),  # Boxing Day on a Saturday is kept on the Monday
    (date(2026, 11, 25), 1, "working", "US", date(2026, 11, 27)),  # Thanksgiving between
    (date(2026, 11, 25), 1, "working", "NL", date(2026, 11, 26)),
    (date(2026, 11, 27), 1, "working", "US", date(2026, 11, 30)),
    (date(2026, 11, 28), 1, "working", "US", date(2026, 11, 30)),  # begun on a Saturday
    (date(2026, 12, 21), 10, "working", "NL", date(2027, 1, 6)),  # over Christmas and New Year
    (date(2026, 12, 21), 0, "working", "NL", date(2026, 12, 21)),
])
def test_the_last_day_counts_and_is_one_on_which_somebody_is_there(begun, count, way, country, last):
    assert last_day(begun, count, way=way, country=country) == last
