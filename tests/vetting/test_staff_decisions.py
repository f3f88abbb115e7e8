"""Deciding on a page: who may what and why not, two people, a file that changed, what stays readable after it."""

import pytest

from network.events import last_sequence
from network.models import Grant, RefusedAttempt
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import address, get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting.models import Decision
from vetting.workflow import checking, deciding
from vetting.workflow.moving_in import original, take_over

pytestmark = pytest.mark.django_db


_world, world = shared(World)
_file, file = shared(lambda world: world.in_review(), "_file")


def decide(client, world, file, do, reason="", seen=None):
    given = {"do": do, "reason": reason, "seen": last_sequence(file) if seen is None else seen}
    return post(client, "decision", world, given, reference=file.reference)


def last(world, file):
    return Decision.objects.within(world.organization).filter(application=file).first()


def test_a_director_approves_a_clean_file_without_a_word(client, world, file):
    sign_in(client, world.ines)
    assert "Every rule is met" in text(get(client, "decision", world, reference=file.reference))
    answer = decide(client, world, file, "approve")
    assert (answer.status_code, answer.url) == (302, address("decision", world, reference=file.reference))
    assert (last(world, file).outcome, last(world, file).decided_by_id) == ("approved", world.ines.person_id)
    assert Grant.objects.within(world.organization).filter(granted=True).exists()


def test_who_verified_it_reads_why_she_may_not_and_is_refused_when_she_posts_anyway(client, world, file):
    sign_in(client, world.tom)
    page = get(client, "decision", world, reference=file.reference).context["page"]
    off = [*page.off, *(page.barred.acts if page.barred else ())]
    assert {act.name for act in off} >= {"approve", "deny"}
    answer = decide(client, world, file, "approve", "It looks fine to me.")
    assert answer.status_code == 409 and "It looks fine to me." in answer.content.decode(), "the typed reason stays"
    assert last(world, file) is None
    assert RefusedAttempt.objects.get().action == "decision.approve"


def test_a_director_who_verified_something_is_told_the_day(client, world):
    file = world.checking()
    director = staff(world.organization, "Vera Double", "director", "verifier")
    for check in world.checks(file):
        world.verify(check, ago=5, actor=director)
    checking.refer(file, actor=world.tom, at=world.at(1))
    sign_in(client, director)
    assert "Someone else must decide. You verified this file on" in text(get(client, "decision", world, reference=file.reference))
    assert decide(client, world, file, "approve").status_code == 409


def test_a_file_that_changed_since_it_was_opened_is_shown_again_with_the_typed_reason(client, world, file):
    seen = last_sequence(file)
    checking.request_information(file, message="One more page.", actor=world.maya, at=world.now)
    sign_in(client, world.ines)
    answer = decide(client, world, file, "approve", "Complete and in order.", seen=seen)
    said = answer.content.decode()
    assert answer.status_code == 409 and "This file changed since you opened it." in said and "Complete and in order." in said
    assert answer.context["form"]["seen"].value() == last_sequence(file), "the next try has seen the change"
    assert last(world, file) is None


@pytest.mark.parametrize("do", ["deny_quality", "defer", "propose_deny_quality"])
def test_everything_but_an_approval_needs_a_reason(client, world, file, do):
    sign_in(client, world.ines)
    answer = decide(client, world, file, do)
    assert answer.status_code == 422 and "Say why in one or two sentences." in text(answer)


def test_no_button_and_an_invented_one_decide_nothing(client, world, file):
    sign_in(client, world.ines)
    assert decide(client, world, file, "").status_code == 422
    assert decide(client, world, file, "exalt", "Because.").status_code == 422
    assert last(world, file) is None


def test_a_denial_for_quality_takes_two_people_who_agree(client, world, file):
    sign_in(client, world.ines)
    names = {act.name for act in get(client, "decision", world, reference=file.reference).context["page"].acts}
    assert "propose_deny_quality" in names and "deny_quality" not in names
    assert decide(client, world, file, "propose_deny_quality", "Two complaints, both upheld.").status_code == 302
    own = get(client, "decision", world, reference=file.reference)
    assert "You proposed this yourself." in text(own) and "proposes: Denied" in text(own)
    assert decide(client, world, file, "deny_quality", "Agreed with myself.").status_code == 409
    second = staff(world.organization, "Ada Secondeye", "director")
    sign_in(client, second)
    assert decide(client, world, file, "deny_quality", "I read both complaints and agree.").status_code == 302
    assert (last(world, file).second_by_id, last(world, file).decided_by_id) == (world.ines.person_id, second.person_id)


