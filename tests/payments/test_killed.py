"""Killed at any moment while bank files are written and answers taken: nothing is lost, nothing is doubled, on both databases.

KILLS says how often (40 by default). The worker, and who takes an answer, is forked from this process. Some kills come at a moment of
the clock within the time one run takes, the others when it says that it is at one of the places where it would hurt most. What each
kill met is not believed but seen afterwards: on the disk, in the queue, and in how deep in a transaction the process was.
"""

import hashlib
import mmap
import os
import random
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.models import DBTaskResult

from network import jobs, storage
from network.worker import Worker, drain
from payments.facts import ledger
from payments.models import BankAnswer, BankFile, BatchLine, Instruction
from payments.workflow import bank_files, booking
from payments.workflow.answers import take
from tests.payments.house import DAY, NOON, TODAY
from tests.payments.paying import PayingHouse
from tests.payments.test_bank_answers import report
from tests.payments.test_bank_files import full, kept

pytestmark = pytest.mark.django_db(transaction=True)
assert kept
KILLS = int(os.environ.get("KILLS", "40"))
EACH = 10  # times one job is started again before it is let through
PLACES = {
    1: "a held lease", 2: "a half-written file", 3: "the gap between write and commit", 4: "an open transaction",
    5: "an answer applied and not committed",
}
WRITING, TAKING = (1, 2, 3, 4), (5,)
WANTED, PLACE, DEPTH = range(3)  # the bytes both processes see


@pytest.fixture
def place(monkeypatch):
    """Three bytes both processes see: where it is to be killed, where it waits for that, and how many transactions deep it is."""
    shared = mmap.mmap(-1, 3)

    def at(number):
        if shared[WANTED] == number:
            shared[PLACE] = number
            time.sleep(60)  # it is killed long before

    def before(name, number):
        real = found(name)
        monkeypatch.setattr(name, lambda *args, **kwargs: (at(number), real(*args, **kwargs))[1])

    def after(name, number):
        real = found(name)
        monkeypatch.setattr(name, lambda *args, **kwargs: (real(*args, **kwargs), at(number))[0])

    before("payments.workflow.bank_files._content", 1)
    monkeypatch.setattr("network.storage.local.tempfile.NamedTemporaryFile", halfway(at))
    after("network.documents.put_once", 3)
    before("payments.workflow.booking.sent", 4)
    before("payments.workflow.answers._keep", 5)
    for name, step in (("__enter__", 1), ("__exit__", -1)):
        monkeypatch.setattr(transaction.Atomic, name, counted(shared, getattr(transaction.Atomic, name), step))
    return shared


def found(name):
    """What stands under a dotted name."""
    module, _, attribute = name.rpartition(".")
    return getattr(__import__(module, fromlist=[attribute]), attribute)


def counted(shared, real, step):
    """Entering and leaving a transaction: it counts as open once it began, and not any more when it begins to commit."""

    def entered(self, *args):
        real(self, *args)
        shared[DEPTH] = max(shared[DEPTH] + step, 0)

    def left(self, *args):
        shared[DEPTH] = max(shared[DEPTH] + step, 0)
        return real(self, *args)

    return entered if step > 0 else left


