"""Which names of a network are worth reading for a few rows: all that reading everybody would find, on stand-ins; pure."""

import re
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licensure.bench_names import invented_list, invented_people
from licensure.columns import packed
from licensure.glance import likely
from licensure.leads import Listed, _Forms
from licensure.lookup import Lookup
from licensure.names import FAMILY_CUT, GIVEN_CUT, bones, bones_of, family_forms, given_forms
from licensure.screening import Bands, Entry, ListIndex, Reach
from licensure.sweep import may_be_listed
from tests.licensure.test_sweep import BORN, bands, entries, listed_rows, long_names, names, people, written

NOBODYS_DAY = date(1900, 1, 1)


def read(asked, written_names, half):
    """The names a database gives for what is asked, by the words of `Asked` alone."""
    near, on = ({(text, day) for text, day in each} for each in (asked.near, asked.on))

    def wanted(text, born):
        if text in asked.whole:
            return True
        if born in (None, NOBODYS_DAY):
            return text in asked.unborn or any(text == other for other, _ in near)
        alike = (born.year == day.year or (born.month, born.day) == (day.month, day.day) for other, day in near if other == text)
        return (text, born) in on or any(alike)

    return [each for each in written_names if wanted(each[half], each[3])]


def looked_up(written_names, index, bands):
    """Whom looking up finds, and how many names were read for it."""
    families, givens = {each[2] for each in written_names}, {each[1] for each in written_names}
    lookup = Lookup(sorted(families | givens), index, bands)
    found = [*read(lookup.by_family(families), written_names, 2), *read(lookup.by_given(givens), written_names, 1)]
    return lookup.owners(found), len(found)


@settings(max_examples=400)
@given(listed_rows, people, bands)
def test_looking_up_finds_whom_reading_everybody_finds_whatever_bands_an_organization_chose(rows, asked, chosen):
    listed = ListIndex([Entry(key, *row[:3], "", row[4]) for key, row in enumerate(rows)])  # an NPI is looked up by itself
    everybody = written(asked)
    assert looked_up(everybody, listed, chosen)[0] == may_be_listed(everybody, listed, chosen)


def test_names_as_a_country_has_them_are_found_and_hardly_any_other_is_read():
    listed = invented_list(11, 60)
    everybody = written([who for part in range(4) for who in invented_people(11, 1000, listed, part)])
    found, count = looked_up(everybody, ListIndex(listed), Bands())
    assert found == may_be_listed(everybody, ListIndex(listed)) != set()
    assert count < len(everybody) / 20


@settings(max_examples=400)
@given(listed_rows, st.lists(names | long_names | st.sampled_from(["Van der Elm", "O'Hara", "Élan", "B" * 25, "\u674e"]), max_size=20))
def test_at_a_glance_nothing_is_left_out_that_leads_anywhere(rows, halves):
    index = ListIndex(entries(rows))
    kept = likely(halves, index)
    leads = {halves[place] for place in Listed(index).rows_of(halves)[0].tolist()}
    assert leads <= set(kept) <= set(halves)
    assert [half for half in halves if half in set(kept)] == kept, "in their order"


def test_at_a_glance_a_slip_the_consonants_and_a_name_that_was_cut_off_are_kept_and_strangers_are_not():
    index = ListIndex(entries([("HALLOWAY", "", "", "", None), ("ABCDEFGHIJ KLMNOPQRS", "", "", "", None)]))  # twenty signs: cut off
    kept = ["Halloway", "halowy", "Hallowayes", "Hlwy", "Abcdefghijklmnopqrs", "Abcdefghijklmnopqrst", "Abcdefghijklmnopqrstuv"]
    strangers = ["Elm", "Thornell", "Hallmark", "Abcdef"]
    assert likely([*strangers, *kept], index) == kept
    assert (likely([], index), likely(["Elm"], ListIndex([]))) == ([], [])


def test_who_is_asked_for_follows_from_the_bands_and_the_rows_day_of_birth():
    dated, undated = (ListIndex(entries([("HALLOWAY", "WREN", "", "", day)])) for day in (BORN, None))

    def asked(index, least=55):
        each = Lookup(["Halloway", "Elm"], index, Bands(least)).by_family(["Halloway", "Elm"])
        return each.whole, each.near, each.on, each.unborn

    assert asked(dated) == ([], [("Halloway", BORN)], [], [])
    assert asked(undated) == (["Halloway"], [], [], [])
    assert asked(dated, 20) == (["Halloway"], [], [], []), "with bands so low the day of birth keeps nobody out"
    assert asked(dated, 70) == ([], [], [("Halloway", BORN)], ["Halloway"]), "with bands so high a slip in the day does"
    assert asked(dated, 90) == ([], [], [("Halloway", BORN)], []), "and so does an unknown one"
    swapped = Lookup(["Halloway"], dated).by_given(["Halloway"])
    assert (swapped.near, swapped.halves) == ([("Halloway", BORN)], {"Halloway"})
    assert Lookup(["Halloway"], dated).by_given(["Elm"]).halves == set()


