"""Who moves in past due: named row by row, let in for all at once by a person, never offered, and vetted anew at once."""

from datetime import date, timedelta

import pytest

from network.access import Action
from network.dates import Day
from network.events import timeline
from network.facts.standing import rows_of
from network.models import Grant, Message, Practitioner
from network.standing import Need, Use
from network.worker import drain
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from tests.vetting.story import refused
from tests.vetting.test_staff_network import bring, confirm, csv, person, recorded
from vetting import nightly
from vetting.models import Application, MoveIn
from vetting.resources_moving import read_movers
from vetting.workflow import moves_in
from vetting.workflow.moving_in import Original, take_over
from vetting.workflow.moving_rosters import move_in
from vetting.workflow.renewing import due_for_renewal

pytestmark = pytest.mark.django_db
NEED = Need("counseling", "US-OH", "US-OH", "in_person", Use.OFFER)

_world, world = shared(World)


def roster(world, *ago):
    """One therapist per number of days since her vetting was due; decided three years before that day."""
    names = ("Alma Brightwater", "Bruno Castellan", "Cy Dunnock", "Dora Elmsworth")
    rows = []
    for number, days in enumerate(ago, 1):
        due = world.day(days)
        decided = due - timedelta(days=1000)
        rows.append(person(world, number, names[number - 1], due_on=due.isoformat(), decided_on=decided.isoformat()))
    return csv(*rows)


def say(client, world, content, answer):
    sign_in(client, world.maya)
    return post(client, "record_network", world, {"text": content, "past_due": answer})


def files(world, name):
    rows = Application.objects.within(world.organization).filter(practitioner__person__family_name=name).order_by("pk")
    return list(rows.values_list("kind", "state"))


def test_who_is_past_due_holds_nobody_up_and_a_person_says_once_what_becomes_of_them(client, world):
    content = roster(world, -400, 0, 1, 31)
    sign_in(client, world.maya)
    answer = bring(client, world, content)
    page = text(answer)
    assert answer.status_code == 200 and "4 therapists will move in" in page and "2 vettings were due before today" in page
    late = {row.name: row.late for row in answer.context["page"].rows if row.late}
    assert late.keys() == {"Cy Dunnock", "Dora Elmsworth"}, "nobody on her very day"
    assert "a re-vetting is opened" in late["Cy Dunnock"] and "a first application is opened" in late["Dora Elmsworth"]
    assert [row.name for row in answer.context["page"].rows[:2]] == ["Cy Dunnock", "Dora Elmsworth"], "first of all"
    unsaid = confirm(client, world, content)
    assert unsaid.status_code == 422 and "past_due" in unsaid.context["late"].errors and not recorded(world).exists()
    assert say(client, world, content, "maybe").status_code == 422 and not recorded(world).exists()


def test_nobody_is_asked_where_nobody_is_past_due(client, world):
    sign_in(client, world.maya)
    answer = bring(client, world, roster(world, -400, 0))
    assert "past_due" not in answer.content.decode() and "due before today" not in text(answer)


def test_let_in_as_past_due_they_are_recorded_without_a_grant_and_their_vetting_begins(client, world):
    page = text(say(client, world, roster(world, -400, 1, 30, 31), "in"))
    assert "4 therapists moved in" in page and "Nobody was left out." in page
    assert [files(world, name) for name in ("Brightwater", "Castellan", "Dunnock", "Elmsworth")] == [
        [("initial", "approved")], [("initial", "approved"), ("renewal", "draft")], [("initial", "approved"), ("renewal", "draft")],
        [("initial", "approved"), ("initial", "draft")],
    ]
    granted = Grant.objects.within(world.organization).current()
    assert [row.participation.practitioner.person.family_name for row in granted] == ["Brightwater"]
    for decision in recorded(world).filter(due_on__lt=world.day()):
        part = decision.application.participation
        assert part.state == "onboarding" and part.decision == decision.key and part.acceptances.current().count() == 2
        assert rows_of(part).known().clear(NEED, Day(world.day())).codes == ("not_granted",)
        assert decision.application.next_due_on == decision.due_on
    for name in ("The re-vetting", "The first application", "so not offered to clients"):
        assert name in page
    move = MoveIn.objects.within(world.organization).get()
    told = {event.action: event.payload.values["after"] for event in timeline(move)}
    assert told["roster.moving"] == {"rows": 4, "past_due": 3}


def test_left_out_they_are_named_and_come_as_a_file(client, world):
    page = text(say(client, world, roster(world, -400, 1), "out"))
    assert "1 therapist moved in" in page and "1 was left out" in page and "say that it comes in as past due" in page
    assert recorded(world).count() == 1 and Practitioner.objects.within(world.organization).count() == 1
    move = MoveIn.objects.within(world.organization).get()
    assert "Bruno" in get(client, "left_out_rows", world, pk=move.pk).content.decode()
    told = {event.action: event.payload.values["after"] for event in timeline(move)}
    assert told["roster.moving"] == {"rows": 2, "past_due": 0} and told["roster.moved"] == {"recorded": 1, "left_out": 1}


