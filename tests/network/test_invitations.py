"""Invitations: one address, one use, two weeks, and only as long as who invited may still do so."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network import clock
from network.access import Forbidden, Role
from network.events import timeline
from network.mail import send_message
from network.models import Invitation, Membership, Participation, Practitioner, User
from network.settings import PASSWORD_HASHERS
from network.transitions import Refused
from network.workflow import invitations
from network.workflow.accepting import accept_anew, accept_as
from network.workflow.staff import change_roles, end_membership
from tests.network import cast
from tests.network.front_door import (
    AT,
    PASSWORD,
    admin,
    colleague_invited,
    link,
    mails,
    sign_in,
    therapist_invited,
    token,
)

pytestmark = pytest.mark.django_db
JUNA, CALLA = "juna@harbor.example", "calla@mail.example"
DAY = timedelta(days=1)
NEW = {"given_name": "Juna", "prefix": "", "family_name": "Wexcombe", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def harbor():
    return cast.organization("harbor")


@pytest.fixture
def alden(harbor):
    return admin(harbor)


def codes(refused):
    return refused.value.codes


def accept(row, at=AT + DAY, **said):
    return accept_anew(row, password=PASSWORD, given_name="Juna", family_name="Wexcombe", at=at, **said)


def memberships(harbor, address):
    return Membership.objects.within(harbor).filter(user__email=address)


# ── Sending ──────────────────────────────────────────────────────────────────


def test_an_invitation_goes_to_its_address_and_only_the_mail_knows_the_token(harbor, alden):
    row = colleague_invited(harbor, alden)
    assert [mail.template for mail in mails(JUNA)] == ["staff_invitation"]
    secret = token(JUNA)
    assert len(secret) == 22 and secret not in str(vars(row)) and row.token_hash == invitations.hashed(secret)
    assert [event.action for event in timeline(row)] == ["invitation.sent"]
    assert secret not in str([event.payload.values for event in timeline(row)])
    assert not User.objects.filter(email=JUNA).exists()


def test_once_the_mail_has_left_its_one_time_link_is_nowhere_in_the_database(harbor, alden, settings, mailoutbox):
    settings.DEMO = False
    colleague_invited(harbor, alden)
    secret = token(JUNA)
    send_message(id=mails(JUNA)[0].pk)
    assert secret in mailoutbox[0].body
    kept = mails(JUNA)[0]
    assert secret not in kept.body and secret not in str(kept.context)


@pytest.mark.parametrize("role", [Role.NETWORK_MANAGER, Role.VERIFIER, Role.AUDITOR])
def test_only_an_administrator_invites_colleagues(harbor, role):
    with pytest.raises(Forbidden):
        colleague_invited(harbor, cast.staff(harbor, "Tom Wetherby", role))


def test_only_who_does_casework_invites_therapists(harbor, alden):
    with pytest.raises(Forbidden):
        therapist_invited(harbor, alden)


def test_an_address_is_invited_once_at_a_time_and_in_one_spelling(harbor, alden):
    colleague_invited(harbor, alden)
    with pytest.raises(Refused) as refused:
        colleague_invited(harbor, alden, address="JUNA@Harbor.example")
    assert codes(refused) == ["already_invited"]


def test_somebody_who_works_here_is_not_invited_again(harbor, alden):
    cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)
    with pytest.raises(Refused) as refused:
        colleague_invited(harbor, alden, address="wetherby@harbor.example")
    assert codes(refused) == ["already_here"]


def test_a_colleague_without_any_role_is_not_invited(harbor, alden):
    with pytest.raises(Refused) as refused:
        colleague_invited(harbor, alden, roles=())
    assert codes(refused) == ["no_role"]


def test_inviting_says_the_same_whether_the_address_has_an_account_elsewhere_or_not(harbor, client):
    """Enumeration: neither the answer nor the mail tells the organization that somebody is known elsewhere."""
    maya = cast.staff(harbor)
    practitioner, wren = cast.therapist()
    sign_in(client, maya)
    said = {"given_name": "Wren", "family_name": "Halloway", "prefix": "", "language": "en"}
    known = client.post("/harbor/invitations/new/", {**said, "address": "t-00042@mail.example"})
    fresh = client.post("/harbor/invitations/new/", {**said, "address": "nobody@mail.example"})
    assert (known.status_code, known.url) == (fresh.status_code, fresh.url) == (302, "/harbor/invitations/")
    first, second = mails("t-00042@mail.example")[-1], mails("nobody@mail.example")[-1]
    assert first.body.replace(token("t-00042@mail.example"), "") == second.body.replace(token("nobody@mail.example"), "")


def test_sent_again_the_old_link_stops_and_the_new_one_runs_anew(harbor, alden):
    row = colleague_invited(harbor, alden)
    old = token(JUNA)
    Invitation.objects.within(harbor).filter(pk=row.pk).update(failed=4)
    invitations.resend(row, actor=alden, at=AT + 20 * DAY)
    row.refresh_from_db()
    assert (row.sent, row.failed, len(token(JUNA))) == (2, 0, 22)
    assert invitations.open_invitation(old, at=AT + 20 * DAY) is None
    assert invitations.open_invitation(token(JUNA), at=AT + 34 * DAY) is not None
    assert [event.action for event in timeline(row)] == ["invitation.resent", "invitation.sent"]


def test_withdrawn_it_opens_nothing_and_cannot_be_sent_again(harbor, alden):
    row = colleague_invited(harbor, alden)
    invitations.revoke(row, actor=alden, at=AT)
    assert invitations.open_invitation(token(JUNA), at=AT) is None
    with pytest.raises(Refused) as refused:
        invitations.resend(row, actor=alden, at=AT)
    assert codes(refused) == ["not_open"]
    assert colleague_invited(harbor, alden).pk != row.pk


# ── Accepting ────────────────────────────────────────────────────────────────


def test_accepted_she_has_an_account_with_exactly_her_roles(harbor, alden):
    row = colleague_invited(harbor, alden, roles=("verifier", "intake"))
    user = accept(row)
    membership = memberships(harbor, JUNA).get()
    assert membership.roles == ["intake", "verifier"] and user.check_password(PASSWORD)
    assert [event.action for event in timeline(membership)] == ["membership.joined"]
    assert timeline(row)[0].action == "invitation.accepted" and timeline(row)[0].actor_id == user.person_id


def test_her_password_is_kept_with_argon2(harbor, alden, settings):
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    assert accept(colleague_invited(harbor, alden)).password.startswith("argon2")


def test_it_works_once(harbor, alden):
    row = colleague_invited(harbor, alden)
    accept(row)
    with pytest.raises(Refused) as refused:
        accept(row)
    assert codes(refused) == ["not_open"] and memberships(harbor, JUNA).count() == 1


@pytest.mark.parametrize(("after", "open_still"), [(13 * DAY, True), (14 * DAY, True), (14 * DAY + timedelta(seconds=1), False)])
def test_it_works_for_two_weeks(harbor, alden, after, open_still):
    row = colleague_invited(harbor, alden)
    assert (invitations.open_invitation(token(JUNA), at=AT + after) is not None) == open_still
    if open_still:
        accept(row, at=AT + after)
    else:
        with pytest.raises(Refused) as refused:
            accept(row, at=AT + after)
        assert codes(refused) == ["not_open"]


def test_a_token_with_one_other_letter_opens_nothing(harbor, alden):
    colleague_invited(harbor, alden)
    secret = token(JUNA)
    for position in (0, len(secret) // 2):
        other = "A" if secret[position] != "A" else "B"
        assert invitations.open_invitation(secret[:position] + other + secret[position + 1 :], at=AT) is None
    assert invitations.open_invitation(secret.upper(), at=AT) is None
    assert invitations.open_invitation("", at=AT) is None


def test_who_invited_and_lost_the_right_has_invited_nobody(harbor, alden):
    row = colleague_invited(harbor, alden)
    alice = admin(harbor, "Alice Windermoor")
    change_roles(memberships(harbor, "birchwick@harbor.example").get(), roles=["auditor"], actor=alice, at=AT)
    with pytest.raises(Refused) as refused:
        accept(row)
    assert codes(refused) == ["inviter_may_not"] and "Harbor" in str(refused.value.refusals[0].message)
    assert not User.objects.filter(email=JUNA).exists()
    invitations.resend(row, actor=alice, at=AT)  # a colleague who may puts her own right behind it
    row.refresh_from_db()
    accept(row)


def test_who_invited_and_left_has_invited_nobody(harbor, alden):
    row = colleague_invited(harbor, alden)
    alice = admin(harbor, "Alice Windermoor")
    left = memberships(harbor, "birchwick@harbor.example").get()
    end_membership(left, last_day=AT.date(), actor=alice, at=AT)
    with pytest.raises(Refused) as refused:
        accept(row, at=AT + 2 * DAY)
    assert codes(refused) == ["inviter_may_not"]


def test_another_account_cannot_take_up_an_invitation(harbor, alden):
    row = colleague_invited(harbor, alden)
    tom = cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)
    with pytest.raises(Refused) as refused:
        accept_as(row, user=User.objects.get(pk=tom.user_id), at=AT)
    assert codes(refused) == ["wrong_address"]
    row.refresh_from_db()
    assert row.accepted_at is None


def test_an_account_that_came_to_be_meanwhile_is_not_taken_over(harbor, alden):
    row = colleague_invited(harbor, alden)
    User.objects.create_user(JUNA, "its own password", person=cast.person("Juna Wexcombe"))
    with pytest.raises(Refused) as refused:
        accept(row)
    assert codes(refused) == ["has_account"]
    assert User.objects.get(email=JUNA).check_password("its own password")


def test_a_colleague_of_one_organization_joins_another_with_the_account_she_has(harbor):
    summit = cast.organization("summit")
    cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)
    address = "wetherby@harbor.example"
    row = colleague_invited(summit, admin(summit), address=address, roles=("auditor",))
    accept_as(row, user=User.objects.get(email=address), at=AT)
    assert memberships(summit, address).get().roles == ["auditor"]
    assert memberships(harbor, address).get().roles == ["verifier"]


def test_who_left_and_is_invited_again_gets_the_new_roles_only(harbor, alden):
    address = "wetherby@harbor.example"
    cast.staff(harbor, "Tom Wetherby", Role.DIRECTOR, Role.VERIFIER)
    end_membership(memberships(harbor, address).get(), last_day=AT.date() - DAY, actor=alden, at=AT)
    row = colleague_invited(harbor, alden, address=address, roles=("intake",))
    accept_as(row, user=User.objects.get(email=address), at=AT)
    membership = memberships(harbor, address).get()
    assert membership.roles == ["intake"] and membership.ends_on is None


def test_a_therapist_begins_with_a_profile_of_her_own_and_takes_part(harbor):
    row = therapist_invited(harbor, cast.staff(harbor))
    user = accept(row)
    practitioner = Practitioner.objects.within(harbor).get(person=user.person)
    assert practitioner.claimed_at == AT + DAY and practitioner.imported_by is None
    taking = Participation.objects.within(harbor).get(practitioner=practitioner)
    assert taking.state == "onboarding" and not taking.shared


def test_a_therapist_who_has_a_profile_brings_it_along(harbor):
    summit = cast.organization("summit")
    practitioner, wren = cast.therapist()
    row = therapist_invited(summit, cast.staff(summit), address="t-00042@mail.example")
    accept_as(row, user=User.objects.get(pk=wren.user_id), at=AT)
    assert Participation.objects.within(summit).get().practitioner == practitioner
    assert not Participation.objects.within(harbor).exists()


# ── In the browser ───────────────────────────────────────────────────────────


def invited_now(harbor, **said):
    return colleague_invited(harbor, admin(harbor), at=clock.now(), **said)


def test_the_link_makes_an_account_signs_her_in_and_leads_to_her_work(client, harbor):
    row = invited_now(harbor)
    page = client.get(link(JUNA))
    assert page.status_code == 200 and JUNA in page.content.decode()
    answer = client.post(link(JUNA), NEW)
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/harbor/queue/"
    assert client.get(link(JUNA)).status_code == 404
    row.refresh_from_db()
    assert row.accepted_at is not None


def test_without_a_second_factor_her_first_page_is_setting_one_up(client, harbor, settings):
    settings.STAFF_SECOND_FACTOR = True
    invited_now(harbor)
    client.post(link(JUNA), NEW)
    assert client.get("/harbor/queue/").url == "/account/2fa/"


@pytest.mark.parametrize(
    "said",
    [{"password2": "another one entirely"}, {"password1": "short", "password2": "short"}, {"family_name": ""}],
)
def test_a_form_that_does_not_do_is_422_and_uses_nothing_up(client, harbor, said):
    invited_now(harbor)
    assert client.post(link(JUNA), {**NEW, **said}).status_code == 422
    assert not User.objects.filter(email=JUNA).exists()
    assert client.get(link(JUNA)).status_code == 200


def test_a_link_that_is_used_withdrawn_or_invented_gets_one_and_the_same_answer(client, harbor):
    alden = admin(harbor)
    row = colleague_invited(harbor, alden, at=clock.now())
    withdrawn = link(JUNA)
    invitations.revoke(row, actor=alden, at=clock.now())
    answers = [client.get(path) for path in (withdrawn, "/account/invitation/invented/")]
    assert {answer.status_code for answer in answers} == {404}
    bodies = [re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", answer.content.decode()) for answer in answers]
    assert bodies[0] == bodies[1]


def test_somebody_with_an_account_signs_in_first_and_then_accepts(client, harbor):
    summit = cast.organization("summit")
    tom = cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)
    address = "wetherby@harbor.example"
    colleague_invited(summit, admin(summit), address=address, at=clock.now())
    page = client.get(link(address)).content.decode()
    assert "/account/login/?next=/account/invitation/" in page and "password1" not in page
    assert client.post(link(address), NEW).status_code in (200, 409)
    assert not memberships(summit, address).exists()
    sign_in(client, tom)
    assert client.post(link(address)).url == "/"
    assert memberships(summit, address).exists()


def test_signed_in_as_somebody_else_she_is_told_to_sign_out(client, harbor):
    invited_now(harbor)
    sign_in(client, cast.staff(harbor, "Tom Wetherby", Role.VERIFIER))
    page = client.get(link(JUNA))
    assert "wetherby@harbor.example" in page.content.decode()
    assert client.post(link(JUNA), NEW).status_code == 409
    assert not User.objects.filter(email=JUNA).exists()


def test_the_lists_show_what_is_open_and_their_buttons_work(client, harbor):
    alden, maya = admin(harbor), cast.staff(harbor)
    row, other = colleague_invited(harbor, alden, at=clock.now()), therapist_invited(harbor, maya, at=clock.now())
    sign_in(client, alden)
    assert JUNA in client.get("/harbor/staff/").content.decode()
    assert CALLA not in client.get("/harbor/staff/").content.decode()
    assert client.post(f"/harbor/staff/invitations/{other.pk}/", {"withdraw": "1"}).status_code == 404
    assert client.post(f"/harbor/staff/invitations/{row.pk}/", {"again": "1"}).status_code == 302
    assert len(mails(JUNA)) == 2
    sign_in(client, maya)
    assert CALLA in client.get("/harbor/invitations/").content.decode()
    assert client.post(f"/harbor/invitations/{other.pk}/", {"withdraw": "1"}).status_code == 302
    assert not Invitation.objects.within(harbor).open().filter(kind="therapist").exists()
    refused = client.post(f"/harbor/invitations/{other.pk}/", {"again": "1"})
    assert refused.status_code == 409


def test_another_organizations_invitations_are_unknown(client, harbor):
    row = invited_now(harbor)
    summit = cast.organization("summit")
    sign_in(client, admin(summit, "Quentin Scree"))
    assert JUNA not in client.get("/summit/staff/").content.decode()
    assert client.post(f"/summit/staff/invitations/{row.pk}/", {"withdraw": "1"}).status_code == 404


def test_listing_invitations_asks_as_many_questions_for_ten_as_for_one(client, harbor):
    alden = admin(harbor)
    sign_in(client, alden)
    colleague_invited(harbor, alden, at=clock.now())
    client.get("/harbor/staff/")
    with CaptureQueriesContext(connection) as few:
        client.get("/harbor/staff/")
    for number in range(9):
        colleague_invited(harbor, alden, address=f"colleague{number}@harbor.example", at=clock.now())
        cast.staff(harbor, f"Ada Number{number}", Role.VERIFIER)
    with CaptureQueriesContext(connection) as many:
        client.get("/harbor/staff/")
    assert len(many) == len(few)
