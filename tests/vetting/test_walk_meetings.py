"""Random walks over a committee and its meetings, which say themselves whether they went everywhere."""

import pytest

from network.events import scopes, verify
from tests.vetting.dealt import walk_often
from tests.vetting.test_walk import follows_its_trail
from tests.vetting.walking_meetings import MeetingWalk
from tests.vetting.wandering import codes, edges
from vetting.models import AgendaItem, ConflictOfInterest, Meeting

STEPS, EXAMPLES = 70, 12
MACHINES = (Meeting, AgendaItem, ConflictOfInterest)
FILES = (
    "vetting/guards_meetings.py", "vetting/guards_putting_off.py", "vetting/workflow/voting.py", "vetting/workflow/meetings.py",
    "vetting/workflow/agenda.py", "vetting/workflow/motions.py", "vetting/workflow/interests.py", "vetting/queries/committee.py",
)
ACTS = {
    "vote.cast", "agenda.voted_anew", "agenda.terms_set", "agenda.noted", "agenda.added", "agenda.taken_out", "minutes.signed",
    "minutes.corrected", "committee.appointed", "committee.seat_ended", "committee.involved", "interest.declared", "interest.proposed",
    "meeting.planned",
}
pytestmark = pytest.mark.django_db


def ends(walk):
    """What must be true of every meeting whatever anybody did."""
    assert all(verify(scope) is None for scope in scopes())
    for model in MACHINES:
        for row in walk.rows_of(model):
            follows_its_trail(row, model._meta.model_name)
    for row in walk.rows_of(Meeting):
        assert (row.state == "signed") == row.minutes.exists()
        assert row.state not in ("closed", "signed") or not row.items.filter(
            state="open", kind="discussion", application__state="in_review"
        ).exists()


@pytest.mark.long
def test_walks_over_meetings_take_every_step_and_meet_every_refusal():
    tally = walk_often(MeetingWalk(), ends=ends, steps=STEPS, examples=EXAMPLES)
    rare = tally.seldom(acts=edges(*MACHINES) | ACTS, refusals=codes(*FILES))
    assert not rare, str(rare)
    assert len(tally.people()) >= 10 and len(tally.days) >= 20
