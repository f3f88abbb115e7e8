"""A referral on its way: offered to one or to all, to the next in line by itself, and to a person when nobody is left."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network import jobs
from network.access import Action, require
from network.care.facts.settings import handling
from network.care.models import Contact, Offer, Referral
from network.care.queries.calls import handed_on
from network.care.references import new_reference
from network.care.workflow import telling
from network.care.workflow.acting import clockwork
from network.care.workflow.calls import verdict_of
from network.care.workflow.projecting import recount
from network.care.workflow.tasks import ask_intake, settle_tasks
from network.events import record
from network.models import Participation
from network.transitions import Refusal, Refused, locked, perform
from network.workflow.revising import day_of


@dataclass(frozen=True, slots=True)
class InLine:
    """Whom to offer it to, and how they would meet: from the shortlist."""

    participation_id: int
    mode: str
    client_in: str
    practitioner_in: str


def refer(*, contact: Contact, line: tuple[InLine, ...], to_all: bool, actor, at) -> Referral:
    """Offer a covered call to the first in line, or to all at once. Raises Refused; then nothing is written.

    A call that was handed on goes on as the same case: it follows the referral it was transferred from.
    """
    require(actor, Action.TAKE_CALLS, contact)
    with transaction.atomic():
        one_at_a_time(contact)
        units = _units(contact, at)
        if not line:
            raise Refused([Refusal("nobody_chosen", _("Nobody is chosen."), _("Choose somebody from the list, or widen the search."))])
        referral = Referral(
            organization=contact.organization, reference=new_reference(contact.organization.prefix, "R"), contact=contact,
            follows=handed_on(contact).first(), state_since=at, made_at=at, to_all=to_all, service=contact.service, area=contact.place,
            jurisdiction=contact.jurisdiction or contact.organization.country, language=contact.language, urgency=contact.urgency,
            units=units, age_band=contact.age_band, panel=contact.panel,
        )
        referral.save()
        record(referral, "referral.drafted", actor=actor, at=at, after={"units": units, "to_all": to_all, "urgency": referral.urgency})
        _queue(referral, line, at)
        _first_offers(referral, actor=actor, at=at)
    return referral


def one_at_a_time(contact) -> None:
    """Two calls of the same employee number referred in the same second must not both have the sessions that are left."""
    rows = Contact.objects.within(contact.organization).select_for_update().order_by("pk")
    mine = Q(pk=contact.pk)
    list(rows.filter(mine | Q(subject_key=contact.subject_key, employer=contact.employer_id) if contact.subject_key else mine))


def _units(contact, at) -> int:
    """The sessions left; refuses a call that is not covered, or was referred already."""
    on = day_of(contact.organization, at)
    referrals = Referral.objects.within(contact.organization).filter(contact=contact)
    if referrals.exclude(state__in=("withdrawn", "closed", "transferred")).exists():
        message = _("This call was referred already.")
        raise Refused([Refusal("referred_already", message, _("Open that referral; withdraw it to begin anew."))])
    verdict = verdict_of(contact, on=on)
    if contact.outcome != Contact.Outcome.COVERED or not verdict.ok:
        message = _("This call is not covered.")
        raise Refused([Refusal("not_covered", message, _("The page of the call says why and what is possible."))])
    return verdict.left


def _queue(referral, line, at, *, after=0) -> None:
    people = Participation.objects.within(referral.organization).in_bulk([place.participation_id for place in line])
    for position, place in enumerate(line, after + 1):
        Offer(
            organization=referral.organization, referral=referral, participation=people[place.participation_id], position=position,
            mode=place.mode, client_in=place.client_in, practitioner_in=place.practitioner_in, state_since=at,
        ).save()


def _first_offers(referral, *, actor, at) -> None:
    """The first in line who is still clear, or all who are. Refuses when nobody is."""
    refused, made = [], 0
    for offer in waiting(referral):
        try:
            _make(offer, "make", actor=actor, at=at)
            made += 1
        except Refused as why:
            refused += why.refusals
            _drop(offer, why.refusals[0].code, at=at)
        if made and not referral.to_all:
            break
    if not made:
        raise Refused(refused)
    perform(referral, "offer", actor=actor, at=at)


def waiting(referral):
    """Those next in line, in order."""
    rows = Offer.objects.within(referral.organization).filter(referral=referral, state="waiting")
    return list(rows.select_related("participation__organization", "participation__practitioner__person", "referral").order_by("position"))


def _make(offer, step, *, actor, at) -> None:
    hours = handling(offer.organization, on=day_of(offer.organization, at)).hours[offer.referral.urgency]
    respond_by = at + timedelta(hours=hours)
    perform(offer, step, actor=actor, at=at, respond_by=respond_by)
    recount(offer)
    jobs.enqueue(
        "care.lapse_offer", key=str(offer.pk), run_after=respond_by + timedelta(seconds=1), organization=offer.organization, id=offer.pk
    )
    telling.tell(offer, "referral_offered", at=at)


def _drop(offer, why, *, at) -> None:
    perform(offer, "drop", actor=clockwork(offer), at=at, why=why)


def next_in_line(referral, *, at) -> None:
    """Nobody has it open any more: the next one gets it, or a person of intake looks again. Call it on the locked referral."""
    if referral.state != "offered" or referral.offers.filter(state="open").exists():
        return None
    for offer in waiting(referral):
        try:
            return _make(offer, "make_next", actor=clockwork(referral), at=at)
        except Refused as why:
            _drop(offer, why.refusals[0].code, at=at)
    perform(referral, "run_out", actor=clockwork(referral), at=at)
    ask_intake(referral, "unplaced", at=at)
    return None


def offer_again(*, referral: Referral, line: tuple[InLine, ...], to_all: bool, actor, at) -> Referral:
    """Nobody took it: offer it to others, who were not asked yet. Raises Refused."""
    require(actor, Action.TAKE_CALLS, referral)
    with locked(referral):
        asked = set(referral.offers.values_list("participation_id", flat=True))
        fresh = tuple(place for place in line if place.participation_id not in asked)
        if not fresh:
            raise Refused([Refusal("all_asked", _("Everybody on the list was asked already."), _("Widen the search first."))])
        referral.to_all = to_all
        referral.save(update_fields=["to_all"])
        _queue(referral, fresh, at, after=len(asked))
        _first_offers(referral, actor=actor, at=at)
        settle_tasks(referral, "unplaced", actor=actor, at=at)
    return referral


def withdraw(*, referral: Referral, reason: str, actor, at):
    """The caller wants it no more: every offer that is out is taken back, and who had one is told."""
    with locked(referral):
        event = perform(referral, "withdraw", actor=actor, at=at, note=reason, reason=reason)
        for offer in referral.offers.filter(state__in=("waiting", "open")).select_related("participation", "referral"):
            was_open = offer.state == "open"
            perform(offer, "take_back", actor=actor, at=at, why="withdrawn")
            if was_open:
                recount(offer)
                telling.tell(offer, "referral_gone", at=at)
        settle_tasks(referral, "unplaced", actor=actor, at=at)
    return event


def lapse(*, offer: Offer, at) -> bool:
    """The hour to answer has passed: the next in line gets it. False when there is nothing to do yet."""
    referral = offer.referral
    with locked(referral):
        offer.refresh_from_db()
        if offer.state != "open" or at <= offer.respond_by:
            return False
        perform(offer, "lapse", actor=clockwork(offer), at=at)
        recount(offer)
        next_in_line(referral, at=at)
    return True
