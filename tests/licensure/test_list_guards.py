"""The guards of a match one by one, on stand-ins: person 5 has a second account, person 6 has none."""

from datetime import UTC, datetime
from types import SimpleNamespace as Row

import pytest

import licensure.list_guards as guards

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
PERSONS = {5: {5, 55}, 6: {6}}


@pytest.fixture(autouse=True)
def same_persons(monkeypatch):
    monkeypatch.setattr(guards, "same_persons", lambda person: PERSONS[person])


def codes(guard, hit, actor=5, **inputs):
    return [refusal.code for refusal in guard(hit, actor=Row(person_id=actor), at=AT, **inputs)]


@pytest.mark.parametrize(("inputs", "refused"), [({}, True), ({"reason": ""}, True), ({"reason": " \n"}, True), ({"reason": "No."}, False)])
def test_a_reason_is_written_down(inputs, refused):
    assert codes(guards.gives_reason, Row(), **inputs) == ["no_reason"] * refused


@pytest.mark.parametrize(("about", "refused"), [(5, True), (55, True), (6, False)])
def test_nobody_judges_a_match_about_herself(about, refused):
    assert codes(guards.not_about_oneself, Row(practitioner=Row(person_id=about))) == ["own_file"] * refused


@pytest.mark.parametrize(("proposed", "refused"), [(5, True), (55, True), (6, False), (None, False)])
def test_who_settles_a_match_did_not_propose_it(proposed, refused):
    assert codes(guards.second_person, Row(proposed_by_id=proposed)) == ["same_person"] * refused


def test_proposing_takes_one_person_and_settling_another():
    assert (guards.gives_reason, guards.not_about_oneself) == guards.PROPOSAL
    assert (guards.gives_reason, guards.not_about_oneself, guards.second_person) == guards.SETTLEMENT


AGREES, SLIP, OFF = ({"identifier": "npi", "verdict": verdict, "how": how} for verdict, how in (
    ("agrees", "exact"), ("agrees", "typo"), ("differs", "")
))


@pytest.mark.parametrize(("reasons", "differing", "refused"), [
    ([OFF], (), ["nothing_differs"]), ([OFF], ("npi",), []), ([OFF], ("license_number",), []), ([SLIP], ("npi",), []),
    ([AGREES], ("npi",), ["it_agrees"]), ([AGREES], ("npi", "license_number"), ["it_agrees"]), ([AGREES], ("license_number",), []),
    ([{**AGREES, "how": ""}], ("npi",), ["it_agrees"]), ([{"identifier": "npi", "verdict": "agrees"}], ("npi",), ["it_agrees"]),
])
def test_a_clearance_names_what_differs_and_nothing_that_agrees(reasons, differing, refused):
    assert codes(guards.names_what_differs, Row(reasons=reasons), differing=differing) == refused
    assert (*guards.PROPOSAL, guards.names_what_differs) == guards.CLEARANCE
