"""A therapist's start page: what waits on her, who has each application by when, her standing, in few queries."""

from datetime import timedelta

import pytest

from licensure.models import Credential
from network.models import Organization
from network.workflow.standing import open_hold
from tests.network.cast import organization
from tests.shared import shared
from tests.vetting.hers import as_her, get
from tests.vetting.pages import sign_in, text
from tests.vetting.staff_world import World
from vetting.workflow import applying, checking

pytestmark = pytest.mark.django_db


_world, world = shared(World)
_file, file = shared(lambda world: world.active(), "_file")


def home(client, actor) -> str:
    """What she reads on her start page."""
    answer = get(as_her(client, actor), "me")
    assert answer.status_code == 200
    return text(answer)


def test_somebody_new_is_shown_the_way_to_a_network(client, world):
    _who, actor = world.therapist()
    said = home(client, actor)
    assert "You fill in your profile once." in said and "Apply to a network" in said


def test_staff_have_no_start_page_for_therapists(client, world):
    assert get(sign_in(client, world.tom), "me").status_code == 404


def test_a_draft_waits_on_her(client, world):
    file = world.draft()
    assert "Go on with your application to Harbor" in home(client, file.herself)


@pytest.mark.parametrize(
    "state, who, next_word",
    [
        ("submitted", "Maya Lindenwood", "has your application and takes it on by"),
        ("checking", "Tom Wetherby", "is checking your evidence"), ("in_review", "Ines Calloway", "decides by"),
    ],
)
def test_an_open_application_names_the_person_who_has_it_and_a_day(client, world, state, who, next_word):
    file = getattr(world, state)()
    said = home(client, file.herself)
    assert f"{who} {next_word}" in said
    assert "Harbor has your application." in said and "You have nothing to do now." in said


def test_a_question_of_the_organization_stands_first(client, world):
    file = world.checking()
    checking.request_information(file, message="The bottom line of the certificate is missing.", actor=world.tom, at=world.at(1))
    said = home(client, file.herself)
    assert "One thing to do: answer Harbor by" in said and "The bottom line of the certificate is missing." in said
    assert "Answer by" in said


def test_an_approved_therapist_is_led_to_the_terms(client, world):
    file = world.approved()
    said = home(client, file.herself)
    assert "You are approved at Harbor through" in said and "Accept the terms of Harbor" in said
    assert "You have not accepted the referral terms yet." in said


def test_good_standing_is_said_in_plain_words(client, file):
    said = home(client, file.herself)
    assert "In good standing" in said and "Clients can be sent to you." in said


def test_a_hold_is_told_with_its_reason_and_the_day_it_began(client, world, file):
    open_hold(participation=file.participation, reason="complaint", first=world.day(), actor=world.maya, at=world.now)
    said = home(client, file.herself)
    assert "Approved, not available" in said and "You are on hold since" in said


@pytest.mark.parametrize("left, word", [(91, ""), (90, "Before"), (0, "Before"), (-1, "Ended")])
def test_insurance_is_named_from_ninety_days_before_its_last_day(client, world, file, left, word):
    row = Credential.objects.of(file.practitioner).get(kind="insurance")
    row.covers_through = world.day() + timedelta(days=left)
    row.save()
    said = home(client, file.herself)
    assert ("Renew: Liability insurance" in said) == bool(word)
    assert word in said


@pytest.mark.parametrize("state, word", [("denied", "Denied"), ("active", "Approved")])
def test_a_decided_application_stays_within_reach(client, world, state, word):
    file = getattr(world, state)()
    said = home(client, file.herself)
    assert f"{file.reference} · First application" in said and word in said.split("Decided and closed")[1]
    assert f"/me/applications/{file.reference}/" in get(client, "me").content.decode()


def test_what_one_organization_decides_is_not_said_by_another(client, world, file):
    """Two organizations stand beside each other, each with its own state."""
    summit = organization("summit")
    applying.open_application(organization=summit, practitioner=file.practitioner, actor=file.herself, at=world.now)
    said = home(client, file.herself)
    assert "Harbor In good standing" in said and "Summit Not in the network Your application: Draft." in said


@pytest.mark.parametrize("organizations, most", [(1, 26), (2, 31)])
def test_the_page_asks_the_database_few_questions(client, world, file, organizations, most, django_assert_max_num_queries):
    if organizations == 2:
        applying.open_application(organization=organization("summit"), practitioner=file.practitioner, actor=file.herself, at=world.now)
    as_her(client, file.herself)
    with django_assert_max_num_queries(most):
        assert get(client, "me").status_code == 200
    assert Organization.objects.count() == organizations
