"""When a referral or an offer may move: each guard yields what is unmet and what would make it possible."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from network.care.ages import privilege
from network.dates import At
from network.facts.standing import rows_of
from network.guards import today
from network.standing import Need, Use
from network.transitions import Refusal
from payments.facts.reporting import day_where
from payments.models import Authorization


def need_of(offer) -> Need:
    """What the offer asks of her standing: its service and panel, where the client is and she, how they meet and for whom."""
    referral = offer.referral
    panel = referral.panel.code if referral.panel else ""
    return Need(referral.service, offer.client_in, offer.practitioner_in, offer.mode, Use.OFFER, panel, privilege(referral.age_band))


def is_clear(offer, *, actor, at, **inputs):
    """Asked at the offer and again at the acceptance, of what is known now. Nobody here learns the reason."""
    if not rows_of(offer.participation).known().clear(need_of(offer), At(at)).ok:
        yield Refusal(
            "not_available", _("No new clients can be sent here now."), _("The network’s people know why; the page about standing says it.")
        )


def takes_clients(offer, *, actor, at, **inputs):
    """Nobody is asked who switched new clients off since, or is away today."""
    said, on = offer.participation.availability, today(offer, at)
    if not said.taking or said.away.filter(first__lte=on, last__gte=on).exists():
        yield Refusal("not_taking", _("No new clients are taken here now."), _("The list of the call shows who has time."))


def has_room(offer, *, actor, at, **inputs):
    """As many clients at the same time as she said, not one more."""
    running = offer.participation.referrals.filter(state__in=["placed", "active"]).count()
    if running >= offer.participation.availability.capacity:
        cure = _("Raise the number of clients on the page of your availability.")
        yield Refusal("full", _("There is no room for one more client."), cure)


def in_time(offer, *, actor, at, **inputs):
    """An offer is answered by its hour, also when no job ran since."""
    if at > offer.respond_by:
        yield Refusal("too_late", _("The time to answer has passed."), _("It went to the next in line. New offers come by mail."))


def time_is_up(offer, *, actor, at, **inputs):
    """It lapses after its hour, never before."""
    if at <= offer.respond_by:
        yield Refusal("still_open", _("There is still time to answer."), _("It lapses by itself."))


def has_offers(referral, *, actor, at, **inputs):
    """Somebody must be in line."""
    if not referral.offers.filter(state__in=["waiting", "open"]).exists():
        yield Refusal("nobody_chosen", _("Nobody is chosen to offer it to."), _("Choose somebody from the list."))


def day_is_ahead(referral, *, actor, at, day, **inputs):
    """An appointment is made for today or later."""
    if day < min(today(referral, at), day_where(referral.organization, referral.jurisdiction, at)):
        yield Refusal(
            "day_passed", _("That day has passed."), _("Enter the day of the first appointment, today or later."), {"field": "day"}
        )


def says_why(referral, *, actor, at, reason, **inputs):
    """Whoever reads it later needs the reason."""
    if not reason.strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say in a few words why."), {"field": "reason"})


def ended_already(referral):
    """How many were held is written down when it ends, and corrected afterwards."""
    if referral.state not in ("transferred", "closed"):
        yield Refusal("not_ended", _("This referral has not ended."), _("Close it, or hand the client on, with the sessions held."))


def held_so_many(referral, *, actor, at, held, **inputs):
    """Nobody held more sessions than were given, nor fewer than were reported."""
    rows = Authorization.objects.within(referral.organization).filter(reference=referral.authorization)
    reported, given = rows.values_list("used", "units").first() or (0, referral.units)  # more may have been given since
    if held < reported:
        words = ngettext_lazy("%(count)s session was reported already.", "%(count)s sessions were reported already.", reported)
        message = words % {"count": reported}
        yield Refusal("too_few_held", message, _("Enter at least as many."), {"field": "held"})
    if not 0 <= held <= given:
        words = ngettext_lazy(
            "At most %(count)s session can have been held.", "Between 0 and %(count)s sessions can have been held.", given,
        )
        message = words % {"count": given}
        yield Refusal("too_many_held", message, _("Ask the therapist how many there were."), {"field": "held"})
