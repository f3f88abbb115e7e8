"""Which sections an organization asks for and which are done, and what of them is kept when she signs: on stand-ins."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from vetting.facts import sections as module
from vetting.facts import snapshot
from vetting.facts.profile import Profile
from vetting.facts.questions import question_set_of
from vetting.facts.sections import LABELS, lacking, missing, sections_of
from vetting.rules import Policy, Severity, Threshold

DAY = date(2026, 3, 1)
HARBOR, PIER = Row(pk=1, country="US"), Row(pk=2, country="US")
ASKED = question_set_of(HARBOR)
ALWAYS = ["profile", "disclosures", "where", "sharing"]


def policy(*criteria):
    return Policy("Invented", 1, date(2026, 1, 1), tuple(Threshold(name, Severity.REVIEW, {}) for name in criteria), 36)


EVERYTHING = policy(
    "gaps_explained", "practice_level", "insurance_per_claim", "claims_count", "degree_level", "service_training", "references",
    "npi_valid",
)


def held(kind, **fields):
    return Row(**{"kind": kind, "pk": 3, "document": None, "covers_through": None, "per_claim": None, **fields})


def said(question, answer, narrative="", asked=ASKED.key):
    return Row(pk=4, question_set=asked, question=question, answer=answer, since=None, narrative=narrative, document=None)


ALL_NO = tuple(said(question.key, False) for question in ASKED.questions)


def hers(*credentials, licenses=(), positions=(), disclosures=(), born=DAY, profession="counselor"):
    person = Row(given_name="Wren", prefix="", family_name="Halloway", date_of_birth=born)
    practitioner = Row(person=person, profession=profession, npi="1234567893")
    return Profile(practitioner, ("Wren Pike",), licenses, credentials, positions, disclosures)


def application(profile, organization=HARBOR, **fields):
    return Row(**{
        "kind": "initial",
        "practitioner": profile.practitioner, "organization": organization, "jurisdictions": ["US-OH"], "services": ["counseling"],
        "offers": {},
        "consented_at": DAY, "consent_withdrawn_at": None, **fields,
    })


@pytest.fixture(autouse=True)
def asks(monkeypatch):
    """What each organization's policies ask; at first Harbor asks for everything and Pier for insurance."""
    asked = {1: (EVERYTHING,), 2: (policy("insurance_per_claim"),)}
    monkeypatch.setattr(module, "policies_of", lambda organization: asked[organization.pk])
    monkeypatch.setattr(module, "panel_thresholds", lambda organization: [])
    return asked


@pytest.fixture
def read(monkeypatch):
    """Lets her profile be read as this one."""

    def put(profile):
        monkeypatch.setattr(module, "profile_of", lambda practitioner: profile)
        monkeypatch.setattr(snapshot, "profile_of", lambda practitioner: profile)
        return profile

    return put


def state(section, profile, **fields):
    """Whether a section is done, and whether it is begun."""
    (found,) = [each for each in sections_of(application(profile, **fields)) if each.key == section]
    return found.done, found.begun


@pytest.mark.parametrize(("criteria", "sections"), [
    ((), ALWAYS), (("insurance_per_claim",), [*ALWAYS, "insurance"]), (("eap_years",), [*ALWAYS, "history"]),
    (("gaps_explained",), [*ALWAYS, "history"]), (("practice_level",), [*ALWAYS, "licenses", "registers"]),
    (("claims_count",), [*ALWAYS, "malpractice", "loss-runs"]), (("degree_level", "references"), [*ALWAYS, "education", "references"]),
    (("service_training",), [*ALWAYS, "training"]),
])
def test_a_section_is_asked_for_when_a_rule_reads_it_and_some_always(asks, read, criteria, sections):
    asks[1] = (policy(*criteria),)
    profile = read(hers())
    assert [each.key for each in sections_of(application(profile))] == [key for key in LABELS if key in sections]


DONE, BEGUN, NOT_BEGUN = (True, True), (False, True), (False, False)
POLICY = {"covers_through": DAY, "per_claim": 0, "document": Row(set_aside=False)}
CASES = [
    ("profile", hers(), DONE), ("profile", hers(born=None), BEGUN), ("profile", hers(profession=""), NOT_BEGUN),
    ("history", hers(), NOT_BEGUN), ("history", hers(positions=(1,)), DONE),
    ("licenses", hers(), NOT_BEGUN), ("licenses", hers(licenses=(1,)), DONE), ("licenses", hers(held("register")), DONE),
    ("insurance", hers(), NOT_BEGUN), ("insurance", hers(held("insurance", **POLICY)), DONE),
    *[("insurance", hers(held("insurance", **{**POLICY, name: None})), BEGUN) for name in POLICY],
    ("insurance", hers(held("insurance"), held("insurance", **POLICY)), DONE),
    ("insurance", hers(held("insurance", **POLICY | {"document": Row(set_aside=True)})), BEGUN),
    ("education", hers(held("degree")), DONE), ("education", hers(held("training")), NOT_BEGUN), ("training", hers(held("training")), DONE),
    ("references", hers(held("reference")), DONE), ("registers", hers(held("register")), DONE), ("loss-runs", hers(held("loss_run")), DONE),
    ("malpractice", hers(), NOT_BEGUN), ("malpractice", hers(held("claim")), DONE),
    ("malpractice", hers(disclosures=(said("malpractice_claims", True),)), BEGUN),
    ("malpractice", hers(disclosures=(said("malpractice_claims", False),)), NOT_BEGUN),
    ("malpractice", hers(disclosures=(said("pending_charges", True),)), NOT_BEGUN),
    ("malpractice", hers(disclosures=(said("malpractice_claims", True, asked="nl-2026-1"),)), NOT_BEGUN),
    ("malpractice", hers(held("claim"), disclosures=(said("malpractice_claims", True),)), DONE),
    ("disclosures", hers(), NOT_BEGUN), ("disclosures", hers(disclosures=ALL_NO), DONE),
    ("disclosures", hers(disclosures=ALL_NO[1:]), BEGUN),
    ("disclosures", hers(disclosures=(*ALL_NO[1:], said(ASKED.questions[0].key, True, "Zqstory"))), DONE),
    ("disclosures", hers(disclosures=(*ALL_NO[1:], said(ASKED.questions[0].key, True, "  "))), BEGUN),
    ("disclosures", hers(disclosures=tuple(said(row.question, False, asked="us-2025-1") for row in ALL_NO)), NOT_BEGUN),
]


