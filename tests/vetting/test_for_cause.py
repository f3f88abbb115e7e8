"""A review for cause is the organization's: no signature of hers opens it, and neither she nor silence ends it."""

from datetime import timedelta

import pytest

from network.access import Forbidden, system
from network.transitions import refusals
from tests.vetting.story import Story, refused, told
from vetting.models import Application, Attestation
from vetting.workflow import applying, checking, deciding, lapsing
from vetting.workflow.reviewing import open_review

pytestmark = pytest.mark.django_db
WHY = "Two complaints in one month."


@pytest.fixture
def world():
    return Story()


@pytest.fixture
def active(world):
    file = world.active()
    file.refresh_from_db()
    return file


def opened(world, active, **fields):
    return open_review(participation=active.participation, **{"reason": WHY, "actor": world.maya, "at": world.at(1), **fields})


def test_it_begins_with_its_checks_and_what_she_signed_last_and_without_her_signature(world, active):
    review = opened(world, active)
    assert (review.kind, review.state, review.submitted_on) == ("for_cause", "checking", world.day(1))
    assert (review.snapshot, review.policy, review.jurisdictions) == (active.snapshot, world.policy, active.jurisdictions)
    assert world.checks(review).count() and not Attestation.objects.of(review.practitioner).filter(application=review).exists()
    assert "application.open_review" in told(review)
    assert opened(world, active) == review


def test_it_is_checked_referred_and_decided_like_any_file_and_leaves_the_due_day(world, active):
    review = opened(world, active)
    for check in world.checks(review).exclude(state="verified"):
        world.verify(check, ago=1)
    checking.refer(review, actor=world.tom, at=world.at(1))
    decision = deciding.approve(review, actor=world.ines, at=world.now)
    assert (review.state, decision.due_on) == ("approved", active.next_due_on)


def test_it_needs_a_reason(world, active):
    assert refused(opened, world, active, reason=" ") == ["no_reason"]
    assert not Application.objects.within(world.organization).filter(kind="for_cause").exists()


def test_who_may_not_stop_a_therapist_opens_no_review_and_she_herself_neither(world, active):
    for actor in (world.tom, world.rosa, active.herself):
        with pytest.raises(Forbidden):
            opened(world, active, actor=actor)


def test_only_somebody_in_the_network_is_reviewed(world):
    assert refused(opened, world, world.checking("Juniper Vale")) == ["not_in"]


def test_no_other_file_begins_without_her_signature(world):
    draft = world.draft("Juniper Vale")
    found = refusals(draft, "open_review", actor=world.maya, at=world.now, reason=WHY, policy=world.policy)
    assert [refusal.code for refusal in found] == ["not_for_cause"] and str(found[0].cure)


def test_neither_she_nor_silence_ends_it(world, active):
    review = opened(world, active)
    assert refused(applying.withdraw, review, actor=active.herself, at=world.now) == ["not_hers_to_end"]
    checking.request_information(review, message="What happened?", actor=world.tom, at=world.now)
    later, clockwork = world.now + timedelta(days=400), system("nightly", world.organization)
    assert refused(lapsing.lapse, review, actor=clockwork, at=later) == ["work_is_ours"]