def test_a_denial_names_the_rule(client, world):
    file = world.denied()
    sign_in(client, world.maya)
    said = text(get(client, "decision", world, reference=file.reference))
    assert "The policy is below the amount we ask." in said and "Insurance per claim" in said and "Record an appeal" in said


def test_an_approval_is_vacated_by_two_people_and_stays_readable(client, world):
    file = world.approved()
    sign_in(client, world.ines)
    assert post(client, "vacate", world, {"reason": ""}, reference=file.reference).status_code == 422
    assert post(client, "vacate", world, {"reason": "Somebody else's license."}, reference=file.reference).status_code == 302
    alone = post(client, "vacate", world, {"reason": "Again."}, reference=file.reference)
    assert alone.status_code == 409 and "Again." in alone.content.decode()
    sign_in(client, staff(world.organization, "Ada Secondeye", "director"))
    assert post(client, "vacate", world, {"reason": "I looked it up: not hers."}, reference=file.reference).status_code == 302
    said = text(get(client, "decision", world, reference=file.reference))
    assert "Vacated" in said and "Approved" in said and "I looked it up: not hers." in said


def test_who_may_not_vacate_reads_why(client, world):
    file = world.approved()
    sign_in(client, world.maya)
    (act,) = [act for act in get(client, "decision", world, reference=file.reference).context["page"].after if act.name == "vacate"]
    assert [refusal.code for refusal in act.refusals] == ["not_allowed"]
    assert post(client, "vacate", world, {"reason": "Wrong."}, reference=file.reference).status_code in (403, 409)


def test_a_decision_that_came_with_an_existing_network_says_so(client, world):
    who, _actor = world.therapist()
    who.claimed_at, who.imported_by = None, world.organization
    who.save()
    decision = take_over(
        organization=world.organization, practitioner=who, due_on=world.day(-400), jurisdictions=["US-OH"], actor=world.maya,
        at=world.now, record=original(decided_on=world.day(300), body="Committee of Pier EAP", named="Minutes 7"),
    )
    sign_in(client, world.maya)
    said = text(get(client, "decision", world, reference=decision.application.reference))
    assert "Recorded from an existing network" in said and "Committee of Pier EAP" in said and "Minutes 7" in said


def test_a_file_before_its_time_says_what_comes_first(client, world):
    file = world.checking()
    sign_in(client, world.ines)
    page = get(client, "decision", world, reference=file.reference).context["page"]
    assert page.acts == () and "Hand it over" in page.not_yet
    assert decide(client, world, file, "approve").status_code == 409


def test_an_outsider_decides_nothing(client, world, file):
    sign_in(client, staff(organization("summit"), "Calder Rimrock"))
    for name in ("decision", "vacate"):
        assert post(client, name, world, reference=file.reference).status_code == 404


def test_deciding_elsewhere_first_loses_the_race_politely(client, world, file):
    seen = last_sequence(file)
    deciding.approve(file, actor=world.ines, at=world.now)
    sign_in(client, staff(world.organization, "Ada Secondeye", "director"))
    answer = decide(client, world, file, "defer", "Where is the second page?", seen=seen)
    assert answer.status_code == 409 and "This file changed since you opened it." in text(answer)
    assert last(world, file).outcome == "approved"


def test_who_may_decide_nothing_reads_it_once_above_the_dashed_buttons(client, world, file):
    sign_in(client, staff(world.organization, "Lucian Onlooker", "verifier"))
    answer = get(client, "decision", world, reference=file.reference)
    page = answer.context["page"]
    assert not page.acts and {act.name for act in page.barred.acts} >= {"approve", "deny"} and len(page.barred.refusals) == 1
    assert text(answer).count(str(page.barred.refusals[0].message)) == 1
