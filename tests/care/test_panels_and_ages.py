"""Whom a therapist works with, as she declared and is approved for; and the panel an employer's contract asks for."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from network.care.ages import BANDS, privilege
from network.care.matching import Against, Wish
from network.care.models import Match
from network.care.queries.calls import wish_of
from network.care.queries.shortlist import found, why_not
from network.care.workflow import answering
from network.models import Contract, Panel
from network.transitions import Refused
from network.workflow import standing
from payments.models import Authorization
from tests.care.care_world import AT, DAY, TODAY, CareWorld
from tests.vetting.pages import sign_in, text

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
WISH = Wish("counseling", "US-IL", (41.0, -89.0), LATER, TODAY, mode="in_person")


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file: Ada works with adults, Bea with everybody, Cleo with children alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = CareWorld()
        world.ada = world.therapist("Ada First")
        world.bea = world.therapist("Bea Second", age_bands=BANDS)
        world.cleo = world.therapist("Cleo Third", age_bands=("child",))
        world.panel = Panel(organization=world.harbor, code="yard", name="Shipyard panel")
        world.panel.save()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db, settings):
    settings.STAFF_SECOND_FACTOR = False
    return _world


def names(world, **asked):
    people = {row.pk: name.split()[0] for name, row in world.people.items()}
    return sorted(people[candidate.key] for candidate in found(world.harbor, replace(WISH, **asked)))


def again(world, row, **fields):
    """One more grant for counseling in Illinois."""
    return standing.record_grant(
        participation=row, service="counseling", jurisdictions=("US-IL",), first=TODAY, last=TODAY + 900 * DAY, decision="D-again",
        actor=world.ines, at=AT + timedelta(minutes=1), **fields,
    )


@pytest.mark.parametrize("band, asked", [("child", "child"), ("adolescent", "adolescent"), ("adult", "adult"), ("elderly", "adult")])
def test_an_approval_speaks_of_minors_and_adults(band, asked):
    assert privilege(band) == asked


@pytest.mark.parametrize("band, who", [
    ("adult", ["Ada", "Bea"]), ("elderly", ["Bea"]), ("child", ["Bea", "Cleo"]), ("adolescent", ["Bea"]),
])
def test_only_who_declared_the_age_is_found_and_the_others_are_counted(world, band, who):
    assert names(world, age_band=band) == who
    assert dict(why_not(world.harbor, replace(WISH, age_band=band))) == {Against.AGE: 3 - len(who)}


def test_who_declared_it_and_is_not_approved_for_it_is_not_found(world):
    again(world, world.bea, limits={"age_bands": ["adult"]})
    assert names(world, age_band="child") == ["Cleo"]
    assert names(world) == ["Ada", "Bea"] and names(world, age_band="elderly") == ["Bea"]


def test_a_hold_for_one_age_leaves_the_others(world):
    world.hold(world.bea, age_band="child")
    assert names(world, age_band="child") == ["Cleo"]
    assert names(world, age_band="adolescent") == ["Bea"] and names(world) == ["Ada", "Bea"]
    stored = Match.objects.within(world.harbor).filter(participation=world.bea).values_list("age_bands", flat=True)
    assert set(stored) == {",adolescent,adult,elderly,"}


def test_a_child_is_offered_and_authorized_as_one(world):
    yard = world.employer()
    contact = world.call(yard)
    contact.age_band = "child"
    contact.save()
    again(world, world.ada, limits={"age_bands": ["adult"]})
    with pytest.raises(Refused) as why:
        world.refer(contact, world.ada, at=LATER)
    assert why.value.codes == ["not_available"]
    referral = world.refer(contact, world.cleo, at=LATER)
    answering.accept(offer=world.offer(referral, world.cleo), actor=world.cleo.herself, at=LATER)
    assert Authorization.objects.within(world.harbor).get().age_band == "child"


def test_a_panel_is_found_by_its_grant_and_the_others_are_counted(world):
    assert names(world, panel="yard") == []
    again(world, world.ada, panel=world.panel)
    assert names(world, panel="yard") == ["Ada"]
    assert names(world) == ["Ada", "Bea"]  # the network itself is asked as before
    assert dict(why_not(world.harbor, replace(WISH, panel="yard"))) == {Against.NOT_ON_PANEL: 2}


def test_a_grant_for_every_panel_is_one_for_each(world):
    again(world, world.bea, every_panel=True)
    assert names(world, panel="yard") == ["Bea"]


def test_a_contract_with_a_panel_asks_it_by_itself_until_the_acceptance_and_the_authorization(world):
    again(world, world.ada, panel=world.panel)
    yard = world.employer(panel=world.panel)
    contact = world.call(yard)
    assert (contact.panel, wish_of(contact, AT).panel) == (world.panel, "yard")
    with pytest.raises(Refused) as why:
        world.refer(contact, world.bea, at=LATER)
    assert why.value.codes == ["not_available"]
    referral = world.refer(contact, world.ada, at=LATER)
    assert referral.panel == world.panel
    answering.accept(offer=world.offer(referral, world.ada), actor=world.ada.herself, at=LATER)
    assert Authorization.objects.within(world.harbor).get().panel == world.panel


def test_the_pages_ask_for_an_age_and_where_there_are_panels_for_a_panel(client, world, monkeypatch):
    monkeypatch.setattr("network.clock.now", lambda: AT)
    contact = world.call(world.employer())
    sign_in(client, world.rosa)
    url = f"/harbor/intake/calls/{contact.reference}/"
    page = client.get(url)
    assert "For whom" in text(page) and "Shipyard panel" in text(page)
    sent = {"urgency": "routine", "mode": "any", "age_band": "child", "panel": world.panel.pk, "place": "Alder"}
    assert client.post(url, sent).status_code == 302
    contact.refresh_from_db()
    assert (contact.age_band, contact.panel) == ("child", world.panel)
    assert client.post(url, {**sent, "age_band": "newborn"}).status_code == 422
    assert client.post(url, {**sent, "panel": 10**6}).status_code == 422
    contact.refresh_from_db()
    assert (contact.age_band, contact.panel) == ("child", world.panel)


def test_a_panel_of_another_organization_cannot_be_named(client, world):
    assert Contract._meta.get_field("panel").null
    yard = world.employer()
    sign_in(client, world.alden)
    sent = {"first_day": 1, "first_month": 1, "first_year": 2027, "sessions": 3, "per": "issue", "panel": 10**6}
    assert client.post(f"/harbor/employers/{yard.pk}/", sent).status_code == 422
    assert "Shipyard panel" in text(client.get(f"/harbor/employers/{yard.pk}/"))
