"""What stands in arrays, by hand: days as numbers, columns of names, shapes, slips, and who is left between two dates of birth."""

import gc
import subprocess
import sys
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from licensure import columns, reached, shapes, sweep, vocabulary
from licensure.columns import Columns, packed, unpacked
from licensure.leads import Listed
from licensure.list_index import MISSING_BIRTH, Entry, ListIndex
from licensure.names import BONES, slip
from licensure.screening import DEFAULT_BANDS, Name, Person, Reach, close
from licensure.vocabulary import Vocabulary, cost

ROOT = Path(__file__).resolve().parents[2]
BORN = date(1980, 2, 3)
NPI = "1234567893"
NAMES = [
    (7, "Wren", "Halloway", BORN, NPI), (7, "Wren", "Elm", BORN, NPI), (9, "Elm", "Wren", None, "0000000000"),
    (4, "Ida", "Elm", MISSING_BIRTH, ""),
]  # fmt: skip


# ── days ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (None, 0), (MISSING_BIRTH, 0), (date(1980, 2, 3), 1_013_827), (date(1980, 1, 31), 1_013_823), (date(1980, 12, 31), 1_014_175),
        (date(1981, 1, 1), 1_014_305), (date(1900, 1, 2), 972_834), (date(1, 1, 1), 545), (date(9999, 12, 31), 5_119_903),
    ],
)  # fmt: skip
def test_a_day_is_a_number_and_the_number_that_day_again(day, number):
    assert packed(day) == number
    assert unpacked(number) == (None if day == MISSING_BIRTH else day)


# ── columns ──────────────────────────────────────────────────────────────────


def told(some: Columns) -> dict:
    return {"halves": some.halves} | {
        name: getattr(some, name).tolist() for name in ("owners", "givens", "families", "births", "npis")
    }  # fmt: skip


READ = {
    "halves": ["Wren", "Elm", "Ida", "Halloway"], "owners": [7, 7, 9, 4], "givens": [0, 0, 1, 2], "families": [3, 1, 0, 1],
    "births": [1_013_827, 1_013_827, 0, 0], "npis": [NPI.encode(), NPI.encode(), b"", b""],
}  # fmt: skip


def test_each_half_stands_once_and_everything_else_is_a_number():
    assert told(Columns.read(NAMES)) == READ
    assert told(Columns.read(iter(NAMES))) == READ
    nobody = told(Columns.read([]))
    assert nobody == dict.fromkeys(READ, [])


@pytest.mark.parametrize("together", [1, 2, 3, 4, 5])
def test_names_read_some_at_a_time_are_those_read_at_once(together, monkeypatch):
    expected = list(Columns.read(NAMES).people([4, 7, 9]))
    monkeypatch.setattr(columns, "TOGETHER", together)
    assert list(Columns.read(NAMES).people([4, 7, 9])) == expected
    assert columns._together(iter("abcdefg")).__next__() == list("abcdefg"[:together])


def test_parts_that_are_joined_are_numbered_anew_in_their_order():
    joined = Columns.joined([Columns.read(NAMES[2:]), Columns.read(NAMES[:2])])
    assert joined.halves == ["Elm", "Ida", "Wren", "Halloway"]
    assert (joined.owners.tolist(), joined.givens.tolist(), joined.families.tolist()) == ([9, 4, 7, 7], [0, 1, 2, 2], [2, 0, 3, 0])
    assert joined.births.tolist() == [0, 0, 1_013_827, 1_013_827]
    assert joined.npis.tolist() == [b"", b"", NPI.encode(), NPI.encode()]


