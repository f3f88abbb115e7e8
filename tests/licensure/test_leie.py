"""The LEIE file as it really comes: quoting, padding, cut-off names, placeholders, and files that are not it."""

from datetime import date

import pytest

from licensure.sources import ListUnavailable, Odd
from licensure.sources.oig_leie import COLUMNS, SOURCE, parse
from tests.licensure.list_files import HEADER, leie, row


def test_a_padded_quoted_row_is_read():
    file = parse(leie(row(LASTNAME="TESTERMAN-FEATHERSTO", FIRSTNAME="ALEXANDRA-LYNN", MIDNAME=" Q ", EXCLTYPE="1128a1   ",
                          NPI="1234567893", DOB="19740419", EXCLDATE="20150319", STATE="NY")))  # fmt: skip
    (only,) = file.rows
    assert (only.family_name, only.given_name, only.middle_name) == ("TESTERMAN-FEATHERSTO", "ALEXANDRA-LYNN", "Q")
    assert (only.npi, only.kind, only.state) == ("1234567893", "1128a1", "NY")
    assert (only.date_of_birth, only.excluded_on, only.reinstated_on) == (date(1974, 4, 19), date(2015, 3, 19), None)
    assert (file.odd, file.columns, only.row) == ((), COLUMNS, 2)


def test_placeholders_mean_none():
    (only,) = parse(leie(row(NPI="0000000000", DOB="00000000", EXCLDATE=""))).rows
    assert (only.npi, only.date_of_birth, only.excluded_on) == ("", None, None)


@pytest.mark.parametrize(
    "disguise",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content + b"\x1a",
        lambda content: content + b"\x1a\r\n",
        lambda content: content.rstrip(b"\n"),
        lambda content: content + b"\n\n",
    ],
    ids=["byte order mark", "carriage returns", "end mark", "end mark and line", "no last line end", "blank lines"],
)
def test_marks_and_line_ends_change_nothing(disguise):
    content = leie(row(LASTNAME="HALLOWAY"), row(LASTNAME="ASH"))
    assert [each.raw for each in parse(disguise(content)).rows] == [each.raw for each in parse(content).rows]
    assert parse(disguise(content)).odd == ()


@pytest.mark.parametrize("cut", range(1, 9))
def test_a_file_that_ends_within_its_last_row_is_cut_off(cut):
    whole = "\n".join([HEADER, ",".join(row(LASTNAME="ASH").values()), ",".join(row(LASTNAME="OAK").values())])
    content = whole[: whole.rindex(",") + 1 - cut].encode()
    with pytest.raises(ListUnavailable) as refused:
        parse(content)
    assert (refused.value.code, refused.value.row) == ("cut_short", 3)
    assert len(parse(content + b"\n").rows) == 2  # with an end of line it is merely odd


def test_an_older_file_in_windows_letters_is_read():
    assert parse(leie(row(LASTNAME="MUÑOZ")).decode().encode("cp1252")).rows[0].family_name == "MUÑOZ"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"PK\x03\x04\x00\x00", "binary"),
        (b"a,b\x07\xff", "binary"),
        (b"\x81\x8d", "encoding"),
        (b"<html><body>Service unavailable</body></html>", "header"),
        (HEADER.replace("DOB", "BIRTH").encode() + b"\n", "columns"),
        (HEADER.rsplit(",", 1)[0].encode() + b"\n", "columns"),
        ((HEADER + ",MORE\n").encode(), "columns"),
        (HEADER.encode() + b"\n", "no_rows"),
        (leie(row()) + b'"ASH,"WR"EN",', "unreadable"),
        (leie(row()) + b'"ASH","WREN', "unreadable"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_its_reason(content, code):
    with pytest.raises(ListUnavailable) as refused:
        parse(content)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("cells", "odd"),
    [
        ({"DOB": "19740231"}, Odd(2, "bad_date", "DOB", "19740231")),
        ({"EXCLDATE": "2015-3-1"}, Odd(2, "bad_date", "EXCLDATE", "2015-3-1")),
        ({"REINDATE": "2015"}, Odd(2, "bad_date", "REINDATE", "2015")),
        ({"FIRSTNAME": ""}, Odd(2, "missing_name", "FIRSTNAME")),
        ({"LASTNAME": ""}, Odd(2, "missing_name", "LASTNAME")),
        ({"LASTNAME": "", "FIRSTNAME": ""}, Odd(2, "missing_name", "LASTNAME")),
        ({"NPI": "1234567890"}, Odd(2, "bad_npi", "NPI", "1234567890")),
    ],
)
def test_an_odd_row_is_kept_and_named(cells, odd):
    file = parse(leie(row(**cells), row()))
    assert (len(file.rows), file.odd) == (2, (odd,))


def test_a_business_needs_no_personal_name():
    assert parse(leie(row(LASTNAME="", FIRSTNAME="", BUSNAME="SPECIMEN COUNSELING, INC"))).odd == ()


@pytest.mark.parametrize(("cells", "code", "count"), [("A,B", "too_few_cells", "2"), (",".join("A" * 19), "too_many_cells", "19")])
def test_a_row_of_another_length_is_kept_and_named(cells, code, count):
    file = parse(leie(row()) + cells.encode() + b"\n")
    assert len(file.rows) == 2
    assert Odd(3, code, "", count) in file.odd


@pytest.mark.parametrize(
    ("cells", "beyond"),
    [(["A"] * 17, None), (["A"] * 18, None), ([*["A"] * 18, " B "], "B"), ([*["A"] * 18, "B", "C"], "B\x1fC")],
)
def test_what_stands_beyond_the_last_column_is_kept_with_the_row(cells, beyond):
    (only,) = parse((HEADER + "\n" + ",".join(cells) + "\n").encode()).rows
    assert only.raw.get("BEYOND") == beyond


@pytest.mark.parametrize("header", ["A,B", HEADER.replace("DOB", "BIRTH"), HEADER + ",MORE"])
def test_a_wrong_header_is_named_by_its_row(header):
    with pytest.raises(ListUnavailable) as refused:
        parse(header.encode() + b"\n")
    assert refused.value.row == 1


def test_its_publisher_gives_out_monthly_changes():
    assert SOURCE.changes


def test_rows_that_differ_anywhere_are_two_rows():
    one, two, three = parse(leie(row(ADDRESS="1 ELM"), row(ADDRESS="2 ELM"), row(ADDRESS="1 ELM "))).rows
    assert one.row_hash != two.row_hash
    assert one.row_hash == three.row_hash


def test_the_invented_sample_of_the_layout_reads_without_a_fault(reference_data):
    file = parse((reference_data / "01_exclusions" / "leie_quoting_sample_SYNTHETIC.csv").read_bytes())
    assert [each.family_name for each in file.rows] == ["", "TESTERMAN-FEATHERSTO", "SPECIMEN", "O'SPECIMEN", "SPECIMEN"]
    assert file.odd == ()
