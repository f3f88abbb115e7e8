"""The identity check on the file's page: somebody notes whom she met, a colleague confirms, and the policy insists."""

import pytest

from network import clock, identity
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import KEPT, World
from vetting.workflow import checking

pytestmark = pytest.mark.django_db


def meets_everyone():
    """An organization whose policy asks to meet every therapist."""
    rest = {criterion: limit for criterion, limit in KEPT.items() if criterion != "identity_seen"}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tests.vetting.staff_world.KEPT", {**rest, "identity_checked": {}})
        return World(preset="EASNA-high")


_world, world = shared(meets_everyone)


_check, check = shared(lambda world: world.checks(world.checking()).get(element="identity"), "_check")


def pane(client, world, check):
    return get(client, "file", world, reference=check.file, query={"item": check.pk}).context["page"].pane


def seen(world, check, **changes):
    day, code = world.day(), identity.code(check.practitioner.person.users.get(), clock.now())
    return {
        "way": "video", "document": "passport", "issued_by": "State of Ohio", "number_end": "4471", "code": code,
        "shown_name": check.practitioner.person.full_name, "born_day": "2", "born_month": "5", "born_year": "1984",
        "as_of_day": day.day, "as_of_month": day.month, "as_of_year": day.year, **changes,
    }


def state(check):
    check.refresh_from_db()
    return check.state


def test_where_the_policy_asks_a_meeting_a_sighting_by_one_is_not_offered(client, world, check):
    sign_in(client, world.tom)
    shown = pane(client, world, check)
    assert shown.meet_url and not shown.seen_url and not shown.joined_url
    assert "verify" not in [act.name for act in shown.buttons]


def test_one_notes_whom_she_met_and_a_colleague_confirms(client, world, check):
    sign_in(client, world.tom)
    assert post(client, "verification_meeting", world, seen(world, check), pk=check.pk).status_code == 302
    assert state(check) == "obtained" and check.met_by_id == world.tom.person_id
    mine = pane(client, world, check)
    assert not mine.joined_url and not mine.meet_url
    page = text(get(client, "file", world, reference=check.file, query={"item": check.pk}))
    assert "You met the therapist yourself." in page and "passport, 4471" in page
    assert post(client, "verification_joined", world, {"comment": "I saw it too."}, pk=check.pk).status_code == 409
    sign_in(client, world.maya)
    assert pane(client, world, check).joined_url
    assert post(client, "verification_joined", world, {"comment": ""}, pk=check.pk).status_code == 422
    assert post(client, "verification_joined", world, {"comment": "I joined the call."}, pk=check.pk).status_code == 302
    assert state(check) == "verified" and check.verified_by_id == world.maya.person_id


def test_another_name_on_the_document_is_put_to_her_and_then_confirmed_with_a_reason(client, world, check):
    sign_in(client, world.tom)
    post(client, "verification_meeting", world, seen(world, check, shown_name="Wren Halloway-Pike"), pk=check.pk)
    sign_in(client, world.maya)
    assert not pane(client, world, check).joined_url
    assert post(client, "verification_joined", world, {"comment": "I joined."}, pk=check.pk).status_code == 409
    post(client, "verification_differs", world, pk=check.pk)
    assert state(check) == "discrepant" and pane(client, world, check).joined_url
    said = {"comment": "I joined; the passport has her married name, and the certificate shows both."}
    assert post(client, "verification_joined", world, said, pk=check.pk).status_code == 302
    assert state(check) == "verified"


@pytest.mark.parametrize("missing", ["way", "document", "issued_by", "number_end", "shown_name", "born_day", "as_of_day"])
def test_nothing_of_a_meeting_is_assumed(client, world, check, missing):
    sign_in(client, world.tom)
    answer = post(client, "verification_meeting", world, seen(world, check, **{missing: ""}), pk=check.pk)
    assert answer.status_code == 422 and state(check) == "required"


def test_a_wrong_code_is_said_beside_the_form(client, world, check):
    sign_in(client, world.tom)
    answer = post(client, "verification_meeting", world, seen(world, check, code="111"), pk=check.pk)
    assert answer.status_code == 409 and "not the code the therapist’s account shows" in text(answer) and state(check) == "required"


@pytest.mark.parametrize("name", ["verification_meeting", "verification_joined"])
def test_only_who_verifies_and_never_a_stranger(client, world, check, name):
    sign_in(client, world.una)
    assert post(client, name, world, {}, pk=check.pk).status_code == 403
    other = World("summit")
    sign_in(client, other.tom)
    assert post(client, name, world, {}, pk=check.pk).status_code == 404


def test_without_it_the_file_is_not_decided(world, check):
    file = check.practitioner.applications.within(world.organization).get()
    found = {finding.criterion: finding for finding in checking.evaluate(file, on=world.day()).findings}
    assert found["identity_checked"].outcome == "unknown"
    assert checking.evaluate(file, on=world.day()).route == "incomplete"


def test_her_account_shows_the_code_and_nobody_else_sees_it(client, world, check):
    herself = check.practitioner.person.users.get()
    assert client.get("/account/identity/").status_code == 302
    client.force_login(herself, backend="allauth.account.auth_backends.AuthenticationBackend")
    code = identity.code(herself, clock.now())
    answer = client.get("/account/identity/")
    assert f"{code[:3]} {code[3:]}" in text(answer) and "no-store" in answer["Cache-Control"]
