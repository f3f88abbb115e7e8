"""Adverse actions about somebody in the network: proposed, told, final; suspended at once and reviewed; undone within 30 days."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network import jobs
from network.access import Action, require, system
from network.events import record
from network.models import Membership, Participation, Person, Task
from network.queries.people import same_persons
from network.transitions import Refusal, Refused, locked, perform
from network.workflow import standing
from vetting.facts.appeals import appeal_terms
from vetting.facts.clocks import clocks_of
from vetting.facts.interests import recused_from_her
from vetting.models import AdverseAction
from vetting.queries.judging import day_of
from vetting.queries.reinstating import old_by_now
from vetting.queries.reviewers import reviewers
from vetting.workflow import acted
from vetting.workflow.rights import open_right_against

INSIDE = ("active", "leaving")
HOLDS = {"termination_for_cause": "investigation"}  # while it is told and not yet counts, offers stop
OPEN = ("proposed", "noticed")


def propose(participation: Participation, *, kind, reason, limits=None, actor, at) -> AdverseAction:
    """One person proposes an action; another gives notice of it. Raises Refused."""
    require(actor, Action.HOLD, participation)
    with locked(participation):
        if unmet := list(_may_propose(participation, kind, reason, limits, actor)):
            raise Refused(unmet)
        row = AdverseAction(
            organization=participation.organization, participation=participation, kind=kind, reason=reason, limits=limits or {},
            proposed_by_id=actor.person_id, proposed_at=at, state_since=at,
        )
        row.save()
        record(row, "adverseaction.proposed", actor=actor, at=at, after={"kind": kind, "limits": limits or {}}, reason=reason)
    return row


def _may_propose(participation, kind, reason, limits, actor):
    if actor.person_id and same_persons(actor.person_id) & recused_from_her(participation):
        yield Refusal("recused", _("You take no part in this file."), _("Somebody else decides it."))
    if participation.state not in INSIDE:
        yield Refusal("not_in", _("This therapist does not take part in your network."), _("Decide the application instead."))
    if not reason.strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say why in one or two sentences."))
    if (kind == "restriction") != bool(limits):
        yield Refusal("limits_missing", _("A restriction names its limits, and nothing else does."), _("Choose what stays allowed."))
    rows = AdverseAction.objects.within(participation.organization).filter(participation=participation, kind=kind)
    if rows.filter(state__in=OPEN).exists():
        yield Refusal("open_already", _("The same is open already."), _("Finish or drop it first."))


def suspend(participation: Participation, *, reason, reviewer: Person | None = None, actor, at) -> AdverseAction:
    """Suspend at once: no offers and no sessions from today, reviewed within the organization's days (at most 14).

    `reviewer` is who reviews it: another person who decides; without one named, the first director who is another person.
    """
    require(actor, Action.DECIDE, participation)
    with transaction.atomic():
        seat = reviewing_seat(participation, reviewer, actor=actor, at=at)
        row = propose(participation, kind="summary_suspension", reason=reason, actor=actor, at=at)
        on = day_of(row.organization, at)
        review_by = on + timedelta(days=clocks_of(row.organization, on)["suspension_days"])
        hold = standing.open_hold(
            participation=participation, reason="summary_suspension", first=on, source=row.key, comment=reason, actor=actor, at=at
        )
        named = {"reviewer": seat.person.full_name, "review_by": review_by} if seat else {"review_by": review_by}
        perform(
            row, "suspend", actor=actor, at=at, note=reason, reason=reason, on=on, review_by=review_by, hold=hold.key,
            reviewer=seat.person_id if seat else None, detail=named,
        )
        open_right_against(row, at=at)
        _to_review(row, seat, key=f"review:{row.key}", at=at)
        write_to_her(row, "suspension")
    return row


def _to_review(row, seat, *, key, at):
    Task(
        organization=row.organization, key=key, kind="review_suspension", about=row.practitioner.reference, role="director", owner=seat,
        due_on=row.review_by, escalates_on=row.review_by + timedelta(days=1), created_at=at,
    ).save()


def let_stand(action: AdverseAction, *, reason, actor, at):
    """Another person reviewed the suspension: it stays, and is reviewed again within the organization's days. Raises Refused."""
    on = day_of(action.organization, at)
    review_by = on + timedelta(days=clocks_of(action.organization, on)["suspension_days"])
    with locked(action):
        event = perform(
            action, "let_stand", actor=actor, at=at, note=reason, reason=reason, review_by=review_by, detail={"review_by": review_by}
        )
        _reviewed(action, actor, at)
        seat = Membership.objects.within(action.organization).current().filter(person=actor.person_id).first()
        _to_review(action, seat, key=f"review:{action.key}:{event.pk}", at=at)  # another number of days may come to a day told before
        write_to_her(action, "suspension")
    return event


