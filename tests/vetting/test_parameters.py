"""The numbered parameters (domain 8.1): each has its place and its test, and two values of it give two behaviors."""

import ast
import json
from dataclasses import fields, replace
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from network.money import Money
from network.transitions import Refusal
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
from vetting import words_parameters, words_policies
from vetting.clocks import BY_KEY
from vetting.evidence import (
    Claim,
    GapExplanation,
    Hit,
    Hours,
    LicenseAction,
    ListCheck,
    Paper,
    SourceRecord,
    State,
    Supervision,
    Waiver,
)
from vetting.facts.offers import OFFERS
from vetting.forms.policies import RuleForm
from vetting.limits import read_limit
from vetting.management.commands import policy as policy_command
from vetting.models import Policy as Version
from vetting.parameters import BY_NUMBER, PAIRS, PARAMETERS, Kind, Numbered
from vetting.rules import CRITERIA, BindsOn, Facts, Policy, Reviewer, Severity, Threshold, evaluate

ROOT = Path(__file__).parents[2]
VOLUNTARY = wren(
    licenses=(license(level="voluntary", register="NL:nip", statutory=False),),
    supervision=(Supervision("independent", day("2020-01-01"), None, proof("supervision")),), clinical_hours=500,
)
UNDER = wren(licenses=(license(level="supervised"),), supervision=(Supervision("voluntary", day("2020-01-01"), None, proof()),))
IDLE = wren(jobs=(job("2010-01-01", "2024-01-31"), job("2024-09-01")))
YES = wren(answers=all_no("criminal_conviction", grade="serious"))
TAUGHT = wren(hours=(
    Hours("ce", day("2025-07-01"), day("2026-06-30"), 20, proof("training")),
    Hours("supervision", day("2025-07-01"), day("2026-06-30"), 18, proof("training")),
))
WORKED = wren(hours=(Hours("clinical", day("2020-01-01"), day("2025-12-31"), 450, proof("training")),))
BASE = {  # criterion → the rest of its limit, where a field has no default
    "supervision_on_file": {}, "practice_level": {}, "license_or_register": {"registers": ["NL:nip"], "hours": 450},
    "eap_training": {"courses": ["ceap"]}, "references": {"count": 2, "months": 12}, "gaps_explained": {"months": 6},
    "gaps_in_writing": {"months": 6}, "claims_count": {"most": 0}, "certificate_of_conduct": {"months": 3}, "claims_paid": {},
    "exclusion_monthly": {"lists": ["oig-leie"], "months": 2}, "not_excluded": {}, "exclusion_checked": {"lists": ["oig-leie"], "days": 35},
    "disclosures": {"questions": "us"}, "disclosures_answered": {}, "nothing_omitted": {"questions": "us"},
    "list_recent": {"lists": ["oig-leie"]}, "score": {"weights": {"license_years": 5}, "clean": 40, "director": 30},
    "eap_years": {"years": 5}, "degree_accredited": {"level": "master"}, "continuing_education": {"hours": 20, "months": 12},
    "supervision_hours": {"minutes": 90, "months": 12},
    "papers_translated": {"languages": ["en"]}, "papers_legalized": {"countries": ["US"]},
}


TURKISH = Paper("degree", proof("education"), place="TR", language="tr")


def asked_of(places=()):
    """A row that asks everybody, or whoever works in these places, for a proof of immunization."""
    return {"paper": "immunization", "professions": [], "places": list(places), "years": 0}


def aged(element, days):
    return wren(proofs=(proof(element, as_of=after(TODAY, -days), method="seen"),))


def claimed(paid=60_000, on="2023-01-01", state="verified"):
    return wren(claims=(Claim(day(on), False, proof("disclosures", state), Money(paid * 100, "USD")),))


def pair(key, field, one, two, facts=None):
    """Two values of one field, and the facts that tell them apart."""
    return key, field, one, two, facts or wren()


