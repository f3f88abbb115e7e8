"""What comes up between two vettings: the rule by tables, and a task or a file of it, once each."""

from datetime import date

import pytest
from django.utils import translation

from licensure.workflow import evidence
from network import clock
from network.access import Forbidden
from network.events import record, timeline
from network.models import Participation, Task
from network.worker import drain
from network.workflow import concerns
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.story import Story, asked_for, refused
from vetting import committee, presets
from vetting.between import Happening, Heard, Kind, Said, happenings, opens_file
from vetting.models import Application, Watch
from vetting.nightly import look_between as nightly
from vetting.words_between import reason
from vetting.workflow import applying, between, policies

ON = date(2026, 11, 24)
DEFAULTS = committee.in_full({})


def said(*days, serious=()):
    return Heard(concerns=tuple(Said(number, date.fromisoformat(day), number in serious) for number, day in enumerate(days, 1)))


# ── The rule ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("days", "most", "expected"), [
    (2, 3, ()), (3, 3, ("concerns:3",)), (4, 3, ("concerns:4",)), (1, 1, ("concerns:1",)), (5, 0, ()), (0, 1, ()),
])
def test_as_many_concerns_as_the_number_call_for_a_look_and_each_further_one_again(days, most, expected):
    found = happenings(said(*["2026-10-01"] * days), {**DEFAULTS, "between_concerns": most}, on=ON)
    assert tuple(each.key for each in found) == expected


@pytest.mark.parametrize(("first", "counted"), [("2025-11-23", False), ("2025-11-24", True), ("2025-11-25", True)])
def test_they_count_together_for_as_many_months_as_the_policy_says(first, counted):
    found = happenings(said(first, "2026-11-24"), {**DEFAULTS, "between_concerns": 2, "between_months": 12}, on=ON)
    assert bool(found) is counted


def test_a_serious_one_alone_is_enough_and_one_that_comes_tomorrow_is_not_there_yet():
    assert happenings(said("2026-10-01", serious={1}), DEFAULTS, on=ON) == (Happening(Kind.CONCERNS, "concerns:1"),)
    assert happenings(said("2026-11-25", serious={1}), DEFAULTS, on=ON) == ()


def test_a_claim_a_place_and_a_service_that_are_new_each_come_up():
    heard = Heard(
        claims=(7,), licenses=((1, "US-OH"), (2, "US-TX")), trainings=((4, "ceap"), (5, "sap"), (6, "sap")), places=frozenset({"US-OH"}),
        services=frozenset({"counseling"}), needs={"sap": ("sap",), "cism": ("cism",), "counseling": ("ceap",)},
    )
    assert happenings(heard, DEFAULTS, on=ON) == (
        Happening(Kind.CLAIM, "claim:7"), Happening(Kind.LICENSE, "license:2", where="US-TX"),
        Happening(Kind.SERVICE, "service:sap:5", where="sap"),
    )


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_says_why_in_words_and_is_opened_only_where_the_policy_says(kind, language):
    each = Happening(kind, "x", 2, "US-TX")
    with translation.override(language):
        assert reason(kind, count=2, where="US-TX").endswith(".")
    assert not opens_file(each, DEFAULTS)
    assert opens_file(each, {**DEFAULTS, **dict.fromkeys(DEFAULTS, True)})


def test_every_preset_says_something_of_it_that_makes_sense():
    for name in presets.names():
        assert presets.between(name) and committee.problems(presets.between(name)) == []
    assert presets.between("NCQA-2025")["concerns_open_review"] and not presets.between("EAP-NL")["concerns_open_review"]


# ── What becomes of it ───────────────────────────────────────────────────────


def in_the_network():
    story = Story()
    story.file = story.active(ago=40)
    story.her = Participation.objects.within(story.organization).get(pk=story.file.participation_id)
    return story


_world, story = shared(in_the_network)


@pytest.fixture
def world(story, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: story.now)
    return story


