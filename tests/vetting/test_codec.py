"""Facts, policies and assessments survive being written down, and what cannot be read says where."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings

from network.money import Money
from tests.vetting.invented import TODAY, WREN, insurance, wren
from tests.vetting.test_next_change import rule_books, worlds_of_facts
from vetting import codec
from vetting.codec import Unreadable
from vetting.evidence import Facts, State
from vetting.presets import names, preset
from vetting.rules import CRITERIA, BindsOn, Severity, Threshold, evaluate

POLICY = {"name": "Invented", "version": 1, "effective_from": "2026-01-01", "thresholds": []}


@settings(max_examples=20)
@given(worlds_of_facts())
def test_facts_come_back_as_they_were(facts):
    assert codec.load_facts(codec.dump_facts(facts)) == facts


def sound(policy):
    """What a file may say: no waiver where nobody may waive."""
    rows = (row if CRITERIA[row.criterion].waivable else replace(row, waivable_by="") for row in policy.thresholds)
    return replace(policy, thresholds=tuple(rows))


@settings(max_examples=20)
@given(rule_books(), worlds_of_facts())
def test_an_assessment_comes_back_as_it_was_and_is_found_again(rules, facts):
    rules = [sound(policy) for policy in rules]
    found = evaluate(rules, facts, on=TODAY)
    assert codec.load_assessment(codec.dump_assessment(found)) == found
    again = [codec.load_policy(codec.dump_policy(policy)) for policy in rules]
    assert again == rules
    assert evaluate(again, codec.load_facts(codec.dump_facts(facts)), on=TODAY) == found


@pytest.mark.parametrize("name", names())
def test_a_preset_comes_back_as_it_was(name):
    assert codec.load_policy(codec.dump_policy(preset(name))) == preset(name)


def test_a_finding_comes_back_as_it_was():
    for finding in evaluate([preset("EASNA-high")], WREN, on=TODAY).findings:
        assert codec.load_finding(codec.dump_finding(finding)) == finding


def test_what_is_written_is_plain():
    told = codec.dump_facts(wren(insurance=(insurance(),), denied_on=None))
    assert told["insurance"][0]["per_claim"] == {"minor": 100_000_000, "currency": "USD"}
    assert told["submitted_on"] == "2026-11-02"
    assert told["licenses"][0]["proof"]["state"] == "verified"
    assert "denied_on" not in told
    assert codec.encode({"on": TODAY, 1: (State.VERIFIED, None)}) == {"on": "2026-11-24", "1": ["verified", None]}
    assert set(codec.dump_facts(Facts())) == {item.name for item in fields(Facts) if item.default == ()}


UNREADABLE = [
    ([], "facts: expected a table of names and values, found list"),
    ({"shoe": 1}, "facts: unknown name shoe. Known: submitted_on, "),
    ({"submitted_on": "soon"}, "facts.submitted_on: expected a date like 2026-11-24, found 'soon'"),
    ({"submitted_on": 7}, "facts.submitted_on: expected a date"),
    ({"npi": 1234567893}, "facts.npi: expected str, found 1234567893"),
    ({"clinical_hours": True}, "facts.clinical_hours: expected a whole number, found True"),
    ({"clinical_hours": "many"}, "facts.clinical_hours: expected int, found 'many'"),
    ({"languages": "en"}, "facts.languages: expected a list, found 'en'"),
    ({"languages": ["en", 7]}, r"facts.languages\[1\]: expected str, found 7"),
    ({"jobs": [{"first": "2020-01-01"}]}, r"facts.jobs\[0\]: missing last\.$"),
    ({"jobs": [{}]}, r"facts.jobs\[0\]: missing first, last\.$"),
    ({"degrees": [{"level": "master", "conferred_on": None, "proof": {"element": "education", "state": "sure"}}]},
     r"facts.degrees\[0\].proof.state: expected one of attested, obtained, verified, discrepant, unavailable, found 'sure'"),
    ({"claims": [{"on": "2020-01-01", "open": 0, "proof": {"element": "disclosures"}}]}, r"facts.claims\[0\].open: expected bool, found 0"),
    ({"claims": [{"on": "2020-01-01", "open": False, "proof": {"element": "disclosures"}, "paid": 5}]},
     r"facts.claims\[0\].paid: expected an amount like"),
    ({"claims": [{"on": "2020-01-01", "open": False, "proof": {"element": "disclosures"}, "paid": {"minor": 5.5, "currency": "USD"}}]},
     r"facts.claims\[0\].paid: expected an amount like"),
    ({"claims": [{"on": "2020-01-01", "open": False, "proof": {"element": "disclosures"}, "paid": {"minor": 5}}]},
     r"facts.claims\[0\].paid: expected an amount like"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), UNREADABLE)
def test_facts_that_cannot_be_read_say_where(data, message):
    with pytest.raises(Unreadable, match=message):
        codec.load_facts(data)


def row(criterion, **more):
    return {"criterion": criterion, "severity": "blocks", "limit": {}, **more}


BAD_POLICIES = [
    ({"thresholds": [row("shoe_size")]}, "policy.shoe_size: there is no criterion shoe_size"),
    ({"thresholds": [row("eap_years")]}, "policy.eap_years.years: missing"),
    ({"thresholds": [row("eap_years", limit={"years": 41})]}, "policy.eap_years.years: too_high 40"),
    ({"thresholds": [row("eap_years", limit={"years": 1}, severity="always")]}, r"policy.thresholds\[0\].severity: expected one of blocks"),
    ({"thresholds": [row("no_conflict"), row("no_conflict")]}, "policy: no_conflict is named more than once"),
    ({"thresholds": [row("license_in_force", waivable_by="director")]}, "policy.license_in_force: nobody may waive license_in_force"),
    ({"version": "1"}, "policy.version: expected int"),
    ({"effective_from": None}, "policy.effective_from: expected a date"),
    ({"name": None}, "policy.name: expected str"),
]


@pytest.mark.parametrize(("changes", "message"), BAD_POLICIES)
def test_a_policy_that_cannot_be_read_says_where(changes, message):
    with pytest.raises(Unreadable, match=message):
        codec.load_policy({**POLICY, **changes})


def test_a_policy_without_a_version_says_what_is_missing():
    with pytest.raises(Unreadable, match="policy: missing version, thresholds"):
        codec.load_policy({"name": "Invented", "effective_from": "2026-01-01"})


def test_reading_a_policy_fills_in_what_its_rows_leave_out():
    (threshold,) = codec.load_policy({**POLICY, "thresholds": [row("eap_years", limit={"years": 2}, waivable_by="director")]}).thresholds
    assert threshold == Threshold("eap_years", Severity.BLOCKS, {"years": 2, "evidence": "verified"}, waivable_by="director")
    assert threshold.binds_on is BindsOn.DECISION


def test_values_that_only_look_like_dates_or_money_are_left_alone():
    lookalikes = ("abcd-ef-gh", "202x-11-24", "2026-ab-cd", "2026-13-45", "2026-11-245", "12026-11-24", "2026/11/24", "2026-11-2")
    assert codec.restore(["2026-11-24", *lookalikes]) == (date(2026, 11, 24), *lookalikes)
    assert codec.restore({"paid": {"minor": 5, "currency": "USD"}, "at": {"minor": 5}}) == {"paid": Money(5, "USD"), "at": {"minor": 5}}
    assert codec.restore(None) is None


def test_a_date_read_from_toml_is_taken_as_it_is():
    assert codec.load_facts({"submitted_on": TODAY}) == replace(Facts(), submitted_on=TODAY)
