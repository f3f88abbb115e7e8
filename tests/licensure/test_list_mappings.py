"""Any table as a list: columns are mapped once and remembered; where they vanish the file is refused."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from licensure.models import ExclusionList, ListEntry, ListMapping, ListRefusal
from licensure.sources import ListUnavailable
from licensure.sources.mapped import Columns
from network.events import timeline

NAMES = Columns({"full_name": "Provider Name", "npi": "NPI", "excluded_on": "Effective Date", "date_of_birth": "DOB"})
TSV = "\ufeffSanctioned providers\n\nprovider  name\tNPI\tEffective Date\tDOB\tDOB\nHalloway, Wren\t1234567893\t1/2/2020\t\tsecond\n"


def xlsx(*rows) -> bytes:
    """A workbook of these rows."""
    book, packed = openpyxl.Workbook(), io.BytesIO()
    for cells in rows:
        book.active.append(cells)
    book.save(packed)
    return packed.getvalue()


def test_a_table_is_read_below_its_titles_whatever_separates_its_cells():
    (found,) = NAMES.parse(TSV.encode()).rows
    assert (found.row, found.family_name, found.given_name, found.npi) == (4, "Halloway", "Wren", "1234567893")
    assert (found.excluded_on, found.date_of_birth, found.raw["DOB 2"]) == (date(2020, 1, 2), None, "second")
    for separator in (",", ";", "|"):
        text = TSV.replace("Halloway, Wren", '"Halloway, Wren"').replace("\t", separator)
        assert NAMES.parse(text.encode()).rows[0].given_name == "Wren"


def test_a_workbook_is_read_with_its_days_and_numbers():
    content = xlsx(["A title"], ["Provider Name", "NPI", "Effective Date", "DOB"], ["Wren Halloway", 1234567893, date(2020, 1, 2), "soon"])
    file = NAMES.parse(content)
    (found,) = file.rows
    assert (found.family_name, found.given_name, found.npi, found.excluded_on) == ("Halloway", "Wren", "1234567893", date(2020, 1, 2))
    assert [(odd.row, odd.code, odd.column) for odd in file.odd] == [(3, "bad_date", "DOB")]


def test_a_table_that_ends_within_its_last_row_is_cut_off_and_a_note_on_a_line_of_its_own_is_not():
    whole = TSV + "Ashenfell, Bronte\t1234567893"
    with pytest.raises(ListUnavailable) as refused:
        NAMES.parse(whole.encode())
    assert (refused.value.code, refused.value.row) == ("cut_short", 5)
    assert len(NAMES.parse(f"{whole}\n".encode()).rows) == 2


def test_names_in_two_columns_aliases_and_days_of_the_publishers_own_kind():
    columns = Columns({"family_name": "Last", "given_name": "First", "other_name": "AKA", "excluded_on": "Since"}, ("%d.%m.%Y",))
    (found,) = columns.parse(b"Last,First,AKA,Since\nHalloway,Wren,Bronte Ashenfell; Elm,31.01.2020\n").rows
    assert [(each.family_name, each.given_name) for each in found.other_names] == [("Ashenfell", "Bronte"), ("Elm", "")]
    assert (found.family_name, found.excluded_on) == ("Halloway", date(2020, 1, 31))
    (other,) = Columns({"full_name": "N"}, family_first=True).parse(b"N\nHalloway Wren Q\n").rows
    assert (other.family_name, other.given_name) == ("Halloway", "Wren Q")


def test_a_blank_row_is_none_and_a_row_needs_the_name_of_somebody_or_of_a_business():
    columns = Columns({"family_name": "Last", "business_name": "Business", "other_name": "AKA"})
    file = columns.parse(b"Last,Business,AKA,NPI\nHalloway,,Elm; ;Oak,1\n,,,\n,Tideway Clinic,,2\n,,,3\n")
    assert [(row.row, row.family_name, [each.family_name for each in row.other_names]) for row in file.rows] == [
        (2, "Halloway", ["Elm", "Oak"]), (4, "", []), (5, "", []),
    ]  # fmt: skip
    assert [(odd.row, odd.code) for odd in file.odd] == [(5, "missing_name")]


def test_a_family_name_of_its_own_goes_before_the_one_in_a_whole_name():
    columns = Columns({"family_name": "Last", "given_name": "First", "full_name": "Name"})
    found = columns.parse(b"Last,First,Name\nHalloway,Wren,Bronte Ashenfell\n,,Bronte Ashenfell\n,Wren,\nElm,,\n").rows
    names = [("Halloway", "Wren"), ("Ashenfell", "Bronte"), ("", "Wren"), ("Elm", "")]
    assert [(row.family_name, row.given_name) for row in found] == names


def doctype() -> bytes:
    """A workbook with a document type in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(["Provider Name"]))) as source, zipfile.ZipFile(packed, "w") as out:
        for name in source.namelist():
            part = source.read(name)
            out.writestr(name, b'<!DOCTYPE x [<!ENTITY e "e">]>' + part if name == "xl/workbook.xml" else part)
    return packed.getvalue()