TRIED = {  # number → one pair of values for each of its places
    1: [pair("accepted_profession", "professions", ["social_worker"], ["lawyer"]),
        pair("practice_level", "levels", ["independent"], ["supervised"])],
    2: [pair("supervision_on_file", "supervisors", ["independent"], ["independent", "voluntary"], UNDER),
        pair("license_in_force", "levels", ["independent"], ["independent", "supervised"], UNDER)],
    3: [pair("accepted_jurisdiction", "jurisdictions", ["US"], ["NL"])],
    4: [pair("practice_level", "registers", [], ["NL:nip"], VOLUNTARY),
        pair("license_or_register", "registers", ["NL:nvo"], ["NL:nip"], VOLUNTARY)],
    5: [pair("years_since_license", "years", 8, 9)],
    6: [pair("years_since_degree", "years", 11, 12)],
    7: [pair("eap_years", "years", 2, 3), pair("eap_training", "years", 2, 3)],
    8: [pair("clinical_hours", "hours", 450, 451, WORKED), pair("license_or_register", "hours", 500, 501, VOLUNTARY)],
    10: [pair("degree_accredited", "accreditors", ["cswe"], ["cacrep"], wren(degrees=(degree(accredited_by="cswe"),)))],
    13: [pair("languages", "languages", ["en"], ["nl"])],
    14: [pair("office_has", "features", ["step_free"], ["step_free", "waiting_room"], wren(office=("step_free",)))],
    15: [pair("works_by", "modes", ["in_person"], ["in_person", "video"], wren(modes=("video",)))],
    27: [pair("continuing_education", "hours", 20, 21, TAUGHT), pair("continuing_education", "months", 12, 3, TAUGHT),
         pair("continuing_education", "kind", "ce", "pdh", TAUGHT)],
    28: [pair("supervision_hours", "minutes", 90, 91, TAUGHT), pair("supervision_hours", "months", 12, 3, TAUGHT)],
    37: [pair("insurance_also", "kinds", ["cyber"], ["cyber", "general"], wren(insurance=(insurance(also=("cyber",)),)))],
    9: [pair("degree_level", "level", "master", "doctorate")],
    11: [pair("certificate_held", "courses", ["eap_101"], ["ceap"])],
    12: [pair("service_training", "needs", {"counseling": ["eap_101"]}, {"counseling": ["cism"]})],
    17: [pair("panel_open", "closed_professions", [], ["social_worker"]), pair("panel_open", "closed_places", [], ["US-OH"])],
    18: [pair("cooling_off", "months", 12, 13, wren(denied_on=day("2025-11-24")))],
    19: [pair("no_conflict", "severity", Severity.BLOCKS, Severity.NOTE, wren(conflicts=("conflict_of_interest",)))],
    21: [pair("degree_level", "evidence", "attested", "verified", wren(degrees=(degree(state="attested"),))),
         pair("identity_seen", "methods", ["seen"], ["phone"])],
    22: [pair("references", "count", 2, 3),
         pair("references", "months", 12, 11, wren(references=(reference(day("2025-12-20")),) * 2)),
         pair("references", "relations", ["peer"], ["peer", "supervisor"])],
    23: [pair("gaps_explained", "months", 7, 6, IDLE),
         pair("gaps_in_writing", "months", 7, 6, replace(IDLE, gap_explanations=(
             GapExplanation(day("2024-02-01"), day("2024-08-31"), False),))),
         pair("work_history_reaches", "years", 5, 11, wren(licenses=(license(issued_on=day("2000-01-01")),)))],
    24: [pair("claims_count", "years", 5, 2, claimed())],
    25: [pair("identity_checked", "methods", ["video"], ["in_person"]), pair("identity_seen", "methods", ["seen"], ["letter"])],
    26: [pair("certificate_of_conduct", "months", 3, 2, aged("certificate_of_conduct", 70)),
         pair("certificate_of_conduct", "methods", ["seen"], ["letter"], aged("certificate_of_conduct", 9))],
    32: [pair("insurance_per_claim", "minimum", {"USD": 100_000_000}, {"USD": 100_000_001}),
         pair("insurance_aggregate", "minimum", {"USD": 300_000_000}, {"USD": 300_000_001})],
    33: [pair("insurance_form", "forms", ["occurrence"], ["claims_made"])],
    34: [pair("insurance_named", "named", ["self"], ["group"])],
    35: [pair("insurance_continues", "days", 218, 219)],
    36: [pair("insurance_in_force", "grace", 0, 14, wren(insurance=(insurance(last="2026-11-14"),)))],
    38: [pair("license_verified", "days", 120, 90, wren(licenses=(license(proof=proof(as_of=after(TODAY, -100))),))),
         pair("education_verified", "days", 120, 90, wren(degrees=(
             replace(degree(), proof=proof("education", as_of=after(TODAY, -100))),))),
         pair("work_history_verified", "days", 120, 90, aged("work_history", 100)),
         pair("malpractice_verified", "days", 120, 90, aged("disclosures", 100)),
         pair("exclusion_checked", "days", 14, 13)],
    39: [pair("attestation_signed", "days", 22, 21),
         pair("attestation_repeated", "months", 12, 6, wren(attested_on=day("2026-03-02")))],
    16: [pair("right_to_work", "bases", ["citizen"], ["citizen", "work_permit"],
              wren(papers=(Paper("right_to_work", proof("paper"), basis="work_permit"),)))],
    20: [pair("papers_by_place", "papers_by", [asked_of()], [asked_of(["NL"])], wren(papers=()))],
    29: [pair("photo_on_file", "months", 6, 7, wren(papers=(Paper("photo", proof("paper"), day("2026-05-01")),)))],
    30: [pair("papers_on_file", "papers", ["immunization"], ["immunization", "health_statement"],
              wren(papers=(Paper("immunization", proof("paper")),)))],
    31: [pair("papers_translated", "languages", ["en"], ["en", "tr"], wren(papers=(TURKISH,))),
         pair("papers_translated", "sworn", True, False, wren(papers=(replace(TURKISH, translation="plain"),))),
         pair("papers_legalized", "countries", ["US"], ["US", "TR"], wren(papers=(TURKISH,))),
         pair("papers_legalized", "legalizations", ["apostille"], ["consular"],
              wren(papers=(replace(TURKISH, legalization="apostille"),)))],
    42: [pair("exclusion_monthly", "months", 1, 2, wren(decided_on=day("2026-09-01"), list_checks=(
            ListCheck("oig-leie", day("2026-10-05"), State.VERIFIED), ListCheck("oig-leie", day("2026-11-05"), State.VERIFIED)))),
         pair("exclusion_monthly", "current", True, False, wren(decided_on=day("2026-09-01"), list_checks=tuple(
             ListCheck("oig-leie", day(on), State.VERIFIED) for on in ("2026-09-05", "2026-10-05"))))],
    43: [pair("license_rechecked", "days", 31, 62, wren(licenses=(license(proof=proof(as_of=after(TODAY, -50))),)))],
    44: [pair("not_excluded", "lists", ["oig-leie"], ["oig-leie", "sam"]),
         pair("exclusion_checked", "lists", ["oig-leie"], ["oig-leie", "sam"])],
    45: [pair("list_recent", "days", 35, 14, wren(list_checks=(
        ListCheck("oig-leie", day("2026-10-25"), State.VERIFIED, run_on=day("2026-11-20")),)))],
    55: [pair("license_reverified", "months", 12, 6, wren(licenses=(license(lifelong=True, proof=proof(as_of=day("2026-03-01"))),)))],
    56: [pair("claims_count", "most", 0, 1, claimed()), pair("claims_paid", "most", {"USD": 10_000_000}, {"USD": 5_000_000}, claimed()),
         pair("claims_open", "evidence", "attested", "verified",
              wren(claims=(), proofs=(proof("disclosures", "attested"),)))],
    57: [pair("license_actions", "years", 5, 10, wren(license_actions=(LicenseAction("reprimand", day("2019-01-01"), "US-OH", proof()),)))],
    58: [pair("disclosures", "matrix", {"criminal_conviction": {"any": "director"}}, {"criminal_conviction": {"any": "blocks"}}, YES)],
    59: [pair("disclosures", "matrix", {"criminal_conviction": {"serious": "committee"}}, {}, YES),
         pair("disclosures", "otherwise", "director", "committee", YES)],
    60: [pair("nothing_omitted", "reviewer", Reviewer.DIRECTOR, Reviewer.COMMITTEE,
              wren(records=(SourceRecord("pending_charges", proof()),)))],
    61: [pair("gaps_explained", "reviewer", Reviewer.DIRECTOR, Reviewer.COMMITTEE, IDLE)],
    62: [pair("reference_ratings", "rating", 4, 5)],
    63: [pair("license_unrestricted", "reviewer", Reviewer.DIRECTOR, Reviewer.COMMITTEE, wren(licenses=(license(encumbered=True),)))],
    64: [pair("hits_adjudicated", "band", "possible", "probable", wren(hits=(Hit("oig-leie", "possible", "open", TODAY),)))],
    65: [pair("score", "weights", {"license_years": 5}, {"license_years": 4})],
    66: [pair("score", "clean", 40, 41), pair("score", "director", 30, 39, wren(licenses=(license(issued_on=day("2019-06-01")),)))],
    67: [pair("insurance_in_force", "severity", Severity.BLOCKS, Severity.REVIEW, wren(insurance=()))],
    73: [pair("eap_years", "waivable_by", "", "director", wren(waivers=(Waiver("eap_years", "Ines", day("2026-11-01")),)))],
    78: [pair("disclosures_answered", "questions", "us", "nl", wren(answers=all_no()[:4] + all_no()[6:]))],
}