def test_names_stand_by_either_half_in_the_order_they_came_and_are_sorted_before_processes_part():
    some = Columns.read(NAMES)
    some.prepare()
    assert {"by_family", "by_given", "_by_owner"} <= set(vars(some))
    family, given = some.by_family, some.by_given
    assert (family.places.tolist(), family.starts.tolist()) == ([2, 1, 3, 0], [0, 1, 3, 3, 4])
    assert (family.others.tolist(), family.births.tolist()) == ([1, 0, 2, 0], [0, 1_013_827, 0, 1_013_827])
    assert (given.places.tolist(), given.starts.tolist(), given.others.tolist()) == ([0, 1, 2, 3], [0, 2, 3, 4, 4], [3, 1, 0, 1])


@pytest.mark.parametrize(
    ("wanted", "places"), [({NPI}, [0, 1]), ({NPI, ""}, [0, 1]), ({""}, []), (set(), []), ({"1000000004"}, []), ({"-"}, [])]
)
def test_who_has_an_npi_is_found_by_it_and_a_blank_finds_nobody(wanted, places):
    assert Columns.read(NAMES).with_npi(wanted).tolist() == places


def test_people_have_all_their_names_the_first_of_them_first():
    assert list(Columns.read(NAMES).people([9, 7, 4])) == [
        (9, Person((Name("Elm", "Wren"),))), (7, Person((Name("Wren", "Halloway"), Name("Wren", "Elm")), BORN, NPI)),
        (4, Person((Name("Ida", "Elm"),))),
    ]  # fmt: skip


# ── shapes ───────────────────────────────────────────────────────────────────

TEXTS = ("A", "AB", "BA", "ABA", "ABCDEFG", "ABCDEFGH", "HALLOWAY", "HALLOWAYS", "AAAAAAAA", "~HLW", "\U0001f33f\U0001f33f", "HALOWAY")


def number(text: str) -> int:
    """What stands for a text, in whole numbers: each sign counts by its place."""
    return sum(ord(sign) * pow(0x9E3779B97F4A7C15, place, 2**64) for place, sign in enumerate(text, 1)) % 2**64


def shapes_of(text: str) -> list[str]:
    """The text, and what is left of it without one letter, of eight letters or more also without two."""
    gone = [(), *((place,) for place in range(len(text))), *(combinations(range(len(text)), 2) if len(text) >= 8 else ())]
    return ["".join(sign for place, sign in enumerate(text) if place not in each) for each in gone]


@pytest.mark.parametrize("text", TEXTS)
def test_the_shapes_of_a_text_are_what_is_left_without_a_letter_or_two(text):
    keys, places = shapes.numbered([text])
    assert keys.tolist() == sorted(number(each) for each in shapes_of(text))
    assert set(places.tolist()) == {0}


@pytest.mark.parametrize("together", [1, 2, 2000])
def test_shapes_of_many_texts_stand_in_order_beside_the_places_of_their_texts(together, monkeypatch):
    monkeypatch.setattr(shapes, "TOGETHER", together)
    keys, places = shapes.numbered(["", *TEXTS])
    expected = sorted((number(each), place) for place, text in enumerate(TEXTS, 1) for each in shapes_of(text))
    assert sorted(zip(keys.tolist(), places.tolist(), strict=True)) == expected
    assert keys.tolist() == [key for key, _ in expected]
    assert [each.tolist() for each in shapes.numbered([])] == [[], []]


def test_texts_stand_in_one_row_of_signs():
    signs, first, lengths = shapes.written(["AB", "", "\U0001f33fC"])
    assert (signs.tolist(), first.tolist(), lengths.tolist()) == ([65, 66, 0x1F33F, 67], [0, 2, 2], [2, 0, 2])


@pytest.mark.parametrize("together", [1, 3, 2000])
def test_texts_share_a_shape_with_a_list_or_not(together, monkeypatch):
    monkeypatch.setattr(shapes, "TOGETHER", together)
    asked = ["HALOWAY", "HALLOWAY", "HALLOWAXX", "HALLOXXX", "", "ELM", "ELMS", "LM", "EXX", "HLW"]
    keys, _ = shapes.numbered(["HALLOWAY", "ELM"])
    mine = {each for text in ("HALLOWAY", "ELM") for each in shapes_of(text)}
    expected = [bool(text) and not mine.isdisjoint(shapes_of(text)) for text in asked]
    assert expected == [True, True, True, False, False, True, True, True, False, False]
    assert shapes.sharing(*shapes.written(asked), keys).tolist() == expected
    assert shapes.sharing(*shapes.written(asked), np.empty(0, np.uint64)).tolist() == [False] * len(asked)
    assert shapes.sharing(*shapes.written([]), keys).tolist() == []


