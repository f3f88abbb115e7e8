"""What an employer may read: hand-made tables at the edge, and the attack of whoever subtracts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.care.disclosure import ELIGIBLE, FLOOR, Counted, table, told

YEAR = Counted(
    eligible=400, people=40, contacts=55, helped=30, cases=33, seen=20, sessions=90,
    tables={"service": {"counseling": 25, "addiction": 15, "legal": 0}},
)


def test_everything_is_told_where_many_stand_behind_it():
    found = told(YEAR, 10)
    assert (found.people, found.percent, found.contacts, found.cases, found.sessions) == (40, 10, 55, 33, 90)
    assert found.tables == {"service": {"counseling": 25, "addiction": 15, "legal": 0}}


@pytest.mark.parametrize("people, told_people", [(9, None), (10, 10), (11, 11)])
def test_a_year_of_few_tells_nothing_at_all(people, told_people):
    found = told(replace(YEAR, people=people, helped=people, seen=people, tables={"service": {"counseling": people}}), 10)
    assert found.people == told_people
    if told_people is None:
        assert (found.percent, found.contacts, found.cases, found.sessions, found.tables) == (None, None, None, None, {})


@pytest.mark.parametrize("helped, cases", [(0, 33), (9, None), (10, 33), (30, 33), (31, None), (39, None), (40, 33)])
def test_neither_a_part_nor_what_is_left_of_it_is_a_few(helped, cases):
    assert told(replace(YEAR, helped=helped, seen=0), 10).cases == cases


@pytest.mark.parametrize("seen, sessions", [(0, 90), (9, None), (10, 90), (20, 90), (21, None), (30, 90)])
def test_sessions_are_told_as_cases_are(seen, sessions):
    assert told(replace(YEAR, seen=seen), 10).sessions == sessions


def test_where_cases_are_hidden_sessions_are():
    assert told(replace(YEAR, helped=35, seen=35), 10).sessions is None


@pytest.mark.parametrize(("answered", "answers", "content", "percent"), [
    (0, 0, 0, None), (9, 9, 9, None), (9, 12, 12, None), (10, 10, 0, 0), (10, 12, 9, 75), (11, 11, 11, 100),
])
def test_contentment_is_a_share_of_the_answers_of_many_and_never_how_many_answered(answered, answers, content, percent):
    found = told(replace(YEAR, answered=answered, answers=answers, content=content), 10)
    assert found.content == percent and found.cases == 33
    assert {"answered", "answers"}.isdisjoint(found.__dataclass_fields__)


def test_a_year_of_few_does_not_tell_how_content_they_were():
    assert told(replace(YEAR, people=9, answered=10, answers=10, content=5), 10).content is None


# ── Where one year reaches into the next ─────────────────────────────────────


@pytest.mark.parametrize("helped, late, cases", [
    (0, 0, 33), (0, 1, None), (0, 9, None), (0, 10, 33), (0, 11, 33), (10, 1, 33), (10, 9, 33), (9, 1, None), (30, 0, 33),
])
def test_cases_of_callers_of_the_year_before_count_as_people_behind_them(helped, late, cases):
    """Somebody called in December and was accepted in January: alone in her year she would be told by the number of cases."""
    assert told(replace(YEAR, helped=helped, late=late, seen=0), 10).cases == cases


@pytest.mark.parametrize("seen, carried, sessions", [
    (0, 0, 90), (0, 1, None), (0, 9, None), (0, 10, 90), (0, 11, 90), (10, 1, 90), (9, 1, None), (20, 9, 90), (30, 3, 90),
])
def test_sessions_of_cases_of_an_earlier_year_count_as_people_behind_them(seen, carried, sessions):
    assert told(replace(YEAR, seen=seen, carried=carried), 10).sessions == sessions


PEOPLE = st.integers(0, 40)


@given(PEOPLE, PEOPLE, PEOPLE, PEOPLE, PEOPLE, st.integers(5, 15))
def test_behind_every_number_that_is_told_stand_many_or_nobody(people, helped, late, seen, carried, least):
    helped, begun = min(helped, people), min(helped, people) + late
    year = replace(YEAR, people=people, helped=helped, late=late, seen=min(seen, begun), carried=carried, tables={})
    found = told(year, least)
    assert found.people is None or people >= least
    assert found.cases is None or all(count == 0 or count >= least for count in (helped, people - helped, begun))
    assert found.sessions is None or all(
        count == 0 or count >= least for count in (year.seen, begun - year.seen, year.seen + carried)
    )


@pytest.mark.parametrize("minimum, people", [(0, 5), (4, 5), (5, 5), (6, None)])
def test_no_organization_sets_it_below_the_floor(minimum, people):
    assert FLOOR == 5
    small = replace(YEAR, people=5, helped=5, seen=5, tables={})
    assert told(small, minimum).people == people
    assert told(replace(small, people=4, helped=4, seen=4), minimum).people is None


@pytest.mark.parametrize("eligible, tables", [(ELIGIBLE - 1, 0), (ELIGIBLE, 1), (ELIGIBLE + 1, 1)])
def test_a_small_employer_reads_totals_alone(eligible, tables):
    assert len(told(replace(YEAR, eligible=eligible), 10).tables) == tables


@pytest.mark.parametrize("cells, hidden", [
    ({"a": 10, "b": 10, "c": 0}, ""), ({"a": 9, "b": 20, "c": 30}, "ab"), ({"a": 1, "b": 10, "c": 11}, "ab"),
    ({"a": 2, "b": 3, "c": 50}, "abc"), ({"a": 5, "b": 5, "c": 50}, "ab"), ({"a": 4, "b": 5, "c": 12, "d": 50}, "abc"),
    ({"a": 6, "b": 60, "c": 0}, "ab"), ({"a": 3, "b": 0, "c": 0}, "abc"), ({"a": 0, "b": 0}, ""),
])
def test_small_cells_take_others_with_them(cells, hidden):
    assert table(cells, 10) == {name: None if name in hidden else count for name, count in cells.items()}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=1), st.integers(5, 15))
def test_what_is_shown_and_the_total_leave_every_hidden_cell_open(cells, least):
    shown = table(cells, least)
    rest = sum(cells.values()) - sum(count for count in shown.values() if count is not None)
    hidden = [name for name, count in shown.items() if count is None]
    assert all(count is None or count == cells[name] for name, count in shown.items())
    assert all(count is None or count == 0 or count >= least for count in shown.values())
    if hidden and sum(cells.values()) >= least:  # of fewer no total is told
        # whoever knows the total knows the sum of what is hidden: it is of many, and each hidden cell may be any part of it
        assert len(hidden) >= 2 and rest >= least
