"""What each recorded act of care is called."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "referral.drafted": _("Referral made"), "referral.offer": _("Offered"), "referral.place": _("Accepted by a therapist"),
    "referral.run_out": _("Nobody is left who was asked"), "referral.arrange": _("First appointment made"),
    "referral.transfer": _("Goes to somebody else"), "referral.withdraw": _("Withdrawn"), "referral.close": _("Closed"),
    "referral.held_corrected": _("Sessions held corrected"), "referral.seen_to": _("A task was seen to"),
    "offer.make": _("Sent to a therapist"), "offer.make_next": _("Sent to the next in line"), "offer.accept": _("A therapist said yes"),
    "offer.decline": _("A therapist said no"), "offer.lapse": _("No answer in time"), "offer.take_back": _("An offer was taken back"),
    "offer.drop": _("An offer ended by itself"),
    "contact.taken": _("Call taken"), "contact.crisis": _("Crisis lines opened"), "contact.kept": _("Call kept half-filled"),
    "contact.wished": _("What is asked was changed"), "contact.forgotten": _("What a caller said was emptied"),
    "availability.said": _("Availability said"), "availability.confirmed": _("Availability confirmed"),
    "availability.away": _("Days away"), "availability.back": _("Days away taken back"),
    "employer.added": _("Employer added"), "employer.alias_added": _("Name of an employer added"),
    "employer.alias_dropped": _("Name of an employer removed"),
    "contract.added": _("Contract added"), "contract.ended": _("Contract ended"),
    "employerreport.released": _("Year told to an employer"), "employerreport.taken": _("Report taken along"),
    "employercontact.named": _("Reader of an employer’s reports named"), "employercontact.dropped": _("Reader of reports removed"),
    "handling.proposed": _("Change of how calls are handled proposed"), "handlingchange.confirm": _("Change confirmed"),
    "handlingchange.refuse": _("Change refused"),
    "crisisline.added": _("Crisis line added"), "crisisline.dropped": _("Crisis line removed"), "places.loaded": _("Places loaded"),
}


def event_words(action: str) -> str:
    """An act in words; one without words of its own as it is recorded."""
    return str(EVENTS.get(action, action))


def events() -> dict:
    """Every act with its words, for the audit page."""
    return EVENTS
