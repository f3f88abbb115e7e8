"""Periodic work: each due instant is handled exactly once, also when nobody looked for a week."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from network import clock, jobs
from network.facts.due import done_key
from network.jobs import LeaseLost, job, once
from network.models import Effect, Organization, Schedule
from network.nights import Fault, NightBroke, collecting, told
from network.workflow import nights as workflow


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


@job(name="network.nightly_step", lease=900, external=True)
def nightly_step(*, name, on):
    """One function of the nightly work for one day. Each organization's part is a transaction of its own, kept when others break."""
    run_step(name, datetime.fromisoformat(on).date())


def run_step(name: str, on) -> Step:
    """Call `function(on=day, at=instant)` once for that day; a second call for the same day is skipped.

    Where it is declared for each organization, every part is done and marked by itself. Raises NightBroke when one broke.
    """
    function = import_string(name)
    if act := getattr(function, "of_one", None):
        if Effect.objects.filter(key=done_key(name, on)).exists():
            return Step(name, skipped=True)
        return Step(name, result=_parts(name, act, on, clock.now()))
    with once(done_key(name, on)) as first:
        return Step(name, result=function(on=on, at=clock.now())) if first else Step(name, skipped=True)


def _parts(name, act, on, at) -> int:
    done, broken = 0, {}
    for organization in Organization.objects.order_by("pk"):
        result, faults = _part(name, act, organization, on, at)
        done += result
        if faults:
            broken[organization] = faults
    if broken:
        _tell(name, broken, on, at)
        raise NightBroke(name, {organization.name: faults for organization, faults in broken.items()})
    with once(done_key(name, on)):
        Effect.objects.filter(key__in=[done_key(name, on, each) for each in Organization.objects.all()]).delete()
    return done


def _part(name, act, organization, on, at) -> tuple[int, list[Fault]]:
    """One organization's part, once; how much it did, and what broke. Where a row broke the others' work is kept, and it is not done."""
    key = done_key(name, on, organization)
    try:
        with collecting() as faults, once(key) as first:
            if not first:
                return 0, []
            result = act(organization, on=on, at=at)
            if faults:
                Effect.objects.filter(key=key).delete()
            else:
                workflow.mended(organization, name, at=at)
    except LeaseLost:
        raise
    except Exception as error:  # told by the organization's name; the next one still has its night
        return 0, [Fault("", error)]
    return result, faults


def _tell(name, broken, on, at) -> None:
    """A person hears of it where it is not tried again by itself: what a second attempt mends is nobody's task."""
    if jobs.last_attempt():
        for organization, faults in broken.items():
            workflow.broke(organization, name, faults, on=on, at=at)


def run_nightly(on) -> list[Step]:
    """All nightly work for one day, here and now. One that fails stops no other; its error is in its Step."""
    steps = []
    for name in settings.NIGHTLY:
        try:
            steps.append(run_step(name, on))
        except NightBroke as broke:
            steps.append(Step(name, error=str(broke)))
        except Exception as error:  # reported by name; the next function still runs
            steps.append(Step(name, error=told(error)))
    return steps
