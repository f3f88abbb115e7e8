"""Nightly work of care: what the clock alone brought about. Each function is called once a day per installation."""

from network.care.models import Availability, Offer, Referral
from network.care.workflow import answering, availability, following, forgetting, referring
from network.models import Organization


def lapse_offers(*, on, at) -> int:
    """Offers whose hour passed unnoticed; how many."""
    found = 0
    for organization in Organization.objects.all():
        rows = Offer.objects.within(organization).filter(state="open", respond_by__lt=at)
        for offer in rows.select_related("referral__organization", "participation", "organization"):
            found += referring.lapse(offer=offer, at=at)
    return found


def follow_everybody(*, on, at) -> int:
    """Offers and clients of therapists whose standing ended by the clock alone; how many."""
    return sum(following.everybody(organization, at=at) for organization in Organization.objects.all())


def remind_late(*, on, at) -> int:
    """Clients without an appointment after the days promised; how many are new."""
    found = 0
    for organization in Organization.objects.all():
        rows = Referral.objects.within(organization).filter(state="placed").select_related("organization")
        found += sum(answering.remind_late(referral=row, at=at) for row in rows)
    return found


def forget_calls(*, on, at) -> int:
    """Calls the organizations keep no longer; how many."""
    return sum(forgetting.forget(organization, at=at) for organization in Organization.objects.all())


def ask_to_confirm(*, on, at) -> int:
    """Availabilities nobody confirmed for a month: one mail each, until they are; how many."""
    found = 0
    for organization in Organization.objects.all():
        rows = Availability.objects.within(organization).filter(taking=True, participation__state="active")
        for row in rows.select_related("participation__organization", "participation__practitioner__person"):
            found += availability.ask_to_confirm(availability=row, at=at)
    return found
