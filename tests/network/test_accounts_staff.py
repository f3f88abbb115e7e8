"""Colleagues: roles and their end, never by oneself alone, never the last administrator; two accounts of one person."""

from datetime import timedelta

import pytest

from network import clock
from network.access import Forbidden, Role, staff_actor
from network.events import timeline
from network.models import Event, Membership, Person, PersonLink, User
from network.queries.people import same_persons
from network.transitions import Refused
from network.workflow.same_person import clear_same_person, confirm_same_person, suspect_same_person
from network.workflow.staff import change_roles, end_membership, end_refusals, join
from tests.network import cast
from tests.network.front_door import AT, admin, mails, sign_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = AT.date()


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def alden(harbor):
    return admin(harbor)


@pytest.fixture
def tom(harbor):
    return row(harbor, cast.staff(harbor, "Tom Wetherby", Role.VERIFIER))


def row(harbor, actor):
    return Membership.objects.within(harbor).get(user=actor.user_id)


def refused(call, *args, **said):
    with pytest.raises(Refused) as raised:
        call(*args, **{"at": AT, **said})
    assert all(str(refusal.message) and (refusal.cure or refusal.code == "confirmed") for refusal in raised.value.refusals)
    return raised.value.codes


# ── Roles ────────────────────────────────────────────────────────────────────


def test_new_roles_count_at_once_are_on_record_and_told(harbor, alden, tom):
    change_roles(tom, roles=["verifier", "intake"], actor=alden, at=AT)
    assert row(harbor, _actor(tom)).roles == ["intake", "verifier"]
    event = timeline(tom)[0]
    assert event.action == "membership.roles" and event.payload.values["before"] == {"roles": ["verifier"]}
    assert mails("wetherby@harbor.example")[-1].template == "roles_changed"


def _actor(membership):
    return staff_actor(membership)


def test_the_same_roles_again_leave_no_trace(harbor, alden, tom):
    change_roles(tom, roles=["verifier"], actor=alden, at=AT)
    assert not timeline(tom).exists() and not mails()


def test_nobody_changes_her_own_roles_nor_those_of_her_second_account(harbor, alden):
    assert refused(change_roles, row(harbor, alden), roles=["admin", "director"], actor=alden) == ["own_membership"]
    second = User.objects.create_user("second@harbor.example", person=Person.objects.get(pk=alden.person_id))
    other = Membership.objects.create(organization=harbor, user=second, person=second.person, roles=["auditor"])
    assert refused(change_roles, other, roles=["director"], actor=alden) == ["own_membership"]


def test_a_colleague_has_a_role(harbor, alden, tom):
    assert refused(change_roles, tom, roles=[], actor=alden) == ["no_role"]


def test_only_an_administrator_of_this_organization_changes_roles(harbor, tom):
    for actor in (cast.staff(harbor), admin(cast.organization("summit"))):
        with pytest.raises(Forbidden):
            change_roles(tom, roles=["director"], actor=actor, at=AT)


def test_an_administrator_who_is_none_any_more_changes_nothing_with_the_page_she_has_open(harbor, alden, tom):
    alice = admin(harbor, "Alice Windermoor")
    change_roles(row(harbor, alice), roles=["auditor"], actor=alden, at=AT)
    with pytest.raises(Forbidden):  # her actor still carries the old role
        change_roles(tom, roles=["director"], actor=alice, at=AT)


def test_two_administrators_cannot_remove_each_other(harbor, alden):
    alice = admin(harbor, "Alice Windermoor")
    end_membership(row(harbor, alice), last_day=TODAY - DAY, actor=alden, at=AT)
    with pytest.raises(Forbidden):
        end_membership(row(harbor, alden), last_day=TODAY - DAY, actor=alice, at=AT)


def test_the_last_administrator_stays(harbor, alden):
    """Alice leaves in a week, so she is nobody to rely on: removing Alden would leave nobody."""
    alice = admin(harbor, "Alice Windermoor")
    end_membership(row(harbor, alice), last_day=TODAY + 7 * DAY, actor=alden, at=AT)
    assert refused(change_roles, row(harbor, alden), roles=["auditor"], actor=alice) == ["last_administrator"]
    assert refused(end_membership, row(harbor, alden), last_day=TODAY, actor=alice) == ["last_administrator"]


