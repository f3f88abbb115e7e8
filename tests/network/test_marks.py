"""Fingerprints: what is written when, that no value is in them, whose they replace, and what is left of them."""

import json

import pytest
from django.urls import reverse

from licensure.models import Credential, Position
from licensure.workflow import evidence
from network.events import timeline
from network.facts.own_data import listed
from network.fingerprints import keyed
from network.marks import folded
from network.models import Event, Mark, User
from network.queries.marks import marks_of, said_by
from network.workflow.marks import say_own, set_marks
from network.workflow.people import change_profile
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.staff_world import World

pytestmark = pytest.mark.django_db


_world, world = shared(World)


def kinds(person):
    return {(row.kind, row.source) for row in Mark.objects.filter(person=person)}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("address", "12 Quay Street, Suite 4", "12 quay st. ste 4"), ("address", "Kerkstraat 9-B", "kerkstraat 9 b"),
        ("bank", "NL91 ABNA 0417 1643 00", "nl91abna0417164300"), ("referee", "+1 (555) 010-0177", "1 555 0100177"),
    ],
)
def test_one_thing_written_two_ways_has_one_fingerprint(kind, one, other):
    assert folded(kind, one) == folded(kind, other) != ""
    assert keyed(kind, one) == keyed(kind, other) and len(keyed(kind, one)) == 64


@pytest.mark.parametrize(("kind", "one", "other"), [
    ("address", "12 Quay Street", "14 Quay Street"), ("bank", "NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 01"),
])
def test_two_things_have_two(kind, one, other):
    assert keyed(kind, one) != keyed(kind, other)


def test_a_value_has_another_fingerprint_in_another_kind_and_a_referees_number_is_a_telephone_number():
    assert keyed("employer", "Lark House") != keyed("address", "Lark House")
    assert keyed("referee", "+1 555 010 0177") == keyed("phone", "+1 555 010 0177")
    assert [keyed(kind, " ") for kind in ("address", "employer", "phone", "referee", "bank")] == [""] * 5


def test_the_key_is_not_in_the_database(settings):
    before = keyed("phone", "+1 555 0100")
    settings.SECRET_KEY = "another"  # noqa: S105  no secret of anything
    assert keyed("phone", "+1 555 0100") != before


def test_what_she_writes_down_is_marked_and_what_she_takes_back_is_not(world):
    who, actor = world.therapist(phone="+1 555 010 0199")
    at = world.at(1)
    assert kinds(who.person_id) == {("phone", "profile"), ("employer", "history")}
    change_profile(who, phone="", practice_address="3 Pier Road", actor=actor, at=at)
    assert kinds(who.person_id) == {("address", "profile"), ("employer", "history")}
    named = evidence.add_credential(
        practitioner=who, kind="reference", title="Ember Lindqvist", code="peer", issuer="ember@lark.example", actor=actor, at=at
    )
    assert Mark.objects.filter(person=who.person_id, kind="referee").count() == 2
    evidence.retire(named, actor=actor, at=at)
    position = Position.objects.of(who).get()
    evidence.write_position(practitioner=who, position=position, employer="Heron Rooms", actor=actor, at=at)
    hers = {"address": {keyed("address", "3 pier rd")}, "employer": {keyed("employer", "heron rooms")}}
    assert marks_of([who.person_id])[who.person_id] == hers
    evidence.remove_position(position, actor=actor, at=at)
    assert kinds(who.person_id) == {("address", "profile")}
    assert not any("Pier" in json.dumps(row) for row in Mark.objects.values())
    assert Credential.objects.of(who).filter(kind="reference", retired_at=None).count() == 0


def test_each_part_of_the_system_replaces_its_own_only(world):
    who, _actor = world.therapist()
    assert set_marks(who.person, "bank", ["NL91 ABNA 0417 1643 00", "nl91abna0417164300", ""], source="payments") == 1
    set_marks(who.person, "employer", ["Tidewater Clinic", "Lark House"], source="account")
    set_marks(who.person, "employer", [], source="account")
    assert kinds(who.person_id) == {("employer", "history"), ("bank", "payments")}
    for wrong in ({"kind": "car", "source": "payments"}, {"kind": "bank", "source": "elsewhere"}):
        with pytest.raises(ValueError):
            set_marks(who.person, wrong["kind"], ["x"], source=wrong["source"])


def test_her_own_data_names_the_kinds_and_no_fingerprint(world):
    who, _actor = world.therapist(phone="+1 555 010 0199")
    (table,) = [each for each in listed(who) if each.name == "network-mark"]
    assert sorted(table.rows) == [("Employer",), ("Practice telephone",)]


def test_whoever_works_here_says_it_on_one_page_and_no_value_stays(client, world):
    sign_in(client, world.ines)
    page = reverse("account_involved")
    assert client.get(page).status_code == 200
    answer = client.post(page, {"addresses": "12 Quay Street\n3 Pier Road", "employers": "", "phones": "+1 555 010 0144"})
    assert answer.status_code == 302
    assert {kind: len(rows) for kind, rows in said_by(world.ines.person_id).items()} == {"address": 2, "phone": 1}
    said = text(client.get(page))
    assert "Practice address: 2" in said and "Quay" not in said
    event = Event.objects.filter(action="account.involved").select_related("payload").get()
    assert event.payload.values["after"] == {"address": 2, "employer": 0, "phone": 1}
    assert client.post(page, {"addresses": "x" * 3000}).status_code == 422
    assert len(said_by(world.ines.person_id)["address"]) == 2
    client.post(page, {})
    assert said_by(world.ines.person_id) == {}


def test_it_is_told_on_her_accounts_timeline(world):
    account = User.objects.get(pk=world.ines.user_id)
    say_own(account, {"employer": ["Lark House"]}, at=world.now)
    assert [event.action for event in timeline(account)] == ["account.involved"]
