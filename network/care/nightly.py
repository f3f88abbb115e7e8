"""Nightly work of care: what the clock alone brought about. Each function is called once a day per installation."""

from datetime import timedelta

from network.care.clocks import CONFIRM_DAYS
from network.care.models import Availability, Offer, Referral
from network.care.workflow import answering, availability, following, forgetting, referring
from network.facts.due import last_night
from network.models import Organization
from network.workflow.revising import day_of


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
    since = last_night("network.care.nightly.follow_everybody", on)
    return sum(following.everybody(organization, since=since, at=at) for organization in Organization.objects.all())


def remind_late(*, on, at) -> int:
    """Clients without an appointment after the days promised; how many are new."""
    found = 0
    for organization in Organization.objects.all():
        late = Referral.objects.within(organization).filter(state="placed", appointment_by__lt=day_of(organization, at))
        rows = late.select_related("organization")
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
        rows = rows.filter(confirmed_at__lt=at - timedelta(days=CONFIRM_DAYS - 1))  # about: the rule says it by days
        for row in rows.select_related("participation__organization", "participation__practitioner__person"):
            found += availability.ask_to_confirm(availability=row, at=at)
    return found
