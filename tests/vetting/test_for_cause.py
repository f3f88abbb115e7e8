"""A review for cause is the organization's: no signature of hers opens it, and neither she nor silence ends it."""

from datetime import timedelta
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from network.access import Forbidden, system
from network.letters import page_values
from network.models import Letter, Message
from network.transitions import refusals
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.story import Story, refused, told
from vetting.models import Application, Attestation
from vetting.workflow import applying, checking, deciding, lapsing
from vetting.workflow.reviewing import open_review, unless_open

pytestmark = pytest.mark.django_db
WHY = "Two complaints in one month."


_world, world = shared(Story)


def in_the_network(world):
    file = world.active()
    file.refresh_from_db()
    return file


_active, active = shared(in_the_network, "_active")


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


@pytest.mark.parametrize(
    ("state", "cure"), [("onboarding", "accepted the terms"), ("declined", "Begin a first"), ("ended", "Begin a first")]
)
def test_who_is_not_in_yet_is_told_from_when_and_who_is_not_how_to_begin(world, state, cure):
    participation = world.checking("Juniper Vale").participation
    type(participation).objects.within(world.organization).filter(pk=participation.pk).update(state=state)
    participation.refresh_from_db()
    (refusal,) = unless_open(participation, world.maya)
    assert refusal.code == "not_in" and cure in str(refusal.cure)


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


def letters(world, review):
    return list(Letter.objects.within(world.organization).filter(about=review.reference, kind="review_opened"))


def test_a_letter_in_her_language_says_what_is_looked_at_and_how_she_answers_and_never_the_reason(world, active):
    review = opened(world, active, told="Notes of three sessions are missing.")
    opened(world, active, told="Something else.")  # finds the open one and writes nothing again
    (letter,) = letters(world, review)
    with translation.override(letter.language):
        said = unescape(render_to_string(f"letters/{letter.kind}.html", {**page_values(letter), "language": letter.language}))
    assert "Notes of three sessions are missing." in said and "before the decision" in said and "changes nothing" in said
    assert WHY not in said and str(world.organization.name) in said
    assert Message.objects.within(world.organization).filter(key=f"mail:review:{review.reference}", template="letter").exists()


def test_it_is_opened_from_an_approved_file_and_leads_to_its_own(client, world, active):
    sign_in(client, world.maya)
    (act,) = [act for act in get(client, "decision", world, reference=active.reference).context["page"].after if act.name == "review"]
    assert not act.refusals and "letter" in text(client.get(act.url))
    assert client.post(act.url, {"reason": " ", "told": ""}).status_code == 422
    answer = client.post(act.url, {"reason": WHY, "told": "Two complaints."})
    review = Application.objects.within(world.organization).get(kind="for_cause")
    assert (answer.status_code, answer.url) == (302, address("file", world, reference=review.reference))
    (act,) = [act for act in get(client, "decision", world, reference=active.reference).context["page"].after if act.name == "review"]
    assert [refusal.code for refusal in act.refusals] == ["open_already"]


def test_who_may_not_open_one_reads_why_beside_the_button_and_an_outsider_finds_nothing(client, world, active):
    sign_in(client, world.tom)
    (act,) = [act for act in get(client, "decision", world, reference=active.reference).context["page"].after if act.name == "review"]
    assert [refusal.code for refusal in act.refusals] == ["not_allowed"]
    assert post(client, "review", world, {"reason": WHY, "told": "X."}, reference=active.reference).status_code == 403
    sign_in(client, staff(organization("summit"), "Calder Rimrock"))
    assert get(client, "review", world, reference=active.reference).status_code == 404


def test_who_has_left_is_not_reviewed_and_the_refused_form_keeps_what_was_typed(client, world, active):
    type(active.participation).objects.within(world.organization).filter(pk=active.participation.pk).update(state="ended")
    sign_in(client, world.maya)
    answer = post(client, "review", world, {"reason": WHY, "told": "Notes are missing."}, reference=active.reference)
    assert answer.status_code == 409 and "does not take part in your network" in text(answer) and WHY in text(answer)


# ── All she has is looked at ─────────────────────────────────────────────────


def test_all_she_is_approved_for_is_looked_at_also_what_was_added_later(world, active):
    given = {"kind": "addition", "jurisdictions": ["US-IL"], "services": list(active.services)}
    added = applying.open_application(
        organization=world.organization, practitioner=active.practitioner, actor=active.herself, at=world.at(2), **given
    )
    Application.objects.within(world.organization).filter(pk=added.pk).update(state="approved")
    review = opened(world, active)
    assert (review.jurisdictions, review.services) == ([*active.jurisdictions, "US-IL"], active.services)
