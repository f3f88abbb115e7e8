"""Every criterion that time can change, with the days it names by hand: one too few and a change would be missed."""

from dataclasses import replace

import pytest

from tests.vetting.invented import day, degree, insurance, job, license, proof, reference, wren
from vetting.evidence import (
    Claim,
    Concern,
    GapExplanation,
    Hit,
    Hours,
    LicenseAction,
    ListCheck,
    Paper,
    State,
    Supervision,
    Training,
)
from vetting.rules import CRITERIA, Facts

LONG = {"lists": ("a",), "current": True}
TURNS = {
    # criterion: facts, limit, the days
    "cooling_off": (wren(denied_on=day("2025-11-24")), {"months": 12}, ["2026-11-24"]),
    "license_in_force": (
        wren(licenses=(license(issued_on=day("2018-03-01"), expires_on=day("2027-03-31")), license(issued_on=None, expires_on=None))),
        {}, ["2018-03-01", "2027-04-01"],
    ),
    "license_verified": (wren(licenses=(license(proof=proof(as_of=day("2026-11-24"))),)), {"days": 120}, ["2027-03-25"]),
    "license_reverified": (
        wren(licenses=(license(lifelong=True, proof=proof(as_of=day("2026-11-24"))),
            license(jurisdiction="US-IN", lifelong=True), license())),
        {"months": 12}, ["2027-11-25"],
    ),
    "license_rechecked": (wren(licenses=(license(proof=proof(as_of=day("2026-11-24"))),)), {"days": 31}, ["2026-12-26"]),
    "license_or_register": (
        wren(supervision=(Supervision("independent", day("2026-01-01"), day("2026-12-31"), proof()),)), {}, ["2026-01-01", "2027-01-01"],
    ),
    "license_actions": (wren(license_actions=(LicenseAction("reprimand", day("2021-11-24"), "US-IN", proof()),)),
        {"years": 5}, ["2026-11-25"]),
    "supervision_on_file": (
        wren(supervision=(Supervision("independent", day("2026-01-01"), day("2026-12-31"), proof()),
            Supervision("independent", day("2027-02-01"), None, proof()))),
        {}, ["2026-01-01", "2027-01-01", "2027-02-01"],
    ),
    "years_since_degree": (
        wren(degrees=(degree(conferred_on=day("2024-02-29")), degree("bachelor", day("2020-01-01")), degree(conferred_on=None))),
        {"years": 3, "level": "master"}, ["2027-02-28"],
    ),
    "years_since_license": (
        wren(licenses=(license(issued_on=day("2025-06-01")), license(level="supervised", issued_on=day("2020-01-01")))),
        {"years": 2, "levels": ("independent",)}, ["2027-06-01"],
    ),
    "eap_years": (wren(jobs=(job("2026-06-15", kind="eap"), job("2020-01-01"))), {"years": 2}, ["2028-06-01"]),
    "eap_training": (
        wren(trainings=(Training("ceap", day("2024-01-01"), proof(), day("2026-12-31")),), jobs=(job("2026-06-15", kind="eap"),)),
        {"years": 2}, ["2027-01-01", "2028-06-01"],
    ),
    "service_training": (wren(trainings=(Training("cism", day("2024-01-01"), proof(), day("2026-12-31")),)), {}, ["2027-01-01"]),
    "continuing_education": (
        wren(hours=(Hours("ce", day("2024-07-01"), day("2026-06-30"), 20, proof(as_of=day("2026-07-15"))),)),
        {"kind": "ce", "months": 12}, ["2027-07-01"],
    ),
    "supervision_hours": (
        wren(hours=(Hours("supervision", day("2024-07-01"), day("2026-06-30"), 20, proof(as_of=day("2026-07-15"))),)),
        {"months": 12}, ["2027-07-01"],
    ),
    "certificate_held": (wren(trainings=(Training("cism", day("2024-01-01"), proof(), day("2026-12-31")),)), {}, ["2027-01-01"]),
    "score": (
        wren(
            trainings=(Training("cism", day("2024-01-01"), proof(), day("2026-12-31")),),
            claims=(Claim(day("2022-11-24"), False, proof()),), jobs=(job("2010-01-01"),),
        ),
        {"weights": {"certificates": 1, "claims_against": 1, "eap_work_years": 1, "gaps_open": 1}, "evidence": "verified"},
        ["2027-01-01", "2027-11-25"],
    ),
    "insurance_per_claim": (wren(insurance=(insurance(first="2026-01-01", last="2026-12-31"),)), {}, ["2026-01-01", "2027-01-01"]),
    "insurance_in_force": (wren(insurance=(insurance(first="2026-01-01", last="2026-12-31"),)), {}, ["2026-01-01", "2027-01-01"]),
    "insurance_continues": (
        wren(insurance=(insurance(first="2026-01-01", last="2026-12-31"),)), {"days": 30}, ["2026-01-01", "2026-12-02", "2027-01-01"],
    ),
    "not_excluded": (wren(hits=(Hit("a", "certain", "confirmed", day("2026-01-01"), day("2026-12-31")),)), LONG, ["2027-01-01"]),
    "exclusion_checked": (wren(list_checks=(ListCheck("a", day("2026-11-10"), State.VERIFIED),)), {**LONG, "days": 35}, ["2026-12-16"]),
    "exclusion_monthly": (
        wren(decided_on=day("2026-10-15"), list_checks=(ListCheck("a", day("2026-11-10"), State.VERIFIED),)), {**LONG, "months": 2},
        ["2026-10-01", "2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01", "2027-03-01"],
    ),
    "attestation_signed": (wren(attested_on=day("2026-11-02")), {"days": 120}, ["2027-03-03"]),
    "attestation_repeated": (wren(attested_on=day("2026-11-02")), {"months": 12}, ["2027-11-03"]),
    "education_verified": (wren(degrees=(replace(degree(), proof=proof("education", as_of=day("2026-11-24"))),)),
        {"days": 120}, ["2027-03-25"]),
    "work_history_verified": (wren(proofs=(proof("work_history", as_of=day("2026-11-24")), proof("npi"))), {"days": 120}, ["2027-03-25"]),
    "malpractice_verified": (wren(proofs=(proof("disclosures", as_of=day("2026-11-24")),)), {"days": 120}, ["2027-03-25"]),
    "certificate_of_conduct": (
        wren(proofs=(proof("certificate_of_conduct", as_of=day("2026-11-30"), method="seen"),)), {"months": 3, "methods": ("seen",)},
        ["2027-03-01"],
    ),
    "right_to_work": (wren(papers=(Paper("right_to_work", proof(), expires_on=day("2026-12-31")),)), {}, ["2027-01-01"]),
    "photo_on_file": (
        wren(papers=(Paper("photo", proof(), day("2026-01-15"), day("2030-12-31")), Paper("immunization", proof(), day("2026-01-15")))),
        {"months": 12}, ["2027-01-16", "2031-01-01"],
    ),
    "papers_on_file": (
        wren(papers=(Paper("photo", proof(), day("2026-01-15")), Paper("immunization", proof(), day("2026-01-20"), day("2027-02-01")))),
        {"months": 12, "papers": ("immunization",)}, ["2027-01-21", "2027-02-02"],
    ),
    "papers_by_place": (
        wren(papers=(Paper("immunization", proof(), day("2026-01-20"), day("2029-02-01")),)),
        {"papers_by": ({"paper": "immunization", "professions": (), "places": (), "years": 2},)}, ["2028-01-21", "2029-02-02"],
    ),
    "references": (wren(references=(reference(day("2026-01-15")),)), {"months": 12}, ["2027-01-16"]),
    "work_history_reaches": (wren(jobs=(job("2021-11-15"), job("2024-06-01"))), {"years": 5}, ["2026-11-01", "2029-06-01"]),
    "gaps_explained": (wren(jobs=(job("2010-01-01", "2024-01-31"), job("2024-10-01"))), {"months": 2, "years": 5},
        ["2029-08-01", "2029-10-01"]),
    "gaps_in_writing": (
        wren(
            jobs=(job("2010-01-01", "2024-01-31"), job("2024-10-01")),
            gap_explanations=(GapExplanation(day("2024-06-01"), day("2024-09-30"), False),),
        ),
        {"months": 2, "years": 5}, ["2029-06-01", "2029-08-01", "2029-10-01"],
    ),
    "claims_count": (wren(claims=(Claim(day("2021-11-24"), False, proof()),)), {"years": 5}, ["2026-11-25"]),
    "concerns_count": (wren(concerns=(Concern(day("2025-11-24"), "minor"),)), {"months": 12}, ["2025-11-24", "2026-11-25"]),
    "concerns_serious": (wren(concerns=(Concern(day("2025-11-24"), "serious"),)), {"months": 12}, ["2025-11-24", "2026-11-25"]),
    "claims_paid": (wren(claims=(Claim(day("2021-11-24"), False, proof()),)), {"years": 5}, ["2026-11-25"]),
}
ALIKE = {"insurance_aggregate", "insurance_named", "insurance_form", "insurance_also"}  # the very function of insurance_per_claim
TIMELESS = {
    "accepted_profession", "accepted_jurisdiction", "degree_level", "degree_accredited", "languages", "no_conflict", "practice_level",
    "panel_open", "list_recent", "works_by", "office_has",
    "papers_translated", "papers_legalized",
    "license_unrestricted", "clinical_hours", "hits_adjudicated", "identity_seen", "identity_checked", "reference_ratings", "npi_valid",
    "disclosures_answered", "disclosures", "nothing_omitted", "claims_open",
}


