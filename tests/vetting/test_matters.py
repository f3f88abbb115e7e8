"""What a meeting is told beside its files: appeals and what monitoring found come by themselves, and minutes keep them."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from network.models import Person
from network.transitions import Refused
from network.workflow import concerns
from tests import world as worlds
from tests.pdf_text import text_of
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.sitting import WHY, Sitting
from vetting.facts.personal import _without
from vetting.models import Alert, Appeal, Application
from vetting.narrowing import NARROWED
from vetting.queries.appeals import sitters
from vetting.queries.matters import matters
from vetting.queries.reviewers import reviewers
from vetting.workflow import acting, agenda, appealing, interests, meetings, voting
from vetting.workflow.reviewing import open_review

pytestmark = pytest.mark.django_db
LIST = "not_excluded"


_here, here = shared(Sitting, "_here")


def appealed(here):
    """A file the committee denied, and the appeal of it that came in."""
    file = here.case()
    meeting = here.meeting(opened=True)
    here.vote(here.item(meeting, file), "denied_quality", here.ivo, here.nell, here.ines)
    here.carry(here.item(meeting, file))
    meetings.close_meeting(meeting, actor=here.odell, at=here.later())
    right = Appeal.objects.within(here.harbor).get(decision__application=file)
    appealing.take_in(right, received_on=here.day(), grounds="The board closed it.", actor=here.maya, at=here.later())
    return file, right


def alert(here, participation, color="red", state="open", **given):
    row = Alert(
        organization=here.harbor, participation=participation, criterion=LIST, color=color, outcome="not_met", effective_on=here.day(3),
        due_on=here.day(-27), raised_at=here.world.at, state=state, state_since=here.at, note="Seen.", **given,
    )
    row.save()
    return row


def told(meeting, here):
    return [(each.kind, each.about, each.what, each.state) for each in matters(meeting, at=here.at)]


def address(name, row):
    return reverse(name, kwargs={"organization": "harbor", "pk": row.pk})


def test_an_appeal_is_told_until_the_meeting_after_it_was_settled(here):
    file, right = appealed(here)
    meeting = here.meeting(on=here.day(-3))
    assert told(meeting, here) == [("appeal", file.reference, "denied", "received")]
    panel = [Person.objects.get(pk=here.thea.person_id)]
    appealing.appoint(right, panel=panel, actor=here.maya, at=here.later())
    appealing.vote(right, outcome="uphold", reason=WHY, actor=here.thea, at=here.later())
    assert told(meeting, here) == [("appeal", file.reference, "denied", "upheld")]
    here.case()
    here.later(days=3)
    meetings.open_meeting(meeting, actor=here.odell, at=here.at)
    here.later()
    assert told(here.meeting(on=here.day(-9)), here) == []  # the meeting in session is told of it, the one after it is not
    assert told(meeting, here) == [("appeal", file.reference, "denied", "upheld")]


def test_red_alerts_and_suspensions_are_told_and_what_is_amber_or_was_seen_to_before_is_not(here):
    one, two = worlds.active(here.world, here.harbor), worlds.active(here.world, here.harbor)
    alert(here, one.participation, state="dismissed", place="US-OH")
    meeting = here.meeting(on=here.day(-3)) if here.later() else None
    alert(here, one.participation)
    alert(here, two.participation, color="amber")
    done = alert(here, two.participation, state="done", place="US-IL")
    assert told(meeting, here) == [
        ("alert", one.practitioner.reference, LIST, "open"), ("alert", two.practitioner.reference, LIST, "done"),
    ]
    assert done.color == "red"
    acting.suspend(two.participation, reason="Hurt a client.", actor=here.ines, at=here.later())
    assert ("suspension", two.practitioner.reference, "summary_suspension", "final") in told(meeting, here)


def test_a_review_for_cause_is_voted_on_among_the_findings(here):
    active = worlds.active(here.world, here.harbor)
    review = open_review(participation=active.participation, reason=WHY, actor=here.maya, at=here.at)
    Application.objects.within(here.harbor).filter(pk=review.pk).update(state="in_review", route="committee", state_since=here.at)
    meeting = here.meeting()
    assert [(item.application_id, item.kind) for item in meeting.items.all()] == [(review.pk, "monitoring")]
    meetings.open_meeting(meeting, actor=here.odell, at=here.later())
    item = here.item(meeting, review)
    following = here.meeting(on=here.day(-5))
    voting.table(item, reason="No time.", actor=here.odell, at=here.later())
    assert here.item(following, review).kind == "monitoring"


def test_the_agenda_the_packet_and_the_minutes_tell_them(client, here):
    file, right = appealed(here)
    active = worlds.active(here.world, here.harbor)
    found = alert(here, active.participation)
    here.case()
    meeting = here.meeting(opened=True)
    sign_in(client, here.nell)
    page = client.get(address("meeting", meeting))
    said = text(page)
    assert "Appeals" in said and "Denied, appealed on" in said and "to settle by" in said and "Not excluded, red since" in said
    urls = {task.url for block in page.context["page"].blocks for task in block.tasks}
    assert {address("appeal", right), address("alert", found)} <= urls
    assert client.get(address("appeal", right)).status_code == 200
    packet = " ".join(text_of(client.get(address("packet", meeting)).content).split())
    assert "Monitoring findings" in packet and f"{active.practitioner.person.full_name} · {active.practitioner.reference}" in packet
    draft = text(client.get(address("minutes", meeting)))
    assert "Appeals and monitoring findings" in draft and file.reference in draft
    for item in meeting.items.filter(state="open"):
        voting.table(item, reason="No time.", actor=here.odell, at=here.later())
    meetings.close_meeting(meeting, actor=here.odell, at=here.later())
    signed = meetings.sign_minutes(meeting, actor=here.odell, at=here.later())
    assert {row["about"] for row in signed.content["matters"]} == {file.reference, active.practitioner.reference}
    assert file.practitioner.person.family_name not in json.dumps(signed.content["matters"])
    Alert.objects.within(here.harbor).filter(pk=found.pk).update(state="cleared", state_since=here.at - timedelta(days=90))
    assert "Not excluded, red since" in text(client.get(address("minutes", meeting)))  # as signed, whatever became of it
    left = _without(active.practitioner, {"content": signed.content, "remark": signed.remark})
    assert [row["about"] for row in left["content"]["matters"]] == [file.reference]


def test_who_takes_no_part_in_her_file_reads_neither_the_appeal_nor_the_finding(client, here):
    file, _right = appealed(here)
    meeting = here.meeting(on=here.day(-3))
    interests.declare(file, reason="We share an office.", meeting=meeting, actor=here.ivo, at=here.later())
    alert(here, file.participation)
    sign_in(client, here.ivo)
    page = client.get(address("meeting", meeting))
    tasks = [task for block in page.context["page"].blocks for task in block.tasks]
    assert len(tasks) == 2 and not any(task.url for task in tasks)
    assert "appealed on" not in text(page) and "red since" not in text(page)
    packet = " ".join(text_of(client.get(address("packet", meeting)).content).split())
    assert packet.count("you take no part") == 2 and "red since" not in packet


def test_a_canceled_meeting_is_told_nothing_and_a_longer_list_takes_no_more_queries(client, here, django_assert_max_num_queries):
    one = worlds.active(here.world, here.harbor)
    meeting = here.meeting(on=here.day(-3))
    alert(here, one.participation)
    sign_in(client, here.nell)
    page = address("meeting", meeting)
    client.get(page)
    with django_assert_max_num_queries(40) as first:
        client.get(page)
    for place in ("US-OH", "US-IL", "US-CO"):
        alert(here, one.participation, place=place)
    with django_assert_max_num_queries(len(first)):
        client.get(page)
    agenda.cancel(meeting, reason="The chair is ill.", actor=here.maya, at=here.later())
    assert matters(meeting, at=here.at) == ()


def test_who_voted_at_the_meeting_that_tabled_it_settles_no_appeal(here):
    file = here.case()
    first = here.meeting(opened=True)
    here.vote(here.item(first, file), "approved", here.thea)
    voting.table(here.item(first, file), reason="No quorum.", actor=here.odell, at=here.later())
    meetings.close_meeting(first, actor=here.odell, at=here.later())
    second = here.meeting(opened=True)
    here.vote(here.item(second, file), "denied_quality", here.ivo, here.nell, here.ines)
    here.carry(here.item(second, file))
    right = Appeal.objects.within(here.harbor).get(decision__application=file)
    appealing.take_in(right, received_on=here.day(), grounds="The board closed it.", actor=here.maya, at=here.later())
    named = {row.person.full_name: row.took_part for row in sitters(right, on=here.day())}
    assert named[here.thea.label]
    panel = [Person.objects.get(pk=here.thea.person_id)]
    with pytest.raises(Refused) as caught:
        appealing.appoint(right, panel=panel, actor=here.maya, at=here.later())
    assert caught.value.codes == ["took_part"]


def test_an_appeal_on_the_agenda_says_who_settles_it_and_whose_word_is_asked(client, here):
    _file, right = appealed(here)
    meeting = here.meeting(on=here.day(-3))
    sign_in(client, here.thea)

    def row():
        page = client.get(address("meeting", meeting))
        (task,) = [each for block in page.context["page"].blocks if block.key == "appeal" for each in block.tasks]
        return task.tag.word, task.note, text(page)

    word, note, said = row()
    assert word == "Appealed" and note.endswith("nobody is named to settle it yet") and "Not voted on in the meeting" in said
    appealing.appoint(right, panel=[Person.objects.get(pk=here.thea.person_id)], actor=here.maya, at=here.later())
    word, note, _said = row()
    assert word == "You settle it" and note.endswith(f"settled by {here.thea.label}: 0 of 1 said what they think")
    sign_in(client, here.nell)
    assert row()[0] == "Appealed"
    assert "panel" not in matters(meeting, at=here.at)[0].kept()
    appealing.vote(right, outcome="uphold", reason=WHY, actor=here.thea, at=here.later())
    assert "settled by" not in row()[1]


def test_what_is_decided_about_her_is_closed_to_who_takes_no_part_in_her_file(client, here):
    active = worlds.active(here.world, here.harbor)
    her, name = active.participation, active.practitioner.person.full_name
    concern = concerns.log(
        her, kind="quality", severity="serious", channel="call", received_on=here.day(), text="Late on two days.", actor=here.maya,
        at=here.later(),
    )
    action = acting.propose(her, kind="restriction", reason=WHY, limits=NARROWED["video_only"], actor=here.maya, at=here.later())
    acting.notice(action, effective_on=here.day(-40), actor=here.thea, at=here.later())
    right, found = Appeal.objects.within(here.harbor).get(action=action), alert(here, her)
    appealing.take_in(right, received_on=here.day(), grounds="Somebody else.", actor=here.maya, at=here.later())
    review = open_review(participation=her, reason=WHY, actor=here.maya, at=here.later())
    rows = {"concern": concern, "adverse_action": action, "appeal": right, "alert": found}
    reference = {"organization": "harbor", "reference": active.practitioner.reference}
    addresses = [address(view, row) for view, row in rows.items() if view != "alert"]
    addresses += [reverse(view, kwargs=reference) for view in ("concerns_of", "adverse_propose")]
    lists = [reverse(view, kwargs={"organization": "harbor"}) for view in ("concerns", "adverse_actions", "appeals")]
    sign_in(client, here.ines)
    assert [client.get(each).status_code for each in addresses] == [200] * 5
    assert all(name in text(client.get(each)) for each in lists)
    interests.take_no_part(review, reason="We share an office.", actor=here.ines, at=here.later())
    for each in (*addresses, address("alert", found)):
        answer = client.get(each)
        assert answer.status_code == 403 and "You take no part in what is decided about this therapist" in answer.content.decode()
    assert client.get(reverse("alerts", kwargs={"organization": "harbor"})).context["page"].rows == ()
    told = [text(client.get(each)) for each in lists]
    assert name not in told[0] and all("Closed to you" in each and "Restriction" not in each for each in told[1:])
    assert here.ines.person_id not in {row.person_id for row in reviewers(her, actor=here.thea, on=here.day())}
    sign_in(client, here.odell)
    assert [client.get(each).status_code for each in addresses[:3]] == [200] * 3


def test_minutes_tell_what_stood_at_the_end_of_the_meeting_however_late_they_are_signed(here):
    file, right = appealed(here)
    active, other = worlds.active(here.world, here.harbor), worlds.active(here.world, here.harbor)
    found = alert(here, active.participation)
    action = acting.suspend(other.participation, reason=WHY, actor=here.ines, at=here.later())
    here.case()
    meeting = here.meeting(opened=True)
    for item in meeting.items.filter(state="open"):
        voting.table(item, reason="No time.", actor=here.odell, at=here.later())
    meetings.close_meeting(meeting, actor=here.odell, at=here.later())
    here.later(days=2)
    appealing.appoint(right, panel=[Person.objects.get(pk=here.thea.person_id)], actor=here.maya, at=here.at)
    appealing.vote(right, outcome="uphold", reason=WHY, actor=here.thea, at=here.later())
    acting.lift(action, reason=WHY, actor=here.thea, at=here.later())
    Alert.objects.within(here.harbor).filter(pk=found.pk).update(state="dismissed", state_since=here.at)
    signed = meetings.sign_minutes(meeting, actor=here.odell, at=here.later())
    assert [(row["kind"], row["state"], bool(row["by"])) for row in signed.content["matters"]] == [
        ("appeal", "received", True), ("suspension", "final", True), ("alert", "open", True),
    ]
    assert file.reference in str(signed.content)
