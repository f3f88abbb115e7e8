"""When a version reaches people decided on before it: pure tables, and the acts around them. Nobody is stopped by any of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from network.access import Action, can, system
from network.models import Event, Grant, Hold, Letter, Message
from network.transitions import Refused
from tests.shared import shared
from tests.vetting.invented import day, insurance, wren
from tests.vetting.pages import BACKEND, get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting import nightly, rollouts
from vetting.facts.policies import pure_threshold
from vetting.facts.rollouts import newest_approval
from vetting.findings import BindsOn, Outcome, Policy, Reason, Severity, Threshold
from vetting.models import Cure
from vetting.models.policy import Sealed
from vetting.queries.judging import judge, judge_again, policies_for
from vetting.rollouts import Reach, Who, allowed, complete, held_to, judged_by, usual
from vetting.rules import evaluate
from vetting.workflow import applying, policies
from vetting.workflow import rollouts as workflow

START, CURED, DECIDED = day("2027-01-01"), day("2027-03-01"), day("2026-03-01")
OLD = Threshold("insurance_per_claim", Severity.BLOCKS, {"minimum": {"USD": 100_000_000}, "evidence": "verified"})
NEW = replace(OLD, limit={**OLD.limit, "minimum": {"USD": 200_000_000}})
VERSIONS = (Policy("Invented", 1, date(2020, 1, 1), (OLD,)), Policy("Invented", 2, START, (NEW,)))
HER = wren(submitted_on=DECIDED, decided_on=DECIDED, insurance=(insurance(1_000_000, last="2028-12-31"),))


def rollout(reach, who=Who.DECIDED, cure_until=None):
    return rollouts.Rollout(2, "insurance_per_claim", who, reach, cure_until)


def outcome(policies, on, facts=HER):
    (finding,) = evaluate(policies, facts, on=on).findings
    return finding.outcome


# ── Pure ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("chosen", "reached"),
    [
        (rollout(Reach.KEEP), None), (rollout(Reach.RENEWAL), None), (rollout(Reach.NOW), START),
        (rollout(Reach.CURE, cure_until=CURED), CURED + timedelta(days=1)), (rollout(Reach.NOW, who=Who.RECORDED), None),
    ],
)
def test_a_rule_reaches_her_on_its_day_and_not_the_day_before(chosen, reached):
    held = held_to(VERSIONS, [chosen], who=Who.DECIDED, since=DECIDED)
    for on in (START - timedelta(days=1), START, CURED, CURED + timedelta(days=1), day("2027-12-31")):
        expected = Outcome.NOT_MET if reached and on >= reached else Outcome.MET
        assert outcome(held, on) is expected, on
    assert evaluate(held, HER, on=START - timedelta(days=1)).next_change == reached


def test_what_reached_her_is_met_by_what_she_brings_later():
    held = held_to(VERSIONS, [rollout(Reach.NOW)], who=Who.DECIDED, since=DECIDED)
    bought = replace(HER, insurance=(insurance(2_000_000, first="2027-02-01", last="2028-12-31"),))
    assert outcome(held, day("2027-01-31"), bought) is not Outcome.MET and outcome(held, day("2027-02-01"), bought) is Outcome.MET


def test_who_was_decided_on_after_the_version_began_is_held_to_it_whatever_it_says_of_others():
    later = replace(HER, decided_on=day("2027-06-01"), submitted_on=day("2027-05-01"))
    held = held_to(VERSIONS, [rollout(Reach.KEEP)], who=Who.DECIDED, since=later.decided_on)
    assert outcome(held, day("2027-07-01"), later) is Outcome.NOT_MET


def test_a_rule_that_binds_at_once_waits_where_it_was_said_to():
    safety = replace(NEW, binds_on=BindsOn.IMMEDIATE)
    versions = (VERSIONS[0], replace(VERSIONS[1], thresholds=(safety,)))
    assert outcome(versions, START) is Outcome.NOT_MET
    assert outcome(held_to(versions, [rollout(Reach.RENEWAL)], who=Who.DECIDED, since=DECIDED), START) is Outcome.MET
    assert outcome(held_to(versions, [], who=Who.DECIDED, since=DECIDED), START) is Outcome.NOT_MET


def test_a_later_version_lies_over_one_that_has_not_reached_her():
    third = replace(VERSIONS[1], version=3, effective_from=day("2028-01-01"))
    held = held_to((*VERSIONS, third), [rollout(Reach.KEEP), replace(rollout(Reach.NOW), version=3)], who=Who.DECIDED, since=DECIDED)
    assert outcome(held, day("2027-12-31")) is Outcome.MET and outcome(held, day("2028-01-01")) is Outcome.NOT_MET


@pytest.mark.parametrize(("reach", "expected"), [(Reach.KEEP, Outcome.MET), (Reach.RENEWAL, Outcome.NOT_MET), (Reach.NOW, Outcome.NOT_MET)])
def test_a_file_between_two_vettings_keeps_only_what_she_keeps(reach, expected):
    file = replace(HER, submitted_on=day("2027-02-01"), decided_on=None)
    judged = judged_by(VERSIONS, [rollout(reach)], who=Who.DECIDED, since=DECIDED)
    assert outcome(judged, day("2027-02-02"), file) is expected


def test_the_law_waits_for_no_renewal_and_what_binds_at_once_is_proposed_at_once():
    law, safety = replace(NEW, reason=Reason.LAW), replace(NEW, binds_on=BindsOn.IMMEDIATE)
    assert allowed(law) == (Reach.CURE, Reach.NOW) and set(allowed(NEW)) == set(Reach)
    assert (usual(NEW), usual(safety), usual(law)) == (Reach.RENEWAL, Reach.NOW, Reach.NOW)
    whole = complete(VERSIONS[1], ["insurance_per_claim"], [rollout(Reach.KEEP)])
    assert [(row.who, row.reach) for row in whole] == [
        (Who.DECIDED, Reach.KEEP), (Who.RECORDED, Reach.RENEWAL), (Who.RENEWING, Reach.RENEWAL),
    ]


# ── The acts ─────────────────────────────────────────────────────────────────


_world, world = shared(World)


def raised(world, *, ago=-30, **changes):
    draft = policies.draft_from(world.policy, effective_from=world.day(ago), actor=world.maya, at=world.now)
    row = pure_threshold(draft.criteria.get(criterion="insurance_per_claim"))
    changed = replace(row, limit={**row.limit, "minimum": {"USD": 200_000_000}}, **changes)
    policies.set_threshold(draft, changed, actor=world.maya, at=world.now)
    return draft


def choose(world, draft, reach, *, who="decided", until=None, criterion="insurance_per_claim"):
    return workflow.choose(draft, criterion=criterion, who=who, reach=reach, cure_until=until, actor=world.maya, at=world.now)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert all(str(each.message) for each in caught.value.refusals)
    return caught.value.codes


def adopt(world, draft):
    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    policies.approve(draft, actor=world.ines, at=world.now)
    return draft


def night(world, ago):
    """The nightly work of a day ahead."""
    return nightly.roll_out(on=world.day(ago), at=world.at(ago))


def last_event(action):
    return Event.objects.filter(action=action).latest("pk")


def test_what_is_chosen_is_kept_with_who_said_it_and_what_is_not_is_usual(world):
    draft = raised(world)
    choose(world, draft, "cure", until=world.day(-60))
    assert last_event("policy.rollout_chosen").actor_id == world.maya.person_id
    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    kept = {row.who: (row.reach, row.cure_until) for row in draft.rollouts.all()}
    assert kept == {"decided": ("cure", world.day(-60)), "recorded": ("renewal", None), "renewing": ("renewal", None)}


def test_each_refusal_says_what_would_do(world):
    draft = raised(world, reason=Reason.LAW)
    assert refused(choose, world, draft, "keep") == ["law_does_not_wait"]
    assert refused(choose, world, draft, "cure", until=world.day(-30)) == ["cure_too_short"]
    assert refused(choose, world, draft, "now", criterion="attestation_signed") == ["reaches_nobody"]
    choose(world, draft, "cure", until=world.day(-40))
    policies.set_day(draft, effective_from=world.day(-50), actor=world.maya, at=world.now)
    assert refused(policies.send_for_approval, draft, actor=world.maya, at=world.now) == ["cure_too_short"]
    choose(world, draft, "cure", until=world.day(-60))
    adopt(world, draft)
    assert refused(choose, world, draft, "now") == ["not_a_draft"]
    with pytest.raises(Sealed):
        draft.rollouts.first().save()


def test_what_no_longer_changes_is_dropped_when_it_is_sent(world):
    draft = raised(world)
    choose(world, draft, "now")
    policies.set_threshold(
        draft, pure_threshold(world.policy.criteria.get(criterion="insurance_per_claim")), actor=world.maya, at=world.now
    )
    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    assert not draft.rollouts.exists()


def scene(world, reach, until=None):
    """One who has little cover and one who has enough, both in the network; a version that asks for more in thirty days."""
    little, enough = world.active("Wren Halloway"), world.active("Juniper Vale", per_claim=250_000_000)
    draft = raised(world)
    choose(world, draft, reach, until=until)
    adopt(world, draft)
    return little, enough


def untouched(world, file):
    """Her grant stands and nothing stops her."""
    assert Grant.objects.within(world.organization).filter(participation=file.participation, granted=True).count() == 1
    assert not Hold.objects.within(world.organization).filter(participation=file.participation).exists()


def test_time_to_meet_a_rule_asks_by_a_day_and_reviews_only_afterwards(world):
    little, _enough = scene(world, "cure", until=world.day(-60))
    assert night(world, -29) == 0 and not Cure.objects.within(world.organization).exists()
    night(world, -30)
    (cure,) = Cure.objects.within(world.organization)
    assert (cure.participation_id, cure.due_on, cure.closed_on) == (little.participation_id, world.day(-60), None)
    letter = Letter.objects.within(world.organization).get(about=little.reference, kind="information_request")
    assert letter.context["due_on"] == {"$day": world.day(-60).isoformat()}
    assert "$2,000,000" in letter.context["items"][0]["question"] and "$1,000,000" in letter.context["items"][0]["question"]
    assert Message.objects.within(world.organization).filter(key=f"mail:cure:{cure.pk}").count() == 1
    night(world, -31)
    night(world, -60)
    cure.refresh_from_db()
    assert cure.closed_on is None and Cure.objects.within(world.organization).count() == 1
    night(world, -61)
    cure.refresh_from_db()
    assert cure.closed_on == world.day(-61)
    assert (cure.review.kind, cure.review.state, cure.review.assignee_id) == ("for_cause", "checking", world.maya.person_id)
    untouched(world, little)
    little.refresh_from_db()
    assert little.state == "approved"


def test_who_meets_it_in_time_is_let_be(world):
    little, _enough = scene(world, "cure", until=world.day(-60))
    night(world, -30)
    check = next(each for each in world.checks(little) if each.element == "insurance")
    row = check.practitioner.credentials.get(kind="insurance")
    type(row).objects.of(check.practitioner).filter(pk=row.pk).update(per_claim=200_000_000)
    assert night(world, -40) == 1
    cure = Cure.objects.within(world.organization).get()
    assert cure.closed_on == world.day(-40) and cure.review is None
    assert last_event("cure.closed").payload.values["after"]["met"] is True


def test_apply_now_opens_a_review_on_the_first_day_and_nothing_else(world):
    little, enough = scene(world, "now")
    night(world, -30)
    (cure,) = Cure.objects.within(world.organization)
    assert cure.review is not None and cure.participation_id == little.participation_id
    untouched(world, little)
    untouched(world, enough)
    assert night(world, -31) == 0


def test_an_answer_late_by_our_fault_shortens_nobodys_days(world):
    scene(world, "cure", until=world.day(-60))
    night(world, -45)
    assert Cure.objects.within(world.organization).get().due_on == world.day(-75)


def test_who_has_left_is_not_reviewed(world):
    little, _enough = scene(world, "cure", until=world.day(-60))
    night(world, -30)
    type(little.participation).objects.within(world.organization).filter(pk=little.participation_id).update(state="ended")
    night(world, -61)
    cure = Cure.objects.within(world.organization).get()
    assert cure.closed_on == world.day(-61) and cure.review is None


def test_scheduled_work_may_open_a_review_and_hold_nobody(world):
    actor = system("nightly", world.organization)
    assert can(actor, Action.OPEN_REVIEW, world.organization) and not can(actor, Action.HOLD, world.organization)


@pytest.mark.parametrize(("reach", "asks"), [("keep", 100_000_000), ("renewal", 200_000_000)])
def test_her_addition_is_judged_by_what_she_keeps(world, reach, asks):
    little = world.active("Wren Halloway")
    draft = raised(world)
    choose(world, draft, reach)
    adopt(world, draft)
    addition = applying.begin(
        little.participation, kind="addition", jurisdictions=["US-OH"], services=["counseling"], actor=world.maya, at=world.at(-40)
    )
    newest = max(policies_for(addition), key=lambda each: each.effective_from)
    assert newest.threshold("insurance_per_claim").limit["minimum"] == {"USD": asks}
    assert newest_approval(little.participation) == little


# ── On pages ─────────────────────────────────────────────────────────────────


def test_the_page_says_when_it_reaches_whom_and_the_author_chooses(client, world):
    draft = raised(world)
    sign_in(client, world.maya)
    said = text(get(client, "policy", world, version=2))
    assert "When it reaches people" in said and "Apply with the next file, nobody is asked before" in said
    given = {"criterion": "insurance_per_claim", "who": "decided", "reach": "cure"}
    assert post(client, "policy_rollout", world, given, version=2).status_code == 422
    until = {"cure_until_day": world.day(-60).day, "cure_until_month": world.day(-60).month, "cure_until_year": world.day(-60).year}
    assert post(client, "policy_rollout", world, {**given, **until}, version=2).status_code == 302
    assert draft.rollouts.get().cure_until == world.day(-60)
    assert "reviewed afterwards" in text(get(client, "policy", world, version=2))
    adopt(world, draft)
    refused = post(client, "policy_rollout", world, {**given, "reach": "now"}, version=2)
    assert refused.status_code == 409 and "Draft a new version from it." in text(refused)
    sign_in(client, world.tom)
    assert post(client, "policy_rollout", world, given, version=2).status_code == 403


def test_the_preview_says_when_the_rule_reaches_each_of_them(client, world):
    world.active("Wren Halloway")
    choose(world, raised(world), "keep")
    sign_in(client, world.ines)
    (row,) = get(client, "policy_preview", world, version=2).context["page"].sides[1].rows
    assert row.verdict == "Keep the old rule until the next vetting"


def test_who_was_asked_is_listed_with_what_became_of_it(client, world):
    scene(world, "cure", until=world.day(-60))
    night(world, -30)
    sign_in(client, world.maya)
    (row,) = get(client, "policy", world, version=2).context["rollout"].asked
    assert (row.label, row.cells[0].value.word) == ("Wren Halloway", "Asked")
    night(world, -61)
    (row,) = get(client, "policy", world, version=2).context["rollout"].asked
    assert row.cells[0].value.word == "Under review"


def test_she_reads_on_her_own_page_what_is_asked_and_by_when_and_nobody_elses(client, world):
    little, enough = scene(world, "cure", until=world.day(-60))
    night(world, -30)
    for who, sees in ((little, True), (enough, False)):
        client.force_login(who.practitioner.person.users.get(), backend=BACKEND)
        said = text(client.get("/me/"))
        assert ("asks more: Insurance per claim" in said and "Until then your approval stays as it is" in said) is sees
    assert "meet a new rule of" not in said


def test_a_decided_file_shows_its_own_number_after_a_later_version_began(world):
    little, _enough = scene(world, "keep")
    for ago in (0, -29, -31, -200):
        found = {each.criterion: each for each in judge_again(little, on=world.day(ago)).assessment.findings}
        assert found["insurance_per_claim"].required["minimum"] == {"USD": 100_000_000}
    (rule,) = [each for each in judge(little, on=world.day(-31)).assessment.findings if each.criterion == "insurance_per_claim"]
    assert rule.policy_version == 2
