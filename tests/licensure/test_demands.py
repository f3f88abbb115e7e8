"""What each step of a check and of a match demands, written down by hand: a guard that falls out is missed here."""

import pytest

import licensure.models.lists as lists
import licensure.models.verifications as verifications
from tests.demands import demanded

CHECK = {
    "ask": "",
    "obtain": "has_source_day has_source has_artefact artefact_is_harmless",
    "meet": (
        "not_about_oneself has_source_day has_source is_about_identity met_an_accepted_way saw_her_document account_is_hers"
    ),
    "verify": (
        "not_about_oneself has_source_day has_source has_artefact artefact_is_harmless artefact_was_scanned says_how days_in_order "
        "who_is_the_same two_people_met_her source_is_allowed claim_is_told"
    ),
    "verify_by_rule": (
        "has_source_day has_source has_artefact artefact_is_harmless artefact_was_scanned says_how days_in_order who_is_the_same "
        "source_is_allowed rule_says_yes"
    ),
    "flag": "not_about_oneself says_why",
    "mark_unavailable": "not_about_oneself says_why",
    "waive": "not_about_oneself says_why waivable policy_lets_waive",
    "replace": "",
}
ONE_PERSON, ANOTHER = "gives_reason not_about_oneself", "gives_reason not_about_oneself second_person"
MATCH = {
    "propose_clear": f"{ONE_PERSON} names_what_differs",
    "propose_confirm": ONE_PERSON,
    "leave_inconclusive": ONE_PERSON,
    "disagree": ONE_PERSON,
    "clear": ANOTHER,
    "confirm": ANOTHER,
    "reopen": ONE_PERSON,
    "reopen_changed": "",
}


@pytest.mark.parametrize(("model", "demands"), [(verifications.Verification, CHECK), (lists.Hit, MATCH)])
def test_each_step_demands_what_is_written_here(model, demands):
    assert demanded(model) == demands
