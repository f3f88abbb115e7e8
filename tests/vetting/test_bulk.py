"""Many files at once: shown word for word, asked for, undone within its ten seconds, then done to each by its own rules."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network.access import Forbidden, Role, staff_actor
from network.events import timeline
from network.models import Event, Membership, Message, Person, PersonLink
from network.transitions import Refused
from network.worker import drain
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting.models import Application, BulkAct, ConflictOfInterest, InformationRequest
from vetting.workflow import bulk, checking

pytestmark = pytest.mark.django_db
QUESTION = "Please send the renewed certificate of your insurance."


_world, world = shared(World)
_file, file = shared(lambda world: world.checking("Ada Fernsby"), "_file")


def asked(world, kind, files, inputs, *, actor=None, later=0):
    return bulk.ask(
        kind, files, inputs=inputs, actor=actor or world.tom, at=world.now, leaves_at=timezone.now() + timedelta(seconds=later)
    )


def question(world, days=7):
    return {"message": QUESTION, "due_on": world.day(-days).isoformat()}


def again(file):
    return Application.objects.within(file.organization).get(pk=file.pk)


# ── The workflow ─────────────────────────────────────────────────────────────


def test_nothing_is_done_before_its_ten_seconds_are_over(world, file):
    act = asked(world, "assign", [file], {"person": world.maya.person_id}, later=3600)
    drain()
    assert again(file).assignee_id == world.tom.person_id and act.waits
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    drain()
    act.refresh_from_db()
    assert again(file).assignee_id == world.maya.person_id and act.done_at and act.outcome == {file.reference: []}
    assert timeline(file).first().action == "application.assigned" and timeline(file).first().actor_label == "Tom Wetherby"
    assert list(Event.objects.filter(action__startswith="bulk.").values_list("action", flat=True)) == ["bulk.asked", "bulk.done"]


def test_what_is_undone_in_time_never_happens(world, file):
    act = asked(world, "request", [file], question(world))
    bulk.undo(act, actor=world.tom, at=world.now)
    drain()
    act.refresh_from_db()
    assert not InformationRequest.objects.within(world.organization).exists() and not act.done_at
    assert "message" not in act.inputs, "a question nobody was asked is not kept"
    assert Event.objects.filter(action="bulk.undone").count() == 1
    with pytest.raises(Refused) as refused:
        bulk.undo(act, actor=world.tom, at=world.now)
    assert refused.value.codes == ["done_already"]


def test_what_was_done_cannot_be_undone(world):
    act = asked(world, "request", [world.checking("Ada Fernsby")], question(world))
    drain()
    act.refresh_from_db()
    with pytest.raises(Refused) as refused:
        bulk.undo(act, actor=world.tom, at=world.now)
    assert refused.value.codes == ["done_already"] and act.done_at


def test_it_is_done_once_however_often_the_job_comes(world, file):
    act = asked(world, "request", [file], question(world))
    bulk.carry_out(act_id=act.pk, at=world.now)
    bulk.carry_out(act_id=act.pk, at=world.now)
    assert InformationRequest.objects.within(world.organization).get().message == QUESTION
    act.refresh_from_db()
    assert act.inputs == {"due_on": world.day(-7).isoformat()}, "the question stands in the file now"


def test_each_file_is_done_or_left_out_by_its_own_rules(world):
    open_file, draft, closed = world.checking("Ada Fernsby"), world.draft("Bela Quince"), world.active("Cleo Marsh")
    lines = bulk.preview("request", [open_file, draft, closed], inputs=question(world), actor=world.tom, at=world.now)
    assert [[refusal.code for refusal in line.refusals] for line in lines] == [[], ["wrong_state"], ["wrong_state"]]
    act = asked(world, "request", [open_file, draft, closed], question(world))
    drain()
    act.refresh_from_db()
    assert act.outcome == {open_file.reference: [], draft.reference: ["wrong_state"], closed.reference: ["wrong_state"]}


def test_the_mail_that_was_shown_is_the_mail_that_leaves(world, file):
    [line] = bulk.preview("request", [file], inputs=question(world), actor=world.tom, at=world.now)
    asked(world, "request", [file], question(world))
    drain()
    sent = Message.objects.within(world.organization).get(template="information_request")
    assert (line.mail.address, line.mail.subject, line.mail.body) == (sent.address, sent.subject, sent.body)
    assert QUESTION not in line.mail.body, "no detail in a mail"


@pytest.mark.parametrize("made, template", [("draft", "unfinished"), ("approved", "terms")])
def test_who_has_something_to_do_is_reminded_of_it_once_a_day(world, made, template):
    file = getattr(world, made)("Ada Fernsby")
    drain()
    before = Message.objects.within(world.organization).filter(template=template).count()
    asked(world, "remind", [file], {})
    drain()
    assert Message.objects.within(world.organization).filter(template=template).count() == before + 1
    assert timeline(file).first().action == "application.reminded"
    with pytest.raises(Refused) as refused:
        asked(world, "remind", [file], {})
    assert refused.value.codes == ["nothing_left"]
    [line] = bulk.preview("remind", [file], inputs={}, actor=world.tom, at=world.now)
    assert [refusal.code for refusal in line.refusals] == ["reminded_today"]


def test_several_questions_are_reminded_of_in_one_mail_by_the_earliest_day(world, file):
    for days in (9, 4):
        checking.request_information(file, message="One more thing?", due_on=world.day(-days), actor=world.tom, at=world.now)
    [line] = bulk.preview("remind", [file], inputs={}, actor=world.tom, at=world.now)
    assert str(world.day(-4).day) in line.mail.body
    drain()
    before = Message.objects.within(world.organization).filter(template="information_request").count()
    asked(world, "remind", [file], {})
    drain()
    assert Message.objects.within(world.organization).filter(template="information_request").count() == before + 1


def test_nobody_is_reminded_of_what_is_ours_or_without_an_address(world):
    ours = world.checking("Ada Fernsby")
    unknown = world.draft("Bela Quince")
    unknown.practitioner.person.users.update(is_active=False)
    lines = bulk.preview("remind", [ours, unknown], inputs={}, actor=world.tom, at=world.now)
    assert [line.refusals[0].code for line in lines] == ["not_her_turn", "no_address"]


def test_a_file_is_not_given_to_the_person_it_is_about_nor_to_somebody_who_left(world, file):
    low, high = sorted((file.practitioner.person_id, world.maya.person_id))
    PersonLink.objects.create(one_id=low, other_id=high, reason="Same", proposed_by_id=world.tom.person_id)
    inputs = {"person": world.maya.person_id}
    [line] = bulk.preview("assign", [file], inputs=inputs, actor=world.tom, at=world.now)
    assert [refusal.code for refusal in line.refusals] == ["own_file"]
    Membership.objects.within(world.organization).filter(person=world.maya.person_id).update(ends_on=world.day(3))
    [line] = bulk.preview("assign", [file], inputs=inputs, actor=world.tom, at=world.now)
    assert [refusal.code for refusal in line.refusals] == ["no_colleague"]


@pytest.mark.parametrize(("ago", "codes"), [(1, ["no_colleague"]), (0, []), (-1, [])])
def test_a_colleague_works_here_through_her_last_day(world, file, ago, codes):
    Membership.objects.within(world.organization).filter(person=world.maya.person_id).update(ends_on=world.day(ago))
    [line] = bulk.preview("assign", [file], inputs={"person": world.maya.person_id}, actor=world.tom, at=world.now)
    assert [refusal.code for refusal in line.refusals] == codes


def test_who_lost_the_right_meanwhile_does_nothing(world, file):
    act = asked(world, "assign", [file], {"person": world.maya.person_id})
    Membership.objects.within(world.organization).filter(user=world.tom.user_id).update(roles=[Role.AUDITOR])
    drain()
    act.refresh_from_db()
    assert act.outcome == {file.reference: ["not_allowed"]} and again(file).assignee_id == world.tom.person_id
    gone = asked(world, "assign", [file], {"person": world.maya.person_id}, actor=world.maya)
    Membership.objects.within(world.organization).filter(user=world.maya.user_id).update(ends_on=world.day(3))
    drain()
    gone.refresh_from_db()
    assert gone.outcome == {file.reference: ["not_allowed"]}


def test_who_may_not_do_it_to_one_may_not_do_it_to_many(world, file):
    for kind, inputs in (("assign", {"person": world.maya.person_id}), ("request", question(world)), ("remind", {})):
        with pytest.raises(Forbidden):
            asked(world, kind, [file], inputs, actor=world.una)
    assert not BulkAct.objects.within(world.organization).exists()


# ── The pages ────────────────────────────────────────────────────────────────


def test_files_are_ticked_shown_given_and_undone_without_a_script(client, world):
    ada, bela = world.checking("Ada Fernsby"), world.checking("Bela Quince")
    sign_in(client, world.tom)
    page = get(client, "queue", world).content.decode()
    assert page.count('name="row"') == 2 and 'name="do" value="assign"' in page
    answer = get(client, "act_in_bulk", world, query={"do": "assign", "row": [ada.reference, bela.reference]})
    assert "Give 2 files to a colleague" in text(answer) and 'name="go"' not in answer.content.decode()
    sent = {"do": "assign", "row": [ada.reference, bela.reference], "person": world.maya.person_id}
    shown = post(client, "act_in_bulk", world, sent)
    assert 'name="go"' in shown.content.decode() and not BulkAct.objects.within(world.organization).exists()
    made = post(client, "act_in_bulk", world, {**sent, "go": "1", "seen": shown.context["page"].seen})
    act = BulkAct.objects.within(world.organization).get()
    assert made.status_code == 302 and 8 < (act.leaves_at - timezone.now()).total_seconds() <= 10
    waiting = client.get(made.url)
    assert "Undo" in text(waiting) and again(ada).assignee_id == world.tom.person_id
    assert "Undone" in text(client.post(made.url, follow=True))
    late = client.post(made.url)
    assert late.status_code == 409 and "undone already" in text(late)


def test_what_was_not_shown_is_not_sent(client, world, file):
    sign_in(client, world.tom)
    day = world.day(-7)
    sent = {
        "do": "request", "row": file.reference, "message": QUESTION,
        "due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year,
    }
    shown = post(client, "act_in_bulk", world, sent)
    assert "It is your turn" in text(shown)
    changed = post(client, "act_in_bulk", world, {**sent, "message": "Another.", "go": "1", "seen": shown.context["page"].seen})
    assert changed.status_code == 200 and not BulkAct.objects.within(world.organization).exists()
    done = post(client, "act_in_bulk", world, {**sent, "go": "1", "seen": shown.context["page"].seen})
    assert done.status_code == 302 and BulkAct.objects.within(world.organization).get().kind == "request"


def test_who_is_left_out_is_named_with_the_reason_before_and_after(client, world):
    draft, ours = world.draft("Ada Fernsby"), world.checking("Bela Quince")
    sign_in(client, world.tom)
    query = {"do": "remind", "row": [draft.reference, ours.reference]}
    shown = text(get(client, "act_in_bulk", world, query=query))
    assert "Remind 1 therapist" in shown and "Bela Quince" in shown and "Nothing here waits for the therapist." in shown
    act = asked(world, "remind", [draft, ours], {})
    drain()
    after = text(get(client, "acted_in_bulk", world, pk=act.pk))
    assert "1 therapist was reminded" in after and "nothing waits for the therapist" in after


def test_all_files_of_a_view_are_chosen_with_its_filters(client, world):
    world.checking("Ada Fernsby"), world.checking("Bela Quince"), world.draft("Cleo Marsh")
    sign_in(client, world.tom)
    answer = get(client, "act_in_bulk", world, query={"do": "remind", "all": "1", "view": "checking"})
    assert [file.name for file in answer.context["page"].chosen] == ["Ada Fernsby", "Bela Quince"]
    answer = get(client, "act_in_bulk", world, query={"do": "remind", "all": "1", "view": "open", "q": "marsh"})
    assert [file.name for file in answer.context["page"].chosen] == ["Cleo Marsh"]
    world.denied("Dora Pinewood")
    answer = get(client, "act_in_bulk", world, query={"do": "assign", "all": "1", "view": "decided"})
    assert [file.name for file in answer.context["page"].chosen] == ["Dora Pinewood"]


def test_wrong_entries_are_told_and_nothing_chosen_says_how(client, world, file):
    sign_in(client, world.tom)
    wrong = post(client, "act_in_bulk", world, {"do": "request", "row": file.reference, "message": ""})
    assert wrong.status_code == 422
    assert "Tick files in the queue" in text(get(client, "act_in_bulk", world, query={"do": "remind"}))
    assert get(client, "act_in_bulk", world, query={"do": "nonsense"}).status_code == 302


def test_an_auditor_gets_no_ticks_and_another_organizations_files_and_acts_are_out_of_reach(client, world, file):
    act = asked(world, "assign", [file], {"person": world.maya.person_id})
    sign_in(client, world.una)
    assert 'name="row"' not in get(client, "queue", world).content.decode()
    assert get(client, "act_in_bulk", world, query={"do": "remind", "row": file.reference}).status_code == 403
    assert get(client, "acted_in_bulk", world, pk=act.pk).status_code == 403
    summit = organization("summit")
    calder = staff(summit, "Calder Rimrock", Role.VERIFIER)
    assert calder == staff_actor(Membership.objects.within(summit).get())
    sign_in(client, calder)
    page = client.get(f"/{summit.slug}/queue/together/", {"do": "remind", "row": file.reference})
    assert page.context["page"].chosen == ()
    assert client.get(f"/{summit.slug}/queue/together/{act.pk}/").status_code == 404


def test_a_file_closed_to_whoever_takes_no_part_is_left_out_of_every_act(world):
    file, open_ = world.checking("Ada Fernsby"), world.checking("Bela Reed")
    ConflictOfInterest(
        organization=world.organization, application=file, person_id=world.maya.person_id, kinds=["declared"], declared=True,
        found_at=world.now, state="recused",
    ).save()
    for kind, inputs in (("assign", {"person": world.tom.person_id}), ("request", question(world)), ("remind", {})):
        lines = bulk.preview(kind, [file, open_], inputs=inputs, actor=world.maya, at=world.now)
        assert [refusal.code for refusal in lines[0].refusals] == ["recused"] and lines[0].mail is None, kind
        assert "recused" not in [refusal.code for refusal in lines[1].refusals]
    before = again(file).assignee_id
    act = asked(world, "assign", [file, open_], {"person": world.ines.person_id}, actor=world.maya)
    drain()
    act.refresh_from_db()
    assert act.outcome == {file.reference: ["recused"], open_.reference: []} and again(file).assignee_id == before
    lines = bulk.preview("assign", [file], inputs={"person": world.maya.person_id}, actor=world.tom, at=world.now)
    assert [refusal.code for refusal in lines[0].refusals] == ["chosen_recused"]
    with pytest.raises(Refused) as refused:
        checking.assign(file, person=Person.objects.get(pk=world.maya.person_id), actor=world.tom, at=world.now)
    assert refused.value.codes == ["chosen_recused"]
