"""The demo's front door: one click each, a day that moves forward only, and none of it outside the demo."""

from datetime import timedelta

import pytest
from django.urls import reverse

from network import clock
from network.access import Role
from network.demo_days import days_to, live_through
from network.models import Membership, Message, User
from network.safety import unsafe
from tests.network import cast
from tests.network.front_door import AT, sign_in

pytestmark = pytest.mark.django_db
PAGES = ("demo", "looks", "demo-mail")
POSTS = ("demo_sign_in", "demo_clock")
NIGHTS = []


def tonight(*, on, at):
    """Nightly work of these tests."""
    NIGHTS.append((on, at.date()))


def fails(*, on, at):
    """Nightly work that breaks."""
    raise RuntimeError("the source is down")


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO, settings.STAFF_SECOND_FACTOR = True, False
    settings.NIGHTLY = ["tests.network.test_demo_pages.tonight"]
    NIGHTS.clear()


def button(client, name):
    """The account the button with this name would sign in."""
    page = client.get(reverse("demo")).content.decode()
    before = page.partition(f"<b>{name}</b>")[0]
    return before.rpartition('name="user" value="')[2].partition('"')[0]


# ── Only in the demo ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PAGES)
def test_outside_the_demo_the_pages_are_not_there(client, settings, name):
    assert client.get(reverse(name)).status_code == 200
    settings.DEMO = False
    assert client.get(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_outside_the_demo_nobody_signs_in_or_moves_the_day_by_a_post(client, settings, harbor, name):
    settings.DEMO = False
    user = cast.staff(harbor).user_id
    assert client.post(reverse(name), {"user": user, "by": "day"}).status_code == 404
    assert "_auth_user_id" not in client.session and not NIGHTS


def test_the_demo_cannot_be_on_while_debug_is_off(settings):
    values = {name: getattr(settings, name) for name in ("ALLOWED_HOSTS", "SECRET_KEY", "SITE_URL", "STAFF_SECOND_FACTOR", "STORAGE")}
    said = [reason for reason in unsafe({**values, "DEBUG": False, "DEMO": True}) if reason.startswith("DEMO")]
    assert len(said) == 1 and "Unset DEMO" in said[0]
    settings.DEMO = False
    with pytest.raises(ValueError):
        clock.move_to(AT)


# ── Being somebody ───────────────────────────────────────────────────────────


def test_everybody_invented_is_one_click_away(client, harbor):
    maya = cast.staff(harbor)
    cast.therapist()
    person = cast.person("Felix Nightlark")
    User.objects.create_user("felix@harbor.example", person=person)
    page = client.get(reverse("demo")).content.decode()
    assert all(f"<b>{name}</b>" in page for name in ("Maya Lindenwood", "Wren Halloway", "Felix Nightlark"))
    answer = client.post(reverse("demo_sign_in"), {"user": button(client, "Maya Lindenwood")})
    assert answer.status_code == 302 and client.session["_auth_user_id"] == str(maya.user_id)
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/harbor/queue/"


def test_a_second_account_of_the_same_person_is_named_as_that(client, harbor):
    maya = cast.staff(harbor)
    second = User.objects.create_user("m.lindenwood@harbor.example", person=User.objects.get(pk=maya.user_id).person)
    Membership.objects.create(organization=harbor, user=second, person=second.person, roles=[Role.DIRECTOR])
    assert client.get(reverse("demo")).content.decode().count("A second account of the same person") == 1


@pytest.mark.parametrize("whose", ["real@mail.test", "closed@harbor.example"])
def test_only_invented_open_accounts_are_signed_in(client, harbor, whose):
    user = User.objects.create_user(whose, person=cast.person("Nobody Here"), is_active=not whose.startswith("closed"))
    assert client.post(reverse("demo_sign_in"), {"user": user.pk}).status_code == 404
    assert f'value="{user.pk}"' not in client.get(reverse("demo")).content.decode()


@pytest.mark.parametrize("user", ["", "0", "-1", "me", "\u0661"])
def test_no_nonsense_signs_anybody_in(client, harbor, user):
    cast.staff(harbor)
    assert client.post(reverse("demo_sign_in"), {"user": user}).status_code == 404


def test_being_somebody_else_starts_a_new_session(client, harbor):
    sign_in(client, cast.staff(harbor))
    before = client.session.session_key
    tom = cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)
    client.post(reverse("demo_sign_in"), {"user": tom.user_id})
    assert client.session["_auth_user_id"] == str(tom.user_id) and client.session.session_key != before


