"""What an organization's parameters, its corrections and its boards' announcements add to the packs, on stand-ins; pure."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace as Row

import pytest

from licensure import policy
from licensure.catalog import Fact
from licensure.packs import packs
from licensure.policy import (
    ACCEPTED_REGISTERS,
    SUPERVISION,
    Additions,
    accepted,
    additions,
    as_corrected,
    in_a_compact,
    verified_by_rule,
)
from tests.licensure.test_screening_read import stored

TODAY = date(2027, 1, 9)
LISW = "US-OH:lisw"
SAID = ("title", LISW, "renewal_months", 12, TODAY, "https://board.example/", "sourced", "as quoted", 0)


@pytest.fixture
def house(monkeypatch):
    """What was corrected, by whether an organization asks, and what it took over from late boards."""
    found = Row(common=[], own=[], late=[])
    monkeypatch.setattr(policy, "_said", lambda organization: found.common if organization is None else [*found.common, *found.own])
    monkeypatch.setattr(policy, "Extension", stored())
    policy.Extension.objects.filter = lambda **wanted: found.late if wanted == {"state": "in_force"} else []
    return found


def late(license_id=None) -> Row:
    days = {"first": TODAY, "last": TODAY, "until": date(2027, 4, 30)}
    return Row(pk=7, license_id=license_id, license_type_id=LISW, source="https://board.example/", **days)


def months(found) -> int:
    return found.types[LISW].renewal_months


def test_where_nothing_was_said_the_packs_are_what_they_are(house):
    assert as_corrected(packs(), "harbor") is packs()
    assert as_corrected(packs()) is packs()


def test_an_organizations_word_goes_over_everybodys_and_counts_for_it_alone(house):
    house.common, house.own = [SAID], [(*SAID[:3], 36, *SAID[4:])]
    assert (months(as_corrected(packs())), months(as_corrected(packs(), "harbor"))) == (12, 36)
    assert as_corrected(packs()).types[LISW].renewal_fact == Fact(TODAY, "https://board.example/", "sourced", "as quoted")


@pytest.mark.parametrize(("license_id", "only"), [(None, ""), (3, "license:3")])
def test_what_a_board_announced_counts_for_the_organization_that_took_it_over(house, license_id, only):
    house.late = [late(license_id)]
    (found,) = as_corrected(packs(), "harbor").types[LISW].extensions
    assert (found.only, found.ref, found.until) == (only, "extension:7", date(2027, 4, 30))
    assert as_corrected(packs()).types[LISW].extensions == ()


@pytest.mark.parametrize(
    ("states", "member"), [(["US-OH"], True), (["US-AK"], False), ([], False), (["US-AK", "US-UT"], True), (["NL"], False)]
)
def test_which_states_are_in_a_compact(monkeypatch, states, member):
    members = [Row(state="US-OH"), Row(state="US-UT")]
    monkeypatch.setattr(policy, "known", lambda: Row(compacts={"empty": Row(members=[]), "psypact": Row(members=members)}))
    assert in_a_compact(states) is member


@pytest.mark.parametrize(
    ("rows", "registers", "supervision"),
    [
        ([], set(), False), ([(ACCEPTED_REGISTERS, ["NL:nip"])], {"NL:nip"}, False), ([(SUPERVISION, True)], set(), True),
        ([(SUPERVISION, True), (ACCEPTED_REGISTERS, ["NL:nip"]), (SUPERVISION, False)], {"NL:nip"}, False),
        ([(ACCEPTED_REGISTERS, ["NL:nip"]), (ACCEPTED_REGISTERS, [])], set(), False),
    ],
)  # fmt: skip
def test_of_each_parameter_the_newest_in_force_counts(monkeypatch, rows, registers, supervision):
    monkeypatch.setattr(policy, "Parameter", stored(*[Row(key=key, value=value) for key, value in rows]))
    assert additions("harbor", on=TODAY) == Additions(frozenset(registers), supervision)


def test_without_a_parameter_nothing_is_added():
    requirement = packs().requirement("NL", "counseling")
    assert Additions().to(requirement) == requirement


@pytest.mark.parametrize(("own", "added", "both"), [(True, False, True), (False, True, True), (False, False, False), (True, True, True)])
def test_a_requirement_keeps_what_it_allows_and_takes_what_is_added(own, added, both):
    requirement = replace(packs().requirement("NL", "counseling"), accepted_registers=frozenset({"NL:nip"}), supervision=own)
    found = Additions(frozenset({"NL:nvo"}), added).to(requirement)
    assert (found.accepted_registers, found.supervision) == ({"NL:nip", "NL:nvo"}, both)


def test_an_organization_nobody_knows_has_no_requirements(monkeypatch):
    monkeypatch.setattr(policy, "Organization", stored())
    monkeypatch.setattr(policy, "accepted_by", lambda requirement, organization, on: (requirement, organization, on))
    policy.Organization.objects.first = lambda: None
    with pytest.raises(ValueError, match="harbour"):
        accepted("what is asked", "harbour", on=TODAY)
    policy.Organization.objects.first = lambda: "harbor"
    assert accepted("what is asked", "harbor", on=TODAY) == ("what is asked", "harbor", TODAY)


@pytest.mark.parametrize(("value", "elements"), [(None, set()), ([], set()), (["license", "npi"], {"license", "npi"})])
def test_the_rule_verifies_nothing_until_it_is_switched_on(monkeypatch, value, elements):
    monkeypatch.setattr(policy, "in_force", lambda *about, on: value)
    assert verified_by_rule("harbor", on=TODAY) == elements
