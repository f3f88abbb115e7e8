"""A few rows against a whole network: nobody who may be on them is left out, and few others are asked."""

import pytest
from hypothesis import example, given, settings

from licensure.bench_names import invented_list, invented_people
from licensure.changed_rows import may_be_listed, sweep_changed
from licensure.list_index import MISSING_BIRTH
from licensure.screening import DEFAULT_BANDS, Bands, Entry, ListIndex, Name, Person, screen
from tests.licensure.test_sweep import BORN, bands, entries, listed_rows, people


def written(asked) -> list:
    """One line for each name of each person."""
    return [(place, name.given, name.family, who.date_of_birth, who.npi) for place, who in enumerate(asked) for name in who.names]


def listed(asked, index, chosen=DEFAULT_BANDS) -> set[int]:
    """Who may be on a row, asked one by one."""
    return {place for place, who in enumerate(asked) if screen(who, index, chosen)}


@settings(max_examples=300)
@given(listed_rows, people, bands)
@example([("HALLOWAY", "", "", "", BORN)], [Person((Name("Wren", "Halloway"),), BORN)], Bands())
@example([("HALLOWAY", "WREN", "", "", MISSING_BIRTH)], [Person((Name("Halloway", "Wren"),), BORN)], Bands())
@example([("", "", "", "1234567893", None)], [Person((Name("Ida", "Elm"),), None, "1234567893")], Bands())
@example([("HALLOWAY", "WREN", "", "", BORN)], [Person((Name("Ida", "Halloway"),), BORN)], Bands(0, 0, 95))
def test_nobody_is_left_out_whatever_bands_an_organization_chose(rows, asked, chosen):
    index = ListIndex(entries(rows))
    assert listed(asked, index, chosen) <= may_be_listed(written(asked), ListIndex(entries(rows)), chosen)


def test_hardly_anybody_comes_who_is_not_listed():
    few = invented_list(3, 40)
    asked = [who for part in range(4) for who in invented_people(3, 1500, few, part)]
    index = ListIndex(few)
    expected, found = listed(asked, index), may_be_listed(written(asked), ListIndex(few))
    assert expected <= found
    assert 6 <= len(found) <= 2 * len(expected) + 5


def test_a_person_is_told_once_under_whichever_of_her_names_she_is_found():
    index = ListIndex(entries([("OAKMOOR", "WREN", "", "", None), ("HALLOWAY", "WREN", "", "", None)]))
    asked = [(7, "Wren", "Halloway", None, ""), (7, "Wren", "Oakmoor", None, ""), (9, "Ida", "Ashenfell", None, "")]
    assert may_be_listed(asked, index) == {7}


@pytest.mark.parametrize("processes", [1, 2])
def test_parts_come_back_in_order_whoever_works_on_them(processes):
    few = invented_list(5, 200)
    parts = {part: invented_people(5, 400, few, part) for part in range(3)}
    swept = list(sweep_changed(range(3), lambda part: written(parts[part]), ListIndex(few), processes=processes))
    assert [part for part, found in swept] == [0, 1, 2]
    for part, found in swept:
        assert listed(parts[part], ListIndex(few)) <= found
        assert found


def test_two_organizations_may_know_the_same_person_and_nobody_may_be_known():
    few = ListIndex([Entry(0, "HALLOWAY", "WREN")])
    assert may_be_listed([], few) == set()
    assert may_be_listed([(1, "Wren", "Halloway", None, ""), (2, "Wren", "Halloway", None, "")], few) == {1, 2}
    assert may_be_listed([(1, "Wren", "Halloway", None, "")], ListIndex([])) == set()
