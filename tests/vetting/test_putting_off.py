"""A file that could be decided is put off only as often as the policy says; what is missing or too old may always go back."""

import pytest

from network.models import Parameter
from tests.shared import shared
from tests.vetting.pages import get, sign_in, text
from tests.vetting.sitting import WHY, Sitting
from tests.vetting.staff_world import World
from tests.vetting.story import refused
from vetting.workflow import agenda, checking, voting

pytestmark = pytest.mark.django_db


_world, world = shared(World)


def at_most(organization, times, on, author):
    Parameter(
        organization=organization, key="vetting.committee", value={"deferrals_most": times}, effective_from=on, author_id=author.person_id
    ).save()


def back_and_forth(world, file, times):
    for _time in range(times):
        checking.defer(file, reason=WHY, actor=world.ines, at=world.now)
        checking.refer(file, actor=world.tom, at=world.now)
        file.refresh_from_db()


@pytest.mark.parametrize("times", [1, 3])
def test_it_is_sent_back_as_often_as_the_policy_says_and_then_decided(world, times):
    at_most(world.organization, times, world.day(59), world.maya)
    file = world.in_review()
    back_and_forth(world, file, times)
    assert file.deferrals == times
    assert refused(checking.defer, file, reason=WHY, actor=world.ines, at=world.now) == ["put_off_too_often"]
    assert file.state == "in_review"


def test_evidence_that_is_too_old_sends_it_back_uncounted_however_often(world):
    at_most(world.organization, 1, world.day(59), world.maya)
    file = world.in_review()
    back_and_forth(world, file, 1)
    later = world.at(-200)
    checking.defer(file, reason=WHY, actor=world.ines, at=later)
    assert (file.state, file.deferrals) == ("checking", 1)


def test_the_decision_page_says_why_it_is_not_sent_back_again(client, world):
    file = world.in_review()
    back_and_forth(world, file, 3)
    sign_in(client, world.ines)
    said = text(get(client, "decision", world, reference=file.reference))
    assert "This file was put off 3 times, as often as your policy allows." in said and "approve it or deny it" in said


def tabled(here, case, way, actor=None):
    meeting = here.meeting(opened=True)
    item = here.item(meeting, case)
    voting.table(item, reason="Which supervisor?", way=way, actor=actor or here.odell, at=here.later())
    case.refresh_from_db()
    return item


def test_a_question_of_the_committee_counts_and_waiting_for_the_next_meeting_does_not():
    here = Sitting(deferrals_most=1)
    case = here.case()
    tabled(here, case, "wait")
    assert case.deferrals == 0
    tabled(here, case, "ask")
    assert case.deferrals == 1
    meeting = here.meeting(opened=True)
    item = here.item(meeting, case)
    for way in ("ask", "defer"):
        again = {"reason": WHY, "way": way, "actor": here.odell, "at": here.later()}
        assert refused(voting.table, item, **again) == ["put_off_too_often"]
    voting.table(item, reason="No quorum.", way="wait", actor=here.odell, at=here.later())
    assert item.state == "tabled"


def test_the_committee_sends_it_back_once_and_both_records_say_so():
    here = Sitting(deferrals_most=1)
    case = here.case()
    tabled(here, case, "defer")
    assert (case.state, case.deferrals) == ("checking", 1)
    assert agenda.next_meeting(here.harbor) is None
