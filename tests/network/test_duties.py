"""Which act bars which later one: the page is what the guards say, every guard that compares persons says what it keeps
apart, and each refuses the same natural person by name, whatever account, role or person she acts for.
"""

import ast
from types import SimpleNamespace as Row

import pytest

from network import duties
from network.access import Role
from network.models.people import PersonLink
from network.transitions import Refused
from network.workflow import holds
from tests.architecture.sources import ROOT
from tests.network import cast
from tests.payments.house import House
from tests.payments.test_waiving import as_person

NO_ACT = {  # compares persons, and keeps no two acts apart
    "licensure.guards.not_about_oneself": "about herself", "licensure.list_guards.not_about_oneself": "about herself",
    "licensure.guards_extensions.not_her_own_license": "about herself", "vetting.workflow.meetings._may_appoint": "one seat a person",
    "vetting.guards.not_own_file": "about herself", "vetting.workflow.checking.may_not_have": "about herself",
    "vetting.workflow.referees.speaks_of_herself": "about herself",
    "vetting.guards_meetings.leads": "who leads", "vetting.guards_meetings.hers_or_the_chairs": "who may say it",
    "vetting.guards_meetings.another_chairs": "about herself", "vetting.guards_interests.takes_part": "interests she declared",
    "vetting.guards_interests.is_not_recused": "interests she declared", "vetting.guards_interests.proposer_still_counts": "interests",
    "vetting.guards_interests.takes_part_in_it": "interests", "vetting.guards_interests.its_proposer_counts": "interests",
    "vetting.guards_interests.panel_takes_part": "interests", "vetting.guards_interests.takes_part_in_appeal": "interests",
    "vetting.workflow.interests._kinds": "interests", "vetting.workflow.interests.say_involved": "about herself",
    "vetting.workflow.appealing.counts": "counts the votes of the panel", "vetting.workflow.appealing.voices": "counts people",
    "vetting.guards_appeals.panel_is_large_enough": "counts people", "vetting.workflow.acting._may_propose": "interests",
    "vetting.guards_terms.watches_it": "who may say it", "network.guards_accounts.not_claiming_herself": "about herself",
    "network.guards_accounts.not_her_own_account": "about herself", "network.guards_concerns.not_about_herself": "about herself",
    "network.guards_keeping.not_herself": "about herself", "network.workflow.staff._own": "about herself",
    "network.workflow.recoveries.who_can_confirm": "counts colleagues", "payments.guards_accounts.not_her_own_money": "her own money",
    "payments.workflow.telling.ask_second": "who is asked by mail",
    "payments.guards_lines.not_own_money": "her own money", "payments.workflow.authorizing._her_own": "her own money",
    "payments.guards_changes.not_her_own_vat": "her own money",
    "payments.guards_changes.not_her_own_link": "her own money", "payments.guards_lines.bars": "payments.duties.barred",
    "payments.guards_changes._same": "asked by the two above it", "payments.guards_matches.pays_her": "her own money",
    "payments.guards_batches.bars": "payments.duties.barred", "payments.guards_batches.done": "payments.duties.barred",
    "payments.guards_recoveries._barred": "asked by the two above it",
}


def comparing():
    """Every function of guards and workflows that asks who is one natural person."""
    for app in ("network", "licensure", "vetting", "payments"):
        for path in sorted((ROOT / app).rglob("*.py")):
            if not (path.stem.startswith("guards") or path.stem.endswith("_guards") or path.parent.name == "workflow"):
                continue
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and "same_persons(" in ast.unparse(node):
                    yield f"{module}.{node.name}"


def test_the_page_is_what_the_guards_say():
    assert (ROOT / "docs" / "duties.md").read_text() == duties.page(), "manage.py duties > docs/duties.md"


def test_every_guard_that_compares_persons_says_what_it_keeps_apart():
    said = {duty.where for duty in duties.declared()}
    assert {name for name in comparing() if name not in said} == set(NO_ACT)


