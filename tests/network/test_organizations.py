"""How an organization begins: `manage.py organization create`, and the first administrator's way in."""

import json
from io import StringIO
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import is_mfa_enabled
from django.core.management import CommandError, call_command

from network import events
from network.models import Event, Membership, Organization, Person, User

pytestmark = pytest.mark.django_db
ROSA = "rosa.quillfeather@harbor.example"
PASSWORD = "quiet lighthouse 31 herons"


def create(*arguments):
    out = StringIO()
    call_command("organization", "create", *arguments, stdout=out)
    return out.getvalue()


def test_an_organization_begins_with_its_administrator_and_a_trail():
    said = create(
        "harbor", "--admin", ROSA, "--admin-name", "Rosa Quillfeather", "--name", "Harbor EAP", "--prefix", "HB",
        "--letterhead", r"12 Quay Street\nPortland", "--sender-email", "network@harbor.example",
    )  # fmt: skip
    harbor = Organization.objects.get(slug="harbor")
    assert (harbor.name, harbor.country, harbor.zone, harbor.currency) == ("Harbor EAP", "US", "America/New_York", "USD")
    assert (harbor.letterhead, harbor.sender_email) == ("12 Quay Street\nPortland", "network@harbor.example")
    membership = Membership.objects.within(harbor).get()
    assert (membership.user.email, membership.roles) == (ROSA, ["admin"])
    assert (membership.person.full_name, membership.user.has_usable_password()) == ("Rosa Quillfeather", False)
    assert "/harbor/" in said and "/account/password/reset/key/" in said
    actions = Event.objects.filter(scope=f"organization:{harbor.pk}").order_by("sequence").values_list("action", flat=True)
    assert list(actions) == ["organization.created", "membership.appointed"]
    assert all(label.startswith("operator ") for label in Event.objects.values_list("actor_label", flat=True))
    assert events.verify(f"organization:{harbor.pk}") is None


def test_zone_currency_and_language_follow_the_country():
    create("noorderlicht", "--admin", "hanneke@noorderlicht.example", "--country", "nl")
    row = Organization.objects.get()
    assert (row.zone, row.currency, row.language, row.prefix) == ("Europe/Amsterdam", "EUR", "nl", "NO")
    assert User.objects.get().language == "nl"


def test_a_prefix_is_never_given_twice():
    for slug in ("harbor", "hearth", "haven"):
        create(slug, "--admin", ROSA)
    assert set(Organization.objects.values_list("prefix", flat=True)) == {"HA", "HE", "HV"}


def test_one_account_may_administer_two_organizations_as_one_person():
    create("harbor", "--admin", ROSA, "--admin-name", "Rosa Quillfeather")
    create("summit", "--admin", ROSA.upper())
    assert (User.objects.count(), Person.objects.count()) == (1, 1)
    assert User.objects.get().memberships.everywhere(reason="a test counts").count() == 2


@pytest.mark.parametrize(
    "arguments, names",
    [
        (["Not A Slug", "--admin", ROSA], "slug"),
        (["demo", "--admin", ROSA], "organization_slug_free"),
        (["harbor", "--admin", "nobody"], "email"),
        (["harbor", "--admin", ROSA, "--zone", "Mars/Phobos"], "zone"),
        (["harbor", "--admin", ROSA, "--sender-email", "x"], "sender_email"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_left_behind(arguments, names):
    with pytest.raises(CommandError, match=names):
        create(*arguments)
    assert not Organization.objects.exists() and not User.objects.exists() and not Event.objects.exists()


def test_a_slug_is_not_given_twice():
    create("harbor", "--admin", ROSA)
    with pytest.raises(CommandError, match="slug"):
        create("harbor", "--admin", ROSA)


def test_the_link_sets_a_password_once_and_lets_her_sign_in(client, settings):
    settings.STAFF_SECOND_FACTOR = True
    link = urlsplit(json.loads(create("harbor", "--admin", ROSA, "--json"))["link"]).path
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get().check_password(PASSWORD)
    client.logout()
    again = client.get(link, follow=True)
    assert "password1" not in again.content.decode()
    assert client.post("/account/login/", {"login": ROSA, "password": PASSWORD}).status_code == 302


def test_the_first_administrator_sets_up_her_second_step_and_works(client, settings):
    settings.STAFF_SECOND_FACTOR, settings.DEMO = True, False
    create("harbor", "--admin", ROSA)
    user = User.objects.get()
    user.set_password(PASSWORD)
    user.save()
    client.post("/account/login/", {"login": ROSA, "password": PASSWORD})
    assert client.get("/harbor/staff/").status_code == 302, "not before the second step"
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    assert page.status_code == 200
    code = format_hotp_value(hotp_value(page.context["form"].secret, next(yield_hotp_counters_from_time())))
    client.post("/account/2fa/totp/activate/", {"code": code})
    assert is_mfa_enabled(user)
    assert client.get("/harbor/staff/").status_code == 200


def test_what_an_organization_says_of_itself_can_be_changed_and_is_recorded():
    create("harbor", "--admin", ROSA, "--letterhead", "Old Quay")
    out = StringIO()
    call_command("organization", "change", "harbor", "--letterhead", r"New Quay\nPort Wexley", "--name", "Harbor EAP", stdout=out)
    row = Organization.objects.get()
    assert (row.letterhead, row.name, row.zone) == ("New Quay\nPort Wexley", "Harbor EAP", "America/New_York")
    event = Event.objects.get(action="organization.changed")
    assert event.payload.values["before"] == {"letterhead": "Old Quay", "name": "Harbor"}
    call_command("organization", "change", "harbor", "--name", "Harbor EAP", "--json", stdout=StringIO())
    assert Event.objects.filter(action="organization.changed").count() == 1, "nothing differs"


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("nowhere", "--name", "X"), "No organization lives at /nowhere/"),
        (("harbor",), "Name what changes"),
        (("harbor", "--zone", "Mars/Olympus"), "zone: This is no time zone"),
        (("harbor", "--sender-email", "nobody"), "sender_email: "),
    ],
)
def test_a_change_that_cannot_be_is_refused_in_words(arguments, said):
    create("harbor", "--admin", ROSA)
    before = Organization.objects.values().get()
    with pytest.raises(CommandError, match=said):
        call_command("organization", "change", *arguments, stdout=StringIO())
    assert Organization.objects.values().get() == before
