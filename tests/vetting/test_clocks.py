"""The days an organization gives: defaults, bounds, agreed on by two people with the policy, and what the night does by them."""

from datetime import timedelta

import pytest

from network.access import Forbidden
from network.models import Message, Parameter
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.story import Story, refused
from vetting import nightly
from vetting.clocks import CLOCKS, DEFAULTS, in_full, problems
from vetting.facts.clocks import clocks_of
from vetting.workflow import checking, policies, renewing

DAY = timedelta(days=1)
REST = {
    "clean_by_director": False, "clean_batch": 0, "meeting_days": 0, "packet_names": True, "deferrals_most": 3,
    "between_concerns": 3, "between_months": 12, "concerns_open_review": False, "claims_open_review": False,
    "licenses_open_addition": False, "services_open_addition": False,
}
GOVERNED = {
    "two_approve": False, "two_deny": False, "two_end_hold": False, "sample_method": "8_30", "sample_each": 30, "sample_first": 8,
    "sample_percent": 5, "sample_most": 50, "sample_least": 10, "peer_manager": True, "peer_verifier": True, "peer_auditor": True,
    "delegation": False, "delegate_audit_months": 12, "appeal_panel": 1, "appeal_calendar": "calendar", "holds_denial": False,
    "holds_non_renewal": False, "holds_restriction": False, "holds_termination_without_cause": False, "holds_termination_for_cause": False,
}
APPEALS = {"appeal_panel": 1, "appeal_calendar": "calendar", "appeal_holds_back": []}
BOUNDS = {  # key → default, smallest, largest
    "appeal_days": (30, 30, 180), "appeal_settle_days": (30, 5, 90), "hearing_days": (30, 30, 90),
    "letter_days": (30, 1, 60), "expected_days": (60, 7, 180), "notice_days": (30, 0, 180), "suspension_days": (14, 1, 14),
    "lapse_days": (180, 30, 365), "answer_days": (14, 10, 30), "grace_days": (30, 7, 90), "renewal_days": (120, 30, 180),
    "waiver_days": (0, 0, 1095), "revetting_days": (0, 0, 1095), "renewal_reminders": ((90, 60, 30, 0), 0, 180),
    "late_days": (30, 0, 30), "alert_ahead": (30, 0, 180), "recheck_ahead": (7, 0, 60), "alert_days": (30, 5, 30),
    "concern_acknowledge_days": (5, 1, 30), "concern_close_days": (30, 5, 90),
    "leave_months": (12, 0, 12), "return_days": (60, 0, 60),
    "provisional_days": (0, 0, 60), "begin_days": (3, 1, 60), "check_days": (21, 1, 180), "decide_days": (5, 1, 90),
    "request_reminders": ((7, 14, 21), 1, 60), "referee_days": (21, 7, 60), "referee_reminders": ((7, 14), 1, 59),
    "keep_rejected_days": (2555, 0, 3660), "keep_withdrawn_days": (2555, 0, 3660), "keep_ended_days": (2555, 365, 3660),
    "erase_ahead_days": (14, 1, 90), "keep_mails_days": (730, 30, 3660), "keep_attempts_days": (730, 30, 3660),
    "expiry_reminders": ((90, 60, 30, 14, 7, 1, 0), 0, 365),
}


def test_the_defaults_and_bounds_are_those_written_down_here():
    assert {clock.key: (clock.default, clock.minimum, clock.maximum) for clock in CLOCKS} == BOUNDS


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.key)
def test_days_within_their_bounds_are_sound_and_one_beyond_is_not(clock):
    def found(number):
        return problems({clock.key: [number] if clock.ladder else number})

    assert found(clock.minimum) == found(clock.maximum) == problems({clock.key: clock.default}) == []
    assert found(clock.minimum - 1) == [(clock.key, "too_low")]
    assert found(clock.maximum + 1) == [(clock.key, "too_high")]


@pytest.mark.parametrize(("given", "code"), [
    ({"shoe_days": 4}, "unknown"), ({"lapse_days": "90"}, "wrong_type"), ({"lapse_days": [90]}, "wrong_type"),
    ({"lapse_days": True}, "wrong_type"), ({"request_reminders": 7}, "wrong_type"), ({"request_reminders": []}, "empty"),
    ({"request_reminders": [7, 7]}, "twice"), ({"request_reminders": [7, "14"]}, "wrong_type"),
])
def test_nonsense_days_are_named(given, code):
    assert problems(given) == [(next(iter(given)), code)]


def test_what_a_version_does_not_say_has_its_default():
    assert in_full({"lapse_days": 90, "shoe_days": 1}) == {**DEFAULTS, "lapse_days": 90}
    assert in_full({"expiry_reminders": [30, 1]})["expiry_reminders"] == (30, 1)


_world, world = shared(Story)


def draft(world, **fields):
    return policies.draft_from(world.policy, actor=world.maya, at=world.now, **fields)


def agreed(world, later=1, **clocks):
    """Another version with these days, in force `later` days from now."""
    row = draft(world, effective_from=world.day(-later))
    policies.set_clocks(row, clocks, actor=world.maya, at=world.now)
    policies.send_for_approval(row, actor=world.maya, at=world.now)
    policies.approve(row, actor=world.ines, at=world.now)
    return row


