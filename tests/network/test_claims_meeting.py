"""Where the policy asks to meet therapists, an imported profile is handed over after a meeting, and by a second person."""

# ruff: noqa: F811  a fixture is asked for by the name it was imported under
import pytest

from network import clock, identity
from network.access import Role
from network.events import timeline
from network.models import Parameter
from network.transitions import Refused
from network.workflow.claims import confirm_claim, note_meeting
from tests.network import cast
from tests.network.front_door import AT, admin, sign_in
from tests.network.test_claims import HOW, claimed, licenses, profile  # noqa: F401  fixtures are found by name

pytestmark = pytest.mark.django_db


def asks(harbor, maya):
    Parameter(
        organization=harbor, key=identity.PARAMETER, value=["video"], effective_from=AT.date(), author_id=maya.person_id,
        approver_id=admin(harbor, "Bea Elms").person_id,
    ).save()


def meet(claim, actor, **changes):
    said = {"way": "video", "document": "passport", "on": AT.date(), "code": identity.code(claim.user, AT), **changes}
    note_meeting(claim, actor=actor, at=AT, **said)


def refusing(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    assert all(one.cure for one in refused.value.refusals)
    return refused.value.codes


def test_no_profile_is_handed_over_before_somebody_met_her_and_another_confirms(harbor, maya, profile):
    claim = claimed(profile, maya)
    asks(harbor, maya)
    alden = admin(harbor)
    assert refusing(confirm_claim, claim, how=HOW, actor=alden, at=AT) == ["not_met"]
    profile.refresh_from_db()
    assert profile.claimed_at is None
    meet(claim, alden)
    assert (claim.met_by_id, claim.meeting["document"]) == (alden.person_id, "passport")
    assert timeline(claim)[0].action == "claim.meet"
    assert refusing(confirm_claim, claim, how=HOW, actor=alden, at=AT) == ["met_her"]
    confirm_claim(claim, how=HOW, actor=admin(harbor, "Juna Elmsford"), at=AT)
    profile.refresh_from_db()
    assert profile.claimed_at == AT


@pytest.mark.parametrize(("changes", "code"), [
    ({"way": "in_person"}, "other_way"), ({"document": "library card"}, "no_sighting"), ({"code": "12"}, "wrong_code"),
])
def test_a_meeting_is_the_accepted_way_with_a_document_and_by_her_account(harbor, maya, profile, changes, code):
    claim = claimed(profile, maya)
    asks(harbor, maya)
    assert refusing(meet, claim, maya, **changes) == [code]


def test_a_colleague_notes_the_meeting_on_its_own_page(client, harbor, maya, profile):
    claim = claimed(profile, maya)
    asks(harbor, maya)
    sign_in(client, admin(harbor))
    address = f"/harbor/claims/{claim.pk}/meeting/"
    assert address in client.get(f"/harbor/claims/{claim.pk}/").content.decode()
    on = clock.today("America/New_York")
    said = {"way": "video", "document": "passport", "on_day": on.day, "on_month": on.month, "on_year": on.year}
    assert client.post(address, said).status_code == 422
    assert client.post(address, {**said, "code": "12"}).status_code == 409
    assert client.post(address, {**said, "code": identity.code(claim.user, clock.now())}).status_code == 302
    assert "passport" in client.get(f"/harbor/claims/{claim.pk}/").content.decode()
    sign_in(client, cast.staff(cast.organization("summit"), "Perrin Ashe", Role.ADMIN))
    assert client.get(address).status_code == 404