def halfway(at):
    """A temporary file that is written in two halves, with a moment between them."""
    real = tempfile.NamedTemporaryFile

    def opened(*args, **kwargs):
        file = real(*args, **kwargs)
        write = file.write

        def in_halves(data):
            write(data[: len(data) // 2])
            file.flush()
            at(2)
            return write(data[len(data) // 2 :])

        file.write = in_halves
        return file

    return opened


@dataclass(frozen=True)
class Kill:
    """At which of the places, 0 for any other moment, and whether a transaction was open."""

    where: int
    deep: bool


def killed(place, draw, work, places, longest) -> Kill | None:
    """Fork a process that works, and kill it at one of the places or within `longest` seconds; None where it ended before."""
    wanted, patience = draw.choice([0, *places]), draw.uniform(0, longest)
    place[:] = bytes([wanted, 0, 0])
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
        if place[PLACE] or (not wanted and waited > patience) or waited > 20:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            break
        time.sleep(0.0005)
    else:
        place[:] = bytes(3)
        return None
    met = Kill(place[PLACE], bool(place[DEPTH]))
    place[:] = bytes(3)  # this process passes the places, too
    return met


def works():
    """As the worker does, until nothing is left to do."""
    Worker(until_empty=True, interval=0).run()


def taken_once(house, batch, number, place, draw, longest) -> set[str] | None:
    """The bank rejects everything. Killed while that is taken, all of it is there or nothing; taken again, it is there once."""
    rejected = report(group="RJCT", message=batch.reference).replace(b"BANK-1", f"BANK-{number}".encode())

    def takes():
        return take(rejected, organization=house.organization, actor=house.priya, at=house.at())

    kill = killed(place, draw, takes, TAKING, longest)
    kept_now = BankAnswer.objects.within(house.organization).filter(name=f"BANK-{number}").count()
    rows = Instruction.objects.within(house.organization).filter(batch=batch)
    states = (house.states(), sorted({row.state for row in rows}))
    assert states == ((["approved"] * 4, ["returned"]) if kept_now else (["sent"] * 4, ["sent"]))
    assert kill is None or kill.where != 5 or not kept_now  # it was killed before it committed
    assert takes().again is bool(kept_now) and takes().again
    assert house.states() == ["approved"] * 4
    assert BankAnswer.objects.within(house.organization).count() == number
    return None if kill is None else {PLACES[key] for key, met in ((4, kill.deep), (5, kill.where == 5)) if met}


def patient(monkeypatch):
    """Every job is given to the next worker at once, and as often as it takes: there is never more than one of them."""
    autodiscover_modules(*jobs.MODULES)
    for name, policy in list(jobs.REGISTRY.items()):
        monkeypatch.setitem(jobs.REGISTRY, name, replace(policy, lease=0, retries=10_000))


def leases() -> set:
    """Every job somebody holds, and how often it was given to anybody."""
    return {(row.pk, len(row.worker_ids)) for row in DBTaskResult.objects.filter(status="RUNNING")}


def what_it_met(house, batch, kill, root, before) -> set[str]:
    """What a kill left behind that was not there `before`, each seen where it lies. All of the batch moved, or nothing of it."""
    batch.refresh_from_db()
    files = BankFile.objects.within(house.organization).filter(batch=batch).count()
    assert (batch.state, files, set(house.states())) in (("released", 0, {"in_batch"}), ("written", 1, {"sent"}))
    whole, parts = Path(root) / bank_files.key_of(batch), list(Path(root).rglob(".part-*"))
    assert not whole.is_file() or hashlib.sha256(whole.read_bytes()).hexdigest() == batch.sha256
    halves = [part for part in parts if hashlib.sha256(part.read_bytes()).hexdigest() != batch.sha256]
    for part in parts:
        part.unlink()
    left = {
        1: bool(leases() - before[0]), 2: bool(halves), 4: kill.deep,
        3: not files and whole.is_file() and (kill.where == 3 or not before[1]),
    }  # fmt: skip
    return {PLACES[key] for key, met in left.items() if met}


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
    assert ledger.unbalanced(house.organization) == []


def later(house, days):
    """So many days on: the files of one day are told apart by a letter or a digit, and there are 36 of these."""
    house.at = lambda more=0: NOON + (days + more) * DAY
    house.day = lambda more=0: TODAY + (days + more) * DAY


@pytest.mark.long
def test_a_killed_payment_run_loses_nothing_and_doubles_nothing(kept, place, monkeypatch):
    house = full(PayingHouse(currency="EUR"))
    patient(monkeypatch)
    drain()
    seed = int(os.environ.get("SEED", random.randrange(2**32)))  # noqa: S311  a seed, not a secret
    draw, met, batches, kills, longest = random.Random(seed), Counter(), 0, 0, 0.3  # noqa: S311

    def count(found):
        met.update(found or ("none of these",))

    while kills < KILLS or (set(PLACES.values()) - set(met) and kills < 20 * KILLS):
        later(house, batches // 30)
        batch, batches = house.released(), batches + 1
        for _ in range(EACH):
            before = leases(), (Path(kept) / bank_files.key_of(batch)).is_file()
            if (kill := killed(place, draw, works, WRITING, longest)) is None:
                break
            kills += 1
            count(what_it_met(house, batch, kill, kept, before))
        began = time.monotonic()
        drain()
        longest = max(0.05, 0.9 * longest + 0.1 * (time.monotonic() - began))  # the time a run takes here and now
        nothing_lost_or_doubled(house, batch)
        found = taken_once(house, batch, batches, place, draw, longest)
        if found is not None:
            kills += 1
            count(found)
    said = ", ".join(f"{met[name]} met {name}" for name in (*PLACES.values(), "none of these"))
    print(f"{kills} kills of {batches} payment runs: {said} (some met several); seed {seed}")
    drain()  # mail about what came back
    assert not set(PLACES.values()) - set(met), f"seed {seed}: {said}"
    undone = DBTaskResult.objects.exclude(status="SUCCESSFUL")
    assert [(row.status, row.args_kwargs["kwargs"], row.traceback) for row in undone] == []
    keys = [key for key in list(storage.store().keys()) if key.endswith(".xml") and key.startswith("b/")]
    files = BankFile.objects.within(house.organization)
    assert files.count() == batches and {row.document.storage_key for row in files.select_related("document")} <= set(keys)
    assert bank_files and booking
