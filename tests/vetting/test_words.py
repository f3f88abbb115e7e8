"""Every criterion, field, code and element has its words; what was seen and what is asked become one line."""

from datetime import date

import pytest

from network.money import Money
from tests.vetting.invented import TODAY, WREN, wren
from vetting import words
from vetting.criteria import CRITERIA
from vetting.limits import Problem
from vetting.presets import names, preset
from vetting.rules import Finding, Outcome, Severity, evaluate
from vetting.wording import CODES, CURES, ELEMENTS, HELP, NAMES, TITLES


def test_every_criterion_has_a_title_and_a_cure_and_nothing_has_one_too_many():
    assert set(TITLES) == set(CURES) == set(CRITERIA)


def test_every_field_has_its_help_and_its_name():
    fields = {field.name for criterion in CRITERIA.values() for field in criterion.fields}
    assert fields == set(HELP)
    assert fields - set(NAMES) <= {"professions", "count"} | set(NAMES)


def test_every_choice_of_a_field_and_every_element_read_has_its_words():
    choices = {choice for criterion in CRITERIA.values() for field in criterion.fields for choice in field.choices}
    assert choices - set(CODES) == set()
    elements = {element for criterion in CRITERIA.values() for element in criterion.reads}
    assert elements - set(ELEMENTS) == set()


@pytest.mark.parametrize("name", names())
def test_every_finding_says_something_on_both_sides(name):
    for facts in (WREN, wren(licenses=None, insurance=None, answers=None)):
        for finding in evaluate([preset(name)], facts, on=TODAY).findings:
            assert words.observed(finding) and words.required(finding) and words.title(finding.criterion)
            assert "_" not in words.required(finding).replace("NL:", ""), words.required(finding)


def found(criterion, observed, required, outcome="met"):
    return Finding(criterion, Outcome(outcome), Severity.BLOCKS, observed, required, (), 1)


LINES = [
    (found("eap_years", {"months": 1, "state": "attested"}, {"years": 1, "evidence": "verified"}), "1 month; Evidence: her word", "1 year"),
    (found("eap_years", {"months": 25, "state": "verified"}, {"years": 2, "evidence": "verified"}),
        "25 months; Evidence: verified", "2 years"),
    (found("license_actions", {"actions": 0}, {"years": 0, "evidence": "verified"}), "Actions: 0", "ever"),
    (found("license_actions", {"actions": 0}, {"years": 5, "evidence": "verified"}), "Actions: 0", "5 years"),
    (found("insurance_per_claim", {"amount": Money(100_000_000, "USD")}, {"minimum": {"USD": 100_000_000}}),
        "Amount: $1,000,000", "At least: $1,000,000"),
    (found("license_in_force", {"lifelong": True, "expires_on": None}, {"levels": ("independent",), "registers": ()}),
        "Lifelong: yes", "Levels: independent"),
    (found("years_since_degree", {"since": None}, {"years": 5}, "unknown"), "Nothing on file", "5 years"),
    (found("nothing_omitted", {"omitted": ()}, {"questions": "us"}), "None", "Questions: United States"),
]


@pytest.mark.parametrize(("finding", "seen", "asked"), LINES)
def test_what_was_seen_and_what_is_asked(finding, seen, asked):
    assert (words.observed(finding), words.required(finding)) == (seen, asked)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ((), ""), ([], ""), (True, "yes"), (False, "no"), (0, "0"), (date(2026, 11, 24), "24 Nov 2026"),
        ("master", "master's degree"),
     ("US-OH", "US-OH"), (("peer", "supervisor"), "peer and supervisor"), (Money(12_550, "USD"), "$125.50")],
)  # fmt: skip
def test_a_value_in_words(value, text):
    assert words.source_value(value) == text


def test_a_problem_names_criterion_field_and_what_would_be_right():
    assert words.problem("eap_years", Problem("years", "too_high", "40")) == "“Years” of Years of EAP work is at most 40."
    assert all(words.problem("eap_years", Problem("years", code, "x")) for code in words.PROBLEMS)
