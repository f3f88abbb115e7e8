"""The committee's pages: planning, the agenda, voting on a page, taking no part, minutes, seats; and who may not."""

import pytest
from django.urls import reverse

from network.models import RefusedAttempt
from tests import world as worlds
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.sitting import Sitting
from vetting.models import CommitteeMember, Meeting, Policy
from vetting.workflow import interests, meetings, policies, voting

pytestmark = pytest.mark.django_db


_world, here = shared(Sitting)


def at(name, here, **kwargs):
    return reverse(name, kwargs={"organization": here.harbor.slug, **kwargs})


def day_of(name, day):
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year, f"{name}_day": day.day,
            f"{name}_month": day.month, f"{name}_year": day.year}


def opened(here):
    case, clean = here.case(), here.clean()
    meeting = here.meeting(opened=True)
    return case, clean, meeting, here.item(meeting, case)


def test_a_meeting_is_planned_on_a_page_and_its_agenda_fills_itself(client, here):
    here.case()
    sign_in(client, here.maya)
    answer = client.post(at("committee", here), {"do": "plan", **day_of("on", here.day(-3)), "place": "Quay room"})
    assert answer.status_code == 302
    meeting = Meeting.objects.within(here.harbor).get()
    assert (meeting.on, meeting.place, meeting.items.count()) == (here.day(-3), "Quay room", 1)
    said = text(client.get(at("committee", here)))
    assert "The committee meets on" in said and "1 file on the agenda" in said and "Odell Marsh" in said
    said = text(client.get(at("meeting", here, pk=meeting.pk)))
    assert "To discuss" in said and "Voting begins when the chair opens the meeting." in said


def test_a_day_that_passed_is_refused_and_nonsense_is_to_mend(client, here):
    sign_in(client, here.maya)
    assert client.post(at("committee", here), {"do": "plan", **day_of("on", here.day(2))}).status_code == 409
    assert client.post(at("committee", here), {"do": "plan"}).status_code == 422
    assert RefusedAttempt.objects.filter(codes=["in_the_past"]).exists()
    assert not Meeting.objects.within(here.harbor).exists()


def test_members_vote_on_a_page_and_the_chair_carries_it_out(client, here):
    case, _clean, meeting, item = opened(here)
    page = at("agenda_item", here, pk=item.pk)
    for actor in (here.ivo, here.nell):
        sign_in(client, actor)
        said = text(client.get(page))
        assert "You see how others voted once you have voted." in said and "What the rules found" in said
        assert client.post(page, {"do": "vote", "choice": "denied"}).status_code == 422
        assert client.post(page, {"do": "vote", "choice": "approved"}).status_code == 302
        assert client.post(page, {"do": "vote", "choice": "approved"}).status_code == 409
    sign_in(client, here.odell)
    client.post(page, {"do": "vote", "choice": "denied_quality", "why": "Too soon for me."})
    said = text(client.get(page))
    assert "Too soon for me." in said and "No outcome has 3 votes" in said
    sign_in(client, here.thea)
    client.post(page, {"do": "vote", "choice": "approved"})
    sign_in(client, here.odell)
    assert "Carry it out: approved" in text(client.get(page))
    assert client.post(page, {"do": "carry", "reason": "", "seen": 1}).status_code == 409  # changed since
    seen = client.get(page).context["page"].seen
    assert client.post(page, {"do": "carry", "reason": "", "seen": seen}).status_code == 302
    case.refresh_from_db()
    assert case.state == "approved"
    said = text(client.get(at("decision", here, reference=case.reference)))
    assert "Committee of" in said
    assert client.post(at("meeting", here, pk=meeting.pk), {"do": "close"}).status_code == 302
    said = text(client.get(at("minutes", here, pk=meeting.pk)))
    assert "This is a draft" in said and "4 of 5 who may vote; quorum 3 of 5 members; needed 3" in said
    assert client.post(at("meeting", here, pk=meeting.pk), {"do": "sign"}).status_code == 302
    said = text(client.get(at("minutes", here, pk=meeting.pk)))
    assert "Version 1, signed by Odell Marsh" in said and "This is a draft" not in said
    assert client.post(at("meeting", here, pk=meeting.pk), {"do": "correct", "remark": "It was Nell who asked."}).status_code == 302
    assert "It was Nell who asked." in text(client.get(at("minutes", here, pk=meeting.pk)))


