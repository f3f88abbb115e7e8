"""Random walks over the versions of a policy, which say themselves whether they went everywhere."""

import pytest

from network.events import scopes, verify
from tests.vetting.dealt import walk_often
from tests.vetting.test_walk import follows_its_trail
from tests.vetting.walking_policies import PolicyWalk
from tests.vetting.wandering import codes, edges
from vetting.models import Policy

STEPS, EXAMPLES = 50, 11
FILES = ("vetting/policy_guards.py", "vetting/workflow/policies.py", "vetting/workflow/rollouts.py", "vetting/workflow/threshold_rows.py")
ACTS = {
    "policy.drafted", "policy.threshold_set", "policy.threshold_dropped", "policy.day_set", "policy.clocks_set", "policy.committee_set",
    "policy.rollout_chosen", "policy.rolled_out", "parameter.set", "cure.asked", "cure.closed",
}
# what the law asks stays in every version, and nothing is forbidden to ask where they walk: tests/vetting/test_policies.py asks for both
OUT_OF_REACH = {"no_criteria", "law_forbids"}
pytestmark = pytest.mark.django_db


def ends(walk):
    """What must be true of every version whatever anybody did."""
    assert all(verify(scope) is None for scope in scopes())
    for row in walk.rows_of(Policy):
        follows_its_trail(row, "policy")
        assert (row.state in ("approved", "rejected")) == bool(row.settled_at and row.approver_id)


@pytest.mark.long
def test_walks_over_policies_take_every_step_and_meet_every_refusal():
    tally = walk_often(PolicyWalk(), ends=ends, steps=STEPS, examples=EXAMPLES)
    rare = tally.seldom(acts=edges(Policy) | ACTS, refusals=codes(*FILES, but=OUT_OF_REACH))
    assert not rare, str(rare)
    assert len(tally.people()) >= 5 and len(tally.days) >= 20