def test_the_last_of_a_lists_shapes_is_looked_at_as_well():
    elm, least, most = number("ELM"), 1, 2**64 - 1
    for keys, shared in (([elm], True), ([least, elm], True), ([elm, most], True), ([least, most], False), ([most], False)):
        assert shapes.sharing(*shapes.written(["ELM"]), np.array(keys, np.uint64)).tolist() == [shared]


def test_half_a_number_that_is_equal_by_chance_does_not_make_two_shapes_one():
    (keys, _), low = shapes.numbered(["ELM"]), np.uint64(0xFFFFFFFF)
    other = np.sort(keys ^ np.uint64(1 << 40))
    assert set((keys & low).tolist()) == set((other & low).tolist())
    assert shapes.sharing(*shapes.written(["ELM"]), other).tolist() == [False]


# ── slips ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("apart", "shorter", "longer", "loss"),
    [
        (0, 1, 1, 0), (0, 8, 8, 0), (1, 1, 2, -1), (1, 2, 2, -1), (1, 2, 3, 10), (1, 3, 3, 10), (1, 4, 4, 10), (1, 4, 5, 8), (1, 5, 5, 8),
        (1, 7, 8, 8), (1, 8, 8, 6), (1, 8, 9, 6), (2, 7, 7, -1), (2, 7, 8, -1), (2, 8, 8, 10), (2, 8, 10, 10), (3, 9, 9, -1),
    ],
)  # fmt: skip
def test_slips_cost_by_how_many_they_are_and_how_long_the_names(apart, shorter, longer, loss):
    assert cost(*(np.array([each]) for each in (apart, shorter, longer))).tolist() == [loss]


NEAR = [  # of one name and the other: what the slips cost, None for another name
    ("AB", "AC", None), ("AB", "A", None), ("AB", "ABC", 10), ("ABC", "ABD", 10), ("ABC", "ACB", 10), ("ABCD", "ABCE", 10),
    ("ABCD", "ABCDE", 8), ("ABCDE", "ABCDF", 8), ("ABCDE", "ABCFG", None), ("ABCDEFG", "ABCDEFGH", 8), ("ABCDEFGH", "ABCDEFGI", 6),
    ("ABCDEFG", "ABCDEFGHI", None), ("ABCDEFGH", "ABCDEFGHIJ", 10), ("ABCDEFGH", "ABCDEFIJ", 10), ("ABCDEFGH", "ABCDEIJK", None),
    ("~BCDF", "~BCDF", 0), ("~BCDF", "~BCD", None), ("~BCDF", "BCDF", None), ("BCDF", "~BCDF", None),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "loss"), NEAR)
def test_two_forms_are_near_by_the_rule(one, other, loss):
    assert (slip(one, other) or (None,))[0] == loss
    for asked, listed in ((one, other), (other, one)):
        assert Vocabulary(["QQQQQQ", listed]).near(asked) == (() if loss is None else ((listed, loss, "typo" if loss else "exact"),))


