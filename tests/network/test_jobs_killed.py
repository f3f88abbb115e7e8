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

import pytest
from django.db import connections
from django_tasks_db.models import DBTaskResult

from network.jobs import enqueue
from network.models import Effect, Person
from network.worker import Worker, drain
from tests.network import played_jobs

assert played_jobs.slow and played_jobs.slow_outside  # declared by importing them
KILLS = int(os.environ.get("KILLS", "60"))


def fill(asked: list[str]) -> None:
    """Keep enough jobs waiting that a worker never idles."""
    while DBTaskResult.objects.exclude(status="SUCCESSFUL").count() < 12:
        name = ("tests.slow", "tests.slow_outside")[len(asked) % 2]
        asked.append(f"{len(asked)}")
        enqueue(name, key=asked[-1], text=asked[-1])


def worker_killed_after(seconds: float) -> None:
    """Fork a worker, let it work, kill it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            Worker(until_empty=True, interval=0).run()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_nothing_and_repeats_nothing():
    seed = random.randrange(2**32)
    draw, asked, interrupted = random.Random(seed), [], 0
    for _ in range(KILLS):
        fill(asked)
        worker_killed_after(draw.uniform(0.004, 0.060))
        interrupted += DBTaskResult.objects.filter(status="RUNNING").count()
    drain()
    states = Counter(DBTaskResult.objects.values_list("status", flat=True))
    assert states == {"SUCCESSFUL": len(asked)}, f"seed {seed}"
    effects = Counter(Person.objects.values_list("given_name", "family_name"))
    expected = {(text, part) for text in asked for part in ("first", "second")}
    assert set(effects) == expected and set(effects.values()) == {1}, f"seed {seed}"
    assert Effect.objects.count() == len(asked) // 2
    assert interrupted >= KILLS // 4, f"only {interrupted} of {KILLS} kills met a running job"
    print(f"{KILLS} kills, {interrupted} in the middle of a job, {len(asked)} jobs, seed {seed}")
