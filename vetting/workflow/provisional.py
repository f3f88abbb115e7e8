"""Provisional approval: in for at most 60 days, once, on what is verified; it ends by itself, and the full decision follows."""

from datetime import timedelta

from network.events import serialize
from network.models import Task
from network.transitions import locked, perform
from vetting.facts.clocks import clocks_of
from vetting.models import Application, Decision
from vetting.queries.judging import day_of, judge
from vetting.workflow.checking import keep
from vetting.workflow.outcomes import send, take_on, write_decision
from vetting.workflow.provisional_end import task_key

WARNING = timedelta(days=14)  # before its last day somebody is to decide


def last_day_of(application: Application, on):
    """The last day of a provisional approval given on day `on`: the day it is given is the first of its days."""
    return on + timedelta(days=max(clocks_of(application.organization, on)["provisional_days"] - 1, 0))


def grant_provisional(application: Application, *, reason, actor, at, seen=None) -> Decision:
    """Approve a first application provisionally, from today through a day that stands in the letter. Raises Refused, or Changed.

    The file stays where it is: the checks go on, and the decision about it replaces the grant from its own day.
    """
    on = day_of(application.organization, at)
    with locked(application):
        serialize(application)
        judged, last = judge(application, on=on), last_day_of(application, on)
        perform(
            application, "grant_provisional", actor=actor, at=at, note=reason, seen=seen, reason=reason,
            assessment=judged.assessment, detail={"through": last},
        )
        decision = write_decision(
            application, "provisional", keep(application, judged, at=at), actor=actor, at=at, reason=reason, due_on=last
        )
        take_on(application, decision, judged.facts, last, serve_until=last, actor=actor, at=at)
        _remind_to_decide(application, last, at=at)
        send(decision)
    return decision


def _remind_to_decide(application, last, *, at):
    due = max(last - WARNING, day_of(application.organization, at))
    Task(
        organization=application.organization, key=task_key(application), kind="decide_provisional", about=application.reference,
        role="director", due_on=due, escalates_on=last, created_at=at,
    ).save()
