"""A few rows against a whole network: nobody who may be on them is left out, and few others are asked."""

from hypothesis import example, given, settings

from licensure.bench_names import invented_list, invented_people
from licensure.list_index import MISSING_BIRTH
from licensure.screening import DEFAULT_BANDS, Bands, Entry, ListIndex, Name, Person, screen
from licensure.sweep import may_be_listed
from tests.licensure.test_sweep import BORN, bands, entries, listed_rows, people, written


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


def test_two_organizations_may_know_the_same_person_and_nobody_may_be_known():
    few = ListIndex([Entry(0, "HALLOWAY", "WREN")])
    assert may_be_listed([], few) == set()
    assert may_be_listed([(1, "Wren", "Halloway", None, ""), (2, "Wren", "Halloway", None, "")], few) == {1, 2}
    assert may_be_listed([(1, "Wren", "Halloway", None, "")], ListIndex([])) == set()
