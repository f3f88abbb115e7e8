"""Every route says who may use it, and does what it says: a matrix generated from the running URL configuration."""

import re
from itertools import chain

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import include, path

from network.access import Action, Forbidden, Role
from network.checks import patterns, routes_declare_a_rule, rule_of
from network.models import RefusedAttempt, User
from network.routes import DEMO, PUBLIC, RULES, SIGNED_IN, THERAPIST, page
from network.transitions import Refusal, Refused
from tests.network import cast
from tests.network.test_access import LETTERS, WHO

FILLED = {"int": "0", "slug": "none", "str": "none", "path": "none", "uuid": "00000000-0000-0000-0000-000000000000"}


def address(route) -> str:
    """The route with invented keys."""
    here = route.replace("<slug:organization>", "harbor")
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: FILLED.get(found[1] or "str", "none"), here)


def declared():
    """(address with invented keys, rule) of every route that declares a rule."""
    return ((address(route), rule) for route, entry in patterns() if (rule := rule_of(entry.callback)))


ROUTES = sorted(set(declared()))
# what an auditor opens: pages that show of people only those of her audit, or nobody
AUDITED = {
    "/harbor/" + place
    for place in (
        "queue/ audit/ audit/files/ samples/ samples/0/ samples/0/worksheet.csv samples/0/evidence/ verifications/0/ policies/ "
        "policies/0/ policies/0/file/ policies/0/document/ policies/0/document.pdf policies/0/comparison/ "
        "applications/none/ applications/none/timeline/ applications/none/documents/ applications/none/evidence/ "
        "applications/none/screening/ applications/none/decision/ "
        "numbers/ numbers/none/ numbers/none.csv "
        "documents/00000000-0000-0000-0000-000000000000/ documents/00000000-0000-0000-0000-000000000000/pages/0/"
    ).split()
}
STAFF = [(address, rule) for address, rule in ROUTES if rule in Action.values]


# ── Declaring ────────────────────────────────────────────────────────────────


def bare(request):
    return HttpResponse("anybody may read this")


@page(PUBLIC)
def public(request):
    return HttpResponse("anybody may read this, and that is said")


@page(Action.SEE_QUEUE)
def queue(request):
    return HttpResponse(request.actor.label)


def wrong(*routes):
    """The ids of the errors the system check finds in a URL configuration of these routes."""
    with override_settings(ROOT_URLCONF=routes):
        return [error.id for error in routes_declare_a_rule()]


@pytest.mark.parametrize(
    "routes, ids",
    [
        ([path("x/", bare)], ["network.E001"]),
        ([path("deep/", include([path("er/", bare)]))], ["network.E001"]),
        ([path("x/", public), path("<slug:organization>/queue/", queue)], []),
        ([path("queue/", queue)], ["network.E004"]),
        ([path("<slug:organization>/x/", public)], ["network.E004"]),
        ([path("x/", bare), path("y/", bare)], ["network.E001"] * 2),
    ],
)
def test_a_route_without_a_fitting_rule_does_not_start(routes, ids):
    assert wrong(*routes) == ids


def test_the_running_configuration_passes_its_own_check():
    assert routes_declare_a_rule() == []
    assert ROUTES


@pytest.mark.parametrize("rule", ["", "everybody", None])
def test_an_invented_rule_is_refused_at_import(rule):
    with pytest.raises(ValueError, match="Unknown rule"):
        page(rule)
    assert rule not in RULES


# ── The matrix ───────────────────────────────────────────────────────────────


@pytest.fixture
def harbor(db):
    return cast.organization("harbor")


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


