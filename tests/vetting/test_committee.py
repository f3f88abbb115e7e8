"""A committee decides: agenda, quorum, votes, interests, minutes; and who may not."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from network.access import Forbidden, Role, therapist_actor
from network.formats import day as told_day
from network.models import Event, PersonLink
from network.models.events import AppendOnly
from network.transitions import Refused
from tests import world as worlds
from tests.network.cast import staff
from tests.shared import shared
from tests.vetting.sitting import WHY, Sitting
from tests.vetting.story import asked_for, refused
from vetting.committee import Resolution
from vetting.guards_appeals import parts_in
from vetting.models import AgendaItem, Decision, InformationRequest
from vetting.pages.me_tracker import tracker
from vetting.queries.committee import closed_to, standing_of
from vetting.queries.mine import applications
from vetting.workflow import agenda, deciding, interests, meetings, voting

pytestmark = pytest.mark.django_db


_here, here = shared(Sitting, "_here")
_case, case = shared(lambda here: here.case(), "_case")


def codes(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.codes


def actions(about):
    return list(Event.objects.filter(about=about).order_by("sequence").values_list("action", flat=True))


# ── The agenda ───────────────────────────────────────────────────────────────


def test_the_agenda_fills_itself_with_what_was_handed_over(here):
    case, clean = here.case(), here.clean()
    still_checked = worlds.checking(here.world, here.harbor)
    meeting = here.meeting()
    assert {(item.application_id, item.kind) for item in meeting.items.all()} == {(case.pk, "discussion"), (clean.pk, "clean")}
    assert not AgendaItem.objects.within(here.harbor).filter(application=still_checked).exists()
    assert agenda.fill(meeting, actor=here.maya, at=here.at) == []
    assert actions(f"meeting:{meeting.pk}") == ["meeting.planned"] and actions(case.reference)[-1] == "agenda.added"


def test_a_file_stands_on_one_agenda_at_a_time(here, case):
    first, second = here.meeting(), here.meeting(on=here.day(-7))
    assert (first.items.count(), second.items.count()) == (1, 0)
    agenda.cancel(first, reason="The chair is ill.", actor=here.maya, at=here.later())
    assert (first.state, [item.application_id for item in second.items.all()]) == ("canceled", [case.pk])


def test_she_reads_that_the_committee_decides_and_on_which_day_it_meets(here):
    case, clean = here.case(), here.clean()

    def said(file):
        (mine,) = applications(therapist_actor(file.practitioner, None), at=here.at, reference=file.reference)
        return tracker(mine).text

    assert said(case).startswith("The committee of Harbor") and "agenda" not in said(case)
    meeting = here.meeting(on=here.day(-5))
    assert f"It is on the agenda of the meeting of {told_day(here.day(-5))}; that day may still change." in said(case)
    assert "committee" not in said(clean).lower() and "agenda" not in said(clean)  # a director signs it
    agenda.cancel(meeting, reason="Nobody can.", actor=here.maya, at=here.later())
    assert "agenda" not in said(case) and said(case).startswith("The committee of Harbor")


def test_a_meeting_needs_a_policy_that_holds_meetings_and_a_day_to_come():
    off = worlds.build("harbor")
    plan = {"actor": off.maya, "at": off.at, "organization": off.harbor}
    assert codes(agenda.plan_meeting, on=off.day(off.harbor), **plan) == ["no_meetings"]


def test_planning_is_refused_for_yesterday_and_for_votes_by_a_day_where_they_are_off(here):
    plan = {"actor": here.maya, "at": here.at, "organization": here.harbor}
    assert codes(agenda.plan_meeting, on=here.day(1), **plan) == ["in_the_past"]
    assert codes(agenda.plan_meeting, on=here.day(), kind="asynchronous", **plan) == ["no_asynchronous"]
    with pytest.raises(Forbidden):
        agenda.plan_meeting(on=here.day(), **{**plan, "actor": here.tom})


def test_any_file_in_review_can_be_put_on_the_agenda_with_a_reason(here):
    file = worlds.in_review(here.world, here.harbor)
    assert codes(agenda.put_on_agenda, file, reason=" ", actor=here.ines, at=here.at) == ["no_meeting", "no_reason"]
    meeting = here.meeting()
    assert codes(agenda.put_on_agenda, file, reason=WHY, actor=here.ines, at=here.at) == ["on_agenda"]
    item = here.item(meeting, file)
    assert codes(agenda.discuss, item, reason="", actor=here.ivo, at=here.at) == ["no_reason"]
    agenda.discuss(item, reason="Three moves in a year.", actor=here.ivo, at=here.at)
    assert here.item(meeting, file).kind == "discussion"
    assert codes(agenda.discuss, item, reason=WHY, actor=here.ivo, at=here.at) == ["settled"]


def test_a_file_is_taken_off_before_anybody_voted_and_not_after(here):
    case, other = here.case(), here.case()
    meeting = here.meeting(opened=True)
    assert codes(agenda.strike, here.item(meeting, case), reason="", actor=here.maya, at=here.at) == ["no_reason"]
    agenda.strike(here.item(meeting, case), reason="Waits for the board.", actor=here.maya, at=here.at)
    assert here.item(meeting, case).state == "struck"
    here.vote(here.item(meeting, other), "approved", here.ivo)
    assert codes(agenda.strike, here.item(meeting, other), reason=WHY, actor=here.maya, at=here.at) == ["voted_on"]


# ── Opening and closing ──────────────────────────────────────────────────────


def test_a_live_meeting_is_opened_by_its_chair_on_its_day(here):
    meeting = here.meeting(on=here.day(-1))
    assert codes(meetings.open_meeting, meeting, actor=here.ivo, at=here.at) == ["not_the_chair", "too_early", "empty_agenda"]
    here.case()
    agenda.fill(meeting, actor=here.maya, at=here.at)
    assert codes(meetings.open_meeting, meeting, actor=here.odell, at=here.at) == ["too_early"]
    meetings.open_meeting(meeting, actor=here.odell, at=here.later(days=1))
    assert (meeting.state, meeting.opened_on) == ("open", here.day(-1))


def test_a_meeting_closes_when_every_case_is_settled(here):
    case, clean = here.case(), here.clean()
    meeting = here.meeting(opened=True)
    assert codes(meetings.close_meeting, meeting, actor=here.odell, at=here.at) == ["items_open"]
    later = here.meeting(on=here.day(-7))
    voting.table(here.item(meeting, case), reason="No quorum.", actor=here.odell, at=here.later())
    meetings.close_meeting(meeting, actor=here.odell, at=here.later())
    assert meeting.state == "closed"
    assert {item.application_id for item in later.items.all()} == {case.pk, clean.pk}  # nobody signed the clean one


# ── Deciding ─────────────────────────────────────────────────────────────────


def test_the_committee_approves_with_a_majority_and_the_decision_names_its_meeting(here, case):
    meeting = here.meeting(opened=True)
    item = here.item(meeting, case)
    here.vote(item, "approved", here.ivo, here.nell)
    assert codes(here.carry, item) == ["no_quorum", "no_majority"]
    here.vote(item, "denied_quality", here.ines)
    assert codes(here.carry, item) == ["no_majority"]
    here.vote(item, "approved", here.thea)
    decision = here.carry(item)
    case.refresh_from_db()
    assert (case.state, decision.outcome, decision.agenda_item_id, decision.second_by_id) == ("approved", "approved", item.pk, None)
    assert (item.state, item.outcome, item.counted["counts"]) == ("carried", "approved", {"approved": 3, "denied_quality": 1})
    assert (item.counted["members"], item.counted["quorum"], item.counted["needed"]) == (5, 3, 3)
    assert asked_for("vetting.send_decision")[-1:] == [{"id": decision.pk}]
    assert "agendaitem.carry" in actions(case.reference)


def test_a_denial_for_quality_is_the_committees_alone(here, case):
    for actor in (here.ines, here.odell):
        assert "needs_meeting" in codes(deciding.deny, case, basis="quality", reason=WHY, actor=actor, at=here.at)
        assert "needs_meeting" in codes(deciding.approve, case, actor=actor, at=here.at)
        assert "needs_meeting" in codes(deciding.propose, case, outcome="denied", basis="quality", reason=WHY, actor=actor, at=here.at)
    item = here.item(here.meeting(opened=True), case)
    here.vote(item, "denied_quality", here.ivo, here.nell, here.ines)
    assert codes(here.carry, item, reason=" ") == ["no_reason"]
    item.refresh_from_db()
    assert item.state == "open"  # what the decision refuses, the agenda does not keep
    decision = here.carry(item)
    assert (decision.outcome, decision.basis, decision.agenda_item_id) == ("denied", "quality", item.pk)
    voters = {here.ivo.person_id, here.nell.person_id, here.ines.person_id}
    assert voters | {here.odell.person_id} <= parts_in(decision.appeal)  # none of them settles an appeal against it


def test_a_resolution_decides_its_own_file_and_outcome_only(here, case):
    for said in (("HB-0", "approved"), (case.reference, "denied"), (case.reference, "")):
        resolution = Resolution(1, *said)
        assert "needs_meeting" in codes(deciding.approve, case, actor=here.odell, at=here.at, resolution=resolution)


def test_a_clean_file_is_still_signed_by_one_director(here):
    clean = here.clean()
    meeting = here.meeting(opened=True)
    decision = deciding.approve(clean, actor=here.ines, at=here.later())
    assert decision.agenda_item_id is None
    meetings.close_meeting(meeting, actor=here.odell, at=here.later())
    meetings.sign_minutes(meeting, actor=here.odell, at=here.later())
    assert meeting.minutes.get().content["clean"] == [
        {"file": clean.reference, "outcome": "approved", "by": "Ines Calloway", "on": here.day().isoformat()}
    ]


def test_where_no_meetings_are_held_two_people_decide_as_before():
    world = worlds.build("harbor")
    case = worlds.in_review(world, world.harbor, yes={"license_action": "A reprimand."})
    assert refused(deciding.approve, case, actor=world.ines, at=world.at) == ["second_person"]
    deciding.propose(case, outcome="approved", reason=WHY, actor=world.odell, at=world.at)
    assert deciding.approve(case, actor=world.ines, at=world.at).second_by_id == world.odell.person_id


# ── Votes ────────────────────────────────────────────────────────────────────


def test_a_member_votes_once_in_session_and_says_why_not(here, case):
    meeting = here.meeting()
    item = here.item(meeting, case)
    vote = {"choice": "denied", "actor": here.ivo, "at": here.at}
    assert codes(voting.cast, item, reason="", **vote) == ["not_in_session", "no_reason"]
    meetings.open_meeting(meeting, actor=here.odell, at=here.later())
    item = here.item(meeting, case)
    here.vote(item, "denied", here.ivo)
    assert codes(voting.cast, item, reason=WHY, **vote) == ["voted"]
    assert codes(voting.cast, item, reason=WHY, **{**vote, "actor": here.world.maya2}) == ["no_seat"]
    with pytest.raises(Forbidden):
        voting.cast(item, reason=WHY, **{**vote, "actor": here.maya})
    with pytest.raises(AppendOnly):
        item.votes.get().delete()


def test_the_quorum_is_counted_from_the_membership_on_the_day(here, case):
    meetings.end_seat(here.seats[-1], ends_on=here.day(), actor=here.ines, at=here.at)
    meetings.end_seat(here.seats[-2], ends_on=here.day(), actor=here.ines, at=here.at)
    meeting = here.meeting(on=here.day(-1))
    meetings.open_meeting(meeting, actor=here.odell, at=here.later(days=1))
    item = here.item(meeting, case)
    assert codes(voting.cast, item, choice="approved", reason="", actor=here.nell, at=here.at) == ["no_seat"]
    here.vote(item, "approved", here.ines, here.thea)
    assert here.carry(item).outcome == "approved"
    assert (item.counted["members"], item.counted["quorum"]) == (3, 2)


@pytest.mark.parametrize(("recused", "cure"), [(2, "Wait for more votes"), (3, "appoint members for the next meeting")])
def test_where_too_few_take_part_for_a_quorum_it_is_said_that_no_vote_will_help(here, recused, cure):
    case, meeting = here.case(), here.meeting(opened=True)
    for actor in here.members[2 : 2 + recused]:
        interests.declare(case, reason="We share an office.", meeting=meeting, actor=actor, at=here.later())
    item = here.item(meeting, case)
    here.vote(item, "approved", here.thea)
    with pytest.raises(Refused) as refused:
        here.carry(item)
    assert cure in str(next(each.cure for each in refused.value.refusals if each.code == "no_quorum"))


def test_a_seat_given_after_the_opening_changes_no_count(here, case):
    meeting = here.meeting(opened=True)
    meetings.end_seat(here.seats[3], ends_on=here.day(), actor=here.ines, at=here.at)
    here.later(days=1)
    item = here.item(meeting, case)
    here.vote(item, "approved", here.ivo)  # her seat ended yesterday, the meeting was opened before
    assert standing_of(item, actor=here.odell, at=here.at).tally.members == 5


def test_votes_by_a_day_where_switched_on():
    here = Sitting(asynchronous=True)
    case = here.case()
    meeting = here.meeting(kind="asynchronous", on=here.day(-2))
    meetings.open_meeting(meeting, actor=here.odell, at=here.later())
    item = here.item(meeting, case)
    here.vote(item, "approved", here.ivo)
    here.later(days=2)
    here.vote(item, "approved", here.nell)
    here.later(days=1)
    assert codes(voting.cast, item, choice="approved", reason="", actor=here.ines, at=here.at) == ["day_to_vote_passed"]
    assert codes(here.carry, item) == ["no_quorum", "no_majority"]
    voting.table(item, reason="Two of three.", actor=here.odell, at=here.later())
    late = here.meeting(kind="asynchronous", on=here.day(-3))
    assert codes(meetings.open_meeting, late, actor=here.odell, at=here.later(days=1)) == ["day_to_vote_passed"]


# ── Tabling ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("way, state, asked", [("wait", "in_review", 0), ("ask", "in_review", 1), ("defer", "checking", 0)])
def test_a_file_is_tabled_for_later_with_a_question_or_back_to_the_reviewers(here, case, way, state, asked):
    meeting, later = here.meeting(opened=True), here.meeting(on=here.day(-14))
    item = here.item(meeting, case)
    assert codes(voting.table, item, reason=" ", way=way, actor=here.odell, at=here.at) == ["no_reason"]
    assert codes(voting.table, item, reason=WHY, way=way, actor=here.ivo, at=here.at) == ["not_the_chair"]
    voting.table(item, reason="What did the board find?", way=way, actor=here.odell, at=here.later())
    case.refresh_from_db()
    assert (item.state, item.question, case.state) == ("tabled", "What did the board find?", state)
    assert InformationRequest.objects.within(here.harbor).filter(application=case).count() == asked
    assert later.items.filter(application=case).exists() is (way != "defer")


# ── Evidence after a vote ────────────────────────────────────────────────────


def test_new_evidence_stops_the_resolution_until_the_members_vote_again(here, case):
    meeting = here.meeting(opened=True)
    item = here.item(meeting, case)
    voting.table(item, reason="What did the board find?", way="ask", actor=here.odell, at=here.later())
    second = here.meeting(opened=True)
    item = here.item(second, case)
    here.vote(item, "approved", here.ivo, here.nell, here.ines)
    assert codes(voting.vote_again, item, actor=here.odell, at=here.at) == ["nothing_new"]
    here.world.file(case).reply(here.later(), "A second reprimand, in 2021.")
    assert codes(here.carry, item) == ["new_evidence"]
    assert codes(voting.vote_again, item, actor=here.ivo, at=here.at) == ["not_the_chair"]
    voting.vote_again(item, actor=here.odell, at=here.later())
    assert codes(here.carry, item) == ["no_quorum", "no_majority"]
    here.vote(item, "denied_quality", here.ivo, here.nell, here.ines)
    assert here.carry(item).basis == "quality"
    assert item.votes.count() == 6


# ── Interests ────────────────────────────────────────────────────────────────


def test_what_a_member_and_a_therapist_share_is_proposed_and_settled_by_people(here):
    interests.say_involved(here.seats[3], {"employer": ["Somewhere Else"], "phone": ["+1 555 0100"]}, actor=here.ivo, at=here.at)
    kept = str(here.seats[3].marks)  # fingerprints, whose random signs may spell a short number
    assert "5550100" not in kept and "555 0100" not in kept and "Somewhere" not in kept
    case = here.case(worlds.therapist(here.world, "Basil Thornquist", phone="+1 (555) 0100"))
    meeting = here.meeting(opened=True)
    item = here.item(meeting, case)
    (found,) = case.conflicts.all()
    assert (found.person_id, found.kinds, found.state, found.declared) == (here.ivo.person_id, ["phone"], "proposed", False)
    assert codes(voting.cast, item, choice="approved", reason="", actor=here.ivo, at=here.at) == ["interest_open"]
    here.vote(item, "approved", here.nell, here.ines, here.thea)
    assert codes(here.carry, item) == ["interest_open"]
    assert codes(interests.dismiss, found, reason=WHY, actor=here.ivo, at=here.at) == ["not_the_chair", "about_you"]
    assert codes(interests.dismiss, found, reason=" ", actor=here.odell, at=here.at) == ["no_reason"]
    assert codes(interests.recuse, found, actor=here.nell, at=here.at) == ["not_hers_to_say"]
    interests.dismiss(found, reason="One switchboard for the whole building.", actor=here.odell, at=here.at)
    here.vote(item, "approved", here.ivo)
    assert here.carry(item).outcome == "approved"
    assert codes(interests.recuse, found, actor=here.ivo, at=here.at) == ["file_decided"]


def test_a_recusal_voids_the_vote_closes_the_file_and_shrinks_what_is_needed(here, case):
    item = here.item(here.meeting(opened=True), case)
    here.vote(item, "approved", here.odell, here.ivo, here.nell)
    assert standing_of(item, actor=here.ivo, at=here.at).tally.carried == "approved"
    declare = {"meeting": item.meeting, "actor": here.ivo, "at": here.at}
    assert codes(interests.declare, case, reason=" ", **declare) == ["no_reason"]
    assert codes(interests.declare, case, reason=WHY, **{**declare, "actor": here.world.maya2}) == ["no_seat"]
    interests.declare(case, reason="We share an office.", **declare)
    stands = standing_of(item, actor=here.ivo, at=here.at)
    assert (stands.closed, stands.tally.eligible, stands.tally.voted, stands.tally.carried) == (True, 4, 2, "")
    assert closed_to(case, here.ivo) and not closed_to(case, here.nell)
    assert codes(here.carry, item) == ["no_quorum", "no_majority"]
    here.vote(item, "approved", here.thea)
    assert here.carry(item).outcome == "approved"


def test_a_chair_with_an_interest_leaves_the_file_to_the_other_one(here, case):
    item = here.item(here.meeting(opened=True), case)
    here.vote(item, "approved", here.thea, here.ines, here.nell, here.ivo)
    interests.declare(case, reason="My neighbor.", meeting=item.meeting, actor=here.odell, at=here.at)
    assert codes(here.carry, item) == ["recused"]
    assert codes(voting.cast, item, choice="approved", reason="", actor=here.odell, at=here.at) == ["recused"]
    assert here.carry(item, actor=here.thea).outcome == "approved"


def link(here, one, other):
    """Somebody suspects that two accounts are one person."""
    low, high = sorted((one.person_id, other.person_id))
    PersonLink.objects.create(one_id=low, other_id=high, reason="Same", proposed_by=here.person(here.maya))


def test_who_takes_no_part_under_another_account_takes_none_as_a_member(here, case):
    item = here.item(here.meeting(opened=True), case)
    here.vote(item, "approved", here.ivo, here.nell, here.odell)
    again = staff(here.harbor, "Ivo Saltmarsh-Reed", Role.COMMITTEE)
    link(here, here.ivo, again)
    stands = standing_of(item, actor=here.thea, at=here.at)
    assert (stands.tally.eligible, stands.tally.carried) == (5, "approved")
    interests.take_no_part(case, reason=WHY, actor=again, at=here.later())
    stands = standing_of(item, actor=here.ivo, at=here.at)
    assert (stands.interest, stands.closed, stands.tally.eligible, stands.tally.count("approved")) == ("recused", True, 4, 2)


def test_a_person_with_two_seats_is_one_member_with_one_vote(here, case):
    item = here.item(here.meeting(opened=True), case)
    here.vote(item, "approved", here.odell, here.nell)
    assert standing_of(item, actor=here.thea, at=here.at).tally.voted == 2
    link(here, here.nell, here.odell)
    stands = standing_of(item, actor=here.thea, at=here.at)
    assert len(stands.committee.members) == 4 and len(stands.committee.chairs) == 2
    assert (stands.tally.voted, stands.tally.quorum, stands.tally.needed) == (1, 3, 3)
    assert codes(voting.cast, item, choice="approved", reason=WHY, actor=here.nell, at=here.later()) == ["voted"]


def test_who_verified_something_of_a_file_never_takes_part_in_it_under_any_account(here):
    low, high = sorted((here.tom.person_id, here.ivo.person_id))
    PersonLink.objects.create(one_id=low, other_id=high, reason="Same voice", proposed_by_id=here.maya.person_id)
    case = here.case()
    item = here.item(here.meeting(opened=True), case)
    (found,) = case.conflicts.all()
    assert (found.person_id, found.kinds) == (here.ivo.person_id, ["verified"])
    assert codes(interests.dismiss, found, reason=WHY, actor=here.odell, at=here.at) == ["never_takes_part"]
    interests.recuse(found, actor=here.odell, at=here.at, reason="The same person under two accounts.")
    assert codes(voting.cast, item, choice="approved", reason="", actor=here.ivo, at=here.at) == ["recused"]


# ── Minutes ──────────────────────────────────────────────────────────────────


def test_minutes_are_signed_by_the_chair_and_never_edited(here, case):
    meeting = here.meeting(opened=True)
    item = here.item(meeting, case)
    here.vote(item, "approved", here.ivo, here.nell, here.ines)
    here.carry(item, reason="One old reprimand, well answered.")
    voting.note(item, discussion="The board closed it in 2020.", actor=here.maya, at=here.later())
    assert codes(meetings.correct_minutes, meeting, remark=WHY, actor=here.odell, at=here.at) == ["not_signed_yet"]
    meetings.close_meeting(meeting, actor=here.odell, at=here.later())
    assert codes(meetings.sign_minutes, meeting, actor=here.ivo, at=here.at) == ["not_the_chair"]
    signed = meetings.sign_minutes(meeting, actor=here.odell, at=here.later())
    (told,) = signed.content["cases"]
    assert (told["file"], told["outcome"], told["discussion"], told["reason"]) == (
        case.reference, "approved", "The board closed it in 2020.", "One old reprimand, well answered."
    )
    assert [vote["name"] for vote in told["votes"]] == ["Ivo Saltmarsh", "Nell Harrowgate", "Ines Calloway"]
    assert sum(member["took_part"] for member in signed.content["members"]) == 3
    assert codes(voting.note, item, discussion="Something else.", actor=here.maya, at=here.at) == ["not_in_session"]
    with pytest.raises(AppendOnly):
        signed.save()
    for statement in ("UPDATE vetting_minutes SET remark = 'x'", "DELETE FROM vetting_vote", "UPDATE vetting_vote SET choice = 'denied'"):
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert codes(meetings.correct_minutes, meeting, remark=" ", actor=here.odell, at=here.at) == ["no_reason"]
    again = meetings.correct_minutes(meeting, remark="The board closed it in 2021.", actor=here.thea, at=here.later())
    assert [(row.version, row.remark) for row in meeting.minutes.all()] == [(2, "The board closed it in 2021."), (1, "")]
    assert again.content == signed.content and again.sha256 != signed.sha256
    assert actions(f"meeting:{meeting.pk}")[-2:] == ["minutes.signed", "minutes.corrected"]


# ── Seats ────────────────────────────────────────────────────────────────────


def test_a_seat_begins_today_or_later_and_is_for_those_who_decide(here):
    give = {"organization": here.harbor, "actor": here.ines, "at": here.at}
    assert codes(meetings.appoint, person=here.person(here.tom), starts_on=here.day(1), **give) == ["no_role", "in_the_past"]
    assert codes(meetings.appoint, person=here.person(here.ivo), starts_on=here.day(), **give) == ["has_seat"]
    assert "ends_before_it_began" in codes(
        meetings.appoint, person=here.person(here.world.maya2), starts_on=here.day(), ends_on=here.day(1), **give
    )
    with pytest.raises(Forbidden):
        meetings.appoint(person=here.person(here.world.maya2), starts_on=here.day(), **{**give, "actor": here.maya})


def test_a_seat_ends_today_or_later_once(here):
    seat, end = here.seats[0], {"actor": here.ines, "at": here.at}
    assert codes(meetings.end_seat, seat, ends_on=here.day(1), **end) == ["in_the_past", "ends_before_it_began"]
    meetings.end_seat(seat, ends_on=here.day(), **end)
    assert codes(meetings.end_seat, seat, ends_on=here.day(-9), actor=here.ines, at=here.at + timedelta(days=2)) == ["has_ended"]


def test_every_decision_of_a_meeting_stands_on_a_carried_vote(here):
    cases = [here.case() for _ in range(2)]
    meeting = here.meeting(opened=True)
    for case in cases:
        item = here.item(meeting, case)
        here.vote(item, "approved", here.ivo, here.nell, here.thea)
        here.carry(item)
    for decision in Decision.objects.within(here.harbor).filter(agenda_item__isnull=False):
        assert decision.agenda_item.state == "carried" and decision.agenda_item.outcome == decision.outcome
