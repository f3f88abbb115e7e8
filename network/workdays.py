"""Working days, by country: which days an office is closed, and the last day of a period. Pure.

Holidays are known for three countries; elsewhere only Saturdays and Sundays count as closed. Each rule names its law.
"""

from datetime import date, timedelta
from functools import cache

from network.dates import ONE_DAY

CALENDAR, MOVED, WORKING = "calendar", "moved", "working"
WAYS = (CALENDAR, MOVED, WORKING)
SATURDAY, SUNDAY = 5, 6
MONDAY, THURSDAY = 0, 3


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, *divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """The `number`th such weekday of a month, which may lie in the next."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _last(year: int, month: int, weekday: int) -> date:
    """The last such weekday of a month: the fifth where it has one, else the fourth."""
    fifth = _nth(year, month, weekday, 5)
    return fifth if fifth.month == month else fifth - timedelta(days=7)


def _us(year: int) -> set[date]:
    """Federal holidays, 5 U.S.C. 6103; of one on a Saturday the Friday before, of one on a Sunday the Monday after."""
    fixed = [date(year, 1, 1), date(year + 1, 1, 1), date(year, 6, 19), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    observed = {day - ONE_DAY if day.weekday() == SATURDAY else day + ONE_DAY if day.weekday() == SUNDAY else day for day in fixed}
    mondays = {_nth(year, month, MONDAY, number) for month, number in ((1, 3), (2, 3), (9, 1), (10, 2))}
    return observed | mondays | {_last(year, 5, MONDAY), _nth(year, 11, THURSDAY, 4)}


def _nl(year: int) -> set[date]:
    """Days equal to a Sunday, Algemene termijnenwet article 3; the King's birthday is kept on the 26th where the 27th is a Sunday."""
    king = date(year, 4, 27)
    moving = {easter(year) + timedelta(days=days) for days in (-2, 1, 39, 50)}
    fixed = {date(year, month, day) for month, day in ((1, 1), (5, 5), (12, 25), (12, 26))}
    return moving | fixed | {king - ONE_DAY if king.weekday() == SUNDAY else king}


def _gb(year: int) -> set[date]:
    """Bank holidays of England and Wales; of one at a weekend the next day that is none."""
    found = {easter(year) - 2 * ONE_DAY, easter(year) + ONE_DAY}
    found |= {_nth(year, 5, MONDAY, 1), _last(year, 5, MONDAY), _last(year, 8, MONDAY)}
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() >= SATURDAY or day in found:
            day += ONE_DAY
        found.add(day)
    return found


KNOWN = {"US": _us, "NL": _nl, "GB": _gb}


@cache
def holidays(country: str, year: int) -> frozenset[date]:
    """The days of a year on which offices of a country are closed, weekends apart; none for a country that is not known."""
    return frozenset(KNOWN[country](year) if country in KNOWN else ())


def is_working(day: date, country: str) -> bool:
    """Whether offices are open on a day."""
    return day.weekday() < SATURDAY and day not in holidays(country, day.year)


def or_next_working(day: date, country: str) -> date:
    """The day itself when it is a working day, else the next that is."""
    while not is_working(day, country):
        day += ONE_DAY
    return day


def last_day(begun: date, days: int, *, way: str, country: str) -> date:
    """The last day of a period of so many days after the day it began on; it counts.

    `way`: calendar days; calendar days, and a last day on which offices are closed moves to the next working day; or working days.
    """
    if way != WORKING:
        day = begun + timedelta(days=days)
        return or_next_working(day, country) if way == MOVED else day
    day = begun
    for _ in range(days):
        day = or_next_working(day + ONE_DAY, country)
    return day
