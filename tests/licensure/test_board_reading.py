"""A board's own file: its columns proposed and mapped, its rows read under them, whatever else it is refused or named."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from licensure.sources import ListUnavailable
from licensure.sources.answers import Outcome
from licensure.sources.board_files import BoardColumns, Kind, family_key, number_key
from licensure.sources.board_proposal import look_at, proposed_words
from tests.licensure import boards
from tests.licensure.boards import line, texas
from tests.licensure.test_list_mappings import xlsx

DAY = date(2026, 11, 1)
ACTIVE = {"Active": "active", "Suspended": "suspended"}


def mapping(content=None, **changes) -> BoardColumns:
    """What the page would propose, taken as it is."""
    told = {"kind": Kind.ROSTER, "fields": look_at(content or texas()).proposed, "words": ACTIVE}
    return BoardColumns(**{**told, **changes})


def asked(content=None, columns=None, on=DAY, since=None, kept_out=False, **query):
    """What the file answers."""
    columns = columns or mapping(content)
    sheet = columns.read(content or texas())
    rows, more = [row.cells for row in sheet.rows], {"kept_out": lambda: sheet.kept_out} if kept_out else {}
    source = columns.source(
        key="file-1", name="Board", jurisdiction="US-TX", url="", page="", zone="America/Chicago", as_of=DAY, sha256="a" * 64,
        usable_days=35, since=since, find=lambda asked: rows, **more,
    )
    return source.look_up(query or {"number": "12345"}, None, on=on)


def refused(content, **changes) -> str:
    with pytest.raises(ListUnavailable) as caught:
        mapping(**changes).read(content)
    return caught.value.code


# ── Proposing ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "proposed"),
    [
        (texas(), {
            "number": "LIC_NBR", "family_name": "LAST_NME", "given_name": "FIRST_NME", "middle_name": "MIDDLE_NME", "title": "LIC_TYPE",
            "status": "LIC_STATUS", "first": "RANK_EFCT_DTE", "last": "LIC_EXPR_DTE", "discipline": "DISCPL_ACTN",
        }),
        (boards.FLORIDA, {
            "number": "License-Number", "family_name": "Last-Name", "given_name": "First-Name", "title": "Profession-Name",
            "status": "License-Status-Description", "last": "Expire-Date", "discipline": "Board-Action-Indicator",
        }),
        (boards.MARYLAND, {
            "number": "License #", "family_name": "Last Name", "given_name": "First Name", "title": "Profession", "status": "Status",
            "last": "Expire Date", "discipline": "Discipline",
        }),
        (boards.DISCIPLINE_LIST, {
            "number": "License No", "full_name": "Respondent", "discipline": "Action", "discipline_day": "Order Date",
            "case": "Docket Number",
        }),
    ],
)  # fmt: skip
def test_the_columns_boards_publish_are_recognized(content, proposed):
    assert look_at(content).proposed == proposed


def test_sample_rows_stand_under_their_columns():
    shown = look_at(boards.FLORIDA)
    assert shown.columns[:2] == ("License-Number", "Last-Name")
    assert shown.rows[0][:2] == ("MH0001", 'O"NEIL')
    assert all(len(row) == len(shown.columns) for row in shown.rows)


def test_a_workbook_is_proposed_and_read_alike():
    content = xlsx(["Licensees"], [], ["License Number", "Last Name", "First Name", "Status", "Expires"],
                   ["0012345", "Halloway", "Wren", "Active", date(2027, 3, 31)])  # fmt: skip
    record = asked(content).record
    assert (record.names, record.status, record.last) == (("Wren Halloway",), "active", date(2027, 3, 31))


@pytest.mark.parametrize("content", [b"<html><body>Closed</body></html>", b"one\ntwo\nthree\n", b"a,b\n1,2\n"])
def test_what_shows_no_column_of_a_board_is_refused(content):
    with pytest.raises(ListUnavailable) as caught:
        look_at(content)
    assert caught.value.code == "header"


def test_only_words_that_mean_the_same_everywhere_are_proposed():
    assert proposed_words(["Active", "REVOKED", "Expired", "CLEAR/ACTIVE", "Probated/Suspended", "Delinquent"]) == {
        "Active": "active", "REVOKED": "revoked", "Expired": "lapsed",
    }  # fmt: skip


@pytest.mark.parametrize(("content", "known"), [
    (b"License Number,Status\n1,Active\n", True), (b"License Number\n1\n2\n", False), (b"License Number,,\n1,,\n", False),
    (b"\xef\xbb\xbf,,\nLicense Number,Status\n1,Active\n", True),
])  # fmt: skip
def test_a_table_has_two_columns_at_least(content, known):
    if known:
        assert look_at(content).columns == ("License Number", "Status")
    else:
        with pytest.raises(ListUnavailable, match="header"):
            look_at(content)


def test_of_rows_that_look_like_a_header_the_fullest_of_the_first_is_it_and_five_rows_below_are_shown():
    more = b"License Number,Status,,,\nRoster,License Number,Status\nNote,License Number,Status,Sex\nNote,License Number,Status,Sex\n"
    shown = look_at(more + b",,,\n" + b"x,1,Active\n" * 6)
    assert shown.columns == ("Note", "License Number", "Status", "Sex")
    assert shown.rows == (("Note", "License Number", "Status", "Sex"), *[("x", "1", "Active", "")] * 4)
    assert len(look_at(texas()).rows) == 5


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fields": {"number": "A", "family_name": "B"}}, "mapping"), ({"fields": {"status": "A", "family_name": "B"}}, "mapping"),
        ({"fields": {"number": "A", "status": "B"}}, "mapping"), ({"fields": {"number": "A", "status": "B", "shoe": "C"}}, "mapping"),
        ({"fields": {"number": "A", "status": "a ", "family_name": "B"}}, "twice"), ({"words": {"Clear": "fine"}}, "word"),
        ({"kind": Kind.DISCIPLINE, "fields": {"number": "A", "family_name": "B"}}, "mapping"),
    ],
)  # fmt: skip
def test_a_mapping_that_could_find_nobody_or_mean_nothing_is_refused(changes, code):
    with pytest.raises(ListUnavailable) as caught:
        mapping(**changes)
    assert caught.value.code == code


# ── Reading ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"), (b"PK\x03\x04 no workbook", "bomb"), (b"\x00\x01\x02", "binary"), (texas().splitlines()[0], "no_rows"),
        (texas().replace(b"LIC_STATUS", b"LIC_STATE"), "unmapped"), (boards.FLORIDA, "unmapped"),
        (texas()[:-20], "cut_short"), (texas(line(), line(status=""), line("2")), "malformed"),
        (texas(line(), line(expires="soon"), line("2")), "malformed"), (texas(line(), line(last="HALLO,WAY"), line("2")), "malformed"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_this_boards_whole_file_is_refused(content, code):
    assert refused(content) == code


def test_a_few_faulty_rows_are_kept_out_and_named():
    lines = [line(str(number)) for number in range(1, 41)]
    lines[4], lines[9], lines[14] = line("5", last="HAL,LOWAY"), line("10", status=""), line("15", expires="13/13/2027")
    sheet = mapping().read(texas(*lines))
    assert [(odd.row, odd.code, odd.column) for odd in sheet.odd] == [
        (6, "cells", ""), (11, "missing_or_bad", "lic_status"), (16, "missing_or_bad", "13/13/2027"),
    ]  # fmt: skip
    assert len(sheet.rows) == 37
    assert {"5", "10", "15"}.isdisjoint({row.number for row in sheet.rows})


def test_a_quote_astray_in_a_file_of_bars_takes_no_row_along():
    columns = BoardColumns(Kind.ROSTER, look_at(boards.FLORIDA).proposed, {"CLEAR/ACTIVE": "active"})
    sheet = columns.read(boards.FLORIDA)
    assert [(row.number, row.family) for row in sheet.rows] == [("MH0001", family_key('O"NEIL')), ("MH0002", "ELM")]
    assert sheet.words == {"CLEAR/ACTIVE": 2}


def test_numbers_are_found_however_they_are_written():
    assert {number_key(each) for each in ("0012345", "12345", "12-345", " 12.345 ")} == {"12345"}


# ── Answering ────────────────────────────────────────────────────────────────


def test_somebody_in_force_is_found_as_of_the_files_day_with_the_row_as_evidence():
    answer = asked(number="0012345")
    record = answer.record
    assert (answer.outcome, answer.as_of, record.status, record.number) == (Outcome.FOUND, DAY, "active", "12345")
    assert (record.names, record.first, record.last, record.title) == (
        ("WREN A HALLOWAY".replace(" A", ""),), date(2015, 3, 2), date(2027, 3, 31), "LPC",
    )  # fmt: skip
    assert b'"sha256": "' + b"a" * 64 in answer.raw and b"HALLOWAY" in answer.raw


def test_the_kept_answer_is_written_as_the_file_writes_it():
    raw = asked(texas(line(last="HALLÖWAY"))).raw
    assert "HALLÖWAY".encode() in raw


@pytest.mark.parametrize("word", ["Active - Probation", "Delinquent", "Aktiv", "CLEAR/ACTIVE", "1"])
def test_a_status_word_nobody_mapped_holds_for_a_person(word):
    answer = asked(texas(line(status=word)))
    assert (answer.outcome, answer.record.status, answer.record.status_word) == (Outcome.UNKNOWN_STATUS, "", word)


@pytest.mark.parametrize(("word", "hits"), [("No", 0), ("N", 0), ("", 0), ("Yes", 1), ("See order", 1)])
def test_discipline_is_a_hit_and_a_word_never_seen_too(word, hits):
    assert len(asked(texas(line(discipline=word))).record.remarks) == hits


def test_one_number_of_two_boards_is_several_until_the_name_chooses():
    both = texas(line(), line(last="RAVENHILL", first="BENEDICT", title="PSY"))
    assert asked(both).outcome == Outcome.SEVERAL
    assert asked(both, number="12345", family_name="Halloway").record.names == ("WREN HALLOWAY",)


@pytest.mark.parametrize(
    ("days", "since", "outcome", "reason"),
    [
        (0, None, Outcome.NOT_FOUND, ""), (35, None, Outcome.NOT_FOUND, ""), (36, None, Outcome.UNAVAILABLE, "too_old"),
        (400, None, Outcome.UNAVAILABLE, "too_old"), (5, DAY, Outcome.NOT_FOUND, ""),
        (5, DAY + timedelta(days=1), Outcome.UNAVAILABLE, "before"),
    ],
)  # fmt: skip
def test_nobody_found_counts_no_longer_than_the_file_and_never_for_who_came_later(days, since, outcome, reason):
    answer = asked(number="999", on=DAY + timedelta(days=days), since=since)
    assert (answer.outcome, answer.reason) == (outcome, reason)
    assert (answer.as_of == DAY) == (outcome == Outcome.NOT_FOUND)


@pytest.mark.parametrize(("days", "outcome"), [(0, Outcome.NOT_FOUND), (1, Outcome.UNAVAILABLE)])
def test_a_file_of_which_nothing_more_is_known_says_nobody_on_its_own_day_alone(days, outcome):
    told = dict.fromkeys(("key", "name", "jurisdiction", "url", "page"), "")
    source = mapping().source(**told, zone="America/Chicago", as_of=DAY, find=lambda query: [])
    assert source.look_up({"number": "9"}, None, on=DAY + timedelta(days=days)).outcome == outcome


def test_somebody_found_in_an_old_file_is_found_as_of_its_day():
    answer = asked(on=DAY + timedelta(days=400))
    assert (answer.outcome, answer.as_of) == (Outcome.FOUND, DAY)


def test_another_boards_number_of_the_same_digits_is_not_hers():
    assert asked(number="2345").outcome == Outcome.NOT_FOUND
    assert asked(columns=replace(mapping(), words={}), number="12345").outcome == Outcome.UNKNOWN_STATUS