@pytest.mark.parametrize("together", [1, 2, 20_000])
def test_pairs_come_once_in_the_order_of_both_whatever_is_asked_together(together, monkeypatch):
    monkeypatch.setattr(vocabulary, "TOGETHER", together)
    known = Vocabulary(["HALLOWAY", "~HLW", "ELM", "HALOWAY", "ELM", "ELMS"])
    assert known.texts == ("HALLOWAY", "~HLW", "ELM", "HALOWAY", "ELMS")
    asked, places, losses = known.pairs(["~HLW", "ELMS", "~LM", "HALLOWAY", "QQ", "ELM"])
    assert [*zip(asked.tolist(), places.tolist(), losses.tolist(), strict=True)] == [
        (0, 1, 0), (1, 2, 10), (1, 4, 0), (3, 0, 0), (3, 3, 8), (5, 2, 0), (5, 4, 10),
    ]  # fmt: skip
    assert [each.tolist() for each in known.pairs([])] == [[], [], []]
    assert [each.tolist() for each in Vocabulary([]).pairs(["ELM", "~LM"])] == [[], [], []]
    assert [each.tolist() for each in Vocabulary(["~LM"]).pairs(["ELM"])] == [[], [], []]
    assert [each.tolist() for each in Vocabulary(["ELM"]).pairs(["QQ", "ELMS", "AB", "ELM"])] == [[1, 3], [0, 0], [10, 0]]


def test_the_shapes_of_a_list_leave_consonants_out_and_tell_places_among_all_forms():
    keys, places = Vocabulary(["~HLW", "ELM", "~LM", "AB"]).shapes
    assert dict(zip(keys.tolist(), places.tolist(), strict=True)) == {
        number(each): place for place, text in ((1, "ELM"), (3, "AB")) for each in shapes_of(text)
    }
    assert not {number(each) for each in (f"{BONES}HLW", f"{BONES}LM")} & set(keys.tolist())


# ── who is left ──────────────────────────────────────────────────────────────

APART = [  # two days, whether a slip of the pen tells them apart
    (date(1980, 2, 3), date(1980, 2, 4), True), (date(1980, 2, 3), date(1980, 2, 13), True), (date(1980, 2, 3), date(1980, 2, 14), False),
    (date(1980, 2, 3), date(1980, 3, 3), True), (date(1980, 2, 3), date(1980, 12, 3), True), (date(1980, 2, 3), date(1980, 11, 3), False),
    (date(1980, 2, 3), date(1980, 3, 2), True), (date(1980, 2, 3), date(1981, 3, 2), False), (date(1980, 2, 3), date(1981, 2, 3), True),
    (date(1980, 2, 3), date(1990, 2, 3), True), (date(1980, 2, 3), date(1880, 2, 3), True), (date(1980, 2, 3), date(2980, 2, 3), True),
    (date(1980, 2, 3), date(1991, 2, 3), False), (date(1980, 2, 3), date(2080, 2, 3), False), (date(1980, 2, 3), date(1981, 2, 4), False),
    (date(1980, 2, 3), date(1980, 3, 4), False), (date(1980, 2, 3), date(1961, 7, 9), False), (date(1980, 1, 31), date(1980, 1, 21), True),
    (date(1980, 10, 11), date(1980, 11, 10), True), (date(1980, 1, 30), date(1980, 1, 29), False),
    (date(1980, 5, 5), date(1980, 5, 5), True),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "slipped"), APART)
def test_two_days_are_close_by_one_digit_or_with_day_and_month_swapped(one, other, slipped):
    assert one == other or close(one, other) is slipped, "the table is the rule's"
    for hers, theirs in ((one, other), (other, one)):
        days = np.array([packed(hers)], np.int32), np.array([packed(theirs)], np.int32)
        assert reached._close(*days).tolist() == [slipped]
        assert not slipped or reached._similar(*days).tolist() == [True]


