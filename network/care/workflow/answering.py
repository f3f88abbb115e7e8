"""A therapist answers: she takes the client or not, makes the appointment; and what ends it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.care.clocks import working_days_after
from network.care.facts.settings import handling
from network.care.guards import ended_already, held_so_many, says_why
from network.care.models import Availability, Offer, Referral
from network.care.workflow import telling
from network.care.workflow.acting import clockwork
from network.care.workflow.authorized import end_authorization, issue, units_given
from network.care.workflow.calls import verdict_of
from network.care.workflow.contentment import ANSWERS, count_answer
from network.care.workflow.projecting import recount, refresh
from network.care.workflow.referring import next_in_line, one_at_a_time
from network.care.workflow.tasks import ask_intake, settle_tasks
from network.events import record
from network.transitions import Refusal, Refused, locked, perform, raise_unmet
from network.workflow.revising import day_of


def accept(*, offer: Offer, actor, at) -> Referral:
    """She takes the client. Of two in the same second one wins; the other is told kindly. Raises Refused."""
    require(actor, Action.ANSWER_REFERRALS, offer)
    referral = offer.referral
    with locked(referral):
        availability = _locked_availability(offer)
        offer.refresh_from_db()
        _refuse_gone(offer, referral)
        perform(offer, "accept", actor=actor, at=at)
        on = day_of(referral.organization, at)
        days = handling(referral.organization, on=on).days[referral.urgency]
        perform(
            referral, "place", actor=clockwork(referral), at=at, participation=offer.participation,
            appointment_by=working_days_after(on, days, referral.organization.country), authorization=issue(offer, at=at).reference,
        )
        _tell_the_others(referral, at=at)
        refresh(availability)
    return referral


def _locked_availability(offer) -> Availability:
    """Two clients accepted at once must not both take the last place: her row is locked before it is counted."""
    rows = Availability.objects.within(offer.organization).select_for_update()
    return rows.get(participation=offer.participation_id)


def _refuse_gone(offer, referral) -> None:
    if offer.state == "withdrawn" and referral.placed_with_id:
        message = _("A colleague was a moment quicker: this client has found help.")
        raise Refused([Refusal("taken", message, _("You need do nothing. The next offer comes by mail."))])
    if offer.state == "withdrawn":
        message = _("This offer was taken back.")
        raise Refused([Refusal("taken_back", message, _("You need do nothing. The next offer comes by mail."))])


def _tell_the_others(referral, *, at) -> None:
    others = Offer.objects.within(referral.organization).filter(referral=referral, state__in=("waiting", "open"))
    for other in others.select_related("participation__practitioner__person", "referral", "organization"):
        was_open = other.state == "open"
        perform(other, "drop", actor=clockwork(referral), at=at, why="taken")
        if was_open:
            recount(other)
            telling.tell(other, "referral_gone", at=at)


def decline(*, offer: Offer, reason: str, actor, at):
    """She does not take it, and says why; the next in line gets it. Raises Refused."""
    require(actor, Action.ANSWER_REFERRALS, offer)
    referral = offer.referral
    if reason not in Offer.Reason.values:
        raise Refused([Refusal("no_reason", _("A reason is missing."), _("Choose the nearest."), {"field": "reason"})])
    with locked(referral):
        offer.refresh_from_db()
        _refuse_gone(offer, referral)
        event = perform(offer, "decline", actor=actor, at=at, reason=reason)
        recount(offer)
        next_in_line(referral, at=at)
    return event


def arrange(*, referral: Referral, day, actor, at):
    """The first appointment is made: the clock to offer one stops. Raises Refused."""
    with transaction.atomic():
        event = perform(referral, "arrange", actor=actor, at=at, day=day)
        settle_tasks(referral, "late", actor=actor, at=at)
    return event


def close(*, referral: Referral, reason: str, held: int | None = None, content: str = "", actor, at):
    """The help is over after so many sessions: there is room for somebody else. Where nobody says how many, all count as used.

    `content`: what the client said of the help (`contentment.ANSWERS`), counted and not kept; empty where nobody asked.
    """
    held = units_given(referral) if held is None else held
    with transaction.atomic():
        event = perform(referral, "close", actor=actor, at=at, note=reason, reason=reason, held=held, answered=content in ANSWERS)
        count_answer(referral, content, at=at)
        _ended(referral, held=held, actor=actor, at=at)
    return event


def transfer(*, referral: Referral, reason: str, held: int, actor, at):
    """Somebody else goes on with the client after so many sessions; intake offers it anew from the call's page."""
    with transaction.atomic():
        event = perform(referral, "transfer", actor=actor, at=at, note=reason, reason=reason, held=held)
        _ended(referral, held=held, actor=actor, at=at)
    return event


def correct_held(*, referral: Referral, held: int, reason: str, actor, at):
    """Other sessions were held than was written down when it ended: so many in all may be reported. Raises Refused.

    More only as far as sessions are left: what was free since may be somebody else's by now.
    """
    require(actor, Action.TAKE_CALLS, referral)
    with locked(referral) as row:
        one_at_a_time(row.contact)
        given = {"actor": actor, "at": at}
        raise_unmet([*ended_already(row), *says_why(row, reason=reason, **given), *held_so_many(row, held=held, **given)])
        raise_unmet(_not_left(row, held, at))
        before, row.units = row.units, held
        row.save(update_fields=["units"])
        event = record(
            row, "referral.held_corrected", actor=actor, at=at, before={"held": before}, after={"held": held}, reason=reason.strip()
        )
        end_authorization(row, held=held, actor=actor, at=at)
    return event


def _not_left(referral, held: int, at):
    """Of a contract that covers the person still, no more sessions than are left of it."""
    verdict = verdict_of(referral.contact, on=day_of(referral.organization, at))
    if verdict.total and held - referral.units > verdict.left:
        message = _("So many sessions are not left: the others were given since.")
        cure = _("Issue an authorization for what was held beyond them.")
        yield Refusal("none_left", message, cure, {"field": "held"})


def _ended(referral, *, held, actor, at) -> None:
    """The authorization is closed, what was asked of intake is settled, she is told, and there is room for somebody else."""
    end_authorization(referral, held=held, actor=actor, at=at)
    for offer in Offer.objects.within(referral.organization).filter(referral=referral, state="accepted"):
        telling.tell(offer, "referral_ended", at=at)
    settle_tasks(referral, "late", "continuity", "ended", "more", actor=actor, at=at)
    refresh(Availability.objects.within(referral.organization).get(participation=referral.placed_with_id))


def remind_late(*, referral: Referral, at) -> bool:
    """No appointment within the days promised: a person of intake calls. Once."""
    if referral.state != "placed" or referral.appointment_by >= day_of(referral.organization, at):
        return False
    return ask_intake(referral, "late", at=at)
