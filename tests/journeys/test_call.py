"""A call to three names by the keyboard alone: nothing is asked but employer, number and support sought, and where."""

import pytest
from playwright.sync_api import expect

from network.care.models import Contact, Offer, Referral
from network.models import User
from tests.care.care_world import AT, CareWorld

pytestmark = pytest.mark.django_db(transaction=True)
KEYS_IN_NINETY_SECONDS = 90  # one a second, with a caller at the phone


@pytest.fixture
def world(demo, transactional_db, move_to):
    move_to(AT)
    world = CareWorld()
    world.yard = world.employer("Waddenhaven Shipyards", "The Yard")
    for name, place in (("Ada First", "60001"), ("Bea Second", "60002"), ("Cleo Third", "60003"), ("Yara Far", "60009")):
        world.therapist(name, at_place=place)
    return world


def test_a_call_to_three_names_is_typed_in_fewer_keys_than_ninety_seconds_hold(world, person):
    rosa = person(User.objects.get(pk=world.rosa.user_id))
    rosa.open("/harbor/intake/")
    keys = 0

    def types(text, *then):
        nonlocal keys
        rosa.page.keyboard.type(text)
        rosa.key(*then)
        keys += len(text) + len(then)

    expect(rosa.page.get_by_label("Employer", exact=True)).to_be_focused()
    types("yard", "Tab")
    types("a12345", "Tab")
    types("", "Tab")  # the employee calls
    expect(rosa.page.get_by_label("Support sought", exact=True)).to_be_focused()
    types("Couns", "Tab")
    types("cannot sleep", "Tab", "Tab")  # past the button, to where the caller is
    expect(rosa.page.get_by_label("Where the caller is")).to_be_focused()
    types("60001", "Tab")
    types("In p", "Shift+Tab")
    with rosa.page.expect_navigation():
        types("", "Enter")
    rosa.sees("3 counselors near Alder", "Covered.", "5 of 5 sessions left", "Ada First", "Bea Second", "Cleo Third").misses("Yara Far")
    assert keys <= KEYS_IN_NINETY_SECONDS
    contact = Contact.objects.within(world.harbor).get()
    assert (contact.outcome, contact.crisis) == ("covered", False)  # the Enter key never means a crisis
    # and on, still by keys: to all of them
    rosa.page.get_by_role("button", name="Offer to all of them").focus()
    with rosa.page.expect_navigation():
        rosa.key("Enter")
    rosa.sees("Offered. No name was given away.")
    assert Referral.objects.within(world.harbor).get().state == "offered"
    assert Offer.objects.within(world.harbor).filter(state="open").count() == 3


def test_the_crisis_button_is_reached_by_keys_from_a_half_filled_page(world, person):
    rosa = person(User.objects.get(pk=world.rosa.user_id))
    rosa.open("/harbor/intake/")
    rosa.page.keyboard.type("yar")
    rosa.key("Shift+Tab")
    expect(rosa.page.get_by_role("button", name="Crisis")).to_be_focused()
    with rosa.page.expect_navigation():
        rosa.key("Enter")
    rosa.sees("Somebody is in danger: stay on the line").follow("Back to the call")
    expect(rosa.page.get_by_label("Employer", exact=True)).to_have_value("Waddenhaven Shipyards")
    assert Contact.objects.within(world.harbor).get().crisis


def test_an_offer_is_answered_on_a_phone(world, person):
    ada = world.people["Ada First"]
    referral = world.refer(world.call(world.yard), ada)
    phone = person(User.objects.get(pk=ada.herself.user_id), width=390)
    phone.open("/me/referrals/").sees("1 referral waits for your answer").misses("Blue", "Waddenhaven")
    phone.follow("Counseling").misses("Blue", "Waddenhaven").press("Accept this client")
    phone.sees("Blue", "+1 555 0199").misses("Waddenhaven")
    referral.refresh_from_db()
    assert referral.state == "placed" and referral.authorization
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