def sign_in(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def statuses(client, routes):
    return {address: client.get(address).status_code for address, _ in routes}


def test_somebody_not_signed_in_is_asked_to_sign_in_or_sees_what_is_public(client, harbor):
    for address, rule in ROUTES:
        answer = client.get(address)
        assert answer.status_code < 500, address
        if rule in (*Action.values, THERAPIST, SIGNED_IN):
            assert answer.status_code == 302 and answer.url.startswith("/account/login/"), address


def test_staff_of_another_organization_are_strangers_on_every_staff_page(client, harbor):
    sign_in(client, cast.staff(cast.organization("summit"), "Calder Rimrock", *Role.values))
    assert set(statuses(client, STAFF).values()) <= {404}


def test_a_therapist_is_a_stranger_on_every_staff_page(client, harbor):
    sign_in(client, cast.therapist()[1])
    assert set(statuses(client, STAFF).values()) <= {404}


@pytest.mark.parametrize("letter", LETTERS)
def test_a_colleague_reaches_exactly_the_pages_of_her_role(client, harbor, letter):
    sign_in(client, cast.staff(harbor, "Tom Wetherby", LETTERS[letter]))
    for address, rule in STAFF:
        status = client.get(address).status_code
        assert status < 500, address
        closed = letter not in WHO[rule] or (letter == "U" and address not in AUDITED)
        assert (status == 403) == closed, (address, rule, status)


def test_an_auditor_opens_exactly_the_pages_that_show_nobody_outside_her_audit():
    marked = {address(route) for route, entry in patterns() if getattr(entry.callback, "audited", False)}
    assert marked == AUDITED


def test_staff_are_strangers_on_a_therapists_own_pages(client, harbor):
    sign_in(client, cast.staff(harbor, "Tom Wetherby", *Role.values))
    assert set(statuses(client, [route for route in ROUTES if route[1] == THERAPIST]).values()) <= {404}


def test_outside_the_demo_its_pages_do_not_exist(client, harbor, settings):
    settings.DEMO = False
    assert set(statuses(client, [route for route in ROUTES if route[1] == DEMO]).values()) <= {404}


def test_staff_without_a_second_factor_get_no_further_than_setting_it_up(client, harbor, settings):
    settings.STAFF_SECOND_FACTOR = True
    sign_in(client, cast.staff(harbor, "Tom Wetherby", *Role.values))
    for address, _ in STAFF:
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (302, "/account/2fa/"), address


# ── What a declared page does ────────────────────────────────────────────────


def call(view, actor, **kwargs):
    request = RequestFactory().get("/harbor/x/")
    request.user = User.objects.get(pk=actor.user_id)
    return view(request, organization="harbor", **kwargs)


def test_a_page_knows_who_acts(harbor):
    assert call(queue, cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)).content == b"Tom Wetherby"


def test_a_colleague_without_the_role_gets_the_reason_and_leaves_a_record(harbor):
    with pytest.raises(Forbidden) as forbidden:
        call(queue, cast.staff(harbor, "Jonas Tideway", Role.INTAKE))
    assert "Verifier" in str(forbidden.value.reason)
    attempt = RefusedAttempt.objects.get()
    assert (attempt.actor_label, attempt.action, attempt.codes) == ("Jonas Tideway", "see_queue", ["not_allowed"])


def test_a_refused_step_becomes_409_with_every_reason_and_leaves_a_record(harbor, rf):
    @page(Action.SEE_QUEUE)
    def refusing(request, reference):
        raise Refused([Refusal("no_title", "The case has no title."), Refusal("early", "The case was not open yet.")])

    answer = call(refusing, cast.staff(harbor, "Tom Wetherby", Role.VERIFIER), reference="HB-0042")
    assert answer.status_code == 409
    assert b"The case has no title." in answer.content and b"The case was not open yet." in answer.content
    attempt = RefusedAttempt.objects.get()
    assert (attempt.subject, attempt.codes, attempt.organization) == ("HB-0042", ["no_title", "early"], harbor)


def test_a_refusal_deep_in_a_page_is_recorded_too(harbor):
    @page(Action.SEE_QUEUE)
    def forbidding(request):
        raise Forbidden("Not this one.")

    with pytest.raises(Forbidden):
        call(forbidding, cast.staff(harbor, "Tom Wetherby", Role.VERIFIER))
    assert RefusedAttempt.objects.get().action == "forbidding"


def test_every_rule_in_use_is_one_of_the_table():
    assert {rule for _, rule in ROUTES} <= set(chain(WHO, (PUBLIC, SIGNED_IN, THERAPIST, DEMO)))
