"""What is kept of a caller stands in three columns, of an employee number nowhere; and of a therapist nothing stays that is hers."""

import json
import logging
from collections import defaultdict

import pytest
from django.apps import apps
from django.test import Client
from django_tasks_db.models import DBTaskResult

from network.care.models import Availability, Away, Match, Offer, PracticePlace
from network.care.workflow import answering, availability
from network.facts.own_data import listed
from network.models import User
from network.workflow import emptying
from tests.care.care_world import AT, DAY, TODAY, CareWorld

pytestmark = pytest.mark.django_db
MARKS = {"called": "Zqcalled", "reach": "zqreach@zq.example", "support": "Zqsupport, every night.", "number": "Z98765"}
WORDS = {"called": "zqcalled", "reach": "zqreach", "support": "zqsupport", "number": "98765"}


def found_in(text) -> set[str]:
    return {name for name, word in WORDS.items() if word in str(text).casefold()}


@pytest.fixture
def world(db, caplog):
    """A call that was referred to all, accepted, handed on and closed; somebody was away and declined."""
    caplog.set_level(logging.DEBUG)
    world = CareWorld()
    world.ada, world.bea = world.therapist("Ada First"), world.therapist("Bea Second", gender="woman")
    said = availability.availability_of(world.ada)
    availability.go_away(availability=said, first=TODAY + 40 * DAY, last=TODAY + 50 * DAY, actor=world.ada.herself, at=AT)
    spot = {"place": "Alder", "jurisdiction": "US-IL", "latitude": 41.0, "longitude": -89.0}
    wishes = {**spot, "called": MARKS["called"], "reach": MARKS["reach"]}
    world.contact = world.call(world.employer(), number=MARKS["number"], support=MARKS["support"], wishes=wishes)
    first = world.refer(world.contact, world.ada, world.bea, to_all=True)
    answering.decline(offer=world.offer(first, world.ada), reason="known", actor=world.ada.herself, at=AT)
    answering.accept(offer=world.offer(first, world.bea), actor=world.bea.herself, at=AT)
    first.refresh_from_db()
    answering.transfer(referral=first, reason="Moves.", held=1, actor=world.rosa, at=AT)
    second = world.refer(world.contact, world.ada)
    answering.accept(offer=world.offer(second, world.ada), actor=world.ada.herself, at=AT)
    world.log = caplog
    return world


def test_what_a_caller_says_stands_in_three_columns_and_the_number_nowhere(world):
    found = defaultdict(set)
    for model in apps.get_models():
        for row in model._base_manager.values():
            for field, value in row.items():
                found[f"{model._meta.label}.{field}"] |= found_in(json.dumps(value, default=str))
    assert {where: marks for where, marks in found.items() if marks} == {
        "care.Contact.called": {"called"}, "care.Contact.reach": {"reach"}, "care.Contact.support": {"support"},
    }
    assert not found_in([row.args_kwargs for row in DBTaskResult.objects.all()]) and not found_in(world.log.text)


@pytest.mark.parametrize("who", ["maya", "alden", "ines", "bea"])
def test_who_is_not_meant_to_see_a_caller_does_not(world, who, settings):
    """Managers, administrators, directors, and the therapist who handed the client on: no page tells them."""
    settings.STAFF_SECOND_FACTOR = False
    person = world.bea.herself if who == "bea" else getattr(world, who)
    client = Client()
    client.force_login(User.objects.get(pk=person.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    handed_on = Offer.objects.within(world.harbor).get(participation=world.bea).pk
    pages = ["/me/referrals/", f"/me/referrals/{handed_on}/"] if who == "bea" else [
        f"/harbor/intake/calls/{world.contact.reference}/", "/harbor/referrals/", "/harbor/audit/", "/harbor/employers/", "/harbor/money/",
        "/harbor/standing/",
    ]
    seen = [client.get(page, follow=True) for page in pages]
    assert {answer.status_code for answer in seen} <= {200, 403} and 200 in {answer.status_code for answer in seen}
    assert not [answer.request["PATH_INFO"] for answer in seen if found_in(answer.content.decode())]


def test_her_export_tells_what_she_said_and_was_asked_and_nothing_of_the_caller(world):
    told = {part.title: str(part.rows) for part in listed(world.ada.practitioner)}
    assert {"When and how you take clients", "Where you work", "Days away", "Referrals you were asked about"} <= set(told)
    assert "Alder (60001)" in told["Where you work"]
    assert not found_in(told)


def test_erasing_her_leaves_the_referral_and_nothing_that_is_hers(world):
    emptying.empty(world.ada.practitioner, world.harbor, actor=world.maya, at=AT)
    for model in (Availability, Away, Match, PracticePlace):
        path = "participation" if model in (Availability, Match) else "availability__participation"
        assert not model.objects.within(world.harbor).filter(**{path: world.ada}).exists(), model
    rows = Offer.objects.within(world.harbor).filter(participation=world.ada).order_by("pk")
    assert [(row.state, row.reason) for row in rows] == [("declined", ""), ("accepted", "")]
    assert Availability.objects.within(world.harbor).filter(participation=world.bea).exists()
