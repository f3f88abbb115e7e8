"""A hold opens, moves and is lifted; a license ends while nothing runs; a date is corrected: what follows on the side of referrals."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from network.care import nightly
from network.care.jobs import follow_standing
from network.care.matching import Wish
from network.care.models import Offer
from network.care.queries.shortlist import found
from network.care.workflow import answering
from network.dates import Span
from network.models import Cover, Event, Job, Message, Task
from network.standing import Basis
from network.transitions import Refused
from network.workflow import standing
from tests.care.care_world import AT, BOARD, DAY, TODAY, CareWorld

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
D = TODAY + 5 * DAY


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file; each test acts in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = CareWorld()
        world.yard = world.employer()
        world.ada, world.bea = world.therapist("Ada First"), world.therapist("Bea Second")
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db):
    """Ada has a running client and an offer that waits; Bea is next in line for it."""
    for row in (_world.ada, _world.bea):
        row.refresh_from_db()
    _world.running = _world.refer(_world.call(_world.yard, number="B00002"), _world.ada)
    answering.accept(offer=_world.offer(_world.running, _world.ada), actor=_world.ada.herself, at=AT)
    _world.offered = _world.refer(_world.call(_world.yard), _world.ada, _world.bea)
    return _world


def listed(world, at=AT):
    wish = Wish("counseling", "US-IL", (41.0, -89.0), at, at.date(), mode="in_person")
    return {candidate.key for candidate in found(world.harbor, wish)}


def states(referral):
    referral.refresh_from_db()
    offers = Offer.objects.within(referral.organization).filter(referral=referral).order_by("position")
    return referral.state, [offer.state for offer in offers]


def tasks(world):
    return list(Task.objects.within(world.harbor).open().filter(kind__startswith="referral:").order_by("pk").values_list("kind", flat=True))


def accepting(world, at):
    """Ada says yes to what she still sees; the codes of why not."""
    with pytest.raises(Refused) as why, transaction.atomic():
        answering.accept(offer=world.offer(world.offered, world.ada), actor=world.ada.herself, at=at)
    return why.value.codes


def worker(world, row, at, monkeypatch):
    """The job that the news asked for, run at this moment."""
    assert Job.objects.filter(name="care.follow_standing").exists()
    monkeypatch.setattr("network.clock.now", lambda: at)
    follow_standing(participation_id=row.pk, practitioner_id=row.practitioner_id, organization_id=world.harbor.pk)


def test_a_hold_stops_listing_and_acceptance_at_once_with_every_worker_stopped(world):
    assert listed(world) == {world.ada.pk, world.bea.pk}
    world.hold(world.ada)
    assert listed(world) == {world.bea.pk}
    assert accepting(world, AT) == ["not_available"]
    assert states(world.offered) == ("offered", ["open", "waiting"]) and tasks(world) == []  # no job ran


def test_within_the_minute_a_worker_takes_the_offer_to_the_next_and_makes_the_client_a_task(world, monkeypatch):
    world.hold(world.ada, "summary_suspension")
    worker(world, world.ada, AT + MINUTE, monkeypatch)
    assert states(world.offered) == ("offered", ["withdrawn", "open"])
    assert states(world.running)[0] == "placed" and tasks(world) == ["referral:continuity"]
    told = Message.objects.within(world.harbor).filter(template="referral_gone").values_list("recipient", flat=True)
    assert list(told) == [world.ada.herself.user_id]
    before = Event.objects.count()
    worker(world, world.ada, AT + MINUTE, monkeypatch)  # twice changes nothing
    assert Event.objects.count() == before and tasks(world) == ["referral:continuity"]


def test_where_nobody_else_is_clear_a_person_of_intake_is_asked(world, monkeypatch):
    world.hold(world.bea)
    world.hold(world.ada)
    worker(world, world.ada, AT + MINUTE, monkeypatch)
    assert states(world.offered) == ("unplaced", ["withdrawn", "withdrawn"])
    assert sorted(tasks(world)) == ["referral:continuity", "referral:unplaced"]


@pytest.mark.parametrize("days, still", [(-1, True), (0, False), (1, False)])
def test_a_hold_of_a_day_to_come_stops_on_that_day_by_the_clock_alone(world, days, still):
    world.hold(world.ada, first=D)
    at = AT + 5 * DAY + days * DAY
    assert (world.ada.pk in listed(world, at)) == still
    nightly.follow_everybody(on=at.date(), at=at)
    assert ("referral:continuity" in tasks(world)) == (not still)


def test_moved_to_today_it_stops_today_and_moved_on_she_is_listed_again(world, monkeypatch):
    hold = world.hold(world.ada, first=D)
    assert world.ada.pk in listed(world)
    zone = world.harbor.zone
    today = standing.correct_hold(hold=hold, span=Span(TODAY, None, zone), reason="Read again.", actor=world.maya, at=AT + HOUR)
    assert world.ada.pk not in listed(world, AT + HOUR)
    worker(world, world.ada, AT + HOUR, monkeypatch)
    assert tasks(world) == ["referral:continuity"]
    standing.correct_hold(hold=today, span=Span(D, None, zone), reason="It was the first date.", actor=world.maya, at=AT + 2 * HOUR)
    assert world.ada.pk in listed(world, AT + 2 * HOUR) and world.ada.pk not in listed(world, AT + 5 * DAY)
    worker(world, world.ada, AT + 2 * HOUR, monkeypatch)
    assert tasks(world) == []


@pytest.mark.parametrize("how", ["void", "end"])
def test_lifted_she_is_listed_at_once_and_the_task_settles_itself(world, monkeypatch, how):
    hold = world.hold(world.ada, first=TODAY - DAY)
    worker(world, world.ada, AT + MINUTE, monkeypatch)
    assert tasks(world) == ["referral:continuity"]
    given = {"hold": hold, "reason": "Not hers.", "actor": world.maya, "at": AT + HOUR}
    standing.void_hold(**given) if how == "void" else standing.end_hold(last=TODAY - DAY, **given)
    assert listed(world, AT + HOUR) == {world.ada.pk, world.bea.pk}
    worker(world, world.ada, AT + HOUR, monkeypatch)
    assert tasks(world) == [] and states(world.running)[0] == "placed"
    assert states(world.offered) == ("offered", ["withdrawn", "open"])  # Bea was asked meanwhile; nobody takes it from her
    row = Task.objects.within(world.harbor).get(kind="referral:continuity")
    assert row.done_at == AT + HOUR and row.done_by_id is None


def test_an_expiry_stops_listing_and_acceptance_with_every_worker_stopped_and_a_corrected_date_undoes_it(world, monkeypatch):
    cover = Cover.objects.within(world.harbor).current().get(participation=world.ada, kind="authority")
    misread = Basis("license:1:US-IL", Span(date(2020, 1, 1), TODAY, BOARD))
    cover = standing.correct_cover(cover=cover, bases=(misread,), reason="As I read it.", actor=world.maya, at=AT)
    midnight = AT.replace(hour=6, minute=0) + DAY  # of the board, in winter
    assert world.ada.pk in listed(world, midnight - timedelta(seconds=1))
    jobs = Job.objects.count()
    assert world.ada.pk not in listed(world, midnight)
    assert accepting(world, midnight) == ["not_available"]
    assert Job.objects.count() == jobs and tasks(world) == [] and states(world.offered) == ("offered", ["open", "waiting"])
    assert nightly.follow_everybody(on=midnight.date(), at=midnight) == 2  # when one runs
    assert states(world.offered) == ("offered", ["withdrawn", "open"]) and tasks(world) == ["referral:continuity"]
    right = Basis("license:1:US-IL", Span(date(2020, 1, 1), date(2027, 6, 30), BOARD))
    standing.correct_cover(cover=cover, bases=(right,), reason="The board says so.", actor=world.maya, at=midnight + HOUR)
    assert world.ada.pk in listed(world, midnight + HOUR)
    worker(world, world.ada, midnight + HOUR, monkeypatch)
    assert tasks(world) == []
