"""Holds of evidence that gives no cover: written before its last day, moved when that day moves, void when it was never missing."""

from network.access import system
from network.dates import ONE_DAY, Span
from network.models import Hold
from network.standing_rows import WATCHED
from network.workflow import standing
from vetting import monitoring


def keep_holds(participation, policies, facts, *, on, at):
    """Let the holds be those that follow from what is known: from the day after each last good day, and no others."""
    wanted = {stop.criterion: stop.first for stop in monitoring.stops(policies, facts, on=on)}
    for hold in _running(participation):
        _follow(hold, wanted, policies, facts, on=on, at=at)
    for criterion, first in sorted(wanted.items()):
        if not _refused(participation, criterion, first):
            source, actor = f"{WATCHED}{criterion}", _actor(participation)
            standing.open_hold(participation=participation, reason="evidence", first=first, source=source, actor=actor, at=at)


def _follow(hold, wanted, policies, facts, *, on, at):
    """One hold that has no end: kept, moved, ended or void. What it stands for already is taken out of `wanted`."""
    criterion = hold.source.removeprefix(WATCHED)
    today = _sight(policies, facts, criterion, on)
    if today is not None and not today.met and monitoring.holds(today):
        if hold.first > on:  # it ran out earlier than was known
            _move(hold, on, at=at)
        wanted.pop(criterion, None)
        return
    first = wanted.get(criterion)
    if hold.first > on and first is not None:
        wanted.pop(criterion)
        if first != hold.first:
            _move(hold, first, at=at)
        return
    _undo(hold, policies, facts, on=on, at=at)


def _undo(hold, policies, facts, *, on, at):
    """Void where nothing was missing on its first day by what is known now; else over since yesterday, its days stay held."""
    then = _sight(policies, facts, hold.source.removeprefix(WATCHED), hold.first) if hold.first <= on else None
    if hold.first >= on or then is None or then.met:
        standing.void_hold(hold=hold, reason=hold.source, actor=_actor(hold), at=at)
    else:
        standing.end_hold(hold=hold, last=on - ONE_DAY, reason=hold.source, actor=_actor(hold), at=at)


def _move(hold, first, *, at):
    standing.correct_hold(hold=hold, span=Span(first, None, hold.zone), reason=hold.source, actor=_actor(hold), at=at)


def _sight(policies, facts, criterion, on):
    return next((each for each in monitoring.sights(policies, facts, on=on) if each.criterion == criterion), None)


def _running(participation):
    rows = Hold.objects.within(participation.organization).current().filter(participation=participation, last=None)
    return list(rows.filter(source__startswith=WATCHED).select_related("organization", "participation"))


def _refused(participation, criterion, first) -> bool:
    """Whether a person said that this hold shall not be: one of the same first day was ended or voided by somebody."""
    rows = Hold.objects.within(participation.organization).filter(
        participation=participation, source=f"{WATCHED}{criterion}", first=first, superseded_at=None, recorded_by__isnull=False
    )
    return rows.exists()


def release(participation, *, on, at):
    """She is not watched any more: what would have stopped her on a later day will not; what has begun stays as it was."""
    for hold in _running(participation):
        if hold.first > on:
            standing.void_hold(hold=hold, reason=hold.source, actor=_actor(participation), at=at)


def _actor(row):
    return system("monitoring", row.organization)
