"""Sanctions and procurement lists: every name of an entry is kept, what means nothing is nothing, a broken set is refused."""

import gzip
import io
import zipfile
from datetime import date

import pytest

from licensure.facts_screening import index_of
from licensure.models import ListEntry
from licensure.screening import Name, Person, screen
from licensure.sources import Alias, ListUnavailable, ofac_sdn, sam_exclusions, un_consolidated
from licensure.workflow.lists import load_list
from network.access import system
from tests.licensure.list_files import SAM_LAYOUTS
from tests.licensure.test_lists import NOON, NOVEMBER, OCTOBER

END = b"\r\n\x1a"
SDN = (
    b'11,"HALLOWAY, Wren","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    b'"DOB 10 Dec 1948; alt. DOB 03 May 1950; alt. DOB 1951; POB Nowhere; a.k.a. \'THE HERON\'; a.k.a. \'MIST\'."\r\n'
    b'12,"INVENTED SHIPPING, LTD.",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    b'13,"MISTLETHRUSH","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB circa 1960."'
) + END
ALT = b'11,57,"fka","ASHENFELL, Bronte",-0- \r\n12,58,"aka","INVENTED LINES",-0- \r\n99,59,"aka","NOBODY",-0- ' + END
ADD = b'11,25,"1 Nowhere Street","Port Wexley","Cuba",-0- ' + END


def test_an_sdn_entry_has_its_alternates_addresses_and_days_of_birth():
    file = ofac_sdn.parse(ADD, SDN, ALT)
    her, business, single = file.rows
    assert (her.family_name, her.given_name, her.kind, her.date_of_birth) == ("HALLOWAY", "Wren", "SDGT", date(1948, 12, 10))
    assert her.other_names == (Alias("ASHENFELL", "Bronte", "fka"), Alias("HERON", "THE"))
    assert her.other_births == (date(1950, 5, 3), None)  # a year alone is no day that could differ
    assert her.raw["ADD 25"] == "1 Nowhere Street | Port Wexley | Cuba"
    assert (business.business_name, business.family_name, business.other_names) == ("INVENTED SHIPPING, LTD.", "", ())
    assert (business.other_businesses, her.other_businesses) == (("INVENTED LINES",), ())
    assert (single.family_name, single.given_name, single.date_of_birth) == ("MISTLETHRUSH", "", None)
    assert [(each.row, each.code) for each in file.odd] == [(3, "no_such_entry")]
    assert file.names == 5
    assert ofac_sdn.parse(SDN, ADD, ALT).sha256 == file.sha256


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        ((SDN, ALT), "files"), ((SDN, ALT, ADD, ALT), "files"), ((SDN, ALT, b""), "empty"), ((b"a,b,c\r\n", ALT, ADD), "columns"),
        ((SDN, ALT, b"<html></html>"), "columns"), ((SDN.replace(b",-0- ,-0- ,", b",", 1), ALT, ADD), "columns"),
        ((SDN + b'\r\n14,"CUT OFF', ALT, ADD), "binary unreadable"),
        ((SDN, ALT[: ALT.index(b',"aka","NOBODY"')], ADD), "cut_short"), ((SDN, ALT, ADD.removesuffix(END) + b"\r\n12,26"), "cut_short"),
    ],
)  # fmt: skip
def test_a_set_of_sdn_files_that_is_not_whole_is_refused(contents, code):
    with pytest.raises(ListUnavailable) as refused:
        ofac_sdn.parse(*contents)
    assert refused.value.code in code.split()


@pytest.mark.django_db
def test_everybody_on_a_list_is_found_under_each_name_and_day_and_once():
    told = {"filename": "SDN.CSV", "actor": system("test"), "at": NOON}
    version = load_list(source=ofac_sdn.SOURCE, content=SDN, more=(ALT, ADD), as_of=OCTOBER, **told).version
    assert (version.rows, version.names) == (3, 5)
    index = index_of(version)
    for name in (Name("Wren", "Halloway"), Name("Bronte", "Ashenfell"), Name("The", "Heron")):
        (found,) = screen(Person((name,), date(1950, 5, 3)), index)
        assert (found.score >= 90, ListEntry.objects.get(pk=found.entry.key).family_name) == (True, "HALLOWAY")
    both = Person((Name("Wren", "Halloway"), Name("Bronte", "Ashenfell")), date(1948, 12, 10))
    assert len(screen(both, index)) == 1
    fewer = ALT.replace(b"ASHENFELL, Bronte", b"ASHENFELL, Brontea")
    changed = load_list(source=ofac_sdn.SOURCE, content=SDN, more=(fewer, ADD), as_of=NOVEMBER, **told).version
    assert (changed.added, changed.ended) == (1, 1), "an alias that changed is a row that changed"


@pytest.mark.django_db
def test_a_list_that_lost_its_aliases_has_shrunk():
    more = b"".join(b'11,%d,"aka","ALIAS %d, Some",-0- \r\n' % (n, n) for n in range(100, 110))
    told = {"filename": "SDN.CSV", "actor": system("test"), "at": NOON}
    load_list(source=ofac_sdn.SOURCE, content=SDN, more=(more + ALT, ADD), as_of=OCTOBER, **told)
    with pytest.raises(ListUnavailable, match="shrunken: 5 < 15"):
        load_list(source=ofac_sdn.SOURCE, content=SDN, more=(ALT, ADD), as_of=NOVEMBER, **told)


