"""Evidence that must be on file and fresh."""

from dataclasses import replace

import pytest

from tests.vetting.invented import TODAY, after, day, degree, judge, outcome, proof, reference, wren
from vetting.rules import CRITERIA


def test_the_last_good_day_of_a_signature():
    found = judge("attestation_signed", wren(attested_on=day("2026-11-02")), {"days": 120})
    assert (str(found.outcome), found.good_through) == ("met", day("2027-03-02"))
    assert list(CRITERIA["attestation_signed"].turns(wren(attested_on=day("2026-11-02")), {"days": 120})) == [day("2027-03-03")]
    assert list(CRITERIA["attestation_signed"].turns(wren(attested_on=None), {"days": 120})) == []


def checked(age, state="verified"):
    return replace(degree(), proof=proof("education", state, after(TODAY, -age), ref=f"d-{age}"))


EDUCATION = [
    # days asked, degrees by age of their check → outcome, last good day, record
    (120, [checked(120)], "met", 0, "d-120"),
    (120, [checked(121)], "unknown", None, "d-121"),
    (120, [checked(200), checked(100)], "met", 20, "d-100"),
    (120, [checked(100), checked(50)], "met", 70, "d-50"),
    (120, [checked(50), checked(100)], "met", 70, "d-50"),
    (120, [checked(10, "obtained"), checked(100)], "met", 20, "d-100"),
    (120, [checked(10, "attested")], "unknown", None, "d-10"),
    (0, [checked(5000)], "met", None, "d-5000"),
    (0, [checked(5000, "obtained")], "unknown", None, "d-5000"),
    (1, [checked(1)], "met", 0, "d-1"),
    (1, [checked(2)], "unknown", None, "d-2"),
]


@pytest.mark.parametrize(("days", "degrees", "expected", "left", "ref"), EDUCATION)
def test_education_verified_once_or_within_days(days, degrees, expected, left, ref):
    found = judge("education_verified", wren(degrees=tuple(degrees)), {"days": days})
    assert (str(found.outcome), found.good_through) == (expected, None if left is None else after(TODAY, left))
    assert found.evidence == (ref,)


def test_education_turns_only_where_a_window_is_asked():
    facts = wren(degrees=(checked(10),))
    assert list(CRITERIA["education_verified"].turns(facts, {"days": 120})) == [after(TODAY, 111)]
    assert list(CRITERIA["education_verified"].turns(facts, {"days": 1})) == [after(TODAY, -8)]
    assert list(CRITERIA["education_verified"].turns(facts, {"days": 0})) == []
    assert list(CRITERIA["education_verified"].turns(wren(degrees=None), {"days": 120})) == []
    assert outcome("education_verified", wren(degrees=()), {"days": 120}) == "unknown"


def seen(element, state="verified", method="seen", age=9, ref="p-1"):
    return proof(element, state, None if age is None else after(TODAY, -age), method, ref)


IDENTITY = [
    ([seen("identity")], "met", "p-1"),
    ([seen("identity", "obtained")], "unknown", ""),
    ([seen("identity", method="phone")], "unknown", ""),
    ([seen("identity", age=None)], "met", "p-1"),
    ([seen("identity", "discrepant", age=1, ref="p-2"), seen("identity")], "met", "p-1"),
    ([seen("identity", age=1, ref="p-2"), seen("identity")], "met", "p-2"),
    ([seen("license")], "unknown", ""),
    ([], "unknown", ""),
]


@pytest.mark.parametrize(("proofs", "expected", "ref"), IDENTITY)
def test_an_identity_document_seen_by_a_person(proofs, expected, ref):
    found = judge("identity_seen", wren(proofs=tuple(proofs)), {"methods": ("seen",)})
    assert (str(found.outcome), found.evidence) == (expected, (ref,) if ref else ())


def vog(on, state="verified", method="seen"):
    return proof("certificate_of_conduct", state, on and day(on), method, f"vog-{on}")


CONDUCT = [
    ([vog("2026-08-24")], "met", "2026-11-24"),
    ([vog("2026-08-25")], "met", "2026-11-25"),
    ([vog("2026-08-23")], "unknown", None),
    ([vog("2026-11-01", "obtained")], "unknown", None),
    ([vog("2026-11-01", method="web_lookup")], "unknown", None),
    ([vog("2026-01-01"), vog("2026-11-01")], "met", "2027-02-01"),
    ([vog("2026-10-01"), vog("2026-11-01", "obtained")], "met", "2027-01-01"),
    ([vog(None)], "unknown", None),
    ([], "unknown", None),
]


