"""The only clock below the view.

In demo mode "today" can be moved forward (never back); sign-in, links and leases keep using real time. Views and jobs
read it once and hand the value down as `at=` or `on=`; within a request the row is read once, too.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from network.models.clock import DemoClock

_held: ContextVar[dict | None] = ContextVar("held_offset", default=None)


def now() -> datetime:
    """This instant, aware, in UTC; in demo mode moved by the demo clock's offset."""
    return timezone.now() + offset()


def offset() -> timedelta:
    """How far the demo clock is ahead of real time (nothing outside demo mode)."""
    if not settings.DEMO:
        return timedelta()
    held = _held.get()
    if held is None:
        return _read()
    if "offset" not in held:
        held["offset"] = _read()
    return held["offset"]


def _read() -> timedelta:
    row = DemoClock.objects.first()
    return timedelta(seconds=row.seconds_ahead) if row else timedelta()


@contextmanager
def held():
    """Within this block (one request) the demo clock's row is read at most once, unless it is moved here."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def today(zone: str | ZoneInfo) -> date:
    """The calendar day it is in `zone` at `now()`."""
    return now().astimezone(ZoneInfo(str(zone))).date()


def move_to(instant: datetime) -> None:
    """Move the demo clock to `instant` (aware). Raises ValueError outside demo mode.

    Only the demo world moves it back, before anything was recorded; the chain's `recorded_at` never decreases anyway.
    """
    if not settings.DEMO:
        raise ValueError("There is no demo clock outside demo mode.")
    ahead = int((instant - timezone.now()).total_seconds())
    DemoClock.objects.update_or_create(pk=1, defaults={"seconds_ahead": ahead})
    if (held := _held.get()) is not None:
        held.clear()


def move_on(instant: datetime) -> None:
    """Move the demo clock forward to `instant` (aware). Raises ValueError when that lies behind, or outside demo mode."""
    if instant < now():
        raise ValueError("The demo clock only moves forward.")
    move_to(instant)
