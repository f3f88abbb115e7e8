"""Many files at once onto the agenda of a meeting that was chosen: who goes, who is left out and why, undone in time, on a page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.access import Forbidden, Role
from network.events import timeline
from network.models import Event, Membership, Message
from network.transitions import Refused
from network.worker import drain
from tests import world as worlds
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.sitting import Sitting
from vetting.models import AgendaItem, BulkAct, BulkKind
from vetting.workflow import agenda, bulk, interests, meetings

pytestmark = pytest.mark.django_db
REASON = "Three moves in one year."


class Here(Sitting):
    """Harbor's committee with three files no agenda has by itself (too little insurance), and two meetings ahead."""

    def __init__(self):
        super().__init__()
        self.organization = self.harbor
        self.first, self.second = self.meeting(on=self.day(-3)), self.meeting(on=self.day(-10))
        self.ada, self.bela, self.cleo = [self.short() for _each in range(3)]

    def short(self):
        """A file in review that waits for a director, not for the committee."""
        return worlds.in_review(self.world, self.harbor, per_claim=50_000_000)

    def inputs(self, meeting=None, reason=REASON):
        """What is chosen."""
        return {"meeting": (meeting or self.second).pk, "reason": reason}

    def left_out(self, *files, actor=None, **inputs):
        """Why each of the files would be left out, by codes."""
        chosen = self.inputs(**inputs)
        lines = bulk.preview("agenda", files, inputs=chosen, actor=actor or self.maya, at=self.at)
        return [[refusal.code for refusal in line.refusals] for line in lines]

    def asked(self, *files, actor=None, later=0, **inputs):
        """Asked for, carried out so many seconds later."""
        leaves_at = timezone.now() + timedelta(seconds=later)
        chosen = self.inputs(**inputs)
        return bulk.ask("agenda", files, inputs=chosen, actor=actor or self.maya, at=self.at, leaves_at=leaves_at)

    def done(self, *files, **inputs):
        """What came of it, by reference."""
        act = self.asked(*files, **inputs)
        drain()
        act.refresh_from_db()
        return act


_world, here = shared(Here)


def agendas(here, file):
    return list(AgendaItem.objects.within(here.harbor).filter(application=file, state="open").values_list("meeting", "kind"))


# ── The workflow ─────────────────────────────────────────────────────────────


def test_files_go_on_the_agenda_of_the_meeting_that_was_chosen_to_be_discussed(here):
    assert (here.first.items.count(), here.second.items.count()) == (0, 0)
    drain()
    before = Message.objects.within(here.harbor).count()
    act = here.done(here.ada, here.bela)
    assert act.outcome == {here.ada.reference: [], here.bela.reference: []}
    assert act.inputs == {"meeting": here.second.pk}, "the reason stands in each file now"
    assert [agendas(here, file) for file in (here.ada, here.bela, here.cleo)] == [[(here.second.pk, "discussion")]] * 2 + [[]]
    assert list(here.second.items.values_list("position", flat=True)) == [1, 2] and not here.first.items.exists()
    assert Message.objects.within(here.harbor).count() == before, "no mail leaves"
    told = timeline(here.ada).filter(action="agenda.added").get()
    assert (told.actor_label, told.payload.values["reason"]) == ("Maya Lindenwood", REASON)
    assert told.payload.values["after"] == {"meeting": str(here.second.on), "kind": "discussion"}
    assert list(Event.objects.filter(action__startswith="bulk.").values_list("action", flat=True)) == ["bulk.asked", "bulk.done"]


def test_the_preview_names_the_meeting_and_writes_nothing(here):
    events = Event.objects.count()
    [line] = bulk.preview("agenda", [here.ada], inputs=here.inputs(), actor=here.maya, at=here.at)
    assert (line.meeting, line.mail, line.refusals) == (here.second, None, ())
    assert Event.objects.count() == events and not agendas(here, here.ada)


def test_nothing_is_done_in_its_ten_seconds_and_nothing_after_it_was_undone(here):
    act = here.asked(here.ada, later=3600)
    drain()
    assert not agendas(here, here.ada) and act.waits
    bulk.undo(act, actor=here.maya, at=here.at)
    bulk.carry_out(act_id=act.pk, at=here.at)
    act.refresh_from_db()
    assert not agendas(here, here.ada) and act.undone_at and not act.done_at and "reason" not in act.inputs
    assert Event.objects.filter(action="bulk.undone").count() == 1
    done = here.done(here.ada)
    with pytest.raises(Refused) as refused:
        bulk.undo(done, actor=here.maya, at=here.at)
    assert refused.value.codes == ["done_already"] and len(agendas(here, here.ada)) == 1


