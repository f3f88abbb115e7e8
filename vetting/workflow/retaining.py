"""Retention: what an organization's policy keeps no longer is told ahead, and erased on its day unless a legal hold keeps it."""

from datetime import timedelta

from network.access import system
from network.events import record
from network.facts.keeping import kept_of
from network.models import Erasure, Message, Participation, RefusedAttempt
from network.models.standing import ParticipationState
from network.nights import one_by_one
from network.transitions import refusals
from network.workflow import erasing
from vetting.facts.clocks import clocks_of
from vetting.queries.judging import day_of
from vetting.retention import CLOCK

QUIET = [state for state in ParticipationState if state not in ("active", "leaving")]


def retain(organization, *, at) -> int:
    """Every record whose days are over or nearly: told ahead, then erased; what is not due any more is called off. How many."""
    on, actor = day_of(organization, at), system("nightly", organization)
    clocks = clocks_of(organization, on)
    waiting = {row.practitioner_id: row for row in Erasure.objects.within(organization).filter(state="proposed", basis="retention")}

    def see_to(row) -> bool:
        return _one(row, waiting.get(row.practitioner_id), clocks["erase_ahead_days"], on, actor, at)

    return one_by_one(_old(organization, clocks, waiting, at), see_to, about=lambda row: row.practitioner.reference)


def _old(organization, clocks, waiting, at):
    """Those who do not take part and whose last change is old enough for the shortest of the days; and those told already."""
    shortest = min(clocks[key] for key in CLOCK.values()) - clocks["erase_ahead_days"] - 1
    rows = Participation.objects.within(organization).filter(erased_at=None).select_related("practitioner", "organization")
    quiet = rows.filter(state__in=QUIET, state_since__lt=at - timedelta(days=max(shortest, 0)))
    found = {row.pk: row for rows in (quiet, rows.filter(practitioner__in=waiting)) for row in rows}  # two questions, an index each
    return [found[pk] for pk in sorted(found)]


def _one(participation, erasure, ahead, on, actor, at) -> bool:
    kept = kept_of(participation.organization, participation.practitioner, on=on)
    until = None if not kept or any(row.still for row in kept) else max(row.until for row in kept)
    if erasure and erasure.due_on != until:
        erasing.call_off(erasure, actor=actor, at=at)
        erasure = None
    if until is None or until - timedelta(days=ahead) > on:
        return False
    told = erasure is None
    if told and Erasure.objects.within(participation.organization).filter(
        practitioner=participation.practitioner, state="proposed"
    ).exists():
        return False  # two people are about to erase it anyway
    erasure = erasure or erasing.foresee(participation, due_on=until, actor=actor, at=at)
    if not refusals(erasure, "expire", actor=actor, at=at, counts={}):
        erasing.expire(erasure, actor=actor, at=at)
        return True
    return told


def clear_logs(organization, *, at) -> int:
    """Copies of mails and refused attempts past their days go; that they went is recorded. How many."""
    on = day_of(organization, at)
    clocks = clocks_of(organization, on)
    mails = Message.objects.within(organization).exclude(state="queued").filter(
        created_at__lt=at - timedelta(days=clocks["keep_mails_days"])
    )
    attempts = RefusedAttempt.objects.filter(organization=organization, at__lt=at - timedelta(days=clocks["keep_attempts_days"]))
    gone = {"mails": mails.delete()[0], "attempts": attempts.delete()[0]}
    if any(gone.values()):
        record(organization, "logs.cleared", actor=system("nightly", organization), at=at, after=gone)
    return sum(gone.values())
