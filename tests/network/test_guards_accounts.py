"""The guards of claims, recoveries and links one by one, on stand-ins: person 5 has a second account, person 6 has none."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Row

import pytest

import network.guards_accounts as guards
from network import identity

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
WEEK, TICK = timedelta(days=7), timedelta(microseconds=1)
PERSONS = {5: {5, 55}, 6: {6}}


@pytest.fixture(autouse=True)
def same_persons(monkeypatch):
    monkeypatch.setattr(guards, "same_persons", lambda person: PERSONS[person])


def codes(guard, row, actor):
    return [refusal.code for refusal in guard(row, actor=Row(person_id=actor), at=AT)]


@pytest.mark.parametrize(("actor", "inviter", "refused"), [(5, 5, True), (5, 55, True), (6, 5, False), (6, 6, True)])
def test_who_invited_does_not_confirm_whom_it_reached(actor, inviter, refused):
    claim = Row(invitation=Row(invited_by_id=inviter))
    assert codes(guards.not_the_inviter, claim, actor) == ["same_person"] * refused


@pytest.mark.parametrize(("claims", "claimed", "refused"), [
    (5, 7, True), (55, 7, True), (7, 5, True), (7, 55, True), (5, 55, True), (6, 7, False),
])
def test_nobody_confirms_her_own_claim_nor_one_on_her_own_profile(claims, claimed, refused):
    claim = Row(user=Row(person_id=claims), practitioner=Row(person_id=claimed))
    assert codes(guards.not_claiming_herself, claim, 5) == ["own_claim"] * refused


MEETING = {"way": "video", "document": "passport"}


@pytest.mark.parametrize(("meeting", "right_code", "refused"), [
    (MEETING, True, []), ({**MEETING, "document": "library card"}, True, ["no_sighting"]), ({"way": "video"}, True, ["no_sighting"]),
    ({**MEETING, "way": "in_person"}, True, ["other_way"]), (MEETING, False, ["wrong_code"]),
    ({}, False, ["other_way", "no_sighting", "wrong_code"]),
])
def test_whoever_claims_a_profile_is_met_as_the_policy_asks_with_a_document_and_the_code_of_that_account(
    monkeypatch, meeting, right_code, refused
):
    monkeypatch.setattr(identity, "asked_at", lambda organization, at: ("video",))
    claim = Row(organization=Row(), user=Row(pk=7))
    code = identity.code(claim.user, AT) if right_code else "000"
    assert [each.code for each in guards.met_as_asked(claim, actor=Row(person_id=5), at=AT, meeting=meeting, code=code)] == refused


@pytest.mark.parametrize(("asked", "met_by", "refused"), [
    ((), None, []), ((), 5, []), (("video",), None, ["not_met"]), (("video",), 5, ["met_her"]), (("video",), 55, ["met_her"]),
    (("video",), 6, []),
])
def test_where_the_policy_asks_a_meeting_another_person_than_who_met_her_hands_the_profile_over(monkeypatch, asked, met_by, refused):
    monkeypatch.setattr(identity, "asked_at", lambda organization, at: asked)
    assert codes(guards.another_person_met_her, Row(organization=Row(), met_by_id=met_by), 5) == refused


@pytest.mark.parametrize(("who", "refused"), [(5, True), (55, True), (6, False)])
def test_nobody_lets_herself_back_in(who, refused):
    assert codes(guards.not_her_own_account, Row(user=Row(person_id=who)), 5) == ["own_account"] * refused


@pytest.mark.parametrize(("first", "refused"), [(5, True), (55, True), (6, False), (None, False)])
def test_the_second_person_is_another_one(first, refused):
    assert codes(guards.another_person_vouched, Row(vouched_by_id=first), 5) == ["same_person"] * refused


@pytest.mark.parametrize(("age", "refused"), [(WEEK - TICK, False), (WEEK, False), (WEEK + TICK, True), (timedelta(days=6), False)])
def test_a_recovery_is_good_for_seven_days(age, refused):
    assert codes(guards.recovery_is_young, Row(asked_at=AT - age), 5) == ["too_old"] * refused


@pytest.mark.parametrize(("colleagues", "refused"), [(None, True), (0, False), (1, False), (2, True), (3, True)])
def test_the_operator_has_a_say_only_where_fewer_than_two_colleagues_have(colleagues, refused):
    some = None if colleagues is None else [Row(full_name=f"Colleague {at}") for at in range(colleagues)]
    found = list(guards.fewer_than_two_colleagues(Row(), actor=Row(person_id=5), at=AT, colleagues=some))
    assert [refusal.code for refusal in found] == ["colleagues_can"] * refused


@pytest.mark.parametrize(("operator", "refused"), [("", False), ("Zora Held", True)])
def test_the_terminal_gives_one_word_of_the_two(operator, refused):
    assert codes(guards.a_colleague_vouched, Row(vouched_operator=operator), 5) == ["operator_vouched"] * refused


def test_every_step_at_the_terminal_is_refused_by_these():
    assert [guard.__name__ for guard in guards.AT_TERMINAL] == ["recovery_is_young", "not_her_own_account", "fewer_than_two_colleagues"]


LINKS = [
    ({"one_id": 5}, ["about_you"]), ({"other_id": 55}, ["about_you"]), ({}, []),
    ({"proposed_by_id": 55}, ["same_person"]), ({"confirmed_by_id": 7}, ["confirmed"]),
    ({"one_id": 55, "proposed_by_id": 5, "confirmed_by_id": 7}, ["about_you", "same_person", "confirmed"]),
]


@pytest.mark.parametrize(("fields", "refused"), LINKS)
def test_a_link_is_judged_by_a_second_person_whom_it_is_not_about(fields, refused):
    link = Row(**{"one_id": 8, "other_id": 9, "proposed_by_id": 6, "confirmed_by_id": None, **fields})
    actor = Row(person_id=5)
    assert [refusal.code for refusal in guards.link_refusals(link, actor=actor)] == refused
    clearing = [refusal.code for refusal in guards.link_refusals(link, actor=actor, confirming=False)]
    assert clearing == [code for code in refused if code != "confirmed"]
