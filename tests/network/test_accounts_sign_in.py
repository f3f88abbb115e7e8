"""Signing in: nothing tells strangers who has an account, guesses are slowed, changes are told, choices follow the account."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network import clock
from network.access import Role
from network.checks import named_functions_import
from network.events import timeline
from network.models import Membership, User
from network.workflow import accounts
from tests.network import cast
from tests.network.front_door import AT, BACKEND, PASSWORD, admin, colleague_invited, link, mails, sign_in, token

pytestmark = pytest.mark.django_db
TOM, NOBODY = "wetherby@harbor.example", "nobody@harbor.example"
NEW = "three unrelated words"


@pytest.fixture(autouse=True)
def fresh_limits(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"}}
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def tom(harbor):
    cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)
    user = User.objects.get(email=TOM)
    user.set_password(PASSWORD)
    user.save()
    return user


def plain(answer):
    """The body without what is new in every answer."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return re.sub(r"[\w.]+@harbor\.example", "", body)


def prove(client):
    """Sign in, and show once more that it is her."""
    client.post("/account/login/", {"login": TOM, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def enter(client, user):
    client.force_login(user, backend=BACKEND)
    return client


# ── Who has an account ───────────────────────────────────────────────────────


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, tom):
    wrong = client.post("/account/login/", {"login": TOM, "password": "not this one"})
    unknown = client.post("/account/login/", {"login": NOBODY, "password": "not this one"})
    assert wrong.status_code == unknown.status_code
    assert plain(wrong) == plain(unknown)


def test_asking_for_a_password_gets_the_same_answer_for_anybody(client, tom):
    known = client.post("/account/password/reset/", {"email": TOM})
    unknown = client.post("/account/password/reset/", {"email": NOBODY})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [mail.template for mail in mails()] == ["password_reset", "unknown_account"]


def test_nobody_signs_up_by_herself(client):
    assert client.post("/account/signup/", {"email": NOBODY, "password1": NEW, "password2": NEW}).status_code == 200
    assert not User.objects.filter(email=NOBODY).exists()


def test_the_reset_goes_to_the_stored_address_with_a_link_of_ours_only(client, tom, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://good.example", ["testserver", "evil.example"]
    client.post("/account/password/reset/", {"email": "Wetherby@HARBOR.example"}, headers={"host": "evil.example"})
    mail = mails()[0]
    assert mail.address == TOM and mail.recipient == tom
    assert "https://good.example/account/password/reset/key/" in mail.body and "evil.example" not in mail.body


def test_a_reset_link_works_once_and_signs_nobody_in(client, tom):
    client.post("/account/password/reset/", {"email": TOM})
    form = client.get(link(TOM), follow=True)
    where = form.redirect_chain[-1][0]
    assert client.post(where, {"password1": NEW, "password2": NEW}).status_code == 302
    tom.refresh_from_db()
    assert tom.check_password(NEW) and "_auth_user_id" not in client.session
    assert mails(TOM)[-1].template == "account_changed"
    used = mails(TOM)[0].context["url"].split("://", 1)[1].partition("/")[2]
    assert 'name="password1"' not in client.get("/" + used, follow=True).content.decode()


# ── Guessing ─────────────────────────────────────────────────────────────────


def test_guessing_passwords_is_stopped_after_five_also_with_the_right_one(client, tom):
    for _ in range(5):
        client.post("/account/login/", {"login": TOM, "password": "not this one"})
    answer = client.post("/account/login/", {"login": TOM, "password": PASSWORD})
    assert answer.status_code in (200, 429) and "_auth_user_id" not in client.session


def test_too_many_tries_get_our_page_in_the_readers_language(client, tom, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post("/account/login/", {"login": TOM, "password": "x"})
    answer = client.post("/account/login/", {"login": TOM, "password": "x"}, headers={"accept-language": "nl"})
    assert answer.status_code == 429
    assert b'lang="nl"' in answer.content and b"Goodstanding" in answer.content


# ── The second factor ────────────────────────────────────────────────────────


def code():
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", counter))


def test_staff_outside_the_demo_need_a_second_factor(client, tom, settings):
    settings.STAFF_SECOND_FACTOR = True
    client.post("/account/login/", {"login": TOM, "password": PASSWORD})
    assert client.get("/harbor/queue/").url == "/account/2fa/"
    TOTP.activate(tom, "JBSWY3DPEHPK3PXP")
    assert client.get("/harbor/queue/").status_code == 200


def test_half_signed_in_reaches_nothing_and_a_code_works_once(client, tom, settings):
    settings.STAFF_SECOND_FACTOR = True
    TOTP.activate(tom, "JBSWY3DPEHPK3PXP")
    assert client.post("/account/login/", {"login": TOM, "password": PASSWORD}).url == "/account/2fa/authenticate/"
    for page in ("/harbor/queue/", "/harbor/staff/", "/account/2fa/", "/account/email/"):
        assert client.get(page).url.startswith("/account/login/")
    now = code()
    assert client.post("/account/2fa/authenticate/", {"code": now}).url == "/"
    assert client.get("/harbor/queue/").status_code == 200
    client.post("/account/logout/")
    client.post("/account/login/", {"login": TOM, "password": PASSWORD})
    assert client.post("/account/2fa/authenticate/", {"code": now}).status_code == 200


def test_a_therapist_may_do_without(client, settings):
    settings.STAFF_SECOND_FACTOR = True
    practitioner, wren = cast.therapist()
    assert sign_in(client, wren).get("/me/").status_code == 200


def test_setting_up_and_removing_a_step_is_told_and_on_record(client, tom, django_capture_on_commit_callbacks):
    prove(client)
    secret = re.search(r'class="hash">([^<]+)<', client.get("/account/2fa/totp/activate/").content.decode())[1].replace(" ", "")
    counter = next(yield_hotp_counters_from_time())
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/2fa/totp/activate/", {"code": format_hotp_value(hotp_value(secret, counter))})
    assert Authenticator.objects.filter(user=tom, type="totp").exists()
    assert "An authenticator app was added" in "".join(mail.body for mail in mails(TOM))
    client.post("/account/2fa/totp/deactivate/")
    assert "The authenticator app was removed" in "".join(mail.body for mail in mails(TOM))
    done = {event.action for event in timeline(tom)}
    assert {"account.signed_in", "account.totp_activated", "account.totp_deactivated"} <= done


# ── What changes ─────────────────────────────────────────────────────────────


def test_a_new_password_is_told_on_record_and_ends_other_sessions(client, tom, client_elsewhere):
    enter(client_elsewhere, tom)
    client.post("/account/login/", {"login": TOM, "password": PASSWORD})
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert "Your password was changed." in mails(TOM)[-1].body
    assert timeline(tom)[0].action == "account.password"
    assert client_elsewhere.get("/account/2fa/").status_code == 302


@pytest.fixture
def client_elsewhere():
    return Client()


def test_she_ends_every_other_session_and_keeps_this_one(client, tom, client_elsewhere):
    enter(client_elsewhere, tom)
    enter(client, tom)
    assert client.post("/account/sessions/").status_code == 302
    assert client.get("/account/2fa/").status_code == 200
    assert client_elsewhere.get("/account/2fa/").status_code == 302
    assert timeline(tom)[0].action == "account.sessions_ended"
    assert client.get("/account/sessions/").status_code == 405


def test_a_new_address_is_proved_by_its_link_and_the_old_one_is_told(client, tom):
    prove(client)
    assert client.post("/account/email/", {"email": "tom@new.example"}).status_code == 200
    tom.refresh_from_db()
    assert tom.email == TOM
    path = link("tom@new.example")
    assert "tom@new.example" in client.get(path).content.decode()
    assert client.post(path).status_code == 302
    tom.refresh_from_db()
    assert tom.email == "tom@new.example" and mails(TOM)[-1].context["what"] == "email"
    assert client.get(path).status_code == 404


def test_a_link_to_a_new_address_is_of_no_use_to_anybody_else(client, tom, harbor):
    accounts.ask_new_address(tom, "tom@new.example", at=AT)
    path = link("tom@new.example")
    sign_in(client, admin(harbor))
    assert client.get(path).status_code == 404 and client.post(path).status_code == 404
    secret = token("tom@new.example")
    assert accounts.address_asked(tom, secret) == "tom@new.example"
    assert accounts.address_asked(tom, secret[:-1] + ("A" if secret[-1] != "A" else "B")) == ""
    assert accounts.address_asked(tom, signing.dumps({"user": tom.pk, "from": TOM, "to": "x@y.example"})) == ""


def test_an_address_somebody_has_gets_no_link_and_the_same_answer(client, tom, harbor):
    admin(harbor)
    prove(client)
    taken = client.post("/account/email/", {"email": "birchwick@harbor.example"})
    free = client.post("/account/email/", {"email": "free@harbor.example"})
    assert plain(taken) == plain(free) and not mails("birchwick@harbor.example")


def test_a_post_to_change_the_address_asks_for_a_fresh_proof(client, tom):
    client.post("/account/login/", {"login": TOM, "password": PASSWORD})
    answer = client.post("/account/email/", {"email": "tom@new.example"})
    assert answer.status_code == 302 and answer.url.startswith("/account/reauthenticate/")
    assert not mails("tom@new.example")


# ── Where she lands, and how it looks ────────────────────────────────────────


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.NETWORK_MANAGER, "queue"), (Role.VERIFIER, "queue"), (Role.DIRECTOR, "queue"), (Role.COMMITTEE, "queue"),
        (Role.AUDITOR, "queue"), (Role.INTAKE, "intake"), (Role.FINANCE, "money"), (Role.FINANCE_APPROVER, "money"),
        (Role.ADMIN, "staff"),
    ],
)
def test_each_role_lands_on_the_first_page_it_may_see(client, harbor, settings, role, first):
    settings.STAFF_SECOND_FACTOR = False
    sign_in(client, cast.staff(harbor, "Una Ledgerwood", role))
    answer = client.get("/")
    assert (answer.status_code, answer.url) == (302, f"/harbor/{first}/")
    assert client.get(answer.url, follow=True).status_code == 200


