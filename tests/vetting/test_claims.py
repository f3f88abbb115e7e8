"""A roster's row as facts: claims only, and the file it would be were everything true."""

from datetime import date

import pytest

from licensure.packs import packs
from licensure.screening import Candidate, Entry, Name, Person
from network.money import Money
from tests.vetting.invented import TODAY, day
from vetting.claims import Claims, as_if_verified, facts_of
from vetting.evidence import Facts, State
from vetting.presets import names, preset
from vetting.rules import BindsOn, Outcome, Policy, Route, Severity, Threshold, findings, route

WREN = Person((Name("Wren", "Halloway"),), date(1984, 5, 2), "1234567893")


def row(**cells):
    kind = packs().title("US-OH", "LISW")
    given = {
        "person": WREN, "license_jurisdiction": "US-OH", "license_title": kind, "license_number": "I.1",
        "license_issued_on": day("2016-03-01"), "license_expires_on": day("2027-03-31"), "degree": "master",
        "degree_on": day("2015-06-01"), "eap_months": 36, "liability_per_claim": 100_000_000, "liability_aggregate": 300_000_000,
        "liability_currency": "USD", "liability_expires_on": day("2027-06-30"),
    }
    return Claims(**{**given, **cells})


def test_every_claim_is_her_word_and_nothing_else_is_known():
    found = facts_of(row(), on=TODAY)
    assert (found.profession, found.jurisdictions, found.npi, found.eap_months) == ("social_worker", ("US-OH",), "1234567893", 36)
    (degree,), (license,), (insurance,) = found.degrees, found.licenses, found.insurance
    assert {each.proof.state for each in (degree, license, insurance)} == {State.ATTESTED}
    assert {each.proof.as_of for each in (degree, license, insurance)} == {None}
    assert (license.register, license.level, license.statutory, license.status, license.encumbered) == (
        "US-OH:cswmft", "independent", True, None, None,
    )
    assert (insurance.first, insurance.last, insurance.per_claim) == (TODAY, day("2027-06-30"), Money(100_000_000, "USD"))
    silent = ("attested_on", "submitted_on", "languages", "services", "conflicts", "jobs", "trainings", "references", "claims", "answers")
    assert {getattr(found, name) for name in silent} == {None}


def test_a_row_that_says_nothing_is_a_file_that_knows_nothing():
    assert facts_of(Claims(person=Person((Name("Wren", "Halloway"),))), on=TODAY) == Facts()


def test_parts_of_an_insurance_stay_unknown_alone():
    assert facts_of(row(liability_currency=None), on=TODAY).insurance[0].per_claim is None
    half = facts_of(row(liability_aggregate=None), on=TODAY).insurance[0]
    assert (half.per_claim, half.aggregate) == (Money(100_000_000, "USD"), None)
    assert facts_of(row(liability_expires_on=None), on=TODAY).insurance is None
    assert facts_of(row(liability_per_claim=0), on=TODAY).insurance[0].per_claim == Money(0, "USD")
    assert facts_of(row(liability_expires_on=day("2026-01-31")), on=TODAY).insurance[0].first == day("2026-01-31")


def test_a_voluntary_register_is_none_of_the_law_and_a_lifelong_title_has_no_end():
    psychologist = facts_of(row(license_jurisdiction="NL", license_title=packs().title("NL", "Psycholoog NIP")), on=TODAY).licenses[0]
    assert (psychologist.statutory, psychologist.register, psychologist.level) == (False, "NL:nip", "voluntary")
    lifelong = next(kind for kind in packs().types.values() if str(kind.renewal) == "lifelong")
    assert facts_of(row(license_title=lifelong), on=TODAY).licenses[0].lifelong is True
    assert facts_of(row(), on=TODAY).licenses[0].lifelong is False


@pytest.mark.parametrize("missing", ["license_jurisdiction", "license_title"])
def test_a_license_needs_its_place_and_its_title(missing):
    assert facts_of(row(**{missing: None}), on=TODAY).licenses is None


