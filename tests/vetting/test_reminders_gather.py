"""A ladder of reminders gathers everything open into one letter and one mail, and stops the moment the thing arrives."""

import pytest

from network.letters import page_values
from network.models import Letter, Message
from tests.shared import shared
from tests.vetting.story import Story
from vetting import nightly
from vetting.workflow import applying, checking

pytestmark = pytest.mark.django_db


_world, world = shared(Story)


def reminded(world, later):
    """After this night: how many mails went out in all, and what the newest letter still asks for."""
    nightly.remind_requests(on=world.day(-later), at=world.at(-later))
    mails = Message.objects.everywhere(reason="a test looks").filter(template="information_request").count()
    letter = Letter.objects.within(world.organization).filter(kind="reminder").order_by("pk").last()
    return mails, [item["question"] for item in page_values(letter)["items"]] if letter else []


def test_everything_open_in_one_message_and_nothing_of_what_arrived(world):
    file, due = world.checking(), world.day(-60)
    first = checking.request_information(file, message="Page two?", due_on=due, actor=world.tom, at=world.at(3))
    checking.request_information(file, message="Who knows you?", due_on=due, actor=world.tom, at=world.now)
    assert reminded(world, 3) == (0, [])
    assert reminded(world, 4) == (1, ["Page two?", "Who knows you?"])
    assert reminded(world, 6) == (1, ["Page two?", "Who knows you?"])
    assert reminded(world, 7) == (2, ["Page two?", "Who knows you?"])
    applying.answer(first, text="Here.", actor=file.herself, at=world.at(-8))
    assert reminded(world, 8) == reminded(world, 11) == (2, ["Page two?", "Who knows you?"])
    assert reminded(world, 14) == (3, ["Who knows you?"])