def reviewing_seat(participation, reviewer, *, actor, at) -> Membership | None:
    """As whom the reviewer works here; None where nobody was named and nobody else decides. Raises Refused for a wrong one."""
    on = day_of(participation.organization, at)
    if reviewer is None:
        return next(iter(reviewers(participation, actor=actor, on=on)), None)
    found = [row for row in reviewers(participation, actor=actor, on=on) if row.person_id == reviewer.pk]
    if not found:
        raise Refused([
            Refusal("not_a_reviewer", _("This colleague cannot review it."), _("Name another person who decides."))
        ])
    return found[0]


def notice(action: AdverseAction, *, effective_on, actor, at):
    """A second person agrees and she is told: it counts from `effective_on`, a day after the notice given. Raises Refused.

    Where the policy says that an appeal in time holds it back, it begins after the last day to appeal.
    """
    on = day_of(action.organization, at)
    days = 0 if action.kind == "termination_for_cause" else clocks_of(action.organization, on)["notice_days"]
    terms = appeal_terms(action.organization, on)
    until = terms.until(on) if action.kind in terms.held else None
    with locked(action):
        held = _hold(action, on, actor, at)
        event = perform(
            action, "notice", actor=actor, at=at, note=action.reason, on=on, effective_on=effective_on, notice=days, hold=held,
            appeal_until=until,
        )
        acted.begin(action, actor=actor, at=at)
        open_right_against(action, at=at)
        write_to_her(action, "restricted" if action.kind in ("restriction", "non_renewal") else "termination")
    return event


def _hold(action, on, actor, at) -> str:
    reason = HOLDS.get(action.kind)
    if reason is None:
        return ""
    clockwork = system("actions", action.organization)  # a member of the committee may give notice, but opens no holds otherwise
    return standing.open_hold(
        participation=action.participation, reason=reason, first=on, source=action.key, comment=action.reason, actor=clockwork, at=at
    ).key


def drop(action: AdverseAction, *, reason, actor, at):
    """What was only proposed is not done."""
    return perform(action, "drop", actor=actor, at=at, note=reason, reason=reason)


def make_final(action: AdverseAction, *, actor, at):
    """Its day has come and nobody appeals: it is final. Standing followed its own days all along."""
    action._state.fields_cache.pop("appeal", None)  # what somebody asked for meanwhile is read again
    return perform(action, "make_final", actor=actor, at=at)


def lift(action: AdverseAction, *, reason, actor, at):
    """A summary suspension or a restriction is over: as before from today, within what else narrows her. Raises Refused."""
    with locked(action):
        event = perform(action, "lift", actor=actor, at=at, note=reason, reason=reason, on=day_of(action.organization, at))
        if action.limits:
            acted.undo(action, key=f"lifted:{action.pk}", reason=reason, actor=actor, at=at)
        acted.end_hold(action, reason=reason, actor=actor, at=at)
        _reviewed(action, actor, at)
        write_to_her(action, "action_undone")
    return event


def _reviewed(action, actor, at):
    rows = Task.objects.within(action.organization).open().filter(
        Q(key=f"review:{action.key}") | Q(key__startswith=f"review:{action.key}:")
    )
    rows.update(done_at=at, done_by_id=actor.person_id)


def reinstate(action: AdverseAction, *, reason, actor, at):
    """Undo a termination within 30 days, from today to the day the next vetting was due anyway. Raises Refused.

    What she was approved on must be fresh enough for a decision of today; what is not is verified again first.
    """
    with locked(action):
        event = perform(action, "reinstate", actor=actor, at=at, note=reason, reason=reason, old=old_by_now(action, at=at))
        acted.undo(action, key=f"reinstated:{action.pk}", reason=reason, actor=actor, at=at)
        write_to_her(action, "action_undone")
    return event


def write_to_her(action: AdverseAction, kind: str):
    """Ask for a letter about the action, in the transaction of what it tells."""
    key = f"{kind}:{action.key}:{action.review_by or ''}"
    jobs.enqueue("vetting.write_of_action", key=key, organization=action.organization, id=action.pk, kind=kind)
