"""What an adverse action does to standing, and what its appeal changes: through grants and holds, never back-dated."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from network.access import system
from network.dates import ONE_DAY
from network.models import Grant, Hold
from network.transitions import Refusal, Refused, perform
from network.workflow import standing
from network.workflow.participation import deny_everything
from vetting.facts.actions import DERIVED, ENDS, ending_of, narrowed, standing_actions
from vetting.models import AdverseAction, Appeal
from vetting.narrowing import together
from vetting.queries.judging import day_of

MOMENT = timedelta(microseconds=1)
OVER = ("lifted", "reinstated")  # before its appeal was settled
SAY_WHETHER = _("Say whether it was right: that it stands, or that it is undone.")


def decided_before(participation, first: date) -> tuple[list[Grant], list[Grant]]:
    """What decisions approved, the last one per service, place and panel, and the denials that begin after day `first`.

    Left out is what a denial has taken by then, and every row that only repeats an approval.
    """
    rows = Grant.objects.within(participation.organization).current().filter(participation=participation).order_by("decided_at", "pk")
    last: dict[tuple, Grant] = {}
    coming: list[Grant] = []
    for row in rows:
        if row.decision.startswith(DERIVED):
            continue
        if row.granted:
            last[(row.service, tuple(row.jurisdictions or ()), row.panel_id)] = row
            coming = [denial for denial in coming if not _takes(denial, row)]
        elif row.first > first:
            coming.append(row)
        else:
            last = {key: before for key, before in last.items() if not _takes(row, before)}
    return list(last.values()), coming


def _takes(denial: Grant, grant: Grant) -> bool:
    """Whether a denial is about the service and all places of a grant."""
    within = grant.jurisdictions is not None and set(grant.jurisdictions) <= set(denial.jurisdictions or ())
    return denial.service in ("", grant.service) and (denial.jurisdictions is None or within)


def grant_again(participation, *, first: date, key: str, actor, at) -> None:
    """The same approvals from day `first` to the day the next vetting was due anyway, within all that narrows her by then.

    What ends her part still ends it, on its own day. The later of two rows governs and rows of one instant have no order, so each
    is written a moment after the one it replaces.
    """
    limits, moment = narrowed(participation), at
    approved, denied = decided_before(participation, first)
    for start in sorted({first, *(each.first for each in limits if each.first > first)}):
        _grant(approved, start, [each.limits for each in limits if each.first <= start], key, actor, moment)
        moment += MOMENT
    for row in denied:
        scope = {} if row.jurisdictions is None else {"service": row.service, "jurisdictions": row.jurisdictions}
        deny_everything(participation=participation, decision=row.decision, on=row.first, actor=actor, at=moment, **scope)
    ending = ending_of(participation)
    if ending is not None:
        on = max(ending.effective_on + ONE_DAY, first)
        deny_everything(participation=participation, decision=ending.key, on=on, actor=actor, at=moment)


def _grant(approved, first, limits, key, actor, at):
    for row in approved:
        if row.last is None or row.last >= first:
            standing.record_grant(
                participation=row.participation, service=row.service, jurisdictions=row.jurisdictions, first=first, last=row.last,
                serve_until=row.serve_until, requires=row.requires, minimums=row.minimums, limits=together(row.limits, *limits),
                panel=row.panel, every_panel=row.every_panel, decision=key, actor=actor, at=at,
            )


def keep_narrow(participation, *, actor, at) -> None:
    """A new approval keeps what narrows her work, until somebody lifts it or an appeal undoes it."""
    limiting = [row for row in standing_actions(participation) if row.kind == "restriction" or row.state == "modified"]
    if narrowed(participation):
        on = day_of(participation.organization, at)
        grant_again(participation, first=on, key=limiting[-1].key, actor=actor, at=at + MOMENT)


def begin(action: AdverseAction, *, actor, at) -> None:
    """Write what counts from its first day: an end, or the same within limits."""
    if action.kind in ENDS:
        first = action.effective_on + ONE_DAY
        standing.record_denial(participation=action.participation, decision=action.key, on=first, actor=actor, at=at)
    elif action.limits:
        grant_again(action.participation, first=action.effective_on, key=action.key, actor=actor, at=at)


def end_hold(action: AdverseAction, *, reason, actor, at) -> None:
    """The hold it opened is over: the days until yesterday stay held, one of today never was."""
    rows = Hold.objects.within(action.organization).current().filter(participation=action.participation_id, key=action.hold)
    row = rows.first() if action.hold else None
    if row is None:
        return
    today = day_of(action.organization, at)
    if row.first >= today:
        standing.void_hold(hold=row, reason=reason, actor=actor, at=at, by=action.key)
    elif row.last is None or row.last >= today:
        standing.end_hold(hold=row, last=today - ONE_DAY, reason=reason, actor=actor, at=at, by=action.key)


def settle(appeal: Appeal, *, actor, at) -> None:
    """What the appeal of an action became. Of one that was lifted or undone meanwhile, the outcome is said and nothing moves."""
    action = appeal.action
    if action.state in OVER:
        if appeal.state == "modified":
            raise Refused([Refusal("lifted_already", _("It is over already: nothing is left to change in part."), SAY_WHETHER)])
        return
    step = {"upheld": "uphold", "overturned": "overturn", "modified": "modify"}[appeal.state]
    perform(action, step, actor=actor, at=at, note=appeal.reason)
    if appeal.state == "upheld":
        let_stand(appeal, actor=actor, at=at)
        return
    undo(action, key=appeal.key, reason=appeal.reason, actor=actor, at=at)


def undo(action: AdverseAction, *, key, reason, actor, at) -> None:
    """From today as before, within what narrows her otherwise: what has begun stays for its days, what has not never begins."""
    today = day_of(action.organization, at)
    standing.admit(participation=action.participation, decision=key, actor=actor, at=at)
    _call_off(action, today, actor=actor, at=at)
    grant_again(action.participation, first=today, key=key, actor=actor, at=at)
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
        grant_again(action.participation, first=first, key=action.key, actor=clockwork, at=at)
