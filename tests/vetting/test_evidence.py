"""What is left unsaid about evidence, a rule or a version, how it is read; and proofs in the order of their sources' days."""

from datetime import date

from vetting.criteria.shapes import days_field
from vetting.evidence import Answer, Facts, License, Proof
from vetting.findings import Criterion, Field, Kind, Policy, Severity, Threshold, Unit

FIRST, LATER = date(2026, 3, 1), date(2026, 9, 1)


def test_a_license_is_one_by_law_that_ends_and_what_a_board_did_is_told_unless_it_says_otherwise():
    held = License("US-OH", "", "independent", Proof("license"))
    assert (held.statutory, held.lifelong, held.disclosed) == (True, False, True)
    assert (held.status, held.issued_on, held.expires_on, held.encumbered) == (None,) * 4


def test_a_yes_without_its_story_is_not_explained():
    assert Answer("license_action", True).explained is False


def test_proofs_of_one_element_come_by_the_day_of_their_source_and_those_without_a_day_first():
    later, undated, first = (Proof("license", as_of=day, ref=str(day)) for day in (LATER, None, FIRST))
    facts = Facts(proofs=(later, undated, Proof("insurance", as_of=FIRST), first))
    assert facts.proofs_of("license") == (undated, first, later) and facts.proofs_of("npi") == ()


def test_a_version_asks_by_criterion_and_an_approval_lasts_three_years_unless_it_says_less():
    rows = tuple(Threshold(name, Severity.REVIEW, {}) for name in ("eap_years", "npi_valid"))
    version = Policy("Invented", 1, FIRST, rows)
    assert (version.threshold("npi_valid"), version.threshold("references"), version.revetting_months) == (rows[1], None, 36)


def test_a_rule_may_be_waived_and_a_limit_must_be_given_unless_its_criterion_says_otherwise():
    rule = Criterion("invented", "records", Unit.DAYS, (days_field(),), lambda *given: None, lambda *given: ())
    assert rule.waivable is True and Field("days", Kind.INTEGER).optional is False