# ── The day ──────────────────────────────────────────────────────────────────


def told(answer):
    return b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize(("by", "days"), [("day", 1), ("week", 7)])
def test_the_day_moves_on_and_every_night_on_the_way_is_worked(client, by, days):
    start = clock.now().date()
    page = told(client.post(reverse("demo_clock"), {"by": by}))
    assert clock.now().date() == start + timedelta(days=days)
    assert [(start + timedelta(days=n), start + timedelta(days=n)) for n in range(1, days + 1)] == NIGHTS
    assert page.count("<li><b>") == days and "</html>" in page


def test_it_moves_to_a_day_and_never_back(client):
    start = clock.now().date()
    to = start + timedelta(days=3)
    said = {"to_day": to.day, "to_month": to.month, "to_year": to.year}
    told(client.post(reverse("demo_clock"), said))
    assert clock.now().date() == to and len(NIGHTS) == 3
    answer = client.post(reverse("demo_clock"), said)
    assert answer.status_code == 422 and "only moves forward" in answer.content.decode()
    assert clock.now().date() == to
    with pytest.raises(ValueError):
        clock.move_on(clock.now() - timedelta(days=1))


@pytest.mark.parametrize(
    "said",
    [{}, {"by": "year"}, {"to_day": "31", "to_month": "2", "to_year": "2027"}, {"to_day": "1", "to_month": "1", "to_year": "2099"}],
)
def test_a_day_that_does_not_do_is_422_and_moves_nothing(client, said):
    before = clock.offset()
    assert client.post(reverse("demo_clock"), said).status_code == 422
    assert clock.offset() == before and not NIGHTS


def test_work_that_fails_is_named_and_the_day_goes_on(client, settings):
    settings.NIGHTLY = ["tests.network.test_demo_pages.fails", "tests.network.test_demo_pages.tonight"]
    page = told(client.post(reverse("demo_clock"), {"by": "day"}))
    assert "did not run: tests.network.test_demo_pages.fails" in page and len(NIGHTS) == 1


def test_the_way_back_leads_only_to_this_site(client):
    page = told(client.post(reverse("demo_clock"), {"by": "day", "next": "//elsewhere.test/"}))
    assert "elsewhere.test" not in page


def test_living_through_days_is_step_by_step():
    days = days_to(clock.now().date() + timedelta(days=2))
    walk = live_through(days)
    assert next(walk).day == days[0] == clock.now().date()
    assert next(walk).day == days[1] == clock.now().date()


def test_the_row_of_the_clock_is_read_once_in_a_request(client, harbor, django_assert_num_queries):
    with clock.held():
        with django_assert_num_queries(1):
            clock.now(), clock.today("UTC"), clock.now()
        clock.move_on(clock.now() + timedelta(days=1))
        assert clock.offset() > timedelta(hours=23)


# ── The mailbox ──────────────────────────────────────────────────────────────


def letter(number, address="wren@mail.example", subject="Hello"):
    Message.objects.everywhere(reason="a test writes the outbox").create(
        key=f"k{number}", address=address, template="letter", language="en", subject=f"{subject} {number}",
        body="Open http://localhost:8000/account/invitation/abc/ <b>now</b>", created_at=AT,
    )


def test_mail_shows_its_links_and_no_markup_and_is_found_by_address(client):
    letter(1)
    letter(2, address="basil@mail.example")
    page = client.get(reverse("demo-mail")).content.decode()
    assert 'href="http://localhost:8000/account/invitation/abc/"' in page and "<b>now</b>" not in page
    found = client.get(reverse("demo-mail"), {"q": "basil"}).content.decode()
    assert "Hello 2" in found and "Hello 1" not in found


def test_older_mail_is_a_page_away(client):
    for number in range(1, 53):
        letter(number, subject="Letter")
    first = client.get(reverse("demo-mail")).content.decode()
    assert "Letter 52" in first and "Letter 2<" not in first and "before=" in first
    older = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "Letter 2<" in client.get(older).content.decode()
    assert client.get(reverse("demo-mail"), {"before": "x"}).status_code == 200
