"""Random walks over adverse actions and appeals, which say themselves whether they went everywhere."""

import pytest

from network.events import scopes, verify
from tests.vetting.dealt import walk_often
from tests.vetting.test_walk import follows_its_trail
from tests.vetting.walking_rights import RightsWalk
from tests.vetting.wandering import codes, edges
from vetting.models import AdverseAction, Appeal

STEPS, EXAMPLES = 80, 16
MACHINES = (AdverseAction, Appeal)
FILES = ("vetting/guards_appeals.py", "vetting/guards_actions.py", "vetting/guards_interests.py", "vetting/workflow/acting.py")
OUT_OF_REACH = {"interest_open"}  # of files that wait for a decision; tests/vetting/test_walk_meetings.py goes there
ACTS = {"adverseaction.proposed", "appeal.voted"}
pytestmark = pytest.mark.django_db


def ends(walk):
    """What must be true of every action and appeal whatever anybody did."""
    assert all(verify(scope) is None for scope in scopes())
    for model in MACHINES:
        for row in walk.rows_of(model):
            follows_its_trail(row, model._meta.model_name)
    for row in walk.rows_of(AdverseAction):
        assert (row.state in ("proposed", "dropped")) == (Appeal.objects.within(walk.organization).filter(action=row).count() == 0)


@pytest.mark.long
def test_walks_over_actions_and_appeals_take_every_step_and_meet_every_refusal():
    tally = walk_often(RightsWalk(), ends=ends, steps=STEPS, examples=EXAMPLES)
    rare = tally.seldom(acts=edges(*MACHINES) | ACTS, refusals=codes(*FILES, but=OUT_OF_REACH) | {"own_file"})
    assert not rare, str(rare)
    assert len(tally.people()) >= 10 and len(tally.days) >= 20
