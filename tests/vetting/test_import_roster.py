"""A large roster: every cell checked by the rules `vet` has, staged at once or not at all, and taken in by a second act."""

import csv
import io
import json
from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command
from hypothesis import example, given, settings
from hypothesis import strategies as st

from licensure.rosters import BadRoster
from network.access import Forbidden, Role, system
from network.models import Event, Practitioner
from tests import loaded
from tests.network.cast import NOON, organization, staff
from tests.vetting.test_vet import GOOD
from vetting.models import RosterEntry, StagedRow
from vetting.resources import COLUMNS, read_roster
from vetting.roster_parts import FEW, PLAIN, _places, check
from vetting.workflow.staging import stage

CELLS = {
    "given_name": ["Wren", "", " "], "family_name": ["Halloway", "O\"Neil, \\ Jr", "", "Müller"],
    "date_of_birth": ["1984-05-02", "", "1900-01-01", "1899-12-31", "1980-02-30", "19800203", "03/02/1980"],
    "npi": ["1234567893", "1234567890", "0000000000", "", "123", "１２３４５６７８９３"],
    "license_jurisdiction": ["US-OH", "us-oh", "NL", "US-GU", "US-ZZ", "", "Ohio"],
    "license_title": ["LISW", "lisw", "Gz-psycholoog", "Baker", ""],
    "license_expires_on": ["2027-03-31", "2027-3-31", "", "2027-02-29"],
    "degree": ["MSW", "Ph.D.", "diploma", "", "equal"], "eap_years": ["0", "60", "60.1", "-1", "2.5", "NaN", "x", ""],
    "liability_per_claim": ["1,000,000.00", "1000000", "1,00", "1.005", "-1", ""],
    "liability_currency": ["usd", "USD", "US", "€", ""], "reference": ["", "A-1", "nul\0"], "note": ["", "kept by nobody"],
}  # fmt: skip


