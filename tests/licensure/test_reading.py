"""Letters, days, names and cells as publishers write them, each at its edges; pure."""

from datetime import date
from itertools import islice

import pytest

from licensure.sources import ListUnavailable
from licensure.sources.reading import compact_day, split_name, text_of
from licensure.sources.tables import HEADER_WITHIN, LIMITS, cells_by_column, header_of, readings, table_of, unpacked
from tests.licensure.test_list_mappings import xlsx


def why(act, *about) -> tuple[str, str, int | None]:
    """The code, the detail and the row a file is refused with."""
    with pytest.raises(ListUnavailable) as refused:
        act(*about)
    return refused.value.code, refused.value.detail, refused.value.row


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"Ren\xe9e\tElm\r\nOak \x96 Ash\x1a", "Renée\tElm\r\nOak – Ash"), (b"\xe9\n", "é"), (b"\xe9 \x1a \r\n", "é"),
        ("\ufeffRenée\n".encode(), "Renée"),
    ],
)  # fmt: skip
def test_an_older_file_is_read_in_its_own_letters_with_its_blanks(content, text):
    assert text_of(content) == text


@pytest.mark.parametrize(
    ("content", "code", "detail"),
    [
        (b"\x81", "encoding", "byte 1"), (b"Ren\xe9e \x8d", "encoding", "byte 7"), (b"\xe9\x1f", "binary", ""), (b"\xe9\x01", "binary", ""),
        (b"\xe9\x00", "binary", ""), (b" \r\n", "empty", ""),
    ],
)  # fmt: skip
def test_bytes_that_are_no_text_are_refused_where_they_stand(content, code, detail):
    assert why(text_of, content)[:2] == (code, detail)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20190320", date(2019, 3, 20)), ("20241231", date(2024, 12, 31)), ("20240229", date(2024, 2, 29)), ("20230229", None),
        ("00000000", None), ("2019032", None), ("201903201", None), ("2019-3-2", None), ("2019032x", None), ("٢٠١٩٠٣٢٠", None),
        ("2019032²", None), ("", None),
    ],
)  # fmt: skip
def test_a_compact_day_has_eight_digits_and_is_one(text, day):
    assert compact_day(text) == day


@pytest.mark.parametrize(
    ("text", "first", "names"),
    [
        ("", False, ("", "")), (" ", True, ("", "")), ("Halloway", False, ("Halloway", "")), ("Halloway", True, ("Halloway", "")),
        (" Wren  Q Halloway ", False, ("Halloway", "Wren Q")), ("Halloway Wren Q", True, ("Halloway", "Wren Q")),
        ("De Elm , Wren Q", True, ("De Elm", "Wren Q")), ("Elm,", False, ("Elm", "")),
    ],
)
def test_a_name_in_one_cell_is_parted(text, first, names):
    assert split_name(text, family_first=first) == names


# ── Tables ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("above", "found"), [(0, True), (29, True), (30, False)])
def test_a_header_stands_within_thirty_rows(above, found):
    table = table_of(("Title\n" * above + "Number,Name\n1,Wren\n").encode(), ["Number", "Name"])
    if found:
        assert header_of(table, ["name", "NUMBER"]) == (above, ["Number", "Name"])
    else:
        assert why(header_of, table, ["Number", "Name"]) == ("unmapped", "Number, Name", None)


def test_of_a_file_nobody_knows_sixty_rows_are_shown_in_a_workbook_too():
    assert [len(rows) for rows in readings(b"1,2\n" * 61)] == [60, 60, 60, 60]
    assert [len(rows) for rows in readings(xlsx(*[[1, 2]] * 61))] == [60]
    assert HEADER_WITHIN < 60


def test_a_quote_is_a_sign_only_where_the_file_quotes_nothing():
    found = dict(zip(",\t;|", readings(b'a|"b\nc|d\n', bare="|"), strict=True))
    assert found["|"] == [["a", '"b'], ["c", "d"]]
    assert found[","] == [['a|"b'], ["c|d"]]
    assert list(readings(b'"a,b"|c,d\n', bare="|"))[0] == [["a,b|c", "d"]]
    assert list(islice(readings(b'"a|b"|c\n'), 3, None)) == [[["a|b", "c"]]]


@pytest.mark.parametrize("content", [b'Name,Number\nWren,1\n"Elm"x,2\n', b'Name,Number\nWren,1\n"Elm,2\n'])
def test_a_quote_that_ends_nowhere_makes_a_known_table_unreadable(content):
    code, _, row = why(table_of, content, ["Name"])
    assert (code, row) == ("unreadable", 3)


def test_a_quoted_cell_keeps_its_separator_and_its_line_end():
    assert table_of(b'Name,Number\n"Elm,\nWren",1\n', ["Name"]) == [(1, ["Name", "Number"]), (3, ["Elm,\nWren", "1"])]


@pytest.mark.parametrize(
    ("header", "cells", "named"),
    [
        (["A", "B"], ["1", "2"], [("A", "1"), ("B", "2")]), (["A", "B"], ["1"], [("A", "1")]),
        (["A", ""], ["1", "2", "3"], [("A", "1"), ("column 2", "2"), ("column 3", "3")]),
        (["A", "A", "A"], ["1", "2", "3"], [("A", "1"), ("A 2", "2"), ("A 3", "3")]),
    ],
)
def test_a_cell_is_named_by_its_column_or_by_its_place(header, cells, named):
    assert list(cells_by_column(header, cells)) == named


def test_a_column_with_a_separator_in_its_name_is_found_and_of_the_others_those_that_are_gone_are_named():
    content = b'"Number, full";Name\n"1;2";Wren\n'
    assert table_of(content, ["Number, full"]) == [(1, ["Number, full", "Name"]), (2, ["1;2", "Wren"])]
    quoted = b'"Number, full",Name\n1,Wren\n'
    assert table_of(quoted, ["number, FULL"])[0] == (1, ["Number, full", "Name"])
    assert table_of(quoted, ["Status"])[0] == (1, ["Number, full", "Name"])
    assert why(header_of, table_of(quoted, ["Name"]), ["Name", "Status", "City"]) == ("unmapped", "Status, City", None)


def test_the_rows_of_a_workbook_count_from_one():
    assert table_of(xlsx(["Number", "Name"], ["1", "Wren"]), ["Name"]) == [(1, ["Number", "Name"]), (2, ["1", "Wren"])]


def test_a_workbook_is_no_packed_text():
    assert why(unpacked, xlsx(["Number", "Name"])) == ("binary", "", None)
    assert unpacked(b"Number,Name\n") == b"Number,Name\n"


def test_what_opens_a_workbook_has_bounds():
    assert (LIMITS.memory, LIMITS.seconds, LIMITS.patience, LIMITS.output) == (805_306_368, 60, 120, 210_763_776)
