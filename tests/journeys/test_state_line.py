"""Licensed in New Jersey alone, and the client is in New York, by video: she is not found there; what lets her across finds her.

By hand: Nell sits in Dover, New Jersey, and meets by video. Olive sits in Ohio and holds a Counseling Compact privilege for Indiana from
1 March 2026 on, which rests on her Ohio license through 31 May 2026. (New York is not in that compact, so nothing of it helps Nell.)

| where the caller is | Nell | Nell, licensed in New York too | Olive |
|---|---|---|---|
| 10001, New York | not licensed there | found | not licensed there |
| 07001, New Jersey | found | found | not licensed there |
| 46001, Indiana | not licensed there | not licensed there | found, until her Ohio license ends |
"""

from datetime import UTC, date, datetime

import pytest

from tests.care.care_world import AT
from tests.care.state_line import StateLineWorld

pytestmark = pytest.mark.django_db(transaction=True)
NEW_YORK, NEW_JERSEY, INDIANA = "10001", "07001", "46001"
OHIO_LAST = date(2026, 5, 31)
LAST_HOUR, ENDED = datetime(2026, 6, 1, 3, 30, tzinfo=UTC), datetime(2026, 6, 1, 4, 30, tzinfo=UTC)  # midnight there is 04:00


@pytest.fixture
def world(demo, transactional_db, move_to):
    move_to(AT)
    return StateLineWorld()


@pytest.fixture
def rosa(world, account, person):
    return person(account(world.rosa))


def asks(rosa, where) -> str:
    """A call by video from there: what intake reads."""
    rosa.open("/harbor/intake/").fill("Employer", "Waddenhaven Shipyards").fill("Employee number", "A12345")
    rosa.choose("Support sought", "Counseling").fill("Where the caller is (optional)", where).choose("How to meet", "By video")
    rosa.press("Who can help").sees("Covered.")
    return " ".join(rosa.text().split())


def found(said, name, standing_in):
    """She is on the list, and it says in which state she counts."""
    return name in said and f"In good standing in {standing_in}" in said


def not_licensed(said, name):
    """She is counted among those who are not licensed there, without a name."""
    return name not in said and "1 Not licensed where the caller is" in said


def test_she_is_offered_a_client_at_home_and_none_across_the_state_line(world, rosa, account, person):
    nell = person(account(world.people["Nell Jersey"].herself), width=390)
    said = asks(rosa, NEW_YORK)
    assert "Nobody fits this call yet" in said and not_licensed(said, "Nell Jersey")
    assert not [name for name in rosa.buttons() if name.startswith("Offer")]
    nell.open("/me/referrals/").misses("1 referral waits for your answer")
    assert found(asks(rosa, NEW_JERSEY), "Nell Jersey", "New Jersey")
    rosa.press("Offer to Nell").sees("Offered. No name was given away.")
    nell.open("/me/referrals/").sees("1 referral waits for your answer").follow("Counseling").press("Accept this client")


def test_a_second_license_finds_her_across_the_state_line(world, rosa, jobs):
    assert not_licensed(asks(rosa, NEW_YORK), "Nell Jersey")
    world.lets_across("Nell Jersey", "US-NY", license=(date(2026, 3, 1), date(2027, 2, 28)))
    jobs()
    assert found(asks(rosa, NEW_YORK), "Nell Jersey", "New York through 28 Feb 2027")
    assert found(asks(rosa, NEW_JERSEY), "Nell Jersey", "New Jersey")
    assert not_licensed(asks(rosa, INDIANA), "Nell Jersey")


def test_a_privilege_finds_her_in_its_own_state_as_long_as_her_home_license_lasts(world, rosa, jobs, move_to):
    world.therapist("Olive Ohio", licensed=("US-OH",), last=OHIO_LAST, at_place="43001", modes=("video",))
    said = asks(rosa, INDIANA)
    assert "Nobody fits this call yet" in said and "2 Not licensed where the caller is" in said
    world.lets_across(
        "Olive Ohio", "US-IN", license=(date(2020, 1, 1), OHIO_LAST), privilege=(date(2026, 3, 1), date(2027, 2, 28)),
    )
    jobs()
    assert found(asks(rosa, INDIANA), "Olive Ohio", "Indiana through 31 May 2026")
    assert "Olive Ohio" not in asks(rosa, NEW_YORK)
    move_to(LAST_HOUR)
    assert "Olive Ohio" in asks(rosa, INDIANA)
    move_to(ENDED)
    assert "Olive Ohio" not in asks(rosa, INDIANA)  # no job ran: the midnight of her own board did it
