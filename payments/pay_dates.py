"""When a line will be paid, said on the day it is submitted. Pure: days of the organization, no clock.

The promise is computed once and kept; who changes it gives a reason. Days on which a question waits for the therapist
do not count, so the date moves by as many working days as the question was open.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from network.dates import ONE_DAY

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Rhythm:
    """On which days an organization pays. Give `weekday` (0 is Monday) or `month_days`, not both.

    `checking` working days pass between submission and the earliest pay day; a day of the month that a month lacks is
    its last one. `closed` are the bank's holidays: a pay day that falls on one moves to the next working day.
    """

    checking: int
    weekday: int | None = None
    month_days: tuple[int, ...] = ()
    closed: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self):
        """Refuse a rhythm without pay days, with two kinds of them, or that pays before it checked."""
        if self.checking < 0 or (self.weekday is None) is (not self.month_days):
            raise ValueError("A rhythm names a weekday or days of the month, and no fewer than no days of checking.")
        if self.weekday is not None and not 0 <= self.weekday <= 6:
            raise ValueError(f"{self.weekday} is no weekday.")
        if any(not 1 <= day <= 31 for day in self.month_days):
            raise ValueError("Days of the month count from 1 to 31.")

    def open(self, day: date) -> bool:
        """Whether banks pay on that day."""
        return day.weekday() < SATURDAY and day not in self.closed

    def pays(self, day: date) -> bool:
        """Whether the rhythm names that day, before it is moved off a closed one."""
        if self.weekday is not None:
            return day.weekday() == self.weekday
        last = monthrange(day.year, day.month)[1]
        return any(min(named, last) == day.day for named in self.month_days)


def _days(first: date) -> Iterator[date]:
    return (first + n * ONE_DAY for n in count())


def working_day(day: date, rhythm: Rhythm) -> date:
    """That day, or the next on which banks pay."""
    return next(item for item in _days(day) if rhythm.open(item))


def plus_working_days(day: date, days: int, rhythm: Rhythm) -> date:
    """So many working days after a day; a day that is none begins to count with the next. 0 gives the day or the next."""
    current = working_day(day, rhythm)
    for _ in range(days):
        current = working_day(current + ONE_DAY, rhythm)
    return current


def working_days_between(first: date, last: date, rhythm: Rhythm) -> int:
    """Working days from `first` through `last`, both included; none when `last` is before `first`."""
    return sum(rhythm.open(first + n * ONE_DAY) for n in range((last - first).days + 1))


def expected(submitted: date, rhythm: Rhythm, paused: tuple[tuple[date, date], ...] = ()) -> date:
    """The day a line submitted on a day is paid, if nothing stands against it.

    `paused` are the days, both included, on which a question waited for the therapist; they must not overlap.
    """
    waited = sum(working_days_between(max(first, submitted), last, rhythm) for first, last in paused)
    ready = plus_working_days(submitted, rhythm.checking + waited, rhythm)
    named = (day for day in _days(ready - 31 * ONE_DAY) if rhythm.pays(day))
    return next(day for day in (working_day(item, rhythm) for item in named) if day >= ready)


def merged(spans: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Days, both included, in order and none twice; what ends before it begins is no day."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if found and first <= found[-1][1] + ONE_DAY:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(found)
