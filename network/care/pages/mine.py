"""What a therapist sees of referrals: who waits for her answer, her clients, and one offer."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.care.models.availability import Language
from network.care.models.referrals import RUNNING
from network.care.pages.availability import AvailabilityCard
from network.formats import amount, day, moment
from network.parts import Pair, Tag, Task

LANGUAGES = dict(Language.choices)


@dataclass(frozen=True, slots=True)
class MyReferrals:
    """Everything `me/referrals.html` shows."""

    title: str
    open: tuple[Task, ...]
    running: tuple[Task, ...]
    past: tuple[Task, ...]
    cards: tuple[AvailabilityCard, ...]


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Everything `me/offer.html` shows: before she accepts neither name nor employer, nor what the caller said."""

    key: int
    title: str
    text: str
    tag: Tag
    pairs: tuple[Pair, ...]
    may_answer: bool
    client: tuple[Pair, ...]
    may_arrange: bool
    appointment: str


def my_referrals(offers, cards) -> MyReferrals:
    """Her offers by what they ask of her."""
    waiting = [offer for offer in offers if offer.state == "open"]
    running = [offer for offer in offers if offer.state == "accepted" and offer.referral.state in ("placed", "active")]
    past = [offer for offer in offers if offer not in waiting and offer not in running][:20]
    if waiting:
        title = ngettext("%(count)s referral waits for your answer", "%(count)s referrals wait for your answer", len(waiting))
    else:
        title = _("No referral waits for your answer")
    return MyReferrals(
        title=title % {"count": len(waiting)} if waiting else title, open=tuple(map(waiting_task, waiting)),
        running=tuple(map(running_task, running)), past=tuple(map(_past, past)), cards=tuple(cards),
    )


def _url(offer) -> str:
    return reverse("my_offer", kwargs={"pk": offer.pk})


def _label(offer) -> str:
    referral = offer.referral
    return " · ".join(str(part) for part in (referral.get_service_display(), referral.area, LANGUAGES.get(referral.language, "")) if part)


def _sessions(offer) -> str:
    return ngettext("%(count)s session", "%(count)s sessions", offer.referral.units) % {"count": offer.referral.units}


def waiting_task(offer) -> Task:
    """An offer that waits for her answer."""
    tag = Tag("ours", _("Answer by %(moment)s") % {"moment": moment(offer.respond_by, offer.organization.zone)})
    return Task(_label(offer), tag, _url(offer), f"{offer.organization.name} · {_sessions(offer)}")


def running_task(offer) -> Task:
    """A client of hers, with the appointment or the day by which to offer one."""
    referral = offer.referral
    if referral.appointment_on:
        tag = Tag("good", day(referral.appointment_on))
    else:
        tag = Tag("ours", _("Appointment by %(day)s") % {"day": day(referral.appointment_by)})
    return Task(f"{referral.reference} · {_label(offer)}", tag, _url(offer), offer.organization.name)


def _past(offer) -> Task:
    state = offer.referral.get_state_display() if offer.state == "accepted" else offer.get_state_display()
    return Task(_label(offer), Tag("done", str(state)), _url(offer), offer.organization.name)


def offer_page(offer, *, at, fee=None) -> OfferPage:
    """One offer; `fee`: what a session pays. Her own page stays after it is answered; what she may read depends on whether
    the client is hers.
    """
    referral, zone = offer.referral, offer.organization.zone
    hers = offer.state == "accepted" and referral.state in RUNNING  # who handed the client on, or is done, reads it no more
    asked = offer.state == "open" and at <= offer.respond_by
    pairs = [
        Pair(_("Support sought"), str(referral.get_service_display())), Pair(_("How to meet"), str(offer.get_mode_display())),
        Pair(_("Area"), referral.area), Pair(_("Language"), str(LANGUAGES.get(referral.language, ""))),
        Pair(_("For whom"), str(referral.get_age_band_display())),
        Pair(_("How soon"), str(referral.get_urgency_display())), Pair(_("Sessions"), str(referral.units)),
        Pair(_("Fee per session"), amount(fee.minor, fee.currency) if fee else ""),
    ]
    return OfferPage(
        key=offer.pk, title=_("A referral from %(name)s") % {"name": offer.organization.name}, text=_text(offer, asked, zone),
        tag=_tag(offer, asked), pairs=tuple(pair for pair in pairs if pair.value), may_answer=asked,
        client=_client(referral) if hers else (), may_arrange=hers and referral.state == "placed",
        appointment=_appointment(referral) if hers else "",
    )


def _tag(offer, asked) -> Tag:
    kinds = {"accepted": "good", "open": "ours" if asked else "held"}
    word = offer.get_state_display() if asked or offer.state != "open" else _("Not answered in time")
    return Tag(kinds.get(offer.state, "done"), str(word))


def _text(offer, asked, zone) -> str:
    if asked:
        return _("Please answer by %(moment)s. You see who it is once you accept.") % {"moment": moment(offer.respond_by, zone)}
    if offer.state == "withdrawn" and offer.why == "taken":
        return _("A colleague was a moment quicker: this client has found help. You need do nothing.")
    if offer.state == "accepted" and offer.referral.state not in RUNNING:
        return _("This is over for you. Thank you for your help.")
    return {
        "accepted": _("This client is yours."), "declined": _("You declined it. Thank you for answering."),
        "withdrawn": _("It needs no answer any more. You need do nothing."),
    }.get(offer.state, _("The time to answer has passed; it went to the next in line."))


def _client(referral) -> tuple[Pair, ...]:
    """Revealed to who accepted: what the caller chose to be called, how to reach them, and what they said."""
    contact = referral.contact
    return (
        Pair(_("To be called"), contact.called or _("No name given")),
        Pair(_("How to reach them"), contact.reach or _("They call you")),
        Pair(_("What they said"), contact.support or "—"), Pair(_("Case"), referral.reference),
        *((Pair(_("Authorization"), referral.authorization),) if referral.authorization else ()),
    )


def _appointment(referral) -> str:
    if referral.appointment_on:
        return _("First appointment: %(day)s.") % {"day": day(referral.appointment_on)}
    if referral.state == "placed":
        return _("Offer an appointment by %(day)s.") % {"day": day(referral.appointment_by)}
    return ""
