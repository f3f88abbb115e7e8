"""Killed at any moment while bank files are written and answers taken: nothing is lost, nothing is doubled, on both databases.

KILLS says how often (40 by default). The worker, and who takes an answer, is forked from this process. Some kills come at a moment of
the clock, the others when it says that it is at one of the five places where it would hurt most; each place is met, or the test fails.
"""

import hashlib
import mmap
import os
import random
import signal
import time
from collections import Counter
from dataclasses import replace

import pytest
from django.db import connections
from django_tasks_db.models import DBTaskResult

from network import jobs, storage
from network.worker import Worker, drain
from payments import jobs as declared
from payments.models import BankAnswer, BankFile, BatchLine, Instruction
from payments.workflow import bank_files, booking
from payments.workflow.answers import take
from tests.payments.paying import PayingHouse
from tests.payments.test_bank_answers import report
from tests.payments.test_bank_files import full, kept

pytestmark = pytest.mark.django_db(transaction=True)
assert kept and declared
KILLS = int(os.environ.get("KILLS", "40"))
EACH = 8  # times one job is started again before it is let through
PLACES = {
    1: "a held lease", 2: "a half-written file", 3: "the gap between write and commit", 4: "an open transaction",
    5: "an answer applied and not committed",
}
WRITING, TAKING = (1, 2, 3, 4), (5,)
PAUSE = 0.02  # s the worker stays at each place


@pytest.fixture
def place(monkeypatch):
    """One byte both processes see: where the worker is. The worker says it, and stays there for a moment."""
    shared = mmap.mmap(-1, 1)

    def at(number):
        shared[0] = number
        time.sleep(PAUSE)

    def before(name, number):
        module, _, attribute = name.rpartition(".")
        real = getattr(__import__(module, fromlist=[attribute]), attribute)
        monkeypatch.setattr(name, lambda *args, **kwargs: (at(number), real(*args, **kwargs))[1])

    def after(name, number):
        module, _, attribute = name.rpartition(".")
        real = getattr(__import__(module, fromlist=[attribute]), attribute)
        monkeypatch.setattr(name, lambda *args, **kwargs: (real(*args, **kwargs), at(number))[0])

    before("payments.workflow.bank_files._content", 1)
    before("os.fsync", 2)
    after("network.documents.put_once", 3)
    before("payments.workflow.booking.sent", 4)
    before("payments.workflow.answers._keep", 5)
    return shared


def killed(place, draw, work, places) -> int:
    """Fork a process that works and kill it; where it was, 0 where it had ended or was at none of the places."""
    place[0] = 0
    wanted, patience = draw.choice([0, *places]), draw.uniform(0.02, 0.4)
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    began = time.monotonic()
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        waited = time.monotonic() - began
        if (wanted and place[0] == wanted) or (not wanted and waited > patience) or waited > 20:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return place[0]
        time.sleep(0.001)
    return 0


def works():
    """As the worker does, until nothing is left to do."""
    Worker(until_empty=True, interval=0).run()


def taken_once(house, batch, number, place, draw) -> int:
    """The bank rejects everything. Killed while that is taken, all of it is there or nothing; taken again, it is there once."""
    rejected = report(group="RJCT", message=batch.reference).replace(b"BANK-1", f"BANK-{number}".encode())

    def takes():
        return take(rejected, organization=house.organization, actor=house.priya, at=house.at())

    where = killed(place, draw, takes, TAKING)
    kept_now = BankAnswer.objects.within(house.organization).filter(name=f"BANK-{number}").count()
    rows = Instruction.objects.within(house.organization).filter(batch=batch)
    states = (house.states(), sorted({row.state for row in rows}))
    assert states == ((["approved"] * 4, ["returned"]) if kept_now else (["sent"] * 4, ["sent"]))
    assert where != 5 or not kept_now  # it was killed before it committed
    assert takes().again is bool(kept_now) and takes().again
    assert house.states() == ["approved"] * 4
    assert BankAnswer.objects.within(house.organization).count() == number
    return where


def patient(monkeypatch, name):
    """The job is given to the next worker at once, and as often as it takes."""
    policy = jobs.policy(name)
    monkeypatch.setitem(jobs.REGISTRY, name, replace(policy, lease=0, retries=10_000))


def nothing_lost_or_doubled(house, batch):
    """One file of the approved bytes, every line in it once, every payment sent once under its own number."""
    batch.refresh_from_db()
    (file,) = BankFile.objects.within(house.organization).filter(batch=batch)
    whole = storage.store().get(file.document.storage_key)
    assert (batch.state, hashlib.sha256(whole).hexdigest()) == ("written", batch.sha256)
    assert house.states() == ["sent"] * 4
    live = BatchLine.objects.within(house.organization).filter(live=True)
    assert Counter(live.values_list("line", flat=True)).most_common(1)[0][1] == 1 and live.count() == 4
    rows = Instruction.objects.within(house.organization).filter(batch=batch)
    assert [row.state for row in rows] == ["sent", "sent"] and sum(row.minor for row in rows) == file.minor == 38000
    for row in rows:
        assert whole.count(f">{row.reference}<".encode()) == 2  # its id and its reference


@pytest.mark.long
def test_a_killed_payment_run_loses_nothing_and_doubles_nothing(kept, place, monkeypatch):
    house = full(PayingHouse(currency="EUR"))
    patient(monkeypatch, "payments.write_bank_file")
    drain()
    seed = int(os.environ.get("SEED", random.randrange(2**32)))  # noqa: S311  a seed, not a secret
    draw, met, batches, kills = random.Random(seed), Counter(), 0, 0  # noqa: S311
    while kills < KILLS or (set(PLACES) - set(met) and kills < 20 * KILLS):
        batch, batches = house.released(), batches + 1
        for _ in range(EACH):
            where = killed(place, draw, works, WRITING)
            kills, met[where] = kills + 1, met[where] + 1
            if where == 0:
                break
        drain()
        nothing_lost_or_doubled(house, batch)
        where = taken_once(house, batch, batches, place, draw)
        kills, met[where] = kills + 1, met[where] + 1
    said = ", ".join(f"{met[number]} at {name}" for number, name in PLACES.items())
    print(f"{kills} kills of {batches} payment runs: {said}, {met[0]} elsewhere; seed {seed}")
    drain()  # mail about what came back
    assert not set(PLACES) - set(met), f"seed {seed}: {said}"
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()
    keys = [key for key in list(storage.store().keys()) if key.endswith(".xml") and key.startswith("b/")]
    files = BankFile.objects.within(house.organization)
    assert files.count() == batches and {row.document.storage_key for row in files.select_related("document")} <= set(keys)
    assert bank_files and booking
