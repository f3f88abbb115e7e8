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
from tests.vetting.walking import Walk
from vetting.models import Application, Decision

ROOT = Path(__file__).resolve().parents[2]
GUARDS = ("vetting/guards.py", "licensure/guards.py", "licensure/list_guards.py", "network/guards.py")
LENGTH = 220
# access refuses before the guard (not_hers), the workflow always judges first (not_assessed), a policy is always in force
OUT_OF_REACH = {"not_hers", "not_assessed", "no_policy"}
pytestmark = pytest.mark.django_db


def codes() -> set[str]:
    """Every refusal code a guard of these machines can give."""
    found = set()
    for path in GUARDS:
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Refusal":
                code = node.args[0]
                found |= {code.value} if isinstance(code, ast.Constant) else {"no_referral_terms", "no_payment_terms"}
    return found


def walked(seed, done, length=LENGTH):
    """One walk, its invariants checked on the way and at its end."""
    walk = Walk(seed, done)
    for number in range(length):
        walk.step()
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


def been_to(seeds) -> tuple[float, float, set[str]]:
    """Walk every seed, each in a transaction undone: the shares of steps taken and of codes given, and what is missing."""
    taken, refused, done = Counter(), Counter(), Counter()
    for seed in seeds:
        with transaction.atomic():
            walk = walked(seed, done)
            taken.update(Event.objects.values_list("action", flat=True))
            refused += walk.refusals
            transaction.set_rollback(True)
    machines = (Application, Verification, Hit, Participation)
    wanted = {f"{model._meta.model_name}.{edge.name}" for model in machines for edge in steps(model)}
    given = codes() - OUT_OF_REACH
    missing = {name for name in wanted if not taken[name]} | {code for code in given if not refused[code]}
    return 1 - len(missing & wanted) / len(wanted), 1 - len(missing & given) / len(given), missing


def test_walks_keep_what_must_hold_and_get_about(seeds):
    """Six walks, in which one step or refusal in twenty may be missed by chance; thirty (WALK_SEEDS=30) go everywhere."""
    walks = seeds if "WALK_SEEDS" in os.environ else seeds[:6]
    wanted = 1 if len(walks) >= 30 else 0.95
    taken, refused, missing = been_to(walks)
    assert taken >= wanted and refused >= wanted, sorted(missing)