def test_candidates_are_open_questions_and_lists_are_only_obtained():
    found = Candidate(Entry(1, "HALLOWAY", "WREN"), 70, "possible", (), WREN.names[0])
    facts = facts_of(row(), on=TODAY, hits=[("oig-leie", found)], lists=[("oig-leie", day("2026-11-10"))])
    (hit,), (check,) = facts.hits, facts.list_checks
    assert (hit.list_code, hit.band, hit.state, hit.seen_on) == ("oig-leie", "possible", "open", TODAY)
    assert (check.state, check.as_of) == (State.OBTAINED, day("2026-11-10"))


def where(policy, **cells):
    facts = as_if_verified(facts_of(row(**cells), on=TODAY, lists=[("oig-leie", day("2026-11-20"))]), policy, on=TODAY)
    return route(findings([policy], facts, on=TODAY))


def test_a_row_with_everything_in_it_is_clean_by_the_us_presets_once_verified():
    assert where(preset("EAP-basic-US")) is Route.CLEAN
    assert where(preset("EASNA-high")) is Route.CLEAN
    assert where(preset("NCQA-2025")) is Route.CLEAN
    assert where(preset("DOT-SAP")) is Route.CLEAN


def test_what_a_roster_cannot_say_is_in_order_for_every_rule_that_asks_it():
    asked = {
        "works_by": {"modes": ("in_person",)}, "office_has": {"features": ("waiting_room",)}, "insurance_also": {"kinds": ("cyber",)},
        "languages": {"languages": ("nl",)}, "certificate_held": {"courses": ("cism",)}, "supervision_hours": {"minutes": 90, "months": 12},
        "clinical_hours": {"hours": 450}, "list_recent": {"lists": ("oig-leie",), "days": 4}, "license_rechecked": {"days": 31},
    }
    rows = tuple(
        Threshold(key, Severity.REVIEW, {**limit, "evidence": "verified"}, binds_on=BindsOn.IMMEDIATE) for key, limit in asked.items()
    )
    policy = Policy("x", 1, day("2020-01-01"), rows)
    facts = as_if_verified(facts_of(row(), on=TODAY, lists=[("oig-leie", day("2026-11-20"))]), policy, on=TODAY)
    assert {finding.criterion: str(finding.outcome) for finding in findings([policy], facts, on=TODAY)} == dict.fromkeys(asked, "met")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"eap_months": 35}, "director"), ({"eap_months": 36}, "clean"), ({"eap_months": 0}, "director"),
            ({"eap_months": None}, "incomplete"),
        ({"degree": "bachelor"}, "not_eligible"), ({"degree": None}, "incomplete"), ({"degree_on": day("2022-01-01")}, "not_eligible"),
        ({"license_expires_on": day("2026-11-23")}, "incomplete"), ({"liability_per_claim": 99_999_999}, "not_eligible"),
        ({"liability_expires_on": day("2026-12-01")}, "incomplete"), ({"license_title": None}, "incomplete"),
    ],
)
def test_where_a_row_would_go_by_the_strictest_preset(cells, expected):
    assert where(preset("EASNA-high"), **cells) == expected


def test_the_dutch_preset_asks_for_no_years_of_eap_work():
    kind = next(kind for kind in packs().types.values() if kind.jurisdiction == "NL" and str(
        kind.level) == "independent" and kind.profession == "psychologist")
    dutch = {
        "license_jurisdiction": "NL", "license_title": kind, "liability_per_claim": 125_000_000, "liability_aggregate": 250_000_000,
        "liability_currency": "EUR", "eap_months": None,
    }
    assert where(preset("EAP-NL"), **dutch) is Route.CLEAN
    assert where(preset("EAP-NL"), **{**dutch, "liability_currency": "USD"}) is Route.INCOMPLETE


