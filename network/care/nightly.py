"""Nightly work of care: what the clock alone brought about. Each function is called once a day for each organization."""

from datetime import timedelta

from network.care.clocks import CONFIRM_DAYS
from network.care.models import Availability, Offer, Referral
from network.care.workflow import answering, availability, following, forgetting, referring
from network.facts.due import last_night
from network.nights import each_organization, one_by_one
from network.workflow.revising import day_of


@each_organization
def lapse_offers(organization, *, on, at) -> int:
    """Offers whose hour passed unnoticed; how many."""
    rows = Offer.objects.within(organization).filter(state="open", respond_by__lt=at)
    rows = rows.select_related("referral__organization", "participation", "organization")
    return one_by_one(rows, lambda row: referring.lapse(offer=row, at=at), about=lambda row: row.referral.reference)


@each_organization
def follow_everybody(organization, *, on, at) -> int:
    """Offers and clients of therapists whose standing ended by the clock alone; how many."""
    since = last_night("network.care.nightly.follow_everybody", on, organization)
    return following.everybody(organization, since=since, at=at)


@each_organization
def remind_late(organization, *, on, at) -> int:
    """Clients without an appointment after the days promised; how many are new."""
    late = Referral.objects.within(organization).filter(state="placed", appointment_by__lt=day_of(organization, at))
    rows = late.select_related("organization")
    return one_by_one(rows, lambda row: answering.remind_late(referral=row, at=at), about=lambda row: row.reference)


@each_organization
def forget_calls(organization, *, on, at) -> int:
    """Calls the organization keeps no longer; how many."""
    return forgetting.forget(organization, at=at)


@each_organization
def ask_to_confirm(organization, *, on, at) -> int:
    """Availabilities nobody confirmed for a month: one mail each, until they are; how many."""
    rows = Availability.objects.within(organization).filter(taking=True, participation__state="active")
    rows = rows.filter(confirmed_at__lt=at - timedelta(days=CONFIRM_DAYS - 1))  # about: the rule says it by days
    rows = rows.select_related("participation__organization", "participation__practitioner__person")
    return one_by_one(
        rows, lambda row: availability.ask_to_confirm(availability=row, at=at), about=lambda row: row.participation.practitioner.reference
    )