def test_a_therapist_lands_on_her_own_pages_and_a_stranger_on_a_calm_word(client, harbor):
    assert client.get("/").url == "/account/login/"
    assert sign_in(client, cast.therapist()[1]).get("/").url == "/me/"
    enter(client, User.objects.create_user("felix@harbor.example", person=cast.person("Felix Nightlark")))
    assert "nothing is open to you yet" in client.get("/").content.decode()
    sign_in(client, cast.staff(harbor, "Edda Stonebridge", Role.EMPLOYER_CONTACT))
    assert client.get("/").url == "/harbor/reports/"


def test_who_works_in_two_organizations_switches_between_them(client, harbor, tom, settings):
    settings.STAFF_SECOND_FACTOR = False
    summit = cast.organization("summit")
    enter(client, tom)
    assert 'class="switch"' not in client.get("/harbor/standing/").content.decode()
    Membership.objects.create(organization=summit, user=tom, person=tom.person, roles=[Role.INTAKE])
    page = client.get("/harbor/standing/").content.decode()
    assert 'class="switch"' in page and 'href="/summit/intake/"' in page


def test_language_and_theme_are_kept_in_the_account(client, tom, client_elsewhere):
    client.post("/preferences/", {"language": "nl", "theme": "dark"})
    tom.refresh_from_db()
    assert (tom.language, tom.theme) == ("en", "")
    enter(client, tom)
    client.post("/preferences/", {"language": "nl"})
    client.post("/preferences/", {"theme": "dark"})
    client.post("/preferences/", {"language": "xx", "theme": "purple"})
    tom.refresh_from_db()
    assert (tom.language, tom.theme) == ("nl", "dark")
    page = enter(client_elsewhere, tom).get("/account/2fa/").content.decode()
    assert '<html lang="nl" data-theme="dark">' in page
    assert client.post("/preferences/", {"theme": "", "next": "//elsewhere.test/"}).url == "/"