def test_what_a_policy_asks_beyond_a_roster_is_taken_to_be_in_order():
    def asking(criterion, **limit):
        return Threshold(criterion, Severity.BLOCKS, limit, binds_on=BindsOn.IMMEDIATE)

    asked = Policy("Invented", 1, day("2020-01-01"), (
        asking("languages", languages=("nl",)), asking("clinical_hours", hours=4000, evidence="verified"),
        asking("degree_accredited", level="master", accreditors=("cswe",), evidence="verified"),
        asking("continuing_education", hours=20, kind="pdh", months=12, evidence="verified"),
        asking("supervision_on_file", levels=("independent",), supervisors=("independent",), evidence="verified"),
        asking("references", count=10, months=1, relations=("peer", "supervisor"), evidence="verified"),
        asking("work_history_reaches", years=20), asking("gaps_in_writing", months=0, years=20),
        asking("insurance_form", forms=("occurrence",), evidence="verified"),
            asking("disclosures", questions="us", matrix={}, otherwise="blocks"),
        asking("service_training", needs={"crisis": ("cism",)}, evidence="verified"), asking("no_conflict"),
    ))
    facts = as_if_verified(facts_of(row(), on=TODAY), asked, on=TODAY)
    found = {each.criterion: each.outcome for each in findings([asked], facts, on=TODAY)}
    assert found.pop("service_training") is Outcome.NOT_APPLICABLE
    assert set(found.values()) == {Outcome.MET}


def test_verifying_answers_no_question_and_fills_no_blank():
    found = Candidate(Entry(1, "HALLOWAY", "WREN"), 70, "possible", (), WREN.names[0])
    facts = facts_of(row(degree=None, liability_expires_on=None), on=TODAY, hits=[("oig-leie", found)])
    for name in names():
        assumed = as_if_verified(facts, preset(name), on=TODAY)
        assert (assumed.hits, assumed.degrees, assumed.insurance) == (facts.hits, None, None)
        assert assumed.list_checks == ()


def test_the_name_is_written_without_blanks_around_it():
    assert row().name == "Wren Halloway"
    assert Claims(person=Person((Name("", "Halloway"),))).name == "Halloway"


def test_what_a_file_in_order_holds_is_thirty_years_of_work_a_years_hours_and_ten_good_references():
    asked = Policy("Invented", 1, day("2020-01-01"), (
        Threshold("continuing_education", Severity.BLOCKS, {"hours": 20, "kind": "pdh", "months": 12}, binds_on=BindsOn.IMMEDIATE),
    ))
    facts = as_if_verified(facts_of(row(), on=TODAY), asked, on=TODAY)
    assert [job.first for job in facts.jobs] == [day("1996-11-24"), day("2023-11-24")]
    (hours,) = facts.hours
    assert (hours.first, hours.last, hours.hours, hours.kind) == (day("2025-11-24"), TODAY, 20, "pdh")
    assert [each.rating for each in facts.references] == [5] * 10
    assert [each.relation for each in facts.references].count("peer") == 5


@pytest.mark.parametrize(("asked", "known"), [((), True), (("eap_years",), False), (("eap_training",), False)])
def test_unclaimed_work_for_such_programs_is_unknown_where_any_rule_asks(asked, known):
    limits = {"eap_years": {"years": 2}, "eap_training": {"courses": ()}}
    policy = Policy("Invented", 1, day("2020-01-01"), tuple(
        Threshold(name, Severity.BLOCKS, limits[name], binds_on=BindsOn.IMMEDIATE) for name in asked
    ))
    assert (as_if_verified(facts_of(row(eap_months=None), on=TODAY), policy, on=TODAY).jobs is not None) is known


def test_a_row_names_her_by_her_first_name_of_several_and_begins_uncounted():
    several = Claims(person=Person((Name("Wren", "Halloway"), Name("Jenny", "Marrow"))))
    assert (several.name, several.row) == ("Wren Halloway", 0)
