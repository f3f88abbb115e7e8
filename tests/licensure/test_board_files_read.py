"""Which of a board's files answers for whom, and what its list of discipline shows, on stand-ins; pure."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from licensure.facts import board_files
from licensure.facts.board_files import covering, file_source, in_use, with_measures
from licensure.sources import ListUnavailable
from licensure.sources.answers import Answer, Outcome, Record, Remark
from licensure.workflow import board_files as bringing
from tests.licensure.boards import line, texas
from tests.licensure.test_board_reading import mapping
from tests.licensure.test_screening_read import stored

DAY = date(2026, 11, 20)
LPC, LCSW = "US-TX:lpc", "US-TX:lcsw"
BOARD = Row(key="US-TX:bhec", name="BHEC", jurisdiction="US-TX", url="https://board.example/")
DISCIPLINE = Row(
    kind="discipline", words={}, date_formats=[],
    fields={
        "number": "No", "full_name": "Respondent", "given_name": "First", "discipline": "Action", "case": "Case", "discipline_day": "Day",
    },
)  # fmt: skip
ROSTER = Row(kind="roster", words={"Active": "active"}, date_formats=[], fields=mapping().fields)


def file(pk=1, titles=(), of=ROSTER, odd=0, **more) -> Row:
    return Row(pk=pk, titles=list(titles), mapping=of, odd=odd, document=f"document {pk}", as_of=DAY, sha256="a" * 64, **more)


def board_row(number="", family="", **cells) -> Row:
    return Row(number=number, family=family, cells=cells)


@pytest.fixture
def house(monkeypatch):
    """The files in use, the newest first; the rows that are found in one; the bytes it was kept as."""
    found = Row(files=[], rows=[], content=b"")
    monkeypatch.setattr(board_files, "_loaded", lambda *about: found.files)
    monkeypatch.setattr(board_files, "known", lambda: Row(places={"US-TX": Row(zone="America/Chicago")}))
    monkeypatch.setattr(board_files, "open_bytes", lambda document: found.content)
    rows = stored()
    rows.objects.filter = lambda *about, **wanted: Row(order_by=lambda *names: Row(filter=lambda *also, **more: found.rows))
    monkeypatch.setattr(board_files, "BoardRow", rows)
    return found


def test_a_file_takes_the_place_of_one_for_the_same_titles_and_answers_for_any_it_covers(house):
    some, every, other = file(1, [LCSW, LPC]), file(2), file(3, [LCSW])
    house.files = [some, every, other]
    about = ("harbor", BOARD.key, "roster")
    assert [in_use(*about, titles) and in_use(*about, titles).pk for titles in ([LPC, LCSW], [], [LCSW], [LPC])] == [1, 2, 3, None]
    assert [covering(*about, title).pk for title in (LPC, LCSW, "US-TX:lp")] == [1, 1, 2]
    house.files = [other]
    assert covering(*about, LPC) is None


@pytest.mark.parametrize(("query", "cells"), [({"number": "12345"}, ["1"] * 200), ({"family_name": "Halloway"}, ["1"] * 200)])
def test_of_the_rows_that_may_be_meant_two_hundred_are_read(house, query, cells):
    house.files, house.rows = [file()], [board_row(no="1")] * 201
    assert [each["no"] for each in file_source("harbor", BOARD, LPC).find(query)] == cells


@pytest.mark.parametrize(("odd", "kept"), [(0, []), (1, [4])])
def test_the_rows_that_were_kept_out_are_read_anew_where_there_are_any(house, odd, kept):
    lines = [line(str(number)) for number in range(1, 21)]
    lines[2] = line("3", status="")
    house.files, house.content = [file(odd=odd)], texas(*lines)
    source = file_source("harbor", BOARD, LPC, since=date(2020, 1, 1))
    assert list(source.kept_out()) == kept
    assert (source.zone, source.as_of, source.usable_days, source.since, source.registers) == (
        "America/Chicago", DAY, 35, date(2020, 1, 1), ("US-TX:bhec",),
    )  # fmt: skip


def test_a_board_without_a_file_has_no_source_of_that_kind(house):
    assert file_source("harbor", BOARD, LPC) is None


# ── Discipline ───────────────────────────────────────────────────────────────


def measured(house, *rows, number="12345", name="Wren Halloway", odd=0, content=b"") -> tuple[Remark, ...]:
    house.files, house.rows, house.content = [file(of=DISCIPLINE, odd=odd)], list(rows), content
    answer = Answer(Outcome.FOUND, (Record(number, (name,), remarks=(Remark("own"),)),))
    own, *found = with_measures(answer, "harbor", BOARD.key, LPC).record.remarks
    assert own == Remark("own")
    return tuple(found)


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        (board_row("12345", "ELM", no="12345", action="Fine", case="7", day="05/06/2024"), ("Fine; 7", date(2024, 5, 6), "12345")),
        (board_row("12345", no="12345", action="Fine"), ("Fine", None, "12345")),
        (board_row("", "HALLOWAY", respondent="Halloway, Wren", action="Fine"), ("Fine", None, "Halloway, Wren")),
        (board_row("", "HALLOWAY", first="Wren", action="Fine"), ("Fine", None, "Wren")),
        (board_row("", "HALLOWAY", first="Bronte", action="Fine"), None), (board_row("", "ELM", respondent="Elm", action="Fine"), None),
        (board_row("12345", "ELM", no="-", respondent="Elm, Wren", action="Fine"), ("Fine", None, "Elm, Wren")),
    ],
)  # fmt: skip
def test_a_measure_is_hers_by_its_number_or_by_her_whole_name(house, row, remark):
    found = measured(house, row)
    assert [(each.kind, each.text, each.first, each.about) for each in found] == ([("discipline", *remark)] if remark else [])


def test_no_answer_has_no_measures_and_no_list_shows_none(house):
    house.files = [file(of=DISCIPLINE)]
    nobody = Answer(Outcome.NOT_FOUND)
    assert with_measures(nobody, "harbor", BOARD.key, LPC) is nobody
    house.files = []
    found = Answer(Outcome.FOUND, (Record("1", ("Wren",)),))
    assert with_measures(found, "harbor", BOARD.key, LPC) is found


@pytest.mark.parametrize(
    ("broken", "number", "name", "about"),
    [
        ("12345,De,Elm,Fine,,,", "12345", "Bronte Oak", "12345"),
        ("77,Halloway,Wren Q,x,Fine,,", "12345", "Wren Halloway", "Wren Halloway"),
        ("77,Halloway,Q,x,Fine,,", "12345", "Wren Halloway", None), ("77,Halloway,Q,x,Fine,,", "12345", "", None),
        ("012345,Halloway,Wren,x,Fine,,", "12345", "Wren Halloway", "12345"),
    ],
)  # fmt: skip
def test_a_row_nobody_could_read_is_shown_where_her_number_or_every_word_of_her_name_stands_in_it(house, broken, number, name, about):
    header, sound = "No,Respondent,First,Action,Case,Day\n", "1,Ash,Ida,Fine,7,05/06/2024\n" * 20
    content = (header + sound + broken + "x" * 400 + "\n1,Ash,Ida,Fine,7,05/06/2024\n").encode()
    found = measured(house, number=number, name=name, odd=1, content=content)
    assert [(each.kind, each.about, len(each.text)) for each in found] == ([("discipline", about, 300)] if about else [])
    assert measured(house, number=number, name=name, content=content) == ()


# ── Bringing ─────────────────────────────────────────────────────────────────


def sheet(count: int, number="1") -> Row:
    return Row(rows=[Row(number=f"{number}{place}", family="ELM") for place in range(count)])


@pytest.mark.parametrize(
    ("newer", "count", "same", "refused"),
    [
        (0, 10, 10, None), (-1, 10, 10, "older"), (1, 6, 6, None), (0, 5, 5, "shrunken"), (0, 10, 5, None), (0, 10, 4, "other_board"),
        (0, 20, 5, None), (0, 6, 4, "other_board"),
    ],
)  # fmt: skip
def test_half_the_rows_must_be_there_and_half_of_those_before_must_be_the_same(monkeypatch, newer, count, same, refused):
    rows = stored()
    before = [(f"1{place}", "ELM") for place in range(10)]
    rows.objects.filter = lambda **wanted: Row(values_list=lambda *names: Row(iterator=lambda: iter(before)))
    monkeypatch.setattr(bringing, "BoardRow", rows)
    fresh = Row(as_of=date(2026, 11, 20 + newer), organization="harbor")
    shown = Row(rows=[*sheet(same).rows, *sheet(count - same, "9").rows])
    bringing._check(fresh, shown, None)
    if refused is None:
        bringing._check(fresh, shown, file(rows=10))
        return
    with pytest.raises(ListUnavailable) as caught:
        bringing._check(fresh, shown, file(rows=10))
    assert caught.value.code == refused