def set_to(world, **settings):
    draft = policies.draft_from(world.policy, effective_from=world.day(-1), actor=world.maya, at=world.now)
    policies.set_committee(draft, settings, actor=world.maya, at=world.now)
    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    policies.approve(draft, actor=world.ines, at=world.now)
    return world.at(-1)


def log(world, severity="minor", ago=2):
    return concerns.log(
        world.her, kind="access", severity=severity, channel="call", received_on=world.day(ago), text="The client waited.",
        actor=world.rosa, at=world.now,
    )


def texas(world):
    return evidence.add_license(
        practitioner=world.her.practitioner, jurisdiction_id="US-TX", license_type="US-TX:lcsw", number="44", issued_on=date(2020, 1, 1),
        expires_on=world.day(-300), actor=world.file.herself, at=world.now,
    )


def tasks(world):
    return list(Task.objects.within(world.organization).filter(kind="between").order_by("pk"))


def files(world, kind):
    return list(Application.objects.within(world.organization).filter(kind=kind))


def look(world, at=None):
    return between.look(world.organization, at=at or world.now)


def test_concerns_over_the_number_become_the_task_of_whoever_had_the_file_once(world):
    for _turn in range(2):
        log(world)
    assert look(world) == 0
    log(world)
    assert look(world) == 1 and look(world) == 0
    (task,) = tasks(world)
    assert task.owner.person_id == world.tom.person_id and task.due_on == world.day(-14) and task.done_at is None
    assert (task.facts["happening"], task.facts["count"]) == ("concerns", 3) and files(world, "for_cause") == []
    log(world)
    assert look(world) == 1, "a further one is looked at, too"


def test_where_the_policy_says_so_a_review_opens_by_itself_with_the_reason_in_it_and_one_only(world):
    at = set_to(world, concerns_open_review=True)
    log(world, severity="serious")
    assert look(world, at) == 1 and look(world, at) == 0
    (review,) = files(world, "for_cause")
    assert (review.state, review.assignee_id) == ("checking", world.tom.person_id)
    said = [event.payload.values.get("reason") for event in timeline(review)]
    assert "1 concern calls for a look before the next vetting." in said
    (task,) = tasks(world)
    assert task.facts["opened"] == review.reference and task.done_at == at
    log(world, severity="serious")
    assert look(world, at) == 1 and files(world, "for_cause") == [review], "the open one is joined"


def test_a_claim_she_reports_comes_up_and_one_she_signed_does_not(world):
    row = evidence.add_credential(
        practitioner=world.her.practitioner, kind="claim", title="A claim", number="C-1", issued_on=world.day(5), actor=world.file.herself,
        at=world.now,
    )
    assert look(world) == 1
    assert tasks(world)[0].facts["happening"] == "claim" and tasks(world)[0].key.endswith(f"claim:{row.pk}")
    snapshot = {**world.file.snapshot, "credentials": [{"id": row.pk, "kind": "claim", "issued_on": str(row.issued_on), "number": "C-1"}]}
    Application.objects.within(world.organization).filter(pk=world.file.pk).update(snapshot=snapshot)
    Task.objects.within(world.organization).filter(kind="between").delete()
    assert look(world) == 0


def test_a_license_in_another_place_becomes_a_task_or_an_addition_she_may_sign(world):
    texas(world)
    assert look(world) == 1 and tasks(world)[0].facts["where"] == "US-TX" and files(world, "addition") == []
    Task.objects.within(world.organization).filter(kind="between").delete()
    at = set_to(world, licenses_open_addition=True)
    assert look(world, at) == 1
    (addition,) = files(world, "addition")
    assert (addition.state, addition.jurisdictions, addition.services) == ("draft", ["US-TX"], world.file.services)
    assert "A license for Texas was added since the last vetting." in [e.payload.values.get("reason") for e in timeline(addition)]
    assert look(world, at) == 0


