"""The way back in an office too small for two colleagues: one word from the operator's terminal, one from a colleague."""

import json
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from network import clock
from network.access import Action, Actor, ActorKind, Role, can
from network.events import timeline
from network.models import Membership, Recovery, User
from network.transitions import Refused
from network.workflow import recoveries
from network.workflow.same_person import suspect_same_person
from tests.network import cast
from tests.network.front_door import AT, admin, sign_in

pytestmark = pytest.mark.django_db
HOW = "Called her on the number in her contract."
ALDEN = "birchwick@harbor.example"


@pytest.fixture
def alden(harbor):
    """The only administrator; he has lost his telephone."""
    actor = admin(harbor)
    TOTP.activate(User.objects.get(pk=actor.user_id), "JBSWY3DPEHPK3PXP")
    return actor


@pytest.fixture
def row(harbor, alden):
    return recoveries.ask(user=User.objects.get(pk=alden.user_id), organization=harbor, note="It fell into the harbor.", at=AT)


@pytest.fixture
def maya(harbor, alden):
    return cast.staff(harbor, "Maya Lindenwood", Role.NETWORK_MANAGER)


def at_terminal(row, **said):
    return recoveries.confirm_at_terminal(row, **{"name": "Nadia Orlop", "how": HOW, "at": AT, **said})


def refused(call, *args, **said):
    with pytest.raises(Refused) as raised:
        call(*args, **said)
    return raised.value.codes


def locked_out(row) -> bool:
    return Authenticator.objects.filter(user=row.user).exists()


def test_the_operator_and_the_one_colleague_let_him_back_in(row, maya):
    assert at_terminal(row) is False and locked_out(row)
    assert recoveries.confirm(row, how=HOW, actor=maya, at=AT) is True and not locked_out(row)
    assert (row.state, row.vouched_operator, row.vouched_by_id, row.decided_by_id) == ("done", "Nadia Orlop", None, maya.person_id)
    told = timeline(row)
    assert [event.action for event in told] == ["recovery.complete", "recovery.vouch_at_terminal", "recovery.asked"]
    assert told[1].actor_label == "Nadia Orlop" and told[1].payload.values["reason"] == HOW


def test_it_works_the_other_way_round(row, maya):
    assert not recoveries.confirm(row, how=HOW, actor=maya, at=AT)
    assert at_terminal(row) is True and not locked_out(row)
    assert (row.state, row.vouched_by_id, row.decided_operator) == ("done", maya.person_id, "Nadia Orlop")
    assert timeline(row.user)[0].action == "account.second_factor_removed"


def test_the_operator_alone_lets_nobody_in(row, maya):
    at_terminal(row)
    assert refused(at_terminal, row, name="Somebody Else") == ["operator_vouched"]
    assert row.state == "vouched" and locked_out(row)


def test_where_two_colleagues_can_the_operator_has_no_say(row, harbor, maya):
    cast.staff(harbor, "Ines Calloway", Role.DIRECTOR)
    with pytest.raises(Refused) as raised:
        at_terminal(row)
    assert raised.value.codes == ["colleagues_can"]
    assert "Maya Lindenwood and Ines Calloway" in str(raised.value.refusals[0].message)


@pytest.mark.parametrize("lack", ["role", "ended", "inactive", "one person"])
def test_who_cannot_confirm_it_is_no_second_colleague(row, harbor, maya, lack):
    ines = cast.staff(harbor, "Ines Calloway", Role.INTAKE if lack == "role" else Role.DIRECTOR)
    if lack == "ended":
        Membership.objects.within(harbor).filter(user=ines.user_id).update(ends_on="2026-01-01")
    if lack == "inactive":
        User.objects.filter(pk=ines.user_id).update(is_active=False)
    if lack == "one person":
        one, other = (User.objects.get(pk=each.user_id).person for each in (maya, ines))
        suspect_same_person(one=one, other=other, reason="One telephone.", actor=maya, at=AT)
    assert at_terminal(row) is False and row.state == "vouched"


def test_an_operator_with_an_account_is_held_to_be_its_person(row, maya):
    person = User.objects.get(pk=maya.user_id).person
    assert refused(at_terminal, row, person=row.user.person) == ["own_account"]
    at_terminal(row, person=person)
    assert refused(recoveries.confirm, row, how=HOW, actor=maya, at=AT) == ["same_person"]
    assert locked_out(row)


