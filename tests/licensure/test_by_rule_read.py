"""What the documented rule is told of a check's kept answer, on stand-ins; pure."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from licensure.facts import by_rule
from licensure.facts.by_rule import is_taken_back, obtained_of, ruling_on

TODAY = date(2026, 11, 26)
PORTAL = Row(name="Colorado DORA", shows_discipline=True)


def check(element="license", method="web_lookup", artefact_id=7, replaces=None, **values) -> Row:
    return Row(
        element=element, organization="harbor", method=method, artefact_id=artefact_id, artefact="its page", source="Colorado DORA",
        as_of=TODAY, values=values, replaces=replaces, file="HA-0001", rule=None,
    )  # fmt: skip


@pytest.fixture
def house(monkeypatch):
    """What is known beside the check: its register as it is reached, who may answer, what is wrong with its source."""
    found = Row(live=PORTAL, reached=PORTAL, allowed=True, faults=(), switched_on=("license",))
    monkeypatch.setattr(by_rule, "register_of", lambda asked: found.live)
    monkeypatch.setattr(by_rule, "at_address", lambda live: found.reached)
    monkeypatch.setattr(by_rule, "allowed_sources", lambda asked: ("the board",))
    monkeypatch.setattr(by_rule, "is_allowed", lambda source, allowed: found.allowed and allowed == ("the board",))
    monkeypatch.setattr(by_rule, "source_faults", lambda asked, source, artefact: found.faults)
    monkeypatch.setattr(by_rule, "answered", lambda asked: "theirs")
    monkeypatch.setattr(by_rule, "attested", lambda asked: "hers")
    monkeypatch.setattr(by_rule, "verified_by_rule", lambda organization, on: frozenset(found.switched_on))
    monkeypatch.setattr(by_rule, "rule_verifies", lambda hers, theirs, **told: (hers, theirs.stated, told))
    return found


@pytest.mark.parametrize(
    ("element", "switched_on", "rules"),
    [("license", ("license",), True), ("license", ("npi",), False), ("npi", ("npi", "license"), False), ("license", (), False)],
)
def test_it_rules_where_its_element_is_switched_on_and_it_speaks_of_it(house, element, switched_on, rules):
    house.switched_on = switched_on
    hers, theirs, told = ruling_on(check(element), on=TODAY)
    assert (hers, theirs, told) == ("hers", "theirs", {"on": TODAY, "switched_on": rules, "taken_back": False})


@pytest.mark.parametrize(("allowed", "faults", "may"), [(True, (), True), (False, (), False), (True, ("own_paper",), False)])
def test_a_source_counts_that_may_answer_and_has_no_fault(house, allowed, faults, may):
    house.allowed, house.faults = allowed, faults
    assert obtained_of(check()).allowed is may


@pytest.mark.parametrize(
    ("method", "artefact", "fetched"), [("web_lookup", 7, True), ("web_lookup", None, False), ("file", 7, False), ("seen", None, False)]
)
def test_fetched_is_what_software_asked_for_and_kept(house, method, artefact, fetched):
    assert obtained_of(check(method=method, artefact_id=artefact)).fetched is fetched


@pytest.mark.parametrize(
    ("live", "name", "shows", "said"),
    [
        (True, "Colorado DORA", True, True), (True, "Colorado DORA", False, False), (True, "BIG-register", True, False),
        (False, "Colorado DORA", True, False),
    ],
)  # fmt: skip
def test_discipline_is_shown_by_the_register_that_answered_and_no_other(house, live, name, shows, said):
    house.live, house.reached = PORTAL if live else None, Row(name=name, shows_discipline=shows)
    assert obtained_of(check()).shows_discipline is said


@pytest.mark.parametrize(
    ("values", "entries", "status", "against"),
    [
        ({"names": ["Wren"], "status": "active"}, 1, "active", False), ({"number": "1", "encumbered": True}, 1, "", True),
        ({"outcome": "not_found", "status": "unknown"}, 0, "unknown", False),
        ({"outcome": "several", "candidates": ["1", "2"]}, 2, "", False),
        ({"outcome": "unknown_status", "names": ["Wren"]}, 1, "", False), ({"names": [], "number": "", "actions": ["Fine"]}, 0, "", True),
        ({"outcome": "not_found", "number": "1"}, 0, "", False), ({"number": "1", "remarks": []}, 1, "", False), ({}, 0, "", False),
    ],
)  # fmt: skip
def test_how_many_answered_what_they_are_and_what_stands_against_her(house, values, entries, status, against):
    found = obtained_of(check(**values))
    assert (found.entries, found.status, found.against, found.as_of) == (entries, status, against, TODAY)


@pytest.mark.parametrize(
    ("before", "taken_back"),
    [
        (None, False), (Row(rule=1, file="HA-0001"), True), (Row(rule=None, file="HA-0001"), False), (Row(rule=1, file="HA-0002"), False),
    ],
)  # fmt: skip
def test_taken_back_is_what_the_rule_had_verified_in_the_same_file(before, taken_back):
    assert is_taken_back(check(replaces=before)) is taken_back
