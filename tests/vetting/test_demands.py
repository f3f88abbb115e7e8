"""What each step of a file and of a policy demands, written down by hand: a guard that falls out is missed here."""

import pytest

import vetting.models.actions as actions
import vetting.models.appeals as appeals
import vetting.models.application as application
import vetting.models.conditions as conditions
import vetting.models.interests as interests
import vetting.models.meetings as meetings
import vetting.models.monitoring as monitoring
import vetting.models.policy as policy
from tests.demands import demanded

FILE = {
    "submit": "signed_by_herself rights_read complete consented policy_in_force",
    "not_accept": "not_own_file is_not_recused gives_reason not_a_renewal",
    "open_review": "is_for_cause not_own_file gives_reason policy_in_force",
    "begin_checks": "not_own_file",
    "refer": "not_own_file checks_closed hits_adjudicated nothing_asked assessed_completely",
    "defer": "not_own_file is_not_recused gives_reason not_put_off_too_often",
    "grant_provisional": (
        "switched_on first_application once not_own_file not_the_verifier takes_part gives_reason still_taking_part the_least_is_verified "
        "nothing_blocks hits_adjudicated"
    ),
    "approve": (
        "not_own_file not_the_verifier takes_part still_taking_part still_renewable fresh_evidence nothing_blocks hits_adjudicated "
        "terms_are_whole second_person_agrees proposer_still_counts"
    ),
    "deny": "not_own_file not_the_verifier takes_part gives_reason denial_has_ground second_person_agrees proposer_still_counts",
    "vacate": "not_own_file is_not_recused gives_reason second_person_agrees proposer_still_counts",
    "overturn": (
        "won_on_appeal not_own_file not_the_verifier is_not_recused gives_reason still_taking_part fresh_evidence nothing_blocks "
        "hits_adjudicated"
    ),
    "take_over": "not_own_file record_is_whole record_still_holds hits_adjudicated delegate_is_audited",
    "withdraw": "hers_to_take_back",
    "lapse": "waited_long_enough",
}
POLICY = {
    "send_for_approval": "has_criteria has_a_day makes_sense keeps_the_law",
    "approve": "other_person has_a_day leaves_today_alone",
    "reject": "other_person gives_reason",
}
MEETING = {
    "open": "meetings_are_held by_its_kind chairs day_has_come something_to_do",
    "close": "chairs all_settled",
    "sign": "chairs",
    "cancel": "gives_reason",
}
ITEM = {
    "carry": "chairs_it in_session nothing_new no_open_interest quorum majority",
    "table": "chairs_it in_session gives_reason not_tabled_too_often",
    "strike": "not_over gives_reason",
}
CONDITION = {"meet": "watches_it gives_reason", "miss": "watches_it gives_reason its_day_has_passed", "drop": "gives_reason"}
INTEREST = {"recuse": "hers_or_the_chairs not_decided_yet", "dismiss": "another_chairs gives_reason may_be_dismissed"}

SETTLE = "not_own_file on_the_panel took_no_part takes_part_in_appeal gives_reason heard majority_agrees"
APPEAL = {
    "file": "in_time says_why",
    "take_in": "not_own_file day_is_possible in_time says_why",
    "extend": "not_own_file gives_reason later_than_before",
    "appoint": "not_own_file panel_is_large_enough panel_took_no_part panel_takes_part hearing_told_in_time",
    "withdraw": "",
    "uphold": SETTLE,
    "overturn": SETTLE,
    "modify": f"{SETTLE} says_what_changes",
}

ALERT = {
    "take": "not_own_file",
    "put_back": "not_own_file",
    "finish": "not_own_file",
    "dismiss": "not_own_file says_why",
    "reopen": "",
    "clear": "",
}

ACTION = {
    "suspend": "is_summary not_own_file takes_part_in_it gives_reason",
    "notice": "is_not_summary not_own_file takes_part_in_it another_person its_proposer_counts notice_is_long_enough",
    "drop": "not_own_file takes_part_in_it gives_reason",
    "make_final": "not_own_file takes_part_in_it day_has_come nobody_appeals",
    "let_stand": "is_summary not_own_file takes_part_in_it gives_reason another_reviews on_a_later_day",
    "lift": "may_be_lifted not_own_file takes_part_in_it gives_reason",
    "reinstate": "ends_her_part not_own_file takes_part_in_it gives_reason within_thirty_days inside_every_window",
    "uphold": "won_or_lost",
    "overturn": "won_or_lost",
    "modify": "won_or_lost",
}


MACHINES = [
    (application.Application, FILE), (policy.Policy, POLICY), (appeals.Appeal, APPEAL), (actions.AdverseAction, ACTION),
    (monitoring.Alert, ALERT), (meetings.Meeting, MEETING), (meetings.AgendaItem, ITEM), (interests.ConflictOfInterest, INTEREST),
    (conditions.Condition, CONDITION),
]


@pytest.mark.parametrize(("model", "demands"), MACHINES)
def test_each_step_demands_what_is_written_here(model, demands):
    assert demanded(model) == demands
