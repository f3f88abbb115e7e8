"""A day that passed goes to a named person once, is said in the queue, and ends when the step is taken."""

import pytest

from network import clock
from network.access import Forbidden, Role
from network.events import timeline
from network.models import Membership, Parameter, Participation, Person, PersonLink, Task
from network.workflow.staff import end_membership
from tests.network.cast import staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.story import Story, right_of
from vetting.answering import PARAMETER
from vetting.facts.answering import office_of
from vetting.models import Application, QueueRow
from vetting.models.application import OPEN
from vetting.nightly import escalate_dates as nightly
from vetting.queries.answering import answered, of_appeal
from vetting.workflow import acting, appealing, applying, checking, deciding, interests, keeping
from vetting.workflow.escalating import escalate_dates, name_desks

pytestmark = pytest.mark.django_db


_world, story = shared(Story)


@pytest.fixture
def world(story, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: story.now)
    return story


def told(world, about=None):
    rows = Task.objects.within(world.organization).open().filter(kind="date_passed").order_by("pk")
    return list(rows.filter(about=about) if about else rows)


def flag(world, file):
    keeping.catch_up(world.organization, at=world.now)
    return QueueRow.objects.within(world.organization).get(pk=file.pk).flag


def person(actor):
    return Person.objects.get(pk=actor.person_id)


def escalate(world, ago=0):
    return escalate_dates(world.organization, at=world.at(ago))


def test_a_file_whose_day_passed_goes_to_a_director_once_and_the_queue_says_so(world):
    file = world.submitted(ago=10)
    assert escalate(world, ago=7) == 0, "three days are ours to begin; the last one still counts"
    assert escalate(world, ago=6) == 1
    (task,) = told(world, file.reference)
    assert task.owner.person_id == world.ines.person_id and task.due_on == world.day(3)
    assert (task.facts["step"], task.facts["day"]) == ("begin_checks", world.day(7).isoformat())
    assert task.facts["answers"] == world.maya.person_id
    assert escalate(world, ago=5) == 0 and escalate(world) == 0 and len(told(world)) == 1
    assert flag(world, file) == "escalated"
    checking.begin_checks(file, actor=world.tom, at=world.now)
    assert told(world) == [] and flag(world, file) != "escalated"


def test_a_step_within_the_same_state_ends_it_too(world):
    file = world.checking(ago=40)
    escalate(world)
    assert [task.facts["step"] for task in told(world, file.reference)] == ["check"]
    for check in world.checks(file):
        world.verify(check, ago=0)
    assert flag(world, file) != "escalated"
    assert [task.facts["step"] for task in told(world, file.reference)] == []
    assert escalate(world) == 1 and [task.facts["step"] for task in told(world, file.reference)] == ["refer"], "another step, its own task"


def test_a_question_she_does_not_answer_in_time_is_told_and_ends_with_the_answer(world):
    file = world.checking(ago=20)
    asked = checking.request_information(
        file, message="The newer certificate.", due_on=world.day(5), actor=world.tom, at=world.at(10), element="insurance",
        item=world.checks(file).filter(element="insurance").first().item,
    )
    for check in world.checks(file).exclude(element="insurance"):
        world.verify(check, ago=8)
    escalate(world)
    (task,) = told(world, file.reference)
    assert (task.facts["step"], task.facts["whose"], task.facts["day"]) == ("answer", "theirs", world.day(5).isoformat())
    applying.answer(asked, text="Here it is.", actor=file.herself, at=world.now)
    assert flag(world, file) != "escalated" and told(world) == []


def test_an_appeal_that_is_not_settled_in_time_goes_to_another_person(world):
    file = world.in_review()
    deciding.propose(file, outcome="denied", reason="Two complaints.", actor=world.odell, at=world.at(7))
    deciding.deny(file, basis="quality", reason="Two complaints, both upheld.", actor=world.ines, at=world.at(6))
    right = right_of(file)
    appealing.take_in(right, received_on=world.day(3), grounds="It was raised in time.", actor=world.maya, at=world.at(3))
    appealing.appoint(right, panel=[Person.objects.get(pk=world.petra.person_id)], actor=world.maya, at=world.at(3))
    assert right.decide_by == world.day(-27) and escalate(world, ago=-27) == 0, "the last day still counts"
    assert escalate(world, ago=-28) == 1
    (task,) = told(world)
    assert task.facts["answers"] == world.petra.person_id and task.owner.person_id == world.ines.person_id
    assert escalate(world, ago=-29) == 0
    appealing.vote(right, outcome="uphold", reason="Read again.", actor=world.petra, at=world.at(-29))
    assert told(world) == []


