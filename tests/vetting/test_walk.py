"""Random walks over the machines, which say themselves whether they went everywhere."""

import ast
import os
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction

from licensure.models import Hit, Verification
from network.events import scopes, verify
from network.models import Acceptance, Event, Grant, Participation
from network.queries.people import same_persons
from network.states import steps
from tests.vetting.rounds import ROUNDS
from tests.vetting.walking import Walk
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
LENGTH = 260
BY_SEVERAL = ("verification.verify", "application.approve", "application.deny", "application.submit", "hit.clear", "hit.confirm")
SHORT, LONG = 3, 10  # how often each step succeeds and each refusal is given, at least: over six walks, and over thirty
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


def walked(seed, done, length=LENGTH):
    """One walk with its rounds, its invariants checked on the way and at its end."""
    walk = Walk(seed, done)
    rounds = dict(zip(walk.random.sample(range(1, 60), len(ROUNDS)), range(len(ROUNDS)), strict=True))
    for number in range(length):
        walk.step()
        if number in rounds:
            walk.round(rounds[number])
        if number % 70 == 69:
            walk.leap()
            at_most_one_open_of_a_kind(walk)
    holds_at_the_end(walk)
    return walk


def at_most_one_open_of_a_kind(walk):
    rows = Application.objects.within(walk.world.organization).filter(state__in=("draft", "submitted", "checking", "in_review"))
    assert max(Counter(rows.values_list("participation_id", "kind")).values(), default=0) <= 1


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
    """Decider never verifier, two where two are needed, and evidence under every decision of our own."""
    if decision.origin != "own" or decision.outcome not in ("approved", "denied"):
        return
    assert decision.assessment_id and decision.assessment.on == decision.decided_on
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


def been_to(seeds) -> tuple[Counter, Counter]:
    """Walk every seed, each in a transaction undone: how often each step was taken, and each code given."""
    taken, refused, done, hands = Counter(), Counter(), Counter(), {}
    for seed in seeds:
        with transaction.atomic():
            refused += walked(seed, done).refusals
            for action, label in many_had_a_part():
                taken[action] += 1
                hands.setdefault(action, set()).add(label)
            transaction.set_rollback(True)
    assert [action for action in BY_SEVERAL if len(hands[action]) < 2] == []
    return taken, refused


def many_had_a_part() -> list[tuple[str, str]]:
    """Every act of one walk and by whom: staff, therapists and the schedule, many of them, on many days."""
    rows = list(Event.objects.values_list("action", "actor_label", "actor_id", "at"))
    assert len({actor for *_, actor, _at in rows if actor}) >= 12
    assert any(actor is None for *_, actor, _at in rows)
    assert len({at.date() for *_, at in rows}) >= 60
    return [(action, label or str(actor)) for action, label, actor, _at in rows]


def seldom(taken, refused, least) -> dict[str, int]:
    """Steps of the machines, and codes of their guards, that came up less often than `least`."""
    machines = (Application, Verification, Hit, Participation)
    wanted = {f"{model._meta.model_name}.{edge.name}" for model in machines for edge in steps(model)}
    found = {name: taken[name] for name in wanted} | {code: refused[code] for code in codes() - OUT_OF_REACH}
    return {name: times for name, times in sorted(found.items()) if times < least}


@pytest.mark.long
def test_walks_take_every_step_and_meet_every_refusal_many_times(seeds):
    """The same six walks every time; before a release thirty: WALK_SEEDS=30 ./bin/test --lane sqlite tests/vetting/test_walk.py"""
    walks = seeds if "WALK_SEEDS" in os.environ else seeds[:6]
    assert seldom(*been_to(walks), LONG if len(walks) >= 30 else SHORT) == {}


def test_a_walk_can_be_taken_again():
    """The same seed goes the same way, so that what a walk finds can be found again."""
    ways = []
    for _time in range(2):
        with transaction.atomic():
            walk = walked(3, Counter(), length=70)
            ways.append((walk.moves, walk.refusals, walk.at - walk.world.start))
            transaction.set_rollback(True)
    assert ways[0] == ways[1]
