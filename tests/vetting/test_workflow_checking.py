"""Between submission and decision: checks opened, screened, asked, waived, assessed and handed over."""

from dataclasses import replace

import pytest

from licensure.models import ExclusionList, Hit, Screening, Verification
from licensure.waivers import WAIVABLE_BY
from licensure.workflow import adjudication, verifications
from network.access import Forbidden, Role
from network.models import Parameter, Person, PersonLink, PractitionerName
from tests.licensure.list_files import row
from tests.network.cast import person, staff
from tests.shared import shared
from tests.vetting.staff_world import listed
from tests.vetting.story import Story, refused, told
from vetting import rules
from vetting.codec import load_facts, load_policy
from vetting.facts.collect import collect
from vetting.models import AssessmentRecord
from vetting.queries.judging import judge
from vetting.queries.waiting import waiting
from vetting.workflow import applying, checking, disclosures

pytestmark = pytest.mark.django_db


_world, world = shared(Story)
_file, file = shared(lambda world: world.checking(), "_file")


def test_beginning_opens_one_check_for_each_thing_the_policy_reads_and_screens_her(world, file):
    opened = sorted(world.checks(file).values_list("element", "state"))
    assert opened == [("exclusion_list", "obtained"), ("identity", "required"), ("insurance", "required"), ("license", "required")]
    assert (file.state, file.assignee_id) == ("checking", world.tom.person_id)
    assert Screening.objects.within(world.organization).filter(practitioner=file.practitioner).count() == 1


def test_the_check_of_the_lists_carries_the_fingerprint_of_the_file_she_was_looked_for_in(world):
    check = world.check(world.checking(), "exclusion_list")
    version = Screening.objects.within(world.organization).get().version
    assert (check.state, check.method, check.artefact_sha256, check.as_of) == ("obtained", "file", version.sha256, version.as_of)
    assert check.values["files"] == [{"list": "oig-leie", "as_of": version.as_of.isoformat(), "sha256": version.sha256}]
    verifications.verify(check, actor=world.tom, at=world.at(3))
    assert (check.state, check.verified_by_id) == ("verified", world.tom.person_id)


def test_of_the_lists_and_her_names_the_check_keeps_what_fits(world):
    file = world.submitted()
    for number in range(20):
        PractitionerName(practitioner=file.practitioner, given_name="Wren", family_name=f"Halloway-Pike-{number:02d}").save()
    ExclusionList.objects.update(name="L" * 200)
    checking.begin_checks(file, actor=world.tom, at=world.at(2))
    check = world.check(file, "exclusion_list")
    assert (check.source, len(check.query), check.query[:15]) == ("L" * 200, 300, "Wren Halloway, ")


def test_looking_again_leaves_what_somebody_verified(world, file):
    verifications.verify(world.check(file, "exclusion_list"), actor=world.tom, at=world.at(3))
    assert checking.screen(file, actor=world.tom, at=world.at(1))
    assert world.check(file, "exclusion_list").state == "verified"


def test_opening_what_is_required_again_opens_nothing_twice(world, file):
    before = world.checks(file).count()
    checking.open_required(file, actor=world.tom, at=world.at(2))
    assert world.checks(file).count() == before


def test_the_file_may_be_given_to_a_colleague_but_not_to_herself(world, file):
    maya = Person.objects.get(pk=world.maya.person_id)
    checking.assign(file, person=maya, actor=world.tom, at=world.at(2))
    assert (world.fresh(file).assignee, told(file)[0]) == (maya, "application.assigned")
    assert refused(checking.assign, file, person=file.practitioner.person, actor=world.tom, at=world.at(2)) == ["own_file"]
    with pytest.raises(Forbidden):
        checking.assign(file, person=maya, actor=world.una, at=world.at(2))


def test_an_assignment_from_an_old_page_keeps_what_changed_meanwhile(world):
    file = world.submitted()
    stale = world.fresh(file)
    checking.begin_checks(file, actor=world.tom, at=world.at(5))
    checking.assign(stale, person=Person.objects.get(pk=world.maya.person_id), actor=world.maya, at=world.at(4))
    found = world.fresh(file)
    assert (found.state, found.assignee_id, stale.state) == ("checking", world.maya.person_id, "checking")


def refer(world, file, actor=None, ago=1):
    return checking.refer(file, actor=actor or world.tom, at=world.at(ago))


