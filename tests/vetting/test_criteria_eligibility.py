"""Eligibility, each rule as a table."""

import pytest

from tests.vetting.invented import day, degree, judge, outcome, wren


@pytest.mark.parametrize(
    ("profession", "expected"), [("social_worker", "met"), ("lawyer", "not_met"), (None, "unknown")]
)
def test_profession(profession, expected):
    assert outcome("accepted_profession", wren(profession=profession), {"professions": ("social_worker",)}) == expected


JURISDICTIONS = [
    (("US-OH",), ("US",), "met"),
    (("US",), ("US",), "met"),
    (("US-OH", "US-IN"), ("US-OH",), "not_met"),
    (("US-OH",), ("US-OH", "NL"), "met"),
    (("USX",), ("US",), "not_met"),
    (("US",), ("US-OH",), "not_met"),
    (None, ("US",), "unknown"),
    ((), ("US",), "unknown"),
]


@pytest.mark.parametrize(("asked", "accepted", "expected"), JURISDICTIONS)
def test_jurisdiction(asked, accepted, expected):
    assert outcome("accepted_jurisdiction", wren(jurisdictions=asked), {"jurisdictions": accepted}) == expected


def test_the_places_outside_are_named():
    found = judge("accepted_jurisdiction", wren(jurisdictions=("US-OH", "NL")), {"jurisdictions": ("US",)})
    assert found.observed["outside"] == ("NL",)


DEGREES = [
    # (level, state)…, floor → outcome for "master or hbo_plus"
    ([("bachelor", "verified")], "verified", "not_met"),
    ([("master", "verified")], "verified", "met"),
    ([("doctorate", "verified")], "verified", "met"),
    ([("hbo_plus", "verified")], "verified", "met"),
    ([("other", "verified")], "verified", "not_met"),
    ([("master", "obtained")], "verified", "unknown"),
    ([("master", "obtained")], "obtained", "met"),
    ([("master", "attested")], "obtained", "unknown"),
    ([("master", "attested")], "attested", "met"),
    ([("master", "discrepant")], "attested", "unknown"),
    ([("master", "unavailable")], "attested", "unknown"),
    ([("bachelor", "attested")], "verified", "not_met"),
    ([("bachelor", "obtained")], "verified", "unknown"),
    ([("bachelor", "discrepant")], "verified", "unknown"),
    ([("bachelor", "verified"), ("master", "attested")], "verified", "unknown"),
    ([("bachelor", "verified"), ("master", "verified")], "verified", "met"),
    ([], "verified", "not_met"),
    (None, "verified", "unknown"),
]


@pytest.mark.parametrize(("held", "floor", "expected"), DEGREES)
def test_degree_or_its_equivalent(held, floor, expected):
    degrees = None if held is None else tuple(degree(level, state=state) for level, state in held)
    limit = {"level": "master", "equivalents": ("hbo_plus",), "evidence": floor}
    assert outcome("degree_level", wren(degrees=degrees), limit) == expected


ACCREDITED = [
    ([("master", "cswe")], "met"),
    ([("master", "nobody")], "not_met"),
    ([("master", None)], "unknown"),
    ([("bachelor", "cswe")], "not_met"),
    ([("bachelor", None), ("master", "cswe")], "met"),
    ([("master", "nobody"), ("doctorate", None)], "unknown"),
    ([], "not_met"),
    (None, "unknown"),
]


@pytest.mark.parametrize(("held", "expected"), ACCREDITED)
def test_accredited_program(held, expected):
    degrees = None if held is None else tuple(degree(level, accredited_by=by) for level, by in held)
    assert outcome("degree_accredited", wren(degrees=degrees), {"level": "master", "accreditors": ("cswe",)}) == expected


@pytest.mark.parametrize(
    ("spoken", "expected"), [(("en",), "not_met"), (("en", "nl"), "met"), ((), "not_met"), (None, "unknown")]
)
def test_one_of_the_languages_is_enough(spoken, expected):
    assert outcome("languages", wren(languages=spoken), {"languages": ("nl", "fr")}) == expected


@pytest.mark.parametrize(
    ("denied", "on", "expected"),
    [
        (None, "2026-11-24", "not_applicable"),
        ("2025-11-25", "2026-11-24", "not_met"),
        ("2025-11-24", "2026-11-24", "met"),
        ("2025-11-23", "2026-11-24", "met"),
        ("2025-08-31", "2026-08-30", "not_met"),
    ],
)
def test_cooling_off_after_a_denial(denied, on, expected):
    assert outcome("cooling_off", wren(denied_on=denied and day(denied)), {"months": 12}, day(on)) == expected


@pytest.mark.parametrize(("conflicts", "expected"), [(None, "unknown"), ((), "met"), (("same practice",), "not_met")])
def test_conflict_of_interest(conflicts, expected):
    assert outcome("no_conflict", wren(conflicts=conflicts), {}) == expected
