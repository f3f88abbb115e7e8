"""A denial, an appeal on the last day, one on the day after, an overturn: by the therapist, a director and a third who took no part."""

from datetime import UTC, date, datetime, timedelta

import pytest

from network.models import Grant
from network.worker import drain
from tests import world as worlds
from vetting.models import Appeal

pytestmark = pytest.mark.django_db(transaction=True)
DECIDED = datetime(2027, 3, 1, 18, tzinfo=UTC)
LAST = date(2027, 3, 31)


def appeals(file) -> Appeal:
    return Appeal.objects.within(file.organization).get(participation=file.participation)


@pytest.fixture
def denied(begin, move_to):
    """Two therapists whose evidence is in order, denied for conduct by two people on one day; and the world they live in."""

    def two():
        world = begin(DECIDED - timedelta(days=1))
        files = []
        for name in ("Wren Halloway", "Juniper Vale"):
            files.append(worlds.in_review(world, world.harbor, worlds.therapist(world, name)))
        move_to(DECIDED)
        for row in files:
            file = world.file(row)
            file.propose(DECIDED, "denied", "Two complaints in one year.")
            file.deny(DECIDED, "Two complaints in one year, both upheld.", basis="quality")
        drain()
        return world, files

    return two


def test_on_the_last_day_the_day_after_and_an_overturn(denied, move_to, person):
    world, (wren, juniper) = denied()
    at = datetime(2027, 4, 1, 3, 30, tzinfo=UTC)  # still the last day where Harbor is, whatever day it is elsewhere
    move_to(at)
    hers = person(world.user(world.herself(wren))).open(f"/me/applications/{wren.reference}/")
    hers.follow("Appeal this decision").sees("Two complaints in one year, both upheld.", "Last day to appeal")
    hers.fill("What do you disagree with, and why?", "One of the two was about somebody else.").press("Send my appeal")
    hers.sees("Harbor EAP has your appeal.", "You hear by")
    assert appeals(wren).received_on == LAST == appeals(wren).until

    move_to(at + timedelta(hours=3))
    late = person(world.user(world.herself(juniper))).open(f"/me/applications/{juniper.reference}/")
    late.follow("Your right to appeal").sees("The last day to appeal was", "may extend the time")
    assert "Send my appeal" not in late.buttons()
    assert appeals(juniper).state == "open"

    maya = person(world.user(world.maya)).open("/harbor/appeals/").follow("Wren Halloway")
    maya.sees("One of the two was about somebody else.", "Took part, and cannot be named:")
    maya.pick("Thea Merrow, Clinical director").press("Name them").sees("Named.")
    ines = person(world.user(world.ines)).open(f"/harbor/appeals/{appeals(wren).pk}/")
    ines.sees("You took part in the decision.")
    assert "Record what I say" not in ines.buttons()

    thea = person(world.user(world.thea)).open(f"/harbor/appeals/{appeals(wren).pk}/")
    thea.pick("It is undone").fill("Reasons", "The second complaint was about another therapist.").press("Record what I say")
    thea.sees("What became of it", "Overturned")
    rows = Grant.objects.within(world.harbor).filter(participation=wren.participation).order_by("pk")
    assert [(row.granted, row.first) for row in rows] == [(False, date(2027, 3, 1)), (True, date(2027, 4, 1))], "never back-dated"
    drain()
    hers.open(f"/me/appeals/{appeals(wren).pk}/").sees("The second complaint was about another therapist.", "Overturned")
    hers.open("/me/letters/").sees("What became of your appeal to Harbor EAP")
