"""Rows of a board's file at the edges of what counts as one, and what is said of the rows that were kept out; pure."""

from datetime import timedelta

import pytest

from licensure.sources import ListUnavailable
from licensure.sources.answers import Outcome
from licensure.sources.board_files import BoardColumns, Kind, found_by, hidden
from tests.licensure.boards import line, texas
from tests.licensure.test_board_reading import DAY, asked, mapping, refused

THREE = {"number": "No", "family_name": "Last", "status": "Status"}


@pytest.mark.parametrize(("faulty", "refused_as"), [(100, None), (101, "malformed")])
def test_one_row_in_ten_may_be_faulty_and_not_one_more(faulty, refused_as):
    broken, sound = b"1,Elm\n" * faulty, b"1,Elm,Active\n" * (1000 - faulty)
    columns, content = mapping(fields=THREE), b"No,Last,Status\n2,Oak\n" + broken[6:] + sound
    if refused_as is None:
        sheet = columns.read(content)
        assert (len(sheet.odd), len(sheet.rows)) == (100, 900)
        return
    with pytest.raises(ListUnavailable) as caught:
        columns.read(content)
    assert (caught.value.code, caught.value.detail, caught.value.row) == (refused_as, "101 / 1000; cells", 2)


def test_a_file_that_ends_within_a_row_is_cut_short_there():
    with pytest.raises(ListUnavailable) as caught:
        mapping(fields=THREE).read(b"No,Last,Status\n1,Elm,Active\n\n2,O")
    assert (caught.value.code, caught.value.row) == ("cut_short", 4)


def test_blank_rows_and_cells_are_none_and_a_row_is_printed_without_what_it_says():
    sheet = mapping(fields=THREE).read(b"No,,Last,Status,,\n,,,,,\n1,,Elm,Active,,\n,,,,,\n2,x,Oak,Active,,\n")
    assert (sheet.columns, sheet.odd) == (("No", "", "Last", "Status"), ())
    assert [dict(row.cells) for row in sheet.rows] == [
        {"no": "1", "last": "Elm", "status": "Active"}, {"no": "2", "column 2": "x", "last": "Oak", "status": "Active"},
    ]  # fmt: skip
    assert "Active" not in repr(sheet.rows[0])


def test_where_every_row_ends_with_a_separator_a_cell_behind_it_is_one_too_many():
    rows = b"".join(b"%d|Elm|Active|\n" % number for number in range(20))
    sheet = mapping(fields=THREE).read(b"No|Last|Status|\n" + rows + b"77|De|Elm|Active\n78|Elm|Active\n79|Elm|Active||\n")
    assert [(odd.row, odd.code, odd.value) for odd in sheet.odd] == [(22, "cells", "4"), (24, "cells", "5")]
    assert [row.number for row in sheet.rows[-2:]] == ["19", "78"]


def test_two_columns_say_the_status_together_and_one_that_may_be_missing_is_read_where_it_is_there():
    fields = {**THREE, "status_detail": "Detail", "city": "City"}
    columns = mapping(fields=fields, words={"Clear / Active": "active"}, optional=("city", "status_detail"))
    two = columns.read(b"No,Last,Status,Detail\n1,Elm,Clear,Active\n2,Oak,Clear,\n")
    assert two.words == {"Clear / Active": 1, "Clear": 1}
    assert asked(b"No,Last,Status,Detail\n1,Elm,CLEAR,active\n", columns, number="1").record.status == "active"
    assert columns.read(b"No,Last,Status\n1,Elm,Clear\n").words == {"Clear": 1}
    assert refused(b"No,Last,Status\n1,Elm,Clear\n", fields=fields) == "unmapped"


def test_a_row_of_discipline_needs_somebody_and_what_was_done():
    rows = [b'"Elm, Wren",%d,Reprimand' % number for number in range(1, 31)] + [b",77,Reprimand", b"De Oak,,Reprimand"]
    faulty = [b",,Reprimand", b"Elm,78,", b" , ,Fine"]
    fields = {"full_name": "Respondent", "number": "No", "discipline": "Action"}
    columns = BoardColumns(Kind.DISCIPLINE, fields)
    sheet = columns.read(b"\n".join([b"Respondent,No,Action", *rows, *faulty, b""]))
    assert [(odd.row, odd.code, odd.column) for odd in sheet.odd] == [(row, "missing", "Action") for row in (34, 35, 36)]
    assert [(row.number, row.family) for row in sheet.rows[-3:]] == [("30", "ELM"), ("77", ""), ("", "OAK")]
    assert sheet.words == {}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"full_name": "Halloway, Wren"}, ("", "HALLOWAY")), ({"full_name": "Wren Q De-Elm"}, ("", "DE ELM")), ({}, ("", "")),
        ({"full_name": "Wren Oak", "family_name": "Elm"}, ("", "ELM")), ({"number": "0" * 5 + "1" * 61}, ("1" * 60, "")),
        ({"family_name": "L" * 121}, ("", "L" * 120)), ({"full_name": "Elm"}, ("", "ELM")),
    ],
)  # fmt: skip
def test_a_row_is_found_by_its_number_and_its_family_name(said, found):
    assert found_by(said) == found


# ── Rows kept out ────────────────────────────────────────────────────────────

KEPT_OUT = {4: "0012-345 HALLO WAY Wren Active", 9: "PSY-77-B De-Elm Renée 1"}


@pytest.mark.parametrize(
    ("query", "row"),
    [
        ({"number": "12345"}, 4), ({"number": "0012345"}, 4), ({"number": "LPC 12345"}, 4), ({"number": "23456"}, 0),
        ({"number": "77b"}, 9),
        ({"number": "PSY 77-B"}, 9), ({"number": "0"}, 0), ({"family_name": "Halloway"}, 4), ({"family_name": "De Elm"}, 9),
        ({"family_name": "DÉELM"}, 9), ({"family_name": "Oakmoor"}, 0), ({"family_name": "-"}, 0), ({}, 0),
        ({"number": "23456", "family_name": "Halloway"}, 0),
    ],
)  # fmt: skip
def test_a_row_kept_out_is_hers_where_her_number_or_else_her_name_stands_in_it(query, row):
    assert hidden(KEPT_OUT, query) == row
    assert hidden({}, query) == 0


def test_nobody_is_not_found_in_a_file_that_kept_her_row_out():
    lines = [line(str(number)) for number in range(1, 41)]
    lines[4], lines[9] = line("5", last="HAL,LOWAY"), line("10", status="")
    content = texas(*lines)
    sheet = mapping().read(content)
    assert dict(sheet.kept_out)[6].startswith("LPC LPC 5 1 HAL LOWAY WREN") and "HAL LOWAY" not in repr(sheet)
    for query, outcome in (({"number": "5"}, "schema"), ({"number": "LPC-10"}, "schema"), ({"number": "77"}, ""), ({"number": "4"}, "")):
        answer = asked(content, kept_out=True, **query)
        assert (answer.reason, answer.outcome == Outcome.UNAVAILABLE) == (outcome, bool(outcome)), query
    assert asked(content, kept_out=True, number="5").detail == "6"
    late = asked(content, kept_out=True, number="5", on=DAY + timedelta(days=36))
    assert late.reason == "too_old", "what a file cannot say any more is the first reason"
