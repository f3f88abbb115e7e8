"""Leave puts a vetting off that falls due in it, as the policy says; ended early, or voided, it moves back."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Q

from network.access import system
from network.dates import ONE_DAY
from network.events import record
from network.models import Grant, Hold
from network.nights import one_by_one
from network.standing import HoldReason
from network.transitions import locked
from network.workflow import standing
from vetting.facts.actions import DERIVED
from vetting.facts.clocks import clocks_of
from vetting.models import Application, Decision
from vetting.queries.judging import day_of
from vetting.renewals import Leave, put_off

WHY = "leave"  # as the events and revisions keep it


def settle_dues(organization, *, at) -> int:
    """Move the due day of every file of somebody in the network to where her leave, as known now, puts it; how many moved.

    Counted from the decision's own due day, so that asking again moves nothing. A day is never moved back behind
    yesterday: nobody is unpaid for days that have passed. Who never was on leave is not read.
    """
    on, actor = day_of(organization, at), system("nightly", organization)
    days, leaves = clocks_of(organization, on)["return_days"], _leaves(organization)
    decided = Decision.objects.within(organization).filter(outcome="approved", due_on__isnull=False, application__state="approved")
    away = Hold.objects.within(organization).filter(reason=HoldReason.LEAVE)  # revised and void ones too: what they moved goes back
    decided = decided.filter(application__participation__in=away.values("participation"), application__participation__state="active")
    last = {row.application_id: row for row in decided.order_by("pk")}
    files = Application.objects.within(organization).filter(pk__in=last).select_related("organization", "participation")

    def move(file) -> bool:
        decision = last[file.pk]
        return _settle(file, decision, put_off(decision.due_on, leaves[file.participation_id], days), on, actor, at)

    return one_by_one(files, move, about=lambda file: file.reference)


def _leaves(organization) -> defaultdict:
    """Every leave that is recorded, by participation."""
    found = defaultdict(list)
    rows = Hold.objects.within(organization).current().filter(reason=HoldReason.LEAVE, last__isnull=False)
    for row in rows:
        found[row.participation_id].append(Leave(row.first, row.last))
    return found


def _settle(file, decision, due, on, actor, at) -> bool:
    if due < file.next_due_on:
        due = max(due, min(file.next_due_on, on - ONE_DAY))
    if due == file.next_due_on:
        return False
    with locked(file):
        before, file.next_due_on = file.next_due_on, due
        file.save(update_fields=["next_due_on"])
        record(file, "application.due_moved", actor=actor, at=at, before={"due_on": before}, after={"due_on": due}, reason=WHY)
        rows = Grant.objects.within(file.organization).current().filter(
            participation=file.participation_id, granted=True, last__isnull=False
        )
        repeats = reduce(or_, (Q(decision__startswith=each) for each in DERIVED))  # the same approval, within limits
        for grant in rows.filter(Q(decision=decision.key) | Q(last=before) & repeats):
            standing.move_end(grant=grant, last=due, reason=WHY, actor=actor, at=at)
    return True