def test_every_criterion_either_turns_by_the_table_or_never():
    assert {*TURNS, *ALIKE, *TIMELESS} == set(CRITERIA)
    assert {CRITERIA[key].turns for key in ALIKE} == {CRITERIA["insurance_per_claim"].turns}


@pytest.mark.parametrize("key", sorted(TURNS))
def test_the_days_on_which_a_criterion_may_differ(key):
    facts, limit, expected = TURNS[key]
    assert sorted(set(CRITERIA[key].turns(facts, limit))) == [day(on) for on in expected]


@pytest.mark.parametrize("key", sorted({*TURNS, *TIMELESS} - {"work_history_reaches"}))
def test_nothing_known_never_turns(key):
    limit = TURNS[key][1] if key in TURNS else {}
    assert list(CRITERIA[key].turns(Facts(), {"days": 30, **limit})) == []


def test_a_score_may_differ_on_each_anniversary_it_gives_points_for():
    held = wren(licenses=(license(issued_on=day("2024-03-01")),), jobs=(job("2025-06-15", kind="eap"),))
    limit = {"weights": {"license_years": 1, "eap_work_years": 1}, "evidence": "verified"}
    turns = sorted(set(CRITERIA["score"].turns(held, limit)))
    assert turns[:5] == [day(on) for on in ("2025-03-01", "2026-03-01", "2026-06-01", "2027-03-01", "2027-06-01")]
    assert (turns[-1], len(turns)) == (day("2045-06-01"), 40)


def test_days_of_grace_end_on_a_day_of_their_own():
    facts = wren(insurance=(insurance(first="2026-01-01", last="2026-12-31"),))
    turns = CRITERIA["insurance_in_force"].turns(facts, {"grace": 14})
    assert sorted(set(turns)) == [day(on) for on in ("2026-01-01", "2027-01-01", "2027-01-15")]


def test_a_look_back_without_an_end_never_turns():
    facts = wren(license_actions=(LicenseAction("reprimand", day("2021-11-24"), "US-IN", proof()),))
    assert list(CRITERIA["license_actions"].turns(facts, {"years": 0})) == []