def test_it_is_done_once_however_often_the_job_comes(here):
    act = here.asked(here.ada)
    bulk.carry_out(act_id=act.pk, at=here.at)
    bulk.carry_out(act_id=act.pk, at=here.at)
    assert timeline(here.ada).filter(action="agenda.added").count() == 1


def test_who_is_in_the_wrong_state_or_on_an_agenda_already_is_left_out_by_name(here):
    checked, decided = worlds.checking(here.world, here.harbor), worlds.approved(here.world, here.harbor)
    case = here.case()  # its route puts it on the first meeting by itself
    assert agendas(here, case) == [(here.first.pk, "discussion")]
    files = [here.ada, checked, decided, case]
    codes = [[], ["not_in_review"], ["not_in_review"], ["on_agenda"]]
    assert here.left_out(*files) == codes and here.left_out(*files, meeting=here.first) == codes
    act = here.done(*files)
    assert act.outcome == {file.reference: code for file, code in zip(files, codes, strict=True)}
    assert here.left_out(here.ada) == [["on_agenda"]]
    assert agendas(here, case) == [(here.first.pk, "discussion")]


def test_what_was_taken_off_one_agenda_goes_on_another_not_on_the_same(here):
    here.done(here.ada)
    agenda.strike(here.item(here.second, here.ada), reason="Waits for the board.", actor=here.maya, at=here.at)
    assert here.left_out(here.ada) == [["on_agenda"]] and here.left_out(here.ada, meeting=here.first) == [[]]


def test_who_takes_no_part_in_a_file_does_not_put_it_on_an_agenda(here):
    interests.take_no_part(here.ada, reason="My neighbor.", actor=here.ines, at=here.at)
    assert here.left_out(here.ada, here.bela, actor=here.ines) == [["recused"], []]
    assert here.left_out(here.ada, here.bela, actor=here.maya) == [[], []]
    assert here.done(here.ada, here.bela, actor=here.ines).outcome == {here.ada.reference: ["recused"], here.bela.reference: []}
    with pytest.raises(Refused) as refused:
        agenda.put_on_agenda(here.ada, reason=REASON, actor=here.ines, at=here.at)
    assert refused.value.codes == ["recused"], "by itself as with others"


def test_a_meeting_that_began_was_canceled_or_is_of_somebody_else_takes_no_more(here):
    act = here.asked(here.ada)
    agenda.cancel(here.second, reason="The chair is ill.", actor=here.maya, at=here.at)
    drain()
    act.refresh_from_db()
    assert act.outcome == {here.ada.reference: ["no_meeting"]} and not agendas(here, here.ada)
    here.case()
    meetings.open_meeting(here.first, actor=here.odell, at=here.later(days=3))
    assert here.left_out(here.ada, meeting=here.first) == [["no_meeting"]]
    with pytest.raises(Refused) as refused:
        agenda.put_on_agenda(here.ada, meeting=here.first, reason=REASON, actor=here.maya, at=here.at)
    assert refused.value.codes == ["no_meeting"], "the meeting is asked again when it is locked"
    [line] = bulk.preview("agenda", [here.ada], inputs={"meeting": 0, "reason": REASON}, actor=here.maya, at=here.at)
    assert [refusal.code for refusal in line.refusals] == ["no_meeting"]


@pytest.mark.parametrize(("kind", "days", "takes"), [
    ("live", -1, True), ("live", 0, True), ("live", 1, True), ("asynchronous", -1, True), ("asynchronous", 0, True),
    ("asynchronous", 1, False),
])
def test_a_vote_by_a_day_takes_files_through_that_day_and_a_late_meeting_until_it_begins(here, kind, days, takes):
    type(here.second).objects.within(here.harbor).filter(pk=here.second.pk).update(kind=kind, on=here.day(days))
    assert here.left_out(here.ada) == [[] if takes else ["no_meeting"]]


def test_without_a_meeting_or_without_meetings_each_file_says_so_and_nothing_can_be_asked(here):
    def said(file, actor, at):
        [line] = bulk.preview("agenda", [file], inputs={}, actor=actor, at=at)
        with pytest.raises(Refused) as refused:
            bulk.ask("agenda", [file], inputs={}, actor=actor, at=at, leaves_at=timezone.now())
        assert refused.value.codes == ["nothing_left"]
        return [refusal.code for refusal in line.refusals]

    assert said(here.ada, here.maya, here.at) == ["no_meeting"]
    off = worlds.build("summit")  # decides without meetings
    file = worlds.in_review(off, off.summit, worlds.therapist(off, "Isolde Farrow", organization=off.summit))
    assert said(file, off.crew(off.summit).manager, off.at) == ["no_meetings"]


def test_without_a_reason_nothing_goes_on(here):
    assert here.left_out(here.ada, reason=" ") == [["no_reason"]]


