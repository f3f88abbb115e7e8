"""Every criterion of the registry once: one below, at and one above its threshold, and with nothing known.

The deeper tables stand in the other `test_criteria_*` files; this one fails when a criterion is added without its rows.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from network.dates import plus_months
from network.money import Money
from tests.vetting.invented import (
    TODAY,
    after,
    all_no,
    day,
    degree,
    insurance,
    job,
    license,
    outcome,
    proof,
    reference,
    wren,
)
from vetting.evidence import (
    Answer,
    Claim,
    Concern,
    GapExplanation,
    Hit,
    Hours,
    LicenseAction,
    ListCheck,
    Paper,
    SourceRecord,
    State,
    Supervision,
    Training,
)
from vetting.rules import CRITERIA, Facts

NOTHING = Facts()


def old(element, days, **more):
    """The file with one proof of an element so many days old."""
    return wren(proofs=(proof(element, as_of=after(TODAY, -days), **more),))


def held(**more):
    return wren(licenses=(license(**more),))


def registered(hours):
    """A register entry, so many hours of clinical work, and a supervisor; no license."""
    return wren(
        licenses=(license(level="voluntary", register="NL:nip", statutory=False),),
        hours=(Hours("clinical", day("2020-01-01"), day("2025-12-31"), hours, proof("training")),),
        supervision=(Supervision("independent", day("2024-01-01"), None, proof("supervision")),),
    )


def insured(per_claim=1_000_000, aggregate=3_000_000, **more):
    return wren(insurance=(insurance(per_claim, aggregate, **more),))


def claimed(*days, **more):
    return wren(claims=tuple(Claim(day(on), False, proof("disclosures"), **more) for on in days))


def heard(*days, weight="minor"):
    return wren(concerns=tuple(Concern(day(on), weight) for on in days))


def unlicensed_before(first):
    """Work since `first`; the license came long before."""
    return wren(jobs=(job(first),), licenses=(license(issued_on=day("2000-01-01")),))


def idle(first, last, *told):
    """Work until `first`, again from `last`, with explanations."""
    return wren(jobs=(job("2010-01-01", first), job(last)), gap_explanations=told)


def shows(*papers):
    return wren(papers=papers)


def paper(kind="immunization", state="verified", **more):
    return Paper(kind, proof("paper", state), **more)


def by_place(professions=(), places=(), years=0):
    return {"papers_by": ({"paper": "immunization", "professions": professions, "places": places, "years": years},)}


SERVICE = {"needs": {"crisis": ("cism",)}}
ANSWERED = tuple(Answer(each.question, True, "moderate", True) if each.question == "license_action" else each for each in all_no())
MATRIX = {"questions": "us", "matrix": {"license_action": {"minor": "none", "any": "committee"}}, "otherwise": "director"}
HALF = Money(50_000_00, "USD")

# criterion → limit, then rows of facts and outcome: below, at, above the threshold (for a set: outside, in, in by another way)
TABLE = {
    "accepted_profession": ({"professions": ("social_worker",)}, [
        (wren(profession="lawyer"), "not_met"), (wren(), "met"), (NOTHING, "unknown"),
    ]),
    "accepted_jurisdiction": ({"jurisdictions": ("US-OH",)}, [
        (wren(jurisdictions=("US-OH", "US-IN")), "not_met"), (wren(), "met"), (NOTHING, "unknown"),
    ]),
    "degree_level": ({"level": "master"}, [
        (wren(degrees=(degree("bachelor"),)), "not_met"), (wren(), "met"), (wren(degrees=(degree("doctorate"),)), "met"),
        (NOTHING, "unknown"),
    ]),
    "degree_accredited": ({"level": "master", "accreditors": ("cswe",)}, [
        (wren(degrees=(degree(accredited_by="nobody"),)), "not_met"), (wren(degrees=(degree(accredited_by="cswe"),)), "met"),
        (wren(), "unknown"), (NOTHING, "unknown"),
    ]),
    "languages": ({"languages": ("nl",)}, [
        (wren(), "not_met"), (wren(languages=("en", "nl")), "met"), (NOTHING, "unknown"),
    ]),
    "works_by": ({"modes": ("in_person",)}, [
        (wren(modes=("video",)), "not_met"), (wren(modes=("in_person", "video")), "met"), (NOTHING, "unknown"),
    ]),
    "office_has": ({"features": ("step_free", "waiting_room")}, [
        (wren(office=("step_free",)), "not_met"), (wren(office=("step_free", "waiting_room")), "met"), (NOTHING, "unknown"),
        (wren(office=(), modes=("video",)), "not_applicable"), (wren(office=(), modes=("in_person",)), "not_met"),
    ]),
    "cooling_off": ({"months": 12}, [
        (wren(denied_on=day("2025-11-25")), "not_met"), (wren(denied_on=day("2025-11-24")), "met"),
        (wren(denied_on=day("2025-11-23")), "met"), (NOTHING, "not_applicable"),
    ]),
    "panel_open": ({"closed_professions": ("lawyer",), "closed_places": ("US-IN",)}, [
        (wren(profession="lawyer"), "not_met"), (wren(jurisdictions=("US-OH", "US-IN")), "not_met"), (wren(), "met"), (NOTHING, "unknown"),
    ]),
    "license_or_register": ({"registers": ("NL:nip",), "hours": 450}, [
        (held(), "met"), (held(level="supervised"), "not_met"), (registered(449), "not_met"), (registered(450), "met"),
        (registered(451), "met"), (replace(registered(450), supervision=()), "not_met"),
        (replace(registered(450), hours=(), clinical_hours=None), "unknown"), (NOTHING, "unknown"),
    ]),
    "license_rechecked": ({"days": 31}, [
        *((held(proof=proof(as_of=after(TODAY, -age))), expected) for age, expected in ((32, "unknown"), (31, "met"), (30, "met"))),
        (NOTHING, "unknown"),
    ]),
    "right_to_work": ({"bases": ("citizen", "work_permit")}, [
        (shows(paper("right_to_work", basis="business_visa")), "not_met"), (shows(paper("right_to_work", basis="citizen")), "met"),
        *((shows(paper("right_to_work", basis="work_permit", expires_on=after(TODAY, days))), told) for days, told in (
            (-1, "unknown"), (0, "met"), (1, "met"))),
        (shows(paper("right_to_work", basis="citizen", place="NL")), "unknown"),
        (shows(paper("right_to_work", basis="citizen", place="US")), "met"),
        (shows(paper("right_to_work", "obtained", basis="citizen")), "unknown"),
        (replace(shows(paper("right_to_work", basis="citizen", place="US")), jurisdictions=("US-OH", "NL")), "unknown"),
        (shows(paper("photo")), "unknown"), (NOTHING, "unknown"),
    ]),
    "photo_on_file": ({"months": 6}, [
        *((shows(paper("photo", issued_on=day(on))), told) for on, told in (
            ("2026-05-23", "unknown"), ("2026-05-24", "met"), ("2026-05-25", "met"))),
        (shows(paper("photo")), "unknown"), (shows(paper(issued_on=TODAY)), "unknown"), (NOTHING, "unknown"),
    ]),
    "papers_by_place": (by_place(("social_worker",), ("US",), 1), [
        (shows(), "unknown"), *((shows(paper(issued_on=day(on))), told) for on, told in (
            ("2025-11-23", "unknown"), ("2025-11-24", "met"), ("2025-11-25", "met"))),
        (replace(shows(), profession="lawyer"), "not_applicable"), (replace(shows(), jurisdictions=("NL",)), "not_applicable"),
        (replace(shows(paper(issued_on=TODAY)), profession=None), "unknown"), (NOTHING, "unknown"),
    ]),
    "papers_on_file": ({"papers": ("immunization", "photo"), "months": 0}, [
        (shows(paper()), "unknown"), (shows(paper(), paper("photo")), "met"),
        *((shows(paper("photo"), paper(expires_on=after(TODAY, days))), told) for days, told in (
            (-1, "unknown"), (0, "met"), (1, "met"))),
        (shows(paper(), paper("photo", "discrepant")), "unknown"), (NOTHING, "unknown"),
    ]),
    "papers_translated": ({"languages": ("en",), "sworn": True}, [
        (shows(paper(language="tr")), "not_met"), (shows(paper(language="tr", translation="plain")), "not_met"),
        (shows(paper(language="tr", translation="sworn")), "met"), (shows(paper(language="en")), "met"),
        (shows(paper()), "unknown"), (shows(paper("photo")), "not_applicable"), (NOTHING, "unknown"),
    ]),
    "papers_legalized": ({"countries": ("US",), "legalizations": ("apostille",)}, [
        (shows(paper(place="TR", legalization="consular")), "not_met"), (shows(paper(place="TR", legalization="apostille")), "met"),
        (shows(paper(place="US-OH")), "met"), (shows(paper()), "unknown"), (shows(paper("right_to_work")), "not_applicable"),
        (NOTHING, "unknown"),
    ]),
    "no_conflict": ({}, [(wren(conflicts=("same practice",)), "not_met"), (wren(), "met"), (NOTHING, "unknown")]),
    "practice_level": ({"levels": ("independent",), "registers": ("NL:nip",)}, [
        (held(level="supervised"), "not_met"), (held(), "met"),
        (held(level="voluntary", register="NL:nip", statutory=False), "met"), (NOTHING, "unknown"),
    ]),
    "license_in_force": ({}, [
        (held(expires_on=after(TODAY, -1)), "unknown"), (held(expires_on=TODAY), "met"), (held(expires_on=after(TODAY, 1)), "met"),
        (held(status="suspended"), "not_met"), (NOTHING, "unknown"),
    ]),
    "license_verified": ({"days": 120}, [
        (held(proof=proof(as_of=after(TODAY, -121))), "unknown"), (held(proof=proof(as_of=after(TODAY, -120))), "met"),
        (held(proof=proof(as_of=after(TODAY, -119))), "met"), (NOTHING, "unknown"),
    ]),
    "license_reverified": ({"months": 12}, [
        (held(lifelong=True, proof=proof(as_of=day("2025-11-23"))), "unknown"),
        (held(lifelong=True, proof=proof(as_of=day("2025-11-24"))), "met"),
        (held(lifelong=True, proof=proof(as_of=day("2025-11-25"))), "met"),
        (held(), "not_applicable"), (NOTHING, "unknown"),
    ]),
    "license_unrestricted": ({}, [
        (held(encumbered=True), "not_met"), (held(encumbered=False), "met"), (held(encumbered=None), "unknown"), (NOTHING, "unknown"),
    ]),
    "license_actions": ({"years": 5}, [
        (wren(license_actions=(LicenseAction("reprimand", day("2021-11-24"), "US-OH", proof()),)), "not_met"),
        (wren(license_actions=(LicenseAction("reprimand", day("2021-11-23"), "US-OH", proof()),)), "met"),
        (wren(), "met"), (NOTHING, "unknown"),
    ]),
    "supervision_on_file": ({}, [
        (wren(licenses=(license(level="supervised"),), supervision=(Supervision("independent", TODAY, TODAY, proof()),)), "met"),
        (wren(licenses=(license(level="supervised"),), supervision=(Supervision("independent", TODAY, after(TODAY, 1), proof()),)), "met"),
        (wren(licenses=(license(level="supervised"),), supervision=(Supervision("independent", day("2020-01-01"),
            after(TODAY, -1), proof()),)),
         "unknown"),
        (wren(licenses=(license(level="supervised"),)), "not_met"), (wren(), "not_applicable"), (NOTHING, "unknown"),
    ]),
    "years_since_degree": ({"years": 5, "level": "master"}, [
        (wren(degrees=(degree(conferred_on=day("2021-11-25")),)), "not_met"),
        (wren(degrees=(degree(conferred_on=day("2021-11-24")),)), "met"),
        (wren(degrees=(degree(conferred_on=day("2021-11-23")),)), "met"), (NOTHING, "unknown"),
    ]),
    "years_since_license": ({"years": 2}, [
        (held(issued_on=day("2024-11-25")), "not_met"), (held(issued_on=day("2024-11-24")), "met"),
        (held(issued_on=day("2024-11-23")), "met"), (NOTHING, "unknown"),
    ]),
    "eap_years": ({"years": 2}, [
        (wren(jobs=(job("2024-12-01", kind="eap"),)), "not_met"), (wren(jobs=(job("2024-11-01", kind="eap"),)), "met"),
        (wren(jobs=(job("2024-10-01", kind="eap"),)), "met"), (NOTHING, "unknown"),
        (wren(jobs=None, eap_months=23), "not_met"), (wren(jobs=None, eap_months=24), "met"), (wren(jobs=None, eap_months=25), "met"),
        (wren(jobs=(), eap_months=25), "not_met"),
    ]),
    "eap_training": ({"years": 2}, [
        (wren(trainings=(), jobs=(job("2024-12-01", kind="eap"),)), "not_met"),
        (wren(trainings=(), jobs=(job("2024-11-01", kind="eap"),)), "met"),
        (wren(jobs=()), "met"), (NOTHING, "unknown"),
    ]),
    "service_training": (SERVICE, [
        (wren(services=("crisis",)), "not_met"),
        (wren(services=("crisis",), trainings=(Training("cism", TODAY, proof()),)), "met"),
        (wren(services=("counseling",)), "not_applicable"), (NOTHING, "unknown"),
    ]),
    "continuing_education": ({"hours": 20, "months": 12}, [
        *((wren(hours=(Hours("ce", day("2025-01-01"), day("2026-06-30"), hours, proof()),)), expected)
          for hours, expected in ((19, "not_met"), (20, "met"), (21, "met"))),
        (NOTHING, "unknown"),
    ]),
    "clinical_hours": ({"hours": 4000}, [
        (wren(clinical_hours=3999), "not_met"), (wren(clinical_hours=4000), "met"), (wren(clinical_hours=4001), "met"),
        (NOTHING, "unknown"),
    ]),
    "supervision_hours": ({"minutes": 90, "months": 12}, [
        *((wren(hours=(Hours("supervision", day("2026-01-01"), day("2026-10-31"), hours, proof()),)), expected)
          for hours, expected in ((14, "not_met"), (15, "met"), (16, "met"))),
        (NOTHING, "unknown"),
    ]),
    "certificate_held": ({"courses": ("ceap", "cism")}, [
        (wren(), "not_met"), (wren(trainings=(Training("ceap", TODAY, proof()),)), "met"),
        (wren(trainings=(Training("cism", TODAY, proof()),)), "met"),
        (wren(trainings=(Training("ceap", TODAY, proof(), after(TODAY, -1)),)), "unknown"), (NOTHING, "unknown"),
    ]),
    "insurance_per_claim": ({"minimum": {"USD": 100_000_000}}, [
        (insured(999_999), "not_met"), (insured(1_000_000), "met"), (insured(1_000_001), "met"), (NOTHING, "unknown"),
        (wren(insurance=(replace(insurance(), per_claim=None),)), "unknown"),
    ]),
    "insurance_aggregate": ({"minimum": {"USD": 300_000_000}}, [
        (insured(aggregate=2_999_999), "not_met"), (insured(aggregate=3_000_000), "met"), (insured(aggregate=3_000_001), "met"),
        (NOTHING, "unknown"), (wren(insurance=(replace(insurance(), aggregate=None),)), "unknown"),
    ]),
    "insurance_in_force": ({}, [
        (insured(last="2026-11-23"), "unknown"), (insured(last="2026-11-24"), "met"), (insured(last="2026-11-25"), "met"),
        (wren(insurance=()), "not_met"), (NOTHING, "unknown"),
    ]),
    "insurance_continues": ({"days": 30}, [
        (insured(last="2026-12-23"), "unknown"), (insured(last="2026-12-24"), "met"), (insured(last="2026-12-25"), "met"),
        (wren(insurance=()), "not_met"), (NOTHING, "unknown"),
    ]),
    "insurance_named": ({}, [
        (insured(named="group"), "not_met"), (insured(named="self"), "met"), (insured(named=None), "unknown"), (NOTHING, "unknown"),
    ]),
    "insurance_also": ({"kinds": ("cyber", "general")}, [
        (insured(also=("cyber",)), "not_met"), (insured(also=("cyber", "general")), "met"), (insured(also=None), "unknown"),
        (wren(insurance=(insurance(also=("cyber",)), insurance(also=("general",)))), "met"), (wren(insurance=()), "not_met"),
        (insured(also=("cyber", "general"), last="2026-11-23"), "unknown"),
        (insured(also=("cyber", "general"), state="obtained"), "unknown"), (NOTHING, "unknown"),
    ]),
    "insurance_form": ({"forms": ("occurrence",)}, [
        (insured(form="claims_made"), "not_met"), (insured(), "met"), (insured(form=None), "unknown"), (NOTHING, "unknown"),
    ]),
    "not_excluded": ({"lists": ("oig-leie",)}, [
        (wren(hits=(Hit("oig-leie", "certain", "confirmed", TODAY, TODAY),)), "not_met"),
        (wren(hits=(Hit("oig-leie", "certain", "confirmed", TODAY, after(TODAY, -1)),)), "met"),
        (wren(), "met"), (NOTHING, "unknown"),
    ]),
    "hits_adjudicated": ({"band": "probable"}, [
        (wren(hits=(Hit("oig-leie", "possible", "inconclusive", TODAY),)), "met"),
        (wren(hits=(Hit("oig-leie", "probable", "inconclusive", TODAY),)), "not_met"),
        (wren(hits=(Hit("oig-leie", "certain", "inconclusive", TODAY),)), "not_met"),
        (wren(hits=(Hit("oig-leie", "probable", "open", TODAY),)), "unknown"), (NOTHING, "met"),
    ]),
    "exclusion_checked": ({"lists": ("oig-leie",), "days": 35}, [
        *((wren(list_checks=(ListCheck("oig-leie", after(TODAY, -age), State.VERIFIED),)), expected)
          for age, expected in ((36, "unknown"), (35, "met"), (34, "met"))),
        (NOTHING, "unknown"),
    ]),
    "list_recent": ({"lists": ("oig-leie",), "days": 35}, [
        *((wren(list_checks=(ListCheck("oig-leie", after(TODAY, -age), State.VERIFIED, run_on=TODAY),)), expected)
          for age, expected in ((36, "unknown"), (35, "met"), (34, "met"))),
        (wren(), "unknown"), (NOTHING, "unknown"),
    ]),
    "exclusion_monthly": ({"lists": ("oig-leie",), "months": 2, "current": False}, [
        (wren(decided_on=day("2026-01-01"), list_checks=(ListCheck("oig-leie", day("2026-10-31"), State.VERIFIED),)), "unknown"),
        (wren(decided_on=day("2026-01-01"), list_checks=tuple(
            ListCheck("oig-leie", day(on), State.VERIFIED) for on in ("2026-09-01", "2026-10-31"))), "met"),
        (wren(), "not_applicable"), (NOTHING, "not_applicable"),
    ]),
    "attestation_signed": ({"days": 120}, [
        *((wren(attested_on=after(TODAY, -age)), expected) for age, expected in ((121, "unknown"), (120, "met"), (119, "met"))),
        (NOTHING, "unknown"),
    ]),
    "attestation_repeated": ({"months": 12}, [
        *((wren(attested_on=plus_months(TODAY, -12) + timedelta(days=later)), expected)
          for later, expected in ((-1, "unknown"), (0, "met"), (1, "met"))),
        (NOTHING, "unknown"),
    ]),
    "education_verified": ({"days": 120}, [
        *((wren(degrees=(replace(degree(), proof=proof("education", as_of=after(TODAY, -age))),)), expected)
          for age, expected in ((121, "unknown"), (120, "met"), (119, "met"))),
        (NOTHING, "unknown"),
    ]),
    "work_history_verified": ({"days": 120}, [
        (old("work_history", 121), "unknown"), (old("work_history", 120), "met"), (old("work_history", 119), "met"), (NOTHING, "unknown"),
    ]),
    "identity_seen": ({"methods": ("seen",)}, [
        (old("identity", 9, method="phone"), "unknown"), (old("identity", 9, method="seen"), "met"), (NOTHING, "unknown"),
    ]),
    "identity_checked": ({"methods": ("video",)}, [
        (old("identity", 9, method="seen"), "unknown"), (old("identity", 9, method="in_person"), "unknown"),
        (old("identity", 9, method="video"), "met"), (NOTHING, "unknown"),
    ]),
    "certificate_of_conduct": ({"months": 3, "methods": ("seen",)}, [
        *((wren(proofs=(proof("certificate_of_conduct", as_of=day(on), method="seen"),)), expected)
          for on, expected in (("2026-08-23", "unknown"), ("2026-08-24", "met"), ("2026-08-25", "met"))),
        (NOTHING, "unknown"),
    ]),
    "references": ({"count": 2, "months": 12}, [
        (wren(references=(reference(),)), "unknown"), (wren(references=(reference(),) * 2), "met"),
        (wren(references=(reference(),) * 3), "met"), (NOTHING, "unknown"),
    ]),
    "reference_ratings": ({"rating": 3}, [
        (wren(references=(reference(rating=2),)), "not_met"), (wren(references=(reference(rating=3),)), "met"),
        (wren(references=(reference(rating=4),)), "met"), (NOTHING, "unknown"),
    ]),
    "npi_valid": ({}, [
        (wren(npi="1234567892"), "not_met"), (wren(npi="1234567893"), "met"), (wren(npi="1234567894"), "not_met"), (NOTHING, "unknown"),
    ]),
    "work_history_reaches": ({"years": 5}, [
        (unlicensed_before("2021-12-01"), "unknown"), (unlicensed_before("2021-11-30"), "met"),
        (unlicensed_before("2021-10-31"), "met"), (NOTHING, "unknown"),
    ]),
    "gaps_explained": ({"months": 6, "years": 5}, [
        (idle("2024-01-31", "2024-09-01"), "not_met"),
        (idle("2024-01-31", "2024-08-01"), "met"), (idle("2024-01-31", "2024-07-01"), "met"),
        (idle("2024-01-31", "2024-09-01", GapExplanation(day("2024-02-01"), day("2024-08-31"), False)), "met"), (NOTHING, "unknown"),
    ]),
    "gaps_in_writing": ({"months": 6, "years": 5}, [
        (idle("2024-01-31", "2024-09-01", GapExplanation(day("2024-02-01"), day("2024-08-31"), False)), "not_met"),
        (idle("2024-01-31", "2024-08-01"), "met"), (idle("2024-01-31", "2024-07-01"), "met"),
        (idle("2024-01-31", "2024-09-01", GapExplanation(day("2024-02-01"), day("2024-08-31"), True)), "met"), (NOTHING, "unknown"),
    ]),
    "disclosures_answered": ({"questions": "us"}, [
        (wren(answers=all_no()[1:]), "unknown"), (wren(), "met"), (wren(answers=ANSWERED), "met"), (NOTHING, "unknown"),
    ]),
    "disclosures": (MATRIX, [
        (wren(answers=ANSWERED), "not_met"), (wren(), "met"), (NOTHING, "unknown"),
    ]),
    "nothing_omitted": ({"questions": "us"}, [
        (wren(records=(SourceRecord("pending_charges", proof()),)), "not_met"), (wren(), "met"), (NOTHING, "unknown"),
    ]),
    "malpractice_verified": ({"days": 120}, [
        (old("disclosures", 121), "unknown"), (old("disclosures", 120), "met"), (old("disclosures", 119), "met"), (NOTHING, "unknown"),
    ]),
    "claims_count": ({"most": 1, "years": 5}, [
        (claimed("2024-01-01", "2025-01-01"), "not_met"), (claimed("2025-01-01"), "met"), (claimed(), "met"), (NOTHING, "unknown"),
    ]),
    "claims_paid": ({"most": {"USD": 5_000_000}, "years": 5}, [
        (claimed("2025-01-01", paid=HALF + Money(1, "USD")), "not_met"), (claimed("2025-01-01", paid=HALF), "met"),
        (claimed("2025-01-01", paid=HALF - Money(1, "USD")), "met"), (NOTHING, "unknown"),
    ]),
    "claims_open": ({}, [
        (wren(claims=(Claim(day("2020-01-01"), True, proof("disclosures")),)), "not_met"), (claimed("2020-01-01"), "met"),
        (NOTHING, "unknown"),
    ]),
    "concerns_count": ({"most": 1, "months": 12}, [
        (heard("2026-01-01", "2026-02-01"), "not_met"), (heard("2026-01-01"), "met"), (wren(), "met"), (NOTHING, "met"),
    ]),
    "concerns_serious": ({"months": 12}, [
        (heard("2025-11-24", weight="serious"), "not_met"), (heard("2025-11-23", weight="serious"), "met"),
        (heard("2026-11-01", weight="moderate"), "met"), (NOTHING, "met"),
    ]),
    "score": ({"weights": {"license_years": 5, "claims_against": 10}, "clean": 40, "director": 30}, [
        (held(issued_on=day("2018-11-25")), "not_met"), (held(issued_on=day("2018-11-24")), "met"),
        (held(issued_on=day("2017-11-24")), "met"), (NOTHING, "unknown"),
    ]),
}


def test_every_criterion_of_the_registry_stands_in_the_table():
    assert set(TABLE) == set(CRITERIA)
    assert len(TABLE) >= 24


@pytest.mark.parametrize("key", sorted(TABLE))
def test_every_criterion_is_tried_with_nothing_known_and_on_both_sides(key):
    _, rows = TABLE[key]
    assert any(facts is NOTHING for facts, _ in rows)
    assert len({expected for _, expected in rows}) >= 2


ROWS = [
    pytest.param(key, limit, facts, expected, id=f"{key}-{at}")
    for key, (limit, rows) in TABLE.items() for at, (facts, expected) in enumerate(rows)
]


@pytest.mark.parametrize(("key", "limit", "facts", "expected"), ROWS)
def test_below_at_and_above_the_threshold(key, limit, facts, expected):
    assert outcome(key, facts, limit) == expected
