"""What a version changes for one file or one person: only the lines that weigh otherwise, each with both findings."""

from dataclasses import replace
from datetime import date

import pytest

from network.money import Money
from tests.vetting.invented import TODAY, day, wren
from vetting import impact
from vetting.criteria import CRITERIA
from vetting.evidence import Insurance, Job, Proof, State
from vetting.findings import BindsOn, Outcome, Policy, Reason, Reviewer, Route, Severity, Threshold
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


def test_a_verification_that_is_old_only_by_the_new_number_of_days_flips_nobody_who_was_decided_on():
    """A hundred and fifty days: by the old row in time, by the new one too late, had it been about today."""
    row = Threshold("attestation_signed", Severity.BLOCKS, {"days": 180}, binds_on=BindsOn.DECISION)
    tighter, signed = draft(replace(row, limit={"days": 120})), member(attested_on=day("2026-08-04"))
    assert not impact.of_member([policy(row)], tighter, ["attestation_signed"], signed, on=START)
    assert impact.of_file([policy(row)], tighter, replace(signed, decided_on=None), on=START)


def test_a_rule_she_was_never_held_to_has_nothing_before_it():
    found = impact.of_member([policy(EAP)], draft(EAP, INSURED), ["insurance_per_claim"], member(insurance=insured(50_000_000)), on=START)
    assert flips(found) == [("insurance_per_claim", None, Outcome.NOT_MET)]


def test_only_some_lines_of_a_difference_are_kept_and_who_decides_stays():
    small = replace(worked("2025-01-01"), insurance=insured(50_000_000))
    found = impact.of_file([policy()], draft(EAP, INSURED), small, on=START)
    assert [line.criterion for line in found.lines] == [key for key in CRITERIA if key in ("eap_years", "insurance_per_claim")]
    mine = impact.only(found, ["eap_years"])
    assert ([line.criterion for line in mine.lines], mine.before, mine.after) == (["eap_years"], found.before, found.after)
    assert not impact.only(found, ["claims_open"])


OPEN = Threshold("claims_open", Severity.NOTE, {"evidence": "attested"})


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (EAP, EAP, "same"), (EAP, years(5), "stricter"), (EAP, years(1), "looser"), (None, EAP, "added"), (EAP, None, "dropped"),
        (EAP, years(5, severity=Severity.NOTE), "otherwise"), (EAP, replace(EAP, reason=Reason.CONTRACT), "otherwise"),
    ],
)
def test_how_one_row_stands_to_another(first, second, said):
    assert impact.direction(first, second) == said


def test_only_what_asks_more_or_otherwise_and_not_of_the_day_of_a_decision_reaches_people():
    days = Threshold("attestation_signed", Severity.BLOCKS, {"days": 180})
    one, tighter = policy(EAP, days), replace(days, limit={"days": 120})
    assert impact.reaching(one, draft(years(5), tighter)) == ("eap_years",)
    assert impact.reaching(one, draft(years(1), tighter)) == ()
    assert impact.reaching(one, draft(EAP, days, OPEN)) == ("claims_open",)
    assert impact.reaching(one, draft(days)) == ()
    assert impact.reaching(None, draft(EAP, days)) == ("eap_years",)
