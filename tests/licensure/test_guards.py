"""The guards of checks and matches one by one, on stand-ins; that the steps ask them is for the workflow tests."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Row

import pytest

import licensure.guards as guards

AT = datetime(2026, 11, 2, 3, tzinfo=UTC)  # still the first of November where the organization is
TODAY = date(2026, 11, 1)
DAY = timedelta(days=1)
PERSONS = {5: {5, 55}, 6: {6}}  # person 5 has a second account
SEEN = {"what": "License card"}


@pytest.fixture(autouse=True)
def same_persons(monkeypatch):
    monkeypatch.setattr(guards, "same_persons", lambda person: PERSONS[person])


def check(**fields):
    """A check nobody answered yet."""
    empty = {"as_of": None, "artefact": None, "artefact_id": None, "artefact_sha256": "", "sighting": {}, "method": "", "source": "",
        "good_through": None, "first_day": None, "element": "identity", "practitioner": Row(person_id=5)}
    return Row(**{**empty, "organization": Row(zone="America/New_York"), **fields})


def codes(guard, row, actor=6, **inputs):
    return [refusal.code for refusal in guard(row, actor=Row(person_id=actor), at=AT, **inputs)]


@pytest.mark.parametrize(("day", "refused"), [
    (None, ["no_as_of"]), (TODAY - DAY, []), (TODAY, []), (TODAY + DAY, ["as_of_in_future"]),
])
def test_the_source_has_a_day_that_is_not_ahead(day, refused):
    assert codes(guards.has_source_day, check(), as_of=day) == refused
    assert codes(guards.has_source_day, check(as_of=day)) == refused
    assert codes(guards.has_source_day, check(as_of=TODAY + DAY), as_of=TODAY) == []


PROOF = [{"artefact": Row()}, {"artefact_sha256": "ab"}, {"sighting": SEEN}]
KEPT = [{"artefact_id": 3}, {"artefact_sha256": "ab"}, {"sighting": SEEN}]


def test_something_of_the_answer_is_kept_or_was_seen():
    assert codes(guards.has_artefact, check()) == ["no_artefact"]
    assert [codes(guards.has_artefact, check(), **proof) for proof in PROOF] == [[], [], []]
    assert [codes(guards.has_artefact, check(**kept)) for kept in KEPT] == [[], [], []]


@pytest.mark.parametrize(("state", "harmful", "unseen"), [
    ("clean", [], []), ("pending", [], ["being_checked"]), ("quarantined", ["set_aside"], []),
])
def test_what_the_virus_scanner_has_not_seen_or_set_aside_is_no_evidence(state, harmful, unseen):
    page = Row(scan_state=state, set_aside=state == "quarantined")
    for row, inputs in ((check(), {"artefact": page}), (check(artefact=page, artefact_id=3), {})):
        assert codes(guards.artefact_is_harmless, row, **inputs) == harmful
        assert codes(guards.artefact_was_scanned, row, **inputs) == unseen
    assert [codes(guard, check()) for guard in (guards.artefact_is_harmless, guards.artefact_was_scanned)] == [[], []]


@pytest.mark.parametrize("way", ["given", "known"])
@pytest.mark.parametrize(("method", "proof", "refused"), [
    ("", {}, ["no_method"]), ("", {"sighting": SEEN}, ["no_method"]),
    ("seen", {}, ["no_sighting"]), ("seen", {"artefact_sha256": "ab"}, ["no_sighting"]), ("seen", {"sighting": SEEN}, []),
    ("letter", {}, []), ("letter", {"sighting": SEEN}, ["not_seen"]), ("letter", {"artefact_sha256": "ab"}, []),
    ("letter", {"sighting": SEEN, "artefact_sha256": "ab"}, []), ("seen", {"sighting": SEEN, "artefact_sha256": "ab"}, []),
])
def test_it_is_said_how_and_only_an_original_needs_no_page(way, method, proof, refused):
    row, inputs = (check(), {"how": method, **proof}) if way == "given" else (check(method=method, **proof), {})
    assert codes(guards.says_how, row, **inputs) == refused


@pytest.mark.parametrize("kept", [{"artefact": Row()}, {"artefact_sha256": "ab"}])
def test_a_page_given_now_is_proof_of_a_letter(kept):
    assert codes(guards.says_how, check(sighting=SEEN), how="letter", **kept) == []
    assert codes(guards.says_how, check(sighting=SEEN, artefact_id=3), how="letter") == []


@pytest.mark.parametrize(("first", "last", "refused"), [
    (TODAY, TODAY - DAY, True), (TODAY, TODAY, False), (TODAY, TODAY + DAY, False), (None, TODAY, False), (TODAY, None, False),
])
def test_it_did_not_end_before_it_began(first, last, refused):
    assert codes(guards.days_in_order, check(first_day=first), good_through=last) == ["ends_before_it_began"] * refused
    assert codes(guards.days_in_order, check(first_day=first, good_through=last)) == ["ends_before_it_began"] * refused


def test_the_source_has_a_name_and_every_other_end_a_reason():
    assert codes(guards.has_source, check()) == ["no_source"]
    assert codes(guards.has_source, check(), source="Board") == codes(guards.has_source, check(source="Board")) == []
    assert codes(guards.says_why, check()) == codes(guards.says_why, check(), comment=" ") == ["no_reason"]
    assert codes(guards.says_why, check(), comment="Closed.") == []


@pytest.mark.parametrize(("actor", "person", "refused"), [(5, 5, True), (5, 55, True), (6, 5, False), (None, 5, False)])
def test_nobody_handles_her_own_evidence(actor, person, refused):
    assert codes(guards.not_about_oneself, check(practitioner=Row(person_id=person)), actor) == ["own_file"] * refused


@pytest.mark.parametrize(("element", "refused"), [("license", True), ("exclusion_list", True), ("identity", False)])
def test_a_license_and_a_look_at_the_lists_are_waived_by_nobody(element, refused):
    assert codes(guards.waivable, check(element=element)) == ["never_waived"] * refused


WAIVES = [  # whom the policy names, the element, who proposed, who acts
    ("director", "education", None, 6, []), ("director", "education", 6, 6, []),
    ("", "education", None, 6, ["not_waivable"]), ("", "education", 5, 6, ["not_waivable"]),
    ("", "license", None, 6, []), ("committee", "license", None, 6, ["second_person"]),
    ("committee", "education", None, 6, ["second_person"]), ("committee", "education", 6, 6, ["same_person"]),
    ("committee", "education", 55, 5, ["same_person"]), ("committee", "education", 5, 6, []),
]


@pytest.mark.parametrize(("named", "element", "proposer", "actor", "refused"), WAIVES)
def test_who_waives_is_whom_the_policy_of_that_day_names(monkeypatch, named, element, proposer, actor, refused):
    asked = []
    monkeypatch.setattr(guards, "waivable_by", lambda organization, element, on: asked.append((element, on)) or named)
    assert codes(guards.policy_lets_waive, check(element=element, waiver_by_id=proposer), actor) == refused
    assert asked == [(element, TODAY)]


NAME, NUMBER, LAST = (Row(field=field, about_who=field != "last") for field in ("name", "number", "last"))
OTHERS = [
    ([], "required", {}, []),
    ([LAST], "required", {}, []),
    ([NAME], "required", {}, ["differs"]),
    ([NAME], "discrepant", {}, ["differs"]),
    ([NAME, NUMBER], "discrepant", {"named": ("name",), "comment": "Her new name."}, ["differs"]),
    ([NAME], "obtained", {"named": ("name",), "comment": "Her new name."}, ["not_told"]),
    ([NAME], "discrepant", {"named": ("name",), "comment": " "}, ["no_reason"]),
    ([NAME], "discrepant", {"named": ("name",), "comment": "Her new name."}, []),
    ([NAME, LAST], "discrepant", {"named": ("name", "number"), "comment": "Her new name."}, []),
]


@pytest.mark.parametrize(("found", "state", "inputs", "refused"), OTHERS)
def test_who_may_be_somebody_else_is_taken_over_by_name_with_a_reason_and_after_she_was_told(monkeypatch, found, state, inputs, refused):
    asked = []
    monkeypatch.setattr(guards, "differences", lambda row, **answer: asked.append(answer) or found)
    assert codes(guards.who_is_the_same, check(state=state), values={"number": "1"}, good_through=TODAY, **inputs) == refused
    assert asked == [{"values": {"number": "1"}, "good_through": TODAY}]
