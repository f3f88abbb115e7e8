"""Which halves of names are worth asking a list about, told at a glance: each kind of name by hand, what stays and what is left out."""

import pytest

from licensure.glance import likely
from licensure.list_index import Entry, ListIndex
from licensure.names import family_forms
from tests.licensure.test_leads import FAMILIES, ROWS, TWENTY, ways

INDEX = ListIndex(ROWS)
STRANGERS = [
    "Walsh", "Thornell", "Hallmark", "Abcdef", "Quill", "Oakfield", "Way", "Smithers", "Leeds", "Branden", "Marsh", "Zuzzara", "Aeiou",
    "Iou", "QUILL", "qUiLl", "X" * 20,
]  # fmt: skip
STAYS = {
    "as it stands there": ["Halloway", "HALLOWAY", "hALLOWAY", "Elm"],
    "a slip of the pen": ["Hallowy", "Holloway", "Smyth", "Welc", "Muller"],
    "two in a long name": ["Brandnburgr", "Brandenbrgerx"],
    "the same consonants": ["Luchaie", "Odinave", "Hulluwey"],
    "as the list cut it off": [f"{TWENTY[:-1]}S", TWENTY[:19], TWENTY],
    "not one word of plain letters": [
        "Thornell-Way", "O'Quill", "van Quill", "Thörnell", "", " ", "Quill1", "Quill@", "Quill[", "Quill`", "Quill{", "1", "\u674e",
        "X" * 21,
    ],
}  # fmt: skip


@pytest.mark.parametrize("half", STRANGERS)
def test_a_stranger_is_left_out(half):
    assert likely([half], INDEX) == []
    assert not ways(INDEX, half)


@pytest.mark.parametrize("half", [half for halves in STAYS.values() for half in halves])
def test_whoever_may_be_meant_stays(half):
    assert likely([half], INDEX) == [half]


def test_all_at_once_and_in_any_order_it_is_the_same():
    mixed = [half for pair in zip(STRANGERS, [half for halves in STAYS.values() for half in halves][:17], strict=True) for half in pair]
    for asked in (mixed, mixed[::-1], sorted(mixed), sorted(mixed, key=len)):
        assert likely(asked, INDEX) == [half for half in asked if half not in STRANGERS]


def test_nothing_that_leads_anywhere_is_left_out():
    kept = set(likely(FAMILIES, INDEX))
    assert {half for half in FAMILIES if ways(INDEX, half)} <= kept
    assert [half for half in FAMILIES if half not in kept] == ["Aeiou", "Walsh"]


def test_the_consonants_of_one_name_are_not_run_into_those_of_the_next():
    index = ListIndex([Entry(0, "WELCH", ""), Entry(1, "NODAVE", "")])
    assert likely(["Ahul", "Luchaie"], index) == ["Luchaie"], "an L ends the one and begins the other"
    assert likely(["Luchaie", "Hinodov", "Vuntha"], index) == ["Luchaie"]
    assert likely(["Ulliccahh"], index) == ["Ulliccahh"], "a doubled letter counts once"


def test_a_beginning_is_held_against_longer_names_alone():
    cut = ListIndex([Entry(0, "ABCDEFG-HIJKLMNOPQRS", "")])  # twenty signs, nineteen letters
    form = max((form.text for form in family_forms("ABCDEFG-HIJKLMNOPQRS") if form.cut), key=len)
    assert len(form) == 19
    assert likely([f"{form}T", form, "ABCDEFGHIJKLUVW", f"U{form}"], cut) == [f"{form}T", form, f"U{form}"]


def test_without_halves_or_rows_there_is_nothing():
    assert likely([], INDEX) == []
    assert likely(["Elm", "Halloway"], ListIndex([])) == []
    assert likely(["O'Elm"], ListIndex([])) == ["O'Elm"], "it is never judged here"


def test_a_single_letter_is_judged_and_leads_to_no_longer_name_and_no_name_to_it():
    assert likely(["Z", "z"], ListIndex([Entry(0, "WELCH", "")])) == []
    assert likely(["Aba"], ListIndex([Entry(0, "B", "")])) == [], "an initial has no consonants to share"
