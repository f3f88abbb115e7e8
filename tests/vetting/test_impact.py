"""What a version changes for one file or one person: only the lines that weigh otherwise, each with both findings."""

from dataclasses import replace
from datetime import date

import pytest

from network.money import Money
from tests.vetting.invented import TODAY, day, wren
from vetting import impact
from vetting.criteria import CRITERIA
from vetting.evidence import Insurance, Job, Proof, State
from vetting.findings import BindsOn, Outcome, Policy, Reviewer, Route, Severity, Threshold
from vetting.rules import evaluate

START = day("2027-01-01")
EAP = Threshold("eap_years", Severity.REVIEW, {"years": 3, "evidence": "attested"}, binds_on=BindsOn.SUBMISSION)


def policy(*rows, version=1, on=date(2020, 1, 1)):
    return Policy("Invented", version, on, tuple(rows))


def years(count, **changes):
    return replace(EAP, limit={**EAP.limit, "years": count}, **changes)


def worked(first):
    return wren(jobs=(Job(day(first), None, "eap"),), submitted_on=None)


def draft(*rows):
    return policy(*rows, version=2, on=START)


def flips(found):
    return [(line.criterion, line.before and line.before.outcome, line.after and line.after.outcome) for line in found.lines]


@pytest.mark.parametrize(
    ("since", "flip"),
    [("2022-01-01", False), ("2022-02-01", True), ("2024-01-01", True), ("2024-02-01", False)],
)
def test_only_who_is_between_the_two_numbers_flips(since, flip):
    found = impact.of_file([policy(EAP)], draft(years(5)), worked(since), on=START)
    assert bool(found) is flip
    if flip:
        assert flips(found) == [("eap_years", Outcome.MET, Outcome.NOT_MET)]
        assert (found.lines[0].before.required["years"], found.lines[0].after.required["years"]) == (3, 5)
        assert (found.before, found.after) == (Route.CLEAN, Route.DIRECTOR)


def test_a_file_that_was_sent_keeps_the_rules_that_bind_on_that_day():
    sent = replace(worked("2023-01-01"), submitted_on=TODAY)
    assert not impact.of_file([policy(EAP)], draft(years(5)), sent, on=START)
    assert impact.of_file([policy(EAP)], draft(years(5, binds_on=BindsOn.DECISION)), sent, on=START)


def test_a_rule_that_is_new_or_gone_flips_whom_it_stops_and_nobody_else():
    short, long = worked("2025-01-01"), worked("2015-01-01")
    assert flips(impact.of_file([policy(EAP)], draft(), short, on=START)) == [("eap_years", Outcome.NOT_MET, None)]
    assert flips(impact.of_file([policy()], draft(EAP), short, on=START)) == [("eap_years", None, Outcome.NOT_MET)]
    assert not impact.of_file([policy(EAP)], draft(), long, on=START)
    assert not impact.of_file([policy()], draft(EAP), long, on=START)


@pytest.mark.parametrize(
    ("changes", "flip"),
    [({"severity": Severity.BLOCKS}, True), ({"reviewer": Reviewer.COMMITTEE}, True), ({"waivable_by": "director"}, False)],
)
def test_what_an_unmet_line_leads_to_is_a_flip_too(changes, flip):
    assert bool(impact.of_file([policy(EAP)], draft(years(3, **changes)), worked("2025-01-01"), on=START)) is flip


def test_what_time_alone_changes_is_on_both_sides_and_so_no_difference():
    row = Threshold("attestation_signed", Severity.BLOCKS, {"days": 30})
    stale = wren(attested_on=day("2026-01-01"))
    assert evaluate([policy(row)], stale, on=START).route is not Route.CLEAN
    assert not impact.of_file([policy(row)], draft(row), stale, on=START)


def test_the_rules_that_change_are_those_in_number_or_in_weight():
    one, other = policy(EAP, Threshold("claims_open", Severity.NOTE, {})), draft(years(5), Threshold("claims_open", Severity.NOTE, {}))
    assert impact.changed(one, other) == ("eap_years",)
    assert impact.changed(None, other) == tuple(key for key in CRITERIA if key in ("eap_years", "claims_open"))
    assert impact.changed(one, draft(EAP)) == ("claims_open",)


# ── Somebody in the network ──────────────────────────────────────────────────
DECIDED = day("2026-03-01")


def member(**changes):
    return wren(submitted_on=DECIDED, decided_on=DECIDED, **changes)


def cover(row, most):
    return replace(row, limit={**row.limit, "minimum": {"USD": most}})


INSURED = Threshold("insurance_per_claim", Severity.BLOCKS, {"minimum": {"USD": 100_000_000}, "evidence": "verified"})


def insured(per_claim, first="2025-01-01", last="2027-12-31"):
    proof = Proof("insurance", State.VERIFIED, DECIDED, "seen", "invented", "v-1")
    return (Insurance(day(first), day(last), Money(per_claim, "USD"), Money(300_000_000, "USD"), proof),)


def test_somebody_decided_on_is_asked_the_new_number_on_the_day_it_starts():
    versions, raised = [policy(INSURED)], draft(cover(INSURED, 200_000_000))
    keys = ["insurance_per_claim"]
    small, big = member(insurance=insured(100_000_000)), member(insurance=insured(200_000_000))
    assert flips(impact.of_member(versions, raised, keys, small, on=START)) == [("insurance_per_claim", Outcome.MET, Outcome.NOT_MET)]
    assert not impact.of_member(versions, raised, keys, big, on=START)
    assert not impact.of_member(versions, raised, [], small, on=START)


def test_insurance_bought_after_the_decision_counts():
    later = member(insurance=insured(200_000_000, first="2026-12-01"))
    assert not impact.of_member([policy(INSURED)], draft(cover(INSURED, 200_000_000)), ["insurance_per_claim"], later, on=START)


def test_a_rule_about_the_day_of_the_decision_says_nothing_of_who_was_decided_on():
    row = Threshold("attestation_signed", Severity.BLOCKS, {"days": 180})
    tighter = draft(replace(row, limit={"days": 120}))
    assert impact.of_the_decision("attestation_signed") and not impact.of_the_decision("eap_years")
    assert not impact.of_member([policy(row)], tighter, ["attestation_signed"], member(attested_on=day("2025-10-01")), on=START)
