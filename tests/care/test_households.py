"""Whose the sessions are: each person's, children of one employee told apart without a name; or a household's together."""

import pytest

from network.care.facts.calls import member_key
from network.care.facts.reports import counted
from network.care.models import Contact
from network.care.pages.calls import call_page
from network.care.workflow import calls, forgetting
from network.care.workflow.authorized import opaque_key
from network.care.workflow.calls import Call, verdict_of
from network.models import Event
from tests.care.care_world import AT, DAY, TODAY, CareWorld
from tests.shared import shared
from tests.vetting.pages import sign_in, text

pytestmark = pytest.mark.django_db
_empty, empty = shared(CareWorld, "_empty")


@pytest.fixture
def world(empty, settings):
    settings.STAFF_SECOND_FACTOR = False
    return empty


def left(contact):
    return verdict_of(contact, on=TODAY).left


def child(world, yard, member="", **more):
    return world.call(yard, relation="child", member=member, **more)


def test_each_child_has_sessions_of_its_own_and_finance_takes_them_for_two_people(world):
    yard, row = world.employer(household=True), world.therapist("Ada First", capacity=9)
    elder = child(world, yard, "2011")
    world.refer(elder, row)
    younger = child(world, yard, "2014")
    assert [left(each) for each in (elder, younger, child(world, yard, "20 11"), child(world, yard))] == [0, 5, 0, 5]
    assert len({opaque_key(each) for each in (elder, younger)}) == 2
    assert opaque_key(elder) == opaque_key(child(world, yard, "2011", service="couples"))


def test_a_household_has_them_together_where_the_contract_says_so(world):
    yard, row = world.employer(household=True, whose="household"), world.therapist("Ada First", capacity=9)
    world.refer(child(world, yard, "2011"), row)
    others = [child(world, yard, "2014"), world.call(yard), world.call(yard, relation="partner"), world.call(yard, number="B54321")]
    assert [left(each) for each in others] == [0, 0, 0, 5]
    shown = call_page(others[3], verdict_of(others[3], on=TODAY), None, offers="one", referral=None, speaks={})
    assert "The household has them together." in shown.verdict
    assert left(child(world, yard, "2014", service="couples")) == 5  # another issue


@pytest.mark.parametrize(("subject", "relation", "said", "told"), [
    ("k", "child", "2011", True), ("k", "household", "1950 b", True), ("k", "employee", "2011", False), ("k", "partner", "2011", False),
    ("k", "child", " - ", False), ("", "child", "2011", False),
])
def test_only_those_of_whom_there_may_be_several_are_told_apart(world, subject, relation, said, told):
    assert bool(member_key(world.harbor, subject, relation, said)) is told


def test_the_code_hangs_on_the_number_and_the_relation(world):
    codes = {
        member_key(world.harbor, subject, relation, "2011") for subject in ("a", "b") for relation in ("child", "household")
    }
    assert len(codes) == 4


def test_what_was_said_is_kept_nowhere_and_the_code_goes_with_the_rest(world):
    yard = world.employer(household=True)
    contact = child(world, yard, "2011")
    kept = str(Contact.objects.within(world.harbor).values().get())
    assert "2011" not in kept.replace(contact.member_key, "").replace(contact.subject_key, "")
    events = Event.objects.filter(subject=f"care.contact:{contact.pk}").select_related("payload")
    assert "2011" not in str([event.payload.values for event in events])
    assert forgetting.forget(world.harbor, at=AT + 800 * DAY) == 1
    contact.refresh_from_db()
    assert contact.member_key == "" == contact.subject_key


def test_a_call_that_goes_on_keeps_who_it_is_for_until_another_is_named(world):
    yard = world.employer(household=True)
    half = Call(employer=yard, number="A12345", relation="child", member="2011")
    kept = calls.keep_unfinished(organization=world.harbor, call=half, actor=world.rosa, at=AT, crisis=True)
    code = kept.member_key

    def goes_on(**said):
        row = Contact.objects.within(world.harbor).select_related("organization", "employer").get(pk=kept.pk)
        given = {"employer": yard, "relation": "child", **said}
        return calls.keep_unfinished(
            organization=world.harbor, call=Call(**given), actor=world.rosa, at=AT, crisis=True, contact=row
        ).member_key

    assert code and goes_on() == code
    assert goes_on(member="2014") not in ("", code)
    assert goes_on(number="B12345") == "" and goes_on(relation="partner") == ""


def test_two_children_are_two_people_of_the_employers_year(world):
    yard = world.employer(household=True)
    for year in ("2011", "2014", "2011"):
        child(world, yard, year)
    assert counted(yard, 2026, 100).people == 2


def test_intake_types_a_year_of_birth_and_reads_it_nowhere_again(client, world):
    yard = world.employer(household=True)
    sign_in(client, world.rosa)
    form = {
        "employer": yard.name, "number": "A12345", "relation": "child", "member": "2011", "service": "counseling", "urgency": "routine",
        "mode": "any",
    }
    page = client.post("/harbor/intake/", {**form, "service": ""})
    assert page.status_code == 422 and 'value="2011"' not in page.content.decode()
    page = client.post("/harbor/intake/", form, follow=True)
    assert page.status_code == 200 and "2011" not in page.content.decode()
    assert Contact.objects.within(world.harbor).get().member_key


def test_the_contract_says_whose_the_sessions_are(client, world):
    yard = world.employer(household=True, last=TODAY)
    sign_in(client, world.alden)
    where = f"/harbor/employers/{yard.pk}/"
    form = {"first_day": "3", "first_month": "3", "first_year": "2026", "sessions": "8", "per": "year"}
    page = client.post(where, {**form, "whose": "household"})
    assert page.status_code == 422 and "Say that members of the household may call too" in text(page)
    assert client.post(where, {**form, "whose": "household", "household": "on"}).status_code == 302
    assert "employees and household, together" in text(client.get(where))
