"""A roster file: what is read, and every fault by row and column."""

import io
from datetime import date

import pytest

from licensure.roster_files import delimiter, table
from licensure.rosters import BadRoster, Fault, former_names, read
from licensure.screening import Name

HEADER = "given_name,family_name,former_names,date_of_birth,npi,reference\n"


def faults(text) -> list:
    """The faults of a roster."""
    with pytest.raises(BadRoster) as refused:
        read(text if isinstance(text, bytes) else text.encode())
    return list(refused.value.faults)


def test_a_row_is_read_with_every_name_she_had():
    (row,) = read(b"\xef\xbb\xbf" + (HEADER + 'Wren,Halloway,"Ash; Elm, Maya",1980-02-03,1234567893, T-1 \n').encode())
    assert (row.row, row.reference, row.person.npi, row.person.date_of_birth) == (2, "T-1", "1234567893", date(1980, 2, 3))
    assert row.person.names == (Name("Wren", "Halloway"), Name("Wren", "Ash"), Name("Maya", "Elm"))
    assert row.cells["former_names"] == "Ash; Elm, Maya"


def test_only_the_name_is_needed_columns_come_in_any_order_and_semicolons_part_cells_too():
    (row,) = read(b"Family Name;Given Name;Place\r\nHalloway;Wren;Elmira\r\n\r\n")
    assert row.person.names == (Name("Wren", "Halloway"),)
    assert (row.reference, row.person.date_of_birth, row.person.npi, row.cells["place"]) == ("", None, "", "Elmira")


def test_the_placeholder_npi_is_none():
    assert read((HEADER + "Wren,Halloway,,,0000000000,\n").encode())[0].person.npi == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("given_name\nWren\n", [Fault(1, "family_name", "missing_column")]),
        ("", [Fault(1, "given_name", "missing_column"), Fault(1, "family_name", "missing_column")]),
        (HEADER, [Fault(1, "", "no_rows")]),
        (HEADER + "Wren,,,,,\n", [Fault(2, "family_name", "empty")]),
        (HEADER + "Wren,Halloway,,03/02/1980,,\n", [Fault(2, "date_of_birth", "bad_date", "03/02/1980")]),
        (HEADER + "Wren,Halloway,,1980-02-30,,\n", [Fault(2, "date_of_birth", "bad_date", "1980-02-30")]),
        (HEADER + "Wren,Halloway,,19800203,,\n", [Fault(2, "date_of_birth", "bad_date", "19800203")]),
        (HEADER + "Wren,Halloway,,1899-12-31,,\n", [Fault(2, "date_of_birth", "bad_date", "1899-12-31")]),
        (HEADER + "Wren,Halloway,,,1234567890,\n", [Fault(2, "npi", "bad_npi", "1234567890")]),
        (HEADER + "Wren,Halloway,,,,T,more\n", [Fault(2, "reference", "cells", "7")]),
        (HEADER + 'Wren,"Halloway,,,,T\n', [Fault(2, "", "unreadable", "unexpected end of data")]),
        (HEADER + "\nWren,Halloway,,x,,\n,Ash,,,1,\n",
         [Fault(3, "date_of_birth", "bad_date", "x"), Fault(4, "given_name", "empty"), Fault(4, "npi", "bad_npi", "1")]),
        (HEADER.encode() + b"Wren,Halloway,,,,\nMaya,M\xfcller,,,,\n", [Fault(3, "family_name", "encoding")]),
        (b"\xff\xfe", [Fault(1, "", "encoding")]),
        (b"given_name,family_name\nW\xffren,Halloway\n", [Fault(2, "given_name", "encoding")]),
        (b"given_name,family_name\nWren,Halloway,\xff\n", [Fault(2, "", "encoding")]),
        ('given_name,"family_name', [Fault(1, "", "unreadable", "unexpected end of data")]),
    ],
)  # fmt: skip
def test_every_fault_is_named_by_row_and_column(text, found):
    assert faults(text) == found


def test_a_fault_is_said_with_its_row_and_column_and_cells_are_not_printed():
    assert str(BadRoster(Fault(1, "", "no_rows"), Fault(2, "npi", "bad_npi", "1"))) == "row 1, file: no_rows; row 2, npi: bad_npi"
    assert "Elmira" not in repr(read(b"given_name,family_name,place\nWren,Halloway,Elmira\n"))


@pytest.mark.parametrize("born", [date(1900, 1, 1), date(1900, 1, 2), date(1980, 2, 3)])
def test_a_day_of_birth_is_good_from_1900_on(born):
    assert read((HEADER + f"Wren,Halloway,,{born},,\n").encode())[0].person.date_of_birth == born


def test_a_long_file_is_read_two_hundred_and_fifty_rows_at_a_time():
    rows = table(io.BytesIO(("given_name,family_name\n" + "Wren,Halloway\n" * 501).encode()))
    assert [(list(lines)[-1], len(some)) for lines, some in rows.parts] == [(251, 250), (501, 250), (502, 1)]


@pytest.mark.parametrize(
    ("header", "mark"),
    [("a,b", ","), ("a;b", ";"), ("a;b,c", ","), ("a", ",")],
)
def test_semicolons_part_cells_where_the_header_has_no_comma(header, mark):
    assert delimiter(header) == mark


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        (" ; ", []),
        ("Ash", [Name("Wren", "Ash")]),
        ("Ash, Maya", [Name("Maya", "Ash")]),
        ("Ash,", [Name("Wren", "Ash")]),
        ("Maya Ash", [Name("Wren", "Maya Ash"), Name("Maya", "Ash")]),
        ("Maya van der Ash", [Name("Wren", "Maya van der Ash"), Name("Maya", "van der Ash")]),
        ("Maya Elm Ash", [Name("Wren", "Maya Elm Ash"), Name("Maya", "Elm Ash"), Name("Maya Elm", "Ash")]),
    ],
)
def test_former_names_are_read_in_every_way_they_may_be_meant(text, names):
    assert list(former_names(text, "Wren")) == names
