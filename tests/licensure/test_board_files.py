"""A board's file brought, mapped once and remembered; it answers a look-up: obtained, never verified."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from licensure.facts import questions
from licensure.facts.board_files import columns_of, in_use, remembered
from licensure.facts.questions import UNSAID, obstacles, register_of
from licensure.models import BoardFile, BoardMapping, BoardRow, License, Verification
from licensure.sources import ListUnavailable, Odd
from licensure.sources.board_files import BoardColumns, Kind
from licensure.sources.board_proposal import look_at
from licensure.sources.registers import register_for
from licensure.workflow import board_files, look_ups, verifications
from licensure.workflow.packs import load
from network.access import Forbidden, Role, system
from network.documents_read import open_bytes
from network.events import timeline
from network.models import Document
from network.transitions import Refused
from tests.licensure import boards
from tests.licensure.boards import line, texas
from tests.licensure.test_list_mappings import xlsx
from tests.network.cast import organization, staff, therapist

AT = datetime(2026, 11, 26, 18, tzinfo=UTC)
TODAY, DAY = date(2026, 11, 26), date(2026, 11, 20)
BOARD = "US-TX:bhec"
LPC = "US-TX:lpc"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_live(monkeypatch):
    """The board's register is one that nobody asks."""
    monkeypatch.setattr(questions, "register_for", lambda *about: None)


@pytest.fixture
def office(settings):
    settings.LOOK_UPS, settings.SOURCE_URLS = False, {}
    load(actor=system("test"), at=AT)
    return organization()


@pytest.fixture
def tom(office):
    return staff(office, "Tom Wetherby", Role.VERIFIER)


@pytest.fixture
def board():
    return BOARD


@pytest.fixture
def bring(office, tom, board):
    def brought(content=None, **changes):
        told = {"organization": office, "register": board, "kind": Kind.ROSTER, "filename": "LPC.csv", "as_of": DAY, "actor": tom, "at": AT}
        return board_files.bring(content=texas() if content is None else content, **{**told, **changes})

    return brought


@pytest.fixture
def loaded(bring, tom):
    """Brought and mapped as proposed."""
    file = bring()
    return board_files.map_columns(file, mapped(), actor=tom, at=AT)


def mapped(content=None, kind=Kind.ROSTER, **words) -> BoardColumns:
    return BoardColumns(kind, look_at(content or texas()).proposed, words or {"Active": "active"})


def refused(act, *args, **kwargs):
    with pytest.raises(ListUnavailable) as caught:
        act(*args, **kwargs)
    return caught.value.code


def check_of(office, tom, number="12345", name="Wren Halloway", issued=date(2015, 3, 2)):
    practitioner, _ = therapist(name)
    row = License.objects.create(
        practitioner=practitioner, jurisdiction_id="US-TX", license_type=LPC, number=number, issued_on=issued, expires_on=date(2027, 3, 31)
    )
    return verifications.open_verification(
        organization=office, practitioner=practitioner, file="HA-0001", element="license", item=row.key, label="LPC", actor=tom, at=AT,
        on=TODAY,
    )


def looked_up(check):
    answer = look_ups.look_up(check, asked=AT.isoformat(), at=AT)
    return answer, Verification.objects.within(check.organization).get(pk=check.pk)


# ── Bringing and mapping ─────────────────────────────────────────────────────


def test_a_first_file_is_kept_and_waits_for_somebody_to_say_what_its_columns_mean(bring, office, board):
    file = bring()
    assert (file.waits, file.as_of, file.columns[2], file.brought_by) == (True, DAY, "LIC_NBR", "Tom Wetherby")
    assert open_bytes(file.document) == texas()
    assert in_use(office, board, Kind.ROSTER) is None
    assert [event.action for event in timeline(file)] == ["board_file.brought"]


def test_a_workbook_is_kept_as_it_came_under_a_type_the_column_holds(bring, tom):
    content = xlsx(["License Number", "Last Name", "First Name", "Status"], ["12345", "Halloway", "Wren", "Active"])
    file = board_files.map_columns(bring(content, filename="LPC.xlsx"), mapped(content), actor=tom, at=AT)
    assert (file.rows, open_bytes(file.document)) == (1, content)
    assert len(file.document.content_type) <= Document._meta.get_field("content_type").max_length