REACH = Reach(unknown=25, agrees=30, close=20, differs=5)
LATER = date(1981, 5, 6)
HALVES = ["Elm", "Halloway", "Wren"]


def leading(*leads, reach=REACH):
    """A look-up whose halves lead by hand: (place of the half, place of the row, what the name costs). Row 2 has no day of birth."""
    lookup = object.__new__(Lookup)
    lookup._halves, lookup._reach = HALVES, reach
    lookup._listed = SimpleNamespace(births=np.array([packed(BORN), packed(LATER), 0]))
    lookup._leads = tuple(np.array(each, np.int64) for each in zip(*leads, strict=True))
    return lookup


def kinds(asked):
    told = {"whole": asked.whole, "near": asked.near, "on": asked.on, "unborn": asked.unborn}
    return " ".join(kind for kind, those in told.items() if those)


@pytest.mark.parametrize(
    ("cost", "dated", "undated"),
    [
        (0, "whole", "whole"), (4, "whole", "whole"), (5, "whole", "whole"), (6, "near", "whole"),
        (19, "near", "whole"), (20, "near", "whole"), (21, "on unborn", "whole"),
        (24, "on unborn", "whole"), (25, "on unborn", "whole"), (26, "on", ""),
        (29, "on", ""), (30, "on", ""), (31, "", ""),
    ],
)  # fmt: skip
def test_the_nearer_the_day_must_be_the_more_a_name_costs_and_swapped_it_costs_five_more(cost, dated, undated):
    assert kinds(leading((1, 0, cost)).by_family(HALVES)) == dated
    assert kinds(leading((1, 2, cost)).by_family(HALVES)) == undated
    if cost >= 5:
        assert kinds(leading((1, 0, cost - 5)).by_given(HALVES)) == dated
        assert kinds(leading((1, 2, cost - 5)).by_given(HALVES)) == undated


def test_where_a_day_that_differs_costs_less_than_one_nobody_knows_both_say_who_is_read_whole():
    lookup = leading((1, 2, 4), reach=Reach(unknown=3, agrees=30, close=20, differs=4))
    assert kinds(lookup.by_family(HALVES)) == "whole"
    assert kinds(leading((1, 2, 5), reach=Reach(unknown=3, agrees=30, close=20, differs=4)).by_family(HALVES)) == ""


def test_a_half_is_asked_for_once_with_each_day_and_only_where_somebody_is_called_so():
    lookup = leading((2, 1, 10), (0, 0, 10), (2, 0, 10), (2, 1, 11), (1, 0, 5), (1, 1, 5), (1, 0, 22), (0, 1, 23), (0, 0, 23))
    asked = lookup.by_family(HALVES)
    assert asked.whole == ["Halloway"]
    assert asked.near == [("Elm", BORN), ("Wren", BORN), ("Wren", LATER)]
    assert asked.on == [("Elm", BORN), ("Elm", LATER), ("Halloway", BORN)]
    assert asked.unborn == ["Elm", "Halloway"]
    assert asked.halves == set(HALVES)
    some = lookup.by_family(["Wren"])
    assert (some.whole, some.near, some.on, some.unborn) == ([], [("Wren", BORN), ("Wren", LATER)], [], [])


def test_what_was_read_is_held_against_the_rows_wherever_the_half_stands_and_nothing_where_none_leads():
    index = ListIndex(entries([("WREN", "HALLOWAY", "", "", BORN)]))
    lookup = Lookup(["Wren", "Halloway", "Elm"], index)
    her, other = (7, "Wren", "Halloway", BORN, ""), (8, "Ida", "Elm", BORN, "")
    assert lookup.owners([her]) == lookup.owners([other, her]) == {7}, "swapped, as some lists write it"
    assert lookup.owners([other]) == set()
    assert Lookup(["Elm"], index).owners([her]) == set()
    assert Lookup([], index).owners([her]) == set()


@given(st.lists(names | long_names | st.sampled_from(["Van der Elm", "O'Hara", "Élan", "B" * 25, "I", "Ee", ""]), max_size=20))
def test_halves_taken_all_at_once_have_the_forms_of_each(halves):
    for forms_of, limit in ((family_forms, FAMILY_CUT), (given_forms, GIVEN_CUT)):
        every = _Forms(halves, forms_of, limit)
        places = np.arange(len(every.texts))
        led = every.least((places, places, np.zeros(len(places), np.int16)), len(places))  # each text where it is itself
        found = {(halves[half], every.texts[place], loss) for half, place, loss in zip(*(each.tolist() for each in led), strict=True)}
        assert found == {(half, form.text, form.loss) for half in halves for form in forms_of(half)}


@given(st.lists(names | long_names | st.sampled_from(["EE", "LLOLL", "A"]), max_size=20))
def test_consonants_taken_all_at_once_are_those_of_each(halves):
    asked = [re.sub("[^A-Z]", "", half.upper()) for half in halves]
    assert bones_of(asked) == [bones(each) for each in asked]
