"""A bank account changed by a stolen mailbox: whoever reads her mail gets in and asks for another account, and no money goes there.

By hand: on Monday 2 November 2026 at noon in New York the thief asks for •••• 4321 instead of •••• 6789.

| when | what | paid on |
|---|---|---|
| Mon 12:00 | asked for; both addresses she had are told | nothing: payments wait |
| Mon 12:00 | finance calls the number it knew; she knows of nothing; refused | •••• 6789 again |
| and in another world | a colleague is talked into confirming it, Mon 12:00 | nothing, until Wed 12:00 |
| Wed 11:59 | the wait is not over | nothing |
| Wed 11:59 | she read that it was confirmed and calls: the change is stopped | •••• 6789 again, also on Wed 13:00 |
"""

from datetime import timedelta

import pytest

from network.events import timeline
from network.models import Message, User
from payments.facts.accounts import paid_on
from payments.models import BankAccount
from payments.workflow import accounts, payees
from tests.journeys.hand import Hand
from tests.network.front_door import link
from tests.payments.house import NOON, House

pytestmark = pytest.mark.django_db(transaction=True)
HERS, THIEFS = "123456789", "987654321"
ROUTING = "021000021"
MAILBOX, WORK = "wren@home.example", "wren@practice.example"
CHOSEN = "a password of the thief 99"


@pytest.fixture
def house(demo, transactional_db, move_to):
    """Wren is paid on •••• 6789 since a month; she has an address of the practice, too."""
    move_to(NOON)
    house = House()
    User.objects.filter(pk=house.herself.user_id).update(email=MAILBOX)
    house.practitioner.email = WORK
    house.practitioner.save()
    house.payee = payees.create_payee(
        organization=house.organization, name="Wren Halloway", participation=house.participation, actor=house.herself, at=house.at(-30)
    )
    payees.change_payee(house.payee, tax_form_on=house.day(-29), actor=house.priya, at=house.at(-29))
    account = accounts.request(
        house.payee, holder="Wren Halloway", number=HERS, routing=ROUTING, participation=house.participation,
        reauthenticated_at=house.at(-30), actor=house.herself, at=house.at(-30),
    )
    accounts.confirm(account, called="+1 555 0100", note="She read it out.", actor=house.priya, at=house.at(-29))
    return house


@pytest.fixture
def thief(house, live_server, browser):
    """At a window of her own, with nothing but the mailbox: signed in by the link that was mailed, and the account asked for."""
    window = browser.new_context(viewport={"width": 390, "height": 800}, locale="en")
    thief = Hand(window.new_page(), live_server.url)
    thief.open("/account/password/reset/").fill("E-mail address", MAILBOX).press("Send the link")
    thief.open(link(MAILBOX)).fill("New password", CHOSEN).fill("The new password once more", CHOSEN).press("Save password")
    thief.sign_in(MAILBOX, CHOSEN)
    thief.open("/me/money/account/harbor/").sees("Paid on •••• 6789.").follow("Show that it is you").prove(CHOSEN)
    thief.fill("Name of the holder", "Wren Halloway").fill("Routing number", ROUTING).fill("Account number", THIEFS)
    thief.choose("Kind of account", "Checking account")
    thief.press("Ask for this account").sees("Your earlier addresses are told", "•••• 4321", "payments wait").misses(THIEFS)
    yield thief
    window.close()


def told(template):
    rows = Message.objects.everywhere(reason="a test reads the outbox").filter(template=template, created_at__gte=NOON)
    return sorted(rows.values_list("address", flat=True))


def pays(house, at):
    account = paid_on(house.payee, at=at, on=house.day()).account
    return account.masked if account else "nothing"


def test_it_is_told_to_both_addresses_and_refused_on_the_call(house, thief, person):
    assert told("account_asked") == [MAILBOX, WORK]
    assert pays(house, NOON) == "nothing"
    priya = person(User.objects.get(pk=house.priya.user_id))
    priya.open("/harbor/money/").sees("Changed accounts", "1 to confirm").follow("Changed accounts").follow("Wren Halloway")
    priya.sees("payments wait until a second person has confirmed it", "•••• 4321", "•••• 6789").misses(THIEFS, HERS)
    asked = priya.page.get_by_role("region", name="•••• 4321")
    priya.press("Show the whole number", within=asked).sees("9876 5432 1", "That is on record.")
    asked = priya.page.get_by_role("region", name="•••• 4321")
    priya.press("Confirm the account", within=asked).sees("Fill this in.")  # without a call there is no confirming
    asked = priya.page.get_by_role("region", name="•••• 4321")
    priya.fill("Reason", "Called +1 555 0100: she knows nothing of it.", within=asked).press("Refuse it", within=asked)
    priya.sees("Paid on •••• 6789.")
    refused = BankAccount.objects.within(house.organization).get(state="refused")
    seen = [event.action for event in timeline(refused.payee)]
    assert (refused.masked, seen.count("account.seen"), pays(house, NOON)) == ("•••• 4321", 1, "•••• 6789")
    assert told("account_refused") == [MAILBOX, WORK]
    thief.open("/me/money/account/harbor/").sees("Paid on •••• 6789.", "she knows nothing of it").misses(HERS)


def test_talked_into_it_nothing_is_paid_there_before_the_hours_are_over(house, thief, person, move_to):
    ben = person(User.objects.get(pk=house.ben.user_id))
    ben.open("/harbor/money/payees/").follow("Wren Halloway")
    asked = ben.page.get_by_role("region", name="•••• 4321")
    ben.fill("Number you called", "+1 555 0199", within=asked).fill("What was said", "It is right, he said.", within=asked)
    ben.press("Confirm the account", within=asked).sees("payments wait until")
    assert told("account_confirmed") == [MAILBOX, WORK]
    last_minute = NOON + timedelta(hours=47, minutes=59)
    assert [pays(house, at) for at in (NOON, last_minute, NOON + timedelta(hours=49))] == ["nothing", "nothing", "•••• 4321"]
    move_to(last_minute)
    ben.open("/harbor/money/payees/").follow("Wren Halloway").sees("payments wait until", "The new bank account is still waiting.")
    asked = ben.page.get_by_role("region", name="•••• 4321")
    ben.fill("Reason", "She rang: nobody had called her.", within=asked).press("Refuse it", within=asked).sees("Paid on •••• 6789.")
    assert [pays(house, at) for at in (last_minute, NOON + timedelta(hours=49))] == ["•••• 6789", "•••• 6789"]
    assert told("account_refused") == [MAILBOX, WORK]
