"""A worker killed at any moment loses no job, and nothing a job does in the database happens twice.

KILLS says how often (60 by default). The worker is forked from this process, where everything is loaded, so that a kill
costs milliseconds.
"""

import os
import random
import signal
import time
import traceback
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django_tasks_db.models import DBTaskResult

from network import schedule
from network.jobs import enqueue
from network.models import Effect, Job, Person
from network.worker import Worker, drain, reap
from tests.network import played_jobs

assert played_jobs.slow and played_jobs.slow_outside  # declared by importing them
AT = datetime(2026, 11, 20, 1, tzinfo=UTC)
KILLS = int(os.environ.get("KILLS", "60"))
SOON = 0.060  # s after its start, at the latest, a worker is killed where it has the machine to itself


def fill(asked: list[str]) -> None:
    """Keep enough jobs waiting that a worker never idles."""
    while DBTaskResult.objects.exclude(status="SUCCESSFUL").count() < 12:
        name = ("tests.slow", "tests.slow_outside")[len(asked) % 2]
        asked.append(f"{len(asked)}")
        enqueue(name, key=asked[-1], text=asked[-1])


def forked_worker() -> int:
    """A worker in a process of its own, forked from here; returns its number."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            Worker(until_empty=True, interval=0).run()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def ended(child: int) -> None:
    """Wait for it; it may have been killed, but not have failed."""
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0


def worker_killed_after(seconds: float) -> None:
    """Fork a worker, let it work, kill it."""
    child = forked_worker()
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    ended(child)


def wait_until_running() -> None:
    """Return once a worker has claimed a job."""
    for _ in range(200):
        if DBTaskResult.objects.filter(status="RUNNING").exists():
            return
        time.sleep(0.01)
    raise AssertionError("No worker claimed the job.")


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_nothing_and_repeats_nothing():
    seed = random.randrange(2**32)  # noqa: S311  a seed, not a secret
    draw, asked, interrupted, kills, latest = random.Random(seed), [], 0, 0, SOON  # noqa: S311
    while kills < KILLS or (interrupted < KILLS // 4 and kills < 10 * KILLS):
        fill(asked)
        worker_killed_after(draw.uniform(0.004, latest))
        met = DBTaskResult.objects.filter(status="RUNNING").count()
        # a busy machine gives the worker little in that time: it is given more, until it is met at work again
        latest = max(SOON, latest / 2) if met else min(0.5, latest * 1.5)
        kills, interrupted = kills + 1, interrupted + met
    drain()
    states = Counter(DBTaskResult.objects.values_list("status", flat=True))
    assert states == {"SUCCESSFUL": len(asked)}, f"seed {seed}"
    effects = Counter(Person.objects.values_list("given_name", "family_name"))
    expected = {(text, part) for text in asked for part in ("first", "second")}
    assert set(effects) == expected and set(effects.values()) == {1}, f"seed {seed}"
    assert Effect.objects.count() == len(asked) // 2
    assert interrupted >= KILLS // 4, f"only {interrupted} of {kills} kills met a running job"
    print(f"{kills} kills, {interrupted} in the middle of a job, {len(asked)} jobs, seed {seed}")


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_wakes_up_after_its_lease_writes_nothing_again():
    job = enqueue("tests.pausing", key="a", text="Wren")
    child = forked_worker()
    wait_until_running()
    os.kill(child, signal.SIGSTOP)
    time.sleep(1.1)
    assert reap() == 1
    drain()
    done = DBTaskResult.objects.get(pk=job.task_id)
    os.kill(child, signal.SIGCONT)
    ended(child)
    assert Person.objects.filter(family_name="paused").count() == 1
    row = DBTaskResult.objects.get(pk=job.task_id)
    assert (row.status, row.finished_at, len(row.worker_ids)) == ("SUCCESSFUL", done.finished_at, 2)


@pytest.mark.django_db(transaction=True)
def test_three_workers_side_by_side_do_each_job_once():
    for number in range(30):
        enqueue("tests.note", key=str(number), text=str(number))
    for child in [forked_worker() for _ in range(3)]:
        ended(child)
    assert sorted(Person.objects.values_list("given_name", flat=True)) == sorted(str(number) for number in range(30))
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


@pytest.mark.django_db(transaction=True)
def test_three_schedulers_at_once_ask_for_each_night_once():
    schedule.tick(AT)
    later = AT + timedelta(days=3)
    connections.close_all()
    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            try:
                schedule.tick(later)
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        ended(child)
    assert Job.objects.filter(name="network.nightly").count() == 3
