"""What each step of payments demands, written down by hand: a guard that falls out is missed here."""

import pytest

from network.access import Action
from payments import models
from tests.demands import demanded

VERSION = {"publish": "another_wrote_it says_something begins_in_time", "withdraw": ""}
DECIDED = "gives_reason nobody_decides_twice not_own_money"
MACHINES = {
    models.Authorization: {"close": "", "finish": "has_outcome said_once", "cancel": "given_reason"},
    models.ExtensionRequest: {"grant": "another_asked", "decline": "given_reason another_asked"},
    models.BankAccount: {
        "confirm": "another_asked_for_it not_her_own_money called_back", "refuse": "gives_reason still_waits",
        "withdraw": "still_waits",
    },
    models.Invoice: {"send": "has_lines"},
    models.InvoiceLine: {
        "submit": "", "withdraw": "not_taken_up", "match": "", "stop": "",
        "approve": "nobody_twice not_own_money nothing_stops nothing_waits",
        "decline": "gives_reason nobody_declines_twice not_own_money", "dispute": "gives_reason in_time_to_dispute not_reported_anew",
        "uphold": DECIDED, "overturn": DECIDED,
        "put_in": "", "leave": "", "go": "", "pay": "", "come_back": "", "stand": "",
    },
    models.Batch: {
        "lock": "nobody_makes_twice has_payments day_is_ahead", "approve": "nobody_approves_twice has_payments",
        "release": "nobody_releases_twice has_payments day_is_ahead approved_by_enough total_agrees", "change": "",
        "send_back": "gives_reason", "cancel": "gives_reason", "write": "", "settle": "",
    },
    models.PayeeMatch: {"clear": "another_proposed does_not_pay_her", "refuse": "gives_reason"},
    models.Instruction: {"drop": "", "go": "", "pay": "", "come_back": "", "stand": ""},
    models.LineQuestion: {"give": "says_something", "withdraw": ""},
    models.SettingChange: {"confirm": "another_proposed_setting first_day_ahead", "refuse": "gives_reason"},
    models.PayingAccountChange: {"confirm": "another_proposed_paying_account still_possible", "refuse": "gives_reason"},
    models.VatChange: {"confirm": "another_proposed_vat not_her_own_vat begins_once", "refuse": "gives_reason"},
    models.LinkProposal: {"confirm": "another_proposed_link not_her_own_link", "refuse": "gives_reason"},
    models.LedgerPeriod: {"close": "gives_reason is_over earlier_closed"},
    models.LineRecovery: {
        "set_off": "", "undo_offset": "", "repay": "not_own_money",
        "propose_write_off": "another_let_go gives_reason not_reserved not_own_money",
        "confirm_write_off": "another_proposed not_own_money", "refuse_write_off": "gives_reason not_own_money", "close": "",
    },
    models.Waiver: {"confirm": "nobody_confirms_twice not_own_line still_stops", "refuse": "gives_reason"},
}
WHO = {  # what a person does to money: by the checker, by the approver, by herself, by the machine
    "check": {"decline"}, "approve": {"approve", "uphold", "overturn"}, "herself": {"submit", "withdraw", "dispute"},
    "machine": {"match", "stop", "put_in", "leave", "go", "pay", "come_back", "stand"},
}
ACTIONS = {
    "check": Action.CHECK_LINES, "approve": Action.APPROVE_LINES, "herself": Action.LOG_SESSION, "machine": Action.RUN,
}


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model.__name__)
def test_a_step_demands_what_is_written_here(model):
    assert demanded(model) == MACHINES[model]


@pytest.mark.parametrize("model", [models.Terms, models.FeeSchedule], ids=lambda model: model.__name__)
def test_what_is_published_demands_two_people_and_notice(model):
    found = {}
    for base in model.__mro__:
        found.update(demanded(base))
    assert found == VERSION


@pytest.mark.parametrize("who", WHO)
def test_a_step_of_a_line_is_taken_by(who):
    for name in WHO[who]:
        edges = getattr(models.InvoiceLine, name)._django_fsm.transitions.values()
        assert {edge.custom["action"] for edge in edges} == {ACTIONS[who]}, name


@pytest.mark.parametrize(("action", "steps"), [
    (Action.MAKE_BATCH, {"lock", "cancel"}), (Action.RELEASE_BATCH, {"approve", "release", "send_back"}),
    (Action.RUN, {"change", "write", "settle"}),
])
def test_a_step_of_a_batch_is_taken_by(action, steps):
    for name in steps:
        edges = getattr(models.Batch, name)._django_fsm.transitions.values()
        assert {edge.custom["action"] for edge in edges} == {action}, name
