"""Where many halves of names lead at once: each as it leads alone, by hand-written names of every kind; and what it costs, in numbers."""

from datetime import date

import numpy as np
import pytest

from licensure.columns import packed
from licensure.leads import Agreeing, Listed
from licensure.list_index import Entry, ListIndex
from licensure.names import given_agreement, given_forms
from licensure.screening import LOSS_OTHER_GIVEN

TWENTY = "ABCDEFGHIJKLMNOPQRST"  # as long as the list shows
BORN = date(1980, 2, 3)
ROWS = [
    Entry(0, "HALLOWAY", "WREN", "", "1234567893", BORN),
    Entry(1, "HALOWAY", "RENATA", date_of_birth=date(1900, 1, 1)),
    Entry(2, "VANDERBROOK", "", "", "0000000000"),
    Entry(3, TWENTY, "ELIZABETH"),
    Entry(4, "ELM", "W"),
    Entry(5, "OAKMOOR-ELM", "BETH ANN"),
    Entry(6, "MÜLLER", "JÖRG", "HEINZ"),
    Entry(7, "LEE", "BO"),
    Entry(8, "SMITH", "BOB"),
    Entry(9, "HALLOWAY", "LIZ"),
    Entry(10, "", "", "", "1000000004"),
    Entry(11, "AAIEO", "OUYIA"),
    Entry(12, "BRANDENBURGER", "WILHELMINACHARL"),
    Entry(13, "B", "B"),
    Entry(14, "WELCH", "WREN", "", "", BORN),
    Entry(15, "BO", "IDA"),
    Entry(16, "DENOVA", "IDA"),
]  # fmt: skip
FAMILIES = [
    "halloway", "Halloway", "HOLLOWAY", "Hallwoay", TWENTY, TWENTY[:19], f"{TWENTY}U", f"{TWENTY}UVW", f"{TWENTY[:10]}-{TWENTY[10:]}UV",
    "a", "b", "", "van der Brook", "Vanderbrook", "Muller", "Müller", "O'Brien", "Aeiou", "El", "Elm", "Oakmoor", "Smyth", "Smith",
    "Lee", "Li", "Bo", "Brandenburg", "Brandenburgers", "Welch", "Walsh", "halloway", "Hallowayx1", "Hll", "  ",
    "Odinave", "Be",
]  # fmt: skip
GIVENS = [
    "Wren", "wren", "W", "w", "", "Renata", "Renate", "Elizabeth", "Beth", "Bob", "Robert", "Bo", "Jorg", "Jörg", "Heinz", "Liz",
    "Beth Ann", "Ann", "Ouyia", "Oy", "B", "Wilhelminacharl", "Wilhelminacharlotte", "Wilhelmina", "WREN", "Wrenn", "Wr", "X",
]  # fmt: skip


@pytest.fixture(scope="module")
def index():
    return ListIndex(ROWS)


@pytest.fixture(scope="module")
def listed(index):
    return Listed(index)


def ways(index, half) -> dict[int, int]:
    """Where one half leads when it is asked for alone, and the least that costs."""
    found = {}
    for group, part in index.families(half).groups:
        for place in group.places(None):
            found[place] = min(part.loss, found.get(place, part.loss))
    return found


def together(led) -> dict[int, dict[int, int]]:
    found = {}
    for half, row, loss in zip(*(each.tolist() for each in led), strict=True):
        assert row not in found.setdefault(half, {}), "each pair once"
        found[half][row] = loss
    return found


@pytest.mark.parametrize("asked", [FAMILIES, FAMILIES[::-1], FAMILIES[:1], ["", "a", "O'Brien"], []])
def test_each_half_leads_where_it_leads_alone_whatever_it_is_asked_with(index, listed, asked):
    expected = {at: found for at, half in enumerate(asked) if (found := ways(index, half))}
    assert together(listed.rows_of(asked)) == expected


@pytest.mark.parametrize(
    ("half", "expected"),
    [
        ("Halloway", {0: 0, 9: 0, 1: 8}),
        ("Hallwoay", {0: 6, 9: 6, 1: 18}),  # one slip of the pen in a long name; two consonants are left of each
        ("Elm", {4: 0, 5: 8}),  # a part of another name
        (f"{TWENTY}U", {3: 2}),  # the list shows its beginning
        (f"{TWENTY[:19]}V", {3: 6}),
        ("Odinave", {16: 10}),  # three consonants are enough to be told by
        ("b", {13: 0}),  # an initial has no consonants to be told by
        ("Nobody", {}),
    ],
)
def test_what_a_half_costs(listed, half, expected):
    found = together(listed.rows_of([half])).get(0, {})
    assert {row: loss for row, loss in found.items() if row not in (12,)} == expected


def test_a_list_that_cut_nothing_off_has_no_beginnings():
    listed = Listed(ListIndex([Entry(0, "HALLOWAY", "WREN")]))
    assert together(listed.rows_of(["Halloway", "Hallowayside", ""])) == {0: {0: 0}}


def test_the_rows_are_there_with_their_births_npis_and_given_names(listed):
    assert listed.count == len(ROWS)
    assert listed.births.tolist() == [packed(BORN), *[0] * 13, packed(BORN), 0, 0], "an unknown day is none"
    assert listed.npis == {"1234567893", "1000000004"}, "and a placeholder is no number"
    assert [listed.givens[number] for number in listed.given_numbers.tolist()] == [given_forms(row.given, row.middle) for row in ROWS]
    assert listed.given_numbers[0] == listed.given_numbers[14] != listed.given_numbers[1], "many rows share theirs"


def alone(asked: str, theirs) -> int:
    """What two given names cost, form by form."""
    mine = given_forms(asked)
    if not mine or not theirs:
        return 15
    found = [
        one.loss + other.loss + agreed[0] for one in mine for other in theirs if (agreed := given_agreement(one.text, other.text))
    ]
    return min([LOSS_OTHER_GIVEN, *found])


@pytest.mark.parametrize("order", [1, -1])
def test_each_given_name_costs_against_each_row_what_it_costs_alone(index, listed, order):
    asked = GIVENS[::order]
    agreeing, every = Agreeing(listed, asked), np.arange(len(asked))
    for _again in range(2):  # what was found for one row is forgotten before the next
        for place in range(listed.count):
            theirs = index.givens(place)
            assert agreeing.costs(theirs, every).tolist() == [alone(half, theirs) for half in asked], (place, asked)


def test_only_those_asked_about_are_told_in_their_order(index, listed):
    agreeing = Agreeing(listed, GIVENS)
    some = np.array([GIVENS.index(name) for name in ("Renata", "Wren", "W", "", "Bob")])
    assert agreeing.costs(index.givens(0), some).tolist() == [LOSS_OTHER_GIVEN, 0, 15, 15, LOSS_OTHER_GIVEN]
    assert agreeing.costs((), some).tolist() == [15] * 5


@pytest.mark.parametrize(
    ("asked", "row", "cost"),
    [("Beth", 3, 8), ("Robert", 8, 8), ("W", 4, 0), ("Wanda", 4, 15), ("R", 1, 15), ("Heinz", 6, 20), ("Ann", 5, 8), ("Wilhelmina", 0, 40)],
)
def test_a_nickname_an_initial_and_a_middle_name_cost_what_they_cost(index, listed, asked, row, cost):
    found = Agreeing(listed, [asked]).costs(index.givens(row), np.array([0])).tolist()
    assert found == [min(cost, LOSS_OTHER_GIVEN)]
