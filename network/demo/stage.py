"""Plays stories side by side in the order of their days, moving the demo clock before every act.

A story is a generator: it yields the instant at which it wants to act next, and acts when it is resumed. So three years
of many people are told in the order in which they would have happened, and the audit trail reads accordingly.
"""

import heapq
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django_tasks_db.models import DBTaskResult

from network import clock
from network.worker import drain

Story = Generator[datetime, datetime, None]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days counted back from the moment the curtain rises. `now` is that moment, aware."""

    now: datetime

    def ago(self, days: int, hour: int = 15, minute: int = 0, *, zone: str = "UTC") -> datetime:
        """That time of day (UTC) on the day so many days before `zone`'s today, never later than now."""
        return min(datetime.combine(self.day(days, zone=zone), time(hour, minute), UTC), self.now)

    def day(self, ago: int = 0, *, zone: str) -> date:
        """The calendar day in `zone` so many days back (ahead when negative)."""
        return self.now.astimezone(ZoneInfo(zone)).date() - timedelta(days=ago)


def play(stories: Iterable[Story], *, told: Callable[[datetime], None] = lambda instant: None) -> int:
    """Play every story to its end and run the jobs each act asks for; the number of acts. Raises what a story raises."""
    waiting: list[tuple[datetime, int, Story]] = []
    for number, story in enumerate(stories):
        heapq.heappush(waiting, (next(story), number, story))
    acts = 0
    while waiting:
        instant, number, story = heapq.heappop(waiting)
        clock.move_to(instant)
        with clock.held():
            following = _act(story, instant)
            if DBTaskResult.objects.ready().exists():
                drain()
        if following is not None:
            heapq.heappush(waiting, (following, number, story))
        acts += 1
        told(instant)
    return acts


def _act(story: Story, instant: datetime) -> datetime | None:
    """Let the story act now; when it wants to act next, or None at its end."""
    try:
        following = story.send(instant)
    except StopIteration:
        return None
    if following < instant:
        raise ValueError(f"A story wants to go back from {instant} to {following}.")
    return following
