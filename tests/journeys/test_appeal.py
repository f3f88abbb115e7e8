"""A denial appealed on the last day and on the day after; a termination appealed: overturned by somebody who took no part."""

from datetime import UTC, date, datetime, timedelta

import pytest

from network.dates import Day
from network.facts.standing import rows_of
from network.models import Grant
from network.queries.standing import needs
from network.standing import Use
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


def test_a_termination_noticed_appealed_and_overturned_without_a_back_dated_grant(begin, move_to, person):
    world = begin(DECIDED - timedelta(days=1))
    wren = worlds.active(world, world.harbor, worlds.therapist(world, "Wren Halloway"))
    move_to(DECIDED)
    maya = person(world.user(world.maya)).open("/harbor/standing/").follow("Wren Halloway").follow("Suspend, restrict or end")
    maya.choose("What", "Termination for cause").fill("Reasons", "Two sessions were billed that never were.").press("Record it")
    maya.sees("Proposed")
    ines = person(world.user(world.ines)).open("/harbor/actions/").follow("Wren Halloway")
    ines.day("First day", date(2027, 3, 10)).press("Give notice and send the letter").sees("Noticed", "Last day to appeal")
    drain()

    hers = person(world.user(world.herself(wren))).open("/me/").follow("Appeal: Termination for cause")
    hers.sees("Two sessions were billed that never were.")
    hers.fill("What do you disagree with, and why?", "Both took place; here are the notes of the days.").press("Send my appeal")
    hers.sees("Harbor EAP has your appeal.")

    move_to(datetime(2027, 3, 20, 18, tzinfo=UTC))
    maya.open("/harbor/appeals/").follow("Wren Halloway").pick("Thea Merrow, Clinical director").press("Name them").sees("Named.")
    thea = person(world.user(world.thea)).open("/harbor/appeals/").follow("Wren Halloway")
    thea.pick("It is undone").fill("Reasons", "The log shows both sessions.").press("Record what I say").sees("Overturned")
    rows = rows_of(wren.participation).known()
    asked = [need for need in needs(rows, world.harbor) if need.use == Use.SESSION]
    answers = [any(rows.clear(need, Day(date(2027, 3, day))).ok for need in asked) for day in (10, 11, 19, 20)]
    assert answers == [True, False, False, True], "the days between stay as they were"
    rows = Grant.objects.within(world.harbor).filter(participation=wren.participation, granted=True).order_by("pk")
    assert rows.last().first == date(2027, 3, 20), "never back-dated"
