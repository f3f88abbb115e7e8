"""Licenses, registers, restrictions, board actions and supervision."""

import pytest

from tests.vetting.invented import TODAY, after, day, judge, license, outcome, proof, wren
from vetting.evidence import LicenseAction, Supervision

ACCEPTS = {"levels": ("independent",), "registers": ("NL:nip",)}


def register(code="NL:nip", **more):
    return license(register=code, level="voluntary", statutory=False, **more)


LEVELS = [
    ([license()], "met"),
    ([license(level="supervised")], "not_met"),
    ([license(level="supervised", proof=proof(state="attested"))], "not_met"),
    ([license(level="supervised", proof=proof(state="obtained"))], "unknown"),
    ([license(proof=proof(state="attested"))], "unknown"),
    ([license(level="supervised"), license()], "met"),
    ([register()], "met"),
    ([register("NL:somebody")], "not_met"),
    ([license(level="voluntary", register="NL:nip")], "not_met"),
    ([license(jurisdiction="US-IN")], "not_met"),
    ([], "not_met"),
    (None, "unknown"),
]


@pytest.mark.parametrize(("held", "expected"), LEVELS)
def test_a_license_of_the_level_or_an_accepted_register(held, expected):
    assert outcome("practice_level", wren(licenses=held and tuple(held) if held is not None else None), ACCEPTS) == expected


def test_every_place_asked_for_needs_one():
    both = wren(jurisdictions=("US-OH", "US-IN"))
    assert outcome("practice_level", both, ACCEPTS) == "not_met"
    held = (license(), license(jurisdiction="US-IN"))
    assert outcome("practice_level", wren(jurisdictions=("US-OH", "US-IN"), licenses=held), ACCEPTS) == "met"
    assert outcome("practice_level", wren(jurisdictions=()), ACCEPTS) == "unknown"
    assert outcome("practice_level", wren(jurisdictions=None), ACCEPTS) == "unknown"


IN_FORCE = [
    (license(expires_on=after(TODAY, 1)), "met"),
    (license(expires_on=TODAY), "met"),
    (license(expires_on=after(TODAY, -1)), "unknown"),
    (license(expires_on=None, lifelong=True), "met"),
    (license(expires_on=None), "unknown"),
    (license(status="revoked"), "not_met"),
    (license(status="revoked", expires_on=after(TODAY, -1)), "not_met"),
    (license(status="expired"), "not_met"),
    (license(status=None), "unknown"),
    (license(status="revoked", proof=proof(state="obtained")), "unknown"),
    (license(proof=proof(state="obtained")), "unknown"),
    (license(proof=proof(state="attested")), "unknown"),
    (license(issued_on=TODAY), "met"),
    (license(issued_on=after(TODAY, 1)), "unknown"),
    (license(issued_on=None), "met"),
    (license(level="supervised"), "unknown"),
    (register(), "met"),
    (license(jurisdiction="US-IN"), "unknown"),
]


@pytest.mark.parametrize(("held", "expected"), IN_FORCE)
def test_in_force_is_the_registers_word_and_a_passed_date_is_unknown(held, expected):
    assert outcome("license_in_force", wren(licenses=(held,)), ACCEPTS) == expected


def test_in_force_names_the_last_good_day_of_the_place_that_ends_first():
    held = (license(), license(jurisdiction="US-IN", expires_on=day("2026-12-31")))
    found = judge("license_in_force", wren(jurisdictions=("US-OH", "US-IN"), licenses=held), ACCEPTS)
    assert found.good_through == day("2026-12-31")


@pytest.mark.parametrize(
    ("age", "state", "expected"),
    [(119, "verified", "met"), (120, "verified", "met"), (121, "verified", "unknown"), (0, "obtained", "unknown"),
        (0, "attested", "unknown")],
)
def test_the_window_counts_from_the_sources_day(age, state, expected):
    facts = wren(licenses=(license(proof=proof(state=state, as_of=after(TODAY, -age))),))
    assert outcome("license_verified", facts, {"days": 120, "all": True}) == expected


