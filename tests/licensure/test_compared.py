"""Reading the two sides of a check: what a source's kept answer states, in every shape sources give it."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from licensure.compared import answered, needs_reading, unidentified
from licensure.comparing import Stated

TODAY = date(2026, 11, 26)


def check(element="license", *, good_through=None, **values):
    return Row(element=element, values=values, good_through=good_through)


@pytest.mark.parametrize(
    "values, stated",
    [
        ({}, Stated()),
        ({"names": ["Wren Halloway", ""], "number": "12"}, Stated((("", "Wren Halloway"),), "12")),
        ({"name": "Wren Halloway", "npi": 1999000130}, Stated((("", "Wren Halloway"),), "1999000130")),
        ({"date_of_birth": "1984-05-02T00:00:00", "first": "2026-01-01"}, Stated(born=date(1984, 5, 2), first=date(2026, 1, 1))),
        ({"date_of_birth": "02/05/1984", "last": "unknown"}, Stated()),
        ({"last": "2027-06-30", "per_claim": 0, "aggregate": 5}, Stated(last=date(2027, 6, 30), per_claim=0, aggregate=5)),
    ],
)
def test_what_a_source_states_is_read_and_what_is_no_day_says_nothing(values, stated):
    assert answered(check(**values)) == stated


def test_what_is_just_being_answered_stands_before_what_was_kept():
    kept = check(good_through=date(2026, 1, 1), number="1", names=["A B"])
    assert answered(kept).last == date(2026, 1, 1)
    assert answered(kept, values={"number": "2"}, good_through=TODAY) == Stated((("", "A B"),), "2", last=TODAY)


@pytest.mark.parametrize(
    "element, values, missing",
    [
        ("license", {}, ("names", "number")), ("register", {"names": ["A"]}, ("number",)), ("npi", {"number": "1"}, ("names",)),
        ("insurance", {"number": "1"}, ("names",)), ("license", {"name": "A", "number": "1"}, ()), ("education", {}, ()),
        ("exclusion_list", {}, ()),
    ],
)
def test_an_answer_about_a_license_says_whose_it_is(element, values, missing):
    assert unidentified(check(element, **values)) == missing


@pytest.mark.parametrize(
    "element, values, read",
    [
        ("license", {"status": "active"}, False), ("license", {"status": "active", "encumbered": False, "remarks": []}, False),
        ("license", {}, True), ("license", {"status": ""}, True), ("license", {"status": "never heard of"}, True),
        ("license", {"status": "active", "encumbered": True}, True), ("register", {"status": "active", "actions": ["x"]}, True),
        ("npi", {"status": "active", "remarks": ["x"]}, True), ("education", {}, False), ("education", {"status": "revoked"}, True),
    ],
)
def test_a_word_about_her_standing_that_is_not_a_plain_active_is_for_a_person(element, values, read):
    assert needs_reading(check(element, **values)) is read
