"""A re-vetting in the browser, decided on day 0, on day 30 and too late on day 31; every day and answer written out.

Approved on 31 March 2027, due on 31 March 2030: the re-vetting opens by itself on 1 December 2029, the therapist says on her telephone
what has changed, and a director decides. No offers from 1 April on; sessions of running authorizations count through 30 April.
"""

from datetime import date

import pytest
from playwright.sync_api import expect

from licensure.demo import exclusions
from tests.vetting.renewal_world import NIGHTS, OPENED, Years, noon

pytestmark = pytest.mark.django_db(transaction=True)
SIGNED = date(2030, 3, 30)


def clear(maya, on: date) -> tuple[bool, bool]:
    """Whether clients are offered and sessions count on a day, in person, by the page of her standing."""
    maya.day("On which day", on).no_day("As known at the end of").press("Answer")
    cells = maya.page.get_by_role("row").filter(has_text="In person").first.get_by_role("cell").all_inner_texts()
    return "yes" in cells[0], "yes" in cells[1]


@pytest.fixture
def years(demo, transactional_db, person):
    """Harbor when the re-vetting has opened by itself; she has signed it on her telephone, and it waits for a decision."""
    years = Years()
    years.night(OPENED)
    wren = person(years.world.user(years.who.herself), width=390)
    years.night(SIGNED)
    wren.open("/me/").sees("One thing to do: renew your place at Harbor EAP by 31 Mar.").follow("Say what has changed")
    wren.press("I have read my rights, go on").sees("What has changed?", "due by 31 Mar 2030", "Still right?")
    for asked_once in ("Work history", "Education", "References"):
        expect(wren.page.get_by_role("heading", name=asked_once)).to_have_count(0)
    wren.press("Still right Liability insurance").press("Nothing has changed in the rest").misses("Still right?")
    wren.follow("What they will see").press("I agree to share this with Harbor EAP")
    wren.follow("Check, sign and send").follow("All of it is right, go on to sign")
    if "Show that it is you" in wren.text():
        wren.prove()
    wren.fill("Type your full name", "Wren Halloway").pick("I have read the statement above, and it is true.")
    wren.press("Sign and send to Harbor EAP").sees("Harbor EAP has your application")
    exclusions.publish(at=noon(SIGNED))
    file = years.file()
    file.begin(noon(SIGNED)), file.verify(noon(SIGNED)), file.refer(noon(SIGNED))
    return years


def decide(years, person, day):
    """A director at the decision of the re-vetting on a day."""
    years.night(day, *NIGHTS[2:])
    return person(years.world.user(years.world.ines)).open(f"/harbor/applications/{years.newest().reference}/decision/")


def standing(years, person):
    """The manager at the page of her standing."""
    return person(years.world.user(years.world.maya)).open("/harbor/standing/").follow("Wren Halloway")


def test_on_day_0_it_is_in_time(years, person):
    ines = decide(years, person, date(2030, 3, 31))
    ines.press("Approve").sees("What was decided", "31 Mar 2033").misses("past due")
    maya = standing(years, person)
    assert [clear(maya, date(*day)) for day in ((2030, 3, 31), (2030, 4, 1), (2033, 3, 31))] == [(True, True)] * 3
    assert clear(maya, date(2033, 4, 1)) == (False, True)


def test_on_day_30_it_is_late_and_begins_on_its_own_day(years, person):
    ines = decide(years, person, date(2030, 4, 30))
    ines.sees("Vetting past due since 31 Mar 2030, accepted until 30 Apr 2030")
    ines.press("Approve").sees("What was decided", "30 days past due", "30 Apr 2033")
    maya = standing(years, person)
    for day in ((2030, 4, 1), (2030, 4, 29)):
        assert clear(maya, date(*day)) == (False, True), "nobody was offered, what was authorized counts"
    assert [clear(maya, date(*day)) for day in ((2030, 3, 31), (2030, 4, 30), (2030, 5, 1))] == [(True, True)] * 3


def test_on_day_31_it_is_a_first_application_again(years, person):
    ines = decide(years, person, date(2030, 5, 1))
    ines.sees("The vetting was due on 31 Mar 2030, and a late one is accepted until 30 Apr 2030.")
    years.night(date(2030, 5, 1))
    maya = standing(years, person)
    assert [clear(maya, date(*day)) for day in ((2030, 4, 30), (2030, 5, 1))] == [(False, True), (False, False)]
    wren = person(years.world.user(years.who.herself), width=390).open("/me/")
    wren.sees("Vetting past due").follow("Go on with").press("I have read my rights, go on")
    wren.sees("Join the Harbor EAP network", "Work history", "Education")
    maya.open("/harbor/queue/?view=closed").sees("HB-0002")
