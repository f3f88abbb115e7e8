"""Moving the demo's "today" forward: every day on the way is lived through, with its nightly work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from network import clock
from network.schedule import run_nightly

FURTHEST = 400  # days in one go


@dataclass(frozen=True, slots=True)
class Night:
    """One day that was reached: how much nightly work ran, and the names of what failed."""

    day: date
    ran: int
    failed: tuple[str, ...] = ()


def days_to(day: date) -> list[date]:
    """The days after the demo's today through `day`; empty when it is not ahead."""
    today = clock.now().date()
    return [today + timedelta(days=n) for n in range(1, (day - today).days + 1)]


def live_through(days: list[date]) -> Iterator[Night]:
    """Move the clock to each day in turn and run that night's work before the next. Raises ValueError for a day behind."""
    at = clock.now().time()
    for day in days:
        clock.move_on(datetime.combine(day, at, UTC))
        steps = run_nightly(day)
        yield Night(day, len(steps), tuple(step.name for step in steps if step.error))
