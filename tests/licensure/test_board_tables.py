"""Boards that publish their roster as a table: what its words mean, whom it leaves out, which of its files answers for a title."""

import json
from datetime import date

import pytest

from licensure.packs import packs
from licensure.sources.answers import Outcome, Response
from licensure.sources.board_tables import published, tables
from licensure.sources.fetching import Fetcher
from licensure.sources.registers import register_for, registers
from licensure.words_sources import outcome_words
from tests.licensure.boards import PEOPLE, line, texas
from tests.licensure.registers.serving import Reply, serving
from tests.licensure.registers.tables import FLORIDA, person, roster
from tests.licensure.test_list_mappings import xlsx
from tests.licensure.test_list_sources import packed
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
    assert (cut(body, number=PEOPLE[-1][0]).reason, cut(body, number=PEOPLE[-1][0]).detail) == ("truncated", "7")
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
        each.key for each in tables() if each.jurisdiction == "US-TX"
    }  # fmt: skip
    assert register_for("license", "US-TX", "US-TX:hhsc", "US-TX:lcdc") is None


def test_the_columns_and_addresses_are_the_published_ones(reference_data):
    told = json.loads((reference_data / "04_licences" / "state_open_data_sources.json").read_text())["sources"]
    texas_told = next(each for each in told if each["state"] == "TX")
    council = [each for each in tables() if each.jurisdiction == "US-TX"]
    for each in council:
        assert set(each.mapping.fields.values()) <= set(texas_told["columns"])
        assert set(each.mapping.words) <= set(texas_told["status_values"])
    assert {each.url for each in council} == {texas_told["url"], *texas_told["other_urls"]}


@pytest.mark.parametrize(("key", "state"), [("us-fl", "FL"), ("us-md-allied", "MD")])
def test_the_columns_a_file_must_have_are_those_recorded_of_it(reference_data, key, state):
    told = json.loads((reference_data / "04_licences" / "state_open_data_sources.json").read_text())["sources"]
    recorded = next(each for each in told if each["state"] == state)
    mapping = registers()[key].mapping
    assert {column for name, column in mapping.fields.items() if name not in mapping.optional} == set(recorded["columns"])
    assert registers()[key].url in (recorded["url"], "")


# ── California, Florida, Maryland ────────────────────────────────────────────


def answered(key, *found, body=None, **query):
    """What the board's file answers when it holds these rows."""
    response = Response(200, {"content-type": "text/plain"}, body or roster(key, *found))
    return registers()[key].look_up(query or {"number": "12345"}, lambda request: response, on=TODAY)


@pytest.mark.parametrize(
    ("key", "words", "status"),
    [
        ("us-ca-bbs", {"License Status": "Current"}, "active"), ("us-ca-bbs", {"License Status": "Delinquent"}, "lapsed"),
        ("us-ca-bbs", {"License Status": "Current Inactive"}, "inactive"), ("us-ca-bbs", {"License Status": "Clear"}, ""),
        ("us-ca-psychology", {"License Status": "Current"}, "active"), ("us-ca-psychology", {"License Status": "Family Support"}, ""),
        ("us-fl", {}, "active"), ("us-fl", {"License-Active-Status-Description": "INACTIVE"}, "inactive"),
        ("us-fl", {"License-Active-Status-Description": ""}, ""), ("us-fl", {"License-Status-Description": "PROBATION"}, ""),
        ("us-fl", {"License-Status-Description": "DELINQUENT"}, "lapsed"), ("us-fl", {"License-Status-Description": "NULL AND VOID"}, ""),
        ("us-md-physicians", {"License Status": "Probation"}, "probation"), ("us-md-physicians", {"License Status": "Emeritus"}, ""),
        ("us-md-allied", {"Status": "ACTIVE"}, "active"), ("us-md-allied", {"Status": "Reinstated"}, ""),
    ],
)  # fmt: skip
def test_of_each_board_only_the_words_that_are_mapped_mean_anything(key, words, status):
    answer = answered(key, person(key, **words))
    assert (answer.record.status, answer.outcome) == (status, Outcome.FOUND if status else Outcome.UNKNOWN_STATUS)


def test_clear_without_the_second_column_of_florida_holds_for_a_person_and_its_words_together_count():
    seven = {name: FLORIDA[name] for name in (
        "License-Number", "Last-Name", "First-Name", "Profession-Name", "License-Status-Description", "Expire-Date",
        "Board-Action-Indicator",
    )}  # fmt: skip

    def body(word):
        row = {**seven, "License-Number": "12345", "Last-Name": "HALLOWAY", "First-Name": "WREN", "License-Status-Description": word}
        return f"{'|'.join(row)}\r\n{'|'.join(row.values())}|\r\n".encode()

    assert answered("us-fl", body=body("CLEAR")).outcome == Outcome.UNKNOWN_STATUS
    assert answered("us-fl", body=body("Clear/Active")).record.status == "active"
    assert answered("us-fl", body=body("REVOKED")).record.status == "revoked"


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("us-ca-bbs", "LMFT12345"), ("us-ca-bbs", "LMFT 12345"), ("us-ca-bbs", "IMF-0012345"), ("us-fl", "MH12345"),
        ("us-tx-lpc", "LPC 12345"),
    ],
)  # fmt: skip
def test_a_number_is_found_with_the_letters_people_write_before_it(key, typed):
    assert answered(key, number=typed).record.number == "12345"
    assert answered(key, number=typed.replace("12345", "2345")).outcome == Outcome.NOT_FOUND