def test_who_prepares_no_meetings_does_not_and_who_lost_the_right_meanwhile_does_nothing(here):
    for actor in (here.tom, here.ivo):
        with pytest.raises(Forbidden):
            here.asked(here.ada, actor=actor)
    assert not BulkAct.objects.within(here.harbor).exists()
    act = here.asked(here.ada)
    Membership.objects.within(here.harbor).filter(user=here.maya.user_id).update(roles=[Role.VERIFIER])
    drain()
    act.refresh_from_db()
    assert act.outcome == {here.ada.reference: ["not_allowed"]} and not agendas(here, here.ada)


# ── The pages ────────────────────────────────────────────────────────────────


def test_files_are_ticked_shown_put_on_and_undone_without_a_script(client, here):
    sign_in(client, here.maya)
    assert 'name="do" value="agenda"' in get(client, "queue", here).content.decode()
    case, rows = here.case(), [here.ada.reference, here.bela.reference]
    answer = get(client, "act_in_bulk", here, query={"do": "agenda", "row": [*rows, case.reference]})
    choices = [value for value, _words in answer.context["form"].fields["meeting"].choices]
    assert choices == [str(here.first.pk), str(here.second.pk)] and 'name="go"' not in answer.content.decode()
    sent = {"do": "agenda", "row": [*rows, case.reference], "meeting": here.second.pk, "reason": REASON}
    shown = post(client, "act_in_bulk", here, sent)
    said = text(shown)
    assert "Put 2 files on the agenda" in said and said.count("to discuss on the agenda of") == 2
    assert "Left out, and why" in said and "The committee has this file on its agenda for" in said
    assert not BulkAct.objects.within(here.harbor).exists() and not agendas(here, here.ada)
    other = post(client, "act_in_bulk", here, {**sent, "meeting": here.first.pk, "go": "1", "seen": shown.context["page"].seen})
    assert other.status_code == 200 and not BulkAct.objects.within(here.harbor).exists(), "what was not shown is not done"
    made = post(client, "act_in_bulk", here, {**sent, "go": "1", "seen": shown.context["page"].seen})
    act = BulkAct.objects.within(here.harbor).get()
    assert made.status_code == 302 and 8 < (act.leaves_at - timezone.now()).total_seconds() <= 10
    assert "Undo" in text(client.get(made.url)) and "nothing was done" not in text(client.get(made.url))
    assert "Undone" in text(client.post(made.url, follow=True)) and not agendas(here, here.ada)


def test_what_came_of_each_is_named_afterwards(client, here):
    case = here.case()
    act = here.done(here.ada, case)
    sign_in(client, here.maya)
    said = text(get(client, "acted_in_bulk", here, pk=act.pk))
    assert "1 file was put on the agenda" in said and "on the agenda already" in said
    assert case.practitioner.person.full_name in said and here.ada.practitioner.person.full_name in said


def test_all_files_of_a_view_are_chosen(client, here):
    case = here.case()
    sign_in(client, here.maya)
    answer = get(client, "act_in_bulk", here, query={"do": "agenda", "all": "1", "view": "open"})
    chosen = {file.reference for file in answer.context["page"].chosen}
    assert chosen == {here.ada.reference, here.bela.reference, here.cleo.reference, case.reference}


def test_wrong_entries_are_told_and_without_a_meeting_each_file_says_why(client, here):
    sign_in(client, here.maya)
    sent = {"do": "agenda", "row": here.ada.reference, "meeting": here.first.pk, "reason": REASON}
    for wrong in ({"reason": " "}, {"meeting": "0"}, {"meeting": "x"}, {"meeting": ""}, {"reason": "x" * 2001}):
        assert post(client, "act_in_bulk", here, {**sent, **wrong}).status_code == 422, wrong
    for meeting in (here.first, here.second):
        agenda.cancel(meeting, reason="Not now.", actor=here.maya, at=here.at)
    said = text(get(client, "act_in_bulk", here, query={"do": "agenda", "row": here.ada.reference}))
    assert "No meeting is planned." in said and here.ada.practitioner.person.full_name in said and "Show what would" not in said
    tried = post(client, "act_in_bulk", here, {**sent, "go": "1"})
    assert tried.status_code == 200 and not BulkAct.objects.within(here.harbor).exists()


def test_who_prepares_no_meetings_has_no_such_button(client, here):
    sign_in(client, here.tom)
    page = get(client, "queue", here).content.decode()
    assert 'value="remind"' in page and 'value="agenda"' not in page
    assert get(client, "act_in_bulk", here, query={"do": "agenda", "row": here.ada.reference}).status_code == 403


def test_every_kind_of_act_has_its_way_and_its_words():
    assert set(bulk.WAYS) == set(BulkKind.values) == {"assign", "request", "remind", "agenda"}
