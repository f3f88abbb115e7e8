"""Who may do what, written a second time by hand: the product and this table share no code."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from network.access import (
    GRANTS,
    RULE_ACTIONS,
    SYSTEM_ACTIONS,
    TERMINAL_ACTIONS,
    THERAPIST_ACTIONS,
    Action,
    Actor,
    ActorKind,
    Forbidden,
    Role,
    actor_for,
    can,
    not_allowed,
    require,
    system,
)
from network.models import Membership, Participation, PractitionerName, User
from tests.network import cast

# M network manager · V verifier · D director · C committee · U auditor · A admin · I intake · F finance · P finance
# approver · E employer contact · T the therapist, for what is hers · S scheduled work
# R a documented rule, where an organization switched it on
# O the operator of the installation, at its terminal
TABLE = """
see_queue             M V D C U
see_file              M V D C U
see_standing          M V D C I F P
see_audit             M U A
take_evidence         M U S
see_policy            M V D C U A
see_numbers           M D U
see_lists             M V D A
share_view            M
assign                M V
invite_therapist      M V
request_information   M V D
obtain                M V S
verify                M V
waive                 D
adjudicate            M V D
begin_checks          M V S
assess                M V D S
decide                D C
not_accept            M D
vacate                D
handle_alert          M V D
prepare_meeting       M D
appoint_members       D
record_appeal         M D
extend_appeal         D
record_network        M D
import_roster         M D S
hold                  M D
open_review           M D S
log_concern           M V D I
see_concern           M D C
handle_concern        M D
name_desks            M D
end_participation     M D
see_kept              M D
legal_hold            M D
erase                 M D
write_policy          M A
approve_policy        D
manage_staff          A
confirm_claim         M A
confirm_recovery      M D A
link_persons          M V D A
see_reference         M A
correct_reference     A
extend_license        M V D A
see_payments          M D F P
write_terms           M F
publish_terms         D P
issue_authorization   M I
keep_payee            F
see_account           F P
confirm_account       F P
check_lines           F
approve_lines         P
keep_ledger           F
close_period          P
make_batch            F
release_batch         P
take_answer           F P
take_calls            I
set_intake            M A
confirm_intake        M D A
see_report            E
own_profile           T
apply                 T
attest                T
withdraw              T
appeal                T
accept_terms          T
answer_referrals      T
log_session           T
own_account           T
vouch_at_terminal     O
answer_correction     O
run                   S
verify_by_rule        R
"""
LETTERS = dict(zip("MVDCUAIFPE", Role.values, strict=True))
WHO = {line.split()[0]: set(line.split()[1:]) for line in TABLE.strip().splitlines()}


def test_the_table_names_every_action_and_every_role():
    assert set(WHO) == set(Action.values)
    assert set(GRANTS) == set(Role)


@pytest.mark.parametrize("action", Action.values)
@pytest.mark.parametrize("letter", LETTERS)
def test_a_role_may_exactly_what_the_table_says(letter, action):
    actor = Actor(label="x", kind=ActorKind.STAFF, organization_id=1, roles=frozenset({LETTERS[letter]}))
    assert can(actor, action) == (letter in WHO[action])


@pytest.mark.parametrize("action", Action.values)
def test_a_therapist_the_terminal_the_schedule_and_a_rule_may_exactly_what_the_table_says(action):
    assert can(Actor(label="x", kind=ActorKind.THERAPIST, practitioner_id=1), action) == ("T" in WHO[action])
    assert can(system("nightly"), action) == ("S" in WHO[action])
    assert can(Actor(label="x", kind=ActorKind.TERMINAL, organization_id=1), action) == ("O" in WHO[action])
    assert can(Actor(label="x", kind=ActorKind.RULE, organization_id=1), action) == ("R" in WHO[action])


@pytest.mark.parametrize("action", Action.values)
def test_every_action_is_somebodys(action):
    assert WHO[action]
    assert any(action in allowed for allowed in (*GRANTS.values(), THERAPIST_ACTIONS, TERMINAL_ACTIONS, SYSTEM_ACTIONS, RULE_ACTIONS))


@pytest.mark.parametrize("action", ["decide", "waive", "vacate", "not_accept", "adjudicate", "verify", "approve_policy"])
def test_a_machine_judges_nobody(action):
    assert not can(system("nightly"), action)


@pytest.mark.parametrize("action", Action.values)
def test_neither_an_operator_nor_somebody_without_roles_may_anything(action):
    operator = Actor(label="x", kind=ActorKind.OPERATOR, roles=frozenset(Role.values))
    assert not can(operator, action)
    assert not can(Actor(label="x", kind=ActorKind.STAFF, organization_id=1), action)
    assert not can(Actor(label="x", kind=ActorKind.STAFF, organization_id=1, roles=frozenset({"frobnicator"})), action)


def test_roles_add_up():
    both = Actor(label="x", kind=ActorKind.STAFF, organization_id=1, roles=frozenset({Role.VERIFIER, Role.DIRECTOR}))
    assert can(both, Action.VERIFY) and can(both, Action.DECIDE) and not can(both, Action.MANAGE_STAFF)


# ── On what ──────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_the_right_role_in_another_organization_is_no_right():
    harbor, summit = cast.organization("harbor"), cast.organization("summit")
    director = cast.staff(harbor, "Ines Calloway", Role.DIRECTOR)
    assert can(director, Action.DECIDE, cast.case(harbor))
    assert can(director, Action.DECIDE, harbor)
    assert not can(director, Action.DECIDE, cast.case(summit))
    assert not can(director, Action.DECIDE, summit)


@pytest.mark.django_db
def test_scheduled_work_of_one_organization_stays_there():
    harbor, summit = cast.organization("harbor"), cast.organization("summit")
    ours, theirs = cast.case(harbor), cast.case(summit)
    assert can(system("nightly", harbor), Action.ASSESS, ours)
    assert not can(system("nightly", harbor), Action.ASSESS, theirs)
    assert can(system("nightly"), Action.ASSESS, theirs)


@pytest.mark.django_db
def test_a_therapist_keeps_her_own_profile_and_nobody_elses():
    wren, her = cast.therapist()
    other, _ = cast.therapist("Linnea Marshgrove", "T-00043")
    names = [PractitionerName.objects.create(practitioner=who, given_name="W", family_name="R") for who in (wren, other)]
    assert [can(her, Action.OWN_PROFILE, name) for name in names] == [True, False]
    assert [can(her, Action.OWN_PROFILE, who) for who in (wren, other)] == [True, False]
    assert not can(her, Action.OWN_PROFILE, cast.case(cast.organization()))  # a row that is not about her


@pytest.mark.django_db
def test_staff_act_on_what_a_therapist_owns_only_while_she_takes_part_and_shares():
    harbor = cast.organization()
    wren, _ = cast.therapist()
    name = PractitionerName.objects.create(practitioner=wren, given_name="Wren", family_name="Reed")
    verifier = cast.staff(harbor, "Tom Wetherby", Role.VERIFIER)
    assert not can(verifier, Action.VERIFY, name) and not can(verifier, Action.VERIFY, wren)
    mine = Participation.objects.create(
        organization=harbor, practitioner=wren, began_at=cast.NOON, state_since=cast.NOON, shared=False
    )
    assert can(verifier, Action.VERIFY, wren) and not can(verifier, Action.VERIFY, name)
    mine.shared = True
    mine.save()
    assert can(verifier, Action.VERIFY, name)
    elsewhere = cast.staff(cast.organization("summit"), "Tamsin Overlook", Role.VERIFIER)
    assert not can(elsewhere, Action.VERIFY, name) and not can(elsewhere, Action.VERIFY, wren)


# ── Saying no ────────────────────────────────────────────────────────────────


def test_a_refusal_names_the_roles_that_could():
    actor = Actor(label="x", kind=ActorKind.STAFF, organization_id=1, roles=frozenset({Role.VERIFIER}))
    with pytest.raises(Forbidden) as forbidden:
        require(actor, Action.DECIDE)
    assert "Clinical director" in str(forbidden.value.reason) and "Committee member" in str(forbidden.value.reason)
    require(actor, Action.VERIFY)


def test_a_refusal_says_when_no_role_could():
    assert "Only the therapist" in str(not_allowed(Action.ATTEST))
    assert "scheduled work" in str(not_allowed(Action.RUN))
    assert "at its terminal" in str(not_allowed(Action.VOUCH_AT_TERMINAL))


# ── Who somebody is ──────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_nobody_is_nobody():
    harbor = cast.organization()
    assert actor_for(None) is None and actor_for(AnonymousUser(), harbor) is None


@pytest.mark.django_db
def test_staff_are_staff_only_of_their_own_organization_and_no_therapist():
    harbor, summit = cast.organization("harbor"), cast.organization("summit")
    user = User.objects.get(pk=cast.staff(harbor, "Tom Wetherby", Role.VERIFIER).user_id)
    assert actor_for(user, harbor).roles == {Role.VERIFIER}
    assert actor_for(user, summit) is None and actor_for(user) is None


@pytest.mark.django_db
def test_a_therapist_is_one_in_no_organization_in_particular():
    wren, her = cast.therapist()
    user = User.objects.get(pk=her.user_id)
    assert actor_for(user) == her and actor_for(user, cast.organization()) is None


@pytest.mark.django_db
def test_a_closed_account_is_nobody():
    harbor = cast.organization()
    user = User.objects.get(pk=cast.staff(harbor).user_id)
    user.is_active = False
    assert actor_for(user, harbor) is None


@pytest.mark.parametrize("day, here", [(1, False), (2, True), (3, True), (4, True), (5, False)])
@pytest.mark.django_db
def test_a_membership_counts_from_its_first_day_through_its_last(day, here):
    harbor = cast.organization()
    actor = cast.staff(harbor)
    membership = Membership.objects.within(harbor).get(user_id=actor.user_id)
    membership.starts_on, membership.ends_on = date(2026, 11, 2), date(2026, 11, 4)
    membership.save()
    assert (actor_for(membership.user, harbor, on=date(2026, 11, day)) is not None) == here
