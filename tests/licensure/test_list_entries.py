"""Entries of the SAM extract, the United Nations' and the US Treasury's lists at their edges; pure."""

from datetime import date

import pytest

from licensure.sources import ListUnavailable, ofac_sdn, sam_exclusions, un_consolidated
from tests.licensure.test_list_sources import ADD, ALT, SDN

COLUMNS = ",".join([*sam_exclusions.NEEDED, "State / Province"])


def sam(active="01/02/2000", ends="", extra=""):
    """The extract with one row of an invented person."""
    return sam_exclusions.parse(f"{COLUMNS}\nIndividual,,Wren,,Halloway,,{active},{ends},S1,OH{extra}\n".encode())


@pytest.mark.parametrize(
    ("active", "ends", "codes"),
    [
        ("01/02/2000", "12/31/1999", ["absurd_date"]), ("01/02/2000", "01/01/2000", []), ("01/02/2000", "01/01/2001", []),
        ("01/02/2000", "12/31/2059", []), ("01/02/2000", "12/31/2060", []), ("01/02/2000", "01/01/2061", ["absurd_date"]),
        ("01/02/2000", "Indefinite", []), ("", "01/01/2061", []), ("01/02/2000", "soon", ["bad_date"]),
    ],
)  # fmt: skip
def test_an_exclusion_that_ends_before_it_began_or_after_sixty_years_is_odd(active, ends, codes):
    assert [each.code for each in sam(active, ends).odd] == codes


@pytest.mark.parametrize(
    ("row", "odd"),
    [("Individual,,Wren", ("too_few_cells", "3")), ("Individual,,Wren,,Halloway,,,,S1,OH,", ("too_many_cells", "11"))],
)
def test_a_row_of_another_length_is_named(row, odd):
    found = sam_exclusions.parse(f"{COLUMNS}\n{row}\n".encode()).odd
    assert (found[0].code, found[0].value) == odd


@pytest.mark.parametrize("content", [b"A,B\n1,2\n", COLUMNS.replace("NPI", "N").encode() + b"\n"])
def test_a_wrong_header_is_named_by_its_row(content):
    with pytest.raises(ListUnavailable) as refused:
        sam_exclusions.parse(content)
    assert refused.value.row == 1


def un(entry, kind="INDIVIDUAL"):
    """The rows and odd ones of a list with this entry after one of somebody else."""
    other = "<INDIVIDUAL><FIRST_NAME>Bronte</FIRST_NAME></INDIVIDUAL>"
    place = {"INDIVIDUAL": f"<INDIVIDUALS>{other}<INDIVIDUAL>{entry}</INDIVIDUAL></INDIVIDUALS>",
        "ENTITY": f"<INDIVIDUALS>{other}</INDIVIDUALS><ENTITIES><ENTITY>{entry}</ENTITY></ENTITIES>"}[kind]  # fmt: skip
    file = un_consolidated.parse(f"<CONSOLIDATED_LIST>{place}</CONSOLIDATED_LIST>".encode())
    assert [row.row for row in file.rows] == [1, 2]
    return file.rows[1], [(each.row, each.code) for each in file.odd]


def born(*days):
    return "".join(f"<INDIVIDUAL_DATE_OF_BIRTH>{day and f'<DATE>{day}</DATE>'}</INDIVIDUAL_DATE_OF_BIRTH>" for day in days)


@pytest.mark.parametrize(
    ("days", "first", "others"),
    [
        ([], None, ()), ([""], None, ()), (["1970-01-02"], date(1970, 1, 2), ()), (["", "1970-01-02T00:00:00"], date(1970, 1, 2), ()),
        (["1970-01-02", "1971-01-02", "1970-01-02"], date(1970, 1, 2), (date(1971, 1, 2),)),
    ],
)  # fmt: skip
def test_the_first_day_of_birth_counts_and_the_others_are_kept(days, first, others):
    row, odd = un("<FIRST_NAME>Wren</FIRST_NAME><SECOND_NAME>Halloway</SECOND_NAME>" + born(*days))
    assert (row.date_of_birth, row.other_births, odd) == (first, others, [])


def test_an_entry_without_a_name_is_odd_and_one_of_a_business_is_cut_at_300_letters():
    row, odd = un("<LISTED_ON>2001-02-03</LISTED_ON>")
    assert (row.family_name, row.given_name, row.excluded_on, odd) == ("", "", date(2001, 2, 3), [(2, "missing_name")])
    business, odd = un(f"<FIRST_NAME>{'L' * 301}</FIRST_NAME>", "ENTITY")
    assert (business.business_name, business.family_name, odd) == ("L" * 300, "", [])


def test_an_alias_without_letters_is_none_and_every_text_has_a_place_of_its_own():
    blank = "<INDIVIDUAL_ALIAS><ALIAS_NAME> </ALIAS_NAME></INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS/>"
    values = "<NATIONALITY><VALUE>A</VALUE><VALUE>B</VALUE><VALUE>C</VALUE></NATIONALITY>"
    row, _odd = un("<FIRST_NAME>Wren</FIRST_NAME>" + blank + values)
    assert row.other_names == ()
    assert row.raw == {"FIRST_NAME": "Wren", "NATIONALITY.VALUE": "A", "NATIONALITY.VALUE 2": "B", "NATIONALITY.VALUE 3": "C"}


def test_another_document_is_refused_by_its_first_line():
    with pytest.raises(ListUnavailable) as refused:
        un_consolidated.parse(b"<OTHER_LIST/>")
    assert (refused.value.code, refused.value.detail, refused.value.row) == ("header", "OTHER_LIST", 1)


def sdn(end=b"", alt=b"", *more):
    """The Treasury's files with further rows at the end of the entries and of their other names."""
    return ofac_sdn.parse(SDN.rstrip(b"\r\n\x1a") + b"\r\n" + end, ALT.rstrip(b"\r\n\x1a") + b"\r\n" + alt, ADD, *more)


def test_a_long_remark_goes_on_in_a_file_of_its_own():
    her = sdn(b"", b"", b'11,"; alt. DOB 01 Jan 1952."\r\n').rows[0]
    assert her.raw["Remarks"].endswith("a.k.a. 'MIST'.; alt. DOB 01 Jan 1952.")
    assert her.other_births == (date(1950, 5, 3), None, date(1952, 1, 1))
    assert set(her.raw) - set(ofac_sdn.COLUMNS) == {"ALT 57", "ADD 25"}


def test_an_entry_without_a_name_a_short_row_and_an_alias_without_letters_are_odd_or_nothing():
    file = sdn(b'14,-0- ,"individual"' + b",-0- " * 9 + b"\r\n", b'11,60,"aka",-0- ,-0- \r\n11,61,"aka"\r\n')
    assert sorted((each.row, each.code) for each in file.odd) == [(3, "no_such_entry"), (4, "missing_name"), (5, "too_few_cells")]
    assert [alias.family_name for alias in file.rows[0].other_names] == ["ASHENFELL", "HERON"]


def test_entries_below_a_header_are_no_set_of_files():
    header = b",".join([b"ent_num", *[b"x"] * 11]) + b"\r\n"
    with pytest.raises(ListUnavailable) as refused:
        ofac_sdn.parse(header + SDN, ALT, ADD)
    assert (refused.value.code, refused.value.row, ofac_sdn.SOURCE.files) == ("columns", 1, 4)