@pytest.mark.parametrize(
    ("hers", "theirs", "similar", "left"),
    [
        (BORN, BORN, True, 20), (BORN, date(1980, 2, 4), True, 30), (BORN, date(1961, 7, 9), False, 40), (None, BORN, True, 10),
        (BORN, None, True, 10), (None, None, True, 10), (BORN, date(1961, 2, 3), True, 40), (BORN, date(1980, 7, 9), True, 40),
        (BORN, date(1981, 7, 3), False, 40), (BORN, date(1981, 2, 9), False, 40), (BORN, date(1981, 3, 2), False, 40),
        (BORN, date(1961, 2, 2), False, 40), (BORN, date(1961, 3, 3), False, 40),
    ],
)  # fmt: skip
def test_what_a_name_may_cost_follows_from_the_days_and_most_pairs_end_early(hers, theirs, similar, left):
    days = np.array([packed(hers)], np.int32), np.array([packed(theirs)], np.int32)
    assert reached._similar(*days).tolist() == [similar]
    assert reached._left(*days, Reach(10, 20, 30, 40)).tolist() == [left]
    assert Reach(10, 20, 30, 40).to(hers, theirs) == left, "the table is the rule's"


def led(*rows) -> tuple[np.ndarray, ...]:
    return tuple(np.array(each) for each in zip(*rows, strict=True)) if rows else (np.empty(0, int),) * 3


@pytest.mark.parametrize(
    ("most", "together", "portions"),
    [
        (5, 100, [[(3, 0), (1, 1), (1, 2), (0, 0)]]), (4, 100, [[(3, 0), (1, 1), (0, 0)]]), (-1, 100, []), (0, 100, [[(3, 0), (0, 0)]]),
        (5, 1, [[(3, 0)], [(1, 1)], [(1, 2), (0, 0)]]), (5, 3, [[(3, 0)], [(1, 1), (1, 2), (0, 0)]]),
        (5, 5, [[(3, 0), (1, 1)], [(1, 2), (0, 0)]]), (5, 6, [[(3, 0), (1, 1), (1, 2), (0, 0)]]),
    ],
)  # fmt: skip
def test_leads_are_looked_at_some_at_a_time_without_those_nobody_bears_or_no_day_allows(most, together, portions, monkeypatch):
    monkeypatch.setattr(reached, "TOGETHER", together)
    bearers = Columns.read(NAMES).by_family  # Wren 1, Elm 2, Ida 0, Halloway 1
    found = reached._portions(bearers, led((3, 0, 0), (2, 0, 0), (1, 1, 4), (1, 2, 5), (0, 0, 0), (3, 5, 6)), most)
    assert [[*zip(halves.tolist(), rows.tolist(), strict=True)] for halves, rows, _ in found] == portions
    assert list(reached._portions(bearers, led(), 5)) == []


