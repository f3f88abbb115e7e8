"""Which names of a network are worth reading for a few rows: all that reading everybody would find, on stand-ins; pure."""

import re
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from licensure.bench_names import invented_list, invented_people
from licensure.glance import likely
from licensure.leads import Listed, _Forms
from licensure.lookup import Lookup
from licensure.names import FAMILY_CUT, GIVEN_CUT, bones, bones_of, family_forms, given_forms
from licensure.screening import Bands, Entry, ListIndex
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