def test_a_member_reads_how_others_voted_nowhere_before_she_voted(client, here):
    """Not on the page of the file, in the draft of the minutes or on the timeline; who has voted or has no vote reads it."""
    case, _clean, meeting, item = opened(here)
    here.vote(item, "denied", here.nell, reason="Nell doubts it.")
    pages = (
        at("agenda_item", here, pk=item.pk), at("minutes", here, pk=meeting.pk), at("file_timeline", here, reference=case.reference),
    )

    def reads(actor):
        sign_in(client, actor)
        return ["Nell doubts it." in text(client.get(page)) for page in pages]

    assert [reads(here.nell), reads(here.maya), reads(here.ivo)] == [[True] * 3, [True] * 3, [False] * 3]
    assert "You see how others voted once you have voted." in text(client.get(pages[1]))
    here.vote(item, "approved", here.ivo)
    assert reads(here.ivo) == [True] * 3
    voting.table(item, reason="No time was left.", actor=here.odell, at=here.later())
    assert reads(here.ines) == [True] * 3, "settled: nothing is left to follow"


def test_a_correction_says_whom_it_is_about_and_is_closed_to_who_takes_no_part(client, here):
    case, _clean, meeting, item = opened(here)
    interests.declare(case, reason="We share an office.", meeting=meeting, actor=here.ivo, at=here.later())
    here.vote(item, "approved", here.nell, here.ines, here.thea)
    here.carry(item)
    meetings.close_meeting(meeting, actor=here.odell, at=here.later())
    meetings.sign_minutes(meeting, actor=here.odell, at=here.later())
    sign_in(client, here.odell)
    page = at("meeting", here, pk=meeting.pk)
    assert client.post(page, {"do": "correct", "remark": "Wrong.", "about": "HA-NO-SUCH"}).status_code == 422
    assert client.post(page, {"do": "correct", "remark": "It was 2021.", "about": case.reference}).status_code == 302
    assert client.post(page, {"do": "correct", "remark": "Thea came late.", "about": "meeting"}).status_code == 302
    said = text(client.get(at("minutes", here, pk=meeting.pk)))
    assert "It was 2021." in said and f"about {case.practitioner.person.full_name} · {case.reference}" in said and "Thea came late." in said
    assert [row.content.get("remark_about") for row in meeting.minutes.all()] == ["", case.reference, None]
    sign_in(client, here.ivo)
    said = text(client.get(at("minutes", here, pk=meeting.pk)))
    assert "It was 2021." not in said and "Thea came late." in said


def test_a_recused_member_finds_every_page_of_the_file_closed_in_words(client, here):
    case, _clean, meeting, item = opened(here)
    sign_in(client, here.ivo)
    page = at("agenda_item", here, pk=item.pk)
    assert client.post(page, {"do": "declare", "reason": ""}).status_code == 422
    assert client.post(page, {"do": "declare", "reason": "We share an office."}).status_code == 302
    file = {"reference": case.reference}
    for address in (page, *(at(name, here, **file) for name in ("file", "file_timeline", "file_documents", "decision", "file_screening"))):
        answer = client.get(address)
        assert answer.status_code == 403 and "You take no part in this file" in answer.content.decode()
    said = text(client.get(at("meeting", here, pk=meeting.pk)))
    assert "Closed to you" in said and "You take no part in this file." in said
    here.vote(item, "approved", here.nell, here.ines, here.thea)
    here.carry(item, reason="Weighed at length.")
    said = text(client.get(at("minutes", here, pk=meeting.pk)))
    assert "Closed to you" in said and "Weighed at length." not in said
    sign_in(client, here.nell)
    said = text(client.get(at("minutes", here, pk=meeting.pk)))
    assert "Weighed at length." in said and "Took no part Ivo Saltmarsh" in said


def test_an_appeal_of_the_file_is_closed_to_a_recused_member_too(client, here):
    case, _clean, meeting, item = opened(here)
    interests.declare(case, reason="We share an office.", meeting=meeting, actor=here.ivo, at=here.later())
    here.vote(item, "denied_quality", here.nell, here.ines, here.thea)
    page = at("appeal", here, pk=here.carry(item).appeal.pk)
    for actor, status in ((here.ivo, 403), (here.nell, 200)):
        sign_in(client, actor)
        assert client.get(page).status_code == status


