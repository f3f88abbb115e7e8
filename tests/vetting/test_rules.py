"""The engine: which version binds, who must decide, waivers, and the first day anything differs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.vetting.invented import TODAY, WREN, day, degree, insurance, job, wren
from vetting.presets import preset
from vetting.rules import (
    BindsOn,
    Facts,
    Finding,
    Outcome,
    Policy,
    Reviewer,
    Route,
    Severity,
    Threshold,
    Waiver,
    evaluate,
    in_force,
    next_change,
    route,
)

EAP = {"years": 1, "evidence": "attested"}


def finding(outcome="met", severity="blocks", reviewer="director"):
    return Finding("eap_years", Outcome(outcome), Severity(severity), {}, {}, (), 1, None, Reviewer(reviewer))


def eap(years, binds_on="submission", severity="review", **more):
    limit = {"years": years, "evidence": "attested"}
    return Threshold("eap_years", Severity(severity), limit, binds_on=BindsOn(binds_on), **more)


def version(number, start, *rows):
    return Policy("Invented", number, day(start), rows)


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], "incomplete"),
        ([("met", "blocks")], "clean"),
        ([("not_applicable", "blocks")], "clean"),
        ([("not_met", "blocks")], "not_eligible"),
        ([("not_met", "note")], "clean"),
        ([("unknown", "note")], "clean"),
        ([("unknown", "blocks")], "incomplete"),
        ([("unknown", "review")], "incomplete"),
        ([("not_met", "review")], "director"),
        ([("not_met", "review", "committee")], "committee"),
        ([("met", "review", "committee")], "clean"),
        ([("not_met", "review", "director"), ("not_met", "review", "committee")], "committee"),
        ([("not_met", "review", "director"), ("met", "review", "committee")], "director"),
        ([("not_met", "review", "committee"), ("unknown", "review")], "incomplete"),
        ([("not_met", "blocks"), ("unknown", "blocks")], "not_eligible"),
        ([("not_met", "note", "committee")], "clean"),
    ],
)
def test_the_route_follows_from_outcomes_and_severities(findings, expected):
    assert route([finding(*given) for given in findings]) == expected


def test_a_complete_file_is_clean_at_the_basic_program():
    assert evaluate([preset("EAP-basic-US")], WREN, on=TODAY).route is Route.CLEAN


def test_the_same_person_goes_to_a_director_where_three_eap_years_are_asked():
    found = evaluate([preset("EASNA-high")], WREN, on=TODAY)
    assert found.route is Route.DIRECTOR
    assert [item.criterion for item in found.findings if item.outcome is Outcome.NOT_MET] == ["eap_years"]


def test_the_same_person_is_not_eligible_there_with_less_than_five_years_since_the_master():
    facts = wren(degrees=(degree(conferred_on=day("2022-06-01")),))
    assert evaluate([preset("EAP-basic-US")], facts, on=TODAY).route is Route.CLEAN
    assert evaluate([preset("EASNA-high")], facts, on=TODAY).route is Route.NOT_ELIGIBLE


def test_nothing_known_is_incomplete_everywhere_and_denies_nobody():
    for name in ("EAP-basic-US", "EASNA-high", "EAP-NL"):
        found = evaluate([preset(name)], Facts(), on=TODAY)
        assert found.route is Route.INCOMPLETE
        assert not [item for item in found.findings if item.outcome is Outcome.NOT_MET]


def test_without_a_version_in_force_nothing_is_judged():
    policies = [version(1, "2026-11-25", eap(1))]
    found = evaluate(policies, WREN, on=TODAY)
    assert (found.findings, found.route, found.next_change) == ((), Route.INCOMPLETE, day("2026-11-25"))


def test_no_policy_at_all_finds_nothing():
    found = evaluate([], WREN, on=TODAY)
    assert (found.findings, found.route, found.next_change) == ((), Route.INCOMPLETE, None)


def test_an_unknown_criterion_is_an_error_and_never_skipped():
    policies = [version(1, "2020-01-01", Threshold("shoe_size", Severity.BLOCKS, {}))]
    with pytest.raises(LookupError, match="shoe_size"):
        evaluate(policies, WREN, on=TODAY)


def test_findings_come_in_the_order_of_the_registry_with_values_and_version():
    limit = {"professions": ("social_worker",)}
    policies = [version(7, "2020-01-01", eap(1), Threshold("accepted_profession", Severity.BLOCKS, limit))]
    first, second = evaluate(policies, WREN, on=TODAY).findings
    assert (first.criterion, second.criterion) == ("accepted_profession", "eap_years")
    assert first.observed == {"profession": "social_worker"}
    assert first.required == limit
    assert (second.policy_version, second.evidence, second.severity) == (7, ("v-eap_experience",), Severity.REVIEW)


@pytest.mark.parametrize(
    ("on", "expected"), [("2025-12-31", None), ("2026-01-01", 1), ("2026-05-31", 1), ("2026-06-01", 3), ("2026-06-02", 3)]
)
def test_the_version_in_force_is_the_last_that_began(on, expected):
    policies = [version(3, "2026-06-01"), version(2, "2026-06-01"), version(1, "2026-01-01")]
    found = in_force(policies, day(on))
    assert (found and found.version) == expected


def bound(policies, facts, on):
    found = evaluate(policies, facts, on=on).findings
    return found[0].policy_version if found else None


BOUND_BY = [
    # submitted, decided, event, mode, on → version; version 2 starts on 10 June 2026
    ("2026-06-09", None, None, "submission", "2026-06-20", 1),
    ("2026-06-10", None, None, "submission", "2026-06-20", 2),
    (None, None, None, "submission", "2026-06-09", 1),
    (None, None, None, "submission", "2026-06-10", 2),
    ("2026-06-09", None, None, "decision", "2026-06-09", 1),
    ("2026-06-09", None, None, "decision", "2026-06-10", 2),
    ("2026-06-01", "2026-06-09", None, "decision", "2026-06-20", 1),
    ("2026-06-01", "2026-06-10", None, "decision", "2026-06-20", 2),
    ("2026-06-01", "2026-06-15", None, "decision", "2026-06-09", 1),
    ("2026-06-01", "2026-06-05", None, "immediate", "2026-06-09", 1),
    ("2026-06-01", "2026-06-05", None, "immediate", "2026-06-10", 2),
    ("2026-06-01", "2026-06-05", "2026-06-09", "event_date", "2026-06-20", 1),
    ("2026-06-01", "2026-06-05", "2026-06-10", "event_date", "2026-06-09", 2),
    ("2026-06-01", "2026-06-05", None, "event_date", "2026-06-20", 2),
    ("2026-06-15", None, None, "submission", "2026-06-09", 1),
    ("2019-01-01", None, None, "submission", "2026-06-20", 1),
]


@pytest.mark.parametrize(("submitted", "decided", "event", "mode", "on", "expected"), BOUND_BY)
def test_which_version_binds(submitted, decided, event, mode, on, expected):
    policies = [version(1, "2026-01-01", eap(1, mode)), version(2, "2026-06-10", eap(2, mode))]
    given = {"submitted_on": submitted, "decided_on": decided, "event_on": event}
    facts = wren(**{name: value and day(value) for name, value in given.items()})
    assert bound(policies, facts, day(on)) == expected


def test_a_criterion_new_after_submission_is_not_asked_when_it_binds_at_submission():
    policies = [version(1, "2026-01-01"), version(2, "2026-06-10", eap(2))]
    assert bound(policies, wren(submitted_on=day("2026-06-09")), day("2026-06-20")) is None


@pytest.mark.parametrize("mode", ["decision", "immediate", "event_date"])
def test_a_criterion_new_after_submission_is_asked_when_it_binds_later(mode):
    policies = [version(1, "2026-01-01"), version(2, "2026-06-10", eap(2, mode))]
    assert bound(policies, wren(submitted_on=day("2026-06-09")), day("2026-06-20")) == 2


def test_a_criterion_that_changes_how_it_binds_is_never_lost():
    policies = [version(1, "2026-01-01", eap(1, "immediate")), version(2, "2026-06-10", eap(2, "submission"))]
    assert bound(policies, wren(submitted_on=day("2026-06-09")), day("2026-06-20")) == 1


def test_a_row_that_now_binds_at_once_beats_the_one_at_submission():
    policies = [version(1, "2026-01-01", eap(1, "submission")), version(2, "2026-06-10", eap(2, "immediate"))]
    assert bound(policies, wren(submitted_on=day("2026-06-09")), day("2026-06-20")) == 2


def test_years_are_frozen_on_the_day_of_submission():
    policies = [version(1, "2020-01-01", eap(2))]
    facts = wren(jobs=(job("2024-12-01", kind="eap"),), submitted_on=day("2026-11-30"))
    frozen = evaluate(policies, facts, on=day("2027-06-01"))
    assert frozen.findings[0].outcome is Outcome.NOT_MET
    assert evaluate(policies, wren(jobs=facts.jobs, submitted_on=day("2026-12-01")), on=day("2027-06-01")).route is Route.CLEAN


def test_a_window_is_asked_on_the_day_of_decision_and_stays_as_it_was():
    row = Threshold("attestation_signed", Severity.BLOCKS, {"days": 120}, binds_on=BindsOn.DECISION)
    policies = [version(1, "2020-01-01", row)]
    last = day("2026-11-02") + timedelta(days=120)
    assert evaluate(policies, WREN, on=last).route is Route.CLEAN
    assert evaluate(policies, WREN, on=last + timedelta(days=1)).route is Route.INCOMPLETE
    assert evaluate(policies, wren(decided_on=last), on=day("2030-01-01")).route is Route.CLEAN


WAIVED = [
    # waivable_by, first, last → route on TODAY
    ("director", "2026-11-24", None, "clean"),
    ("director", "2026-11-25", None, "director"),
    ("director", "2026-11-01", "2026-11-24", "clean"),
    ("director", "2026-11-01", "2026-11-23", "director"),
    ("", "2026-11-01", None, "director"),
]


@pytest.mark.parametrize(("waivable_by", "first", "last", "expected"), WAIVED)
def test_a_waiver_takes_the_weight_and_keeps_the_outcome(waivable_by, first, last, expected):
    waiver = Waiver("eap_years", "Odell Marsh", day(first), last and day(last), "w-1")
    policies = [version(1, "2020-01-01", eap(9, waivable_by=waivable_by))]
    found = evaluate(policies, wren(waivers=(waiver,)), on=TODAY)
    assert found.route == expected
    assert found.findings[0].outcome is Outcome.NOT_MET
    assert found.findings[0].waiver == ("w-1" if expected == "clean" else "")


@pytest.mark.parametrize(("waivable_by", "role", "expected"), [
    ("director", "director", "clean"), ("director", "committee", "clean"), ("committee", "committee", "clean"),
    ("committee", "director", "director"), ("", "director", "director"), ("", "committee", "director"),
])
def test_a_waiver_counts_only_from_whom_the_policy_lets_waive(waivable_by, role, expected):
    waiver = Waiver("eap_years", "Odell Marsh", day("2026-11-01"), ref="w-1", role=role)
    policies = [version(1, "2020-01-01", eap(9, waivable_by=waivable_by))]
    assert evaluate(policies, wren(waivers=(waiver,)), on=TODAY).route == expected


def test_a_waiver_of_another_criterion_changes_nothing():
    policies = [version(1, "2020-01-01", eap(9, waivable_by="director"))]
    waiver = Waiver("references", "Odell Marsh", day("2026-01-01"))
    assert evaluate(policies, wren(waivers=(waiver,)), on=TODAY).route is Route.DIRECTOR


def test_a_waiver_without_a_record_names_its_signer():
    policies = [version(1, "2020-01-01", eap(9, waivable_by="director"))]
    waiver = Waiver("eap_years", "Odell Marsh", day("2026-01-01"))
    assert evaluate(policies, wren(waivers=(waiver,)), on=TODAY).findings[0].waiver == "Odell Marsh"


def test_of_two_waivers_the_first_is_named():
    policies = [version(1, "2020-01-01", eap(9, waivable_by="director"))]
    waivers = tuple(Waiver("eap_years", "Odell Marsh", day("2026-01-01"), ref=ref) for ref in ("w-1", "w-2"))
    assert evaluate(policies, wren(waivers=waivers), on=TODAY).findings[0].waiver == "w-1"


def test_license_and_exclusion_are_waived_by_nobody_whatever_a_row_says():
    row = Threshold("license_in_force", Severity.BLOCKS, {"levels": ("independent",), "registers": ()}, waivable_by="director")
    revoked = replace(WREN.licenses[0], status="revoked")
    waiver = Waiver("license_in_force", "Odell Marsh", day("2026-01-01"))
    facts = wren(licenses=(revoked,), waivers=(waiver,))
    assert evaluate([version(1, "2020-01-01", row)], facts, on=TODAY).route is Route.NOT_ELIGIBLE


def test_the_day_a_waiver_ends_is_a_change():
    waiver = Waiver("eap_years", "Odell Marsh", day("2026-11-25"), day("2026-12-31"))
    policies = [version(1, "2020-01-01", eap(9, waivable_by="director"))]
    facts = wren(waivers=(waiver,))
    assert next_change(policies, facts, on=TODAY) == day("2026-11-25")
    assert next_change(policies, facts, on=day("2026-11-25")) == day("2027-01-01")


def test_the_next_change_is_the_day_after_the_last_insured_day():
    row = Threshold("insurance_in_force", Severity.BLOCKS, {"evidence": "verified"}, binds_on=BindsOn.IMMEDIATE)
    facts = wren(insurance=(insurance(last="2026-12-31"),))
    assert evaluate([version(1, "2020-01-01", row)], facts, on=day("2026-12-30")).next_change == day("2027-01-01")
    assert evaluate([version(1, "2020-01-01", row)], facts, on=day("2027-01-01")).next_change is None


def test_a_scheduled_version_with_the_same_numbers_is_no_change():
    policies = [version(1, "2020-01-01", eap(1, "immediate")), version(2, "2027-01-01", eap(1, "immediate"))]
    assert next_change(policies, WREN, on=TODAY) is None


def test_a_scheduled_version_that_weighs_heavier_is_a_change_on_its_first_day():
    policies = [version(1, "2020-01-01", eap(9, "immediate")), version(2, "2027-01-01", eap(9, "immediate", "blocks"))]
    assert next_change(policies, WREN, on=TODAY) == date(2027, 1, 1)


def test_another_reviewer_is_a_change_of_route():
    later = eap(9, "immediate", reviewer=Reviewer.COMMITTEE)
    policies = [version(1, "2020-01-01", eap(9, "immediate")), version(2, "2027-01-01", later)]
    assert next_change(policies, WREN, on=TODAY) == date(2027, 1, 1)
