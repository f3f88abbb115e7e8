"""Members who voted are told that evidence came in afterwards, once a round and without detail; nothing goes out meanwhile."""

import pytest

from licensure.models import Verification
from network.events import record
from network.models import Message
from tests.shared import shared
from tests.vetting.sitting import WHY, Sitting
from tests.vetting.story import refused
from vetting import nightly
from vetting.terms import Terms
from vetting.workflow import interests, motions, voting
from vetting.workflow.telling import tell_voters

pytestmark = pytest.mark.django_db
SECRET = "A second reprimand, in 2021."


_here, here = shared(Sitting, "_here")


def voted_on(here):
    """A file on which Ivo, Nell and Ines voted while a question to the therapist was open."""
    case = here.case()
    voting.table(here.item(here.meeting(opened=True), case), reason="What else?", way="ask", actor=here.odell, at=here.later())
    found = here.item(here.meeting(opened=True), case)
    here.vote(found, "approved", here.ivo, here.nell, here.ines)
    return found


_item, item = shared(voted_on, "_item")


def told(here, template="voted_news"):
    return sorted(Message.objects.within(here.harbor).filter(template=template).values_list("address", flat=True))


def addresses(here, *members):
    return sorted(here.world.user(actor).email for actor in members)


def answered(here, item):
    here.world.file(item.application).reply(here.later(), SECRET)


def test_an_answer_after_the_vote_tells_each_voter_once_and_stops_the_letter(here, item):
    answered(here, item)
    assert told(here) == addresses(here, here.ivo, here.nell, here.ines)
    assert refused(here.carry, item) == ["new_evidence"]
    assert tell_voters(here.harbor, at=here.later()) == 3 and len(told(here)) == 3
    mail = Message.objects.within(here.harbor).filter(template="voted_news").first()
    assert item.application.reference in mail.body and SECRET not in mail.body
    assert item.application.practitioner.person.family_name not in mail.body


def test_before_any_vote_and_without_news_nobody_is_told(here):
    case = here.case()
    here.vote(here.item(here.meeting(opened=True), case), "approved", here.ivo)
    assert tell_voters(here.harbor, at=here.later()) == 0 and told(here) == []


def test_a_check_that_comes_in_is_told_by_the_night(here, item):
    check = Verification.objects.within(here.harbor).filter(file=item.application.reference, state="verified").first()
    record(check, "verification.flag", actor=here.tom, at=here.later())
    assert told(here) == []
    assert nightly.tell_voters(on=here.day(), at=here.later()) == 3
    assert told(here) == addresses(here, here.ivo, here.nell, here.ines)


def test_whoever_takes_no_part_by_now_is_not_told(here, item):
    interests.declare(item.application, reason=WHY, meeting=item.meeting, actor=here.nell, at=here.later())
    answered(here, item)
    assert told(here) == addresses(here, here.ivo, here.ines)


def test_a_new_round_asks_those_who_voted_to_vote_again(here, item):
    answered(here, item)
    voting.vote_again(item, actor=here.odell, at=here.later())
    assert told(here, "vote_again") == addresses(here, here.ivo, here.nell, here.ines)
    here.vote(item, "approved", here.ivo)
    motions.set_terms(item, Terms("Young.", here.day(-365)), actor=here.odell, at=here.later())
    assert len(told(here, "vote_again")) == 4
