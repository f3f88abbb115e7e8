"""Which checks a file needs, what a grant rests on, and what a change of standing tells: on stand-ins, without a database."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from network.standing import Reason, Use
from vetting.facts import changes, grants, requirements
from vetting.facts.changes import Answer, answer_on
from vetting.facts.grants import GrantTerms, grant_terms
from vetting.facts.questions import question_set_named, question_set_of
from vetting.rules import Policy, Severity, Threshold

DAY = date(2026, 3, 1)


def policy(**limits):
    return Policy("Invented", 1, DAY, tuple(Threshold(name, Severity.REVIEW, limit) for name, limit in limits.items()), 36)


# ── Checks ───────────────────────────────────────────────────────────────────
class Held(Row):
    def __str__(self):
        return self.title


def held(kind, **fields):
    return Held(**{"kind": kind, "key": f"{kind}-1", "title": kind.title(), "issuer": "", "issued_on": None, **fields})


@pytest.fixture
def asked(monkeypatch):
    """The checks these policies ask of whoever holds one thing of each kind."""
    every = [held(kind) for kind in (*requirements.PER_ROW.values(), "claim", "loss_run")]
    profile = Row(licenses=[Row(key="license-1")], of_kind=lambda kind: [row for row in every if row.kind == kind])
    monkeypatch.setattr(requirements, "profile_of", lambda practitioner: profile)
    monkeypatch.setattr(requirements, "kind_of", lambda row, organization: Row(title="LISW"))

    def checks(*policies):
        monkeypatch.setattr(requirements, "policies_of", lambda organization: policies)
        monkeypatch.setattr(requirements, "panel_thresholds", lambda organization: [])
        file = Row(organization=1, practitioner=2, kind="initial", pk=3)
        return [(one.element, one.item, one.label) for one in requirements.requirements_of(file)]

    return checks


@pytest.mark.parametrize(("limits", "found"), [
    ({}, []), ({"eap_years": {}}, [("eap_experience", "", "eap_experience")]),
    ({"practice_level": {}}, [("license", "license-1", "LISW"), ("register", "register-1", "Register")]),
    ({"degree_level": {}}, [("education", "degree-1", "Degree")]), ({"npi_valid": {}}, [("npi", "", "npi")]),
    ({"not_excluded": {"lists": ["oig-leie"]}}, [("exclusion_list", "", "exclusion_list")]),
    ({"not_excluded": {"lists": []}}, []), ({"hits_adjudicated": {}}, []),
    ({"claims_count": {}}, [("claims", "claim-1", "Claim"), ("claims", "loss_run-1", "Loss_Run"), ("disclosures", "", "disclosures")]),
])
def test_a_check_is_opened_for_what_a_rule_reads_and_she_has(asked, limits, found):
    assert asked(policy(**limits)) == found


def test_rules_of_every_version_count_together_and_a_list_is_checked_when_one_of_them_names_it(asked):
    found = asked(policy(hits_adjudicated={}), policy(not_excluded={"lists": ["oig-leie"]}), policy(insurance_form={}))
    assert found == [("insurance", "insurance-1", "Insurance"), ("exclusion_list", "", "exclusion_list")]


@pytest.mark.parametrize(("fields", "label"), [
    ({}, "Claim"), ({"issuer": "Lantern"}, "Claim, Lantern"), ({"issuer": "Lantern", "issued_on": DAY}, "Claim, Lantern, 1 Mar 2026"),
])
def test_a_claim_is_told_from_others_by_carrier_and_day(fields, label):
    assert requirements.claim_label(held("claim", **fields)).replace("\u00a0", " ") == label


# ── Grants ───────────────────────────────────────────────────────────────────
PER_CLAIM, AGGREGATE = {"minimum": {"USD": 100}}, {"minimum": {"USD": 300}}


@pytest.mark.parametrize(("limits", "requires", "minimums"), [
    ({}, ("authority",), {}), ({"insurance_per_claim": PER_CLAIM}, ("authority", "insurance"), {"per_claim": {"USD": 100}}),
    ({"insurance_per_claim": PER_CLAIM, "insurance_aggregate": AGGREGATE}, ("authority", "insurance"),
        {"per_claim": {"USD": 100}, "aggregate": {"USD": 300}}),
])
def test_a_grant_rests_on_insurance_where_the_policy_asks_for_amounts(monkeypatch, limits, requires, minimums):
    monkeypatch.setattr(grants, "policy_binding", lambda organization, on: policy(**limits))
    monkeypatch.setattr(grants, "pure_policy", lambda row: row)
    monkeypatch.setattr(grants, "clocks_of", lambda organization, on: {"late_days": 20})
    assert grant_terms(Row(organization=1), DAY) == GrantTerms(requires, minimums, 20)


def test_earlier_authorizations_are_served_for_thirty_days_past_the_due_date():
    assert GrantTerms((), {}).serve_until(date(2026, 3, 1)) == date(2026, 3, 31)


# ── Changes ──────────────────────────────────────────────────────────────────
EXPIRED, HELD = Reason("expired", (("on", DAY),)), Reason("held")


def answer(monkeypatch, *judged):
    """What she is told when these needs are judged so: use, service, mode, and why not."""
    needs = [
        Row(use=use, service=service, client_in=place[0] if place else "US-OH", panel="", mode=mode, reasons=why)
        for use, service, mode, why, *place in judged
    ]
    rows = Row(clear=lambda need, moment: Row(ok=not need.reasons, reasons=need.reasons))
    monkeypatch.setattr(changes, "rows_of", lambda participation: Row(known=lambda: rows))
    monkeypatch.setattr(changes, "needs", lambda rows, organization: needs)
    return answer_on(Row(organization=1), DAY)


def test_a_service_she_may_give_in_one_way_is_no_problem_and_payments_are_not_looked_at(monkeypatch):
    found = answer(
        monkeypatch, (Use.OFFER, "counseling", "video", ()), (Use.OFFER, "counseling", "in_person", (EXPIRED,)),
        (Use.SESSION, "counseling", "video", (EXPIRED, HELD)), (Use.SESSION, "counseling", "in_person", (HELD,)),
        (Use.RELEASE, "counseling", "video", (Reason("unpaid"),)),
    )
    assert found == Answer(offered=True, sessions=False, reasons=(EXPIRED, HELD))
    assert answer(monkeypatch) == Answer(offered=False, sessions=False, reasons=())


def test_what_counts_in_one_place_of_two_names_it_and_says_that_its_sessions_do_not(monkeypatch):
    stopped = [(use, "counseling", "video", (HELD,), "US-IL") for use in (Use.OFFER, Use.SESSION)]
    free = [(use, "counseling", "video", (), "US-OH") for use in (Use.OFFER, Use.SESSION)]
    found = answer(monkeypatch, *stopped, *free)
    assert found == Answer(True, True, (HELD,), (("US-IL",),), True)
    assert found.signature != Answer(True, True, (HELD,), (("US-OH",),), True).signature, "another place is another change"
    assert answer(monkeypatch, stopped[0], free[1]).unpaid is False, "sessions go on"
    everywhere = answer(monkeypatch, *stopped, *((use, "counseling", "video", (HELD,), "US-OH") for use in (Use.OFFER, Use.SESSION)))
    assert everywhere == Answer(False, False, (HELD,)), "what counts everywhere names no place"


def test_a_change_is_another_answer_another_reason_or_another_day_and_their_order_is_none():
    def told(offered, sessions, *reasons):
        return Answer(offered, sessions, reasons).signature

    assert told(True, True) == told(False, False) == "clear"
    every = {told(False, True, HELD), told(True, False, HELD), told(False, False, HELD), told(False, False, EXPIRED), told(True, True)}
    assert len(every) == 5 and told(False, False, HELD, EXPIRED) == told(False, False, EXPIRED, HELD)
    assert told(False, False, EXPIRED) != told(False, False, Reason("expired", (("on", date(2026, 3, 2)),)))


# ── Questions ────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("country", "key"), [("US", "us-2026-1"), ("NL", "nl-2026-1"), ("nl", "nl-2026-1"), ("DE", "us-2026-1")])
def test_each_country_has_its_own_questions_and_the_american_ones_are_asked_elsewhere(country, key):
    found = question_set_of(Row(country=country))
    assert found.key == key and question_set_named(key) == found and question_set_named("us-2025-1") is None