def test_a_second_run_adds_nothing(client, world):
    content = roster(world, 5, 40)
    say(client, world, content, "in")
    before = Application.objects.within(world.organization).count()
    assert "2 therapists moved in" in text(say(client, world, content, "in"))
    assert (recorded(world).count(), Application.objects.within(world.organization).count(), before) == (2, 4, 4)


def test_many_go_by_jobs_and_keep_what_was_said(client, world, monkeypatch):
    monkeypatch.setattr(moves_in, "AT_ONCE", 1)
    monkeypatch.setattr(moves_in, "PART", 1)
    assert say(client, world, roster(world, -400, 3, 40), "in").status_code == 302
    drain()
    assert recorded(world).count() == 3 and files(world, "Castellan")[1:] == [("renewal", "draft")]


def test_who_becomes_past_due_after_the_yes_was_nobody_asked_about(world):
    content = roster(world, 0, 1).encode()
    movers = read_movers(content, on=world.day(), overdue=world.day()).rows
    assert [mover.past_due for mover in movers] == [False, True]
    moves_in.AT_ONCE, before = 1, moves_in.AT_ONCE
    try:
        move = moves_in.ask(movers, content, organization=world.organization, actor=world.maya, at=world.now, past_due=True)
    finally:
        moves_in.AT_ONCE = before
    moves_in.go_on(move, 1, at=world.now + timedelta(days=1))
    move.refresh_from_db()
    assert (move.recorded, move.left_out) == (1, 1)


@pytest.mark.parametrize("past_due", [False, True])
def test_nobody_comes_in_past_due_unless_a_person_said_so(world, past_due):
    content = roster(world, 1).encode()
    movers = read_movers(content, on=world.day(), overdue=world.day()).rows
    move = moves_in.ask(movers, content, organization=world.organization, actor=world.maya, at=world.now, past_due=past_due)
    assert (move.recorded, move.left_out) == ((1, 0) if past_due else (0, 1))


def test_the_step_refuses_past_due_without_the_word_and_too_long_a_vetting_with_it(world):
    content = roster(world, 1).encode()
    (moved,) = move_in(
        read_movers(content, on=world.day(1), overdue=None).rows, organization=world.organization, actor=world.maya, at=world.now
    )
    assert [refusal.code for refusal in moved.refusals] == ["record_overdue"]
    record = Original(decided_on=world.day(1200), body="Committee", document="Minutes 7")
    given = {"organization": world.organization, "practitioner": moved.practitioner, "record": record, "jurisdictions": ["US-OH"]}
    given |= {"actor": world.maya, "at": world.now, "past_due": True}
    assert refused(take_over, due_on=world.day(100), **given) == ["due_too_late"]
    assert take_over(due_on=world.day(110), **given).due_on == world.day(110)


@pytest.mark.parametrize(("due", "decided", "faults"), [
    (date(2026, 11, 25), date(2023, 11, 25), 0), (date(2026, 11, 26), date(2023, 11, 26), 0), (date(2023, 1, 1), date(2023, 1, 1), 0),
    (date(2023, 1, 1), date(2023, 1, 2), 1), (date(2026, 11, 25), date(2023, 11, 24), 1), (date(2026, 11, 25), date(2027, 1, 1), 2),
])  # fmt: skip
def test_days_that_make_no_sense_are_faults_past_due_or_not(world, due, decided, faults):
    on = date(2026, 11, 26)
    content = csv(person(world, 1, due_on=due.isoformat(), decided_on=decided.isoformat())).encode()
    found = read_movers(content, on=on, overdue=on)
    assert len(found.faults) == faults and [mover.past_due for mover in found.rows] == ([] if faults else [due < on])


# ── And then ─────────────────────────────────────────────────────────────────


def test_she_is_reminded_like_anybody_who_is_late_and_starts_over_when_it_is_too_late(client, world):
    say(client, world, roster(world, 29), "in")
    who = Practitioner.objects.within(world.organization).get()
    Practitioner.objects.within(world.organization).filter(pk=who.pk).update(email="alma@mail.example")
    mine = Message.objects.within(world.organization).filter(address="alma@mail.example")
    nightly.open_renewals(on=world.day(), at=world.now)
    assert files(world, "Brightwater") == [("initial", "approved"), ("renewal", "draft")] and not due_for_renewal(
        world.organization, at=world.now
    )
    assert nightly.remind_renewals(on=world.day(), at=world.now) == 1 and mine.count() == 1
    nightly.remind_renewals(on=world.day(-1), at=world.at(-1))
    assert mine.count() == 1, "told once that it is past due"
    assert nightly.end_overdue(on=world.day(-1), at=world.at(-1)) == 0, "day 30"
    assert nightly.end_overdue(on=world.day(-2), at=world.at(-2)) == 1, "day 31"
    assert files(world, "Brightwater") == [("initial", "approved"), ("renewal", "lapsed"), ("initial", "draft")]
    assert nightly.end_overdue(on=world.day(-3), at=world.at(-3)) == 0


def test_only_who_may_record_a_network_says_it(client, world):
    assert not world.una.actions & {Action.RECORD_NETWORK}
    sign_in(client, world.una)
    answer = post(client, "record_network", world, {"text": roster(world, 1), "past_due": "in"})
    assert answer.status_code == 403 and not recorded(world).exists()