def test_the_operator_says_who_she_is_how_she_knows_and_within_a_week(row, maya):
    assert refused(at_terminal, row, name=" ") == ["no_name"]
    assert refused(at_terminal, row, how=" ") == ["no_reason"]
    assert refused(at_terminal, row, at=AT.replace(day=10)) == ["too_old"]


def test_nobody_vouches_at_a_terminal_from_a_screen(row, maya):
    assert not can(maya, Action.VOUCH_AT_TERMINAL, row)
    elsewhere = Actor(label="Nadia Orlop", kind=ActorKind.TERMINAL, organization_id=cast.organization("summit").pk)
    assert not can(elsewhere, Action.VOUCH_AT_TERMINAL, row)
    assert elsewhere.actions == {Action.VOUCH_AT_TERMINAL, Action.ANSWER_CORRECTION}


@pytest.mark.parametrize("fields", [{}, {"vouched_operator": "Nadia Orlop"}, {"vouched_operator": "N. O.", "decided_operator": "N. O."}])
def test_the_database_refuses_fewer_than_two(row, harbor, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.within(harbor).filter(pk=row.pk).update(state="done", **fields)


# ── The terminal and the screen ──────────────────────────────────────────────


def told(*arguments):
    out = StringIO()
    call_command("recovery", *arguments, "--organization", "harbor", stdout=out)
    return out.getvalue()


def vouch(**said):
    given = {"operator": "Nadia Orlop", "how": HOW, **said}
    return told("vouch", given.pop("email", ALDEN), *(part for name, text in given.items() for part in (f"--{name}", text)))


def test_the_command_lists_vouches_and_the_page_names_the_operator(client, harbor, alden, maya, settings):
    settings.STAFF_SECOND_FACTOR = False
    row = recoveries.ask(user=User.objects.get(pk=alden.user_id), organization=harbor, at=clock.now())
    (line,) = told("list", "--json").splitlines()
    assert json.loads(line)["colleagues"] == ["lindenwood@harbor.example"]
    assert "vouched for by Nadia Orlop, operator" in vouch()
    page = sign_in(client, maya).get(f"/harbor/recoveries/{row.pk}/").content.decode()
    assert "Nadia Orlop, operator of this installation" in page
    assert client.post(f"/harbor/recoveries/{row.pk}/", {"how": HOW, "answer": "yes"}).status_code == 302
    assert not locked_out(row) and told("list") == ""


@pytest.mark.parametrize(("said", "words"), [
    ({"email": "nobody@harbor.example"}, "has not asked"),
    ({"operator-email": "nobody@harbor.example"}, "no account"),
    ({"how": " "}, "Say how you spoke"),
    ({"operator-email": ALDEN}, "This account is your own"),
])
def test_the_command_says_what_is_wrong(harbor, alden, maya, said, words):
    recoveries.ask(user=User.objects.get(pk=alden.user_id), organization=harbor, at=clock.now())
    with pytest.raises(CommandError, match=words):
        vouch(**said)


def test_where_nobody_is_left_the_operator_appoints_somebody_first(harbor, alden):
    row = recoveries.ask(user=User.objects.get(pk=alden.user_id), organization=harbor, at=clock.now())
    assert "appoint another administrator first" in vouch()
    out = StringIO()
    arguments = ("appoint", "harbor", "--admin", "vesper@harbor.example", "--admin-name", "Vesper Quay", "--json")
    call_command("organization", *arguments, stdout=out)
    assert json.loads(out.getvalue())["link"].startswith("http")
    vesper = Membership.objects.within(harbor).get(user__email="vesper@harbor.example")
    assert timeline(vesper)[0].action == "membership.appointed" and vesper.roles == ["admin"]
    assert "vesper@harbor.example" in told("list")
    call_command("organization", *arguments, stdout=(again := StringIO()))
    vesper.user.set_password("lantern quay basil")
    vesper.user.save()
    call_command("organization", *arguments, stdout=(again := StringIO()))
    assert json.loads(again.getvalue())["link"] == ""  # nobody's own password is set from a terminal
    assert locked_out(row)
