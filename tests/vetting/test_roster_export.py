"""The whole roster as a file: what goes out can come in again, and no cell does anything where it is opened."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.models import Event
from network.spreadsheets import as_xlsx
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, sign_in
from tests.vetting.staff_world import World
from tests.vetting.test_staff_network import confirm, person
from tests.vetting.test_staff_network import csv as written
from vetting.queries.roster_export import HEADS, MORE, rows
from vetting.resources_moving import read_movers

pytestmark = pytest.mark.django_db


_world, world = shared(World)


def move_in(client, world, *movers):
    sign_in(client, world.maya)
    assert confirm(client, world, written(*movers)).status_code == 200


def table(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_what_moved_in_goes_out_as_it_came_and_reads_without_a_fault(client, world):
    movers = [person(world, 1), person(world, 2, "Bruno Castellan", date_of_birth="")]
    move_in(client, world, *movers)
    answer = get(client, "roster_csv", world)
    found = {row["reference"]: row for row in table(answer)}
    for mover in movers:
        assert {name: found[mover["reference"]][name] for name in mover} == mover
    again = read_movers(answer.content, on=world.day())
    assert (again.faults, len(again.rows), set(again.extra)) == ((), 2, set(MORE))


def test_a_therapist_decided_on_here_stands_in_it_with_her_own_decision(client, world):
    file = world.active()
    sign_in(client, world.maya)
    (row,) = table(get(client, "roster_csv", world))
    assert (row["reference"], row["document"]) == (file.practitioner.reference, file.reference)
    assert (row["decided_by"], row["offered_today"], row["agreement"]) == ("Ines Calloway", "yes", "Active")


def test_a_workbook_holds_texts_and_no_formula(client, world):
    move_in(client, world, person(world, 1, document="=HYPERLINK(1)"))
    answer = get(client, "roster_xlsx", world)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    heads, cells = [list(row) for row in sheet.iter_rows()]
    assert [cell.value for cell in heads] == [*HEADS, *MORE]
    document = cells[HEADS.index("document")]
    assert (document.value, document.data_type) == ("=HYPERLINK(1)", "s")
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


def test_a_csv_cell_that_would_be_a_formula_is_a_text(client, world):
    move_in(client, world, person(world, 1, document="=HYPERLINK(1)"))
    assert table(get(client, "roster_csv", world))[0]["document"] == "'=HYPERLINK(1)"


def test_a_character_no_workbook_may_hold_is_left_out():
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx([["a\x00b\x1fc"]], title="x"))).active["A1"].value == "abc"


def test_taking_it_is_recorded_and_needs_the_role(client, world):
    sign_in(client, world.maya)
    get(client, "roster_csv", world)
    event = Event.objects.get(action="roster.exported")
    assert event.who == "Maya Lindenwood" and event.payload.values["after"] == {"therapists": 0, "as": "csv"}
    sign_in(client, world.rosa)
    assert get(client, "roster_xlsx", world).status_code == 403
    sign_in(client, staff(organization("summit"), "Greta Hollowell", "network_manager"))
    assert get(client, "roster_csv", world).status_code == 404


def test_more_therapists_cost_no_more_queries(client, world):
    move_in(client, world, person(world, 1), person(world, 2, "Bruno Castellan"))

    def asked():
        with CaptureQueriesContext(connection) as seen:
            list(rows(world.organization, on=world.day()))
        return len(seen)

    few = asked()
    move_in(client, world, *(person(world, number, f"Cosima Number{number}") for number in range(3, 9)))
    assert asked() == few