def behavior(key, facts, **changes):
    """What one rule does to a file: its outcome, its weight, who looks, who decides."""
    given = {name: value for name, value in changes.items() if name in {field.name for field in CRITERIA[key].fields}}
    limit, problems = read_limit(CRITERIA[key], {**BASE.get(key, {}), **given})
    assert problems == ()
    weight = {name: value for name, value in changes.items() if name not in given}
    row = Threshold(key, **{"severity": Severity.REVIEW, "limit": limit, "binds_on": BindsOn.IMMEDIATE, **weight})
    found = evaluate([Policy("x", 1, day("2020-01-01"), (row,))], facts, on=TODAY)
    (finding,) = found.findings
    return finding.outcome, finding.severity, finding.reviewer, found.route


@pytest.mark.parametrize("number", TRIED, ids=str)
def test_two_values_give_two_behaviors(number):
    for key, field, one, two, facts in TRIED[number]:
        assert behavior(key, facts, **{field: one}) != behavior(key, facts, **{field: two}), (key, field)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("number", TRIED, ids=str)
def test_two_values_read_as_two_sentences(number, language):
    """What is printed of a policy tells every value that changes what it does."""
    with override(language):
        for key, field, one, two, _facts in TRIED[number]:
            assert printed(key, **{field: one}) != printed(key, **{field: two}), (key, field)


