"""Everything that leaves the process is a job, asked for in the transaction of the change that caused it.

`@job(name="…")` declares, `enqueue(name, key=…, **ids)` asks, once per (name, key). A job that was killed runs again;
what it does in the database happens once:

- a plain job runs in one transaction together with the mark that it is done, so a kill undoes both and a worker that
  comes back after its lease was given away cannot write anything;
- a job with `external=True` (mail, PDF, storage, a look-up) runs outside a transaction, because it is slow, and puts
  each of its writes in `with once(key) as first:`.

See docs/jobs.md. The queue is django-tasks-db's; the worker is in `worker.py`.
"""

import json
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.module_loading import autodiscover_modules
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from network.models import Effect, Job

MODULES = ("jobs", "mail", "letters", "documents_swept", "own_data", "scanning", "schedule")  # where apps declare jobs


@dataclass(frozen=True, slots=True)
class Policy:
    """How one kind of job runs. `lease` and `backoff` in seconds; `given_up` is called with the job's arguments."""

    name: str
    function: Callable
    retries: int
    backoff: int
    lease: int
    external: bool
    priority: int
    given_up: Callable | None

    @property
    def attempts(self) -> int:
        """How often it is started because it failed."""
        return self.retries + 1

    @property
    def deliveries(self) -> int:
        """How often it is started at all: a job that kills its worker each time must end, too."""
        return self.attempts + 5

    def delay(self, attempt: int) -> timedelta:
        """How long to wait after failed attempt number `attempt`: doubling, at most six hours."""
        return min(timedelta(seconds=self.backoff * 2 ** (attempt - 1)), timedelta(hours=6))


class UnknownJob(LookupError):
    """No installed app declares a job of this name."""


class LeaseLost(RuntimeError):
    """The job was given to another worker meanwhile; nothing this one does counts any more."""


REGISTRY: dict[str, Policy] = {}


def job(*, name, retries=5, backoff=30, lease=120, external=False, priority=0, given_up=None):
    """Declare a job. It takes keyword arguments that survive JSON: ids, keys, ISO days. See the module for `external`."""

    def declare(function):
        known = REGISTRY.get(name)
        if known and (known.function.__module__, known.function.__name__) != (function.__module__, function.__name__):
            raise ValueError(f"Two jobs are called {name}.")
        REGISTRY[name] = Policy(name, function, retries, backoff, lease, external, priority, given_up)
        return function

    return declare


def policy(name: str) -> Policy:
    """How the job called `name` runs. Raises UnknownJob."""
    if name not in REGISTRY:
        autodiscover_modules(*MODULES)
    if name not in REGISTRY:
        raise UnknownJob(f"No job is called {name!r}.")
    return REGISTRY[name]


@task()
def perform_job(*, name, arguments):
    """The one task the queue knows: look the job up by its stable name and call it."""
    return policy(name).function(**arguments)


def enqueue(name: str, /, *, key: str, run_after: datetime | None = None, organization=None, **arguments) -> Job:
    """Ask for a job inside the caller's transaction. The same (name, key) again returns the first one unchanged.

    Raises UnknownJob at once rather than at night. `organization` says whose failure it would be.
    """
    return ask(name, arguments, key=key, run_after=run_after, organization=organization)


def ask(name: str, arguments: dict, *, key: str, run_after: datetime | None = None, organization=None) -> Job:
    """As `enqueue`, with the job's arguments as a dict: one of them may be called `organization` or `key`."""
    declared = policy(name)
    try:
        with transaction.atomic():
            result = perform_job.using(priority=declared.priority, run_after=run_after).enqueue(name=name, arguments=arguments)
            return Job.objects.create(name=name, key=key, task_id=result.id, organization=organization)
    except IntegrityError:
        return Job.objects.get(name=name, key=key)


def enqueue_all(name: str, /, asked: dict[str, dict], *, organization=None) -> None:
    """As `enqueue` for each key and its arguments, in a few statements for all of them; a key that was asked for is left out."""
    declared = policy(name)
    with transaction.atomic():
        known = set(Job.objects.filter(name=name, key__in=asked).values_list("key", flat=True))
        results = {key: _queued(declared, arguments) for key, arguments in asked.items() if key not in known}
        DBTaskResult.objects.bulk_create(results.values())
        Job.objects.bulk_create(Job(name=name, key=key, task_id=row.pk, organization=organization) for key, row in results.items())


def _queued(declared: Policy, arguments) -> DBTaskResult:
    """The row that the queue itself writes for this job, not yet written."""
    values = json.loads(json.dumps({"args": [], "kwargs": {"name": declared.name, "arguments": arguments}}))
    return DBTaskResult(
        args_kwargs=values, priority=declared.priority, task_path=perform_job.module_path, queue_name=perform_job.queue_name,
        run_after=get_date_max(), backend_name=perform_job.backend,
    )


# ── While a job runs ─────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to run one job: held from `started_at` until the reaper gives the job away."""

    task_id: str
    started_at: datetime

    def row(self):
        """The queue row, only while the lease is still ours."""
        return DBTaskResult.objects.filter(
            pk=self.task_id, status=TaskResultStatus.RUNNING, started_at=self.started_at
        )

    def mark(self, **values) -> None:
        """Write the end of the job by compare-and-set. Raises LeaseLost when it is no longer ours to end."""
        if self.row().update(**values) != 1:
            raise LeaseLost(f"Job {self.task_id} was given to another worker.")

    def insist(self) -> None:
        """Raise LeaseLost unless the lease is ours; locks the row for the rest of the transaction."""
        if not self.row().select_for_update().exists():
            raise LeaseLost(f"Job {self.task_id} was given to another worker.")


_lease: ContextVar[Lease | None] = ContextVar("job_lease", default=None)


@contextmanager
def holding(lease: Lease):
    """Remember the lease while its job runs."""
    token = _lease.set(lease)
    try:
        yield
    finally:
        _lease.reset(token)


def last_attempt() -> bool:
    """Whether what fails now is not tried again by itself: the last attempt of a job, or no job at all."""
    lease = _lease.get()
    if lease is None:
        return True
    row = DBTaskResult.objects.get(pk=lease.task_id)
    return len(row.worker_ids) >= policy(row.args_kwargs["kwargs"]["name"]).attempts


@contextmanager
def once(key: str):
    """One transaction whose effect happens once: yields True the first time `key` is seen, else False.

    Inside a job a worker whose lease was given away gets LeaseLost instead, and nothing is written.
    """
    with transaction.atomic():
        lease = _lease.get()
        if lease is not None:
            lease.insist()
        yield _first(key)


def _first(key: str) -> bool:
    try:
        with transaction.atomic():
            Effect.objects.create(key=key)
    except IntegrityError:
        return False
    return True
