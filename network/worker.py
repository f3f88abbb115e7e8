"""The worker: django-tasks-db's, with a lease, a reaper, retries and a schedule."""

import logging
import time
from traceback import format_exception

from django.db import OperationalError, close_old_connections, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as EngineWorker
from django_tasks_db.models import DBTaskResult, get_date_max
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from network import jobs, schedule
from network.jobs import Lease, LeaseLost, Policy, UnknownJob

logger = logging.getLogger("network.jobs")

TICK = 5.0  # seconds between two looks for lost and due work


class Worker(EngineWorker):
    """Runs jobs one after another until told to stop. Several may run side by side."""

    def __init__(self, *, interval=1.0, once=False, until_empty=False, worker_id=None):
        super().__init__(
            queue_names=["*"], excluded_queue_names=[], interval=interval, batch=once or until_empty, backend_name="default",
            startup_delay=False, max_tasks=1 if once else None, worker_id=worker_id or get_random_string(16),
        )
        self._ticked = None

    def run(self):
        """Look for lost and due work, run what is ready, wait, again. Real time, never the demo clock."""
        while self.running:
            if not self.batch:
                close_old_connections()  # a connection that died in the pause is replaced, as between two requests
            self.tick()
            row = self.claim()
            if row is not None:
                self.run_task(row)
            if (self.batch and row is None) or self._run_tasks == self.max_tasks:
                return
            if row is None and self.running:
                time.sleep(self.interval)

    def claim(self):
        """The next ready job, now ours; None when there is none."""
        while True:
            try:
                with exclusive_transaction():
                    row = DBTaskResult.objects.ready().filter(backend_name=self.backend_name).get_locked()
                    if row is not None:
                        row.claim(self.worker_id)
                    return row
            except OperationalError as error:
                if not is_locked_database_exception(error):
                    raise
                time.sleep(self.interval or 0.1)

    def tick(self):
        """Give lost jobs away and enqueue due ones, at most every few seconds."""
        if self._ticked is not None and time.monotonic() - self._ticked < TICK:
            return
        self._ticked = time.monotonic()
        reap()
        schedule.tick()

    def run_task(self, db_task_result):
        """Run one claimed job; its end is written by compare-and-set, together with its effects where it is plain."""
        self.running_task = True
        try:
            attempt(db_task_result)
        finally:
            self.running_task = False
            self._run_tasks += 1


def attempt(row):
    """Run the job of a claimed queue row and write how it ended."""
    lease = Lease(row.pk, row.started_at)
    name, arguments = row.args_kwargs["kwargs"]["name"], row.args_kwargs["kwargs"]["arguments"]
    declared = None
    try:
        declared = jobs.policy(name)
        with jobs.holding(lease):
            _call(declared, arguments, lease)
    except LeaseLost:
        logger.warning("Job %s %s finished after its lease; nothing of it was kept.", name, row.pk)
    except Exception as error:
        logger.warning("Job %s %s failed: %s", name, row.pk, type(error).__name__)
        _failed(lease, declared, arguments, error, attempts=len(row.worker_ids))
    except BaseException:
        _hand_back(lease)
        raise


def _call(declared: Policy, arguments, lease):
    done = {"status": TaskResultStatus.SUCCESSFUL, "exception_class_path": "", "traceback": ""}
    if declared.external:
        declared.function(**arguments)
        lease.mark(**done, finished_at=timezone.now())
        return
    with transaction.atomic():
        declared.function(**arguments)
        lease.mark(**done, finished_at=timezone.now())


def _failed(lease, declared, arguments, error, *, attempts):
    now = timezone.now()
    told = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    again = declared is not None and attempts < declared.attempts and not isinstance(error, UnknownJob)
    try:
        if again:
            lease.mark(status=TaskResultStatus.READY, run_after=now + declared.delay(attempts), **told)
            return
        with transaction.atomic():
            lease.mark(status=TaskResultStatus.FAILED, finished_at=now, **told)
            if declared and declared.given_up:
                declared.given_up(**arguments)
    except LeaseLost:
        logger.warning("Job %s failed after its lease; another worker has it.", lease.task_id)


def _hand_back(lease):
    try:
        lease.mark(status=TaskResultStatus.READY, run_after=get_date_max())
    except LeaseLost:
        logger.warning("Job %s was stopped after its lease; another worker has it.", lease.task_id)


def reap() -> int:
    """Give jobs whose worker fell silent to the next one; compare-and-set, so that two reapers do it once."""
    given = 0
    now = timezone.now()
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        declared = _policy_of(row)
        lease = declared.lease if declared else 120
        if row.started_at is None or (now - row.started_at).total_seconds() < lease:
            continue
        given += _give_away(row, declared, now)
    return given


def _policy_of(row):
    try:
        return jobs.policy(row.args_kwargs["kwargs"]["name"])
    except (UnknownJob, KeyError):
        return None


def _give_away(row, declared, now) -> int:
    try:
        with transaction.atomic():
            if declared is not None and len(row.worker_ids) < declared.deliveries:
                Lease(row.pk, row.started_at).mark(status=TaskResultStatus.READY, run_after=get_date_max())
                return 1
            told = {"exception_class_path": "network.worker.Lost", "traceback": "Its worker fell silent each time."}
            Lease(row.pk, row.started_at).mark(status=TaskResultStatus.FAILED, finished_at=now, **told)
            if declared and declared.given_up:
                declared.given_up(**row.args_kwargs["kwargs"]["arguments"])
            return 1
    except LeaseLost:
        return 0


def run_again(task_id: str) -> bool:
    """Make one failed job ready once more, with all its attempts; False when no failed job has this id."""
    failed = DBTaskResult.objects.filter(pk=task_id, status=TaskResultStatus.FAILED)
    ready = {"status": TaskResultStatus.READY, "run_after": get_date_max(), "finished_at": None, "worker_ids": []}
    return failed.update(**ready) == 1


def drain() -> None:
    """Run everything that is ready now, in this process. For the demo, journeys and tests."""
    Worker(until_empty=True, interval=0).run()
