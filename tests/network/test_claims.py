"""Taking over an imported profile: the invitation, the license number, and a colleague who is not the one who invited."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from network.access import Forbidden, Role, actor_for, staff_actor
from network.events import timeline
from network.models import (
    Claim,
    Mark,
    Membership,
    Participation,
    Person,
    PersonLink,
    Practitioner,
    PractitionerName,
    User,
)
from network.transitions import Refused
from network.workflow.accepting import accept_anew, accept_as
from network.workflow.claims import confirm_claim, refuse_claim
from network.workflow.invitations import invite_owner
from network.workflow.people import register_practitioner
from network.workflow.standing import take_part
from tests.network import cast
from tests.network.front_door import AT, PASSWORD, admin, mails, sign_in

pytestmark = pytest.mark.django_db
CORIN = "corin@mail.example"
HOW = "Called her practice on the number of the register."


def knows(practitioner, number):
    """Stands in for the app that knows licenses."""
    return number == "149.020001"


@pytest.fixture(autouse=True)
def licenses(settings):
    settings.CLAIM_CHECK = "tests.network.test_claims.knows"
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def profile(harbor, maya):
    row = register_practitioner(
        given_name="Corin", family_name="Applewhite", date_of_birth=date(1975, 1, 2), imported_by=harbor, actor=maya, at=AT
    )
    take_part(organization=harbor, practitioner=row, actor=maya, at=AT)
    return row


def invited(profile, maya, address=CORIN):
    return invite_owner(practitioner=profile, organization=profile.imported_by, address=address, actor=maya, at=AT)


def claimed(profile, maya, number="149.020001", **name):
    name = {"given_name": "Corin", "family_name": "Applewhite", **name}
    accept_anew(invited(profile, maya), password=PASSWORD, number=number, at=AT, **name)
    return Claim.objects.within(profile.imported_by).get()


def test_until_somebody_confirms_it_she_sees_nothing_of_the_profile(harbor, maya, profile):
    claim = claimed(profile, maya)
    profile.refresh_from_db()
    assert claim.state == "made" and profile.claimed_at is None
    assert actor_for(claim.user) is None
    assert [event.action for event in timeline(claim)] == ["claim.made"]


def test_confirmed_the_profile_is_hers_and_both_are_told(harbor, maya, profile):
    claim = claimed(profile, maya)
    confirm_claim(claim, how=HOW, actor=admin(harbor), at=AT)
    profile.refresh_from_db()
    assert (profile.person, profile.claimed_at, profile.email) == (claim.user.person, AT, CORIN)
    assert actor_for(User.objects.get(email=CORIN)).practitioner_id == profile.pk
    assert profile.person.date_of_birth == date(1975, 1, 2)
    assert [event.action for event in timeline(profile)][0] == "practitioner.claimed"
    assert timeline(claim)[0].action == "claim.confirm" and timeline(claim)[0].payload.values["reason"] == HOW
    assert mails(CORIN)[-1].template == "claim_confirmed"


def test_what_is_hers_now_is_shown_to_nobody_until_she_agrees(harbor, maya, profile):
    rows = Participation.objects.within(harbor).filter(practitioner=profile)
    rows.update(shared=True)
    (row,) = rows
    confirm_claim(claimed(profile, maya), how=HOW, actor=admin(harbor), at=AT)
    row.refresh_from_db()
    assert not row.shared and timeline(row)[0].action == "participation.sharing"


def test_the_name_it_was_imported_under_stays_a_key_for_screening(harbor, maya, profile):
    claim = claimed(profile, maya, family_name="Applewhite-Moss")
    confirm_claim(claim, how=HOW, actor=admin(harbor), at=AT)
    assert [str(row) for row in PractitionerName.objects.of(profile)] == ["Corin Applewhite"]


def test_the_trail_tells_under_which_name_the_profile_was_and_under_which_it_is(harbor, maya, profile):
    imported = profile.person_id
    claim = claimed(profile, maya, family_name="Applewhite-Moss")
    confirm_claim(claim, how=HOW, actor=admin(harbor), at=AT)
    profile.refresh_from_db()
    (told,) = [event.payload.values for event in timeline(profile) if event.action == "practitioner.claimed"]
    name = {"given_name": "Corin", "prefix": "", "date_of_birth": "1975-01-02"}
    assert told["before"] == {"person": imported, "family_name": "Applewhite", **name}
    assert told["after"] == {"person": profile.person_id, "family_name": "Applewhite-Moss", **name, "claim": claim.pk}


def test_nobody_is_left_behind_under_the_name_a_roster_gave_her(harbor, maya, profile):
    imported, other = profile.person, Person.objects.get(pk=maya.person_id)
    for row, kind in ((imported, "phone"), (imported, "address")):
        Mark.objects.create(person=row, kind=kind, source="profile", keyed_hash=f"{kind}-hash")
    PersonLink.objects.create(one=other, other=imported, reason="The same telephone.", proposed_by=other)
    claim = claimed(profile, maya)
    hers = claim.user.person
    Mark.objects.create(person=hers, kind="phone", source="profile", keyed_hash="phone-hash")
    PersonLink.objects.create(one=imported, other=hers, reason="The same name.", proposed_by=other)
    confirm_claim(claim, how=HOW, actor=admin(harbor), at=AT)
    imported.refresh_from_db()
    assert (imported.given_name, imported.prefix, imported.family_name, imported.date_of_birth) == ("", "", "", None)
    assert not imported.marks.exists() and sorted(hers.marks.values_list("kind", "keyed_hash")) == [
        ("address", "address-hash"), ("phone", "phone-hash"),
    ]
    (link,) = PersonLink.objects.all()
    assert {link.one_id, link.other_id} == {other.pk, hers.pk} and link.reason == "The same telephone."


def test_refused_the_profile_stays_as_it_was_and_may_be_claimed_again(harbor, maya, profile):
    claim = claimed(profile, maya)
    refuse_claim(claim, how="It was her assistant.", actor=admin(harbor), at=AT)
    profile.refresh_from_db()
    assert profile.claimed_at is None and actor_for(User.objects.get(email=CORIN)) is None
    assert mails(CORIN)[-1].template == "claim_refused"
    again = invited(profile, maya, address="corin@practice.example")
    accept_anew(again, password=PASSWORD, number="149.020001", given_name="Corin", family_name="Applewhite", at=AT)
    assert Claim.objects.within(harbor).filter(state="made").count() == 1


def test_who_sent_the_invitation_does_not_confirm_whom_it_reached(harbor, maya, profile):
    claim = claimed(profile, maya)
    with pytest.raises(Refused) as refused:
        confirm_claim(claim, how=HOW, actor=maya, at=AT)
    assert refused.value.codes == ["same_person"] and refused.value.refusals[0].cure


def test_nor_does_her_second_account(harbor, maya, profile):
    claim = claimed(profile, maya)
    second = User.objects.create_user("m.lindenwood@harbor.example", person=Person.objects.get(pk=maya.person_id))
    membership = Membership.objects.create(organization=harbor, user=second, person=second.person, roles=[Role.ADMIN])
    with pytest.raises(Refused) as refused:
        confirm_claim(claim, how=HOW, actor=staff_actor(membership), at=AT)
    assert refused.value.codes == ["same_person"]


def test_nobody_confirms_her_own_claim(harbor, maya, profile):
    claim = claimed(profile, maya)
    herself = Membership.objects.create(organization=harbor, user=claim.user, person=claim.user.person, roles=[Role.ADMIN])
    for decide in (confirm_claim, refuse_claim):
        with pytest.raises(Refused) as refused:
            decide(claim, how=HOW, actor=staff_actor(herself), at=AT)
        assert refused.value.codes == ["own_claim"]


def test_it_is_said_how_one_knows_and_only_by_who_may(harbor, maya, profile):
    claim = claimed(profile, maya)
    with pytest.raises(Refused) as refused:
        confirm_claim(claim, how="  ", actor=admin(harbor), at=AT)
    assert refused.value.codes == ["no_reason"]
    with pytest.raises(Refused) as refused:
        confirm_claim(claim, how=HOW, actor=cast.staff(harbor, "Tom Wetherby", Role.VERIFIER), at=AT)
    assert refused.value.codes == ["not_allowed"]


def test_a_wrong_number_makes_no_account_is_counted_and_closes_after_five(harbor, maya, profile):
    row = invited(profile, maya)
    for tried in range(1, 6):
        with pytest.raises(Refused) as refused:
            accept_anew(row, password=PASSWORD, number="1", given_name="Corin", family_name="Applewhite", at=AT)
        assert refused.value.codes == ["wrong_number"]
        assert ("new invitation" in str(refused.value.refusals[0].cure)) is (tried == 5)
        row.refresh_from_db()
        assert row.failed == tried
    assert row.revoked_at == AT and not User.objects.filter(email=CORIN).exists()
    with pytest.raises(Refused) as refused:
        accept_anew(row, password=PASSWORD, number="149.020001", given_name="Corin", family_name="Applewhite", at=AT)
    assert refused.value.codes == ["not_open"]
    assert [event.action for event in timeline(row)][:6] == [*["invitation.wrong_number"] * 5, "invitation.sent"]


def test_who_has_a_profile_of_her_own_brings_that_one(harbor, maya, profile):
    practitioner, wren = cast.therapist()
    row = invited(profile, maya, address="t-00042@mail.example")
    with pytest.raises(Refused) as refused:
        accept_as(row, user=User.objects.get(pk=wren.user_id), number="149.020001", at=AT)
    assert refused.value.codes == ["own_profile"]
    row.refresh_from_db()
    assert row.accepted_at is None


def test_two_claims_on_one_profile_cannot_both_stand(harbor, maya, profile):
    claim = claimed(profile, maya)
    other = User.objects.create_user("impostor@mail.example", person=cast.person("Corin Applewhite"))
    row = invited(profile, maya, address="impostor@mail.example")
    with pytest.raises(Refused) as refused:
        accept_as(row, user=other, number="149.020001", at=AT)
    assert refused.value.codes == ["claimed"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(
            organization=harbor, invitation=row, practitioner=profile, user=other, number="149.020001", made_at=claim.made_at
        )


def test_only_the_importer_invites_the_owner_and_only_while_nobody_claimed_it(harbor, maya, profile):
    summit = cast.organization("summit")
    with pytest.raises(Forbidden):
        invite_owner(practitioner=profile, organization=summit, address=CORIN, actor=cast.staff(summit), at=AT)
    confirm_claim(claimed(profile, maya), how=HOW, actor=admin(harbor), at=AT)
    profile.refresh_from_db()
    with pytest.raises(Refused) as refused:
        invite_owner(practitioner=profile, organization=harbor, address="other@mail.example", actor=maya, at=AT)
    assert refused.value.codes == ["not_imported"]


def test_an_unclaimed_profile_is_its_importers_alone(harbor, maya, profile):
    """Even where another organization has a participation of hers, it sees nothing until she claimed it."""
    summit = cast.organization("summit")
    sorrel = cast.staff(summit, "Sorrel Ashdown")
    row = take_part(organization=summit, practitioner=profile, actor=sorrel, at=AT)
    type(row).objects.within(summit).update(shared=True)
    PractitionerName(practitioner=profile, given_name="Corin", family_name="Old").save()
    assert Practitioner.objects.visible_to(maya).filter(pk=profile.pk).exists()
    assert not Practitioner.objects.visible_to(sorrel).filter(pk=profile.pk).exists()
    assert not PractitionerName.objects.within(summit).exists()
    confirm_claim(claimed(profile, maya), how=HOW, actor=admin(harbor), at=AT)
    assert Practitioner.objects.visible_to(sorrel).filter(pk=profile.pk).exists()
    assert PractitionerName.objects.within(summit).exists()


# ── In the browser ───────────────────────────────────────────────────────────


def test_the_page_of_a_claim_shows_what_is_known_and_takes_the_word(client, harbor, maya, profile):
    claim = claimed(profile, maya)
    sign_in(client, maya)
    own = client.get(f"/harbor/claims/{claim.pk}/").content.decode()
    assert "You sent this invitation yourself." in own and 'value="yes"' not in own
    assert client.post(f"/harbor/claims/{claim.pk}/", {"how": HOW, "answer": "yes"}).status_code == 409
    sign_in(client, admin(harbor))
    assert "Corin Applewhite" in client.get("/harbor/claims/").content.decode()
    assert client.post(f"/harbor/claims/{claim.pk}/", {"how": "", "answer": "yes"}).status_code == 422
    assert client.post(f"/harbor/claims/{claim.pk}/", {"how": HOW, "answer": "yes"}).status_code == 302
    claim.refresh_from_db()
    assert claim.state == "confirmed"
    assert "The profile is theirs" in client.get(f"/harbor/claims/{claim.pk}/").content.decode()


def test_another_organization_knows_nothing_of_a_claim(client, harbor, maya, profile):
    claim = claimed(profile, maya)
    sign_in(client, admin(cast.organization("summit")))
    assert client.get(f"/summit/claims/{claim.pk}/").status_code == 404


def test_while_it_waits_her_start_page_says_so(client, harbor, maya, profile):
    claim = claimed(profile, maya)
    client.force_login(claim.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Harbor checks that the profile is yours" in client.get("/").content.decode()


def test_a_profile_is_offered_for_an_invitation_until_one_is_open(client, harbor, maya, profile):
    sign_in(client, maya)
    address = f"/harbor/invitations/profiles/{profile.reference}/"
    assert address in client.get("/harbor/invitations/").content.decode()
    assert client.post(address, {"address": CORIN, "language": "en"}).status_code == 302
    assert address not in client.get("/harbor/invitations/").content.decode()
    assert client.get("/harbor/invitations/profiles/T-99999/").status_code == 404
