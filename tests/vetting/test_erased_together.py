"""Several erasures in one night, at one instant: two people of one meeting, and one person of two organizations."""

import pytest

from network.access import system
from network.workflow.emptying import empty
from tests.shared import shared
from tests.vetting.sitting import Sitting
from vetting.models import Decision, Minutes, Vote
from vetting.workflow import meetings, voting

pytestmark = pytest.mark.django_db


def built():
    here = Sitting()
    here.cases = [here.case(), here.case()]
    meeting = here.meeting(opened=True)
    for case in here.cases:
        item = here.item(meeting, case)
        here.vote(item, "denied", here.ivo, here.nell, here.ines, reason=f"Words about {case.reference}.")
        here.carry(item, reason=f"Reason about {case.reference}.")
        voting.note(item, discussion=f"Said about {case.reference}.", actor=here.maya, at=here.later())
    meetings.close_meeting(meeting, actor=here.odell, at=here.later())
    here.minutes = meetings.sign_minutes(meeting, actor=here.odell, at=here.later())
    here.later()
    return here


_world, here = shared(built)


def erased(here, *cases):
    for case in cases:
        empty(case.practitioner, here.harbor, actor=system("nightly", here.harbor), at=here.at)


def told(here) -> list[tuple]:
    cases = Minutes.objects.within(here.harbor).get(pk=here.minutes.pk).content["cases"]
    return [(bool(case["discussion"]), bool(case["reason"]), any(vote["reason"] for vote in case["votes"])) for case in cases]


def test_two_people_of_one_meeting_are_erased_in_one_night(here):
    assert told(here) == [(True, True, True), (True, True, True)]
    erased(here, here.cases[0])
    assert sorted(told(here)) == [(False, False, False), (True, True, True)]
    erased(here, here.cases[1])
    assert told(here) == [(False, False, False), (False, False, False)]
    assert not Vote.objects.within(here.harbor).exclude(reason="").exists()


def test_what_is_empty_already_is_emptied_again_at_the_same_instant(here):
    rows = Decision.objects.within(here.harbor).filter(application=here.cases[0])
    instants = []
    for _time in range(3):
        rows.erase(at=here.at, original={"erased": True})
        instants.append(rows.get().erased_at)
    assert instants[0] == here.at and instants == sorted(set(instants)), "each erasure is later than the one before"
    assert (instants[-1] - here.at).total_seconds() < 0.001