def test_a_file_is_handed_over_with_its_route_and_a_replayable_assessment(world):
    file = world.in_review()
    (kept,) = AssessmentRecord.objects.within(world.organization)
    again = rules.evaluate([load_policy(one) for one in kept.policies], load_facts(kept.facts), on=kept.on)
    assert (file.state, file.route, kept.route, str(again.route)) == ("in_review", "clean", "clean", "clean")
    assert [finding.criterion for finding in again.findings] == [finding["criterion"] for finding in kept.findings]
    assert told(file)[:2] == ["application.assessed", "application.refer"]


def test_an_open_check_an_open_question_and_what_is_not_known_keep_it(world, file):
    checking.request_information(file, message="Page two?", actor=world.tom, at=world.at(3))
    assert refused(refer, world, file) == ["checks_open", "request_open", "incomplete"]
    assert world.fresh(file).state == "checking"


def test_a_hit_keeps_it_until_two_people_judged_it(world):
    listed(row(), at=world.at(20))
    file = world.checked()
    (hit,) = Hit.objects.within(world.organization)
    assert refused(refer, world, file) == ["hit_open", "incomplete"]
    why = {"reason": "Another birth date, seen on the list's own page.", "at": world.at(3)}
    adjudication.propose_clear(hit, differing=("license_number",), actor=world.maya, **why)
    assert refused(refer, world, file) == ["hit_open", "incomplete"]
    adjudication.clear(hit, actor=world.ines, **why)
    refer(world, file)
    assert (file.state, file.route) == ("in_review", "clean")


def test_a_check_whose_source_is_unavailable_leaves_its_rule_unknown(world):
    file = world.checked()
    check = verifications.renew(world.check(file, "identity"), actor=world.tom, at=world.at(3), on=world.day(3))
    verifications.mark_unavailable(check, comment="The site is down.", actor=world.tom, at=world.at(2))
    assert refused(refer, world, file) == ["incomplete"]
    verifications.waive(check, comment="We saw her in person.", actor=world.ines, at=world.at(2))
    refer(world, file)
    found = {finding.criterion: finding for finding in judge(file, on=world.day(1)).assessment.findings}
    assert (found["identity_seen"].outcome, found["identity_seen"].severity) == ("unknown", "note")
    assert found["identity_seen"].waiver == f"verification:{check.pk}"


def test_a_blocking_rule_unmet_goes_to_a_director_as_not_eligible(world):
    assert world.in_review(per_claim=20_000_000).route == "not_eligible"


@pytest.mark.parametrize("step", ["begin", "refer"])
def test_nobody_handles_her_own_file_under_any_account(world, step):
    file = world.submitted() if step == "begin" else world.checked()
    herself = staff(world.organization, "Wren Halloway-Staff", Role.VERIFIER)
    PersonLink.objects.create(
        one_id=herself.person_id, other_id=file.practitioner.person_id, reason="Same", proposed_by=person("Odell Marshall")
    )
    act = checking.begin_checks if step == "begin" else checking.refer
    assert refused(act, file, actor=herself, at=world.at(0)) == ["own_file"]


@pytest.mark.parametrize("name", ["una", "rosa", "odell"])
def test_who_only_reads_checks_nothing(world, name):
    assert refused(checking.begin_checks, world.submitted(), actor=getattr(world, name), at=world.at(0)) == ["not_allowed"]


def test_a_waived_check_waives_a_rule_only_when_every_check_of_its_kind_is_settled(world, file):
    first = world.check(file, "insurance")
    second = Verification(
        organization=world.organization, practitioner=file.practitioner, file=file.reference, element="insurance",
        item="credential:0", label="Second policy", opened_on=world.day(5),
    )
    second.save()
    assert refused(verifications.waive, first, comment="Agreed.", actor=world.ines, at=world.at(3)) == ["not_waivable"]
    Parameter(
        organization=world.organization, key=WAIVABLE_BY, value={"insurance": "director"}, effective_from=world.day(4),
        author_id=world.maya.person_id,
    ).save()
    verifications.waive(first, comment="The other policy does.", actor=world.ines, at=world.at(3))
    assert not any(waiver.criterion == "insurance_per_claim" for waiver in collect(file, on=world.day()).waivers)
    verifications.waive(second, comment="Agreed.", actor=world.ines, at=world.at(3))
    assert any(waiver.criterion == "insurance_named" for waiver in collect(file, on=world.day()).waivers)