@pytest.mark.parametrize(
    ("last", "codes"),
    [(6, ["last_administrator"]), (7, []), (8, []), (None, ["last_administrator"])],  # without a day: as if today
)
def test_who_becomes_administrator_by_the_day_after_is_somebody_to_rely_on(harbor, alden, tom, last, codes):
    """Alice begins in a week; Bea, who asks, leaves in a month and is not counted; Tom is no administrator."""
    alice, bea = row(harbor, admin(harbor, "Alice Windermoor")), admin(harbor, "Bea Elmswood")
    Membership.objects.within(harbor).filter(pk=alice.pk).update(starts_on=TODAY + 7 * DAY)
    Membership.objects.within(harbor).filter(user=bea.user_id).update(ends_on=TODAY + 30 * DAY)
    found = end_refusals(row(harbor, alden), last and TODAY + last * DAY, actor=bea, at=AT)
    assert [refusal.code for refusal in found] == codes


@pytest.mark.parametrize(
    ("before", "ends", "roles", "starts"),
    [
        (["intake"], None, ["intake", "verifier"], None),
        (["intake"], TODAY, ["intake", "verifier"], None),
        (["intake"], TODAY - DAY, ["verifier"], TODAY),
        (None, None, ["verifier"], None),
    ],
)
def test_joining_adds_to_the_roles_in_force_and_gives_back_none_that_ended(harbor, before, ends, roles, starts):
    user = User.objects.create_user("juna@harbor.example", person=cast.person("Juna Wexcombe"))
    if before:
        Membership.objects.create(organization=harbor, user=user, person=user.person, roles=before, ends_on=ends)
    found = join(organization=harbor, user=user, roles=["verifier"], at=AT)
    assert (found.roles, found.starts_on, found.ends_on) == (roles, starts, None)


# ── The end ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("starts", "kept"), [(-5, -5), (0, 0), (3, 0), (None, None)])
def test_who_ends_before_she_began_began_on_her_last_day(harbor, alden, tom, starts, kept):
    first = starts if starts is None else TODAY + starts * DAY
    Membership.objects.within(harbor).filter(pk=tom.pk).update(starts_on=first)
    end_membership(tom, last_day=TODAY, actor=alden, at=AT)
    assert row(harbor, _actor(tom)).starts_on == (kept if kept is None else TODAY + kept * DAY)


def test_through_her_last_day_she_works_and_the_day_after_she_is_a_stranger(harbor, alden, tom, client):
    sign_in(client, _actor(tom))
    assert client.get("/harbor/queue/").status_code == 200
    today = clock.today(harbor.zone)
    end_membership(tom, last_day=today, actor=alden, at=clock.now())
    assert client.get("/harbor/queue/").status_code == 200
    end_membership(tom, last_day=today - DAY, actor=alden, at=clock.now())
    answer = client.get("/harbor/queue/")
    assert answer.status_code == 404 and b"Harbor" not in answer.content
    assert mails("wetherby@harbor.example")[-1].template == "membership_ended"
    assert [event.action for event in timeline(tom)] == ["membership.ended"] * 2


def test_nobody_ends_her_own_membership_or_one_long_ago(harbor, alden, tom):
    assert "own_membership" in refused(end_membership, row(harbor, alden), last_day=TODAY, actor=alden)
    assert refused(end_membership, tom, last_day=TODAY - 2 * DAY, actor=alden) == ["in_the_past"]


# ── Pages ────────────────────────────────────────────────────────────────────


def test_one_colleagues_page_changes_roles_and_says_why_not(harbor, alden, tom, client):
    sign_in(client, alden)
    page = f"/harbor/staff/{tom.pk}/"
    assert client.get(page).status_code == 200
    assert client.post(f"{page}roles/", {"roles": ["verifier", "committee"]}).status_code == 302
    assert client.post(f"{page}roles/", {"roles": ["verifier", "auditor"]}).status_code == 409
    assert client.post(f"{page}roles/", {"roles": []}).status_code == 422
    assert client.post(f"{page}roles/", {"roles": ["queen"]}).status_code == 422
    own = f"/harbor/staff/{row(harbor, alden).pk}/"
    assert "This is your own membership." in client.get(own).content.decode()
    assert client.post(f"{own}roles/", {"roles": ["director"]}).status_code == 409
    yesterday = clock.today(harbor.zone) - DAY
    said = {"last_day_day": yesterday.day, "last_day_month": yesterday.month, "last_day_year": yesterday.year}
    assert client.post(f"{page}end/", {"last_day_day": "31", "last_day_month": "2", "last_day_year": "2026"}).status_code == 422
    assert client.post(f"{own}end/", said).status_code == 409
    assert client.post(f"{page}end/", said).status_code == 302
    assert "Ended" in client.get("/harbor/staff/").content.decode()


def test_another_organizations_colleague_is_unknown(harbor, tom, client):
    sign_in(client, admin(cast.organization("summit")))
    assert client.get(f"/summit/staff/{tom.pk}/").status_code == 404
    assert client.post(f"/summit/staff/{tom.pk}/roles/", {"roles": ["admin"]}).status_code == 404


