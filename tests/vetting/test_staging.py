"""Rows wait until somebody takes them in: what is counted, what is told, and that nobody is held up by another."""

import gc
from datetime import UTC, datetime
from types import SimpleNamespace as Row

import pytest
from django.db import DatabaseError, connection, transaction

from licensure.rosters import BadRoster
from network import collecting
from network.access import Role
from network.events import timeline
from network.models import Practitioner
from network.transitions import Refusal, Refused
from tests.network.cast import organization, staff
from vetting import staging_table
from vetting.models import StagedRow
from vetting.resources import CellFault
from vetting.roster_parts import Part
from vetting.workflow import staging
from vetting.workflow.staging import Staged, stage, take_in

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
FAULT = CellFault(4, "degree", "Unknown degree.")


@pytest.fixture
def harbor():
    return organization()


@pytest.fixture
def keep(harbor):
    """Stage these parts; what became of them, and every fault."""
    maya = staff(harbor, "Maya Lindenwood", Role.NETWORK_MANAGER)

    def act(*parts, **options):
        faults = []
        found = stage(parts, organization=harbor, report=faults.append, actor=maya, at=AT, **options)
        return found, faults

    act.maya = maya
    return act


def line(number, key, says="a"):
    return (number, key, says * 64, '{"given_name": "Wren"}')


def waiting(harbor):
    return {row.key: (row.line, row.cells_sha256[0]) for row in StagedRow.objects.within(harbor)}


def test_one_fault_keeps_every_row_out(harbor, keep):
    assert keep(Part(3, [line(2, "a"), line(3, "b")], [FAULT])) == (Staged(3, 1, 0, 0, 0, kept=False), [FAULT])
    assert waiting(harbor) == {} and not timeline(harbor)


def test_where_only_sound_rows_are_asked_for_the_faulty_one_alone_is_left_out(harbor, keep):
    found, faults = keep(Part(3, [line(2, "a"), line(3, "b")], [FAULT]), sound_only=True)
    assert (found, faults) == (Staged(3, 1, 2, 0, 0, kept=True), [FAULT]) and waiting(harbor) == {"a": (2, "a"), "b": (3, "a")}


def test_the_same_therapist_twice_is_a_fault_of_the_later_row_and_the_first_is_kept(harbor, keep):
    parts = Part(2, [line(2, "a"), line(3, "b")], []), Part(1, [line(4, "a", "c")], [])
    found, faults = keep(*parts)
    assert found == Staged(3, 1, 0, 0, 0, kept=False)
    assert [(fault.row, fault.column, fault.message) for fault in faults] == [(4, "", "The same therapist stands in row 2.")]
    assert keep(*parts, sound_only=True)[0] == Staged(3, 1, 2, 0, 0, kept=True)
    assert waiting(harbor) == {"a": (2, "a"), "b": (3, "a")}


@pytest.mark.parametrize(
    ("keys", "again"),
    [
        (("ab", "cd"), {}), (("aa",), {3: 2}), (("a", "a"), {3: 2}), (("ab", "b"), {4: 3}), (("ba", "b"), {4: 2}),
        (("", "ab", "", "bc"), {4: 3}), (("ba", "cd"), {}), (("abc", "cd", "dc"), {5: 4, 7: 6, 8: 4}),
    ],
)  # fmt: skip
def test_who_stands_twice_is_found_wherever_the_rows_stand_and_a_file_in_order_need_not_be_searched(harbor, keep, monkeypatch, keys, again):
    lines = iter(range(2, 20))
    parts = [Part(len(some), [line(next(lines), key) for key in some], []) for some in keys]
    for together in (1, 3, 100):
        monkeypatch.setattr(staging_table, "TOGETHER", dict.fromkeys(staging_table.TOGETHER, together))
        faults = keep(*parts)[1]
        assert {each.row: each.message for each in faults} == {
            row: f"The same therapist stands in row {first}." for row, first in again.items()
        }  # fmt: skip
    searched = []
    with staging_table.opened() as rows:
        monkeypatch.setattr(rows, "_cursor", Row(execute=searched.append, fetchall=list, connection=rows._cursor.connection))
        rows._held, rows._rising = [], False
        assert (rows.twice(), searched) == ([], [staging_table.TWICE])
        rows._rising = True
        assert (rows.twice(), len(searched)) == ([], 1)


def test_it_is_the_keys_that_tell_who_stands_twice_and_nothing_of_the_table_is_left():
    with staging_table.opened() as rows:
        rows.add([line(2, "k", "a"), line(3, "k", "b")])
        assert [tuple(row) for row in rows.twice()] == [(3, "k", 2)]
    assert "roster_part" not in connection.introspection.table_names()
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("SELECT line FROM roster_part")


def test_new_rows_changed_rows_and_rows_as_before_are_counted_and_on_record_once(harbor, keep):
    keep(Part(2, [line(2, "a"), line(3, "b")], []), file_sha256="f1")
    assert keep(Part(4, [line(2, "a"), line(3, "b", "c"), line(4, "d"), line(5, "e")], []), file_sha256="f2") == (
        Staged(4, 0, 2, 1, 1, kept=True), []
    )
    assert keep(Part(2, [line(2, "a"), line(3, "b", "c")], []))[0] == Staged(2, 0, 0, 0, 2, kept=True)
    told = [event.payload.values["detail"] for event in timeline(harbor)]
    assert told == [{"created": 2, "changed": 1, "file_sha256": "f2"}, {"created": 2, "changed": 0, "file_sha256": "f1"}]


@pytest.mark.parametrize("before", [0, 1])
def test_collecting_is_as_it_was_afterwards_also_where_a_file_breaks_off(harbor, keep, before):
    def parts():
        yield from [Part(1, [line(2, "a")], [])] * before
        assert gc.get_threshold()[0] == collecting.RARELY > usual[0]
        raise BadRoster()

    usual = gc.get_threshold()
    with pytest.raises(BadRoster):
        stage(parts(), organization=harbor, report=print, actor=keep.maya, at=AT)
    assert gc.get_threshold() == usual


def test_each_row_is_taken_in_on_its_own_and_what_is_refused_waits_on_with_its_reason(harbor, keep, monkeypatch):
    keep(Part(4, [line(2, "a"), line(3, "b"), line(4, "c"), line(5, "d")], []))
    rows = {row.key: row for row in StagedRow.objects.within(harbor)}

    def import_person(claims, **said):
        if claims == "c":
            Practitioner.objects.everywhere(reason="a test").create(person_id=keep.maya.person_id, reference="T-9")
            raise Refused([Refusal("no_place", "Not loaded.", "Load it."), Refusal("no_name", "No name.", "")])
        return Row(outcome="created" if claims == "a" else "claimed")

    monkeypatch.setattr(staging, "import_person", import_person)
    faults = []
    given = [(rows["a"], "a", []), (rows["b"], None, [FAULT]), (rows["c"], "c", []), (rows["d"], "d", [])]
    counts = take_in(given, organization=harbor, report=faults.append, actor=keep.maya, at=AT)
    assert counts == {"created": 1, "claimed": 1, "refused": 2}
    assert faults == [FAULT, CellFault(4, "", "Not loaded. Load it."), CellFault(4, "", "No name.")]
    assert {row.key: row.cells for row in StagedRow.objects.within(harbor).waiting()} == {
        "b": {"given_name": "Wren"}, "c": {"given_name": "Wren"}
    }
    assert StagedRow.objects.within(harbor).get(key="a").cells == {}
    assert not Practitioner.objects.everywhere(reason="a test").filter(reference="T-9").exists()
