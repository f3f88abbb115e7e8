"""Mail and letters about applications and standing. Each loads by id and makes one call."""

from network import clock
from network.jobs import job
from network.models import Organization
from vetting import packing
from vetting.models import EvidencePack, MoveIn
from vetting.workflow import (
    between,
    bulk,
    correspondence,
    correspondence_actions,
    correspondence_appeals,
    correspondence_decisions,
    correspondence_notices,
    moves_in,
    packs,
)


@job(name="vetting.acknowledge")
def acknowledge(*, reference):
    """Tell the therapist that her application arrived."""
    correspondence_notices.acknowledge(reference=reference, at=clock.now())


@job(name="vetting.write_rights")
def write_rights(*, reference):
    """Write her rights and what is asked, when an application was begun."""
    correspondence_notices.write_rights(reference=reference, at=clock.now())


@job(name="vetting.tell_closed")
def tell_closed(*, reference):
    """Tell the therapist that her application was closed without a decision."""
    correspondence_notices.tell_closed(reference=reference, at=clock.now())


@job(name="vetting.tell_leaving")
def tell_leaving(*, participation_id, step):
    """News `participation.leaving`: confirm it in a letter."""
    correspondence_notices.tell_leaving(participation_id=participation_id, step=step, at=clock.now())


@job(name="vetting.tell_leave")
def tell_leave(*, hold_id):
    """News `leave.started`: confirm it in a letter."""
    correspondence_notices.tell_leave(hold_id=hold_id, at=clock.now())


@job(name="vetting.send_decision")
def send_decision(*, id):
    """Write and send the letter of a decision."""
    correspondence_decisions.send_decision(decision_id=id, at=clock.now())


@job(name="vetting.send_information_request")
def send_information_request(*, id, differs=None):
    """Write and send what is asked of the therapist."""
    correspondence.send_information_request(request_id=id, differs=differs, at=clock.now())


@job(name="vetting.offer_terms")
def offer_terms(*, participation_id, decision):
    """News `participation.granted`: the terms wait for her."""
    correspondence.offer_terms(participation_id=participation_id, at=clock.now())


@job(name="vetting.tell_standing")
def tell_standing(*, participation_id, practitioner_id, organization_id):
    """News `standing.changed`: tell her once, if what she may do changed."""
    correspondence.tell_standing(participation_id=participation_id, at=clock.now())


@job(name="vetting.write_of_appeal")
def write_of_appeal(*, id, kind):
    """Write and send a letter about an appeal."""
    correspondence_appeals.write_of_appeal(appeal_id=id, kind=kind, at=clock.now())


@job(name="vetting.act_in_bulk")
def act_in_bulk(*, id):
    """Do what somebody asked to be done with many files, unless she undid it meanwhile."""
    bulk.carry_out(act_id=id, at=clock.now())


@job(name="vetting.look_between")
def look_between(*, participation_id, organization_id):
    """News `concern.changed`, or evidence she added: does something call for a look between two vettings?"""
    between.look_at(Organization.objects.get(pk=organization_id), [participation_id], at=clock.now())


@job(name="vetting.write_of_action")
def write_of_action(*, id, kind):
    """Write and send a letter about an adverse action."""
    correspondence_actions.write_of_action(action_id=id, kind=kind, at=clock.now())


def _waiting(pk) -> EvidencePack | None:
    rows = EvidencePack.objects.everywhere(reason="a job loads its row by id")
    hers = ("application__organization", "application__practitioner__person", "application__participation")
    return rows.select_related("organization", "sample__organization", "sample__drawn_by", *hers).filter(pk=pk).first()


def _gave_up(*, id):
    """After the last attempt: whoever asked reads that none was made."""
    if (pack := _waiting(id)) and pack.waits:
        packs.fail(pack, EvidencePack.Failure.GIVEN_UP, at=clock.now())


@job(name="vetting.pack_sample", external=True, retries=3, backoff=60, lease=900, given_up=_gave_up)
def pack_sample(*, id):
    """Make the evidence of a sample, or of one file, one ZIP, once."""
    if pack := _waiting(id):
        packing.make_pack(pack, at=clock.now())


def _moving(pk) -> MoveIn | None:
    return MoveIn.objects.everywhere(reason="a job loads its row by id").select_related("organization").filter(pk=pk).first()


def _stopped(*, id, part):
    """After the last attempt: the page says that it stopped, and another roster may come."""
    if (move := _moving(id)) and move.waits:
        moves_in.end_early(move, MoveIn.Failure.GIVEN_UP, at=clock.now())


@job(name="vetting.move_in", retries=3, backoff=60, lease=600, given_up=_stopped)
def move_in(*, id, part):
    """Record the next rows of a roster, and ask for those after them."""
    if move := _moving(id):
        moves_in.go_on(move, part, at=clock.now())