def test_every_license_or_only_those_asked_for():
    stale = license(jurisdiction="US-IN", proof=proof(as_of=after(TODAY, -500)))
    facts = wren(licenses=(license(), stale))
    assert outcome("license_verified", facts, {"days": 120, "all": True}) == "unknown"
    assert outcome("license_verified", facts, {"days": 120, "all": False}) == "met"
    assert outcome("license_verified", wren(licenses=()), {"days": 120, "all": True}) == "unknown"
    no_day = license(proof=proof(as_of=None))
    assert outcome("license_verified", wren(licenses=(no_day,)), {"days": 120, "all": True}) == "unknown"


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2025-11-25", "met"), ("2025-11-24", "met"), ("2025-11-23", "unknown")]
)
def test_a_lifelong_registration_is_looked_up_again(as_of, expected):
    held = license(lifelong=True, expires_on=None, proof=proof(as_of=day(as_of)))
    assert outcome("license_reverified", wren(licenses=(held,)), {"months": 12}) == expected


def test_a_registration_with_an_end_needs_no_second_look():
    assert outcome("license_reverified", wren(), {"months": 12}) == "not_applicable"
    assert outcome("license_reverified", wren(licenses=None), {"months": 12}) == "unknown"


RESTRICTED = [
    ([license(encumbered=False)], "met"),
    ([license(encumbered=True)], "not_met"),
    ([license(encumbered=True, proof=proof(state="obtained"))], "unknown"),
    ([license(encumbered=True, proof=proof(state="attested"))], "not_met"),
    ([license(encumbered=False, proof=proof(state="attested"))], "unknown"),
    ([license(encumbered=None)], "unknown"),
    ([license(encumbered=False), license(jurisdiction="US-IN", encumbered=True)], "not_met"),
    ([license(encumbered=False), license(jurisdiction="US-IN", encumbered=None)], "unknown"),
    ([], "unknown"),
]


@pytest.mark.parametrize(("held", "expected"), RESTRICTED)
def test_one_restricted_license_anywhere_is_enough_to_ask(held, expected):
    assert outcome("license_unrestricted", wren(licenses=tuple(held)), {}) == expected


def action(on, state="verified"):
    return LicenseAction("reprimand", day(on), "US-IN", proof(state=state))


ACTIONS = [
    (0, ["1999-01-01"], "not_met"),
    (5, ["2021-11-25"], "not_met"),
    (5, ["2021-11-24"], "not_met"),
    (5, ["2021-11-23"], "met"),
    (5, ["2021-11-23", "2025-01-01"], "not_met"),
    (0, [], "met"),
]


@pytest.mark.parametrize(("years", "days", "expected"), ACTIONS)
def test_board_actions_in_the_look_back_or_ever(years, days, expected):
    facts = wren(license_actions=tuple(action(on) for on in days))
    assert outcome("license_actions", facts, {"years": years}) == expected


def test_how_many_actions_count_is_shown():
    assert judge("license_actions", wren(), {"years": 0}).observed == {"actions": 0}
    two = wren(license_actions=(action("2025-01-01"), action("1999-01-01"), action("2026-01-01")))
    assert judge("license_actions", two, {"years": 5}).observed["actions"] == 2


def test_no_action_counts_once_a_license_was_looked_up():
    only_said = wren(licenses=(license(proof=proof(state="attested")),))
    assert outcome("license_actions", only_said, {"years": 0}) == "unknown"
    assert outcome("license_actions", wren(license_actions=None), {"years": 0}) == "unknown"
    assert outcome("license_actions", wren(license_actions=(action("2025-01-01", "obtained"),)), {"years": 0}) == "unknown"
    assert outcome("license_actions", wren(license_actions=(action("2025-01-01", "attested"),)), {"years": 0}) == "not_met"


def agreement(first="2026-01-01", last=None, level="independent", state="verified"):
    return Supervision(level, day(first), last and day(last), proof("supervision", state))


SUPERVISION = [
    ([agreement()], "met"),
    ([agreement(first="2026-11-24")], "met"),
    ([agreement(first="2026-11-25")], "unknown"),
    ([agreement(last="2026-11-24")], "met"),
    ([agreement(last="2026-11-23")], "unknown"),
    ([agreement(level="supervised")], "not_met"),
    ([agreement(state="attested")], "unknown"),
    ([agreement(level="supervised"), agreement()], "met"),
    ([], "not_met"),
    (None, "unknown"),
]


@pytest.mark.parametrize(("agreements", "expected"), SUPERVISION)
def test_who_may_not_practice_alone_is_supervised(agreements, expected):
    held = None if agreements is None else tuple(agreements)
    facts = wren(licenses=(license(level="supervised"),), supervision=held)
    assert outcome("supervision_on_file", facts, {}) == expected


def test_who_may_practice_alone_needs_no_supervisor():
    assert outcome("supervision_on_file", wren(), {}) == "not_applicable"
    assert outcome("supervision_on_file", wren(licenses=None), {}) == "unknown"