@pytest.mark.parametrize(("section", "profile", "found"), CASES)
def test_a_section_is_done_with_what_it_needs_and_begun_with_less(read, section, profile, found):
    assert state(section, read(profile)) == found


@pytest.mark.parametrize(("fields", "where", "sharing"), [
    ({}, DONE, DONE), ({"services": []}, BEGUN, DONE), ({"jurisdictions": []}, NOT_BEGUN, DONE),
    ({"consented_at": None}, DONE, NOT_BEGUN), ({"consent_withdrawn_at": DAY}, DONE, NOT_BEGUN),
    ({"consented_at": None, "consent_withdrawn_at": DAY}, DONE, NOT_BEGUN),
])
def test_she_says_where_and_for_what_and_what_she_shares_holds_until_she_withdraws_it(read, fields, where, sharing):
    profile = read(hers())
    assert (state("where", profile, **fields), state("sharing", profile, **fields)) == (where, sharing)


def named(*keys):
    return tuple(str(LABELS[key]) for key in keys)


def test_what_is_left_to_do_are_the_sections_asked_for_that_are_not_optional(read):
    profile = read(hers(held("insurance", **POLICY), held("degree")))
    assert missing(application(profile)) == named("history", "licenses", "references", "disclosures")
    assert missing(application(profile, consented_at=None))[-1:] == named("sharing")


def test_without_an_application_only_her_profile_is_looked_at_for_each_organization(read):
    profile = read(hers(held("degree"), disclosures=ALL_NO))
    left = {1: named("history", "licenses", "insurance", "references"), 2: named("insurance")}
    assert {pk: tuple(map(str, found)) for pk, found in lacking(profile.practitioner, [HARBOR, PIER]).items()} == left
    whole = read(hers(held("insurance", **POLICY), born=None, disclosures=ALL_NO))
    assert lacking(whole.practitioner, [PIER]) == {2: (LABELS["profile"],)}


# ── What is kept when she signs ──────────────────────────────────────────────
def credential(kind, **fields):
    return held(**{**dict.fromkeys(snapshot.CREDENTIAL), "kind": kind, **fields})


def kept(asks, read, *criteria):
    asks[1] = (policy(*criteria),)
    license_ = Row(pk=8, document=None, **dict.fromkeys(snapshot.LICENSE, "x"))
    position = Row(pk=9, document=None, **dict.fromkeys(snapshot.POSITION, "x"))
    profile = read(hers(
        credential("insurance", covers_through=DAY, document=Row(sha256="ab12")), credential("degree"), licenses=(license_, ),
        positions=(position, ), disclosures=(said("a", True, "Zqstory"), said("b", True, asked="nl-2026-1")),
    ))
    return snapshot.snapshot_of(application(profile))


def test_nothing_is_kept_of_what_no_rule_of_the_organization_reads(asks, read):
    copy = kept(asks, read)
    assert (copy["licenses"], copy["credentials"], copy["positions"], copy["person"]["npi"]) == ([], [], [], "")
    assert copy["person"]["date_of_birth"] == "2026-03-01" and copy["person"]["names"] == ["Wren Pike"]
    assert [(row["question"], row["sha256"]) for row in copy["disclosures"]] == [("a", "")]


@pytest.mark.parametrize("criterion", ["gaps_explained", "eap_years"])
def test_her_work_history_is_kept_for_either_rule_that_reads_it(asks, read, criterion):
    copy = kept(asks, read, criterion)
    assert [row["id"] for row in copy["positions"]] == [9] and (copy["licenses"], copy["credentials"]) == ([], [])


def test_what_is_asked_for_is_kept_with_days_as_text_and_the_fingerprint_of_its_paper(asks, read):
    copy = kept(asks, read, "practice_level", "insurance_per_claim", "npi_valid")
    assert [row["id"] for row in copy["licenses"]] == [8] and copy["positions"] == []
    (insured,) = copy["credentials"]
    assert (insured["kind"], insured["covers_through"], insured["sha256"]) == ("insurance", "2026-03-01", "ab12")
    assert copy["person"]["npi"] == "1234567893"
