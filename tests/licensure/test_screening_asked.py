"""Who is screened by what, against which rows, and what an earlier screening spares, on stand-ins; pure."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from licensure import facts_screening
from licensure.facts_screening import (
    basis_of,
    firms_of,
    index_of,
    person_of,
    still_listed,
    terms_hash,
    terms_of,
    versions_in_use,
)
from licensure.screening import RULE, Bands, Entry, Name, Person
from licensure.workflow import screening
from tests.licensure.test_screening_read import Rows, stored

BORN, OTHER = date(1980, 2, 3), date(1981, 4, 5)


def named(given, family, prefix="") -> Row:
    return Row(given_name=given, family_name=family, prefix=prefix, date_of_birth=BORN)


def test_she_is_searched_by_every_name_once_the_one_she_uses_first(monkeypatch):
    names = [named("Wren", "Brook", "van der"), named("Wren", "Halloway")]
    monkeypatch.setattr(facts_screening, "PractitionerName", Row(objects=Row(of=lambda who: Rows(names))))
    found = person_of(Row(person=named("Wren", "Halloway"), npi="1234567893"))
    assert found == Person((Name("Wren", "Halloway"), Name("Wren", "van der Brook")), BORN, "1234567893")
    assert terms_of(found) == {"names": ["Wren Halloway", "Wren van der Brook"], "date_of_birth": True, "npi": "1234567893"}
    assert terms_of(Person((Name("Wren", "Elm"),))) == {"names": ["Wren Elm"], "date_of_birth": False, "npi": ""}


def test_other_identifiers_are_other_terms_and_another_order_of_names_is_not():
    one, two = Name("Wren", "Halloway"), Name("Wren", "Elm")
    same = terms_hash(Person((one, two), BORN, "1"))
    assert terms_hash(Person((two, one), BORN, "1")) == same
    others = [Person((one,), BORN, "1"), Person((one, two), None, "1"), Person((one, two), OTHER, "1"), Person((one, two), BORN, "")]
    assert len({same, *map(terms_hash, others)}) == 5


@pytest.mark.parametrize(("keys", "asked"), [(None, []), (["a"], [{"key__in": ["a"]}]), ([], [{"key__in": []}])])
def test_a_list_that_was_never_loaded_is_left_out(monkeypatch, keys, asked):
    seen, lists = [], Rows([Row(current=None), Row(current="version 2")])
    lists.filter = lambda **wanted: seen.append(wanted) or lists
    monkeypatch.setattr(facts_screening, "ExclusionList", Row(objects=Row(order_by=lambda name: lists)))
    assert (versions_in_use(keys), seen) == (["version 2"], asked)


class Listed(Rows):
    """Rows of a list, and by what they were asked for."""

    def __init__(self, rows, asked):
        super().__init__(rows)
        self.asked = asked

    def filter(self, **wanted):
        """Themselves; noted."""
        self.asked.append(wanted)
        return self

    def values_list(self, *names):
        """Themselves, to be read a part at a time."""
        return Row(iterator=lambda chunk_size: iter(self))

    exclude = order_by = lambda self, *about, **wanted: self


@pytest.fixture
def listed(monkeypatch):
    """The rows of a list as they are stored; a list of what they were asked by."""
    asked = []
    alias = {"family_name": "OAK", "given_name": "WREN"}
    rows = [
        (1, "HALLOWAY", "WREN", "Q", "123", BORN, [alias, alias, {"family_name": "HALLOWAY", "given_name": "WREN"}], ["1981-04-05", None]),
        (2, "ELM", "IDA", "", "", None, [], []),
    ]
    monkeypatch.setattr(facts_screening, "ListEntry", Row(objects=Listed(rows, asked)))
    monkeypatch.setattr(facts_screening, "ListIndex", list)
    monkeypatch.setattr(facts_screening, "FirmIndex", list)
    facts_screening._index.cache_clear(), facts_screening._firms.cache_clear()
    yield asked
    facts_screening._index.cache_clear(), facts_screening._firms.cache_clear()


def version(pk) -> Row:
    return Row(pk=pk, sha256=f"sha {pk}", loaded_at="noon", exclusion_list_id="oig-leie")


def test_a_row_stands_there_under_each_name_and_day_of_birth_once(listed):
    found = index_of(version(7))
    names = [("HALLOWAY", "WREN", "Q"), ("OAK", "WREN", ""), ("HALLOWAY", "WREN", "")]
    assert found == [
        *(Entry(1, *name, "123", day) for name in names for day in (BORN, OTHER, None)), Entry(2, "ELM", "IDA", "", "", None),
    ]  # fmt: skip
    assert (listed, index_of(version(7)) is found) == ([{"last_version_id": 7}], True)


def test_of_a_list_screened_before_the_rows_added_since_are_read(listed):
    index_of(version(7), since=version(5))
    assert listed == [{"last_version_id": 7}, {"first_version_id__gt": 5}]


def test_a_firm_stands_there_under_each_of_its_names_and_blank_ones_are_none(listed):
    facts_screening.ListEntry.objects[:] = [(1, "Tideway", ["Tide Clinic", ""]), (2, "", ["Elm House"])]
    assert firms_of(version(7)) == [(1, "Tideway"), (1, "Tide Clinic"), (2, "Elm House")]


# ── What an earlier screening spares ─────────────────────────────────────────


@pytest.mark.parametrize(
    ("found", "unjudged", "rests"), [(None, False, False), ([], True, True), ([1, 2], False, True), ([1, 2], True, False)]
)
def test_a_screening_rests_on_an_earlier_one_whose_hits_were_judged_by_the_same_terms(monkeypatch, found, unjudged, rests):
    earlier = None if found is None else Row(found=found)
    screenings, hits = stored(), stored()
    screenings.objects.first = lambda: earlier
    hits.objects.exclude = lambda **wanted: hits.objects
    hits.objects.exists = lambda: unjudged
    monkeypatch.setattr(facts_screening, "Screening", screenings)
    monkeypatch.setattr(facts_screening, "Hit", hits)
    assert (basis_of("harbor", "wren", version(7), "terms") is not None) is rests


@pytest.mark.parametrize(("found", "left"), [([3, 1, 2], [3, 2]), ([], []), ([1], [])])
def test_what_is_still_listed_keeps_its_order(monkeypatch, found, left):
    def keys(wanted, flat):
        return [each if flat else (each,) for each in (2, 3) if each in wanted["pk__in"]]

    standing = Row(filter=lambda **wanted: Row(values_list=lambda name, flat: keys(wanted, flat)))
    monkeypatch.setattr(facts_screening, "ListEntry", Row(objects=Row(standing=lambda version: standing)))
    assert still_listed(Row(found=found), version(7)) == left


@pytest.mark.parametrize(
    ("told", "earlier", "since", "kept", "rule", "bands"),
    [
        ({}, True, "version 5", [7], RULE, Bands()), ({}, False, None, [], RULE, Bands()), ({"whole": True}, True, None, [], RULE, Bands()),
        ({"bands": Bands(0, 0, 95)}, True, None, [], 0, Bands(0, 0, 95)),
        ({"bands": Bands(0, 0, 95), "whole": True}, True, None, [], 0, Bands(0, 0, 95)),
    ],
)  # fmt: skip
def test_only_rows_added_since_are_compared_unless_all_is_asked_for_or_by_other_bands(monkeypatch, told, earlier, since, kept, rule, bands):
    noted = []
    basis = Row(version="version 5") if earlier else None
    for name, stand_in in {
        "require": lambda *about: None, "person_of": lambda who: "wren", "versions_in_use": lambda lists: ["version 7"],
        "basis_of": lambda *about: basis, "terms_hash": lambda person: "terms", "still_listed": lambda *about: [7],
        "index_of": lambda version, since: (version, since), "screen": lambda person, index, chosen: (index, chosen),
        "note_screening": lambda *about, **more: noted.append((about[4], more)),
    }.items():  # fmt: skip
        monkeypatch.setattr(screening, name, stand_in)
    screening.screen_practitioner(organization="harbor", practitioner="wren", actor="night", at="noon", **told)
    ((found, more),) = noted
    assert found == (("version 7", since), bands)
    assert (more["kept"], more["rule"], more["basis"]) == (kept, rule, basis if since else None)