def test_a_suspension_past_its_review_goes_to_another_person_and_ends_when_it_is_lifted(world):
    her = Participation.objects.within(world.organization).get(pk=world.active(ago=60).participation_id)
    row = acting.suspend(her, reason="Three complaints.", actor=world.ines, at=world.at(30))
    assert escalate(world, ago=16) == 0 and escalate(world, ago=15) == 1
    (task,) = told(world)
    assert task.facts["answers"] == row.reviewer_id == world.petra.person_id
    assert task.owner.person_id == world.ines.person_id and task.facts["day"] == row.review_by.isoformat()
    acting.lift(row, reason="Cleared.", actor=world.petra, at=world.now)
    assert told(world) == []


def test_who_was_named_hears_of_it(world):
    people = {"escalation": Person.objects.get(pk=world.petra.person_id), "reviewer": Person.objects.get(pk=world.tom.person_id)}
    with pytest.raises(Forbidden):
        name_desks(world.organization, people, actor=world.tom, at=world.now)
    name_desks(world.organization, people, actor=world.maya, at=world.at(20))
    world.submitted(ago=10)
    escalate(world)
    (task,) = told(world)
    assert task.owner.person_id == world.petra.person_id and task.facts["answers"] == world.tom.person_id
    name_desks(world.organization, {}, actor=world.ines, at=world.now)
    assert Parameter.objects.within(world.organization).filter(key=PARAMETER).count() == 2
    assert office_of(world.organization, world.day()).named == {} and office_of(world.organization, world.day(1)).named


def test_who_named_whom_and_when_stands_on_the_page(client, world):
    """One person names them, so it is recorded and shown: each time, also twice on one day."""
    petra, tom = (Person.objects.get(pk=actor.person_id) for actor in (world.petra, world.tom))
    name_desks(world.organization, {"escalation": petra}, actor=world.maya, at=world.at(1))
    name_desks(world.organization, {"escalation": petra, "reviewer": tom}, actor=world.maya, at=world.now)
    name_desks(world.organization, {}, actor=world.ines, at=world.now)
    sign_in(client, world.ines)
    shown = get(client, "desks", world)
    assert [(entry.what, entry.note) for entry in shown.context["entries"]] == [
        ("Named by Ines Calloway", "Every desk by the rule"),
        ("Named by Maya Lindenwood", "Files to check: Tom Wetherby · Days that passed: Petra Lindqvist"),
        ("Named by Maya Lindenwood", "Days that passed: Petra Lindqvist"),
    ]
    assert "Named by Maya Lindenwood" in text(shown)


def test_the_night_does_it_for_every_organization(world):
    world.submitted(ago=10)
    assert nightly(on=world.day(), at=world.now) == 1 and nightly(on=world.day(), at=world.now) == 0


def test_the_files_of_who_left_go_to_who_answers_for_them_from_the_day_after_the_last(world):
    file, decided = world.checking("Wren Halloway", ago=3), world.approved("Ida Fernsby", ago=3)
    assert {row.assignee_id for row in (file, decided)} == {world.tom.person_id}
    leaves = Membership.objects.within(world.organization).get(person=world.tom.person_id)
    end_membership(leaves, last_day=world.day(), actor=staff(world.organization, "Ada Keeper", Role.ADMIN), at=world.now)
    escalate(world)
    file.refresh_from_db()
    assert file.assignee_id == world.tom.person_id, "the last day is a day at work"
    escalate(world, ago=-1)
    escalate(world, ago=-1)
    for row in (file, decided):
        row.refresh_from_db()
    assert (file.assignee_id, decided.assignee_id) == (world.maya.person_id, world.tom.person_id)
    (event,) = [each for each in timeline(file) if each.action == "application.handed_on"]
    values = event.payload.values
    assert (values["before"]["assignee"], values["after"]["assignee"]) == ("Tom Wetherby", "Maya Lindenwood")
    keeping.catch_up(world.organization, at=world.at(-1))
    assert QueueRow.objects.within(world.organization).get(pk=file.pk).assignee_id == world.maya.person_id


