"""Through the front door: by invitation with a passkey, with a code and no JavaScript, and back in after both are lost."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

from network import clock
from network.access import Role
from network.models import User
from tests.journeys.hand import PASSWORD, Hand
from tests.network import cast
from tests.network.front_door import admin, colleague_invited, link

pytestmark = pytest.mark.django_db(transaction=True)
JUNA = "juna@harbor.example"
KEY = {  # a key in the device itself, that asks for a finger and always gets one
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def harbor(settings, transactional_db):
    settings.DEMO, settings.STAFF_SECOND_FACTOR = False, True
    return cast.organization("harbor")


@pytest.fixture
def newcomer(harbor, live_server, browser):
    """Somebody with the link of her invitation, at a browser of her own: `newcomer(scripts=False)`."""
    windows = []

    def arrives(*, scripts=True):
        colleague_invited(harbor, admin(harbor), at=clock.now())
        window = browser.new_context(locale="en", java_script_enabled=scripts)
        windows.append(window)
        # by name, which a browser knows on any machine: a passkey is bound to a name and refuses a number
        hand = Hand(window.new_page(), live_server.url.replace("//127.0.0.1:", "//localhost:")).open(link(JUNA))
        hand.sees("To work at Harbor as: Verifier.").fill("Password", PASSWORD).fill("The password once more", PASSWORD)
        return hand.press("Make my account").sees("How you sign in")

    yield arrives
    for window in windows:
        window.close()


def code(secret):
    """The code the app shows now; one about to change is left to pass, so that it still counts when it arrives."""
    if (left := 30 - time.time() % 30) < 12:
        time.sleep(left + 0.1)
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_an_invited_colleague_sets_up_a_passkey_and_signs_in_with_it_alone(newcomer):
    hand = newcomer()
    device = hand.page.context.new_cdp_session(hand.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    hand.open("/harbor/queue/").sees("How you sign in")  # no page before the second step
    hand.follow("Passkey or security key")
    hand.page.get_by_role("main").get_by_role("checkbox").check()
    hand.press("Add passkey")
    hand.page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    assert Authenticator.objects.filter(user__email=JUNA, type="webauthn").count() == 1
    hand.open("/harbor/queue/").press("Sign out").open("/account/login/")
    hand.page.get_by_role("button", name="Sign in with a passkey").click()
    hand.page.wait_for_url("**/harbor/queue/")


def test_without_javascript_a_code_and_then_a_recovery_code_open_the_door(newcomer):
    hand = newcomer(scripts=False).follow("Authenticator app")
    secret = hand.page.locator("p.hash").inner_text().replace(" ", "")
    hand.fill("Code", code(secret)).press("Switch on").sees("Each code works once.")
    spare = hand.page.get_by_label("Unused codes").get_by_role("listitem").first.inner_text()
    hand.open("/harbor/queue/").press("Sign out").sign_in(JUNA).sees("One more step")
    hand.open("/harbor/queue/").sees("One more step")  # half signed in is not in
    hand.fill("Code", spare).press("Sign in").open("/harbor/queue/")
    assert hand.page.url.endswith("/harbor/queue/")


def test_who_lost_her_phone_is_let_back_in_by_two_colleagues(harbor, person, settings):
    cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)
    for by in (admin(harbor), cast.staff(harbor, "Maya Lindenwood", Role.NETWORK_MANAGER)):
        TOTP.activate(User.objects.get(pk=by.user_id), "JBSWY3DPEHPK3PXP")
    tom = User.objects.get(email="wetherby@harbor.example")
    TOTP.activate(tom, "GEZDGNBVGY3TQOJQ")
    hers = person(tom).sees("One more step").follow("I lost my phone or key")
    hers.fill("What happened? (optional)", "It fell into the harbor.").press("Ask them").sees("Harbor is asked")
    for name, done in (("birchwick", "Waiting for a second person"), ("lindenwood", "Done")):
        colleague = person(User.objects.get(email=f"{name}@harbor.example")).sees("One more step")
        colleague.fill("Code", code("JBSWY3DPEHPK3PXP")).press("Sign in")
        colleague.open("/harbor/recoveries/").follow("Tom Wetherby").sees("It fell into the harbor.")
        colleague.fill("How do you know?", "Called her on the number in her contract.").press("I spoke to them: it is them").sees(done)
    hers.sign_in(tom.email).sees("Beside your password you need something you have")
    assert not Authenticator.objects.filter(user=tom).exists()