def test_a_source_that_says_yes_contradicts_her_no(world):
    file = world.checked()
    check = verifications.open_verification(
        organization=world.organization, practitioner=file.practitioner, file=file.reference, element="disclosures",
        label="Disclosures", actor=world.tom, at=world.at(4), on=world.day(4),
    )
    assert collect(file, on=world.day()).records == ()
    verifications.verify(
        check, method="seen", source="Court register", sighting={"what": "Judgment"}, as_of=world.day(4),
        values={"source_says_yes": ["civil_judgment"]}, actor=world.tom, at=world.at(3),
    )
    assert [record.question for record in collect(file, on=world.day()).records] == ["civil_judgment"]


@pytest.mark.parametrize(("signed", "later", "counts"), [(True, False, True), (False, True, True), (False, False, False)])
def test_a_yes_she_signed_is_not_taken_back_and_one_may_be_added(world, signed, later, counts):
    def answer(file, yes, ago):
        given = {"civil_judgment": {"answer": yes, "narrative": "Of 2019, paid." if yes else ""}}
        disclosures.answer(
            practitioner=file.practitioner, question_set="us-2026-1", answers=given, actor=file.herself, at=world.at(ago)
        )

    file = world.draft()
    answer(file, signed, ago=9)
    signature = applying.Signature("Wren Halloway", world.at(8), "True.")
    applying.submit(file, signature=signature, actor=file.herself, at=world.at(8))
    answer(file, later, ago=7)
    found = {row.question: row for row in collect(file, on=world.day()).answers}
    assert (found["civil_judgment"].yes, found["civil_judgment"].explained) == (counts, counts)


# ── Whose turn ───────────────────────────────────────────────────────────────


def turn(world, file, ago=0):
    now = waiting(world.fresh(file), on=world.day(ago))
    return now.turn.waiting_on, now.turn.next_step


def test_who_it_waits_for_follows_from_what_is_open(world):
    assert turn(world, world.draft("Juniper Vale")) == ("therapist", "submit")
    file = world.submitted()
    assert turn(world, file) == ("reviewer", "begin_checks")
    checking.begin_checks(file, actor=world.tom, at=world.at(12))
    assert turn(world, file) == ("reviewer", "check")
    for check in world.checks(file).exclude(element="license"):
        world.verify(check, ago=11)
    license_check = world.check(file, "license")
    verifications.ask_source(license_check, source="Ohio board", due_on=world.day(-3), actor=world.tom, at=world.at(10))
    assert turn(world, file) == ("source", "wait")
    assert waiting(world.fresh(file), on=world.day()).due == world.day(-3)
    request = checking.request_information(file, message="Which name?", actor=world.tom, at=world.at(9))
    assert turn(world, file) == ("therapist", "answer")
    applying.answer(request, text="Halloway.", actor=file.herself, at=world.at(7))
    assert turn(world, file) == ("reviewer", "check")
    checking.close_request(request, reason="", actor=world.tom, at=world.at(6))
    world.verify(license_check, ago=5)
    assert turn(world, file) == ("reviewer", "refer")
    refer(world, file)
    assert turn(world, file) == ("director", "decide")


def test_our_clock_stands_still_while_the_source_has_it(world):
    file = world.checking(ago=20)
    for check in world.checks(file).exclude(element="license"):
        world.verify(check, ago=18)
    verifications.ask_source(world.check(file, "license"), source="Ohio board", actor=world.tom, at=world.at(18))
    counts = waiting(world.fresh(file), on=world.day()).counts
    assert counts["source"] == 18 and counts["ours"] == 2
    world.verify(world.check(file, "license"), ago=8)
    counts = waiting(world.fresh(file), on=world.day()).counts
    assert (counts["source"], counts["ours"]) == (10, 10)


def test_two_deciders_are_waited_for_and_then_the_therapists_terms(world):
    assert turn(world, world.for_two()) == ("committee", "decide")
    file = world.approved("Juniper Vale")
    assert turn(world, file) == ("therapist", "accept_terms")
    assert turn(world, world.active("Sorrel Finch")) == ("nobody", "none")


def test_a_colleague_of_another_organization_checks_nothing(world):
    file, summit = world.submitted(), Story("summit")
    assert refused(checking.begin_checks, file, actor=summit.tom, at=world.at(0)) == ["not_allowed"]
    with pytest.raises(Forbidden):
        checking.assess(file, actor=replace(summit.tom), at=world.at(0))
