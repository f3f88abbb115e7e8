"""A whole network against a list: the same answers as one by one, as comparing with every row, in parts and in processes."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licensure.bench_names import invented_list, invented_people
from licensure.bench_reference import EveryRow
from licensure.columns import Columns
from licensure.names import BONES, slip
from licensure.screening import Bands, Entry, ListIndex, Name, Person, screen
from licensure.sweep import screen_all, sweep
from licensure.vocabulary import Vocabulary

BORN = date(1980, 2, 3)
DAYS = [None, BORN, date(1980, 3, 2), date(1980, 2, 4), date(1961, 7, 9), date(1900, 1, 1)]
names = st.text("ABEHLORW -", min_size=0, max_size=11)
long_names = st.text("AB", min_size=17, max_size=23)
listed_rows = st.lists(
    st.tuples(names | long_names, names, st.sampled_from(["", "A", "AB"]), st.sampled_from(["", "1234567893"]), st.sampled_from(DAYS)),
    min_size=1, max_size=30,
)  # fmt: skip
people = st.lists(
    st.builds(
        Person,
        st.lists(st.builds(Name, names, names | long_names), min_size=1, max_size=3).map(tuple),
        st.sampled_from(DAYS), st.sampled_from(["", "1234567893", "1000000004"]),
    ),
    min_size=1, max_size=8,
)  # fmt: skip
bands = st.integers(0, 94).flatmap(lambda low: st.builds(Bands, st.just(low), st.integers(low, 95), st.just(95)))


def entries(rows) -> list[Entry]:
    return [Entry(key, *row) for key, row in enumerate(rows)]


def written(asked, first=0) -> list:
    """One line for each name of each person."""
    return [(place, name.given, name.family, who.date_of_birth, who.npi) for place, who in enumerate(asked, first) for name in who.names]


def scores(candidates) -> dict:
    return {each.entry.key: each.score for each in candidates}


@settings(max_examples=300)
@given(listed_rows, people, bands)
def test_nothing_is_missed_or_added_whatever_bands_an_organization_chose(rows, asked, chosen):
    listed = entries(rows)
    found = [scores(screen(person, ListIndex(listed), chosen)) for person in asked]
    assert found == EveryRow(listed).screen_all(asked, chosen)


@given(listed_rows, listed_rows, people)
def test_a_list_and_what_was_added_to_it_give_together_what_the_whole_list_gives(rows, added, asked):
    whole = entries([*rows, *added])
    before, change, after = ListIndex(whole[: len(rows)]), ListIndex(whole[len(rows) :]), ListIndex(whole)
    for person in asked:
        parts = {each.entry.key: each for index in (before, change) for each in screen(person, index)}
        assert parts == {each.entry.key: each for each in screen(person, after)}


@settings(max_examples=300)
@given(listed_rows, people, bands)
def test_all_at_once_finds_what_one_by_one_finds(rows, asked, chosen):
    listed = entries(rows)
    found = dict(screen_all(asked, ListIndex(listed), chosen))
    assert [found.get(place, ()) for place in range(len(asked))] == [screen(person, ListIndex(listed), chosen) for person in asked]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_network_in_parts_finds_what_one_by_one_finds_whoever_works_on_them(processes):
    listed = invented_list(5, 500)
    asked = [who for part in range(3) for who in invented_people(5, 400, listed, part)]
    index = ListIndex(listed)
    expected = [(place, found) for place, who in enumerate(asked) if (found := screen(who, index))]
    swept = sweep(range(3), lambda part: written(asked[part * 400 : part * 400 + 400], part * 400), ListIndex(listed), processes=processes)
    assert swept.found == expected
    assert len({place // 400 for place, _ in expected}) == 3
    assert len(expected) <= swept.asked <= 2 * len(expected) + 5


def test_a_person_keeps_all_her_names_in_their_order_wherever_they_stand_in_the_table():
    asked = [(2, "Wren", "Oakmoor", BORN, "1234567893"), (5, "Ida", "Elm", None, ""), (2, "Wren", "Halloway", BORN, "1234567893")]
    columns = Columns.joined([Columns.read(asked), Columns.read([(9, "Elm", "Wren", date(1900, 1, 1), None)]), Columns.read([])])
    assert dict(columns.people([2, 9, 5])) == {
        2: Person((Name("Wren", "Oakmoor"), Name("Wren", "Halloway")), BORN, "1234567893"),
        5: Person((Name("Ida", "Elm"),)),
        9: Person((Name("Elm", "Wren"),)),
    }


near_names = st.lists(st.text("ABCE", min_size=1, max_size=11).flatmap(lambda text: st.sampled_from([text, BONES + text])), max_size=25)


@settings(max_examples=300)
@given(near_names, near_names)
def test_many_forms_at_once_are_near_the_same_forms_as_one_by_one(listed, asked):
    vocabulary = Vocabulary(listed)
    expected = {
        text: tuple((other, *found) for other in vocabulary.texts if (found := slip(text, other))) for text in dict.fromkeys(asked)
    }
    assert vocabulary.near_each(asked) == expected


def test_names_as_a_country_has_them_are_near_the_same_names():
    listed = {entry.family for entry in invented_list(6, 300)}
    asked = {person.names[0].family.upper() for person in invented_people(6, 300)}
    found = Vocabulary(sorted(listed)).near_each(sorted(asked))
    assert {(text, other) for text, each in found.items() for other, *_ in each} == {
        (text, other) for text in asked for other in listed if slip(text, other)
    }
    assert sum(map(len, found.values())) > 30


def test_what_is_remembered_is_forgotten_when_it_is_too_much_and_found_again(monkeypatch):
    listed = invented_list(7, 200)
    asked = invented_people(7, 300, listed)
    remembering, forgetting = ListIndex(listed), ListIndex(listed)
    expected = [screen(person, remembering) for person in asked]
    monkeypatch.setattr("licensure.list_index.REMEMBERED", 5)
    assert [screen(person, forgetting) for person in asked] == expected
    assert (len(remembering._kin) > 100, len(forgetting._kin) <= 6) == (True, True)


def test_a_list_may_be_empty_and_a_person_without_a_name():
    assert screen(Person((Name("", ""),), BORN), ListIndex(entries([("HALLOWAY", "WREN", "", "", BORN)]))) == ()
    assert screen(Person((Name("Wren", "Halloway"),), BORN + timedelta(1)), ListIndex([])) == ()
