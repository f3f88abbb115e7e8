"""Deciding a file: who may, on which evidence, and what each decision leaves behind."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace as Row

import pytest
from django.db import connection

from licensure.workflow import verifications
from licensure.workflow.screening import screen_practitioner
from network.access import Role, system
from network.dates import plus_months
from network.events import last_sequence, verify
from network.models import Event, Participation, PersonLink
from network.models.events import AppendOnly
from network.transitions import Refused
from network.workflow.standing import give_notice
from tests.licensure.list_files import row
from tests.network.cast import person, staff
from tests.shared import shared
from tests.vetting.staff_world import listed
from tests.vetting.story import Story, asked_for, refused, told
from vetting import rules, words
from vetting.facts.sections import sections_of
from vetting.models import AssessmentRecord, Decision, Proposal
from vetting.queries.decision import options
from vetting.workflow import applying, checking, deciding, outcomes, policies, renewing

WHY = "Her board shows a condition; we read it and agree."
pytestmark = pytest.mark.django_db


_world, world = shared(Story)
_file, file = shared(lambda world: world.in_review(), "_file")
_for_two, for_two = shared(lambda world: world.for_two(), "_for_two")
_inside, inside = shared(lambda world: world.active(), "_inside")
_member, member = shared(lambda world: world.fresh(world.active()), "_member")


def decide(world, file, actor=None, ago=0, **fields):
    return deciding.approve(file, actor=actor or world.ines, at=world.at(ago), **fields)


# ── Approving ────────────────────────────────────────────────────────────────


def test_an_approval_is_a_named_persons_decision_with_its_evidence_grant_and_letter(world, file):
    decision = decide(world, file)
    due = plus_months(world.day(), 36)
    assert (file.state, file.route, file.next_due_on) == ("approved", "clean", due)
    assert (decision.decided_by_id, decision.second_by_id, decision.origin, decision.due_on) == (world.ines.person_id, None, "own", due)
    assert decision.assessment.route == "clean" and decision.assessment.facts["submitted_on"] == world.day(15).isoformat()
    (grant,) = world.grants(file)
    assert (grant.granted, grant.first, grant.last, grant.decision) == (True, world.day(), due, decision.key)
    assert (grant.service, grant.jurisdictions, grant.serve_until) == ("counseling", ["US-OH"], due + timedelta(days=30))
    assert (grant.requires, grant.minimums) == (["authority", "insurance"], {"per_claim": {"USD": 100_000_000}})
    assert told(file)[:2] == ["decision.made", "application.approve"]
    assert asked_for("vetting.send_decision") == [{"id": decision.pk}]
    assert asked_for("vetting.offer_terms") == [{"participation_id": file.participation_id, "decision": decision.key}]


def test_covers_come_from_the_checks_and_need_no_decision(world, file):
    assert {cover.service for cover in world.covers(file)} >= {"counseling"}
    (insured,) = world.covers(file, "insurance")
    assert (insured.first, insured.last) == (world.day(200), world.day(-200))


def test_after_approval_both_terms_make_her_active(world, inside):
    assert (Participation.objects.within(world.organization).get(pk=inside.participation_id).state, world.terms(inside)) == (
        "active", ["payment", "referral"],
    )  # fmt: skip


def test_what_is_decided_cannot_be_changed_or_deleted_one_by_one_or_all_at_once(world):
    decision = decide(world, world.in_review())
    with pytest.raises(AppendOnly):
        decision.save()
    with pytest.raises(AppendOnly):
        decision.delete()
    for model in (Decision, AssessmentRecord, Proposal):
        with pytest.raises(AppendOnly):
            model.objects.within(world.organization).update(organization=world.organization)
        with pytest.raises(AppendOnly):
            model.objects.within(world.organization).delete()


def test_the_verifier_does_not_decide(world, file):
    assert refused(decide, world, file, actor=as_director(world.tom)) == ["verified_it"]


def suspect(one, other):
    """Somebody thinks that two person rows are one natural person."""
    low, high = sorted((one, other))
    PersonLink.objects.create(one_id=low, other_id=high, reason="Same desk", proposed_by=person("Zora Held"))


def as_director(actor):
    """The same person, who is a director as well."""
    return replace(actor, roles=frozenset({*actor.roles, Role.DIRECTOR}))


def test_nor_can_her_second_account_nor_a_person_suspected_to_be_her(world, file):
    other = staff(world.organization, "Thomas Wetherbee", "director")
    suspect(world.tom.person_id, other.person_id)
    with pytest.raises(Refused) as caught:
        decide(world, file, actor=other)
    assert caught.value.codes == ["verified_it"]
    assert "You verified this file on" in str(caught.value.refusals[0].message)


def test_who_said_that_a_source_differs_has_verified_too(world):
    file = world.checking()
    director = staff(world.organization, "Dana Quell", "director", "verifier")
    verifications.flag(world.check(file, "identity"), comment="Another birth date.", actor=director, at=world.at(9))
    for check in world.checks(file):
        world.verify(check)
    checking.refer(file, actor=world.tom, at=world.at(3))
    assert refused(decide, world, file, actor=director) == ["verified_it"]


def test_nobody_decides_about_herself(world, file):
    herself = staff(world.organization, "Wren Halloway-Staff", "director")
    suspect(herself.person_id, file.practitioner.person_id)
    assert refused(decide, world, file, actor=herself) == ["own_file"]


@pytest.mark.parametrize("name", ["maya", "tom", "una", "rosa"])
def test_other_roles_decide_nothing(world, name):
    assert refused(decide, world, world.in_review(), actor=getattr(world, name)) == ["not_allowed"]


def test_a_stranger_and_the_system_decide_nothing(world, file):
    assert refused(decide, world, file, actor=Story("summit").ines) == ["not_allowed"]
    assert refused(decide, world, file, actor=system("nightly", world.organization)) == ["not_allowed"]


@pytest.mark.parametrize(("age", "answer"), [(119, "approved"), (120, "approved"), (121, ["stale"])])
def test_evidence_of_120_days_passes_and_of_121_refuses_on_the_decision_day(world, age, answer):
    file = world.checking(ago=15)
    for check in world.checks(file):
        as_of = world.day(age) if check.element == "license" else None
        world.verify(check, ago=10, as_of=as_of)
    checking.refer(file, actor=world.tom, at=world.at(5))
    if answer == "approved":
        decide(world, file)
        assert file.state == "approved"
    else:
        with pytest.raises(Refused) as caught:
            decide(world, file)
        assert caught.value.codes == answer
        assert words.title("license_verified") in str(caught.value) and "license_verified" not in str(caught.value)
        assert world.fresh(file).state == "in_review"


def test_a_rule_of_law_unmet_refuses_and_names_it_in_words(world):
    file = world.in_review(per_claim=20_000_000)
    with pytest.raises(Refused) as caught:
        decide(world, file)
    assert caught.value.codes == ["not_eligible"]
    assert words.title("insurance_per_claim") in str(caught.value) and "insurance_per_claim" not in str(caught.value)


def test_a_hit_that_came_up_after_the_referral_refuses(world, file):
    listed(row(), at=world.at(1))
    screen_practitioner(organization=world.organization, practitioner=file.practitioner, actor=world.tom, at=world.at(0))
    assert "hit_open" in refused(decide, world, file)


def test_nobody_is_approved_who_leaves(world):
    world_file = world.active(ago=30)
    participation = world.fresh(world_file).participation
    renewal = renewing.open_renewal(world.fresh(world_file), actor=world.maya, at=world.at(6))
    submit(world, renewal, world_file.herself, ago=5)
    checking.begin_checks(renewal, actor=world.tom, at=world.at(4))
    for check in world.checks(renewal):
        world.verify(check, ago=3)
    checking.refer(renewal, actor=world.tom, at=world.at(2))
    give_notice(participation=participation, last_day=world.day(-30), actor=world.maya, at=world.at(1))
    assert refused(decide, world, renewal) == ["leaving"]


def submit(world, file, herself, ago):
    applying.read_rights(file, actor=herself, at=world.at(ago))
    applying.consent(file, actor=herself, at=world.at(ago))
    seen = [section.key for section in sections_of(file) if section.filled and section.key != "sharing"]
    applying.confirm(file, sections_seen=seen, actor=herself, at=world.at(ago))
    applying.submit(file, signature=applying.Signature("Wren Halloway", world.at(ago), "True."), actor=herself, at=world.at(ago))


# ── What binds when ──────────────────────────────────────────────────────────


def raise_minimum(world, *, ago, limit, criterion="insurance_per_claim", binds_on="decision", **fields):
    """A new version from the next day on."""
    draft = policies.draft_from(world.policy, effective_from=world.day(ago), actor=world.maya, at=world.at(ago + 1))
    row = draft.criteria.get(criterion=criterion)
    policies.set_threshold(
        draft,
        rules.Threshold(criterion, rules.Severity(row.severity), limit, rules.Reason(row.reason), row.waivable_by, rules.BindsOn(binds_on)),
        actor=world.maya, at=world.at(ago + 1),
    )  # fmt: skip
    policies.send_for_approval(draft, actor=world.maya, at=world.at(ago + 1))
    policies.approve(draft, actor=world.ines, at=world.at(ago + 1))


def test_a_stricter_version_after_submission_counts_for_what_binds_on_the_decision(world, file):
    raise_minimum(world, ago=2, limit={"minimum": {"USD": 200_000_000}})
    assert refused(decide, world, file, ago=0) == ["not_eligible"]


def test_and_not_for_what_binds_on_submission(world, file):
    raise_minimum(world, ago=2, limit={"professions": ["psychiatrist"]}, criterion="accepted_profession", binds_on="submission")
    decide(world, file)
    assert (file.state, file.policy.version) == ("approved", 1)


def test_a_version_never_begins_on_a_day_on_which_another_counts(world):
    draft = policies.draft_from(world.policy, effective_from=world.day(), actor=world.maya, at=world.now)
    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    assert refused(policies.approve, draft, actor=world.ines, at=world.now) == ["already_one_today"]


# ── Denying and not accepting ────────────────────────────────────────────────


def test_a_director_denies_for_a_rule_not_met_with_reasons_and_a_letter(world):
    file = world.denied()
    decision = file.decisions.get()
    assert (file.state, decision.basis, decision.reasons) == ("denied", "administrative", ["insurance_per_claim"])
    (denial,) = world.grants(file)
    assert (denial.granted, denial.jurisdictions, denial.every_panel) == (False, None, True)
    assert Participation.objects.within(world.organization).get(pk=file.participation_id).state == "declined"
    assert asked_for("vetting.send_decision") == [{"id": decision.pk}]
    assert told(file)[:2] == ["decision.made", "application.deny"]


def deny(world, file, **fields):
    given = {"basis": "administrative", "reason": "Below our minimum.", "actor": world.ines, "at": world.at(0), **fields}
    return deciding.deny(file, **given)


def test_a_denial_needs_a_reason_and_a_ground(world, file):
    assert refused(deny, world, file, reason=" ") == ["no_reason", "no_ground"]


def test_a_denial_for_quality_takes_two(world, file):
    assert refused(deny, world, file, basis="quality") == ["second_person"]
    deciding.propose(file, outcome="denied", reason=WHY, actor=world.odell, at=world.at(0))
    assert refused(deny, world, file, basis="quality", actor=world.odell) == ["same_person"]
    decision = deny(world, file, basis="quality")
    assert (decision.basis, decision.decided_by_id, decision.second_by_id) == ("quality", world.ines.person_id, world.odell.person_id)


def test_the_verifier_denies_nothing(world):
    file = world.in_review(per_claim=20_000_000)
    director = as_director(world.tom)
    assert refused(deny, world, file, actor=director) == ["verified_it"]


def test_time_alone_denies_nobody(world):
    """Stale evidence is unknown: it refuses an approval and grounds no denial."""
    file = world.checking(ago=15)
    for check in world.checks(file):
        world.verify(check, ago=10, as_of=world.day(121) if check.element == "license" else None)
    checking.refer(file, actor=world.tom, at=world.at(5))
    assert refused(deny, world, file) == ["no_ground"]


def test_not_accepting_is_administrative_and_before_any_check(world):
    file = world.submitted()
    decision = deciding.not_accept(file, reason="The panel is full.", actor=world.maya, at=world.at(0))
    assert (file.state, decision.outcome) == ("not_accepted", "not_accepted")
    assert decision.assessment == file.assessments.get(), "what her own word met and did not meet on that day is kept for the letter"
    assert asked_for("vetting.send_decision") == [{"id": decision.pk}]
    other = world.checking("Juniper Vale")
    assert refused(deciding.not_accept, other, reason="Full.", actor=world.maya, at=world.at(0)) == ["wrong_state"]


def test_not_accepting_needs_a_reason_and_is_nothing_for_a_therapist_in_the_network(world):
    assert refused(deciding.not_accept, world.draft(), reason="", actor=world.maya, at=world.at(0)) == ["no_reason"]
    renewal = renewing.open_renewal(world.fresh(world.active("Juniper Vale")), actor=world.maya, at=world.at(1))
    assert refused(deciding.not_accept, renewal, reason="Full.", actor=world.maya, at=world.at(0)) == ["needs_decision"]


def test_deferring_sends_it_back_with_the_question(world, file):
    assert refused(checking.defer, file, reason="", actor=world.ines, at=world.at(0)) == ["no_reason"]
    checking.defer(file, reason="Which board?", actor=world.ines, at=world.at(0))
    assert (file.state, file.route, told(file)[0]) == ("checking", "", "application.defer")
    checking.refer(file, actor=world.tom, at=world.at(0))
    assert file.state == "in_review"


# ── Two people ───────────────────────────────────────────────────────────────


def test_a_committee_file_takes_two_named_people_who_say_the_same(world, for_two):
    assert for_two.route == "committee"
    assert refused(decide, world, for_two) == ["second_person"]
    proposal = deciding.propose(for_two, outcome="approved", reason=WHY, actor=world.odell, at=world.at(1))
    assert proposal.assessment.route == "committee" and told(for_two)[0] == "decision.proposed"
    assert refused(decide, world, for_two, actor=world.odell) == ["same_person"]
    assert refused(deny, world, for_two) == ["disagree"]
    decision = decide(world, for_two)
    assert (decision.decided_by_id, decision.second_by_id) == (world.ines.person_id, world.odell.person_id)


def test_a_person_suspected_to_be_the_first_is_no_second(world, for_two):
    deciding.propose(for_two, outcome="approved", reason=WHY, actor=world.odell, at=world.at(1))
    suspect(world.odell.person_id, world.petra.person_id)
    assert refused(decide, world, for_two, actor=world.petra) == ["same_person"]


def test_a_proposal_of_somebody_who_then_verified_counts_for_nothing(world, for_two):
    deciding.propose(for_two, outcome="approved", reason=WHY, actor=world.odell, at=world.at(1))
    suspect(world.odell.person_id, world.tom.person_id)
    assert refused(decide, world, for_two) == ["proposer_verified"]


def test_a_proposal_is_refused_where_the_decision_would_be(world, for_two):
    tom = as_director(world.tom)
    assert refused(deciding.propose, for_two, outcome="approved", reason=WHY, actor=tom, at=world.at(0)) == ["verified_it"]
    assert refused(deciding.propose, for_two, outcome="approved", reason=" ", actor=world.ines, at=world.at(0)) == ["no_reason"]
    clean = world.in_review("Juniper Vale")
    assert refused(deciding.propose, clean, outcome="approved", reason=WHY, actor=world.ines, at=world.at(0)) == ["one_decides"]
    early = world.checking("Sorrel Finch")
    assert refused(deciding.propose, early, outcome="approved", reason=WHY, actor=world.ines, at=world.at(0)) == ["wrong_state"]


def test_a_deferral_forgets_the_proposal(world, for_two):
    deciding.propose(for_two, outcome="approved", reason=WHY, actor=world.odell, at=world.at(3))
    checking.defer(for_two, reason="One more page.", actor=world.ines, at=world.at(2))
    checking.refer(for_two, actor=world.tom, at=world.at(1))
    assert refused(decide, world, for_two) == ["second_person"]


def test_a_proposal_nobody_needed_is_no_signature(world, file):
    """Proposed for quality, then approved alone: the first person did not sign the approval."""
    deciding.propose(file, outcome="denied", reason=WHY, actor=world.odell, at=world.at(1))
    assert decide(world, file).second_by_id is None


# ── Vacating ─────────────────────────────────────────────────────────────────


def test_two_people_vacate_an_approval_and_it_stays_readable(world, inside):
    given = {"reason": "The degree was forged.", "at": world.at(0)}
    assert refused(deciding.vacate, inside, actor=world.ines, **given) == ["second_person"]
    deciding.propose(inside, outcome="vacated", actor=world.petra, **given)
    assert refused(deciding.vacate, inside, actor=world.petra, **given) == ["same_person"]
    decision = deciding.vacate(inside, actor=world.ines, **given)
    assert (inside.state, inside.next_due_on) == ("vacated", None)
    assert (decision.outcome, decision.second_by_id) == ("vacated", world.petra.person_id)
    granted, denied = world.grants(inside)
    assert (granted.granted, denied.granted, denied.first, denied.decision) == (True, False, world.day(), decision.key)
    assert inside.decisions.count() == 2
    assert asked_for("vetting.send_decision")[-1]["id"] == decision.pk


def test_vacating_needs_a_reason(world, inside):
    deciding.propose(inside, outcome="vacated", reason=WHY, actor=world.petra, at=world.at(0))
    assert refused(deciding.vacate, inside, reason="", actor=world.ines, at=world.at(0)) == ["no_reason"]


# ── What a decision leaves behind ────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "later", "stays"),
    [("initial", 100, False), ("renewal", 100, False), ("addition", 100, True), ("for_cause", 100, True), ("addition", "due", True),
     ("addition", "after", False)],
)  # fmt: skip
def test_an_addition_and_a_review_leave_the_next_vetting_on_its_day(world, member, kind, later, stays):
    on = {"due": member.next_due_on, "after": member.next_due_on + timedelta(days=1)}.get(later) or world.day(-later)
    row = Row(kind=kind, organization=world.organization, participation_id=member.participation_id)
    assert outcomes.due_after(row, on) == (member.next_due_on if stays else plus_months(on, 36))


@pytest.mark.parametrize(
    ("act", "kind", "denied"),
    [
        (outcomes.take_grants, "initial", [("", None)]), (outcomes.take_grants, "addition", [("couples", ["US-OH"])]),
        (outcomes.refuse_her, "renewal", [("", None)]), (outcomes.refuse_her, "addition", []),
    ],
)  # fmt: skip
def test_over_an_addition_she_loses_only_what_it_had_added(world, inside, act, kind, denied):
    row = Row(kind=kind, participation=inside.participation, services=["couples"], jurisdictions=["US-OH"])
    act(row, Row(key="D-9", decided_on=world.day()), actor=world.ines, at=world.now)
    assert [(each.service, each.jurisdictions) for each in world.grants(inside) if not each.granted] == denied


# ── What was seen ────────────────────────────────────────────────────────────


def test_a_decision_on_an_older_page_is_refused(world, file):
    seen = options(file, actor=world.ines, at=world.at(0)).seen
    checking.assess(file, actor=world.ines, at=world.at(0))
    assert refused(decide, world, file, seen=seen) == ["changed"]
    given = {"outcome": "denied", "reason": WHY, "actor": world.odell, "at": world.at(0), "seen": seen}
    assert refused(deciding.propose, world.fresh(file), **given) == ["changed"]
    decide(world, file, seen=options(file, actor=world.ines, at=world.at(0)).seen)
    assert file.state == "approved"


def test_a_proposal_on_the_page_as_it_stands_is_taken(world, for_two):
    given = {"outcome": "approved", "reason": WHY, "actor": world.odell, "at": world.at(0)}
    assert deciding.propose(for_two, seen=options(for_two, actor=world.odell, at=world.at(0)).seen, **given).pk


def test_the_page_shows_the_refusals_the_workflow_gives(world, for_two):
    found = options(for_two, actor=world.ines, at=world.at(0))
    codes = {name: [refusal.code for refusal in unmet] for name, unmet in found.refusals.items()}
    assert codes == {
        "approve": ["second_person"], "deny": ["second_person"], "deny_quality": ["second_person"], "defer": [],
        "not_accept": ["wrong_state"], "vacate": ["wrong_state"], "agenda": ["wrong_state"], "provisional": ["wrong_state"],
    }  # fmt: skip
    assert found.seen == last_sequence(for_two)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seen", [True, False])
def test_of_two_directors_at_once_one_decides_and_the_other_is_told(seen):
    world = Story()
    file = world.in_review()
    carried, start = last_sequence(file) if seen else None, Barrier(2)

    def attempt(actor):
        mine = world.fresh(file)
        start.wait()
        try:
            deciding.approve(mine, actor=actor, at=world.now, seen=carried)
            return "approved"
        except Refused as problem:
            return problem.codes[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(attempt, [world.ines, world.petra]))
    assert answers == ["approved", "changed" if seen else "wrong_state"]
    assert (file.decisions.count(), len(world.grants(file)), len(asked_for("vetting.send_decision"))) == (1, 1, 1)
    assert verify(f"organization:{world.organization.pk}") is None


@pytest.mark.django_db(transaction=True)
def test_an_approval_and_a_flag_at_once_never_both_rest_on_the_same_evidence():
    """Whichever is first: an approval that did not see the flag stands before it in the trail."""
    world = Story()
    file, start = world.checked(), Barrier(2)
    checking.refer(file, actor=world.tom, at=world.at(1))
    check = world.check(file, "license")
    renewed = verifications.renew(check, actor=world.tom, at=world.at(1), on=world.day(1))

    def approve():
        mine = world.fresh(file)
        start.wait()
        try:
            deciding.approve(mine, actor=world.ines, at=world.now)
        except Refused as problem:
            return problem.codes[0]
        finally:
            connection.close()
        return "approved"

    def confirm():
        start.wait()
        try:
            world.verify_license(renewed, status="suspended", encumbered=False, ago=0)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answer, _done = pool.submit(approve), pool.submit(confirm)
    _done.result()
    assert answer.result() in ("stale", "not_eligible")
    assert not Event.objects.filter(about=file.reference, action="application.approve").exists()
