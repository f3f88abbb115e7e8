"""The link of the monthly mail: it confirms one availability once, by a press and never by opening it, and can do nothing else."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import transaction

from network import clock
from network.care import nightly
from network.care.models import Availability, Match
from network.care.workflow import availability, confirming
from network.events import timeline
from network.models import Message
from tests.care.care_world import AT, DAY, TODAY, CareWorld
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
MONTH = 32 * DAY
ASKED = AT + MONTH


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file; each test acts in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = CareWorld()
        world.ada = world.therapist("Ada First")
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db, monkeypatch):
    cache.clear()
    _world.now = ASKED + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: _world.now)
    _world.ada.refresh_from_db()
    assert nightly.ask_to_confirm(on=TODAY + MONTH, at=ASKED) == 1
    return _world


def mail():
    return Message.objects.everywhere(reason="a test reads what was sent").get(template="availability_stale")


def link() -> str:
    """Where the mail leads."""
    return re.search(r"/account/availability/\S+", mail().body)[0]


def said() -> Availability:
    return Availability.objects.everywhere(reason="a test").get()


def test_the_link_opens_one_page_with_one_button_and_opening_it_changes_nothing(client, world):
    answer = client.get(link())
    page = answer.content.decode()
    assert answer.status_code == 200 and page.count('type="submit"') == 1 and "Yes, it is still right" in page
    assert "no-store" in answer["Cache-Control"] and said().confirmed_at == AT
    for hers in ("Ada", "First", "Alder", "counseling", "Weekday", "T-00001"):
        assert hers not in page
    client.head(link())
    assert said().confirmed_at == AT


def test_a_press_confirms_it_for_a_month_and_the_link_is_used(client, world):
    address = link()
    answer = client.post(address)
    assert answer.status_code == 200 and "is confirmed" in answer.content.decode() and "Ada" not in answer.content.decode()
    row = said()
    assert row.confirmed_at == world.now and (row.taking, row.capacity) == (True, 3)
    assert set(Match.objects.within(world.harbor).values_list("confirmed_on", flat=True)) == {TODAY + MONTH}
    event = timeline(row)[0]
    assert (event.action, event.actor_id, event.who) == ("availability.confirmed", None, "Ada First")
    for again in (client.get(address), client.post(address)):
        assert again.status_code == 404 and "no longer works" in again.content.decode()
    assert "_auth_user_id" not in client.session  # it signs nobody in
    assert client.get("/me/availability/harbor/").status_code == 302


@pytest.mark.parametrize(("after", "status"), [(31 * DAY, 200), (31 * DAY + timedelta(seconds=1), 404), (-timedelta(seconds=1), 404)])
def test_it_works_for_a_month(client, world, after, status):
    world.now = ASKED + after
    assert client.post(link()).status_code == status
    assert (said().confirmed_at == world.now) is (status == 200)


@pytest.mark.parametrize("change", ["confirmed", "switched off", "left"])
def test_once_something_was_said_otherwise_it_confirms_nothing(client, world, change):
    address = link()
    if change == "confirmed":
        availability.confirm(availability=said(), actor=world.ada.herself, at=ASKED)
    elif change == "switched off":
        world.say(world.ada, at=ASKED, taking=False)
    else:
        type(world.ada).objects.within(world.harbor).filter(pk=world.ada.pk).update(state="ended")
    before = said().confirmed_at
    assert client.post(address).status_code == 404 and said().confirmed_at == before


def test_an_invented_link_or_one_of_another_purpose_opens_nothing(client, world):
    token = link().removeprefix("/account/availability/").rstrip("/")
    other = signing.dumps([said().pk, AT.timestamp(), ASKED.timestamp()], salt="network.other")
    for wrong in (token[:-1], token[1:], f"x{token}", other, "nothing"):
        assert client.post(f"/account/availability/{wrong}/").status_code == 404
    assert said().confirmed_at == AT and refused(confirming.confirm_by, other, at=ASKED) == ["not_open"]


def test_the_link_is_forgotten_when_the_mail_has_left_and_tries_are_few(client, world):
    assert mail().context["once"] is True
    codes = [client.get("/account/availability/nothing/").status_code for _try in range(21)]
    assert codes == [404] * 20 + [429]