@pytest.mark.parametrize(("proofs", "expected", "through"), CONDUCT)
def test_a_certificate_of_conduct_is_at_most_three_months_old(proofs, expected, through):
    found = judge("certificate_of_conduct", wren(proofs=tuple(proofs)), {"months": 3, "methods": ("seen",)})
    assert (str(found.outcome), found.good_through) == (expected, through and day(through))


def test_the_day_a_certificate_is_too_old_is_a_turn():
    limit = {"months": 3, "methods": ("seen",)}
    assert list(CRITERIA["certificate_of_conduct"].turns(wren(proofs=(vog("2026-11-30"),)), limit)) == [day("2027-03-01")]
    assert list(CRITERIA["certificate_of_conduct"].turns(wren(proofs=()), limit)) == []


REFERENCES = [
    ([reference(), reference(relation="supervisor")], "met", 2),
    ([reference(), reference(relation="relative")], "unknown", 1),
    ([reference(), reference(state="attested")], "unknown", 1),
    ([reference(), reference(day("2025-11-24"))], "met", 2),
    ([reference(), reference(day("2025-11-23"))], "unknown", 1),
    ([reference(), reference(day("2025-11-25"))], "met", 2),
]


@pytest.mark.parametrize(("answers", "expected", "count"), REFERENCES)
def test_enough_answers_from_people_who_may_speak_for_her(answers, expected, count):
    found = judge("references", wren(references=tuple(answers)), {"count": 2, "months": 12})
    assert (str(found.outcome), found.observed["count"]) == (expected, count)


def test_references_are_good_until_the_last_one_needed_is_too_old():
    answers = tuple(reference(day(on)) for on in ("2026-01-15", "2026-09-01", "2026-05-01", "2026-10-01"))
    found = judge("references", wren(references=answers), {"count": 2, "months": 12})
    assert found.good_through == day("2027-09-01")
    assert found.evidence == ("v-1",) * 4
    nameless = replace(reference(), proof=proof("reference", ref=""))
    assert judge("references", wren(references=(nameless,)), {"count": 1, "months": 12}).evidence == ()
    assert sorted(CRITERIA["references"].turns(wren(references=answers), {"count": 2, "months": 12}))[0] == day("2027-01-16")
    assert judge("references", wren(references=None), {"count": 1, "months": 12}).good_through is None
    assert list(CRITERIA["references"].turns(wren(references=None), {"count": 1, "months": 12})) == []


RATINGS = [
    ([reference(rating=2)], "not_met"), ([reference(rating=3)], "met"), ([reference(rating=4)], "met"),
    ([reference(rating=5), reference(rating=2)], "not_met"), ([reference(rating=None)], "unknown"),
    ([reference(rating=None), reference(rating=3)], "met"), ([reference(rating=2, state="obtained")], "unknown"), ([], "unknown"),
]


@pytest.mark.parametrize(("answers", "expected"), RATINGS)
def test_the_lowest_rating_counts(answers, expected):
    assert outcome("reference_ratings", wren(references=tuple(answers)), {"rating": 3}) == expected


NPI = [
    ("1234567893", "verified", "met"), ("1234567893", "attested", "unknown"), ("1234567893", "obtained", "unknown"),
    ("1234567890", "verified", "not_met"), ("1234567890", "attested", "not_met"), (None, "verified", "unknown"),
]


@pytest.mark.parametrize(("npi", "state", "expected"), NPI)
def test_an_npi_has_its_check_digit_and_was_looked_up(npi, state, expected):
    assert outcome("npi_valid", wren(npi=npi, proofs=(proof("npi", state),)), {}) == expected


def test_her_word_for_an_npi_is_enough_where_the_policy_says_so():
    assert outcome("npi_valid", wren(proofs=()), {"evidence": "attested"}) == "met"
    assert judge("npi_valid", wren(npi="1234567890"), {}).observed == {"npi": "1234567890", "well_formed": False}
    assert judge("npi_valid", wren(), {}).observed == {"npi": "1234567893", "well_formed": True}
