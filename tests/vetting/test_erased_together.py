"""Several erasures in one night, at one instant: two people of one meeting, and one person of two organizations."""

import pytest

from network import events
from network.access import system
from network.models import EventPayload
from network.workflow.emptying import empty
from tests.shared import shared
from tests.vetting.sitting import Sitting
from vetting.models import Decision, Minutes, Vote
from vetting.workflow import meetings, voting

pytestmark = pytest.mark.django_db
FIRST = "Read aloud before it was signed."


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
    here.minutes = meetings.sign_minutes(meeting, remark=FIRST, actor=here.odell, at=here.later())
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


def remarks(here) -> list[str]:
    return list(Minutes.objects.within(here.harbor).order_by("version").values_list("remark", flat=True))


def test_a_remark_beside_a_signature_goes_with_whom_it_is_about(here):
    """Of which it is said that it is about another file, or about the meeting itself and it names her nowhere, that stays."""
    mine, other = here.cases
    name = mine.practitioner.person
    said = [
        (mine.reference, "She moved to another town."), (other.reference, "The board closed it in 2021."),
        ("", "Ivo Saltmarsh came late."), ("", f"{name.family_name.upper()} was called second."), (None, "It was read twice."),
        ("", f"File {mine.reference} was called second."),
    ]
    for about, remark in said:
        meetings.correct_minutes(here.minutes.meeting, remark=remark, about=about, actor=here.odell, at=here.later())
    assert remarks(here) == [FIRST, *(remark for _about, remark in said)]
    erased(here, mine)
    assert remarks(here) == ["", "", "The board closed it in 2021.", "Ivo Saltmarsh came late.", "", "", ""]
    told = " ".join(str(values) for values in EventPayload.objects.values_list("values", flat=True))
    assert not any(remark in told for remark in (FIRST, *(remark for _about, remark in said))), "no event repeats it"
    assert events.verify(f"organization:{here.harbor.pk}") is None
    here.later()
    erased(here, other)
    assert remarks(here) == ["", "", "", "Ivo Saltmarsh came late.", "", "", ""]


def test_what_is_empty_already_is_emptied_again_at_the_same_instant(here):
    rows = Decision.objects.within(here.harbor).filter(application=here.cases[0])
    instants = []
    for _time in range(3):
        rows.erase(at=here.at, original={"erased": True})
        instants.append(rows.get().erased_at)
    assert instants[0] == here.at and instants == sorted(set(instants)), "each erasure is later than the one before"
    assert (instants[-1] - here.at).total_seconds() < 0.001
