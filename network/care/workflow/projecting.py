"""The match table, derived anew in the transaction of whatever changed: standing, availability, or how many clients she has."""

from django.db import transaction

from network.care.facts.standing import clear_rows
from network.care.grid import cell
from network.care.models import Availability, Match
from network.care.models.referrals import RUNNING
from network.models import Organization
from network.workflow.revising import day_of


def hear(*, participation_id, practitioner_id, organization_id) -> None:
    """News `standing.changed`, within the publisher's transaction."""
    organization = Organization(pk=organization_id)
    found = Availability.objects.within(organization).filter(participation=participation_id)
    for availability in found.select_related("participation__organization"):
        refresh(availability)


def refresh(availability: Availability) -> int:
    """Replace every row of hers in this organization; how many there are now."""
    participation = availability.participation
    common = {
        "organization": participation.organization, "participation": participation, "taking": availability.taking,
        **_counts(availability), "gender": availability.gender, "hours": f",{','.join(sorted(availability.hours))},",
        "next_opening": availability.next_opening,
        "confirmed_on": day_of(participation.organization, availability.confirmed_at),
    }
    fresh = [
        Match(language=language, **row, **common, **_cell(row))
        for row in clear_rows(availability)
        for language in availability.languages
    ]
    with transaction.atomic():
        Match.objects.within(participation.organization).filter(participation=participation).delete()
        Match.objects.bulk_create(fresh)
    return len(fresh)


def recount(offer) -> None:
    """An offer to her went out or is out no more: who is asked already comes after those who are not. Call it after it was recorded."""
    availability = Availability.objects.within(offer.organization).filter(participation=offer.participation_id).first()
    if availability is not None:  # of an erased therapist there is none
        Match.objects.within(offer.organization).filter(participation=offer.participation_id).update(**_counts(availability))


def _counts(availability) -> dict:
    """Room by the clients she has; her turn by those she may have soon as well."""
    participation = availability.participation
    running = participation.referrals.filter(state__in=RUNNING).count()
    asked = participation.offers.filter(state="open").count()
    return {"room": availability.capacity - running, "load": running + asked}


def _cell(row) -> dict:
    band, strip = cell(row["latitude"], row["longitude"])
    return {"band": band, "strip": strip}
