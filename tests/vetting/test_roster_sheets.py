"""A network moves in from what its spreadsheet saves: a workbook, semicolons, letters of an older system; what cannot be read is named."""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from licensure.roster_sheets import as_csv
from licensure.sources import ListUnavailable
from network.spreadsheets import XLSX, as_xlsx
from tests.shared import shared
from tests.vetting.pages import get, sign_in, text
from tests.vetting.staff_world import World
from tests.vetting.test_staff_network import COLUMNS, bring, confirm, person, recorded
from tests.vetting.test_staff_network import csv as written
from vetting.forms.network import MOST_BYTES, MOST_COLUMNS, ConfirmForm

pytestmark = pytest.mark.django_db

_world, world = shared(World)


def workbook(*rows, edit=None) -> bytes:
    """A workbook with these rows on its first sheet, as somebody's spreadsheet saves it."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    if edit:
        edit(book)
    book.save(out)
    return out.getvalue()


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(content).content.decode())))


def typed(mover) -> list:
    """A row as a person types it: days are days of the spreadsheet, and not text."""
    return [date.fromisoformat(mover[name]) if name.endswith("_on") or name == "date_of_birth" else mover[name] for name in COLUMNS]


# ── What is opened ───────────────────────────────────────────────────────────


def test_a_workbook_gives_a_line_a_row_with_days_and_whole_numbers_as_they_are_typed():
    content = workbook(
        ("given_name", "npi", "due_on", "decided_on", "note", None),
        ("Zoë\nAnn", 1234567893, date(2027, 3, 1), datetime(2026, 3, 1, 9), " a,b "),
        (), ("Bo", 1.5, None, True),
    )
    assert cells(content) == [
        ["given_name", "npi", "due_on", "decided_on", "note"], ["Zoë Ann", "1234567893", "2027-03-01", "2026-03-01", "a,b"], [],
        ["Bo", "1.5", "", "True"],
    ]


@pytest.mark.parametrize(("content", "read", "western"), [
    ("naam;plaats\nRenée;Köln\n".encode(), "naam;plaats\nRenée;Köln\n", False),
    ("\ufeffnaam\nRenée\n".encode(), "\ufeffnaam\nRenée\n", False),
    ("naam\nRenée – Köln\n".encode("cp1252"), "naam\nRenée – Köln", True),
], ids=["utf-8", "mark", "cp1252"])
def test_letters_are_read_as_utf8_else_as_windows_1252_and_that_is_told(content, read, western):
    found = as_csv(content)
    assert (found.content.decode(), found.western) == (read, western)


@pytest.mark.parametrize("content", [b"\xff\xfeg\x00i\x00", b"a\x00\xff", b"\x81\x8d"], ids=["utf-16", "nul", "unknown"])
def test_what_is_no_text_of_either_is_left_to_the_reader_of_rosters(content):
    assert (as_csv(content).content, as_csv(content).western) == (content, False)


def test_a_formula_nobody_calculated_is_named_by_its_cell_and_reads_as_empty():
    content = workbook(("given_name", "note", "x"), ("Wren", '="a"&1', 2), ("=A2", None, "=1+1"))
    assert cells(content) == [["given_name", "note", "x"], ["Wren", "", "2"], []]
    assert as_csv(content).formulas == ("B2", "A3", "C3")
    assert as_csv(workbook(("given_name",), ("Wren",), (None,))).formulas == as_csv(b"given_name\n=1+1\n").formulas == ()


def test_a_title_above_the_header_of_a_workbook_is_left_out(client, world):
    sign_in(client, world.maya)
    answer = bring(client, world, workbook(("Pier EAP, 2026",), (), COLUMNS, typed(person(world, 1))))
    assert answer.status_code == 200 and "1 therapist will move in" in text(answer) and "The header was found in row 3." in text(answer)


@pytest.mark.parametrize(("count", "more"), [(1, False), (20, False), (21, True)])
def test_a_formula_in_a_column_nobody_needs_is_named_on_the_page(client, world, count, more):
    def edit(book):
        for number in range(count):
            book.active.cell(2 + number, len(COLUMNS), "=TODAY()")  # terms_on

    sign_in(client, world.maya)
    people = [typed(person(world, number, f"Alma Brightwater-{number}")) for number in range(1, count + 1)]
    answer = bring(client, world, workbook(COLUMNS, *people, edit=edit))
    assert answer.status_code == 200 and "A formula without a result was read as empty: M2" in text(answer)
    assert (f"M{count + 1}" in text(answer), "and more" in text(answer)) == (not more, more)


def test_a_broken_workbook_is_refused_by_name():
    with pytest.raises(ListUnavailable, match="bomb"):
        as_csv(workbook(("given_name",))[:200])


def test_a_text_in_a_zip_is_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("roster.csv", "given_name\nRenée\n".encode("cp1252"))
    assert cells(out.getvalue()) == [["given_name"], ["Renée"]] and as_csv(out.getvalue()).western


# ── On the page ──────────────────────────────────────────────────────────────


def test_a_workbook_moves_in_as_its_days_were_typed(client, world):
    sign_in(client, world.maya)
    answer = bring(client, world, workbook(COLUMNS, typed(person(world, 1)), typed(person(world, 2, "Zoë Castellan"))))
    assert answer.status_code == 200 and "2 therapists will move in" in text(answer)
    confirm(client, world, answer.context["form"].initial["text"])
    found = {row.application.practitioner.person.full_name: row for row in recorded(world)}
    assert set(found) == {"Alma Brightwater", "Zoë Castellan"} and found["Zoë Castellan"].due_on == world.day(-400)


def test_what_a_hand_did_to_a_workbook_is_named_by_its_row_and_column(client, world):
    def edit(book):
        sheet = book.active
        sheet.merge_cells(start_row=2, start_column=10, end_row=3, end_column=10)  # one body for two rows: the lower one is empty
        sheet["L3"], sheet["L3"].number_format = 47000, "General"  # a day that lost its format
        sheet["K4"] = '="Minutes "&7'  # a formula nobody has calculated
        sheet["L4"] = "31/12/2027"

    rows = [typed(person(world, number, name)) for number, name in ((1, "Alma Brightwater"), (2, "Bo Castellan"), (3, "Cy Dunnock"))]
    sign_in(client, world.maya)
    answer = bring(client, world, workbook(COLUMNS, *rows, edit=edit))
    assert answer.status_code == 422 and [(fault.row, fault.column) for fault in answer.context["page"].faults] == [
        (3, "decided_by"), (3, "due_on"), (4, "document"), (4, "due_on"),
    ]
    assert "“47000” is not a date" in text(answer) and not recorded(world).exists()


@pytest.mark.parametrize("mark", [";", "\t"], ids=["semicolons", "tabs"])
def test_letters_of_an_older_system_are_read_and_the_page_says_so(client, world, mark):
    content = written(person(world, 1, "Renée Brightwater")).replace(",", mark)
    sign_in(client, world.maya)
    answer = bring(client, world, content.encode("cp1252"))
    assert answer.status_code == 200 and "Renée Brightwater" in text(answer) and "Windows-1252" in text(answer)
    assert "Windows-1252" not in text(bring(client, world, content))


def test_where_columns_are_asked_for_first_the_page_says_so_there(client, world):
    content = written(person(world, 1, "Renée Brightwater")).replace("due_on", "fällig")
    sign_in(client, world.maya)
    answer = bring(client, world, content.encode("cp1252"))
    assert "What the columns mean" in text(answer) and "fällig" in text(answer) and "Windows-1252" in text(answer)


def test_a_thousand_columns_are_refused_before_anybody_is_asked_what_they_mean(client, world):
    sign_in(client, world.maya)
    for number, status in ((MOST_COLUMNS, 200), (MOST_COLUMNS + 1, 422)):
        answer = bring(client, world, ",".join(f"c{each}" for each in range(number)) + "\n1\n")
        assert answer.status_code == status, number
    assert f"{MOST_COLUMNS + 1} columns" in text(answer)
    assert bring(client, world, "," * 999_998 + "\n").status_code == 422


def test_a_workbook_that_cannot_be_opened_and_one_that_unpacks_to_more_say_so(client, world):
    sign_in(client, world.maya)
    assert "could not be read within the limits" in text(bring(client, world, workbook(("given_name",))[:200]))
    answer = bring(client, world, workbook(*[("x" * 30_000,)] * 40))
    assert answer.status_code == 422 and "What stands in this file is larger than 1 MB" in text(answer)


def test_what_a_browser_sends_back_of_the_largest_file_is_taken():
    short = "x\n" * (MOST_BYTES // 2)
    assert ConfirmForm({"text": short.replace("\n", "\r\n")}).is_valid()


def test_the_roster_taken_as_a_workbook_comes_in_again_and_adds_nothing(client, world):
    sign_in(client, world.maya)
    confirm(client, world, written(person(world, 1, document="=HYPERLINK(1)"), person(world, 2, "Zoë Castellan")))
    taken = get(client, "roster_xlsx", world)
    assert taken["Content-Type"] == XLSX
    answer = bring(client, world, taken.content)
    assert answer.status_code == 200 and "=HYPERLINK(1)" in text(answer)
    confirm(client, world, answer.context["form"].initial["text"])
    assert recorded(world).count() == 2


def test_an_empty_workbook_says_what_is_missing(client, world):
    sign_in(client, world.maya)
    answer = bring(client, world, as_xlsx([], title="roster"))
    assert answer.status_code == 422 and "The column is missing." in text(answer)
