"""Random walks over files, checks, hits and participations, which say themselves whether they went everywhere."""

import ast
from pathlib import Path

import pytest

from licensure.models import Hit, Verification
from network.events import scopes, verify
from network.models import Acceptance, Event, Grant, Participation
from network.queries.people import same_persons
from network.states import steps
from tests.vetting.dealt import walk_often
from tests.vetting.walking import Walk
from tests.vetting.wandering import edges
from vetting.models import Application, Decision

ROOT = Path(__file__).resolve().parents[2]
GUARDS = (
    "vetting/guards.py", "licensure/guards.py", "licensure/guards_sources.py", "licensure/guards_claims.py",
    "licensure/guards_identity.py", "licensure/guards_rule.py", "licensure/list_guards.py", "network/guards.py",
    "network/guards_identity.py",
)
MADE = {  # the codes a guard makes of what it was handed
    "network/guards.py": {"no_referral_terms", "no_payment_terms"},
    "licensure/guards_rule.py": {"stale", "several"},
}
STEPS, EXAMPLES = 90, 8
BY_SEVERAL = ("verification.verify", "application.approve", "application.deny", "application.submit", "hit.clear", "hit.confirm")
OUT_OF_REACH = {"not_hers"}  # access lets nobody but her near that guard; tests/vetting/test_guards.py asks it by itself
pytestmark = pytest.mark.django_db


def codes() -> set[str]:
    """Every refusal code a guard of these machines can give."""
    found = set()
    for path in GUARDS:
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Refusal":
                code = node.args[0]
                found |= {code.value} if isinstance(code, ast.Constant) else MADE[path]
    return found


def holds_at_the_end(walk):
    """What must be true whatever anybody did."""
    organization = walk.world.organization
    for scope in scopes():
        assert verify(scope) is None
    decisions = {row.key: row for row in Decision.objects.within(organization).select_related("application")}
    for grant in Grant.objects.within(organization):
        if grant.decision in decisions:
            assert grant.first >= decisions[grant.decision].decided_on and grant.recorded_at >= decisions[grant.decision].decided_at
    for decision in decisions.values():
        rests_on_the_right_people(decision)
    for row in Application.objects.within(organization):
        follows_its_trail(row, "application")
    for row in Participation.objects.within(organization):
        follows_its_trail(row, "participation")
        if row.state == "active":
            assert row.grants.filter(granted=True).exists()
            assert {*row.acceptances.values_list("kind", flat=True)} == set(Acceptance.Kind.values)
    for row in Verification.objects.within(organization):
        follows_its_trail(row, "verification")
    for hit in Hit.objects.within(organization).filter(state__in=("cleared", "confirmed")):
        assert hit.settled_by_id not in same_persons(hit.proposed_by_id)


def rests_on_the_right_people(decision):
    """Decider never verifier, two where two are needed, and a policy and evidence under every decision of our own."""
    if decision.origin != "own" or decision.outcome not in ("approved", "denied"):
        return
    assert decision.assessment_id and decision.assessment.on == decision.decided_on
    assert decision.assessment.policies and decision.assessment.findings, "by a version of the policy, and on evidence"
    before = Event.objects.filter(
        about=decision.application.reference, action__in=("verification.verify", "verification.flag"), at__lte=decision.decided_at
    )
    assert not {*before.values_list("actor_id", flat=True)} & same_persons(decision.decided_by_id)
    overturned = decision.application.decisions.filter(outcome="denied", pk__lt=decision.pk).exists()
    if decision.basis == "quality" or (decision.assessment.route == "committee" and not overturned):
        assert decision.second_by_id and decision.second_by_id not in same_persons(decision.decided_by_id)
    if decision.outcome == "approved":
        assert decision.assessment.route in ("clean", "director", "committee")
        assert decision.due_on > decision.decided_on


def follows_its_trail(row, noun):
    """The state of every row is the one its last step left."""
    names = {f"{noun}.{edge.name}" for edge in steps(type(row))}
    last = Event.objects.filter(subject=f"{row._meta.label_lower}:{row.pk}", action__in=names).order_by("-sequence").first()
    if last:
        assert last.payload.values["after"]["state"] == row.state


@pytest.mark.long
def test_walks_take_every_step_and_meet_every_refusal_many_times():
    """The same walks every time; before a release more: WALK_SEEDS=40 ./bin/test --lane sqlite tests/vetting/test_walk.py"""
    tally = walk_often(Walk(), ends=holds_at_the_end, steps=STEPS, examples=EXAMPLES)
    rare = tally.seldom(acts=edges(Application, Verification, Hit, Participation), refusals=codes() - OUT_OF_REACH)
    assert not rare, str(rare)
    assert [action for action in BY_SEVERAL if len(tally.hands[action]) < 2] == []
    actors = {actor for actor, _label in tally.people()}
    assert None in actors and len(actors) >= 12 and len(tally.days) >= 60


def test_a_walk_can_be_taken_again():
    """The same cards are dealt each time, so that what a walk finds can be found again."""
    world, ways = Walk(), []
    world.to_come = []  # the stories of newcomers are long; what is dealt in them is dealt as everywhere
    for _time in range(2):
        went = []
        walk_often(world, ends=lambda walk: went.append((walk.moves, walk.refusals, walk.at)), steps=40, examples=3)  # noqa: B023
        ways.append(went)
    assert ways[0] == ways[1] and sum(moves.total() for moves, *_ in ways[0]) >= 20
