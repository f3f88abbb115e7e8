"""When standing changes, money follows: every line that is not settled is held against what counts now, by a job."""

import uuid

from network import jobs
from payments.facts.lines import ALL
from payments.models import InvoiceLine
from payments.workflow.checking import CHECKED, check


def hear(*, participation_id, **ids) -> None:
    """In the publisher's transaction: ask for the check when there is something to check, and for nothing otherwise."""
    if _lines(participation_id).exists():
        jobs.enqueue("payments.recheck_lines", key=f"{participation_id}:{uuid.uuid4().hex}", participation_id=participation_id)


def hear_all(organization) -> None:
    """What was agreed changed for everybody: ask for the check of whoever has a line that stops."""
    rows = InvoiceLine.objects.within(organization).filter(state="exception").order_by()
    for participation in rows.values_list("participation", flat=True).distinct():
        hear(participation_id=participation)


def recheck(*, participation_id, at) -> int:
    """Check every unsettled line of a participation again, in order; how many stop now."""
    rows = _lines(participation_id).select_related(*ALL).order_by("position")
    return sum(bool(check(line, at=at).stops) for line in rows)


def _lines(participation_id):
    rows = InvoiceLine.objects.everywhere(reason="news names the organization and the therapist by id")
    return rows.filter(participation=participation_id, state__in=CHECKED)