def test_a_version_gives_its_days_from_its_first_day_and_the_next_draft_starts_with_them(world):
    row = agreed(world, 3, lapse_days=90, request_reminders=[5])
    assert [clocks_of(world.organization, world.day(-later))["lapse_days"] for later in (2, 3, 4)] == [180, 90, 90]
    assert clocks_of(world.organization, world.day(-3))["request_reminders"] == (5,)
    assert policies.draft_from(row, actor=world.maya, at=world.now).clocks == {"lapse_days": 90, "request_reminders": [5]}


def test_every_number_of_days_is_a_parameter_row_from_the_start(world):
    rows = Parameter.objects.within(world.organization).filter(key__startswith="vetting.")
    assert {row.key.removeprefix("vetting."): row.value for row in rows} == {
        key: list(value) if isinstance(value, tuple) else value for key, value in DEFAULTS.items()
    } | {"committee": {"meetings": False, "asynchronous": False, "quorum_least": 2, **REST}, "governance": GOVERNED, **APPEALS}


def test_days_are_refused_with_their_field_and_change_nothing(world):
    row = draft(world)
    wrong = {"lapse_days": 29, "request_reminders": []}
    assert refused(policies.set_clocks, row, wrong, actor=world.maya, at=world.now) == ["days_too_low", "days_empty"]
    assert refused(policies.set_clocks, world.policy, {"lapse_days": 90}, actor=world.maya, at=world.now) == ["not_a_draft"]
    with pytest.raises(Forbidden):
        policies.set_clocks(row, {"lapse_days": 90}, actor=world.tom, at=world.now)
    row.refresh_from_db()
    assert row.clocks == {}


def night(world, act, later):
    at = world.at(-later)
    return act(on=at.date(), at=at)


@pytest.mark.parametrize(("age", "closed"), [(89, 0), (90, 0), (91, 1)])
def test_a_draft_lapses_by_the_organizations_own_days(world, age, closed):
    agreed(world, lapse_days=90)
    row = world.draft()
    later = age - (world.now - row.opened_at).days
    assert night(world, nightly.lapse, later) == closed


@pytest.mark.parametrize(("after", "closed"), [(9, 0), (10, 0), (11, 1)])
def test_an_unanswered_question_closes_the_file_by_the_organizations_own_days(world, after, closed):
    agreed(world, grace_days=10)
    file = world.checking()
    checking.request_information(file, message="Page two?", due_on=world.day(-20), actor=world.tom, at=world.now)
    assert night(world, nightly.lapse, 20 + after) == closed


def test_a_question_is_answered_by_the_organizations_own_day(world):
    agreed(world, answer_days=21)
    file, at = world.checking(), world.now + DAY
    asked = checking.request_information(file, message="Page two?", actor=world.tom, at=at)
    assert asked.due_on == world.day(-22)


def test_reminders_go_out_on_the_organizations_own_days(world):
    agreed(world, request_reminders=[5, 9])
    file = world.checking()
    checking.request_information(file, message="Page two?", due_on=world.day(-40), actor=world.tom, at=world.now)
    sent = []
    for later in (4, 5, 6, 9, 21):
        night(world, nightly.remind_requests, later)
        sent.append(Message.objects.everywhere(reason="a test looks").filter(template="information_request").count())
    assert sent == [0, 1, 1, 2, 2]


@pytest.mark.parametrize(("before", "due"), [(41, 0), (40, 1), (39, 1)])
def test_the_next_vetting_begins_the_organizations_own_days_ahead(world, before, due):
    agreed(world, renewal_days=40)
    file = world.fresh(world.active())
    at = world.at(before - (file.next_due_on - world.day()).days)
    assert len(renewing.due_for_renewal(world.organization, at=at)) == due


def test_the_days_stand_on_the_policy_and_are_set_in_a_draft(client, world):
    row = draft(world)
    sign_in(client, world.maya)
    assert "Days until a draft lapses" in text(get(client, "policy", world, version=1))
    given = {**{key: ", ".join(map(str, value)) if isinstance(value, tuple) else value for key, value in DEFAULTS.items()}}
    assert post(client, "policy_clocks", world, {**given, "lapse_days": "29"}, version=2).status_code == 422
    assert post(client, "policy_clocks", world, {**given, "request_reminders": "7, soon"}, version=2).status_code == 422
    twice = post(client, "policy_clocks", world, {**given, "request_reminders": "7, 7"}, version=2)
    assert twice.status_code == 422 and "Each day once." in text(twice)
    assert post(client, "policy_clocks", world, {**given, "lapse_days": "90"}, version=2).status_code == 302
    row.refresh_from_db()
    assert row.clocks["lapse_days"] == 90
    assert "90 days, until now 180 days" in text(get(client, "policy", world, version=2))
    assert post(client, "policy_clocks", world, given, version=1).status_code == 409


def test_who_may_not_write_a_policy_sets_no_days(client, world):
    draft(world)
    sign_in(client, world.tom)
    assert post(client, "policy_clocks", world, {}, version=2).status_code == 403
