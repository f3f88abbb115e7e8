"""The way back for who lost her second step: her password, then two people who are neither herself nor each other."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import IntegrityError, transaction

from network import clock
from network.access import Role, staff_actor
from network.events import timeline
from network.models import Membership, Organization, Person, Recovery, User
from network.transitions import Refused
from network.workflow import recoveries
from network.workflow.same_person import suspect_same_person
from tests.network import cast
from tests.network.front_door import AT, PASSWORD, admin, mails, sign_in

pytestmark = pytest.mark.django_db
HOW = "Called her on the number in her contract."
TOM = "wetherby@harbor.example"
DAY = timedelta(days=1)


@pytest.fixture
def tom(harbor):
    cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)
    user = User.objects.get(email=TOM)
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return user


@pytest.fixture
def alden(harbor):
    return admin(harbor)


def asked(harbor, user, at=AT):
    return recoveries.ask(user=user, organization=harbor, note="My phone fell into the harbor.", at=at)


def second_account(harbor, actor, role=Role.DIRECTOR):
    user = User.objects.create_user("second@harbor.example", person=Person.objects.get(pk=actor.person_id))
    return staff_actor(Membership.objects.create(organization=harbor, user=user, person=user.person, roles=[role]))


def refused(call, *args, **said):
    with pytest.raises(Refused) as raised:
        call(*args, **{"how": HOW, "at": AT, **said})
    return raised.value.codes


def test_two_people_let_her_back_in_and_all_of_it_is_on_record(harbor, tom, alden, maya):
    row = asked(harbor, tom)
    assert not recoveries.confirm(row, how=HOW, actor=alden, at=AT)
    assert Authenticator.objects.filter(user=tom).exists()
    assert recoveries.confirm(row, how=HOW, actor=maya, at=AT + DAY)
    assert not Authenticator.objects.filter(user=tom).exists()
    assert (row.state, row.vouched_by_id, row.decided_by_id) == ("done", alden.person_id, maya.person_id)
    assert [event.action for event in timeline(row)] == ["recovery.complete", "recovery.vouch", "recovery.asked"]
    assert timeline(tom)[0].action == "account.second_factor_removed"
    assert [mail.template for mail in mails(TOM)] == ["recovery_asked", "recovery_done"]


def test_those_who_can_confirm_it_are_told_and_nobody_else(harbor, tom, alden, maya):
    cast.staff(harbor, "Rosa Quillfeather", Role.INTAKE)
    asked(harbor, tom)
    told = {mail.address for mail in mails() if mail.template == "recovery_to_confirm"}
    assert told == {"birchwick@harbor.example", "lindenwood@harbor.example"}


def test_the_same_person_twice_is_one_person(harbor, tom, alden):
    row = asked(harbor, tom)
    recoveries.confirm(row, how=HOW, actor=alden, at=AT)
    assert refused(recoveries.confirm, row, actor=alden) == ["same_person"]
    assert row.state == "vouched" and Authenticator.objects.filter(user=tom).exists()


def test_the_second_account_of_the_first_is_the_same_person(harbor, tom, alden):
    row = asked(harbor, tom)
    recoveries.confirm(row, how=HOW, actor=alden, at=AT)
    assert refused(recoveries.confirm, row, actor=second_account(harbor, alden)) == ["same_person"]


def test_somebody_suspected_to_be_the_first_is_not_a_second(harbor, tom, alden, maya):
    row = asked(harbor, tom)
    recoveries.confirm(row, how=HOW, actor=alden, at=AT)
    ines = cast.staff(harbor, "Ines Calloway", Role.DIRECTOR)
    one, other = Person.objects.get(pk=alden.person_id), Person.objects.get(pk=ines.person_id)
    suspect_same_person(one=one, other=other, reason="They share a telephone.", actor=maya, at=AT)
    assert refused(recoveries.confirm, row, actor=ines) == ["same_person"]


def test_she_does_not_let_herself_in_under_any_account(harbor, tom, alden):
    row = asked(harbor, tom)
    herself = second_account(harbor, staff_actor(tom.memberships.within(harbor).get()), Role.ADMIN)
    assert refused(recoveries.confirm, row, actor=herself) == ["own_account"]
    assert refused(recoveries.refuse, row, actor=herself) == ["own_account"]
    recoveries.confirm(row, how=HOW, actor=alden, at=AT)
    assert refused(recoveries.confirm, row, actor=herself) == ["own_account"]


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.COMMITTEE, Role.INTAKE, Role.AUDITOR])
def test_other_roles_confirm_nobody(harbor, tom, role):
    assert refused(recoveries.confirm, asked(harbor, tom), actor=cast.staff(harbor, "Una Ledgerwood", role)) == ["not_allowed"]


def test_another_organizations_people_confirm_nobody(harbor, tom):
    summit = cast.organization("summit")
    assert refused(recoveries.confirm, asked(harbor, tom), actor=admin(summit, "Quentin Scree")) == ["not_allowed"]


def test_it_is_said_how_one_knows(harbor, tom, alden):
    assert refused(recoveries.confirm, asked(harbor, tom), actor=alden, how=" ") == ["no_reason"]


def test_a_request_is_good_for_seven_days_and_asking_again_renews_it(harbor, tom, alden):
    row = asked(harbor, tom)
    late = AT + 7 * DAY + timedelta(seconds=1)
    assert refused(recoveries.confirm, row, actor=alden, at=late) == ["too_old"]
    assert asked(harbor, tom, at=late).pk == row.pk
    row.refresh_from_db()
    assert not recoveries.confirm(row, how=HOW, actor=alden, at=late)


def test_a_word_that_grew_old_does_not_block_her_for_ever(harbor, tom, alden, maya):
    row = asked(harbor, tom)
    recoveries.confirm(row, how=HOW, actor=alden, at=AT)
    late = AT + 8 * DAY
    assert refused(recoveries.confirm, row, actor=maya, at=late) == ["too_old"]
    fresh = asked(harbor, tom, at=late)
    assert not recoveries.confirm(fresh, how=HOW, actor=maya, at=late)
    assert recoveries.confirm(fresh, how=HOW, actor=alden, at=late)


@pytest.mark.parametrize(("age", "state"), [(-1, "vouched"), (0, "vouched"), (1, "asked")])
def test_asking_again_takes_back_a_word_of_more_than_seven_days_ago(harbor, tom, alden, age, state):
    recoveries.confirm(asked(harbor, tom), how=HOW, actor=alden, at=AT)
    assert asked(harbor, tom, at=AT + 7 * DAY + timedelta(seconds=age)).state == state


def test_of_what_she_writes_300_letters_are_kept_and_no_word_leaves_the_last(harbor, tom):
    said = [("x" * 301, "x" * 300), ("", "x" * 300), ("y" * 301, "y" * 300), ("z", "z")]
    assert [recoveries.ask(user=tom, organization=harbor, note=note, at=AT).note for note, _kept in said] == [kept for _note, kept in said]


def test_refused_nothing_changes_and_she_may_ask_again(harbor, tom, alden):
    row = asked(harbor, tom)
    recoveries.refuse(row, how="It was not her voice.", actor=alden, at=AT)
    assert row.state == "refused" and Authenticator.objects.filter(user=tom).exists()
    assert mails(TOM)[-1].template == "recovery_refused"
    assert asked(harbor, tom).pk != row.pk


def test_the_database_refuses_one_person_for_both(harbor, tom, alden):
    row = asked(harbor, tom)
    recoveries.confirm(row, how=HOW, actor=alden, at=AT)
    rows = Recovery.objects.within(harbor).filter(pk=row.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="done", decided_by=Person.objects.get(pk=alden.person_id))


def test_only_organizations_that_know_her_can_be_asked(harbor, tom):
    summit = cast.organization("summit")
    with pytest.raises(Refused):
        recoveries.ask(user=tom, organization=summit, at=AT)
    assert recoveries.who_can_vouch(tom, at=AT) == [Organization.objects.get(slug="harbor")]


# ── In the browser ───────────────────────────────────────────────────────────


def half_in(client):
    """Her password was right; the second step is asked for."""
    answer = client.post("/account/login/", {"login": TOM, "password": PASSWORD})
    assert answer.url == "/account/2fa/authenticate/"


def test_who_has_not_given_her_password_cannot_ask(client, harbor, tom):
    assert client.get("/account/recovery/").url == "/account/login/"
    assert client.post("/account/recovery/", {"organization": harbor.pk}).url == "/account/login/"
    assert not Recovery.objects.within(harbor).exists()


def test_half_signed_in_she_asks_and_still_reaches_nothing(client, harbor, tom):
    half_in(client)
    assert "/account/recovery/" in client.get("/account/2fa/authenticate/").content.decode()
    assert "Harbor" in client.get("/account/recovery/").content.decode()
    assert client.post("/account/recovery/", {"organization": 0}).status_code == 422
    assert client.post("/account/recovery/", {"organization": harbor.pk, "note": "Lost it."}).status_code == 200
    assert Recovery.objects.within(harbor).get().user == tom
    assert client.get("/harbor/queue/").status_code == 302


def test_the_whole_way_back_ends_her_open_sessions(client, harbor, tom, alden, maya, settings):
    settings.STAFF_SECOND_FACTOR = True
    elsewhere = sign_in(client, staff_actor(tom.memberships.within(harbor).get()))
    assert elsewhere.get("/harbor/queue/").status_code == 200
    row = asked(harbor, tom, at=clock.now())
    recoveries.confirm(row, how=HOW, actor=alden, at=clock.now())
    recoveries.confirm(row, how=HOW, actor=maya, at=clock.now())
    assert elsewhere.get("/harbor/queue/").url.startswith("/account/login/")
    assert client.post("/account/login/", {"login": TOM, "password": PASSWORD}).url == "/"
    assert client.get("/harbor/queue/").url == "/account/2fa/"


def test_let_back_in_while_the_second_step_is_asked_for_she_starts_over_in_the_same_browser(client, harbor, tom, alden, maya):
    half_in(client)
    row = asked(harbor, tom, at=clock.now())
    for by in (alden, maya):
        recoveries.confirm(row, how=HOW, actor=by, at=clock.now())
    assert client.get("/account/2fa/authenticate/").url == "/account/login/"
    assert client.get("/account/login/").status_code == 200


def test_the_page_takes_the_words_of_two(client, harbor, tom, alden, maya, settings):
    settings.STAFF_SECOND_FACTOR = False
    row = asked(harbor, tom, at=clock.now())
    address = f"/harbor/recoveries/{row.pk}/"
    sign_in(client, alden)
    assert "Tom Wetherby" in client.get("/harbor/recoveries/").content.decode()
    assert client.post(address, {"how": HOW, "answer": "yes"}).status_code == 302
    own = client.get(address).content.decode()
    assert "You vouched for this colleague already." in own and 'value="yes"' not in own
    assert client.post(address, {"how": HOW, "answer": "yes"}).status_code == 409
    sign_in(client, maya)
    assert client.post(address, {"how": HOW, "answer": "yes"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "done"
