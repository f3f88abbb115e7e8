"""Periodic work: each due instant is handled exactly once, also when nobody looked for a week."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from network import clock, jobs
from network.jobs import job, once
from network.models import Schedule


@dataclass(frozen=True, slots=True)
class Period:
    """One kind of periodic work. `catch_up`: run every missed instant in order, or only the last one."""

    job: str
    following: Callable[[datetime], datetime]
    catch_up: bool


def daily(hour: int, minute: int = 0):
    """The next instant at this time of day (UTC) after the one given."""

    def following(after: datetime) -> datetime:
        due = datetime.combine(after.astimezone(UTC).date(), time(hour, minute), UTC)
        return due if due > after else due + timedelta(days=1)

    return following


PERIODS = {
    "nightly": Period("network.nightly", daily(2, 15), catch_up=True),
    "sweep": Period("network.sweep_storage", daily(3, 30), catch_up=False),
    "rescan": Period("network.rescan_held", daily(4, 10), catch_up=False),
}


def tick(at: datetime | None = None) -> int:
    """Enqueue what is due by real time `at`; returns how many. Two schedulers at once enqueue each instant once."""
    at = at or timezone.now()
    enqueued = 0
    for name, period in PERIODS.items():
        with transaction.atomic():
            Schedule.objects.bulk_create([Schedule(name=name, next_due=period.following(at))], ignore_conflicts=True)
            row = Schedule.objects.select_for_update(skip_locked=True).filter(name=name, next_due__lte=at).first()
            if row:
                enqueued += _catch_up(row, period, at)
    return enqueued


def _catch_up(row: Schedule, period: Period, at: datetime) -> int:
    dues = []
    while row.next_due <= at:
        dues.append(row.next_due)
        row.last_due, row.next_due = row.next_due, period.following(row.next_due)
    row.save()
    for due in dues if period.catch_up else dues[-1:]:
        jobs.enqueue(period.job, key=f"{row.name}:{due.isoformat()}", due=due.isoformat())
    return len(dues) if period.catch_up else 1


@dataclass(frozen=True, slots=True)
class Step:
    """One function of the nightly work and what it said, or how it failed."""

    name: str
    result: object = None
    error: str = ""
    skipped: bool = False


@job(name="network.nightly", retries=0)
def nightly(*, due):
    """One job per function of settings.NIGHTLY, so that one that fails stops no other and is retried alone."""
    on = (datetime.fromisoformat(due) + clock.offset()).date()
    for name in settings.NIGHTLY:
        jobs.enqueue("network.nightly_step", key=f"{name}:{on.isoformat()}", name=name, on=on.isoformat())


@job(name="network.nightly_step", lease=900)
def nightly_step(*, name, on):
    """One function of the nightly work for one day."""
    run_step(name, datetime.fromisoformat(on).date())


def run_step(name: str, on) -> Step:
    """Call `function(on=day, at=instant)` once for that day; a second call for the same day is skipped."""
    with once(f"nightly:{name}:{on.isoformat()}") as first:
        if not first:
            return Step(name, skipped=True)
        return Step(name, result=import_string(name)(on=on, at=clock.now()))


def run_nightly(on) -> list[Step]:
    """All nightly work for one day, here and now. One that fails stops no other; its error is in its Step."""
    steps = []
    for name in settings.NIGHTLY:
        try:
            steps.append(run_step(name, on))
        except Exception as error:  # reported by name; the next function still runs
            steps.append(Step(name, error=f"{type(error).__name__}: {error}"))
    return steps
