"""Days, instants and spans of days, judged each in its own zone. Pure: standard library only, and no clock.

A session's day is a plain `Day`: the wall date where the client is, fixed when it was logged. Now, an offer and an
acceptance are an `At`. A license is valid through the end of its listed day, in its board's zone.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


@cache
def zone_named(name: str) -> ZoneInfo:
    """The IANA zone with this name. Raises zoneinfo.ZoneInfoNotFoundError."""
    return ZoneInfo(name)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day without a zone: it is compared plainly with every span."""

    date: date

    def __post_init__(self):
        """Refuse an instant where a day is meant: a datetime is a date to Python, not to us."""
        if isinstance(self.date, datetime):
            raise ValueError("A Day needs a date; wrap an instant in At.")

    def day_in(self, zone: str) -> date:
        """Itself, whatever the zone."""
        return self.date


@dataclass(frozen=True, slots=True)
class At:
    """An instant, aware. Every span asks for the calendar day it is in the span's own zone."""

    instant: datetime

    def __post_init__(self):
        """Refuse a naive datetime: it names no instant."""
        if self.instant.utcoffset() is None:
            raise ValueError("An At needs an aware datetime.")

    def day_in(self, zone: str) -> date:
        """The calendar day it is in `zone`."""
        return self.instant.astimezone(zone_named(zone)).date()


Moment = Day | At


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` through `last`, both included, in `zone`; `last` None never ends."""

    first: date
    last: date | None = None
    zone: str = "UTC"

    def __post_init__(self):
        """Refuse a span that ends before it begins."""
        if self.last is not None and self.last < self.first:
            raise ValueError(f"A span cannot end on {self.last}, before it begins on {self.first}.")

    def covers(self, moment: Moment) -> bool:
        """Whether the moment falls on one of its days."""
        return self.started(moment) and not self.over(moment)

    def started(self, moment: Moment) -> bool:
        """Whether its first day has come."""
        return self.first <= moment.day_in(self.zone)

    def over(self, moment: Moment) -> bool:
        """Whether its last day has passed."""
        return self.last is not None and self.last < moment.day_in(self.zone)

    def through(self, last: date | None) -> "Span":
        """The same span with another last day."""
        return Span(self.first, last, self.zone)

    @property
    def turns(self) -> tuple[tuple[date, str], ...]:
        """The days, each with its zone, on which a moment's answer may differ from the day before."""
        ends = () if self.last is None or self.last == date.max else ((self.last + ONE_DAY, self.zone),)
        return ((self.first, self.zone), *ends)


def midnight(day: date, zone: str) -> datetime:
    """The first instant of a day in a zone (the later one when the clock skips midnight)."""
    return datetime.combine(day, time(), tzinfo=zone_named(zone))


def plus_months(anchor: date, months: int) -> date:
    """The same day `months` later (earlier when negative), or the month's last day when it has no such day.

    Always count from the original anchor, never from an earlier result: 29 Feb 2024 plus 36 months is 28 Feb 2027, and
    plus 48 is 29 Feb 2028.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def earliest_anchor(on: date, months: int) -> date:
    """The earliest anchor A with `plus_months(A, months) >= on`: the cut-off for SQL (`anchor >= …` is still good).

    `plus_months(on, -months)` is not it: 31 May less 3 months is 28 Feb, and 28 Feb plus 3 months is 28 May: passed.
    """
    candidate = plus_months(on, -months)
    return candidate if plus_months(candidate, months) >= on else candidate + ONE_DAY


def last_good_day(evidence_day: date, days: int) -> date:
    """The last day within a window of `days` that began on the source's own day: day n passes, day n + 1 refuses."""
    return evidence_day + timedelta(days=days)


def earliest_evidence_day(on: date, days: int) -> date:
    """The inverse for SQL: evidence of this day or later is still within the window on `on`."""
    return on - timedelta(days=days)