def test_what_the_system_proposes_is_answered_on_the_page(client, here):
    interests.say_involved(here.seats[3], {"phone": ["+1 555 0100"]}, actor=here.ivo, at=here.at)
    case = here.case(worlds.therapist(here.world, "Basil Thornquist", phone="+1 555 0100"))
    item = here.item(here.meeting(opened=True), case)
    row = case.conflicts.get()
    sign_in(client, here.ivo)
    page = at("agenda_item", here, pk=item.pk)
    said = text(client.get(page))
    assert "Same practice telephone" in said and "It is not said whether you take part in this file." in said
    assert client.post(page, {"do": "dismiss", "number": row.pk, "reason": "No."}).status_code == 409
    sign_in(client, here.odell)
    assert client.post(page, {"do": "dismiss", "number": row.pk, "reason": ""}).status_code == 422
    assert client.post(page, {"do": "dismiss", "number": 0, "reason": "No."}).status_code == 404
    assert client.post(page, {"do": "dismiss", "number": row.pk, "reason": "One switchboard for the building."}).status_code == 302
    sign_in(client, here.ivo)
    assert client.post(page, {"do": "vote", "choice": "approved"}).status_code == 302


def test_tabling_noting_and_taking_out_on_the_page(client, here):
    case, clean, meeting, item = opened(here)
    page = at("agenda_item", here, pk=item.pk)
    sign_in(client, here.odell)
    assert client.post(page, {"do": "note", "discussion": "The board was asked."}).status_code == 302
    seen = client.get(page).context["page"].seen
    assert client.post(page, {"do": "ask", "reason": "", "seen": seen}).status_code == 409
    assert client.post(page, {"do": "ask", "reason": "What did the board find?", "seen": seen}).status_code == 302
    assert case.information_requests.get().message == "What did the board find?"
    said = text(client.get(page))
    assert "What did the board find?" in said and "The board was asked." in said
    tidy = at("agenda_item", here, pk=here.item(meeting, clean).pk)
    assert client.post(tidy, {"do": "discuss", "reason": "Three moves in a year."}).status_code == 302
    assert client.post(tidy, {"do": "strike", "reason": "Not today."}).status_code == 409  # a member may not, but the manager may
    sign_in(client, here.maya)
    assert client.post(tidy, {"do": "strike", "reason": "Not today."}).status_code == 302
    assert "Clean files" not in text(client.get(at("meeting", here, pk=meeting.pk)))


def test_evidence_after_a_vote_is_told_and_voted_on_again(client, here):
    case, _clean, meeting, item = opened(here)
    sign_in(client, here.odell)
    page = at("agenda_item", here, pk=item.pk)
    here.world.file(case).ask(here.later(), "One more thing?")
    here.vote(item, "approved", here.ivo, here.nell, here.thea)
    assert "Have it voted again" not in text(client.get(page))
    here.world.file(case).reply(here.later(), "A second reprimand, in 2021.")
    said = text(client.get(page))
    assert "Evidence came in after the vote: Information given." in said and "Have it voted again" in said
    assert client.post(page, {"do": "again"}).status_code == 302
    assert "Round of votes 2" in text(client.get(page))


def test_seats_are_given_and_ended_on_the_page(client, here):
    sign_in(client, here.ines)
    page, person = at("committee", here), here.world.maya2.person_id
    assert client.post(page, {"do": "appoint", "person": person, **day_of("starts_on", here.day(1))}).status_code == 409
    assert client.post(page, {"do": "appoint", "person": "", **day_of("starts_on", here.day())}).status_code == 422
    assert client.post(page, {"do": "appoint", "person": person, **day_of("starts_on", here.day())}).status_code == 302
    seat = CommitteeMember.objects.within(here.harbor).get(person=person)
    assert client.post(page, {"do": "end", "number": seat.pk, **day_of("ends_on", here.day(-1))}).status_code == 302
    seat.refresh_from_db()
    assert seat.ends_on == here.day(-1)
    mine = here.seats[2]
    assert client.post(page, {"do": "involved", "number": mine.pk, "employers": "Quay Clinic\nHarbor House"}).status_code == 302
    mine.refresh_from_db()
    assert len(mine.marks["employer"]) == 2
    assert client.post(page, {"do": "involved", "number": here.seats[0].pk, "employers": "Quay Clinic"}).status_code == 409


