"""More units of an authorization: she asks, intake is told, grants or declines with a reason, and she is told that there is an answer."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network import news
from network.access import Action, require
from network.events import record
from network.formats import day
from network.transitions import Refusal, locked, perform, raise_unmet
from network.workflow.revising import day_of
from payments.models import Authorization, ExtensionRequest
from payments.workflow.authorizing import MOST, extend
from payments.workflow.telling import tell_answer


def ask(authorization: Authorization, *, units: int, reason, actor, at) -> ExtensionRequest:
    """She asks for more, with a reason that tells nobody who the client is. One question waits at a time. Raises Refused."""
    require(actor, Action.LOG_SESSION, authorization)
    with locked(authorization):
        raise_unmet(_faults(authorization, units, reason))
        row = ExtensionRequest(
            organization=authorization.organization, authorization=authorization, units=units, reason=reason.strip(), asked_at=at,
            asked_by_id=actor.person_id,
        )
        row.full_clean()
        row.save()
        record(row, "extension_request.asked", actor=actor, at=at, after={"units": units}, reason=reason)
        _tell(row, waits=True)
    return row


def grant(request: ExtensionRequest, *, last=None, actor, at) -> Authorization:
    """The units she asked for are hers, through the day `last` where that is later than before. Raises Refused."""
    with transaction.atomic():
        raise_unmet(_over(request.authorization, last, at))
        perform(request, "grant", actor=actor, at=at)
        _answered(request, at=at)
        return extend(request.authorization, units=request.units, reason=request.reason, last=last, actor=actor, at=at)


def decline(request: ExtensionRequest, *, reason, actor, at):
    """No more units; she reads why. Raises Refused without a reason."""
    with transaction.atomic():
        event = perform(request, "decline", actor=actor, at=at, note=reason, reason=reason)
        _answered(request, at=at)
    return event


def _over(authorization, last, at):
    """Units nobody could use any more are no answer: the days are over."""
    final = max(authorization.last, last or authorization.last)
    if authorization.state == "issued" and final < day_of(authorization.organization, at):
        words = _("The authorization ran through %(day)s.") % {"day": day(authorization.last)}
        yield Refusal("days_over", words, _("Say through which day the new units may be used."))


def _answered(request, *, at) -> None:
    _tell(request, waits=False)
    tell_answer(request, at=at)


def _tell(request, *, waits: bool) -> None:
    """News: whoever made the referral has a question to answer, or none any more."""
    authorization = request.authorization
    news.publish("units.asked", organization_id=authorization.organization_id, authorization=authorization.reference, waits=waits)


def _faults(authorization, units, reason):
    if authorization.state != "issued":
        yield Refusal("authorization_closed", _("This authorization is closed."), _("Ask the organization for a new one."))
    if type(units) is not int or not 1 <= units <= MOST - authorization.units:
        words = _("Units are a whole number from 1 to %(most)s.") % {"most": MOST - authorization.units}
        yield Refusal("units_wrong", words, _("Enter how many more you need."), {"field": "units"})
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})
    if authorization.asked.filter(state="asked").exists():
        yield Refusal("asked_already", _("You have asked for more already."), _("Wait for the answer."))
