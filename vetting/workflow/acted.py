"""What an adverse action does to standing, and what its appeal changes: through grants and holds, never back-dated."""

from datetime import date

from network.access import system
from network.dates import ONE_DAY
from network.models import Grant, Hold
from network.transitions import perform
from network.workflow import standing
from network.workflow.participation import deny_everything
from vetting.guards_actions import ENDS
from vetting.models import AdverseAction, Appeal
from vetting.queries.judging import day_of


def granted_before(action: AdverseAction) -> list[Grant]:
    """What she had: the last approval's rows, one per service; an action's own rows left out."""
    rows = Grant.objects.within(action.organization).current()
    rows = rows.filter(participation=action.participation_id, granted=True).exclude(decision__startswith="action:")
    last: dict[tuple, Grant] = {}
    for row in rows.order_by("decided_at", "pk"):
        last[(row.service, tuple(row.jurisdictions or ()), row.panel_id)] = row
    return list(last.values())


def grant_again(action: AdverseAction, *, first: date, limits: dict, key: str, actor, at) -> None:
    """The same approvals from day `first`, within limits, to the day the next vetting was due anyway."""
    for row in granted_before(action):
        if row.last is None or row.last >= first:
            standing.record_grant(
                participation=action.participation, service=row.service, jurisdictions=row.jurisdictions, first=first, last=row.last,
                serve_until=row.serve_until, requires=row.requires, minimums=row.minimums, limits=limits or row.limits,
                panel=row.panel, every_panel=row.every_panel, decision=key, actor=actor, at=at,
            )


def begin(action: AdverseAction, *, actor, at) -> None:
    """Write what counts from its first day: an end, or the same within limits."""
    if action.kind in ENDS:
        first = action.effective_on + ONE_DAY
        standing.record_denial(participation=action.participation, decision=action.key, on=first, actor=actor, at=at)
    elif action.limits:
        grant_again(action, first=action.effective_on, limits=action.limits, key=action.key, actor=actor, at=at)


def end_hold(action: AdverseAction, *, reason, actor, at) -> None:
    """The hold it opened is over: the days until yesterday stay held, one of today never was."""
    rows = Hold.objects.within(action.organization).current().filter(participation=action.participation_id, key=action.hold)
    row = rows.first() if action.hold else None
    if row is None:
        return
    today = day_of(action.organization, at)
    if row.first >= today:
        standing.void_hold(hold=row, reason=reason, actor=actor, at=at)
    elif row.last is None or row.last >= today:
        standing.end_hold(hold=row, last=today - ONE_DAY, reason=reason, actor=actor, at=at)


def settle(appeal: Appeal, *, actor, at) -> None:
    """What the appeal of an action became."""
    action = appeal.action
    step = {"upheld": "uphold", "overturned": "overturn", "modified": "modify"}[appeal.state]
    perform(action, step, actor=actor, at=at, note=appeal.reason)
    if appeal.state == "upheld":
        let_stand(appeal, actor=actor, at=at)
        return
    undo(action, key=appeal.key, limits=appeal.terms.get("limits", {}), reason=appeal.reason, actor=actor, at=at)


def undo(action: AdverseAction, *, key, limits, reason, actor, at) -> None:
    """From today as before, within limits when there are some: what has begun stays for its days, what has not never begins."""
    today = day_of(action.organization, at)
    standing.admit(participation=action.participation, decision=key, actor=actor, at=at)
    grant_again(action, first=today, limits=limits, key=key, actor=actor, at=at)
    _call_off(action, today, actor=actor, at=at)
    end_hold(action, reason=reason, actor=actor, at=at)


def _call_off(action, today, *, actor, at) -> None:
    rows = Grant.objects.within(action.organization).current().filter(participation=action.participation_id, decision=action.key)
    for row in rows.filter(first__gt=today):
        standing.move_coming(grant=row, first=None, reason="undone", actor=actor, at=at)


def let_stand(appeal: Appeal, *, actor, at) -> None:
    """It stands: what was held back counts from its own day, or from today when that has passed."""
    action, today = appeal.action, day_of(appeal.organization, at)
    rows = Grant.objects.within(action.organization).current().filter(participation=action.participation_id, decision=action.key)
    if not appeal.holds_back or rows.exists():
        return
    clockwork = system("appeals", action.organization)
    if action.kind in ENDS:
        first = max(action.effective_on + ONE_DAY, today)
        deny_everything(participation=action.participation, decision=action.key, on=first, actor=clockwork, at=at)
    elif action.limits:
        first = max(action.effective_on, today)
        grant_again(action, first=first, limits=action.limits, key=action.key, actor=clockwork, at=at)
