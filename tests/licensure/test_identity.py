"""An identity is checked by two people: one met her and saw her document, another confirms it. A license number proves nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from licensure.queries import verifiers_of
from licensure.unread import unread
from licensure.workflow import verifications
from network import identity
from network.access import Role, staff_actor
from network.events import timeline
from network.models import Membership, Parameter, Person, User
from network.transitions import Refused
from tests.network.cast import therapist

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = date(2026, 11, 2)
HOW = "I joined the call and saw her face beside the passport."
pytestmark = pytest.mark.django_db


@pytest.fixture
def check(harbor, wren, tom):
    return opened(harbor, wren, tom)


def opened(harbor, wren, tom, element="identity"):
    return verifications.open_verification(
        organization=harbor, practitioner=wren, file="HA-0001", element=element, label="Identity", actor=tom, at=AT, on=TODAY
    )


def asks(harbor, *ways):
    author = Person.objects.create(given_name="Ada", family_name="Oakes")
    approver = Person.objects.create(given_name="Bea", family_name="Elms")
    Parameter(
        organization=harbor, key=identity.PARAMETER, value=list(ways), effective_from=TODAY - timedelta(days=9), author=author,
        approver=approver,
    ).save()


def shown(wren, at=AT):
    """What her account shows."""
    return identity.code(wren.person.users.get(), at)


def met(check, actor, **changes):
    said = {
        "method": "video", "source": "Ohio", "as_of": TODAY, "sighting": {"document": "passport", "number_end": "4471"},
        "values": {"names": [check.practitioner.person.full_name]}, "code": shown(check.practitioner), **changes,
    }
    return verifications.meet(check, actor=actor, at=AT, **said)


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert all(one.message and one.cure for one in caught.value.refusals if one.code != "wrong_state")
    return caught.value.codes


def test_one_person_meets_her_and_another_confirms(check, wren, tom, maya):
    met(check, tom)
    assert (check.state, check.method, check.met_by_id, check.verified_by_id) == ("obtained", "video", tom.person_id, None)
    verifications.verify(check, comment=HOW, actor=maya, at=AT)
    assert (check.state, check.met_by_id, check.verified_by_id) == ("verified", tom.person_id, maya.person_id)
    told = timeline(check)
    assert [event.action for event in told][:2] == ["verification.verify", "verification.meet"]
    assert told[1].payload.values["detail"]["sighting"] == {"document": "passport", "number_end": "4471"}
    assert verifiers_of("HA-0001") == {tom.person_id, maya.person_id}, "neither of them decides the file"


def test_who_met_her_does_not_also_confirm_under_any_account(check, harbor, tom):
    met(check, tom)
    assert refused(verifications.verify, check, comment=HOW, actor=tom, at=AT) == ["same_person"]
    second = User.objects.create_user("t.wetherby@harbor.example", person=Person.objects.get(pk=tom.person_id))
    member = Membership.objects.create(organization=harbor, user=second, person=second.person, roles=[Role.VERIFIER])
    assert refused(verifications.verify, check, comment=HOW, actor=staff_actor(member), at=AT) == ["same_person"]
    check.refresh_from_db()
    assert check.state == "obtained"


def test_the_second_person_says_how_she_knows_and_no_key_does_it(check, tom, maya):
    met(check, tom)
    assert refused(verifications.verify, check, comment=" ", actor=maya, at=AT) == ["no_reason"]
    assert [one.code for one in unread(check)] == ["met"]
    assert refused(verifications.confirm, check, obtained_at=check.obtained_at, actor=maya, at=AT) == ["met"]


def test_a_stolen_license_number_does_not_come_with_her_account(check, tom):
    assert refused(met, check, tom, code="000 000") == ["wrong_code"]
    assert refused(met, check, tom, code="") == ["wrong_code"]
    assert check.state == "required" and check.met_by_id is None


def test_a_code_counts_as_long_as_it_is_shown_and_a_while_longer(wren):
    user = wren.person.users.get()
    code = shown(wren)
    assert identity.is_hers(user, f"{code[:3]} {code[3:]}", AT) and identity.is_hers(user, code, AT + identity.STEP)
    assert not identity.is_hers(user, code, AT + 2 * identity.STEP) and not identity.is_hers(user, code, AT - identity.STEP)
    other = therapist("Otis Fernsby", "T-00043")[0].person.users.get()
    assert identity.code(other, AT) != code
    assert identity.until(AT + timedelta(seconds=1)) == AT + identity.STEP


@pytest.mark.parametrize(("sighting", "codes"), [
    ({}, ["no_sighting"]), ({"document": "passport", "number_end": ""}, ["no_sighting"]),
    ({"document": "library card", "number_end": "12"}, ["no_sighting"]),
    ({"document": "passport", "number_end": "NX1234471"}, ["too_much_kept"]),
    ({"document": "passport", "number_end": "34471"}, ["too_much_kept"]),
])
def test_it_is_said_what_was_seen_and_no_more_of_its_number(check, tom, sighting, codes):
    assert refused(met, check, tom, sighting=sighting) == codes


def test_only_an_identity_is_checked_by_meeting(harbor, wren, tom):
    assert refused(met, opened(harbor, wren, tom, "work_history"), tom) == ["not_identity"]


def test_the_policy_says_whether_and_which_way(harbor, check, tom, maya):
    seen = {"method": "seen", "source": "Ohio", "as_of": TODAY, "sighting": {"what": "Passport"}}
    asks(harbor, "in_person")
    assert identity.asked(harbor, on=TODAY) == ("in_person",) and identity.asked(harbor, on=TODAY - timedelta(days=10)) == ()
    assert refused(verifications.verify, check, actor=tom, at=AT, **seen) == ["not_met"]
    assert refused(met, check, tom) == ["other_way"]
    met(check, tom, method="in_person")
    assert refused(verifications.verify, check, actor=maya, at=AT, **seen) == ["not_met"]
    verifications.verify(check, comment=HOW, actor=maya, at=AT)
    assert check.state == "verified"


def test_another_name_on_the_document_is_put_to_her_first(check, tom, maya):
    met(check, tom, values={"names": ["Corvin Ashgrove"]})
    assert refused(verifications.verify, check, comment=HOW, actor=maya, at=AT) == ["differs"]


def test_nobody_meets_herself(harbor, wren, check):
    member = Membership.objects.create(organization=harbor, user=wren.person.users.get(), person=wren.person, roles=[Role.VERIFIER])
    assert "own_file" in refused(met, check, staff_actor(member))


def test_an_imported_therapist_without_an_account_has_no_code_to_read_out(check, wren, tom):
    code = wren.person.users.get()
    code.is_active = False
    code.save()
    met(check, tom, code="")
    assert check.state == "obtained"
