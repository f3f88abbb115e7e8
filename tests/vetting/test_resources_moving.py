"""The roster of a network that moves in: who was decided elsewhere, when, by whom and until when, faults by row and column."""

from datetime import date

import pytest

from vetting.resources_moving import read_movers

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 26)
GOOD = {
    "reference": "A-1", "given_name": "Alma", "family_name": "Brightwater", "date_of_birth": "1980-02-03", "license_jurisdiction": "US-OH",
    "license_title": "LISW", "license_number": "I.1", "license_expires_on": "2027-03-31", "decided_on": "2026-01-15",
    "decided_by": "Committee of Pier EAP", "document": "Minutes 7", "due_on": "2029-01-15", "terms_on": "2026-01-20", "services": "",
}
TWO = {"reference": "A-2", "given_name": "Bruno", "family_name": "Castellan"}


def read(*rows, columns=tuple(GOOD)):
    lines = [",".join(columns), *(",".join({**GOOD, **cells}.get(name, "x") for name in columns) for cells in rows)]
    return read_movers("\n".join(lines).encode(), on=ON)


def wrong(*rows, **options):
    return [(fault.row, fault.column) for fault in read(*rows, **options).faults]


def test_a_sound_row_says_who_decided_what_and_when():
    found = read({})
    (mover,) = found.rows
    assert (mover.claims.name, mover.decided_on, mover.due_on, mover.terms_on) == (
        "Alma Brightwater", date(2026, 1, 15), date(2029, 1, 15), date(2026, 1, 20)
    )
    assert (mover.decided_by, mover.document, mover.services) == ("Committee of Pier EAP", "Minutes 7", ("counseling",))
    assert (found.faults, found.extra) == ((), ())


@pytest.mark.parametrize(("cells", "columns"), [
    ({"decided_on": "2026-11-26"}, []), ({"decided_on": "2026-11-27", "due_on": "2029-11-26"}, ["decided_on"]),
    ({"decided_on": "2024-01-01", "due_on": "2026-11-26"}, []), ({"decided_on": "2024-01-01", "due_on": "2026-11-25"}, ["due_on"]),
    ({"due_on": "2029-01-16"}, ["due_on"]), ({"due_on": "2029-01-14"}, []),
    ({"terms_on": ""}, []), ({"terms_on": "soon"}, ["terms_on"]),
    ({"decided_on": "soon"}, ["decided_on"]), ({"due_on": "2026-02-30"}, ["due_on"]),
    ({"decided_on": "", "due_on": ""}, ["decided_on", "due_on"]),
    ({"license_jurisdiction": "", "license_title": ""}, ["license_jurisdiction"]), ({"decided_by": ""}, ["decided_by"]),
    ({"document": ""}, ["document"]), ({"services": "juggling"}, ["services"]), ({"services": "couples; juggling; crisis"}, ["services"]),
])
def test_a_decision_lies_in_the_past_its_next_vetting_ahead_and_within_three_years(cells, columns):
    assert wrong(cells) == [(2, column) for column in columns] and len(read(cells).rows) == (not columns)


@pytest.mark.parametrize(("cell", "services"), [
    ("", ("counseling",)), (" ; ", ("counseling",)), ("couples", ("couples",)), ("couples ;crisis;", ("couples", "crisis")),
])
def test_services_are_told_apart_by_semicolons_and_are_counseling_where_none_is_named(cell, services):
    assert read({"services": cell}).rows[0].services == services


def test_an_empty_cell_and_a_missing_column_are_told_apart():
    assert [fault.message for fault in read({"document": ""}).faults] == ["The cell is empty."]
    rest = tuple(name for name in GOOD if name != "document")
    assert [fault.message for fault in read({}, columns=rest).faults] == ["The column is missing."]
    assert read({}, columns=tuple(name for name in GOOD if name not in ("terms_on", "services"))).rows[0].terms_on is None


def test_the_same_therapist_twice_is_a_fault_of_the_later_row_and_faults_come_by_row():
    found = read({}, TWO, {"document": ""}, {"reference": "A-3", "decided_by": ""})
    assert [mover.claims.reference for mover in found.rows] == ["A-1", "A-2"]
    assert [(fault.row, fault.column) for fault in found.faults] == [(4, "document"), (4, ""), (5, "decided_by")]
    assert found.faults[1].message == "The same therapist stands in row 2."


def test_a_row_at_fault_as_in_any_roster_moves_nobody_in():
    found = read({"date_of_birth": "3 Feb 1980"}, TWO)
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "date_of_birth")]
    assert [mover.claims.reference for mover in found.rows] == ["A-2"]


def test_columns_nobody_looks_at_are_named_and_those_of_a_decision_are_none_of_them():
    assert read({}, columns=(*GOOD, "shoe_size")).extra == ("shoe_size",)


NONE = dict.fromkeys(("decided_on", "decided_by", "document", "due_on"), "")


def test_a_row_that_tells_of_no_decision_is_told_apart_and_holds_nobody_up():
    found = read({}, {**TWO, **NONE, "license_expires_on": "soon"}, {"reference": "A-3", "given_name": "Cy", "license_number": "I.3"})
    assert ([mover.claims.reference for mover in found.rows], found.faults, found.undecided) == (["A-1", "A-3"], (), (3,))


@pytest.mark.parametrize("name", tuple(NONE))
def test_a_row_that_tells_a_part_of_a_decision_is_at_fault(name):
    found = read({**NONE, name: GOOD[name]})
    assert found.undecided == () and {fault.column for fault in found.faults} == set(NONE) - {name}


def test_without_its_columns_no_row_is_taken_for_undecided():
    found = read({}, columns=("given_name", "family_name", "license_jurisdiction"))
    assert found.undecided == () and {fault.column for fault in found.faults} == set(NONE)
