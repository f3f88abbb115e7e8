"""Who takes no part decides nothing: directors outside meetings, the second of two people, panels of appeals, actions."""

import pytest
from django.urls import reverse

from licensure.models import Verification
from licensure.workflow import evidence
from network import clock
from network.access import Role
from network.events import timeline
from network.models import Participation, Person, PersonLink
from network.workflow.marks import say_involved, say_own
from tests.network.cast import staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.sitting import Sitting
from tests.vetting.story import Story, refused, right_of
from vetting.facts.interests import in_common, recused_from_her
from vetting.interests import Side, between
from vetting.models import AppealSeat, ConflictOfInterest
from vetting.queries.appeals import sitters
from vetting.terms import Terms
from vetting.urls import staff as urls
from vetting.workflow import acting, appealing, clean, deciding, interests, motions, provisional

WHY = "We share a practice."
pytestmark = pytest.mark.django_db


_world, story = shared(Story)


@pytest.fixture
def world(story, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: story.now)
    return story


def involved(actor, **values):
    """Somebody said where she works, and how she is reached there."""
    say_involved(Person.objects.get(pk=actor.person_id), {kind: [value] for kind, value in values.items()})


def person(actor):
    return Person.objects.get(pk=actor.person_id)


def rows(file):
    return {(row.person_id, row.state, tuple(row.kinds)) for row in file.conflicts.all()}


# ── What is compared ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(("mine", "hers", "found"), [
    (Side({"employer": {"a"}}), Side({"employer": {"a", "b"}}), ("employer",)),
    (Side({"employer": {"a"}}), Side({"address": {"a"}}), ()),
    (Side({"bank": {"a"}, "address": {"c"}}), Side({"address": {"c"}, "bank": {"a"}}), ("address", "bank")),
    (Side({}, frozenset("m")), Side({"referee": {"m"}}), ("referee",)),  # she named the member
    (Side({"referee": {"t"}}), Side({}, frozenset("t")), ("referee",)),  # the member, a therapist too, named her
    (Side({"referee": {"x"}}), Side({"referee": {"x"}}), ()),  # both named somebody else
])
def test_what_two_people_share(mine, hers, found):
    assert between(mine, hers) == found


def test_a_colleague_who_is_a_therapist_too_is_compared_by_her_own_file(world):
    who, _actor = world.therapist("Wren Halloway", practice_address="3 Pier Road")
    colleague, _herself = world.therapist("Sorrel Finch", practice_address="3 pier rd")
    assert in_common(colleague.person_id, who) == ("address", "employer")  # both worked at Tidewater Clinic
    assert in_common(who.person_id, who) == ()
    evidence.add_credential(
        practitioner=who, kind="reference", title="Sorrel Finch", code="peer", issuer="sorrel@lark.example", actor=_actor, at=world.now,
    )
    assert in_common(colleague.person_id, who) == ("address", "employer", "referee")


# ── A director ───────────────────────────────────────────────────────────────


def test_a_director_with_something_in_common_is_asked_first_and_a_colleague_may_say_she_takes_part(world):
    involved(world.ines, employer="Tidewater Clinic, Inc.")
    file = world.in_review()
    assert rows(file) == {(world.ines.person_id, "proposed", ("employer",))}
    assert "Tidewater" not in str([event.payload.values for event in timeline(file) if event.action == "interest.proposed"])
    for act, given in ((deciding.approve, {}), (provisional.grant_provisional, {"reason": WHY})):
        assert "interest_open" in refused(act, file, actor=world.ines, at=world.now, **given)
    assert clean.sign_clean([file], actor=world.ines, at=world.now).refused[0][1][0].code == "interest_open"
    row = file.conflicts.get()
    assert refused(interests.dismiss, row, reason=WHY, actor=world.ines, at=world.now) == ["about_you"]
    interests.dismiss(row, reason="A house of two hundred people.", actor=world.petra, at=world.now)
    assert deciding.approve(file, actor=world.ines, at=world.now).outcome == "approved"


def test_who_says_it_after_the_file_was_handed_over_is_asked_as_well(world):
    file = world.in_review()
    assert rows(file) == set()
    involved(world.ines, employer="Tidewater Clinic")  # no comparison yet: the step compares by itself
    assert refused(deciding.approve, file, actor=world.ines, at=world.now) == ["interest_open"]
    account = person(world.ines).users.get()
    say_own(account, {"employer": ["Tidewater Clinic"]}, at=world.now)
    assert rows(file) == {(world.ines.person_id, "proposed", ("employer",))}
    say_own(account, {"employer": ["Tidewater Clinic"]}, at=world.now)
    assert len(rows(file)) == 1  # said twice, proposed once