def test_no_page_takes_a_password_for_somebody_else(harbor, alden, tom, client):
    sign_in(client, alden)
    before = User.objects.get(email="wetherby@harbor.example").password
    for page in ("/harbor/staff/new/", f"/harbor/staff/{tom.pk}/"):
        assert 'type="password"' not in client.get(page).content.decode()
    client.post(f"/harbor/staff/{tom.pk}/roles/", {"roles": ["verifier"], "password": "chosen by somebody else"})
    assert User.objects.get(email="wetherby@harbor.example").password == before


# ── One person under two names ───────────────────────────────────────────────


@pytest.fixture
def pair(harbor, tom):
    ines = cast.staff(harbor, "Ines Calloway", Role.DIRECTOR)
    return tom.person, Person.objects.get(pk=ines.person_id)


def suspected(pair, by):
    return suspect_same_person(one=pair[0], other=pair[1], reason="Same birth date and telephone number.", actor=by, at=AT)


def test_a_suspicion_counts_at_once_and_is_on_the_organizations_record(harbor, alden, pair):
    link = suspected(pair, alden)
    assert same_persons(pair[0].pk) == {pair[0].pk, pair[1].pk}
    assert suspected(pair[::-1], alden).pk == link.pk
    told = Event.objects.filter(action="person.linked")
    assert [event.scope for event in told] == [f"organization:{harbor.pk}"]


def test_a_suspicion_is_on_record_once_with_300_letters_of_its_reason(alden, pair):
    for _again in range(2):
        link = suspect_same_person(one=pair[0], other=pair[1], reason="x" * 301, actor=alden, at=AT)
        assert (link.reason, Event.objects.filter(action="person.linked").count()) == ("x" * 300, 1)


def test_a_second_person_confirms_it_and_neither_of_the_two(harbor, alden, tom, pair):
    link, maya = suspected(pair, alden), cast.staff(harbor)
    assert refused(confirm_same_person, link, actor=alden) == ["same_person"]
    assert refused(confirm_same_person, link, actor=_actor(tom)) == ["about_you"]
    assert refused(clear_same_person, link, reason="Twins.", actor=alden) == ["same_person"]
    confirm_same_person(link, actor=maya, at=AT)
    assert refused(confirm_same_person, link, actor=maya) == ["confirmed"]


def test_a_second_person_says_that_they_are_two(harbor, alden, pair):
    link, maya = suspected(pair, alden), cast.staff(harbor)
    assert refused(clear_same_person, link, reason=" ", actor=maya) == ["no_reason"]
    clear_same_person(link, reason="Twins: I met both.", actor=maya, at=AT)
    assert not PersonLink.objects.exists() and same_persons(pair[0].pk) == {pair[0].pk}
    assert Event.objects.get(action="person.link_cleared").payload.values["reason"] == "Twins: I met both."


def test_what_was_confirmed_can_be_taken_back_by_a_second_person(harbor, alden, pair):
    link, maya = suspected(pair, alden), cast.staff(harbor)
    confirm_same_person(link, actor=maya, at=AT)
    clear_same_person(link, reason="Twins: I met both.", actor=maya, at=AT)
    assert not PersonLink.objects.exists()


def test_only_who_may_links_and_only_people_of_her_organization(harbor, alden, pair):
    with pytest.raises(Forbidden):
        suspected(pair, cast.staff(harbor, "Rosa Quillfeather", Role.INTAKE))
    stranger = Person.objects.get(pk=admin(cast.organization("summit")).person_id)
    with pytest.raises(Forbidden):
        suspected((pair[0], stranger), alden)
    link = suspected(pair, alden)
    with pytest.raises(Forbidden):
        confirm_same_person(link, actor=admin(cast.organization("vale"), "Vera Vale"), at=AT)
    assert refused(suspect_same_person, one=pair[0], other=pair[0], reason="x", actor=alden) == ["same_row"]


def test_the_page_links_by_address_or_reference(harbor, alden, pair, client):
    practitioner, _wren = cast.therapist()
    sign_in(client, alden)
    said = {"one": "wetherby@harbor.example", "other": "calloway@harbor.example", "reason": "Same telephone number."}
    assert client.post("/harbor/same-person/", {**said, "other": practitioner.reference}).status_code == 422
    assert client.post("/harbor/same-person/", said).status_code == 302
    link = PersonLink.objects.get()
    page = f"/harbor/same-person/{link.pk}/"
    assert "You said this yourself." in client.get(page).content.decode()
    sign_in(client, cast.staff(harbor))
    assert client.post(page, {"how": "I met both.", "answer": "no"}).status_code == 302
    assert not PersonLink.objects.exists()
