"""What is in the queue, and who must look at what failed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django_tasks_db.models import DBTaskResult, get_date_max

from network.models import Job


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job as `manage.py jobs` shows it. `owner` is the organization, or the operator of the installation."""

    id: str
    name: str
    key: str
    state: str
    owner: str
    attempts: int
    asked_at: datetime
    not_before: datetime | None
    error: str


def counts() -> dict[str, int]:
    """How many jobs are ready, running, failed and done."""
    found = dict.fromkeys(("ready", "running", "failed", "successful"), 0)
    grouped = DBTaskResult.objects.order_by().values_list("status").annotate(many=Count("pk"))
    found.update({status.lower(): many for status, many in grouped})
    return found


def unfinished(limit: int = 200) -> list[JobRow]:
    """Failed jobs first, then those running and waiting, oldest first."""
    results = DBTaskResult.objects.exclude(status="SUCCESSFUL").order_by("status", "enqueued_at")[:limit]
    asked = {row.task_id: row for row in Job.objects.select_related("organization").filter(task_id__in=[r.pk for r in results])}
    return [_row(result, asked.get(result.pk)) for result in results]


def _row(result, asked) -> JobRow:
    return JobRow(
        id=str(result.pk),
        name=result.args_kwargs["kwargs"].get("name", result.task_path),
        key=asked.key if asked else "",
        state=result.status.lower(),
        owner=asked.organization.name if asked and asked.organization else "operator",
        attempts=len(result.worker_ids),
        asked_at=result.enqueued_at,
        not_before=None if result.run_after == get_date_max() else result.run_after,
        error=result.exception_class_path,
    )
