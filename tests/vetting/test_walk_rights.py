"""Random walks over adverse actions and appeals, which say themselves whether they went everywhere."""

import os
from collections import Counter

import pytest
from django.db import transaction

from network.events import scopes, verify
from network.models import Event
from tests.vetting.test_walk import follows_its_trail
from tests.vetting.walking_rights import MOVES, RightsWalk
from tests.vetting.wandering import codes, edges
from vetting.models import AdverseAction, Appeal

STEPS = 90
MACHINES = (AdverseAction, Appeal)
FILES = ("vetting/guards_appeals.py", "vetting/guards_actions.py", "vetting/guards_interests.py", "vetting/workflow/acting.py")
OUT_OF_REACH = {"interest_open"}  # of files that wait for a decision; tests/vetting/test_walk_meetings.py goes there
ACTS = {"adverseaction.proposed", "appeal.voted"}
SHORT, LONG = 2, 6  # how often each step succeeds and each refusal is given, at least: over three walks, and over many
pytestmark = pytest.mark.django_db


def walked(seed, done):
    """One walk; what must be true of every action and appeal whatever anybody did."""
    walk = RightsWalk(seed, done)
    for _number in range(STEPS):
        walk.step(MOVES)
    assert all(verify(scope) is None for scope in scopes())
    for model in MACHINES:
        for row in walk.rows_of(model):
            follows_its_trail(row, model._meta.model_name)
    for row in walk.rows_of(AdverseAction):
        assert (row.state in ("proposed", "dropped")) == (Appeal.objects.within(walk.organization).filter(action=row).count() == 0)
    return walk


@pytest.mark.long
def test_walks_over_actions_and_appeals_take_every_step_and_meet_every_refusal(seeds):
    """Three walks every time; before a release more: WALK_SEEDS=30 ./bin/test --lane sqlite tests/vetting/test_walk_rights.py"""
    walks = seeds if "WALK_SEEDS" in os.environ else seeds[:3]
    taken, refused, done = Counter(), Counter(), Counter()
    for seed in walks:
        with transaction.atomic():
            refused += walked(seed, done).refusals
            taken += Counter(Event.objects.values_list("action", flat=True))
            transaction.set_rollback(True)
    given = codes(*FILES, but=OUT_OF_REACH) | {"own_file"}
    found = {name: taken[name] for name in edges(*MACHINES) | ACTS} | {code: refused[code] for code in given}
    least = LONG if len(walks) >= 10 else SHORT
    seldom = {name: times for name, times in sorted(found.items()) if times < least}
    assert not seldom, str(seldom)
