"""Who takes over an imported profile is asked whether its importer sees it; until she agrees it sees what it recorded itself."""

from datetime import date

import pytest

from licensure.models import License, Verification
from licensure.workflow.evidence import add_license
from network.access import Role, system, therapist_actor
from network.events import timeline
from network.models import Claim, Participation, Practitioner, User
from network.workflow.accepting import accept_anew
from network.workflow.claims import confirm_claim
from network.workflow.invitations import invite_owner
from network.workflow.people import register_practitioner
from network.workflow.standing import share, take_part
from tests.network.cast import staff
from tests.shared import shared
from tests.vetting.hers import as_her, get, post
from tests.vetting.pages import text
from tests.vetting.story import Story
from vetting.queries.looked_at import looked_at
from vetting.workflow.moving_in import Original, take_over

pytestmark = pytest.mark.django_db
NUMBER = "I.0099001"


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.STAFF_SECOND_FACTOR = False


_world, world = shared(Story)


def from_the_roster(world):
    """Somebody of Harbor's own roster, with the license it says she holds."""
    who = register_practitioner(
        given_name="Corin", family_name="Applewhite", date_of_birth=date(1975, 1, 2), imported_by=world.organization,
        profession="social_worker", actor=system("import"), at=world.start,
    )
    add_license(
        practitioner=who, jurisdiction_id="US-OH", license_type="US-OH:lisw", number=NUMBER, issued_on=date(2016, 3, 1),
        expires_on=world.day(-400), actor=world.maya, at=world.start,
    )
    participation = take_part(organization=world.organization, practitioner=who, actor=world.maya, at=world.start)
    share(participation=participation, actor=world.maya, at=world.start)
    return who


_imported, imported = shared(from_the_roster, "_imported")


@pytest.fixture
def moved_in(world, imported):
    """Her earlier approval, recorded."""
    record = Original(decided_on=world.day(300), body="Credentialing committee", document="Minutes 14, page 3")
    return take_over(
        organization=world.organization, practitioner=imported, record=record, due_on=world.day(-400), jurisdictions=["US-OH"],
        actor=world.maya, at=world.start,
    ).application


def claim(world, imported):
    """It is her: she knew the number, and a colleague of Maya's confirmed it. The actor she is from now on."""
    address = "corin@mail.example"
    invitation = invite_owner(
        practitioner=imported, organization=world.organization, address=address, actor=world.maya, at=world.now
    )
    accept_anew(
        invitation, password="Slow-river-9-stones", given_name="Corin", family_name="Applewhite", number=NUMBER, at=world.now
    )
    made = Claim.objects.within(world.organization).get()
    confirm_claim(made, how="I called her.", actor=staff(world.organization, "Alden Pike", Role.ADMIN), at=world.now)
    who = Practitioner.objects.of(imported).get()
    return therapist_actor(who, User.objects.get(email=address))


def participation(world):
    return Participation.objects.within(world.organization).get()


def seen(world):
    return list(License.objects.within(world.organization).values_list("number", flat=True))


def test_what_is_hers_is_no_longer_shown_to_its_importer_and_what_that_recorded_itself_stays(world, moved_in):
    assert seen(world) == [NUMBER]
    herself = claim(world, moved_in.practitioner)
    assert (seen(world), participation(world).shared, participation(world).state) == ([], False, "onboarding")
    assert timeline(participation(world))[0].action == "participation.sharing"
    check = Verification.objects.within(world.organization).get(file=moved_in.reference, element="license")
    assert check.evidence.number == NUMBER and world.grants(moved_in)
    add_license(
        practitioner=moved_in.practitioner, jurisdiction_id="US-TX", license_type="US-TX:lcsw", number="TX-7", actor=herself, at=world.now
    )
    assert looked_at(moved_in.practitioner) == [] and seen(world) == []


def test_she_is_asked_and_agrees_or_does_not(client, world, moved_in):
    as_her(client, claim(world, moved_in.practitioner))
    assert "Say whether Harbor" in text(get(client, "me"))
    asked = text(get(client, "my_sharing", reference=moved_in.reference))
    assert "I agree to share this with" in asked and "I do not agree" in asked
    post(client, "my_sharing", {"do": "stop"}, reference=moved_in.reference)
    assert not participation(world).shared and "Say whether Harbor" not in text(get(client, "me"))
    post(client, "my_sharing", {"do": "agree"}, reference=moved_in.reference)
    assert participation(world).shared and seen(world) == [NUMBER]
    assert [row.reference for row in looked_at(moved_in.practitioner)] == [moved_in.reference]


def test_who_was_only_on_a_roster_shares_when_she_applies(client, world, imported):
    as_her(client, claim(world, imported))
    assert not participation(world).shared and seen(world) == []
    told = text(get(client, "my_organizations"))
    assert "It sees nothing more of you unless you apply and agree." in told


def test_a_profile_nobody_claimed_stays_seen_by_its_importer(world, moved_in):
    assert participation(world).shared and seen(world) == [NUMBER]
