"""Opening, correcting, ending and voiding holds. Only leave and notice end by the clock; the others by a person."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network import news
from network.access import Action
from network.dates import At, Span, plus_months
from network.duties import bars
from network.facts.parameters import in_force
from network.models import Hold
from network.queries.people import same_persons
from network.standing import BY_CLOCK, STOPS, HoldReason
from network.standing_rows import ACTED, WATCHED
from network.transitions import Refusal, Refused
from network.workflow.revising import day_of, require_any, revise, write

LEAVE_MONTHS, LEAVE_MONTHS_MAX = "standing.leave_months", 12  # the organization's parameter; domain 5.4, N5: at most 12
TWO_END_HOLD = "standing.two_end_hold"  # whether another person ends a hold than the one who opened it


def open_hold(
    *, participation, reason, first, actor, at, stops=None, last=None, source="", comment="", jurisdiction="",
    service="", mode="", age_band="", basis="", zone="",
) -> Hold:
    """Stop something from day `first` on. `stops` defaults to what the reason stops (`standing.STOPS`).

    A hold with a `basis` stops only what rests on it and never a release. Raises Refused when it would end by itself
    and is neither leave nor notice.
    """
    require_any(actor, (Action.HOLD, Action.ADJUDICATE, Action.RUN), participation)
    reason = HoldReason(reason)
    wanted = STOPS[reason] if stops is None else frozenset(stops)
    if basis:
        wanted -= {"release"}
    zone = zone or participation.organization.zone
    _refuse_own_end(reason, last, zone, at)
    return write(
        Hold, "hold.opened", participation=participation, actor=actor, at=at, why=comment, reason=reason, first=first,
        last=last, zone=zone, stops=sorted(wanted), source=source,
        jurisdiction=jurisdiction, service=service, mode=mode, age_band=age_band, basis=basis,
    )


def correct_hold(*, hold, span: Span, reason, actor, at) -> Hold:
    """The days were others than recorded: answers change only on the days between the old span and the new one."""
    _by_a_person(hold, actor)
    _with_its_action(hold, "")
    if _frees_days(hold, span):
        _by_another(hold, actor, at)
    _refuse_own_end(HoldReason(hold.reason), span.last, span.zone, at)
    return revise(
        hold, "hold.corrected", actor=actor, at=at, why=reason, first=span.first, last=span.last, zone=span.zone
    )


def end_hold(*, hold, last, reason, actor, at, by="") -> Hold:
    """It is over after day `last`; the days until then stay held. Raises Refused for a day to come or before it began.

    `by` names the action that ends what it opened; nobody else does.
    """
    _by_a_person(hold, actor)
    _with_its_action(hold, by)
    _by_another(hold, actor, at)
    if last < hold.first:
        message = _("The hold began after that day.")
        raise Refused([Refusal("before_it_began", message, _("Void it when it should never have been."))])
    _refuse_own_end(HoldReason(hold.reason), last, hold.zone, at)
    return revise(hold, "hold.ended", actor=actor, at=at, why=reason, last=last)


def void_hold(*, hold, reason, actor, at, by="") -> Hold:
    """It never was: every answer is as if it had not been opened; what we knew then stays on record. `by` as in `end_hold`."""
    _by_a_person(hold, actor)
    _with_its_action(hold, by)
    _by_another(hold, actor, at)
    return revise(hold, "hold.voided", actor=actor, at=at, why=reason, void=True)


def start_leave(*, participation, first, last, comment="", actor, at) -> Hold:
    """She is on leave through `last`, at most as many months as the organization gives: no offers; clients she has go on.

    She or the staff say so. Raises Refused.
    """
    require_any(actor, (Action.OWN_PROFILE, Action.HOLD), participation)
    most = in_force(participation.organization, LEAVE_MONTHS, on=day_of(participation.organization, at))
    most = LEAVE_MONTHS_MAX if most is None else most
    if most == 0:
        raise Refused([Refusal("no_leave", _("This network gives no leave."), _("Pause new clients instead."))])
    if not first <= last <= plus_months(first, most):
        message = ngettext(
            "Leave ends on or after its first day and lasts at most %(count)s month.",
            "Leave ends on or after its first day and lasts at most %(count)s months.", most,
        ) % {"count": most}
        raise Refused([Refusal("leave_too_long", message, _("Choose an earlier last day."))])
    with transaction.atomic():
        hold = write(
            Hold, "hold.opened", participation=participation, actor=actor, at=at, why=comment, reason=HoldReason.LEAVE,
            first=first, last=last, zone=participation.organization.zone, stops=sorted(STOPS[HoldReason.LEAVE]),
        )
        news.publish("leave.started", hold_id=hold.pk)
    return hold


def _by_a_person(hold, actor):
    """A hold that waits for evidence is also moved by the work that wrote it, once a person verified newer evidence."""
    own = (Action.RUN,) if hold.source.startswith(WATCHED) else ()
    require_any(actor, (Action.HOLD, Action.DECIDE, *own), hold)
    if hold.void or hold.superseded_at:
        message = _("This hold was already revised.")
        raise Refused([Refusal("already_revised", message, _("Read the present one."))])


def _with_its_action(hold, by):
    """What a suspension or a termination holds is over when that is lifted or undone, by who may decide it (domain 5.4 N4, N8)."""
    if hold.source.startswith(ACTED) and by != hold.source:
        raise Refused([Refusal(
            "ends_with_its_action", _("This hold came with an action about the therapist, and ends with it."),
            _("Lift the suspension there, or undo the termination."),
        )])


def _frees_days(hold, span: Span) -> bool:
    """Whether days that are held now would not be: a correction that does so ends the hold, wholly or in part."""
    return span.first > hold.first or (span.last is not None and (hold.last is None or span.last < hold.last))


@bars("standing", "end a hold, where two people end one", "open it", code="opened_it")
def _by_another(hold, actor, at):
    """Where the policy says so, who opened a hold does not end it, under any account (domain 8.1 number 70)."""
    organization = hold.organization
    if actor.person_id is None or not in_force(organization, TWO_END_HOLD, on=day_of(organization, at)):
        return
    rows = Hold.objects.within(organization).filter(participation=hold.participation_id, key=hold.key, revision=1)
    if rows.values_list("recorded_by", flat=True).first() in same_persons(actor.person_id):
        message = _("You opened this hold yourself.")
        raise Refused([Refusal("opened_it", message, _("A colleague who may end holds ends it."))])


def _refuse_own_end(reason, last, zone, at):
    """A hold from a source never ends by itself: its last day is never ahead, in its own zone."""
    if last is not None and last > At(at).day_in(zone) and reason not in BY_CLOCK:
        message = _("This hold ends only when a person says so, on evidence.")
        raise Refused([Refusal("ends_by_itself", message, _("Leave the end open and end the hold when it is over."))])
