"""When standing changes, money follows: every line that is not settled is held against what counts now, by a job.

A line in a batch that is not written leaves it; one that is at the bank becomes a task to ask for it, which goes when its day
counts again (payments.loop). A paid line whose day counts no more opens a recovery, which closes by itself when it counts again.
"""

import uuid

from network import jobs
from network.models import Organization
from payments.facts.lines import ALL, clearance_of
from payments.facts.recoveries import recovery_of
from payments.loop import State, Step, judge
from payments.models import InvoiceLine, LineRecovery
from payments.workflow.batching import drop_recall, leave, recall
from payments.workflow.checking import CHECKED, check_together
from payments.workflow.recovering import close_for, open_for

ON_ITS_WAY = ("in_batch", "sent", "paid")
FOLLOWED = (*CHECKED, *ON_ITS_WAY)
STEPS = {Step.LEAVE_BATCH: leave, Step.RECALL: recall, Step.DROP_RECALL: drop_recall}
STEPS |= {Step.OPEN_RECOVERY: open_for, Step.CLOSE_RECOVERY: close_for}


def hear(*, participation_id, **ids) -> None:
    """In the publisher's transaction: ask for the check when there is something to check, and for nothing otherwise."""
    if _lines(participation_id).exists():
        jobs.enqueue("payments.recheck_lines", key=f"{participation_id}:{uuid.uuid4().hex}", participation_id=participation_id)


def hear_all(organization, states=("exception",)) -> None:
    """What was agreed changed for everybody: ask for the check of whoever has a line in one of the states, at first one that stops."""
    rows = InvoiceLine.objects.within(organization).filter(state__in=states).order_by()
    for participation in rows.values_list("participation", flat=True).distinct():
        hear(participation_id=participation)


def recheck(*, participation_id, at) -> int:
    """Check every unsettled line of a participation again, in order; how many stop now."""
    rows = _lines(participation_id).order_by("position")
    further = list(rows.exclude(state__in=CHECKED).select_related(*ALL))  # read before any of them moves
    return _unsettled(rows.filter(state__in=CHECKED), at) + sum(_stops(line, at) for line in further)


def _unsettled(rows, at) -> int:
    lines = dict(rows.values_list("pk", "organization"))
    if not lines:
        return 0
    organization = Organization.objects.get(pk=next(iter(lines.values())))
    back = LineRecovery.objects.within(organization).for_days().exclude(state="closed").filter(line__in=list(lines))
    for recovery in back.select_related("line__organization"):
        close_for(recovery.line, at=at)  # its payment came back: nothing of it was paid in error
    return check_together(organization, lines, at=at)


def _stops(line, at) -> bool:
    """One line that is on its way. Where its file was written, or the bank answered, while it was judged, it is judged once more."""
    counts, state = clearance_of(line).ok, ""
    while line.state in ON_ITS_WAY and line.state != state:
        state = line.state
        # a recall that is open is dropped when the day counts; asked for twice it is asked once
        judged = judge(State(state), counts, recovery_of(line), recalling=counts and state == "sent")
        if judged.step is not None:
            STEPS[judged.step](line, at=at)
        line.refresh_from_db(fields=["state"])
    return not counts


def _lines(participation_id):
    rows = InvoiceLine.objects.everywhere(reason="news names the organization and the therapist by id")
    return rows.filter(participation=participation_id, state__in=FOLLOWED)