def printed(key, **changes):
    """One rule as it stands in the printed policy: its sentence, and its weight."""
    given = {name: value for name, value in changes.items() if name in {field.name for field in CRITERIA[key].fields}}
    limit, problems = read_limit(CRITERIA[key], {**BASE.get(key, {}), **given})
    assert problems == ()
    weight = {name: value for name, value in changes.items() if name not in given}
    row = Threshold(key, **{"severity": Severity.REVIEW, "limit": limit, "binds_on": BindsOn.IMMEDIATE, **weight})
    return words_policies.sentence(key, row.limit), words_policies.weight(row)


@pytest.mark.parametrize("number", [each.number for each in PARAMETERS if each.test.startswith(PAIRS)], ids=str)
def test_every_place_of_a_number_is_tried_with_two_values(number):
    assert {(key, field) for key, field, *_rest in TRIED[number]} == {(place.key, place.field) for place in BY_NUMBER[number].places}


def test_the_catalogue_has_each_number_once_with_its_name_and_either_a_place_or_what_it_waits_for():
    assert [each.number for each in PARAMETERS] == list(range(1, 80)) == sorted(words_parameters.NAMES)
    for each in PARAMETERS:
        assert bool(each.places) == bool(each.test) != bool(words_parameters.lacking(each)), each.number
    assert {each.lacking for each in PARAMETERS if each.missing} == set(words_parameters.LACKING)
    assert set(TRIED) == {each.number for each in PARAMETERS if each.test.startswith(PAIRS)}


def test_every_fact_a_rule_reads_is_collected_from_a_file():
    """A number over a fact that nobody collects would change nothing, whatever the rule says."""
    tree = ast.parse((ROOT / "vetting/facts/collect.py").read_text(encoding="utf-8"))
    named = {keyword.arg for node in ast.walk(tree) if isinstance(node, ast.Call) for keyword in node.keywords}
    keys = {key.value for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys if isinstance(key, ast.Constant)}
    missing = {field.name for field in fields(Facts)} - named - keys - set(OFFERS.values())
    assert missing == {"event_on", "eap_months", "clinical_hours"}, "a day asked about, and what only a roster tells as one number"