def bomb() -> bytes:
    """A workbook one of whose parts is 201 MB of nothing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/worksheets/sheet1.xml", b" " * (201 * 2**20))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"), (b"Provider Name,NPI,DOB\nHalloway,,\n", "unmapped"), (b"<html></html>", "unmapped"),
        (b"Provider Name,NPI,Effective Date,DOB\n", "no_rows"), (b"Provider Name,NPI,Effective Date,DOB\n,1,,\n", "unmapped"),
        (b"PK\x03\x04 no workbook", "bomb"), (doctype(), "doctype"), (bomb(), "bomb"), (xlsx(["Provider"], ["Halloway"]), "unmapped"),
    ],
)  # fmt: skip
def test_a_file_without_its_columns_or_that_is_no_table_is_refused(content, code):
    with pytest.raises(ListUnavailable) as refused:
        NAMES.parse(content)
    assert refused.value.code == code


def test_the_columns_that_are_gone_are_named():
    with pytest.raises(ListUnavailable) as refused:
        NAMES.parse(b"Provider Name,National Provider,Effective Date,Born\nHalloway,,,\n")
    assert refused.value.detail == "NPI, DOB"


@pytest.mark.parametrize("fields", [{"npi": "NPI"}, {"surname": "Last"}, {}])
def test_a_mapping_without_a_name_or_with_a_field_nobody_knows_is_none(fields):
    with pytest.raises(ListUnavailable, match="mapping"):
        Columns(fields)


# ── From a terminal ──────────────────────────────────────────────────────────
@pytest.fixture
def file(tmp_path):
    """Write a list file and give its path."""

    def write(content: bytes):
        path = tmp_path / "exclusions.csv"
        path.write_bytes(content)
        return str(path)

    return write


MAP = ("--map", "full_name=Provider Name", "--name", "Invented State Medicaid", "--as-of", "2026-10-10")


@pytest.mark.django_db
def test_a_mapping_is_said_once_and_remembered_with_who_and_when(file, capsys):
    path = file(b"Provider Name,NPI\nHalloway Wren,\nAshenfell Bronte,\n")
    with pytest.raises(CommandError, match="us-zz-med has no column mapping yet") as refused:
        call_command("load_list", "us-zz-med", path)
    assert refused.value.returncode == 2
    call_command("load_list", "us-zz-med", path, *MAP)
    (mapping,) = ListMapping.objects.all()
    assert (mapping.fields, mapping.set_by, ExclusionList.objects.get().name) == (
        {"full_name": "Provider Name"}, "load_list", "Invented State Medicaid",
    )  # fmt: skip
    assert timeline(mapping)[0].action == "list.mapped"
    call_command("load_list", "us-zz-med", file(b"Provider Name\tNPI\nHalloway Wren\t\nElm Ida\t\n"), "--as-of", "2026-10-20")
    assert "2 rows, 1 new, 1 ended." in capsys.readouterr().out
    assert ListMapping.objects.count() == 1


@pytest.mark.django_db
def test_when_mapped_columns_vanish_the_list_stays_and_a_new_mapping_reads_the_same_file_anew(file, capsys):
    call_command("load_list", "us-zz-med", file(b"Provider Name,NPI\nHalloway Wren,\n"), *MAP)
    renamed = file(b"Name of provider,NPI\nHalloway Wren,\n")
    with pytest.raises(CommandError, match="Columns of the mapping are not in the file: Provider Name.* 2026-10-10 stays in use"):
        call_command("load_list", "us-zz-med", renamed)
    assert ListRefusal.objects.get().code == "unmapped"
    call_command("load_list", "us-zz-med", renamed, "--map", "full_name=Name of provider", "--as-of", "2026-10-12")
    call_command("load_list", "us-zz-med", renamed, "--map", "full_name=Name of provider", "--family-first", "--as-of", "2026-10-12")
    assert ListMapping.objects.count() == 3
    version = ExclusionList.objects.get().current
    assert [(each.family_name, each.given_name) for each in ListEntry.objects.standing(version)] == [("Halloway", "Wren")]
    assert ExclusionList.objects.get().name == "Invented State Medicaid", "the name stays where none is said"


@pytest.mark.django_db
@pytest.mark.parametrize("said", [("--map", "full_name"), ("--map", "surname=Last"), ("--map", "npi=NPI")])
def test_a_wrong_mapping_is_refused_with_words_and_not_remembered(file, said):
    with pytest.raises(CommandError, match="This cannot be mapped"):
        call_command("load_list", "us-zz-med", file(b"Last,NPI\nHalloway,\n"), *said)
    assert not ListMapping.objects.exists()


@pytest.mark.django_db
def test_a_list_with_a_reader_of_its_own_takes_no_mapping(file):
    with pytest.raises(CommandError, match="This cannot be mapped: oig-leie"):
        call_command("load_list", "oig-leie", file(b"Last\nHalloway\n"), "--map", "family_name=Last")