def test_who_made_her_account_a_moment_ago_sets_up_her_second_step_at_once(client, harbor):
    colleague_invited(harbor, admin(harbor), at=clock.now())
    said = {"given_name": "Juna", "family_name": "Wexcombe", "prefix": "", "password1": PASSWORD, "password2": PASSWORD}
    client.post(link("juna@harbor.example"), said)
    assert client.get("/account/2fa/totp/activate/").status_code == 200


def test_the_bar_asks_one_question_however_many_organizations(client, tom, settings):
    settings.STAFF_SECOND_FACTOR = False
    enter(client, tom)
    with CaptureQueriesContext(connection) as one:
        client.get("/account/2fa/")
    for slug in ("summit", "vale", "north"):
        Membership.objects.create(organization=cast.organization(slug), user=tom, person=tom.person, roles=[Role.INTAKE])
    with CaptureQueriesContext(connection) as four:
        client.get("/account/2fa/")
    assert len(one) == len(four)


# ── Error pages ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "nl"])
def test_errors_are_said_in_the_frame_and_in_the_readers_language(client, tom, settings, language):
    settings.DEBUG = settings.DEMO = settings.STAFF_SECOND_FACTOR = False
    settings.SECURE_SSL_REDIRECT = False
    User.objects.filter(pk=tom.pk).update(language=language)
    enter(client, tom)
    answers = {404: client.get("/nowhere/at/all/"), 403: client.get("/harbor/staff/")}
    for status, answer in answers.items():
        assert answer.status_code == status
        assert f'<html lang="{language}"'.encode() in answer.content and b'class="bar"' in answer.content