ROWS = [
    Entry(0, "HALLOWAY", "WREN", date_of_birth=BORN), Entry(1, "HALLOWAY", "WREN"),
    Entry(2, "HALLOWAY", "WREN", date_of_birth=date(1980, 2, 4)), Entry(3, "HALLOWAY", "WREN", date_of_birth=date(1961, 7, 9)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("family_cost", "reach", "found"),
    [
        (0, Reach(-1, -1, -1, -1), []), (0, Reach(0, -1, -1, -1), [(0, 1, 0)]), (1, Reach(0, -1, -1, -1), []),
        (1, Reach(1, -1, -1, -1), [(0, 1, 0)]),
        (1, Reach(-1, 1, -1, -1), [(0, 0, 0)]), (2, Reach(-1, 1, -1, -1), []), (3, Reach(-1, -1, 3, -1), [(0, 2, 0)]),
        (4, Reach(-1, -1, 3, -1), []), (4, Reach(-1, -1, -1, 4), [(0, 3, 0)]), (5, Reach(-1, -1, -1, 4), []),
        (0, Reach(-1, -1, -1, 0), [(0, 3, 0)]), (2, Reach(5, 4, 3, 2), [(0, 0, 2), (0, 1, 3), (0, 2, 1), (0, 3, 0)]),
    ],
)  # fmt: skip
def test_pairs_stay_whose_days_leave_what_the_family_name_costs(family_cost, reach, found):
    bearers = Columns.read(NAMES[:1]).by_family
    some = reached._by_birth(bearers, Listed(ListIndex(ROWS)), reach, led(*((1, row, family_cost) for row in range(4))))
    assert sorted(zip(*(each.tolist() for each in some), strict=True)) == found


@pytest.mark.parametrize(
    ("given", "left", "stays"),
    [
        ("Wren", 0, True), ("Wren", -1, False), ("Wrenn", 7, False), ("Wrenn", 8, True), ("Wrenn", 9, True), ("W", 14, False),
        ("W", 15, True), ("Ida", 29, False), ("Ida", 30, True), ("Ida", 31, True), ("", 14, False), ("", 15, True),
    ],
)  # fmt: skip
def test_a_given_name_may_cost_what_is_left_and_another_thirty(given, left, stays):
    some = Columns.read([(1, "Zo", "Ash", None, ""), (7, given, "Halloway", BORN, "")])
    at = int(np.nonzero(some.by_family.places == 1)[0][0])
    pairs = tuple(np.array([each]) for each in (at, 0, left))
    assert reached._by_given(some, some.by_family, Listed(ListIndex(ROWS[:1])), pairs).tolist() == ([at] if stays else [])


def test_each_of_two_names_is_held_against_the_given_name_of_its_own_row():
    listed = Listed(ListIndex([Entry(0, "HALLOWAY", "IDA"), Entry(1, "HALLOWAY", "WREN"), Entry(2, "HALLOWAY", "ELM")]))
    some = Columns.read([(1, "Wren", "Halloway", None, ""), (2, "Ida", "Halloway", None, ""), (3, "Elm", "Halloway", None, "")])
    places = [some.by_family.places.tolist().index(place) for place in range(3)]

    def stays(*pairs):
        found = reached._by_given(some, some.by_family, listed, led(*((places[who], row, left) for who, row, left in pairs)))
        return sorted(places.index(each) for each in found.tolist())

    assert stays((0, 0, 0), (1, 0, 0), (2, 0, 0)) == [1]
    assert stays((0, 1, 0), (1, 1, 0), (1, 0, 0), (2, 2, 0), (2, 1, 0)) == [0, 1, 2]
    assert stays((0, 0, 30), (1, 1, 29), (2, 2, 0), (2, 2, 5)) == [0, 2], "each once"
    assert stays() == []


@pytest.mark.parametrize(
    ("given", "family", "most", "found"),
    [
        ("Wren", "Halloway", 0, {7}), ("Wren", "Halloway", -1, set()), ("Halloway", "Wren", 4, set()), ("Halloway", "Wren", 5, {7}),
        ("Wren", "Haloway", 7, set()), ("Wren", "Haloway", 8, {7}), ("Ida", "Halloway", 29, set()), ("Ida", "Halloway", 30, {7}),
    ],
)  # fmt: skip
def test_a_name_is_reached_when_both_halves_together_cost_no_more_than_the_days_leave(given, family, most, found):
    some, listed = Columns.read([(7, given, family, None, "")]), Listed(ListIndex(ROWS[1:2]))
    owners = reached.reached(some, listed, Reach(most, -1, -1, -1), listed.rows_of(some.halves))
    assert set(owners.tolist()) == found


# ── a sweep ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("processes", [1, 2])
def test_work_is_spread_in_order_and_nothing_is_left_behind(processes):
    before = gc.get_freeze_count()
    assert list(sweep.spread(lambda part: (part, gc.isenabled()), range(5), processes)) == [(part, processes == 1) for part in range(5)]
    assert (sweep._shared, gc.get_freeze_count(), gc.isenabled()) == ([], 0 if processes == 2 else before, True)


ASKED_TO_END = """
import signal
from licensure import sweep
signal.signal(signal.SIGTERM, lambda *_: None)  # as a worker does, which finishes what it is at
print(all(list(sweep.spread(lambda part: part, range(4), 2)) == [0, 1, 2, 3] for _time in range(20)))
"""


def test_processes_of_one_that_ends_in_its_own_time_end_at_once():
    """They would take over what it does when it is asked to end, and it would wait for them for ever."""
    done = subprocess.run([sys.executable, "-c", ASKED_TO_END], cwd=ROOT, capture_output=True, text=True, timeout=120)  # noqa: S603
    assert done.stdout == "True\n", done.stderr


def test_a_process_does_the_work_it_was_begun_for(monkeypatch):
    monkeypatch.setattr(sweep, "_shared", [lambda part: "earlier", lambda part: ("own", part)])
    assert sweep._forked(3) == ("own", 3)


def test_unless_told_otherwise_names_are_read_in_this_process():
    read = []
    sweep.sweep([1, 2], lambda part: read.append(part) or [], ListIndex([Entry(0, "HALLOWAY", "WREN")]))
    assert read == [1, 2]


def test_what_breaks_in_a_process_breaks_here_and_nothing_is_left_behind():
    with pytest.raises(ZeroDivisionError):
        list(sweep.spread(lambda part: 1 // part, [1, 0], 2))
    assert (sweep._shared, gc.get_freeze_count()) == ([], 0)


def test_who_may_be_listed_is_asked_by_a_part_of_the_halves_and_once_by_npi():
    names = [(0, "Wren", "Halloway", BORN, ""), (1, "Ida", "Elm", None, NPI), (2, "Zo", "Ashenfell", None, "")]
    some = Columns.read(names)
    listed, reach = Listed(ListIndex([Entry(0, "HALLOWAY", "WREN"), Entry(1, "", "", npi=NPI)])), Reach.of(DEFAULT_BANDS)
    parts = [sweep._owners(some, listed, reach, part, 3).tolist() for part in range(3)]
    at = some.halves.index("Halloway") % 3
    assert [1 in part for part in parts] == [True, False, False], "by her NPI, in the first part"
    assert 0 in parts[at] and {each for part in parts for each in part} == {0, 1}
    assert sweep._owners(some, listed, reach, 0, 1).tolist() == [0, 1]
    assert sweep.may_be_listed(names, listed.index) == {0, 1}


@pytest.mark.parametrize("processes", [1, 2])
def test_a_sweep_says_who_was_found_in_order_and_how_many_were_asked_one_by_one(processes):
    names = [
        [(5, "Wren", "Halloway", BORN, ""), (5, "Wren", "Elm", BORN, "")], [(3, "Wren", "Haloway", BORN, ""), (4, "Zo", "Ash", None, "")],
        [(1, "Ida", "Elm", None, NPI)],
    ]  # fmt: skip
    index = ListIndex([Entry(0, "HALLOWAY", "WREN", date_of_birth=BORN), Entry(1, "", "", npi=NPI), Entry(2, "ELM", "WREN")])
    swept = sweep.sweep(names, list, index, processes=processes)
    assert [(who, [each.entry.key for each in candidates]) for who, candidates in swept.found] == [(1, [1]), (3, [0]), (5, [0, 2])]
    assert swept.asked == 3
    assert all("shapes" in vars(part) for part in (index.family_names, index.given_names)), "made once, for all processes"
    assert sweep.sweep([[], []], list, index, processes=processes) == sweep.Swept([], 0)


def test_of_people_those_with_candidates_are_told_by_their_places():
    index = ListIndex([Entry(0, "HALLOWAY", "WREN")])
    people = [Person((Name("Zo", "Ash"),)), Person((Name("Wren", "Halloway"),)), Person((Name("Ida", "Elm"), Name("Halloway", "Wren")))]
    assert [(place, [each.score for each in found]) for place, found in sweep.screen_all(people, index)] == [(1, [70]), (2, [65])]
    assert [who for who, _ in sweep.screened([*enumerate(people)], index)] == [1, 2]
    assert {"Ash", "Zo"} <= index._kin.keys() and {"Ash", "Zo"} <= index._given.keys(), "asked for all at once"