def test_a_recused_director_decides_nothing_of_the_file(world):
    file = world.in_review()
    assert refused(interests.take_no_part, file, reason=" ", actor=world.ines, at=world.now) == ["no_reason"]
    interests.take_no_part(file, reason=WHY, actor=world.ines, at=world.now)
    assert timeline(file)[0].action == "conflictofinterest.recuse"
    said = {"actor": world.ines, "at": world.now, "reason": WHY}
    for act, given in (
        (deciding.approve, {}), (deciding.deny, {"basis": "quality"}), (provisional.grant_provisional, {}),
        (deciding.propose, {"outcome": "denied", "basis": "quality"}),
    ):
        assert "recused" in refused(act, file, **said, **given)
    assert refused(interests.take_no_part, file, **said) == ["wrong_state"]
    assert deciding.approve(file, actor=world.petra, at=world.now).decided_by_id == world.petra.person_id
    assert refused(interests.take_no_part, file, **{**said, "actor": world.odell}) == ["file_decided"]
    assert "recused" in refused(deciding.propose, file, outcome="vacated", **said)


def test_whoever_proposed_and_takes_no_part_since_is_not_the_second_person(world):
    file = world.for_two()
    deciding.propose(file, outcome="approved", reason=WHY, actor=world.petra, at=world.now)
    interests.take_no_part(file, reason=WHY, actor=world.petra, at=world.now)
    assert refused(deciding.approve, file, actor=world.ines, at=world.now) == ["proposer_recused"]
    deciding.propose(file, outcome="approved", reason=WHY, actor=world.odell, at=world.now)
    decision = deciding.approve(file, actor=world.ines, at=world.now)
    assert decision.second_by_id == world.odell.person_id


# ── On the page ──────────────────────────────────────────────────────────────


def test_it_is_said_on_the_page_of_the_decision_and_closes_the_file(client, world):
    involved(world.ines, employer="Tidewater Clinic")
    file = world.in_review()
    row, page = file.conflicts.get(), {"reference": file.reference}
    sign_in(client, world.petra)
    said = text(get(client, "decision", world, **page))
    assert "Same employer" in said and "Tidewater" not in said
    assert post(client, "decision", world, {"do": "dismiss", "number": row.pk, "reason": ""}, **page).status_code == 422
    assert post(client, "decision", world, {"do": "dismiss", "number": "x", "reason": WHY}, **page).status_code == 404
    assert post(client, "decision", world, {"do": "recuse", "number": row.pk}, **page).status_code == 409  # only she says so
    assert post(client, "decision", world, {"do": "declare", "reason": ""}, **page).status_code == 422
    sign_in(client, world.ines)
    assert "It is not said whether you take part" in text(get(client, "decision", world, **page))
    assert post(client, "decision", world, {"do": "dismiss", "number": row.pk, "reason": WHY}, **page).status_code == 409
    assert post(client, "decision", world, {"do": "recuse", "number": row.pk}, **page).status_code == 302
    assert get(client, "decision", world, **page).status_code == 403
    sign_in(client, world.petra)
    assert post(client, "decision", world, {"do": "declare", "reason": WHY}, **page).status_code == 302
    assert get(client, "decision", world, **page).status_code == 403
    assert {state for _who, state, _kinds in rows(file)} == {"recused"}


# ── Appeals ──────────────────────────────────────────────────────────────────


def appealed(world):
    file = world.in_review()
    deciding.propose(file, outcome="denied", reason=WHY, actor=world.odell, at=world.at(2))
    deciding.deny(file, basis="quality", reason=WHY, actor=world.ines, at=world.at(2))
    right = right_of(file)
    appealing.take_in(right, received_on=world.day(1), grounds="No.", actor=world.maya, at=world.at(1))
    return file, right


def test_a_recused_member_is_not_named_to_the_panel_and_her_voice_counts_no_more(world):
    second, third = (staff(world.organization, name, Role.DIRECTOR) for name in ("Hester Appleyard", "Basil Thorn"))
    file, right = appealed(world)
    interests.take_no_part(file, reason=WHY, actor=world.petra, at=world.at(1))
    named = {"actor": world.maya, "at": world.at(1)}
    assert refused(appealing.appoint, right, panel=[person(world.petra), person(second)], **named) == ["panel_recused"]
    found = {sitter.person.pk: sitter for sitter in sitters(right, on=world.day(1))}
    assert found[world.petra.person_id].recused and not found[second.person_id].recused
    appealing.appoint(right, panel=[person(second), person(third)], **named)
    appealing.vote(right, outcome="overturn", reason=WHY, actor=second, at=world.at(1))
    interests.take_no_part(file, reason=WHY, actor=second, at=world.at(1))
    appealing.vote(right, outcome="overturn", reason=WHY, actor=third, at=world.at(1))
    right.refresh_from_db()
    assert right.state == "received"  # one of two: the first voice counts no more
    assert refused(appealing.vote, right, outcome="overturn", reason=WHY, actor=second, at=world.at(1)) == ["recused"]
    assert AppealSeat.objects.within(world.organization).filter(appeal=right).exclude(outcome="").count() == 2


# ── Actions ──────────────────────────────────────────────────────────────────