def test_a_meeting_is_filled_and_canceled_on_its_page(client, here):
    meeting = here.meeting(on=here.day(-4))
    sign_in(client, here.maya)
    page = at("meeting", here, pk=meeting.pk)
    assert client.post(page, {"do": "fill"}).status_code == 302
    assert client.post(page, {"do": "open"}).status_code == 409
    assert client.post(page, {"do": "cancel", "reason": ""}).status_code == 422
    assert client.post(page, {"do": "cancel", "reason": "The chair is ill."}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "canceled"


@pytest.mark.parametrize("do", ["", "nonsense", "vote"])
def test_a_post_that_names_no_button_of_the_page_changes_nothing(client, here, do):
    _case, clean, meeting, item = opened(here)
    here.vote(item, "approved", here.ivo, here.nell, here.thea)
    here.carry(item)
    sign_in(client, here.odell)
    client.post(at("meeting", here, pk=meeting.pk), {"do": do})
    client.post(at("agenda_item", here, pk=here.item(meeting, clean).pk), {"do": "" if do == "vote" else do})
    meeting.refresh_from_db()
    assert meeting.state == "open" and Meeting.objects.within(here.harbor).count() == 1
    assert client.post(at("meeting", here, pk=meeting.pk), {"do": "close"}).status_code == 302  # nothing else stood in its way


def test_how_the_committee_decides_is_part_of_the_policy(client, here):
    policy = policies.draft_from(Policy.objects.within(here.harbor).get(), actor=here.maya, at=here.at)
    sign_in(client, here.maya)
    page = at("policy_committee", here, version=policy.version)
    given = {
        "quorum_least": 3, "deferrals_most": 2, "clean_batch": 0, "meeting_days": 30, "between_concerns": 2, "between_months": 6,
    }
    assert client.post(page, {**given, "asynchronous": "on"}).status_code == 422
    assert client.post(page, {**given, "meetings": "on", "quorum_least": 1}).status_code == 422
    assert client.post(page, {**given, "meetings": "on", "asynchronous": "on"}).status_code == 302
    policy.refresh_from_db()
    assert policy.committee == {
        "meetings": True, "asynchronous": True, "packet_names": False, "clean_by_director": False, **given,
        "concerns_open_review": False, "claims_open_review": False, "licenses_open_addition": False, "services_open_addition": False,
    }
    said = text(client.get(at("policy", here, version=policy.version)))
    assert "this does not conform to NCQA’s standard" in said and "3, until now 2" in said


def test_strangers_find_nothing_and_colleagues_without_the_role_are_told(client, here):
    _case, _clean, meeting, item = opened(here)
    pages = [at("committee", here), *(at(name, here, pk=meeting.pk) for name in ("meeting", "minutes"))]
    pages.append(at("agenda_item", here, pk=item.pk))
    client.force_login(here.world.outsider(here.harbor), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert [client.get(page).status_code for page in pages] == [404] * 4
    sign_in(client, here.world.rosa)
    assert [client.get(page).status_code for page in pages] == [403] * 4
    sign_in(client, here.tom)
    assert [client.get(page).status_code for page in pages] == [200] * 4
    assert client.post(pages[3], {"do": "vote", "choice": "approved"}).status_code == 403


def test_the_agenda_takes_no_more_queries_the_longer_it_is(client, here, django_assert_max_num_queries):
    here.case()
    meeting = here.meeting(opened=False)
    sign_in(client, here.nell)
    page = at("meeting", here, pk=meeting.pk)
    client.get(page)
    with django_assert_max_num_queries(40) as first:
        client.get(page)
    for _ in range(3):
        here.case()
    assert meeting.items.count() == 4
    with django_assert_max_num_queries(len(first)):
        client.get(page)


def test_a_meeting_of_another_organization_is_not_found(client):
    here = Sitting()
    meeting = here.meeting(on=here.day(-3))
    assert meetings.Meeting.objects.visible_to(here.ivo).filter(pk=meeting.pk).exists()
    sign_in(client, here.ivo)
    assert client.get(f"/summit/committee/meetings/{meeting.pk}/").status_code == 404