def test_letters_a_file_does_write_are_never_another_titles():
    rows = [person("us-md-physicians", "D0012345"), person("us-md-physicians", "H0012345", "RAVENHILL", "BENEDICT")]
    assert answered("us-md-physicians", *rows, number="H0012345").record.names == ("BENEDICT RAVENHILL",)
    assert answered("us-md-physicians", *rows, number="C0012345").outcome == Outcome.NOT_FOUND


def test_one_physician_stands_there_once_for_each_practice_area_and_is_one():
    rows = [person("us-md-physicians", **{"Practice Area": area}) for area in ("Psychiatry", "Addiction Medicine")]
    assert answered("us-md-physicians", *rows).outcome == Outcome.FOUND


def test_the_same_digits_in_two_professions_of_florida_are_several_until_the_name_chooses():
    rows = [person("us-fl"), person("us-fl", "12345", "RAVENHILL", "BENEDICT", **{"Profession-Name": "Dentist"})]
    assert answered("us-fl", *rows).outcome == Outcome.SEVERAL
    assert answered("us-fl", *rows, number="12345", family_name="Halloway").record.title == "Mental Health Counselor"


def test_a_stray_quote_and_a_separator_inside_a_value_spoil_one_row_and_not_the_file():
    rows = [person("us-fl", str(20000 + place), '"DE ELM') for place in range(30)]
    broken = person("us-fl", "29999", "HALLO|WAY")
    assert answered("us-fl", *rows, broken, number="20001").record.names == ('WREN "DE ELM',)
    assert answered("us-fl", *rows, broken, number="29998").outcome == Outcome.NOT_FOUND
    hers = answered("us-fl", *rows, broken, number="29999")
    assert (hers.outcome, hers.reason, hers.detail) == (Outcome.UNAVAILABLE, "schema", "32"), "her row is there, and cannot be read"
    assert answered("us-fl", *rows, broken, family_name="Hallo").reason == "schema"


def test_of_a_row_that_cannot_be_read_she_is_not_said_to_be_missing_in_a_workbook_too_and_however_it_is_written():
    header, *_ = texas().decode().splitlines()
    rows = [line(str(number)).split(",") for number in range(1, 21)]
    rows[7], rows[9] = line("77-B", status="").split(","), line("12345", expires="soon").split(",")
    book = xlsx(header.split(","), *rows)
    for body in (book, texas(*map(",".join, rows)), texas(*map(",".join, rows)).replace(b"WREN", b"WR\x0cEN", 3)):
        for number, told in (("LPC 12345", "11"), ("77b", "9"), ("9999", "")):
            answer = answered("us-tx-lpc", body=body, number=number)
            assert (answer.outcome == Outcome.UNAVAILABLE, answer.detail) == (bool(told), told), number


def test_a_workbook_needs_no_end_of_its_last_line():
    header, *rows = (each.split(",") for each in texas().decode().splitlines())
    assert answered("us-tx-lpc", body=xlsx(header, *rows), number=PEOPLE[-1][0]).outcome == Outcome.FOUND


def test_florida_is_read_out_of_its_zip():
    body = packed(("dbdumps/ldms/PROF_ALL.txt", roster("us-fl")))
    assert answered("us-fl", body=body).record.status == "active"
    assert answered("us-fl", body=body, number="999").outcome == Outcome.NOT_FOUND
    assert answered("us-fl", body=body[:-40]).reason == "schema"


@pytest.mark.parametrize(
    ("key", "leaves_out"), [("us-ca-bbs", True), ("us-ca-psychology", True), ("us-md-physicians", True), ("us-fl", False)]
)
def test_whom_a_file_leaves_out_is_said_when_nobody_is_found(key, leaves_out):
    answer = answered(key, number="999")
    assert (answer.outcome, answer.absent) == (Outcome.NOT_FOUND, "current_only" if leaves_out else "")


def test_days_are_read_as_each_board_writes_them():
    for key in ("us-ca-bbs", "us-fl"):
        assert (answered(key).record.first, answered(key).record.last) == (date(2015, 3, 2), date(2027, 3, 31))
    assert answered("us-md-physicians").record.last == date(2027, 9, 30)


def test_what_a_board_publishes_of_its_file_is_known_where_all_its_columns_are_there():
    columns = roster("us-fl").decode().splitlines()[0].split("|")
    assert published("US-FL:psychology", columns).words["CLEAR / ACTIVE"] == "active"
    assert published("US-FL:psychology", [each for each in columns if each != "Expire-Date"]) is None
    assert published("US-FL:psychology", [each for each in columns if each != "Original-Date"]) is not None
    assert published("US-OH:cswmft", columns) is None


def test_a_large_file_is_let_through_to_its_own_limit():
    assert registers()["us-md-physicians"].request({"number": "1"}).limit == 67_108_864 > Fetcher().limit
    with serving(lambda request: Reply(roster("us-md-physicians"), content_type="text/csv")) as (address, _):
        few = registers()["us-md-physicians"].at(address).look_up({"number": "12345"}, fetcher(limit=10), on=TODAY)
    assert few.outcome == Outcome.FOUND
