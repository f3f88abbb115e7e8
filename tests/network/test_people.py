"""Who a practitioner is and who keeps her profile: made once, changed by herself, by its importer until she claims it."""

from datetime import UTC, date, datetime

import pytest

from network import news
from network.access import Forbidden, Role
from network.events import timeline
from network.models import PractitionerName
from network.workflow import people
from tests.network import cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
BORN, NPI = date(1984, 5, 2), "1234567893"


@pytest.fixture
def told(monkeypatch):
    """What is told to other apps."""
    found = []
    monkeypatch.setattr(news, "publish", lambda name, **facts: found.append((name, facts)))
    return found


def imported(harbor, maya):
    return people.register_practitioner(given_name="Corin", family_name="Applewhite", imported_by=harbor, actor=maya, at=AT)


def test_who_registers_herself_has_her_profile_and_who_is_imported_does_not_yet(harbor, maya):
    hers = people.register_practitioner(given_name="Wren", family_name="Halloway", actor=maya, at=AT)
    assert (hers.claimed_at, hers.imported_by) == (AT, None)
    theirs = imported(harbor, maya)
    assert (theirs.claimed_at, theirs.imported_by, theirs.reference) == (None, harbor, f"T-{theirs.person_id:05d}")


def test_a_person_becomes_a_practitioner_once():
    person = cast.person("Wren Halloway")
    first = people.become_practitioner(person, email="wren@mail.example", at=AT)
    assert (first.person, first.claimed_at, first.email) == (person, AT, "wren@mail.example")
    assert people.become_practitioner(person, at=AT) == first
    assert [event.action for event in timeline(first)] == ["practitioner.registered"]


CHANGES = [  # fields, what changes of the person → whether she is searched for again, and whether her name was another one
    ({"npi": "1245319599"}, None, True, False), ({"npi": NPI}, None, False, False), ({"profession": "counselor"}, None, False, False),
    ({"npi": NPI, "profession": "counselor"}, {"family_name": "Halloway"}, False, False),
    ({}, {"family_name": "Pike"}, True, True), ({}, {"given_name": "Renna"}, True, True), ({}, {"prefix": "van"}, True, True),
    ({}, {"given_name": "Wren", "family_name": "Halloway"}, False, False), ({}, {"date_of_birth": date(1984, 5, 3)}, True, False),
    ({}, {"date_of_birth": BORN}, False, False), ({"profession": "counselor"}, {"date_of_birth": BORN, "prefix": "van"}, True, True),
]


@pytest.mark.parametrize(("fields", "person", "searched", "renamed"), CHANGES)
def test_a_change_to_what_lists_are_searched_by_is_told_and_an_earlier_name_is_kept(told, fields, person, searched, renamed):
    wren, herself = cast.therapist()
    wren.npi, wren.profession, wren.person.date_of_birth = NPI, "social_worker", BORN
    wren.save(), wren.person.save()
    event = people.change_profile(wren, actor=herself, at=AT, person=person, **fields)
    assert told == [("practitioner.identifiers_changed", {"practitioner_id": wren.pk})] * searched
    assert [str(row) for row in PractitionerName.objects.of(wren)] == ["Wren Halloway"] * renamed
    new = {**fields, **(person or {})}
    wren.refresh_from_db()
    assert {name: getattr(wren if name in fields else wren.person, name) for name in new} == new
    said = event.payload.values
    assert set(said["after"]) == set(said["before"]) == set(new)


def test_until_she_claims_it_its_importer_alone_keeps_an_imported_profile(harbor, maya, told):
    corin = imported(harbor, maya)
    hanneke = cast.staff(cast.organization("summit"), "Hanneke Lichtveld", Role.NETWORK_MANAGER)
    tom = cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)
    _other, stranger = cast.therapist()
    people.add_name(corin, given_name="Corin", family_name="Ash", actor=maya, at=AT)
    for actor in (hanneke, tom, stranger):
        with pytest.raises(Forbidden):
            people.add_name(corin, given_name="Corin", family_name="Birch", actor=actor, at=AT)
    assert [str(row) for row in PractitionerName.objects.of(corin)] == ["Corin Ash"] and len(told) == 1
    corin.claimed_at = AT
    with pytest.raises(Forbidden):
        people.require_keeper(maya, corin)


def test_a_profile_nobody_imported_is_hers_alone(maya):
    wren, herself = cast.therapist()
    wren.claimed_at = AT
    people.require_keeper(herself, wren)
    with pytest.raises(Forbidden):
        people.require_keeper(maya, wren)


def test_a_name_entered_by_mistake_is_taken_out_on_record_and_she_is_searched_for_again(maya, told):
    wren, herself = cast.therapist()
    row = people.add_name(wren, given_name="Wren", family_name="Pike", actor=herself, at=AT)
    with pytest.raises(Forbidden):
        people.remove_name(row, actor=maya, at=AT)
    people.remove_name(row, actor=herself, at=AT)
    assert not PractitionerName.objects.of(wren).exists() and len(told) == 2