def test_who_has_the_file_does_not_hear_of_her_own_day_under_a_second_account(world):
    file, on = world.checking("Wren Halloway", ago=3), world.day()
    heard = answered(file, office_of(world.organization, on), on=on).escalates_to
    low, high = sorted((heard.person, world.tom.person_id))
    PersonLink.objects.create(one_id=low, other_id=high, reason="Same", proposed_by=person(world.maya))
    found = answered(file, office_of(world.organization, on), on=on)
    assert found.owner.person == world.tom.person_id and found.escalates_to.person not in (heard.person, world.tom.person_id)


def test_every_open_file_has_an_owner_a_step_and_a_day_on_both_sides(world):
    for make in (world.submitted, world.checking, world.in_review, world.active, world.for_two):
        make(f"{make.__name__.title().replace('_', '')} Vale")
    office = office_of(world.organization, world.day())
    files = list(Application.objects.within(world.organization).filter(state__in=OPEN))
    assert len({file.state for file in files}) >= 3
    for file in files:
        found = answered(file, office, on=world.day())
        assert found.owner and found.due and found.escalates_to, file
        assert found.turn.next_step != "none" and found.escalates_to != found.owner


# ── Pages ────────────────────────────────────────────────────────────────────


def test_the_page_of_tasks_tells_each_what_waits_for_whom(client, world):
    file = world.submitted(ago=10)
    escalate(world)
    sign_in(client, world.ines)
    page = get(client, "tasks", world)
    assert f"A day has passed · {file.reference}" in text(page) and "Begin the checks, was due" in text(page)
    assert len(page.context["page"].mine) == 1 and "Who answers for what" in text(page)
    assert client.get(page.context["page"].mine[0].url).status_code == 200
    sign_in(client, world.tom)
    page = get(client, "tasks", world)
    assert page.context["page"].mine == () and len(page.context["page"].others) == 1 and "Nothing waits for you" in text(page)
    assert "Who answers for what" not in text(page) and get(client, "desks", world).status_code == 403


def test_the_file_says_who_answers_and_who_is_told(client, world):
    file = world.submitted(ago=1)
    sign_in(client, world.tom)
    said = text(get(client, "file", world, reference=file.reference))
    assert "Answered for by Maya Lindenwood" in said and "If the day passes Ines Calloway is told" in said


def test_desks_are_named_on_a_page(client, world):
    sign_in(client, world.maya)
    assert "Days that passed" in text(get(client, "desks", world))
    assert post(client, "desks", world, {"escalation": world.tom.person_id}).status_code == 422, "a verifier hears of no days"
    assert post(client, "desks", world, {"escalation": world.petra.person_id, "reviewer": ""}).status_code == 302
    assert office_of(world.organization, world.day()).named == {"escalation": world.petra.person_id}


def test_nobody_answers_for_a_file_closed_to_her_and_no_such_day_goes_to_her(world):
    file = world.in_review(ago=20)
    office = office_of(world.organization, world.day())
    assert answered(file, office, on=world.day()).escalates_to.person != world.petra.person_id
    name_desks(world.organization, {"director": person(world.ines)}, actor=world.petra, at=world.now)
    office = office_of(world.organization, world.day())
    assert answered(file, office, on=world.day()).owner.person == world.ines.person_id
    interests.take_no_part(file, reason="We share an office.", actor=world.ines, at=world.now)
    found = answered(world.fresh(file), office, on=world.day())
    assert world.ines.person_id not in {found.owner.person, found.escalates_to.person}
    assert found.escalates_to.person == world.petra.person_id


def test_of_those_who_settle_an_appeal_the_one_who_has_not_said_anything_answers(world):
    file = world.in_review()
    deciding.propose(file, outcome="denied", reason="Two complaints.", actor=world.odell, at=world.at(7))
    deciding.deny(file, basis="quality", reason="Both upheld.", actor=world.ines, at=world.at(6))
    right, ada = right_of(file), staff(world.organization, "Ada Fern", Role.COMMITTEE)
    appealing.take_in(right, received_on=world.day(3), grounds="No.", actor=world.maya, at=world.at(3))
    panel = [person(world.petra), person(ada)]
    appealing.appoint(right, panel=panel, actor=world.maya, at=world.at(3))
    office = office_of(world.organization, world.day())
    assert of_appeal(right, office).owner.person == world.petra.person_id
    appealing.vote(right, outcome="uphold", reason="Read.", actor=world.petra, at=world.at(2))
    assert of_appeal(right, office).owner.person == ada.person_id