def test_whoever_takes_no_part_in_a_file_does_nothing_about_her_in_the_network(world):
    active = world.active(ago=20)
    her = Participation.objects.within(world.organization).get(pk=active.participation_id)
    both = {"kind": "termination_without_cause", "reason": WHY, "at": world.now}
    action = acting.propose(her, actor=world.petra, **both)
    for actor, kinds in ((world.petra, ["employer"]), (world.odell, ["verified"])):
        row = ConflictOfInterest(
            organization=world.organization, application=active, person=person(actor), kinds=kinds, found_at=world.at(5),
            state="recused",
        )
        row.save()
    assert recused_from_her(her) == {world.petra.person_id}  # who only verified something of a file is kept from that file
    assert "recused" in refused(acting.propose, her, actor=world.petra, **both)
    notice = {"effective_on": world.day(-40), "at": world.now}
    assert refused(acting.notice, action, actor=world.ines, **notice) == ["proposer_recused"]
    assert "recused" in refused(acting.drop, action, reason=WHY, actor=world.petra, at=world.now)
    acting.drop(action, reason=WHY, actor=world.ines, at=world.now)
    acting.notice(acting.propose(her, actor=world.maya, **both | {"kind": "non_renewal"}), actor=world.ines, **notice)
    assert refused(acting.suspend, her, reason=WHY, actor=world.petra, at=world.now) == ["recused"]


def test_the_page_of_an_action_says_what_its_reader_and_the_therapist_share(client, world):
    active = world.active(ago=20)
    action = acting.propose(
        Participation.objects.within(world.organization).get(pk=active.participation_id), kind="non_renewal", reason=WHY,
        actor=world.maya, at=world.now,
    )
    sign_in(client, world.ines)
    assert "in common" not in text(get(client, "adverse_action", world, pk=action.pk))
    involved(world.ines, employer="Tidewater Clinic")
    said = text(get(client, "adverse_action", world, pk=action.pk))
    assert "You and the therapist have something in common: same employer" in said and "Tidewater" not in said


def test_who_drops_an_action_is_not_whom_it_is_about(world):
    active = world.active(ago=20)
    her = Participation.objects.within(world.organization).get(pk=active.participation_id)
    action = acting.propose(her, kind="non_renewal", reason=WHY, actor=world.maya, at=world.now)
    herself = staff(world.organization, "Wren Halloway-Staff", Role.DIRECTOR)
    low, high = sorted((herself.person_id, active.practitioner.person_id))
    PersonLink.objects.create(one_id=low, other_id=high, reason="Same", proposed_by=person(world.maya))
    assert refused(acting.drop, action, reason=WHY, actor=herself, at=world.now) == ["own_file"]


def test_every_address_of_a_file_is_closed_to_who_takes_no_part_in_it_whatever_else_she_may_do(client, world):
    """Each address of the files and checks of the staff's pages, as the resolver has them: one that is added later is tried as well."""
    robin = staff(world.organization, "Robin Reed", Role.NETWORK_MANAGER, Role.VERIFIER, Role.DIRECTOR, Role.COMMITTEE)
    file = world.in_review()
    check = Verification.objects.within(world.organization).filter(file=file.reference).first()
    interests.take_no_part(file, reason=WHY, actor=robin, at=world.now)
    sign_in(client, robin)
    answers = {}
    for pattern in urls.urlpatterns:
        route = str(pattern.pattern)
        if route.startswith((urls.FILE, urls.CHECK)):
            about = {"reference": file.reference, "pk": check.pk}
            given = {"organization": "harbor", **{name: about[name] for name in pattern.pattern.converters}}
            answer = client.get(reverse(pattern.name, kwargs=given))
            answers[pattern.name] = client.post(reverse(pattern.name, kwargs=given)) if answer.status_code == 405 else answer
    assert len(answers) >= 25
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 403} == {}
    closed = [name for name, answer in answers.items() if "You take no part in this file" not in answer.content.decode()]
    assert closed == []


# ── The same again ───────────────────────────────────────────────────────────


def test_saying_the_same_terms_again_leaves_the_votes_as_they_are():
    here = Sitting()
    case = here.case()
    item = here.item(here.meeting(opened=True), case)
    terms = Terms(why=WHY, due_on=here.day(-200))
    motions.set_terms(item, terms, actor=here.odell, at=here.later())
    here.vote(item, "approved", here.ivo, here.nell)
    before = len(timeline(case))
    assert motions.set_terms(item, Terms(why=WHY, due_on=here.day(-200)), actor=here.odell, at=here.later()) is None
    item.refresh_from_db()
    assert (item.round, item.votes.filter(round=item.round).count(), len(timeline(case))) == (1, 2, before)
    motions.set_terms(item, Terms(why=WHY, due_on=here.day(-100)), actor=here.odell, at=here.later())
    item.refresh_from_db()
    assert (item.round, item.votes.filter(round=item.round).count()) == (2, 0)
