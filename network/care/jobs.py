"""What care does later. Each loads by id and makes one call."""

from network import clock
from network.care.models import Offer
from network.care.workflow import following, referring
from network.jobs import job


@job(name="care.lapse_offer")
def lapse_offer(*, id):
    """The hour to answer an offer has come."""
    rows = Offer.objects.everywhere(reason="a job loads its row by id")
    referring.lapse(offer=rows.select_related("referral__organization", "participation", "organization").get(pk=id), at=clock.now())


@job(name="care.follow_end")
def follow_end(*, organization_id, authorization):
    """News `case.ended`: a therapist said that a case is over."""
    following.hear_end(organization_id=organization_id, authorization=authorization, at=clock.now())


@job(name="care.follow_question")
def follow_question(*, organization_id, authorization, waits):
    """News `units.asked`: a therapist asks for more sessions of a client, or has her answer."""
    following.hear_question(organization_id=organization_id, authorization=authorization, waits=waits, at=clock.now())


@job(name="care.follow_standing")
def follow_standing(*, participation_id, practitioner_id, organization_id):
    """News `standing.changed`: offers and clients of somebody who may not be clear any more."""
    following.hear(participation_id=participation_id, organization_id=organization_id, at=clock.now())
