"""How long what a caller said is kept: by the organization's days, from the end of the last of it, never under a legal hold."""

from datetime import timedelta

import pytest
from django.db import transaction

from network.care import nightly
from network.care.facts.keeping import KEEP, LEAST, USUAL, due, kept_days
from network.care.models import Contact
from network.care.workflow import answering, referring
from network.events import timeline
from network.models import Event, Parameter
from network.workflow import erasing
from tests.care.care_world import AT, DAY, TODAY, CareWorld

pytestmark = pytest.mark.django_db
MARKS = ("Zqcalled", "zqreach@zq.example", "Zqsupport.", "Zqreason.")


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file; each test acts in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = CareWorld()
        world.yard = world.employer()
        world.ada, world.bea = world.therapist("Ada First"), world.therapist("Bea Second")
        spot = {"place": "Alder", "jurisdiction": "US-IL", "latitude": 41.0, "longitude": -89.0, "called": MARKS[0], "reach": MARKS[1]}
        world.contact = world.call(world.yard, support=MARKS[2], wishes=spot)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db):
    _world.contact.refresh_from_db()
    return _world


def night(days):
    at = AT + days * DAY
    return nightly.forget_calls(on=at.date(), at=at)


def dues(world, days):
    return list(due(world.harbor, on=TODAY + days * DAY))


@pytest.mark.parametrize("days, gone", [(USUAL - 1, 0), (USUAL, 0), (USUAL + 1, 1)])
def test_a_call_that_led_nowhere_is_kept_for_the_days_and_no_longer(world, days, gone):
    assert night(days) == gone
    row = Contact.objects.within(world.harbor).get()
    assert (row.called == "") == bool(gone) and (row.forgotten_at is not None) == bool(gone)


def test_the_call_stays_counted_and_nothing_of_the_caller_stays(world):
    assert night(USUAL + 1) == 1
    row = Contact.objects.within(world.harbor).get()
    assert (row.employer, row.service, row.outcome, row.began_at) == (world.yard, "counseling", "covered", AT)
    assert (row.subject_key, row.support, row.reach, row.place, row.latitude, row.longitude) == ("", "", "", "", None, None)
    assert [event.action for event in timeline(row)][0] == "contact.forgotten"
    assert night(USUAL + 2) == 0  # once


def test_the_days_begin_when_the_last_of_it_is_over(world):
    referral = world.refer(world.contact, world.ada)
    answering.accept(offer=world.offer(referral, world.ada), actor=world.ada.herself, at=AT)
    referral.refresh_from_db()
    assert dues(world, 3 * USUAL) == []  # she is being helped
    answering.close(referral=referral, reason=MARKS[3], actor=world.rosa, at=AT + 100 * DAY)
    assert dues(world, USUAL + 100) == [] and dues(world, USUAL + 101) == [world.contact]
    assert night(USUAL + 101) == 1
    referral.refresh_from_db()
    assert referral.area == "" and referral.state == "closed"
    left = Event.objects.filter(about=referral.reference, payload__erased_at=None, at__lte=AT + 100 * DAY)
    assert not left.exists()  # the reasons were free words


def test_nothing_goes_that_was_offered_to_somebody_under_a_legal_hold(world):
    referral = world.refer(world.contact, world.ada)
    referring.withdraw(referral=referral, reason="Not now.", actor=world.rosa, at=AT)
    review = TODAY + timedelta(days=300)
    hold = erasing.place(world.ada, reason="A dispute.", review_on=review, actor=world.maya, at=AT)
    assert night(USUAL + 1) == 0
    erasing.lift(hold, reason="Settled.", actor=world.maya, at=AT + USUAL * DAY)
    assert night(USUAL + 1) == 1


@pytest.mark.parametrize("said, days", [(None, USUAL), (100, LEAST), (LEAST, LEAST), (LEAST + 1, LEAST + 1), (3000, 3000)])
def test_the_organization_says_how_long_but_never_so_short_that_an_issue_is_forgotten(world, said, days):
    if said is not None:
        Parameter(organization=world.harbor, key=KEEP, value=said, effective_from=TODAY, author_id=world.maya.person_id).save()
    assert kept_days(world.harbor, TODAY) == days


def test_another_organizations_days_change_nothing_here(world):
    other = world.harbor.__class__.objects.create(
        slug="summit", name="Summit", country="US", zone="America/Chicago", currency="USD", prefix="SM"
    )
    Parameter(organization=other, key=KEEP, value=LEAST, effective_from=TODAY, author_id=world.maya.person_id).save()
    assert kept_days(world.harbor, TODAY) == USUAL and night(LEAST + 1) == 0
