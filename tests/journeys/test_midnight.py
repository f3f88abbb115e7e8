"""A license expires at midnight in its board's zone and she is gone, with every worker stopped."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests import world as worlds

pytestmark = pytest.mark.django_db(transaction=True)
LAST = date(2027, 3, 31)
DENVER = ZoneInfo("America/Denver")  # the board's; the organization's clock in Chicago is an hour ahead


def test_a_license_ends_at_midnight_where_its_board_is_and_no_worker_is_needed(begin, move_to, person):
    world = begin(datetime(2027, 1, 11, 18, tzinfo=DENVER))
    who = worlds.therapist(world, "Wren Halloway", title="US-CO:lcsw", license_expires=LAST, insurance_last=date(2027, 12, 31))
    worlds.active(world, world.harbor, who, places=("US-CO",))
    rosa = person(world.user(world.rosa))

    def offered() -> str:
        return rosa.open("/harbor/standing/").row("Wren Halloway")

    assert "yes" in offered()
    move_to(datetime(2027, 3, 31, 23, 30, tzinfo=DENVER))  # already 1 April in the organization's zone
    assert "yes" in offered()
    rosa.follow("Wren Halloway").sees("Yes. Wren Halloway is in good standing today, 1 Apr 2027.")
    move_to(datetime(2027, 4, 1, 0, 1, tzinfo=DENVER))
    assert "yes" not in offered() and "no" in offered()
    rosa.follow("Wren Halloway").sees("No. Wren Halloway is not in good standing today, 1 Apr 2027.")
    maya = person(world.user(world.maya)).open("/harbor/standing/")
    assert "ran through 31 Mar 2027" in maya.row("Wren Halloway")
    wren = person(world.user(who.herself), width=390).open("/me/")
    wren.sees("Your authority to practice ended after 31 Mar 2027.", "Approved, not available")
