"""The audit trail on a page, and finding anything from the bar."""

import pytest

from network.access import Actor, ActorKind, rule_actor, system
from network.events import record
from network.models import RefusedAttempt
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.staff_world import World

pytestmark = pytest.mark.django_db


_world, world = shared(World)


def lines(client, world, **query):
    return get(client, "audit", world, query=query).context["page"].lines


def test_events_are_told_newest_first_in_words(client, world):
    file = world.denied()
    sign_in(client, world.maya)
    shown = lines(client, world)
    numbers = [int(line.number[1:]) for line in shown]
    assert numbers == sorted(numbers, reverse=True)
    denied = next(line for line in shown if line.act == "Denied")
    assert (denied.who, denied.about, "below the amount" in denied.note) == ("Ines Calloway", file.reference, True)
    assert denied.url == address("file", world, reference=file.reference)


def test_whoever_acts_by_name_is_told_by_name_and_only_machines_are_goodstanding(client, world):
    terminal = Actor(label="Zora Held", kind=ActorKind.TERMINAL, organization_id=world.organization.pk)
    referee = Actor(label="Rosalind Overlook", kind=ActorKind.GUEST, organization_id=world.organization.pk)
    rule = rule_actor("by rule 1, version 1", world.organization)
    for actor in (terminal, referee, rule, system("nightly", world.organization)):
        record(world.organization, "organization.changed", actor=actor, at=world.now)
    sign_in(client, world.maya)
    told = [(line.who, line.roles) for line in lines(client, world)[:4]]
    assert told == [
        ("Goodstanding", ""), ("Goodstanding", ""), ("Rosalind Overlook", "without an account"), ("Zora Held", "operator at the terminal"),
    ]


def test_it_is_filtered_by_file_person_act_and_day(client, world):
    one, other = world.checked(), world.checking("Otis Fernsby")
    sign_in(client, world.maya)
    assert {line.about for line in lines(client, world, about=one.reference.lower())} == {one.reference}
    assert {line.who for line in lines(client, world, who="wetherby")} == {"Tom Wetherby"}
    assert {line.act for line in lines(client, world, action="verification.verify")} == {"Verified"}
    assert lines(client, world, day=world.day(15).isoformat()) and not lines(client, world, day="2001-01-01")
    assert lines(client, world, day="nonsense", action="nonsense") == lines(client, world), "nonsense filters nothing"
    assert not lines(client, world, about=other.reference, action="verification.verify")


def test_older_events_are_a_page_away(client, world):
    world.checked(), world.checked("Otis Fernsby"), world.checked("Ida Lanternberg")
    sign_in(client, world.maya)
    first = get(client, "audit", world).context["page"]
    assert len(first.lines) == 50 and first.pager.older
    older = client.get(first.pager.older).context["page"]
    assert int(older.lines[0].number[1:]) == int(first.lines[-1].number[1:]) - 1 and older.pager.newer


def test_refused_attempts_are_shown_with_their_reasons(client, world):
    file = world.checking()
    sign_in(client, world.tom)
    post(client, "refer", world, reference=file.reference)
    sign_in(client, world.maya)
    (line,) = lines(client, world, view="refused")
    assert (line.who, line.about) == ("Tom Wetherby", file.reference) and line.note


def test_a_refused_attempt_names_the_policy_it_was_about(client, world):
    sign_in(client, world.tom)
    post(client, "policy_approval", world, version=world.policy.version)
    RefusedAttempt.objects.create(at=world.now, actor_label="X", organization=world.organization, action="decision", subject="HA-1")
    sign_in(client, world.maya)
    newest, older = lines(client, world, view="refused")
    assert (newest.about, older.about) == ("HA-1", f"policy, version {world.policy.version}")


def test_who_may_not_read_files_reads_no_reasons(client, world):
    world.denied()
    sign_in(client, staff(world.organization, "Ada Minster", "admin"))
    answer = get(client, "audit", world)
    assert "Denied" in text(answer) and "below the amount" not in answer.content.decode()


def test_another_organizations_events_are_never_shown(client, world):
    world.checked()
    calder = staff(organization("summit"), "Calder Rimrock")
    sign_in(client, calder)
    assert get(client, "audit", world).status_code == 404
    assert client.get("/summit/audit/").context["page"].lines == ()


@pytest.mark.parametrize("who, status", [("maya", 200), ("una", 200), ("tom", 403), ("ines", 403), ("rosa", 403)])
def test_who_reads_the_audit_trail(client, world, who, status):
    sign_in(client, getattr(world, who))
    assert get(client, "audit", world).status_code == status


def test_a_longer_trail_takes_no_more_queries(client, world, django_assert_max_num_queries):
    world.checking()
    sign_in(client, world.maya)
    with django_assert_max_num_queries(25) as few:
        get(client, "audit", world)
    world.checked("Otis Fernsby")
    with django_assert_max_num_queries(len(few.captured_queries)):
        get(client, "audit", world)


def test_find_goes_straight_to_a_file_and_else_to_a_search(client, world):
    file = world.submitted()
    sign_in(client, world.tom)
    assert get(client, "find", world, query={"q": file.reference.lower()}).url == address("file", world, reference=file.reference)
    assert get(client, "find", world, query={"q": "hallo"}).url == f"{address('queue', world)}?q=hallo&view=all"
    sign_in(client, world.rosa)
    assert get(client, "find", world, query={"q": "hallo"}).url == f"{address('standing', world)}?q=hallo"
