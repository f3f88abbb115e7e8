"""Reading the two sides of a check: what a source's kept answer states, in every shape sources give it."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from licensure import compared
from licensure.compared import answered, attested, differences, needs_reading, unidentified
from licensure.comparing import Difference, Stated

TODAY, BORN = date(2026, 11, 26), date(1984, 5, 2)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def check(element="license", *, good_through=None, **values):
    return Row(element=element, values=values, good_through=good_through)


@pytest.mark.parametrize(
    "values, stated",
    [
        ({}, Stated()),
        ({"names": ["Wren Halloway", ""], "number": "12"}, Stated((("", "Wren Halloway"),), "12")),
        ({"name": "Wren Halloway", "npi": 1999000130}, Stated((("", "Wren Halloway"),), "1999000130")),
        ({"date_of_birth": "1984-05-02T00:00:00", "first": "2026-01-01"}, Stated(born=date(1984, 5, 2), first=date(2026, 1, 1))),
        ({"first": date(2026, 1, 1), "last": ""}, Stated(first=date(2026, 1, 1))),
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


NAMES = (("Wren", "Halloway"), ("Wren", "van Pike"))


@pytest.fixture
def hers(monkeypatch):
    """A check of hers about an item; she had another name before."""
    before = Row(given_name="Wren", prefix="van", family_name="Pike")
    monkeypatch.setattr(compared, "PractitionerName", Row(objects=Row(of=lambda practitioner: Row(order_by=lambda name: [before]))))
    person = Row(given_name="Wren", prefix="", family_name="Halloway", date_of_birth=BORN)

    def built(element, evidence, **said):
        return Row(practitioner=Row(person=person, npi="1999000130"), element=element, evidence=evidence, good_through=None, values=said)

    return built


ITEMS = [
    ("license", Row(number="12", issued_on=FIRST, expires_on=LAST), Stated(NAMES, "12", BORN, FIRST, LAST)),
    ("license", Row(number="12", issued_on=FIRST, expires_on=None), Stated(NAMES, "12", BORN, FIRST)),
    ("register", Row(number="7", issued_on=FIRST, covers_through=LAST, named_person=""), Stated(NAMES, "7", BORN, FIRST, LAST)),
    ("insurance", Row(number="P-1", named_person="Tidewater Group", covers_from=FIRST, covers_through=LAST, issued_on=TODAY,
        per_claim=5, aggregate=0), Stated((*NAMES, ("", "Tidewater Group")), "P-1", BORN, FIRST, LAST, 5, 0)),
    ("npi", None, Stated(NAMES, "1999000130", BORN)),
    ("npi", Row(number="7"), Stated(NAMES, "1999000130", BORN)),
    ("identity", None, Stated(NAMES, born=BORN)),
]


@pytest.mark.parametrize(("element", "evidence", "stated"), ITEMS)
def test_her_side_is_every_name_of_hers_and_what_she_wrote_about_the_item(hers, element, evidence, stated):
    assert attested(hers(element, evidence)) == stated


def test_her_word_and_what_is_just_being_answered_are_compared(hers):
    check = hers("license", Row(number="12", issued_on=FIRST, expires_on=LAST), number="12", names=["Wren van Pike"])
    assert differences(check) == ()
    assert differences(check, values={"number": "13"}, good_through=TODAY) == (
        Difference("number", "12", "13", "digit", ((1,), (1,))), Difference("last", LAST, TODAY),
    )
