"""What the doctor asks of the nights: whether they are done everywhere."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from network.doctor import BAD, GOOD, Finding
from network.models import Task
from network.workflow.nights import KIND


def nights_are_done(at: datetime) -> Iterator[Finding]:
    """Every organization had its nights; where one broke, which, for whom, since when and why."""
    rows = Task.objects.everywhere(reason="the doctor says where a night broke").open().filter(kind=KIND)
    found = defaultdict(list)
    for task in rows.select_related("organization").order_by("organization__name", "pk"):
        found[task.organization.name].append(task.facts)
    for name, broken in found.items():
        for facts in broken:
            days, whom = facts["days"], ", ".join(facts["rows"]) or "all of it"
            message = f"{facts['step']} broke for {name} ({whom}) on {len(days)} nights since {days[0]}: {facts['error']}."
            yield Finding("nights", BAD, message, "manage.py jobs names the error; the next night does what was missed.")
    if not found:
        yield Finding("nights", GOOD, "No organization waits for the work of a night.")