def test_what_she_asks_for_herself_does_not_come_up(world):
    texas(world)
    applying.open_application(
        organization=world.organization, practitioner=world.her.practitioner, kind="addition", jurisdictions=["US-TX"],
        actor=world.file.herself, at=world.now,
    )
    assert look(world) == 0


def test_the_event_is_heard_without_waiting_for_the_night(world):
    texas(world)
    log(world, severity="serious")
    assert {"participation_id": world.her.pk, "organization_id": world.organization.pk} in asked_for("vetting.look_between")
    assert tasks(world) == []
    drain()
    assert {task.facts["happening"] for task in tasks(world)} == {"license", "concerns"}
    assert nightly(on=world.day(), at=world.now) == 0


def marked(world):
    return list(Watch.objects.within(world.organization).filter(changed=True).values_list("participation", flat=True))


def test_by_night_only_those_are_looked_at_of_whom_something_changed_or_everybody_where_more_is_asked(world):
    others, since = world.active("Juniper Vale").participation_id, world.day(1)
    assert set(marked(world)) >= {world.her.pk, others} and between.look(world.organization, since=since, at=world.now) == 0
    assert marked(world) == []
    log(world, severity="serious")
    assert marked(world) == [world.her.pk] and between.look(world.organization, since=since, at=world.now) == 1
    texas(world)
    assert marked(world) == [world.her.pk]
    Watch.objects.within(world.organization).update(changed=None)
    assert between.look(world.organization, since=since, at=world.now) == 0, "nothing says that anything changed"
    at = set_to(world, between_months=11)
    assert between.look(world.organization, since=since, at=world.now) == 0, "that counts from tomorrow on"
    assert between.look(world.organization, since=world.day(-4), at=at) == 0, "and was seen by then"
    assert between.look(world.organization, since=since, at=at) == 1 and marked(world) == []


def test_who_comes_back_or_shows_anew_what_she_holds_is_marked(world):
    Watch.objects.within(world.organization).update(changed=None)
    record(world.her, "participation.shared", actor=world.maya, at=world.now)
    assert marked(world) == [world.her.pk]
    Watch.objects.within(world.organization).update(changed=None)
    record(world.file, "application.assigned", actor=world.maya, at=world.now)
    assert marked(world) == [world.her.pk]


def test_who_was_never_decided_on_or_has_left_is_not_looked_at(world):
    other = world.checking("Juniper Vale")
    Participation.objects.within(world.organization).filter(pk=world.her.pk).update(state="ended")
    log(world, severity="serious")
    assert look(world) == 0 and other.state == "checking"


def test_whoever_was_asked_says_what_came_of_it_and_names_no_client(client, world):
    log(world, severity="serious")
    look(world)
    (task,) = tasks(world)
    given = {"actor": world.tom, "at": world.now}
    assert refused(between.settle, task, reason=" ", **given) == ["no_reason"]
    assert refused(between.settle, task, reason="Client Ada Byron was right.", **given) == ["names_client"]
    with pytest.raises(Forbidden):
        between.settle(task, reason="Fine.", actor=world.odell, at=world.now)
    sign_in(client, world.tom)
    page = get(client, "tasks", world)
    assert "1 concern calls for a look before the next vetting." in text(page)
    (row,) = page.context["page"].mine
    assert "It is seen to" in text(client.get(row.url))
    assert post(client, "task", world, {"reason": "Client Ada Byron was right."}, pk=task.pk).status_code == 422
    assert post(client, "task", world, {"reason": "Talked over; nothing further."}, pk=task.pk).status_code == 302
    task.refresh_from_db()
    assert task.done_by_id == world.tom.person_id and task.facts["came_of_it"] == "Talked over; nothing further."
    assert post(client, "task", world, {"reason": "Again."}, pk=task.pk).status_code == 409
    assert get(client, "task", world, pk=task.pk + 99).status_code == 404
