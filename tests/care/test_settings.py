"""Settings of care: bounded, proposed by one person and confirmed by another, dated, with every earlier value on the page."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from network import clock
from network.access import Forbidden
from network.care.disclosure import FLOOR
from network.care.facts.keeping import kept_days
from network.care.facts.reports import minimum
from network.care.facts.settings import handling, present
from network.care.models import HandlingChange
from network.care.pages.settings import slug_of
from network.care.parameters import APPOINTMENT, KEEP, MINIMUM, OFFERS, RESPOND, SETTINGS
from network.care.words_settings import CHOICES, WORDS, help_of, name_of, said
from network.care.workflow import settings as workflow
from network.events import timeline
from tests.care.care_world import AT, DAY, TODAY, CareWorld
from tests.network import cast
from tests.payments.house import days
from tests.payments.test_waiving import as_person
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

HOURS = {"routine": 24, "urgent": 12, "emergent": 2}


# ── Bounds ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("key", "value", "takes"), [
    (OFFERS, "one", True), (OFFERS, "all", True), (OFFERS, "either", True), (OFFERS, "some", False),
    (OFFERS, "", False), (OFFERS, None, False),
    (MINIMUM, 4, False), (MINIMUM, 5, True), (MINIMUM, 6, True), (MINIMUM, 999, True), (MINIMUM, 1000, True), (MINIMUM, 1001, False),
    (KEEP, 364, False), (KEEP, 365, True), (KEEP, 366, True), (KEEP, 3649, True), (KEEP, 3650, True), (KEEP, 3651, False),
    (KEEP, None, False), (KEEP, "365", False), (KEEP, 365.0, False), (KEEP, True, False),
    (RESPOND, {**HOURS, "urgent": 0}, False), (RESPOND, {**HOURS, "urgent": 1}, True), (RESPOND, {**HOURS, "routine": 240}, True),
    (RESPOND, {**HOURS, "routine": 241}, False), (RESPOND, {"routine": 24}, False), (RESPOND, {**HOURS, "never": 3}, False),
    (RESPOND, 24, False), (APPOINTMENT, {**HOURS, "emergent": -1}, False), (APPOINTMENT, {**HOURS, "emergent": 0}, True),
    (APPOINTMENT, {**HOURS, "routine": 60}, True), (APPOINTMENT, {**HOURS, "routine": 61}, False),
])  # fmt: skip
def test_a_setting_takes_what_is_within_its_bounds(key, value, takes):
    assert SETTINGS[key].takes(value) is takes


def test_what_comes_with_the_system_is_within_the_bounds_and_the_floors_are_those_of_the_rules():
    assert all(setting.takes(setting.default) for setting in SETTINGS.values())
    assert (SETTINGS[MINIMUM].lowest, SETTINGS[MINIMUM].default, SETTINGS[KEEP].lowest, SETTINGS[KEEP].default) == (FLOOR, 10, 365, 730)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_setting_and_every_choice_has_words(language):
    assert set(WORDS) == set(SETTINGS) and set(CHOICES) == set(SETTINGS[OFFERS].ways)
    with translation.override(language):
        for key, setting in SETTINGS.items():
            assert name_of(key) and help_of(key).endswith(".") and "%" not in said(key, setting.default)


def test_a_value_by_urgency_is_said_for_each():
    assert said(RESPOND, {**HOURS, "urgent": 1}) == "2 hours (Same day), 1 hour (Urgent: within 48 hours) and 24 hours (Routine)"
    assert (said(MINIMUM, 10), said(KEEP, 365), said(OFFERS, "one")) == ("10 people", "365 days", "To one after the other")


# ── Two persons ──────────────────────────────────────────────────────────────


_world, built = shared(CareWorld)


@pytest.fixture
def world(built, settings):
    settings.STAFF_SECOND_FACTOR = False
    return built


@pytest.fixture
def moved_clock(monkeypatch):
    """Pages go by the day of the world."""
    monkeypatch.setattr(clock, "now", lambda: AT)


def propose(world, key=KEEP, to=400, first=0, reason="Agreed with the council.", actor=None):
    by = {"actor": actor or world.alden, "at": AT}
    return workflow.propose(world.harbor, key=key, value=to, first=TODAY + first * DAY, reason=reason, **by)


def test_it_counts_from_its_day_once_a_second_person_confirmed(world):
    change = propose(world, first=3)
    assert refused(propose, world) == ["change_waits"]
    assert refused(workflow.confirm, change, actor=as_person(world.ines, world.alden.person_id, "director"), at=AT) == ["same_person"]
    for who in (world.rosa, world.ines):
        with pytest.raises(Forbidden):
            propose(world, key=MINIMUM, to=20, actor=who)
    assert refused(workflow.confirm, change, actor=world.rosa, at=AT) == ["not_allowed"]
    assert [kept_days(world.harbor, TODAY + day * DAY) for day in (2, 3, 4)] == [730, 730, 730]
    row = workflow.confirm(change, actor=world.ines, at=AT)
    assert [kept_days(world.harbor, TODAY + day * DAY) for day in (2, 3, 4)] == [730, 400, 400]
    assert (row.author_id, row.approver_id, change.state) == (world.alden.person_id, world.ines.person_id, "confirmed")
    assert [event.action for event in timeline(change)] == ["handlingchange.confirm", "handling.proposed"]
    assert refused(workflow.confirm, change, actor=world.maya, at=AT) == ["wrong_state"]  # pressed twice, or by two


@pytest.mark.parametrize(("key", "to", "first", "codes"), [
    (KEEP, 364, 0, ["setting_bounds"]), (KEEP, 365, 0, []), (KEEP, 3650, 0, []), (KEEP, 3651, 0, ["setting_bounds"]),
    (KEEP, 730, 0, ["setting_same"]), (KEEP, 400, -1, ["day_passed"]), (MINIMUM, 4, 0, ["setting_bounds"]), (MINIMUM, 5, 0, []),
    (MINIMUM, 10, 0, ["setting_same"]), (OFFERS, "either", 0, ["setting_same"]), (OFFERS, "nobody", -1, ["setting_bounds", "day_passed"]),
    (RESPOND, HOURS, 0, ["setting_same"]), (RESPOND, {**HOURS, "urgent": 11}, 0, []), (RESPOND, {"urgent": 11}, 0, ["setting_bounds"]),
])  # fmt: skip
def test_only_what_is_within_bounds_and_changes_something(world, key, to, first, codes):
    if codes:
        assert refused(propose, world, key, to, first) == codes
        assert not HandlingChange.objects.within(world.harbor).exists()
    else:
        change = propose(world, key, to, first)
        workflow.confirm(change, actor=world.maya, at=AT)
        assert present(world.harbor, key, on=TODAY) == to


def test_refused_it_stays_and_a_day_that_passed_is_not_confirmed(world):
    change = propose(world, MINIMUM, 25, first=1)
    assert refused(workflow.refuse, change, reason=" ", actor=world.ines, at=AT) == ["no_reason"]
    assert refused(workflow.confirm, change, actor=world.ines, at=AT + 2 * DAY) == ["day_passed"]
    workflow.refuse(change, reason="Too many.", actor=world.ines, at=AT + 2 * DAY)
    assert (change.state, minimum(world.harbor, TODAY + 5 * DAY)) == ("refused", 10)
    assert refused(propose, world, reason=" ") == ["no_reason"]


def test_what_is_proposed_decides_nothing_yet(world):
    propose(world, OFFERS, "one")
    propose(world, RESPOND, {**HOURS, "routine": 1})
    found = handling(world.harbor, on=TODAY)
    assert (found.offers, found.hours["routine"]) == ("either", 24)


def test_the_database_refuses_one_person_for_both_and_two_that_wait(world):
    change = propose(world)
    rows = HandlingChange.objects.within(world.harbor)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.filter(pk=change.pk).update(state="confirmed", settled_by=world.alden.person_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        again = rows.get(pk=change.pk)
        again.pk, again._state.adding = None, True
        again.save()


# ── Pages ────────────────────────────────────────────────────────────────────


def where(name, organization="harbor", **kwargs):
    path = f"/{organization}/intake-settings/"
    return f"{path}{kwargs['slug']}/" if kwargs else path


def test_each_is_proposed_and_confirmed_on_its_page(client, world, moved_clock):
    sign_in(client, world.alden)
    listed = text(client.get(where("list")))
    assert all(name_of(key) in listed for key in SETTINGS) and "10 people, as it comes with the system" in listed
    page = where("one", slug="report_minimum")
    given = {"do": "propose", "value": "12", "reason": "A small town.", **days("first", TODAY)}
    assert "Fewer than five is never possible: colleagues could guess who asked for help." in text(client.get(page))
    for wrong in ({"value": "4"}, {"value": ""}, {"value": "twelve"}, {"reason": ""}, days("first", TODAY - DAY)):
        assert client.post(page, {**given, **wrong}).status_code in (409, 422), wrong
    assert not HandlingChange.objects.within(world.harbor).exists()
    assert client.post(page, given).status_code == 302
    assert client.post(page, given).status_code == 409
    assert "A change waits" in text(client.get(where("list"))) and "You proposed this yourself." in text(client.get(page))
    assert client.post(page, {"do": "confirm"}).status_code == 409
    sign_in(client, world.ines)
    assert client.get(f"/{world.harbor.slug}/employers/").status_code == 403  # she confirms; she enters none
    assert "Employers" not in text(client.get(where("list"))) and "Add the line" not in text(client.get(where("list")))
    assert "Propose a change" not in text(client.get(page))
    assert client.post(page, {"do": "refuse", "reason": ""}).status_code == 422
    assert client.post(page, {"do": "confirm"}).status_code == 302
    assert client.post(page, {"do": "confirm"}).status_code == 404
    assert "12 people (Alden Birchwick, Ines Calloway)" in text(client.get(page)) and minimum(world.harbor, TODAY) == 12


def test_a_number_for_each_urgency_is_kept_whole_or_not_at_all(client, world, moved_clock):
    sign_in(client, world.maya)
    page = where("one", slug="respond_hours")
    given = {"do": "propose", "reason": "Quicker.", **days("first", TODAY)} | {f"value_{name}": "3" for name in HOURS}
    assert client.post(page, {**given, "value_urgent": ""}).status_code == 422
    assert client.post(page, {**given, "value_urgent": "241"}).status_code == 422
    assert client.post(page, {**given, **{f"value_{name}": str(count) for name, count in HOURS.items()}}).status_code == 422
    assert client.post(page, given).status_code == 302
    assert HandlingChange.objects.within(world.harbor).get().value == {"emergent": 3, "urgent": 3, "routine": 3}


def test_strangers_and_colleagues_without_the_role(client, world):
    sign_in(client, world.rosa)
    assert [client.get(where("one", slug=slug_of(key))).status_code for key in SETTINGS] == [403] * len(SETTINGS)
    sign_in(client, world.alden)
    assert client.get(where("one", slug="nothing")).status_code == 404
    other = cast.organization("summit")
    assert client.get(where("one", other.slug, slug="offers")).status_code == 404
