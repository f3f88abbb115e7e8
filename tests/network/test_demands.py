"""What each step of a participation, an erasure, a claim and a recovery demands, by hand: a guard that falls out is missed here."""

import pytest

import network.models.accounts as accounts
import network.models.concerns as concerns
import network.models.keeping as keeping
import network.models.standing as standing
from tests.demands import demanded

PARTICIPATION = {
    "activate": "has_a_grant accepted_both_terms",
    "apply_again": "",
    "invite_again": "",
    "readmit": "",
    "decline": "",
    "deny": "",
    "give_notice": "last_day_is_ahead",
    "resign": "last_day_is_ahead",
    "end": "last_day_is_over",
}
CLAIM = {
    "meet": "not_claiming_herself met_as_asked",
    "confirm": "not_the_inviter not_claiming_herself another_person_met_her",
    "refuse": "not_claiming_herself",
}
RECOVERY = {
    "vouch": "recovery_is_young not_her_own_account",
    "vouch_at_terminal": "recovery_is_young not_her_own_account fewer_than_two_colleagues",
    "complete": "recovery_is_young not_her_own_account another_person_vouched",
    "complete_at_terminal": (
        "recovery_is_young not_her_own_account fewer_than_two_colleagues another_person_vouched a_colleague_vouched"
    ),
    "start_over": "",
    "refuse": "not_her_own_account",
}


ERASURE = {
    "carry_out": "another_person not_herself no_legal_hold nothing_open no_duty_runs",
    "expire": "is_retention no_legal_hold nothing_open days_are_over",
    "drop": "is_by_hand gives_reason",
    "outdate": "is_retention",
    "repeat": "was_done",
}


CLOSE = "not_about_herself says_what_was_found names_no_client"
CONCERN = {
    "take_up": "not_about_herself",
    "substantiate": CLOSE,
    "not_substantiate": CLOSE,
    "refer_on": f"{CLOSE} says_to_whom",
    "reopen": "not_about_herself gives_reason names_no_client",
    "strike": "not_about_herself gives_reason names_no_client",
}


@pytest.mark.parametrize(("model", "demands"), [
    (concerns.Concern, CONCERN),
    (keeping.Erasure, ERASURE), (standing.Participation, PARTICIPATION), (accounts.Claim, CLAIM), (accounts.Recovery, RECOVERY),
])
def test_each_step_demands_what_is_written_here(model, demands):
    assert demanded(model) == demands
