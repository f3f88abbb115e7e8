"""What licensure asks outside. Each loads by id and makes one call."""

import time

from django.utils import timezone

from licensure.facts.questions import register_of
from licensure.models import Verification
from licensure.workflow import corrections, look_ups, moves, rescreening, supervision
from network import clock
from network.jobs import job
from network.models import Organization, Practitioner


def gave_up(*, verification_id, asked):
    """Every attempt failed."""
    look_ups.give_up(_check(verification_id), at=clock.now())


@job(name=look_ups.JOB, external=True, retries=5, backoff=60, lease=240, given_up=gave_up)
def look_up(*, verification_id, asked):
    """Ask the register about one check, when it is our turn there."""
    check = _check(verification_id)
    if (source := register_of(check)) and source.channel != "file":
        time.sleep(look_ups.wait_for_turn(source.key, now=timezone.now()).total_seconds())
    look_ups.look_up(check, asked=asked, at=clock.now())


@job(name=corrections.JUDGE_AGAIN, lease=600)
def judge_again(*, kind, subject, organization_id=None):
    """Write covers again after a fact of a jurisdiction was corrected, by one organization or for all."""
    organization = Organization.objects.get(pk=organization_id) if organization_id else None
    corrections.judge_again(kind=kind, subject=subject, organization=organization, at=clock.now())


@job(name=rescreening.LIST_CHANGED, external=True, backoff=60, lease=3600)
def list_changed(*, list_key, version_id):
    """Find whom the changes of a list may concern, and ask for their screening."""
    rescreening.ask_for_changed(list_key=list_key, version_id=version_id)


@job(name=rescreening.PEOPLE, lease=600)
def screen_people(*, list_key, practitioners):
    """Screen some of those whom the changes of a list may concern."""
    rescreening.screen_people(practitioners, list_key=list_key, at=clock.now())


@job(name=rescreening.PERSON_CHANGED, lease=600)
def person_changed(*, practitioner_id):
    """Screen her again wherever she was screened under the identifiers she had before."""
    rescreening.screen_people([practitioner_id], known_only=True, at=clock.now())


@job(name=moves.JUDGE_MOVED, lease=600)
def judge_moved(*, practitioner_id):
    """Write her covers again after she stated a move of her home."""
    moves.judge_moved(_practitioner(practitioner_id), at=clock.now())


@job(name=supervision.JUDGE_SUPERVISED, lease=600)
def judge_supervised(*, practitioner_id):
    """Write her covers again after she stated, corrected or ended who supervises her."""
    supervision.judge_supervised(_practitioner(practitioner_id), at=clock.now())


def _practitioner(pk):
    return Practitioner.objects.everywhere(reason="a job loads its row by id").get(pk=pk)


def _check(pk):
    rows = Verification.objects.everywhere(reason="a job loads its row by id")
    return rows.select_related("organization", "practitioner__person").get(pk=pk)