def roster(rows, columns=tuple(CELLS), mark=",") -> bytes:
    """A file of these rows; a row is a list of cells."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()


def streamed(content: bytes):
    """What the check by parts finds: the sound rows and every fault."""
    parts = list(check(io.BytesIO(content), equivalents=("equal",)).parts)
    return [row for part in parts for row in part.rows], [
        (each.row, each.column, each.message) for part in parts for each in part.faults
    ]


@pytest.mark.django_db
@given(st.lists(st.tuples(*(st.sampled_from(texts) for texts in CELLS.values())), max_size=12), st.sampled_from(",;"))
@settings(max_examples=60, deadline=None)
def test_the_check_by_parts_and_django_import_export_find_the_same_faults_and_the_same_sound_rows(rows, mark):
    content = roster(rows, mark=mark)
    read = read_roster(content, equivalents=("equal",))
    sound, faults = streamed(content)
    assert faults == [(each.row, each.column, each.message) for each in read.faults]
    assert [row[0] for row in sound] == [claims.row for claims in read.claims]


@pytest.mark.parametrize(
    ("column", "text", "sound"),
    [
        ("date_of_birth", "1900-01-01", True), ("date_of_birth", "1899-12-31", False),
        ("npi", "0000000000", True), ("npi", "1234567894", False), ("npi", "１２３４５６７８９３", False),
        ("license_issued_on", "2016-02-29", True), ("license_issued_on", "2015-02-29", False),
        ("eap_years", "60", True), ("eap_years", "60.01", False), ("eap_years", "NaN", False),
        ("liability_per_claim", "1,000,000", True), ("liability_per_claim", "1,000,00", False),
        ("license_jurisdiction", "US-ZZ", False), ("license_title", "Baker", False), ("degree", "diploma", False),
        ("license_number", 'a "quoted"', True), ("license_number", "a\\b", True),
        ("family_name", "", False), ("license_number", "nul\0", False), ("license_number", 'a "quoted", \\ one\n', True),
    ],
)  # fmt: skip
def test_a_cell_at_the_edge_is_sound_or_named(column, text, sound):
    cells = {**GOOD, column: text}
    rows, faults = streamed(roster([cells.values()], tuple(cells)))
    assert (len(rows), [fault[1] for fault in faults]) == ((1, []) if sound else (0, [column]))
    if sound:
        assert json.loads(rows[0][3])[column] == text.strip()


def test_short_rows_wide_rows_blank_rows_and_columns_in_another_order_are_read_as_a_spreadsheet_counts():
    rows, faults = streamed(b"Family Name,Given Name,NPI\nHalloway,Wren\n,,\n\nElm,Maya,,more\nAsh,Ida,\n")
    assert [row[0] for row in rows] == [2, 6]
    assert [(fault[0], fault[1]) for fault in faults] == [(5, "npi")]
    same = streamed(b"npi;given_name;family_name\n;Wren;Halloway\n")[0][0]
    assert same[1:] == rows[0][1:]  # the same row, whatever the order of its columns


def test_a_wide_row_among_rows_that_all_name_somebody_is_named_by_itself():
    rows, faults = streamed(b"Family Name,Given Name,NPI\nHalloway,Wren,\nElm,Maya,,more\nAsh,Ida\n")
    assert [row[0] for row in rows] == [2, 4]
    assert [fault[0] for fault in faults] == [3]


@pytest.mark.parametrize("others", [FEW - 1, FEW, FEW + 1])
def test_the_bad_among_texts_are_found_wherever_and_however_often_they_stand(others):
    bad = ["x", *(f"n{number}" for number in range(others - 1))]
    texts = ["x", "a", "x", "b", *bad[1:], "x", "a"]
    assert sorted(_places(texts, dict.fromkeys(bad))) == [0, 2, *range(4, 3 + others), 3 + others]
    assert list(_places(["a", "b"], dict.fromkeys(bad))) == list(_places([], dict.fromkeys(bad))) == []


def test_plain_are_the_signs_of_a_typewriter_that_json_writes_as_they_are():
    assert PLAIN.decode() == "".join(chr(sign) for sign in range(128) if json.dumps(chr(sign)) == f'"{chr(sign)}"').replace("\x7f", "")


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({}, "reference:A-1"), ({"reference": ""}, "npi:1234567893"),
        ({"reference": "", "npi": ""}, "name:wren halloway:1984-05-02"),
        ({"reference": "", "npi": "0000000000"}, "name:wren halloway:1984-05-02"),
    ],
)  # fmt: skip
def test_a_row_is_known_by_its_reference_else_its_number_else_name_and_day_of_birth(cells, key):
    rows, _faults = streamed(roster([{**GOOD, **cells}.values()], tuple(GOOD)))
    assert [row[1] for row in rows] == [key]


@given(st.lists(st.tuples(*[st.text(' |"\\\u00a0\táA,;', max_size=4)] * 2), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
@example([("a", " b")])
@example([("a ", "b")])
@example([("a|", "|b")])
def test_cells_are_kept_as_json_without_the_spaces_around_them_whatever_signs_they_hold(cells):
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([("given_name", "family_name", "former_names", "license_number"), *(("Wren", "Ash", *each) for each in cells)])
    (part,) = check(io.BytesIO(out.getvalue().encode())).parts
    assert part.faults == []
    for (_, _, digest, told), (former, number) in zip(part.rows, cells, strict=True):
        kept = dict.fromkeys(COLUMNS, "") | {"given_name": "Wren", "family_name": "Ash"}
        kept |= {"former_names": former.strip(), "license_number": number.strip()}
        assert told == json.dumps(kept, ensure_ascii=False)
        assert digest == sha256(told.encode()).hexdigest()


@pytest.mark.parametrize(("column", "text"), [("license_number", "nul\0"), ("degree_on", "2015-06-31")])
def test_a_fault_is_its_own_rows_and_the_others_stay_sound(column, text):
    rows, faults = streamed(roster([GOOD.values(), {**GOOD, column: text}.values(), GOOD.values()], tuple(GOOD)))
    assert ([row[0] for row in rows], [fault[:2] for fault in faults]) == ([2, 4], [(3, column)])


@pytest.mark.parametrize(
    ("content", "counts"),
    [
        (b"given_name,family_name\n", [0]), (b"given_name,family_name\nWren,Halloway\n", [1]),
        (b"given_name,family_name\nWren,Halloway\nMaya,Elm,more\n,\nIda,Ash\n", [3]), (b"given_name,family_name\nMaya,Elm,more\n", [1]),
    ],
)  # fmt: skip
def test_rows_are_counted_sound_or_not_and_blank_ones_are_none(content, counts):
    assert [part.count for part in check(io.BytesIO(content)).parts] == counts


@pytest.mark.parametrize("content", [b"given_name,family_name\n", b"given_name,family_name\n,\n"])
def test_a_file_without_rows_is_at_fault(content):
    assert [fault[0] for fault in streamed(content)[1]] == [1]


def test_bad_letters_far_down_are_named_by_row_and_column():
    content = b"given_name,family_name\n" + b"Wren,Halloway\n" * 9_000 + b"Maya,M\xfcller\n"
    with pytest.raises(BadRoster) as refused:
        streamed(content)
    assert [(each.row, each.column, each.code) for each in refused.value.faults] == [(9002, "family_name", "encoding")]


def test_the_same_fault_is_named_in_every_part_of_a_long_file():
    cells = {**GOOD, "degree": "diploma", "date_of_birth": "1980-02-30"}
    faults = streamed(roster([cells.values()] * 5_000, tuple(cells)))[1]
    assert [fault[:2] for fault in faults] == [(row, name) for row in range(2, 5_002) for name in ("date_of_birth", "degree")]


# ── Staging and taking in ────────────────────────────────────────────────────
@pytest.fixture
def harbor(db):
    """An organization without a policy: staging asks for none."""
    return organization()


@pytest.fixture
def path(tmp_path):
    """Writes a roster file; a row is GOOD with some cells changed."""

    def write(*rows):
        target = tmp_path / "roster.csv"
        target.write_bytes(roster([{**GOOD, **cells}.values() for cells in rows], tuple(GOOD)))
        return target

    return write


def run(*arguments) -> dict:
    """The answer."""
    out = io.StringIO()
    call_command("import_roster", *map(str, arguments), "--organization", "harbor", "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


TWO = ({}, {"reference": "A-2", "given_name": "Ida", "npi": ""})


def test_sound_rows_wait_as_they_were_written_with_one_event_and_the_same_file_again_changes_nothing(harbor, path):
    file = path(*TWO)
    told = run(file)
    assert (told["created"], told["changed"], told["waiting"]) == (2, 0, 2)
    row = StagedRow.objects.within(harbor).get(key="reference:A-1")
    assert (row.line, row.taken_sha256, row.cells) == (2, "", {name: GOOD[name] for name in COLUMNS})
    assert Practitioner.objects.within(harbor).count() == 0
    events = Event.objects.count()
    assert {name: run(file)[name] for name in ("created", "changed", "unchanged")} == {"created": 0, "changed": 0, "unchanged": 2}
    assert Event.objects.count() == events
    assert Event.objects.filter(action="roster.staged").count() == 1


def test_a_changed_row_alone_is_written(harbor, path):
    run(path(*TWO))
    told = run(path({}, {**TWO[1], "degree": "PhD"}))
    assert (told["created"], told["changed"], told["unchanged"]) == (0, 1, 1)
    assert StagedRow.objects.within(harbor).get(key="reference:A-2").cells["degree"] == "PhD"


def test_one_faulty_cell_keeps_every_row_out_unless_only_sound_ones_are_asked_for(harbor, path, tmp_path):
    file, errors = path({}, {**TWO[1], "degree": "diploma"}), tmp_path / "errors.csv"
    with pytest.raises(CommandError, match="Nothing was kept"):
        run(file, "--errors", errors)
    assert StagedRow.objects.within(harbor).count() == 0
    assert errors.read_text().splitlines()[1].startswith("3,degree,")
    with pytest.raises(CommandError, match="left out"):
        run(file, "--sound-only")
    assert [row.key for row in StagedRow.objects.within(harbor)] == ["reference:A-1"]


def test_the_same_therapist_twice_in_a_file_is_a_fault_and_the_first_row_counts(harbor, path):
    file = path({}, {"degree": "PhD"}, TWO[1])
    with pytest.raises(CommandError, match="Nothing was kept"):
        run(file)
    with pytest.raises(CommandError, match="left out"):
        run(file, "--sound-only")
    assert {row.key: row.line for row in StagedRow.objects.within(harbor)} == {"reference:A-1": 2, "reference:A-2": 4}


def test_taking_in_makes_practitioners_of_what_waits_and_empties_the_waiting_rows(harbor, path):
    loaded.packs()
    told = run(path(*TWO), "--take-in")
    assert (told["created"], told["refused"], told["waiting"]) == (2, 0, 0)
    assert Practitioner.objects.within(harbor).count() == RosterEntry.objects.within(harbor).count() == 2
    assert [row.cells for row in StagedRow.objects.within(harbor)] == [{}, {}]
    again = run(path(*TWO), "--take-in")
    assert (again["created"], again["changed"], again["waiting"]) == (0, 0, 0)
    assert run(path({"license_expires_on": "2029-03-31"}, TWO[1]), "--take-in")["changed"] == 1


def test_a_row_that_is_refused_waits_on_and_holds_nobody_up(harbor, path):
    loaded.nothing()
    bare = dict.fromkeys(("license_jurisdiction", "license_title", "license_number"), "")
    run(path({}, {**TWO[1], **bare}))  # the packs are not loaded: a license has no place
    with pytest.raises(CommandError, match="left out"):
        run("--take-in")
    assert [row.key for row in StagedRow.objects.within(harbor).waiting()] == ["reference:A-1"]
    assert Practitioner.objects.within(harbor).count() == 1


def test_rows_of_another_organization_are_untouched_and_a_colleague_without_the_role_may_not(harbor, path):
    summit = organization("summit")
    run(path(*TWO))
    assert StagedRow.objects.within(summit).count() == 0
    with pytest.raises(Forbidden):
        stage([], organization=summit, report=print, actor=system("vet", harbor), at=NOON)
    with pytest.raises(Forbidden):
        stage([], organization=harbor, report=print, actor=staff(harbor, "Priya Fenwick", Role.FINANCE), at=NOON)


def test_without_a_roster_and_without_taking_in_there_is_nothing_to_do(harbor):
    with pytest.raises(CommandError) as refused:
        run()
    assert refused.value.returncode == 2
