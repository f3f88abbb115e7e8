"""A hold from D, moved to D+2, ended; and in another world voided: every answer follows, forwards and backwards."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import world as worlds

pytestmark = pytest.mark.django_db(transaction=True)
D = date(2027, 2, 10)
BEGUN, NOW = datetime(2027, 1, 4, 18, tzinfo=UTC), datetime(2027, 3, 1, 18, tzinfo=UTC)


@pytest.fixture
def maya(begin, move_to, person):
    """Maya on the page of a therapist in good standing, seven weeks later, with a complaint that began on D."""
    world = begin(BEGUN)
    worlds.active(world, world.harbor, worlds.therapist(world, "Wren Halloway", insurance_last=date(2027, 12, 31)))
    move_to(NOW)
    maya = person(world.user(world.maya)).open("/harbor/standing/").follow("Wren Halloway")
    maya.page.get_by_text("Open a hold", exact=True).click()
    maya.choose("Reason", "Complaint").day("From", D).fill("What happened", "A client's family wrote to us.")
    return maya.press("Open the hold").sees("The hold is open.")


def held(maya, first: date, last: date) -> list[date]:
    """The days of a stretch on which the page says no."""
    found = []
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        maya.day("On which day", on).press("Answer")
        answer = maya.text()
        assert ("Yes. Wren Halloway was in good standing" in answer) != ("No. Wren Halloway was not in good standing" in answer)
        if "No. Wren" in answer:
            found.append(on)
    return found


def test_a_hold_is_moved_and_ended_and_the_days_between_change_alone(maya):
    assert held(maya, D - timedelta(1), D + timedelta(3)) == [D + timedelta(n) for n in range(4)]
    maya.follow("Correct the days").day("From", D + timedelta(2)).fill("Why it is corrected", "The letter is of the 12th.")
    maya.press("Correct the days").sees("The hold is revised. Every answer moves by itself.")
    assert held(maya, D - timedelta(1), D + timedelta(3)) == [D + timedelta(2), D + timedelta(3)]
    maya.follow("End", exact=True).day("Last day that is held", D + timedelta(4)).fill("On what evidence", "It was withdrawn.")
    maya.press("End the hold")
    assert held(maya, D + timedelta(1), D + timedelta(6)) == [D + timedelta(2), D + timedelta(3), D + timedelta(4)]
    maya.day("On which day", D).day("As known at the end of", D).press("Answer")
    maya.sees("Yes. Wren Halloway was in good standing on 10 Feb 2027.", "By what was known at the end of 10 Feb 2027.")


def test_a_voided_hold_never_was_and_stays_readable(maya):
    maya.follow("Void", exact=True).fill("Why it never was", "It was about somebody else.").press("Void the hold")
    assert held(maya, D, D + timedelta(2)) == []
    maya.page.get_by_text("Every revision, in the order it became known").click()
    maya.sees("never was", "It was about somebody else.", "A client's family wrote to us.")