SAM_COLUMNS = (
    "Classification", "Name", "Prefix", "First", "Middle", "Last", "Suffix", "Address 1", "City", "State / Province", "Exclusion Type",
    "Active Date", "Termination Date", "Cross-Reference", "SAM Number", "NPI", "Brand New Column",
)  # fmt: skip


def sam(*rows) -> bytes:
    """An extract of these rows."""
    lines = [SAM_COLUMNS, *(tuple(row.get(name, "") for name in SAM_COLUMNS) for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


PERSON = {"Classification": "Individual", "First": "WREN", "Middle": "Q", "Last": "HALLOWAY", "Active Date": "01/31/2020"}


def test_a_sam_row_with_an_absurd_end_or_a_placeholder_is_kept_and_odd():
    file = sam_exclusions.parse(
        sam(
            PERSON | {"Termination Date": "01/31/2227", "NPI": "0000000000", "Cross-Reference": "(also BRONTE ASHENFELL)"},
            PERSON | {"Termination Date": "Indefinite", "NPI": "12"},
            {"Classification": "Firm", "Name": "INVENTED SHIPPING", "Active Date": "2020-02-30"},
        )
    )
    her, other, firm = file.rows
    assert (her.family_name, her.given_name, her.middle_name, her.npi) == ("HALLOWAY", "WREN", "Q", "")
    assert (her.excluded_on, her.other_names) == (date(2020, 1, 31), (Alias("ASHENFELL", "BRONTE"),))
    assert (firm.business_name, firm.family_name) == ("INVENTED SHIPPING", "")
    assert [(each.row, each.code) for each in file.odd] == [(2, "absurd_date"), (3, "bad_npi"), (4, "bad_date")]
    assert other.raw["Termination Date"] == "Indefinite"


def published(layout, *rows) -> bytes:
    """An extract with the columns third parties read from live files. Nobody in it is real."""
    columns = SAM_LAYOUTS[layout]
    lines = [columns, *(tuple(row.get(name, "") for name in columns) for row in rows)]
    return "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


FIRM = {
    "Classification": "Firm", "Name": "LINDENWOOD CARE SOLUTIONS INC.", "Unique Entity ID": "AAAAAAAAAAA1", "SAM Number": "S4TEST001",
    "Exclusion Type": "Ineligible (Proceedings Pending)", "Active Date": "11/20/2023", "Termination Date": "Indefinite",
    "Cross-Reference": "(also LINDENWOOD CARE, LLC  DBA HARBOR OF CALM CORP, WREN HALLOWAY)",
}  # fmt: skip


@pytest.mark.parametrize(("layout", "columns"), [("V1", 28), ("V2", 31)])
def test_both_layouts_of_the_extract_are_read_with_every_column_kept(layout, columns):
    file = sam_exclusions.parse(published(layout, PERSON | {"Termination Date": "Indefinite"}, FIRM))
    assert (len(file.columns), file.odd) == (columns, ())
    assert [each.business_name for each in file.rows] == ["", "LINDENWOOD CARE SOLUTIONS INC."]
    assert tuple(file.rows[0].raw) == SAM_LAYOUTS[layout]
    assert set(sam_exclusions.NEEDED) <= set(SAM_LAYOUTS[layout])


def test_firms_a_cross_reference_names_are_no_names_of_a_person_and_people_are_none_of_a_firm():
    tied = "(also PEAR AND PLUM, LLC, BRONTE ASHENFELL, LINDENWOOD CARE DBA CALM INC) (also TILDA MARSHLIGHT)"
    her, firm = sam_exclusions.parse(published("V2", PERSON | {"Cross-Reference": tied}, FIRM)).rows
    assert her.other_names == (Alias("ASHENFELL", "BRONTE"), Alias("CARE", "LINDENWOOD"), Alias("MARSHLIGHT", "TILDA"))
    assert her.other_businesses == ("PEAR AND PLUM, LLC", "CALM INC")
    assert (firm.family_name, firm.other_names) == ("", ())
    assert firm.other_businesses == ("LINDENWOOD CARE, LLC", "HARBOR OF CALM CORP")


@pytest.mark.parametrize(
    ("classification", "more", "is_person", "odd"),
    [
        ("Firm", {}, False, []), ("Special Entity Designation", {}, False, []), ("Vessel", {}, False, []), ("INDIVIDUAL", {}, True, []),
        ("Trust", {}, False, ["unknown_kind"]), ("", {}, False, ["unknown_kind"]), ("Person", {"Last": "HALLOWAY"}, True, ["unknown_kind"]),
        ("", {"Last": "HALLOWAY"}, True, ["unknown_kind"]), ("Firm", {"Last": "HALLOWAY"}, False, []),
    ],
)  # fmt: skip
def test_a_classification_nobody_has_seen_is_a_person_where_it_has_a_personal_name_and_odd(classification, more, is_person, odd):
    (row,) = (file := sam_exclusions.parse(published("V2", {"Classification": classification, "Name": "WREN HALLOWAY", **more}))).rows
    assert (row.family_name, row.business_name) == (("HALLOWAY", "") if is_person else ("", "WREN HALLOWAY"))
    assert [each.code for each in file.odd] == odd


def packed(*members: tuple[str, bytes]) -> bytes:
    """A ZIP of these files."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return into.getvalue()


def test_the_extract_is_read_out_of_the_zip_it_comes_in():
    extract = published("V2", PERSON, FIRM)
    file = sam_exclusions.parse(packed(("SAM_Exclusions_Public_Extract_V2_26330.CSV", extract)))
    assert [each.raw for each in file.rows] == [each.raw for each in sam_exclusions.parse(extract).rows]


def test_an_extract_that_ends_within_its_last_row_is_cut_off():
    content = published("V2", PERSON, PERSON)
    cut = content[: content.rindex(b',"')]
    for each in (cut, packed(("extract.csv", cut))):
        with pytest.raises(ListUnavailable) as refused:
            sam_exclusions.parse(each)
        assert (refused.value.code, refused.value.row) == ("cut_short", 3)
    assert len(sam_exclusions.parse(cut + b"\r\n").rows) == 2


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ([("a.csv", b"x"), ("b.csv", b"y")], "packed"), ([("a.pdf", b"x")], "packed"), ([("a.csv", b"")], "empty"),
        ([("[Content_Types].xml", b"<a/>")], "bomb"),
    ],
)  # fmt: skip
def test_a_zip_without_one_text_file_is_refused(members, code):
    with pytest.raises(ListUnavailable) as refused:
        sam_exclusions.parse(packed(*members))
    assert refused.value.code == code


@pytest.mark.parametrize(("content", "code"), [(b"", "empty"), (b"a,b\n", "header"), (sam(), "no_rows"), (b"Name,First\n", "columns")])
def test_what_is_no_sam_extract_is_refused(content, code):
    with pytest.raises(ListUnavailable) as refused:
        sam_exclusions.parse(content)
    assert refused.value.code == code


UN = """<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID>
<FIRST_NAME>WREN</FIRST_NAME><SECOND_NAME>HALLOWAY</SECOND_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE><LISTED_ON>2012-12-31</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>Врен Халовей</NAME_ORIGINAL_SCRIPT>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>BRONTE ASHENFELL</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1972-03-04</DATE></INDIVIDUAL_DATE_OF_BIRTH>
</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><FIRST_NAME>INVENTED SHIPPING</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""


def test_a_un_entry_has_its_aliases_and_its_original_script():
    her, entity = un_consolidated.parse(UN.encode()).rows
    assert (her.family_name, her.given_name, her.excluded_on) == ("HALLOWAY", "WREN", date(2012, 12, 31))
    assert her.other_names == (Alias("ASHENFELL", "BRONTE"), Alias("Халовей", "Врен"))
    assert (her.date_of_birth, her.other_births) == (None, (date(1972, 3, 4),))
    assert her.raw["INDIVIDUAL_ALIAS.ALIAS_NAME"] == "BRONTE ASHENFELL"
    assert entity.business_name == "INVENTED SHIPPING"


@pytest.mark.parametrize(
    ("said", "dated"), [('dateGenerated="2026-02-27T23:59:09.554Z"', date(2026, 2, 27)), ("", None), ('dateGenerated="soon"', None)]
)
def test_a_un_file_gives_its_own_day(said, dated):
    assert un_consolidated.parse(UN.replace("<CONSOLIDATED_LIST", f"<CONSOLIDATED_LIST {said}", 1).encode()).dated == dated


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"), (UN[:-40], "unreadable"), ("<other/>", "header"), ("<CONSOLIDATED_LIST/>", "no_rows"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&e;</CONSOLIDATED_LIST>', "doctype"),
        ('<!DOCTYPE CONSOLIDATED_LIST><CONSOLIDATED_LIST/>', "doctype"),
    ],
)  # fmt: skip
def test_a_un_file_that_is_cut_off_or_declares_a_document_type_is_refused(content, code):
    with pytest.raises(ListUnavailable) as refused:
        un_consolidated.parse(content.encode())
    assert refused.value.code == code


def test_the_real_sanctions_files_read_whole(reference_data):
    read = {path.name: gzip.decompress(path.read_bytes()) for path in (reference_data / "02_sanctions").glob("*.gz")}
    file = ofac_sdn.parse(*(read[f"ofac_bench_{part}.csv.gz"] for part in ("alt", "sdn", "add")))
    people = [row for row in file.rows if row.family_name]
    assert (len(file.rows), len(people), file.odd) == (8976, 4620, ())
    assert file.names > 16_000
    assert sum(row.date_of_birth is not None for row in people) > 3_500
    united = un_consolidated.parse(read["UN_consolidated.xml.gz"])
    assert len(united.rows) > 900
    assert united.names > 3 * len(united.rows)