def test_a_mistake_of_ours_is_a_page_too(client, tom, settings, monkeypatch):
    settings.DEBUG = settings.DEMO = settings.STAFF_SECOND_FACTOR = False
    monkeypatch.setattr("network.views.workplaces", lambda *args, **kwargs: 1 / 0)
    client.raise_request_exception = False
    answer = enter(client, tom).get("/")
    assert answer.status_code == 500 and b"Something went wrong on our side" in answer.content


def test_a_form_without_its_token_says_that_it_lay_open_too_long():
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": TOM, "password": "x"})
    assert answer.status_code == 403 and b"This form lay open too long" in answer.content


def test_in_the_demo_a_stranger_reads_our_page_and_no_list_of_routes(client, settings, harbor):
    settings.DEBUG = settings.DEMO = True
    for address in ("/nowhere/at/all/", "/account/invitation/x/"):
        answer = client.get(address)
        assert answer.status_code == 404 and b"urlpatterns" not in answer.content and b"DEBUG" not in answer.content


def test_a_stranger_learns_no_organizations_name(client, harbor, tom):
    enter(client, User.objects.create_user("felix@harbor.example", person=cast.person("Felix Nightlark")))
    known, unknown = client.get("/harbor/queue/"), client.get("/nosuch/queue/")
    assert known.status_code == unknown.status_code == 404
    assert plain(known).replace("harbor", "") == plain(unknown).replace("nosuch", "")


def test_the_check_of_license_numbers_must_exist(settings):
    settings.CLAIM_CHECK = "licensure.queries.nowhere"
    assert [error.id for error in named_functions_import()] == ["network.E002"]


@pytest.mark.parametrize("address", ["/account/login/", "/account/password/reset/"])
def test_an_empty_field_is_said_as_on_every_other_page(client, address):
    said = plain(client.post(address, {}))
    assert "Fill this in." in said and "This field is required" not in said