def test_mapping_it_loads_it_and_is_remembered_with_who_and_when(loaded, office, board):
    assert (loaded.rows, loaded.odd, loaded.words, loaded.loaded_at) == (6, 0, {}, AT)
    mapping = remembered(office, board, Kind.ROSTER)
    assert (mapping.set_by, mapping.words, mapping.fields["number"]) == ("Tom Wetherby", {"Active": "active"}, "LIC_NBR")
    assert [event.action for event in timeline(loaded)] == ["board_file.loaded", "board_file.brought"]
    assert timeline(mapping)[0].action == "board_file.mapped"


def test_the_same_mapping_said_again_is_one_and_another_is_another(loaded, bring, office, tom, board):
    board_files.map_columns(loaded, mapped(), actor=tom, at=AT)
    assert BoardMapping.objects.within(office).count() == 1
    board_files.map_columns(loaded, mapped(Active="active", Inactive="inactive"), actor=tom, at=AT)
    assert [each.words for each in BoardMapping.objects.within(office).order_by("pk")] == [
        {"Active": "active"}, {"Active": "active", "Inactive": "inactive"},
    ]  # fmt: skip
    assert remembered(office, board, Kind.ROSTER).words == {"Active": "active", "Inactive": "inactive"}


def test_a_table_is_kept_as_text_and_a_workbook_as_nothing_a_browser_opens(bring):
    content = xlsx(["License Number", "Last Name"], ["12345", "Halloway"])
    assert [bring().document.content_type, bring(content).document.content_type] == ["text/csv", board_files.WORKBOOK]


@pytest.mark.parametrize(("count", "named"), [(99, 99), (100, 100), (101, 100)])
def test_of_the_odd_rows_a_hundred_are_named_with_eighty_signs_of_what_stands_there(bring, tom, monkeypatch, count, named):
    real = BoardColumns.read
    odd = tuple(Odd(row, "date", "expires", "x" * 81) for row in range(2, count + 2))
    monkeypatch.setattr(BoardColumns, "read", lambda self, content: replace(real(self, content), odd=odd))
    file = board_files.map_columns(bring(), mapped(), actor=tom, at=AT)
    assert (file.odd, len(file.odd_rows)) == (count, named)
    assert {len(each["value"]) for each in file.odd_rows} == {80}


def test_what_is_told_of_a_refused_file_fits_where_it_is_kept(bring, office, monkeypatch):
    def unreadable(content):
        raise ListUnavailable("unreadable", "x" * 501)

    monkeypatch.setattr(board_files, "look_at", unreadable)
    assert refused(bring) == "unreadable"
    (file,) = BoardFile.objects.within(office)
    assert (file.refused, file.detail) == ("unreadable", "x" * 500)


def test_the_next_file_is_read_by_what_is_remembered_and_its_rows_take_the_place(loaded, bring, office, board):
    newer = bring(texas(*[line(*each, status="Inactive" if each[0] == "12345" else "Active") for each in boards.PEOPLE]), as_of=TODAY)
    assert (newer.loaded_at, newer.mapping, newer.words) == (AT, loaded.mapping, {"Inactive": 1})
    assert in_use(office, board, Kind.ROSTER) == newer
    assert set(BoardRow.objects.within(office).values_list("file", flat=True)) == {newer.pk}
    assert open_bytes(BoardFile.objects.within(office).get(pk=loaded.pk).document) == texas()
    assert BoardMapping.objects.within(office).count() == 1


def test_the_file_in_use_brought_again_changes_nothing(loaded, bring, office):
    assert bring() == loaded
    assert BoardFile.objects.within(office).count() == 1


