"""Oklahoma's board: its register searched by number, then by name, and what its words and its flag of notices mean."""

import json
from datetime import date

import pytest

from licensure.sources.answers import Outcome
from licensure.sources.registers import registers
from licensure.words_sources import outcome_words
from tests.licensure.registers import rows
from tests.licensure.registers.serving import Reply, serving
from tests.licensure.test_register_faults import fetcher

TODAY = date(2026, 11, 26)
HERS = rows.OKLAHOMA["registrationNumber"]


def asked(answers, **query):
    """What the register answers, `answers` being its rows by keyword; with the keywords it was asked."""

    def reply(request):
        return Reply(json.dumps(rows.thentia(*answers.get(request.query["keyword"], ()))).encode())

    with serving(reply) as (address, seen):
        answer = registers()["us-ok-bbhl"].at(address + "/rest/public/profile/search/").look_up(query, fetcher(), on=TODAY)
    return answer, [each.query["keyword"] for each in seen]


def row(**changes):
    return {**rows.OKLAHOMA, **changes}


def test_the_question_is_the_one_the_registers_own_page_asks():
    with serving(lambda request: Reply(json.dumps(rows.thentia()).encode())) as (address, seen):
        registers()["us-ok-bbhl"].at(address).look_up({"family_name": "Halloway"}, fetcher(), on=TODAY)
    assert seen[0].query == {"keyword": "Halloway", "skip": "0", "take": "200", "lang": "en-US"}


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Active", "active"), ("Inactive", "inactive"), ("Permanently Expired", "lapsed"), ("Expired", "lapsed"), ("Revoked", "revoked"),
        ("Retired", "retired"), ("Deceased", ""), ("Active - Probation", ""), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_only_the_words_that_are_mapped_mean_anything_and_a_blank_holds_for_a_person(word, status):
    answer, _keywords = asked({HERS: [row(registrationStatus=word)]}, number=HERS)
    assert (answer.record.status, answer.outcome) == (status, Outcome.FOUND if status else Outcome.UNKNOWN_STATUS)


@pytest.mark.parametrize(
    ("flags", "disciplined"),
    [
        ({"hasPublicNotices": True}, True), ({"hasPublicNotices": "Yes"}, True), ({"hasPublicNotices": "pending"}, True),
        ({"hasPublicNotices": False}, False), ({"hasPublicNotices": None, "disciplined": True}, True),
        ({"hasPublicNotices": False, "disciplined": True}, True), ({"hasPublicNotices": None, "disciplined": False}, False),
    ],
)  # fmt: skip
def test_a_flag_of_notices_is_a_hit_whichever_of_its_two_names_it_has(flags, disciplined):
    record = asked({HERS: [row(**flags)]}, number=HERS)[0].record
    assert [each.kind for each in record.remarks] == (["discipline"] if disciplined else [])


def test_when_the_number_finds_nobody_the_name_is_asked_and_the_number_still_counts():
    others = [row(id="b2", registrationNumber="N/A"), row(id="c3", registrationNumber="LPC00007")]
    answer, keywords = asked({"Halloway": [*others, row()]}, number=HERS, family_name="Halloway")
    assert (answer.record.number, keywords) == (HERS, [HERS, "Halloway"])
    assert b"LPC00007" in answer.raw, "what came is kept whole"
    answer, _keywords = asked({"Halloway": others}, number=HERS, family_name="Halloway")
    assert (answer.outcome, answer.absent) == (Outcome.NOT_FOUND, "")


def test_nobody_found_by_number_alone_says_that_this_was_never_proved_to_work():
    answer, _keywords = asked({}, number=HERS)
    assert (answer.outcome, answer.absent) == (Outcome.NOT_FOUND, "number_unproven")
    assert "searched by number" in outcome_words(answer)


@pytest.mark.parametrize("typed", ["LPC04898", "lpc-04898", "4898", "04898", "LPC4898"])
def test_a_number_is_found_however_it_was_typed(typed):
    assert asked({typed: [row()]}, number=typed)[0].outcome == Outcome.FOUND


def test_a_register_that_ignores_the_question_has_not_answered_it():
    assert asked({HERS: [row(registrationNumber="LPC00007")]}, number=HERS)[0].outcome == Outcome.NOT_FOUND
    many = [row(id=str(number), registrationNumber=f"LPC{number:05}") for number in range(200)]
    assert asked({HERS: many}, number=HERS)[0].reason == "cut_off"


def test_fewer_rows_than_it_counts_may_hide_the_right_one():
    with serving(lambda request: Reply(json.dumps({**rows.thentia(row()), "resultCount": 12}).encode())) as (address, _):
        answer = registers()["us-ok-bbhl"].at(address).look_up({"number": HERS}, fetcher(), on=TODAY)
    assert answer.reason == "cut_off"


def said(found, number=HERS):
    """What the register's own words come to."""
    with serving(lambda request: Reply(json.dumps(found).encode())) as (address, _):
        return registers()["us-ok-bbhl"].at(address).look_up({"number": number}, fetcher(), on=TODAY)


@pytest.mark.parametrize(
    ("found", "reason", "detail"),
    [
        ({"errorCode": 7, "errorMessage": "closed", "result": []}, "fault", "7 closed"), ({"errorCode": "E1"}, "fault", "E1"),
        ({"errorCode": "0", "result": {}}, "schema", "result"), ({"result": ["x"]}, "schema", "result"), ({}, "schema", "result"),
        ([], "schema", "list"), ({"result": [{"hasPublicNotices": True}]}, "schema", "registrationStatus"),
        ({"result": [{"registrationStatus": "Active"}]}, "schema", "disciplined / hasPublicNotices"),
        ({"resultCount": "1", "result": []}, "cut_off", "200"),
    ],
)  # fmt: skip
def test_an_error_and_another_shape_are_no_answer(found, reason, detail):
    answer = said(found)
    assert (answer.outcome, answer.reason, answer.detail) == (Outcome.UNAVAILABLE, reason, detail)


@pytest.mark.parametrize("found", [{"errorCode": 0, "resultCount": "many", "result": []}, {"errorCode": None, "result": []}])
def test_no_error_and_no_count_are_an_answer(found):
    assert said(found).outcome == Outcome.NOT_FOUND


def test_who_was_found_or_asked_for_by_name_alone_is_asked_for_once():
    answer, keywords = asked({HERS: [row()]}, number=HERS)
    assert (answer.outcome, answer.absent, keywords) == (Outcome.FOUND, "", [HERS])
    assert asked({HERS: [row()]}, number=HERS, family_name="Halloway")[1] == [HERS]
    assert asked({}, family_name="Quill")[1] == ["Quill"]
    assert registers()["us-ok-bbhl"].shows_discipline


def test_two_people_of_one_name_are_several_and_the_second_question_may_fail_too():
    two = [row(), row(id="b2", registrationNumber="LMFT00012", registrationCategory="Licensed Marital and Family Therapist (LMFT)")]
    assert asked({"Halloway": two}, family_name="Halloway")[0].outcome == Outcome.SEVERAL
    replies = [Reply(json.dumps(rows.thentia()).encode()), Reply(b"<html>Human Verification</html>", content_type="text/html")]
    with serving(lambda request: replies.pop(0)) as (address, _):
        answer = registers()["us-ok-bbhl"].at(address).look_up({"number": HERS, "family_name": "Halloway"}, fetcher(), on=TODAY)
    assert (answer.outcome, answer.reason) == (Outcome.UNAVAILABLE, "page")