def test_every_place_exists():
    row_fields = {field.name for field in fields(Threshold)}
    for place in (place for each in PARAMETERS for place in each.places):
        exists = {
            Kind.LIMIT: lambda where: where.field in {field.name for field in CRITERIA[where.key].fields},
            Kind.ROW: lambda where: where.key in CRITERIA and where.field in row_fields,
            Kind.CLOCK: lambda where: where.key in BY_KEY,
            Kind.POLICY: lambda where: where.key in {field.name for field in Version._meta.get_fields()},
        }[place.kind]
        assert exists(place), place
        assert "%" not in words_parameters.place(place)


@cache
def names_in(path):
    """The names of the test functions of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_test_named_exists():
    for each in PARAMETERS:
        if not each.missing:
            path, _colons, name = each.test.partition("::")
            assert name.partition("[")[0] in names_in(path), each.test


def run(*arguments):
    out = StringIO()
    call_command("policy", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_every_number_and_all_of_them_change_something():
    lines = run("coverage").splitlines()
    assert len(lines) == 80 and lines[-1] == "79 of 79 parameters change something."
    assert lines[4] == f" 5  Years since the license · Years since the license: Years · {PAIRS}[5]"
    assert not [line for line in lines if "MISSING: " in line]


def test_the_command_fails_while_a_number_is_missing(monkeypatch):
    gone = Numbered(5, lacking="soon")
    monkeypatch.setattr(policy_command, "PARAMETERS", tuple(gone if each.number == 5 else each for each in PARAMETERS))
    monkeypatch.setitem(words_parameters.LACKING, "soon", "somebody writes it")
    out = StringIO()
    with pytest.raises(CommandError, match="1 is missing: 5"):
        call_command("policy", "coverage", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[4] == " 5  Years since the license · MISSING: somebody writes it" and lines[-1].startswith("78 of 79 ")


def test_as_data_it_is_one_object_for_each_number():
    rows = [json.loads(line) for line in run("coverage", "--json", "--allow-missing").splitlines()]
    assert [row["number"] for row in rows] == list(range(1, 80))
    assert rows[4] == {
        "number": 5, "name": "Years since the license", "missing": False, "test": f"{PAIRS}[5]", "waits_for": "",
        "places": [{"kind": "limit", "key": "years_since_license", "field": "years"}],
    }
    assert all(row["waits_for"] and not row["places"] for row in rows if row["missing"])


def test_hours_of_clinical_work_add_up_over_statements():
    def told(*hours, state="verified"):
        return wren(hours=tuple(Hours("clinical", day("2020-01-01"), TODAY, each, proof("training", state)) for each in hours))

    assert [outcome("clinical_hours", told(*hours), {"hours": 450}) for hours in ((449,), (200, 250), (450,))] == ["not_met", "met", "met"]
    assert outcome("clinical_hours", told(450, state="obtained"), {"hours": 450}) == "unknown"
    assert outcome("clinical_hours", told(449, state="obtained"), {"hours": 450}) == "unknown"


def test_a_score_is_written_in_a_form_with_one_box_for_each_thing_that_gives_points():
    given = {
        "weights_license_years": "5", "weights_certificates": "", "clean": "40", "director": "30", "evidence": "verified",
        "severity": "review", "reviewer": "director", "reason": "choice", "waivable_by": "", "binds_on": "decision",
    }
    form = RuleForm(given, criterion=CRITERIA["score"])
    assert form.is_valid(), form.errors
    assert form.threshold().limit == {"weights": {"license_years": 5}, "clean": 40, "director": 30, "evidence": "verified"}
    assert form.refuse([Refusal("empty", "Empty.", facts={"field": "weights"})]) == ()
    assert "weights_license_years" in form.errors


def test_points_for_what_is_no_measure_are_refused():
    def problems(weights):
        return [(each.field, each.code) for each in read_limit(CRITERIA["score"], {"weights": weights, "clean": 1, "director": 1})[1]]

    assert problems({"shoe_size": 3}) == [("weights", "not_a_choice")]
    assert problems({"certificates": -1}) == [("weights", "too_low")]
    assert problems({}) == [("weights", "empty")]
    assert problems(["certificates"]) == [("weights", "wrong_type")]
    assert problems({"certificates": 1}) == []