@pytest.mark.parametrize(
    ("content", "as_of", "code"),
    [
        (texas(), DAY - timedelta(days=1), "older"), (texas(), TODAY + timedelta(days=1), "future"), (b"", TODAY, "empty"),
        (texas(*[line(*each) for each in boards.PEOPLE[:3]]), TODAY, "shrunken"), (boards.FLORIDA, TODAY, "unmapped"),
        (texas().replace(b"LIC_STATUS", b"STATE_NOW"), TODAY, "unmapped"), (texas()[:-30], TODAY, "cut_short"),
        (texas(*[line(f"9{number}", "ELM", "BRONTE") for number in range(6)]), TODAY, "other_board"),
        (texas(*[line(*each, status="") for each in boards.PEOPLE]), TODAY, "malformed"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_take_its_place_is_kept_with_why_and_the_one_in_use_stays(loaded, bring, office, board, content, as_of, code):
    assert refused(bring, content, as_of=as_of) == code
    assert in_use(office, board, Kind.ROSTER) == loaded
    assert BoardRow.objects.within(office).filter(file=loaded).count() == 6
    kept = BoardFile.objects.within(office).exclude(pk=loaded.pk).get()
    assert (kept.refused, kept.loaded_at) == (code, None)
    assert timeline(kept)[0].action == "board_file.refused"


def test_columns_that_changed_can_be_mapped_anew(loaded, bring, tom, office, board):
    content = texas().replace(b"LIC_STATUS", b"STATUS")
    assert refused(bring, content, as_of=TODAY) == "unmapped"
    kept = BoardFile.objects.within(office).get(refused="unmapped")
    assert "STATUS" in kept.columns and "LIC_STATUS" not in kept.columns
    again = board_files.map_columns(kept, mapped(content), actor=tom, at=AT)
    assert (again.refused, in_use(office, board, Kind.ROSTER)) == ("", again)
    assert remembered(office, board, Kind.ROSTER).fields["status"] == "STATUS"


def test_a_mapping_that_does_not_read_its_file_is_not_remembered(bring, tom, office, board):
    file = bring()
    wrong = BoardColumns(Kind.ROSTER, {"number": "LIC_NBR", "family_name": "LAST_NME", "status": "SFX_NME"})
    assert refused(board_files.map_columns, file, wrong, actor=tom, at=AT) == "malformed"
    assert remembered(office, board, Kind.ROSTER) is None


def test_another_organization_has_neither_the_file_nor_the_mapping(loaded, board):
    other = organization("summit")
    assert in_use(other, board, Kind.ROSTER) is None
    assert remembered(other, board, Kind.ROSTER) is None


def test_who_may_not_obtain_brings_and_maps_nothing(bring, office):
    file = bring()
    ines = staff(office, "Ines Calloway", Role.DIRECTOR)
    with pytest.raises(Forbidden):
        bring(actor=ines)
    with pytest.raises(Forbidden):
        board_files.map_columns(file, mapped(), actor=ines, at=AT)


def test_a_board_no_pack_knows_is_no_board_and_a_title_it_does_not_issue_is_none_of_its(bring):
    with pytest.raises(ValueError, match="US-TX:nobody"):
        bring(register="US-TX:nobody")
    with pytest.raises(ValueError, match="US-OH:lpcc"):
        bring(titles=["US-OH:lpcc"])


def test_a_file_for_some_titles_answers_for_these_alone_and_its_mapping_serves_the_boards_other_files(bring, tom, office):
    board_files.map_columns(bring(titles=[LPC]), mapped(), actor=tom, at=AT)
    check = check_of(office, tom)
    assert register_of(check).channel == "file"
    License.objects.of(check.practitioner).update(license_type="US-TX:lcsw")
    assert register_of(Verification.objects.within(office).get(pk=check.pk)) is None
    other = bring(texas(*[line(f"7{each[0]}", *each[1:], title="SW") for each in boards.PEOPLE]), titles=["US-TX:lcsw"])
    assert other.loaded_at == AT
    assert BoardFile.objects.within(office).filter(loaded_at__isnull=False).count() == 2
    assert looked_up(Verification.objects.within(office).get(pk=check.pk))[0].outcome == "not_found"


# ── Answering ────────────────────────────────────────────────────────────────


def test_the_file_answers_a_look_up_obtained_and_not_verified(loaded, office, tom):
    check = check_of(office, tom)
    assert (register_of(check).channel, obstacles(check)) == ("file", [])
    look_ups.ask_register(check, actor=tom, at=AT)
    _answer, check = looked_up(check)
    assert (check.state, check.method, check.as_of, check.good_through) == ("obtained", "file", DAY, date(2027, 3, 31))
    assert (check.values["status"], check.values["number"], check.verified_by) == ("active", "12345", None)
    told = json.loads(open_bytes(check.artefact))
    assert (told["sha256"], told["as_of"], told["rows"][0]["last_nme"]) == (loaded.sha256, "2026-11-20", "HALLOWAY")


def test_nobody_found_says_of_which_day_it_says_nothing(loaded, office, tom):
    _answer, check = looked_up(check_of(office, tom, number="999"))
    assert (check.state, check.as_of) == ("obtained", DAY)
    assert (check.values["outcome"], check.values["status"], check.values["silent_after"]) == ("not_found", UNSAID, "2026-11-20")


@pytest.mark.parametrize(("as_of", "issued", "reason"), [(TODAY - timedelta(days=36), None, "too old"), (DAY, TODAY, "older than")])
def test_a_file_too_old_to_say_so_makes_the_source_unavailable_and_nobody_not_found(bring, tom, office, as_of, issued, reason):
    board_files.map_columns(bring(as_of=as_of), mapped(), actor=tom, at=AT)
    _answer, check = looked_up(check_of(office, tom, number="999", issued=issued))
    assert check.state == "unavailable"
    assert reason in check.comment and "outcome" not in check.values


@pytest.mark.parametrize(("number", "state"), [("12345", "unavailable"), ("999", "obtained")])
def test_nobody_is_not_found_in_a_file_that_kept_her_row_out(bring, office, tom, number, state):
    content = texas(*[line(str(700 + place), "ELM", "BRONTE") for place in range(20)], line("12345", last="HAL,LOWAY"), line("800", "OAK"))
    file = board_files.map_columns(bring(content), mapped(content), actor=tom, at=AT)
    assert (file.rows, file.odd) == (21, 1)
    _answer, check = looked_up(check_of(office, tom, number=number))
    assert (check.state, check.values.get("outcome")) == (state, "not_found" if state == "obtained" else None)


def test_a_word_nobody_mapped_holds_for_a_person(bring, office, tom):
    content = texas(*[line(*each, status="Probated/Suspended") for each in boards.PEOPLE])
    file = board_files.map_columns(bring(content), mapped(content), actor=tom, at=AT)
    assert file.words == {"Probated/Suspended": 6}
    _answer, check = looked_up(check_of(office, tom))
    assert (check.values["outcome"], check.values["status"], check.values["status_word"]) == (
        "unknown_status", UNSAID, "Probated/Suspended",
    )  # fmt: skip


@pytest.mark.parametrize(("name", "number", "shown"), [
    ("Wren Halloway", "12345", "Reprimand; 2024-17 · 2024-05-06 – … · 12345"),
    ("Priya Fenwick", "12349", "Probation; 2025-3 · 2025-01-02 – … · Fenwick, Priya"),
    ("Bronte Ashenfell", "12348", None),
])  # fmt: skip
def test_the_boards_list_of_discipline_is_held_against_the_record_by_number_or_by_name(loaded, bring, office, tom, name, number, shown):
    content = boards.DISCIPLINE_LIST
    measures = bring(content, kind=Kind.DISCIPLINE)
    board_files.map_columns(measures, mapped(content, Kind.DISCIPLINE, none="active"), actor=tom, at=AT)
    _answer, check = looked_up(check_of(office, tom, number=number, name=name))
    assert check.values.get("remarks") == ([shown] if shown else None)


@pytest.mark.parametrize(("name", "number", "shown", "encumbered"), [
    ("Wren Halloway", "12345", "De,Elm 0012345 Reprimand · 12345", True),
    ("Priya Fenwick", "12349", "Fenwick Q Priya 77 Fine · PRIYA FENWICK", False), ("Bronte Ashenfell", "12348", None, None),
])  # fmt: skip
def test_a_row_of_discipline_that_cannot_be_read_and_may_be_hers_is_shown_to_a_person(
    loaded, bring, office, tom, name, number, shown, encumbered
):  # fmt: skip
    sound = b"".join(b'"Elm, Tilda",%d,Fine\n' % (900 + place) for place in range(20))
    content = b"Respondent,License No,Action\n" + sound + b'"De,Elm",0012345,Reprimand,,\n"Fenwick",Q,Priya,77,Fine\n"Oak, Alder",1,Fine\n'
    measures = bring(content, kind=Kind.DISCIPLINE)
    file = board_files.map_columns(measures, mapped(content, Kind.DISCIPLINE, none="active"), actor=tom, at=AT)
    assert (file.rows, file.odd) == (21, 2)
    _answer, check = looked_up(check_of(office, tom, number=number, name=name))
    assert (check.values.get("remarks"), check.values.get("encumbered")) == (shown and [shown], encumbered)


def test_a_list_of_discipline_alone_answers_nothing(bring, office, tom):
    content = boards.DISCIPLINE_LIST
    board_files.map_columns(bring(content, kind=Kind.DISCIPLINE), mapped(content, Kind.DISCIPLINE, none="active"), actor=tom, at=AT)
    check = check_of(office, tom)
    assert register_of(check) is None
    with pytest.raises(Refused):
        look_ups.ask_register(check, actor=tom, at=AT)


def test_a_register_that_is_asked_live_is_asked_rather_than_the_file(loaded, office, tom, settings, monkeypatch):
    assert columns_of(loaded.mapping).words == {"Active": "active"}
    check, settings.LOOK_UPS = check_of(office, tom), True
    assert register_of(check).channel == "file"
    monkeypatch.setattr(questions, "register_for", register_for)
    assert register_of(check).channel == "open_data"
    settings.LOOK_UPS = False
    assert register_of(check).channel == "file"
