"""The two or three of a call: the database gives what the pure order gives, and follows standing in the same transaction."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from network.care.matching import Against, Wish
from network.care.models import Match
from network.care.queries import shortlist as reading
from network.care.queries.shortlist import found, shortlist
from network.care.workflow import availability
from network.workflow import standing
from tests.care.care_world import AT, DAY, TODAY, CareWorld
from tests.network.cast import organization

pytestmark = pytest.mark.django_db
ALDER = (41.0, -89.0)
WISH = Wish("counseling", "US-IL", ALDER, AT + timedelta(hours=1), TODAY, mode="in_person")
VIDEO = replace(WISH, mode="video")


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file; each test acts in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield CareWorld()
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db):
    _world.people.clear()
    return _world


def names(world, wish=WISH):
    return [shown.name for shown in shortlist(world.harbor, wish).shown]


def others(world, wish=WISH):
    return dict(shortlist(world.harbor, wish).others)


def test_the_nearer_comes_first_and_beyond_the_radius_nobody(world):
    world.therapist("Yara Far", at_place="60009")
    world.therapist("Cleo Third", at_place="60003")
    world.therapist("Bea Second", at_place="60002")
    world.therapist("Ada First")
    assert names(world) == ["Ada First", "Bea Second", "Cleo Third"]
    assert others(world) == {Against.DISTANCE: 1}
    # a tenth of a degree is 11.1195 km, two are 22.239
    assert names(world, replace(WISH, max_km=22)) == ["Ada First", "Bea Second"]
    assert names(world, replace(WISH, max_km=23)) == ["Ada First", "Bea Second", "Cleo Third"]
    wider = shortlist(world.harbor, replace(WISH, max_km=22)).widening
    assert [(reason, count) for reason, _wish, count in wider] == [(Against.DISTANCE, 1), (Against.MODE, 2)]


def test_a_license_that_expires_at_midnight_ends_her_listing_then_with_no_job(world):
    world.therapist("Ada First", last=date(2026, 3, 10))
    last_second = datetime(2026, 3, 11, 4, 59, 59, tzinfo=UTC)  # 23:59:59 in Chicago
    assert names(world, replace(WISH, at=last_second)) == ["Ada First"]
    assert names(world, replace(WISH, at=last_second + timedelta(seconds=1))) == []


def test_a_hold_stops_in_its_own_transaction_and_what_ends_comes_back(world):
    row = world.therapist("Ada First")
    hold = world.hold(row)
    assert names(world) == [] and others(world) == {Against.NOT_AVAILABLE: 1}
    standing.end_hold(hold=hold, last=TODAY, reason="cleared", actor=world.maya, at=AT + timedelta(minutes=5))
    assert names(world) == []
    assert names(world, replace(WISH, at=AT + DAY, on=TODAY + DAY)) == ["Ada First"]


def test_by_video_the_license_is_judged_where_the_client_is(world):
    """License only in New Jersey, client in New York."""
    world.therapist("Nell Jersey", licensed=("US-NJ",), at_place="07001")
    new_york = replace(VIDEO, jurisdiction="US-NY", point=(40.8, -73.9))
    assert names(world, new_york) == [] and others(world, new_york) == {Against.NOT_LICENSED: 1}
    assert names(world, replace(new_york, jurisdiction="US-NJ")) == ["Nell Jersey"]
    # in person she receives in New Jersey: 8.4 km from the client's door
    assert names(world, replace(new_york, mode="in_person")) == ["Nell Jersey"]


@pytest.mark.parametrize(
    "change, wish, reason",
    [
        ({"languages": ("nl",)}, {"language": "en"}, Against.LANGUAGE),
        ({"gender": "man"}, {"gender": "woman"}, Against.GENDER),
        ({"hours": ("morning",)}, {"hours": "evening"}, Against.HOURS),
        ({"modes": ("video",)}, {}, Against.MODE),
        ({"taking": False}, {}, Against.NO_ROOM),
    ],
)
def test_each_wish_leaves_out_who_does_not_fit_and_says_why(world, change, wish, reason):
    row = world.therapist("Ada First")
    assert names(world, replace(WISH, **wish)) == (["Ada First"] if "gender" not in wish else [])
    world.say(row, **change)
    assert names(world, replace(WISH, **wish)) == []
    assert others(world, replace(WISH, **wish)) == {reason: 1}


def test_days_away_end_by_themselves(world):
    said = availability.availability_of(world.therapist("Ada First"))
    availability.go_away(availability=said, first=TODAY, last=TODAY + DAY, actor=world.people["Ada First"].herself, at=AT)
    listed = [names(world, replace(WISH, on=TODAY + DAY * ahead, at=AT + DAY * ahead)) for ahead in (0, 1, 2)]
    assert listed == [[], [], ["Ada First"]]


def test_what_was_confirmed_a_month_ago_ranks_lower_and_one_tap_mends_it(world):
    near = world.therapist("Ada First")
    far = world.therapist("Bea Second", at_place="60002")
    later = AT + DAY * 32
    availability.confirm(availability=availability.availability_of(far), actor=far.herself, at=later)
    wish = replace(WISH, at=later, on=TODAY + DAY * 32)
    assert names(world, wish) == ["Bea Second", "Ada First"]
    assert [shown.stale for shown in shortlist(world.harbor, wish).shown] == [False, True]
    availability.confirm(availability=availability.availability_of(near), actor=near.herself, at=later)
    assert names(world, wish) == ["Ada First", "Bea Second"]


def test_among_equals_whoever_has_fewest_clients_comes_first(world):
    world.therapist("Ada First")
    world.therapist("Bea Second")
    Match.objects.within(world.harbor).filter(participation=world.people["Ada First"]).update(load=1)
    assert names(world) == ["Bea Second", "Ada First"]


def test_a_row_derived_anew_while_somebody_searches_is_left_out_and_breaks_nothing(world, monkeypatch):
    world.therapist("Ada First")
    bea = world.therapist("Bea Second", at_place="60002")
    in_time = reading.current_rows

    def too_late(organization, participations):
        Match.objects.within(world.harbor).filter(participation=bea).delete()
        return in_time(organization, participations)

    monkeypatch.setattr(reading, "current_rows", too_late)
    assert names(world) == ["Ada First"]


def test_another_organization_finds_nobody_of_ours(world):
    world.therapist("Ada First")
    assert found(organization("summit"), WISH) == ()