# ── Each by the same person in every guise ───────────────────────────────────
ROWS = {  # by guard: the row on which somebody did the earlier act, and what else the later one is given
    "licensure.guards.policy_lets_waive": lambda who: (
        Row(organization=Row(zone="UTC"), element="references", waiver_by_id=who), {},
    ),
    "licensure.guards_extensions.another_entered_it": lambda who: (Row(entered_by_id=who), {}),
    "licensure.guards_identity.two_people_met_her": lambda who: (
        Row(element="identity", method="video", met_by_id=who), {"comment": "Seen."},
    ),
    "licensure.list_guards.second_person": lambda who: (Row(proposed_by_id=who), {}),
    "vetting.policy_guards.other_person": lambda who: (Row(author_id=who), {}),
    "vetting.guards_actions.another_person": lambda who: (Row(proposed_by_id=who), {}),
    "vetting.guards_actions.another_reviews": lambda who: (Row(noticed_by_id=who), {}),
    "vetting.guards.second_person_agrees": lambda who: (
        Row(), {"outcome": "vacated", "proposal": Row(proposed_by_id=who, outcome="vacated", basis="", terms=None)},
    ),
    "vetting.guards.not_the_verifier": lambda who: (Row(reference="r", organization=Row(zone="UTC")), {}),
    "vetting.guards_appeals.took_no_part": lambda who: (Row(), {}),
    "vetting.guards_appeals.panel_took_no_part": lambda who: (Row(practitioner=Row(person_id=0)), {}),
    "network.guards_accounts.not_the_inviter": lambda who: (Row(invitation=Row(invited_by_id=who)), {}),
    "network.guards_accounts.another_person_met_her": lambda who: (Row(organization=None, met_by_id=who), {}),
    "network.guards_accounts.another_person_vouched": lambda who: (Row(vouched_by_id=who), {}),
    "network.guards_accounts.link_refusals": lambda who: (Row(one_id=0, other_id=0, proposed_by_id=who, confirmed_by_id=None), {}),
    "network.guards_keeping.another_person": lambda who: (Row(proposed_by_id=who), {}),
    "payments.guards.another_wrote_it": lambda who: (Row(drafted_by_id=who), {}),
    "payments.guards_accounts.another_asked_for_it": lambda who: (Row(requested_by_id=who), {}),
    "payments.guards_authorizations.another_asked": lambda who: (Row(asked_by_id=who), {}),
    "payments.guards_changes.another_proposed_setting": lambda who: (Row(proposed_by_id=who), {}),
    "network.care.guards_settings.another_proposed_it": lambda who: (Row(proposed_by_id=who), {}),
    "payments.guards_matches.another_proposed": lambda who: (Row(proposed_by_id=who), {}),
    "payments.guards_changes.another_proposed_paying_account": lambda who: (Row(proposed_by_id=who), {}),
    "payments.guards_changes.another_proposed_link": lambda who: (Row(proposed_by_id=who), {}),
    "payments.guards_changes.another_proposed_vat": lambda who: (Row(proposed_by_id=who), {}),
    "payments.guards_recoveries.another_proposed": lambda who: (Row(proposed_by_id=who), {}),
    "payments.guards_recoveries.another_let_go": lambda who: (Row(let_go_by_id=who), {}),
}
ELSEWHERE = {
    "payments.duties.barred": "tests/payments/test_duties_driven.py drives each on rows of the database",
    "network.workflow.holds._by_another": "below, on a hold of the database",
}


@pytest.fixture
def house(db):
    """Kim, who is Kim with a second account, too; and Lee."""
    found = House()
    found.kim = cast.staff(found.organization, "Kim Twofold", Role.DIRECTOR)
    second = cast.person("Kim Again")
    PersonLink(one_id=found.kim.person_id, other=second, reason="One person.", proposed_by_id=found.ines.person_id).save()
    found.guises = {
        "second account": as_person(found.kim, second.pk), "changed role": as_person(found.kim, found.kim.person_id, "admin", "finance"),
        "on behalf": _for(found.kim, found.ines.person_id),
    }
    return found


def _for(actor, other):
    given = {name: getattr(actor, name) for name in actor.__slots__} | {"on_behalf_of_id": other}
    return type(actor)(**given)


def test_every_declared_guard_is_driven():
    assert {duty.where for duty in duties.declared()} == set(ROWS) | set(ELSEWHERE)


@pytest.mark.parametrize("where", ROWS)
def test_a_guard_refuses_the_same_person_in_every_guise_and_nobody_else(house, monkeypatch, where):
    """The other way around there is no second act: what the earlier one makes is what the later one settles."""
    (code,) = {duty.code for duty in duties.declared() if duty.where == where}
    kim = house.kim.person_id
    monkeypatch.setattr("vetting.guards.verifiers_of", lambda *a, **k: {kim: house.day()})
    monkeypatch.setattr("vetting.guards_appeals.parts_in", lambda appeal: {kim})
    monkeypatch.setattr("network.guards_accounts.identity.asked_at", lambda *a: True)
    monkeypatch.setattr("licensure.guards.waivable_by", lambda *a, **k: "committee")
    row, given = ROWS[where](kim)
    for guise, actor in house.guises.items():
        assert code in codes(where, row, actor, house, given), guise
    assert code not in codes(where, row, house.ines, house, given)


def codes(where, row, actor, house, given):
    module, _dot, name = where.rpartition(".")
    guard = getattr(__import__(module, fromlist=[name]), name)
    if name == "link_refusals":
        return [refusal.code for refusal in guard(row, actor=actor)]
    if name == "panel_took_no_part":
        given = {"panel": [Row(pk=actor.person_id, full_name=actor.label)]}
    found = list(guard(row, actor=actor, at=house.at(), **given))
    assert all(str(refusal.message) and str(refusal.cure) for refusal in found)
    return [refusal.code for refusal in found]


def test_who_opened_a_hold_does_not_end_it_in_any_guise(house, monkeypatch):
    monkeypatch.setattr("network.workflow.holds.in_force", lambda *a, **k: True)
    hold = holds.open_hold(
        participation=house.participation, reason="license", first=house.day(-2), comment="Ended.", actor=house.kim, at=house.at()
    )
    for guise, actor in house.guises.items():
        with pytest.raises(Refused) as found:
            holds._by_another(hold, actor, house.at())
        assert found.value.codes == ["opened_it"], guise
    holds._by_another(hold, house.ines, house.at())
