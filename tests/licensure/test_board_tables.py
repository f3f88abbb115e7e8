"""Boards that publish their roster as a table: what its words mean, whom it leaves out, which of its files answers for a title."""

import json
from datetime import date

import pytest

from licensure.packs import packs
from licensure.sources.answers import Outcome, Response
from licensure.sources.board_tables import tables
from licensure.sources.registers import register_for, registers
from licensure.words_sources import outcome_words
from tests.licensure.boards import PEOPLE, line, texas
from tests.licensure.registers.serving import Reply, serving
from tests.licensure.test_register_faults import fetcher

TODAY = date(2026, 11, 26)


def asked(*lines, key="us-tx-lpc", headers=None, **query):
    """What the table answers when its server sends these rows."""
    response = Response(200, {"content-type": "text/csv", **(headers or {})}, texas(*lines))
    return registers()[key].look_up(query or {"number": "12345"}, lambda request: response, on=TODAY)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Active", "active"), ("ACTIVE", "active"), ("Inactive", "inactive"), ("Delinquent", "lapsed"), ("Suspended", "suspended"),
        ("Probated/Suspended", ""), ("Active*", ""), ("Current", ""),
    ],
)  # fmt: skip
def test_only_the_words_that_are_mapped_mean_anything(word, status):
    answer = asked(line(status=word))
    assert (answer.record.status, answer.outcome) == (status, Outcome.FOUND if status else Outcome.UNKNOWN_STATUS)


def test_most_disciplined_people_stand_there_as_active_and_are_a_hit():
    record = asked(line(discipline="Yes")).record
    assert (record.status, [each.kind for each in record.remarks]) == ("active", ["discipline"])
    assert asked(line(discipline="No")).record.remarks == ()


def test_nobody_found_says_whom_the_table_leaves_out():
    answer = asked(number="999")
    assert (answer.outcome, answer.absent) == (Outcome.NOT_FOUND, "current_only")
    assert "revoked or expired is missing" in outcome_words(answer)
    assert asked().absent == ""


def test_the_day_is_that_of_the_file():
    assert asked(headers={"last-modified": "Wed, 25 Nov 2026 05:00:00 GMT"}).as_of == date(2026, 11, 24)


def test_a_number_is_found_without_its_zeros_and_by_name_when_there_is_none():
    assert asked(number="0012345").outcome == Outcome.FOUND
    assert asked(family_name="halloway", given_name="Wren").record.number == "12345"


def test_the_last_row_of_a_file_without_an_end_is_not_believed():
    def cut(body, **query):
        return registers()["us-tx-lpc"].look_up(query, lambda request: Response(200, {"content-type": "text/csv"}, body), on=TODAY)

    body = texas(*[line(*each) for each in PEOPLE]).rstrip()
    assert cut(body, number=PEOPLE[-1][0]).reason == "truncated"
    assert cut(body, number=PEOPLE[0][0]).outcome == Outcome.FOUND


def test_nothing_of_the_person_travels():
    with serving(lambda request: Reply(texas(), content_type="text/csv")) as (address, seen):
        answer = registers()["us-tx-sw"].at(address + "/csv/SW.csv").look_up({"number": "12345"}, fetcher(), on=TODAY)
    assert (answer.outcome, seen[0].query, seen[0].path, seen[0].body) == (Outcome.FOUND, {}, "/csv/SW.csv", b"")


def test_each_title_of_the_council_is_answered_by_one_file():
    titles = [each for each in packs().types.values() if each.register == "US-TX:bhec"]
    found = {each.key: register_for("license", "US-TX", each.register, each.key) for each in titles}
    assert {key for key, source in found.items() if source is None} == set()
    assert {found["US-TX:lpc"].key, found["US-TX:lmft"].key, found["US-TX:lp"].key, found["US-TX:lcsw"].key} == {
        each.key for each in tables()
    }  # fmt: skip
    assert register_for("license", "US-TX", "US-TX:hhsc", "US-TX:lcdc") is None


def test_the_columns_and_addresses_are_the_published_ones(reference_data):
    told = json.loads((reference_data / "04_licences" / "state_open_data_sources.json").read_text())["sources"]
    texas_told = next(each for each in told if each["state"] == "TX")
    for each in tables():
        assert set(each.mapping.fields.values()) <= set(texas_told["columns"])
        assert set(each.mapping.words) <= set(texas_told["status_values"])
    assert {each.url for each in tables()} == {texas_told["url"], *texas_told["other_urls"]}
