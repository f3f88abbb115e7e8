"""A referral on its way: who is asked when, one winner, the next in line by itself, and a person where nobody is left."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from network.access import Forbidden
from network.care import nightly
from network.care.facts.reports import counted
from network.care.facts.settings import handling
from network.care.jobs import follow_end, follow_question, follow_standing, lapse_offer
from network.care.models import Match, Offer, Referral
from network.care.pages import home
from network.care.workflow import answering, availability, following, referring, settings
from network.care.workflow.authorized import opaque_key
from network.care.workflow.calls import verdict_of
from network.events import timeline
from network.models import Job, Message, Task
from network.transitions import Refused
from network.workflow import standing
from payments.models import Authorization
from payments.workflow import authorizing, closing, extending, sessions
from tests.care.care_world import AT, DAY, SAID, TODAY, CareWorld
from tests.network.front_door import sign_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATE = AT + 24 * HOUR  # the hour a routine offer is answered by


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file; each test acts in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = CareWorld()
        world.yard = world.employer()
        world.ada, world.bea, world.cleo = (world.therapist(name) for name in ("Ada First", "Bea Second", "Cleo Third"))
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db):
    for row in (_world.ada, _world.bea, _world.cleo):
        row.refresh_from_db()
    _world.contact = _world.call(_world.yard)
    return _world


def states(referral):
    referral.refresh_from_db()
    offers = Offer.objects.within(referral.organization).filter(referral=referral).order_by("position")
    return referral.state, [offer.state for offer in offers]


def refused(act, **given):
    with pytest.raises(Refused) as why:
        act(**given)
    return why.value.codes


def accept(world, referral, row, at=AT + HOUR):
    return answering.accept(offer=world.offer(referral, row), actor=row.herself, at=at)


def told(world, row, template):
    rows = Message.objects.within(world.harbor).filter(template=template, recipient=row.herself.user_id)
    return rows.count()


def tasks(world):
    return list(Task.objects.within(world.harbor).open().filter(kind__startswith="referral:").order_by("pk").values_list("kind", flat=True))


def test_one_by_one_the_first_is_asked_and_the_others_wait(world):
    referral = world.refer(world.contact, world.ada, world.bea)
    assert states(referral) == ("offered", ["open", "waiting"]) and referral.units == 5
    assert world.offer(referral, world.ada).respond_by == LATE
    assert [told(world, row, "referral_offered") for row in (world.ada, world.bea)] == [1, 0]
    assert Job.objects.filter(name="care.lapse_offer", key=str(world.offer(referral, world.ada).pk)).exists()
    assert [event.action for event in timeline(referral)] == ["referral.offer", "offer.make", "referral.drafted"]
    assert not Offer.objects.visible_to(world.bea.herself).exclude(respond_by=None).exists()


def test_mail_and_job_hold_nothing_of_the_client(world):
    world.refer(world.contact, world.ada)
    row = Message.objects.within(world.harbor).get(template="referral_offered")
    said = f"{row.subject} {row.body} {row.context}"
    assert not [word for word in ("Blue", "sleep", "Waddenhaven", "0199", "ounseling") if word in said]


def test_to_all_everybody_is_asked_and_the_first_to_accept_wins(world):
    referral = world.refer(world.contact, world.ada, world.bea, world.cleo, to_all=True)
    assert states(referral) == ("offered", ["open", "open", "open"])
    mine, yours = world.offer(referral, world.ada), world.offer(referral, world.bea)
    answering.accept(offer=mine, actor=world.ada.herself, at=AT + HOUR)
    assert states(referral) == ("placed", ["accepted", "withdrawn", "withdrawn"])
    assert (referral.placed_with, referral.appointment_by) == (world.ada, date(2026, 3, 9))  # five working days on
    # the other page was open all along: the same second, a kind word
    assert refused(answering.accept, offer=yours, actor=world.bea.herself, at=AT + HOUR) == ["taken"]
    assert states(referral) == ("placed", ["accepted", "withdrawn", "withdrawn"])
    assert [told(world, row, "referral_gone") for row in (world.ada, world.bea, world.cleo)] == [0, 1, 1]


def test_at_the_acceptance_sessions_are_authorized_for_somebody_without_a_name(world):
    referral = world.refer(world.contact, world.ada, world.bea, to_all=True)
    assert not Authorization.objects.within(world.harbor).exists()
    accept(world, referral, world.ada)
    row = Authorization.objects.within(world.harbor).get()
    referral.refresh_from_db()
    assert (row.reference, row.participation, row.units, row.used, row.kind, row.service, row.client_in) == (
        referral.authorization, world.ada, 5, 0, "sessions", "counseling", "US-IL"
    )
    assert (row.first, row.last, row.issued_by_id) == (TODAY, date(2026, 9, 2), None)
    assert row.subject_key == opaque_key(world.contact) != world.contact.subject_key
    answering.transfer(referral=referral, reason="Moves.", held=0, actor=world.rosa, at=AT + DAY)
    again = world.refer(world.contact, world.bea, at=AT + DAY)
    accept(world, again, world.bea, at=AT + DAY)
    rows = Authorization.objects.within(world.harbor).order_by("pk")
    assert [(row.state, row.subject_key) for row in rows] == [("closed", rows[1].subject_key), ("issued", rows[0].subject_key)]


def test_when_authorizing_fails_nothing_is_accepted(world, monkeypatch):
    referral = world.refer(world.contact, world.ada)
    monkeypatch.setattr(Authorization, "full_clean", lambda row: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        accept(world, referral, world.ada)
    assert states(referral) == ("offered", ["open"])


def test_fewer_sessions_than_were_reported_cannot_have_been_held(world):
    referral = world.refer(world.contact, world.ada)
    accept(world, referral, world.ada)
    authorizing.spend(Authorization.objects.within(world.harbor).get(), 2)
    referral.refresh_from_db()
    given = {"referral": referral, "reason": "Moves.", "actor": world.rosa, "at": AT + DAY}
    assert refused(answering.transfer, held=1, **given) == ["too_few_held"]
    assert answering.transfer(held=2, **given)


def test_sessions_given_later_count_for_the_person_and_can_all_have_been_held(world):
    yard = world.employer("Ferries", sessions=9)
    contact = world.call(yard)
    referral = world.refer(contact, world.ada)
    Referral.objects.within(world.harbor).filter(pk=referral.pk).update(units=3)
    referral.refresh_from_db()
    accept(world, referral, world.ada)
    authorization = Authorization.objects.within(world.harbor).get()
    assert verdict_of(world.call(yard), on=TODAY).left == 6
    authorizing.extend(authorization, units=2, reason="Two more help.", actor=world.rosa, at=AT)
    assert verdict_of(world.call(yard), on=TODAY).left == 4
    authorizing.spend(authorization, 4)
    referral.refresh_from_db()
    given = {"referral": referral, "reason": "Moves.", "actor": world.rosa, "at": AT + DAY}
    assert refused(answering.transfer, held=6, **given) == ["too_many_held"]
    answering.transfer(held=4, **given)
    assert verdict_of(world.call(yard), on=TODAY).left == 5


def test_accepting_takes_a_place_and_closing_gives_it_back(world):
    referral = world.refer(world.contact, world.ada)
    accept(world, referral, world.ada)
    assert set(Match.objects.within(world.harbor).filter(participation=world.ada).values_list("room", "load")) == {(2, 1)}
    referral.refresh_from_db()
    assert refused(answering.close, referral=referral, reason=" ", actor=world.rosa, at=AT + DAY) == ["no_reason"]
    answering.close(referral=referral, reason="Helped.", actor=world.rosa, at=AT + DAY)
    assert set(Match.objects.within(world.harbor).filter(participation=world.ada).values_list("room", "load")) == {(3, 0)}


def test_a_decline_with_its_reason_goes_to_the_next_and_at_last_to_a_person(world):
    referral = world.refer(world.contact, world.ada, world.bea)
    mine = world.offer(referral, world.ada)
    assert refused(answering.decline, offer=mine, reason="", actor=world.ada.herself, at=AT) == ["no_reason"]
    answering.decline(offer=mine, reason="full", actor=world.ada.herself, at=AT + HOUR)
    assert states(referral) == ("offered", ["declined", "open"]) and tasks(world) == []
    assert world.offer(referral, world.bea).respond_by == LATE + HOUR
    answering.decline(offer=world.offer(referral, world.bea), reason="known", actor=world.bea.herself, at=AT + HOUR)
    assert states(referral) == ("unplaced", ["declined", "declined"]) and tasks(world) == ["referral:unplaced"]


def test_nobody_answers_for_somebody_else(world):
    referral = world.refer(world.contact, world.ada)
    with pytest.raises(Forbidden):
        answering.accept(offer=world.offer(referral, world.ada), actor=world.bea.herself, at=AT)
    with pytest.raises(Forbidden):
        answering.accept(offer=world.offer(referral, world.ada), actor=world.rosa, at=AT)


@pytest.mark.parametrize("late, codes", [(-1, []), (0, []), (1, ["too_late"])])
def test_an_offer_is_answered_by_its_hour_also_when_no_job_ran(world, late, codes):
    referral = world.refer(world.contact, world.ada)
    at = LATE + timedelta(seconds=late)
    if codes:
        assert refused(accept, world=world, referral=referral, row=world.ada, at=at) == codes
    else:
        assert accept(world, referral, world.ada, at=at)
    assert states(referral)[0] == ("offered" if codes else "placed")


def test_an_unanswered_offer_lapses_after_its_hour_once_and_the_next_gets_it(world, monkeypatch):
    referral = world.refer(world.contact, world.ada, world.bea)
    mine = world.offer(referral, world.ada)
    monkeypatch.setattr("network.clock.now", lambda: LATE)
    lapse_offer(id=mine.pk)
    assert states(referral) == ("offered", ["open", "waiting"])
    monkeypatch.setattr("network.clock.now", lambda: LATE + timedelta(seconds=1))
    lapse_offer(id=mine.pk)
    lapse_offer(id=mine.pk)
    assert states(referral) == ("offered", ["lapsed", "open"])
    assert nightly.lapse_offers(on=TODAY + 3 * DAY, at=AT + 3 * DAY) == 1
    assert states(referral) == ("unplaced", ["lapsed", "lapsed"])


def test_clear_is_asked_at_the_offer_and_again_at_the_acceptance(world):
    world.hold(world.ada)
    referral = world.refer(world.contact, world.ada, world.bea)
    assert states(referral) == ("offered", ["withdrawn", "open"])  # the one on hold is passed over
    world.hold(world.bea, at=AT + HOUR)
    assert refused(accept, world=world, referral=referral, row=world.bea, at=AT + HOUR) == ["not_available"]
    assert states(referral)[0] == "offered"


def test_an_offer_to_nobody_clear_is_refused_and_nothing_is_written(world):
    world.hold(world.ada)
    assert refused(world.refer, contact=world.contact) == ["nobody_chosen"]
    with pytest.raises(Refused) as why:
        world.refer(world.contact, world.ada)
    assert why.value.codes == ["not_available"]
    assert not Referral.objects.within(world.harbor).exists()


def test_no_more_clients_than_she_has_room_for(world):
    world.say(world.ada, capacity=1)
    one = world.refer(world.contact, world.ada)
    two = world.refer(world.call(world.yard, number="B00002"), world.ada)
    accept(world, one, world.ada)
    assert refused(accept, world=world, referral=two, row=world.ada) == ["full"]


def test_a_call_is_referred_once_and_only_when_covered(world):
    referral = world.refer(world.contact, world.ada)
    with pytest.raises(Refused) as why:
        world.refer(world.contact, world.bea)
    assert why.value.codes == ["referred_already"]
    again = world.call(world.yard)
    with pytest.raises(Refused) as why:
        world.refer(again, world.bea)
    assert why.value.codes == ["not_covered"]  # the same person: five of five are in use
    referring.withdraw(referral=referral, reason="Rings again later.", actor=world.rosa, at=AT + HOUR)
    assert states(referral) == ("withdrawn", ["withdrawn"]) and told(world, world.ada, "referral_gone") == 1
    assert world.refer(world.contact, world.bea, at=AT + 2 * HOUR).state == "offered"


def test_a_hold_takes_open_offers_away_and_makes_clients_a_persons_task(world):
    running = world.refer(world.call(world.yard, number="B00002"), world.ada)
    accept(world, running, world.ada)
    referral = world.refer(world.contact, world.ada, world.bea)
    hold = world.hold(world.ada, "summary_suspension", at=AT + HOUR)
    assert Job.objects.filter(name="care.follow_standing").exists()
    assert following.follow(world.ada, at=AT + HOUR) == 2
    assert states(referral) == ("offered", ["withdrawn", "open"])
    assert states(running)[0] == "placed"  # nobody is cut off by a machine
    assert tasks(world) == ["referral:continuity"]
    assert following.follow(world.ada, at=AT + HOUR) == 0
    standing.end_hold(hold=hold, last=TODAY, reason="Cleared.", actor=world.maya, at=AT + 2 * HOUR)
    assert tasks(world) == ["referral:continuity"]


def test_the_job_hears_the_news(world, monkeypatch):
    referral = world.refer(world.contact, world.ada, world.bea)
    world.hold(world.ada)
    monkeypatch.setattr("network.clock.now", lambda: AT + HOUR)
    follow_standing(participation_id=world.ada.pk, practitioner_id=world.ada.practitioner_id, organization_id=world.harbor.pk)
    assert states(referral) == ("offered", ["withdrawn", "open"])


def test_what_the_clock_alone_ended_is_followed_at_night(world):
    dora = world.therapist("Dora Fourth", last=TODAY + DAY)
    referral = world.refer(world.contact, dora)
    accept(world, referral, dora)
    assert nightly.follow_everybody(on=TODAY + DAY, at=AT + DAY) == 0
    assert nightly.follow_everybody(on=TODAY + 2 * DAY, at=AT + 2 * DAY) == 1
    assert tasks(world) == ["referral:continuity"]


def test_the_appointment_stops_its_clock_and_a_late_one_is_a_task_once(world):
    referral = world.refer(world.contact, world.ada)
    accept(world, referral, world.ada)
    due = date(2026, 3, 9)
    for day, found in ((due, 0), (due + DAY, 1), (due + DAY, 0)):
        at = AT + (day - TODAY)
        assert nightly.remind_late(on=day, at=at) == found
    assert tasks(world) == ["referral:late"]
    referral.refresh_from_db()
    given = {"referral": referral, "actor": world.ada.herself, "at": AT + 8 * DAY}
    assert refused(answering.arrange, day=TODAY, **given) == ["day_passed"]
    with pytest.raises(Refused) as why:
        answering.arrange(referral=referral, day=due, actor=world.bea.herself, at=AT)
    assert why.value.codes == ["not_allowed"]
    answering.arrange(day=date(2026, 3, 11), **given)
    assert (states(referral)[0], referral.appointment_on, tasks(world)) == ("active", date(2026, 3, 11), [])


def test_handing_a_client_on_frees_the_sessions_that_were_not_held(world):
    referral = world.refer(world.contact, world.ada)
    accept(world, referral, world.ada)
    referral.refresh_from_db()
    given = {"referral": referral, "reason": "Moves away.", "actor": world.rosa, "at": AT + DAY}
    assert refused(answering.transfer, held=6, **given) == ["too_many_held"]
    answering.transfer(held=2, **given)
    assert states(referral)[0] == "transferred"
    assert world.refer(world.contact, world.bea, at=AT + DAY).units == 3


def test_who_goes_on_with_a_client_goes_on_with_the_same_case(world):
    referral = world.refer(world.contact, world.ada)
    accept(world, referral, world.ada)
    answering.transfer(referral=referral, reason="Moves away.", held=2, actor=world.rosa, at=AT + DAY)
    again = world.refer(world.contact, world.bea, at=AT + DAY)
    accept(world, again, world.bea, at=AT + DAY)
    another = world.refer(world.call(world.yard, number="B00002"), world.cleo)
    accept(world, another, world.cleo)
    assert (referral.follows, again.follows, another.follows) == (None, referral, None)
    found = counted(world.yard, 2026, 100)
    assert (found.cases, found.helped) == (2, 2)  # three acceptances, two people, two cases


@pytest.mark.parametrize("change", ["off", "away"])
def test_who_takes_no_clients_any_more_is_not_asked_though_next_in_line(world, change):
    referral = world.refer(world.contact, world.ada, world.bea, world.cleo)
    if change == "off":
        world.say(world.bea, taking=False)
    else:
        availability.go_away(availability=world.bea.availability, first=TODAY, last=TODAY, actor=world.bea.herself, at=AT)
    answering.decline(offer=world.offer(referral, world.ada), reason="full", actor=world.ada.herself, at=AT + HOUR)
    assert states(referral) == ("offered", ["declined", "withdrawn", "open"]) and told(world, world.bea, "referral_offered") == 0
    assert Offer.objects.within(world.harbor).get(referral=referral, participation=world.bea).why == "not_taking"


def test_who_is_back_from_days_away_is_asked_again(world):
    availability.go_away(availability=world.bea.availability, first=TODAY, last=TODAY, actor=world.bea.herself, at=AT)
    assert refused(referring.refer, contact=world.contact, line=(referring.InLine(world.bea.pk, "in_person", "US-IL", "US-IL"),),
                   to_all=False, actor=world.rosa, at=AT) == ["not_taking"]
    assert states(world.refer(world.contact, world.bea, at=AT + DAY)) == ("offered", ["open"])


@pytest.mark.parametrize(("held", "left"), [(None, 0), (0, 5), (2, 3), (5, 0)])
def test_after_the_help_is_over_the_sessions_that_were_not_held_are_free_for_the_same_person(world, held, left):
    referral = world.refer(world.contact, world.ada)
    accept(world, referral, world.ada)
    referral.refresh_from_db()
    given = {"referral": referral, "reason": "Helped.", "actor": world.rosa, "at": AT + DAY}
    assert refused(answering.close, held=6, **given) == ["too_many_held"]
    assert refused(answering.close, held=-1, **given) == ["too_few_held", "too_many_held"]
    answering.close(**given, **({} if held is None else {"held": held}))
    verdict = verdict_of(world.call(world.yard), on=TODAY + DAY)
    assert (states(referral)[0], verdict.left, verdict.code) == ("closed", left, "covered" if left else "used_up")
    assert verdict_of(world.call(world.yard, number="B00002"), on=TODAY + DAY).left == 5  # nobody else's


def test_fewer_sessions_than_were_reported_cannot_be_closed_with(world):
    referral = world.refer(world.contact, world.ada)
    accept(world, referral, world.ada)
    authorization = Authorization.objects.within(world.harbor).get()
    authorizing.extend(authorization, units=2, reason="Two more help.", actor=world.rosa, at=AT)
    authorizing.spend(authorization, 2)
    referral.refresh_from_db()
    given = {"referral": referral, "reason": "Helped.", "actor": world.rosa, "at": AT + DAY}
    assert refused(answering.close, held=1, **given) == ["too_few_held"]
    answering.close(**given)
    assert states(referral)[0] == "closed" and referral.units == 7  # nobody said how many: all that were given count


@pytest.mark.parametrize("end", ["close", "transfer"])
def test_what_was_held_before_a_client_was_handed_on_or_the_help_ended_is_reported_afterwards(world, end):
    referral = world.refer(world.contact, world.ada)
    accept(world, referral, world.ada)
    row = Authorization.objects.within(world.harbor).get()
    referral.refresh_from_db()
    given = {"referral": referral, "reason": "Over.", "actor": world.rosa, "at": AT + 2 * DAY}
    {"close": answering.close, "transfer": answering.transfer}[end](held=2, **given)
    row.refresh_from_db()
    assert (row.state, row.held, row.left, row.ended_at) == ("closed", 2, 2, AT + 2 * DAY)
    assert told(world, world.ada, "referral_ended") == 1  # she reads that it is over, and what she may still do
    hers = {"mode": "in_person", "actor": world.ada.herself, "at": AT + 9 * DAY}
    assert refused(sessions.log, authorization=row, day=TODAY + 3 * DAY, **hers) == ["authorization_closed"]
    for day in (0, 2):
        sessions.log(row, day=TODAY + day * DAY, **hers)
    assert refused(sessions.log, authorization=row, day=TODAY + DAY, **hers) == ["over_the_count"]
    assert verdict_of(world.call(world.yard, at=AT + 9 * DAY), on=TODAY + 9 * DAY).left == 3  # nothing was counted twice


def test_what_she_ended_herself_still_takes_how_many_were_held(world):
    referral = world.refer(world.contact, world.ada)
    accept(world, referral, world.ada)
    row = Authorization.objects.within(world.harbor).get()
    closing.finish(row, outcome="goals_met", actor=world.ada.herself, at=AT + DAY)
    referral.refresh_from_db()
    answering.close(referral=referral, reason="Over.", held=1, actor=world.rosa, at=AT + 2 * DAY)
    row.refresh_from_db()
    assert (row.state, row.held, row.ended_at) == ("closed", 1, AT + DAY)
    assert verdict_of(world.call(world.yard), on=TODAY).left == 4


@pytest.mark.parametrize("said", ["finish", "final session"])
def test_a_therapist_who_ends_a_case_is_a_task_of_intake_until_it_is_closed(world, monkeypatch, said):
    monkeypatch.setattr("network.clock.now", lambda: AT + DAY)
    referral = world.refer(world.contact, world.ada)
    accept(world, referral, world.ada)
    row = Authorization.objects.within(world.harbor).get()
    hers = {"actor": world.ada.herself, "at": AT + DAY}
    if said == "finish":
        closing.finish(row, outcome="ended_early", **hers)
    else:
        sessions.log(row, day=TODAY, mode="in_person", final=True, **hers)
    assert Job.objects.filter(name="care.follow_end").count() == 1 and tasks(world) == []
    for _again in range(2):  # told by a job, once however often it runs
        follow_end(organization_id=world.harbor.pk, authorization=row.reference)
        assert tasks(world) == ["referral:ended"]
    (task,) = Task.objects.within(world.harbor).open().filter(kind="referral:ended")
    assert (task.about, task.role, task.due_on) == (referral.reference, "intake", TODAY + DAY)
    assert "ended_early" not in str(list(Task.objects.within(world.harbor).values()))  # how it ended is not told here
    referral.refresh_from_db()
    answering.close(referral=referral, reason="Over.", held=1, actor=world.rosa, at=AT + 2 * DAY)
    assert tasks(world) == []
    assert following.hear_end(organization_id=world.harbor.pk, authorization=row.reference, at=AT + 3 * DAY) is False


@pytest.mark.parametrize("answer", ["grant", "decline", "close"])
def test_a_therapist_who_asks_for_more_sessions_is_a_task_of_intake_until_it_is_answered(client, world, monkeypatch, settings, answer):
    monkeypatch.setattr("network.clock.now", lambda: AT + DAY)
    settings.STAFF_SECOND_FACTOR = False
    referral = world.refer(world.contact, world.ada)
    accept(world, referral, world.ada)
    row = Authorization.objects.within(world.harbor).get()
    news = {"organization_id": world.harbor.pk, "authorization": row.reference}
    asked = extending.ask(row, units=2, reason="It goes on.", actor=world.ada.herself, at=AT + DAY)
    for _again in range(2):
        follow_question(**news, waits=True)
        assert tasks(world) == ["referral:more"]
    page = sign_in(client, world.rosa).get(f"/harbor/referrals/{referral.reference}/").content.decode()
    assert f"/harbor/money/authorizations/{row.reference}/" in page
    given = {"actor": world.rosa, "at": AT + DAY}
    if answer == "close":
        referral.refresh_from_db()
        answering.close(referral=referral, reason="Over.", **given)
    else:
        getattr(extending, answer)(asked, **given, **({"reason": "Enough."} if answer == "decline" else {}))
        follow_question(**news, waits=False)
    assert tasks(world) == []


def test_when_nobody_took_it_others_are_asked_but_nobody_twice(world):
    referral = world.refer(world.contact, world.ada)
    answering.decline(offer=world.offer(referral, world.ada), reason="full", actor=world.ada.herself, at=AT)
    referral.refresh_from_db()
    line = tuple(referring.InLine(row.pk, "in_person", "US-IL", "US-IL") for row in (world.ada, world.bea))
    again = {"referral": referral, "to_all": False, "actor": world.rosa, "at": AT + HOUR}
    assert refused(referring.offer_again, line=line[:1], **again) == ["all_asked"]
    assert tasks(world) == ["referral:unplaced"]
    referring.offer_again(line=line, **again)
    assert states(referral) == ("offered", ["declined", "open"]) and tasks(world) == []
    assert world.offer(referral, world.bea).position == 2


def test_withdrawing_what_nobody_took_leaves_nothing_to_do(world):
    referral = world.refer(world.contact, world.ada)
    answering.decline(offer=world.offer(referral, world.ada), reason="full", actor=world.ada.herself, at=AT)
    referral.refresh_from_db()
    referring.withdraw(referral=referral, reason="Found help elsewhere.", actor=world.rosa, at=AT + HOUR)
    assert states(referral)[0] == "withdrawn" and tasks(world) == []


def test_the_organization_says_to_whom_offers_go_and_how_long_an_answer_may_take(world):
    given = {
        "offers": "one", "respond_hours": {"routine": 4, "urgent": 2, "emergent": 1},
        "appointment_days": {"routine": 2, "urgent": 1, "emergent": 0},
    }
    for key, value in given.items():
        change = settings.propose(world.harbor, key=f"care.{key}", value=value, first=TODAY, reason="So.", actor=world.alden, at=AT)
        settings.confirm(change, actor=world.ines, at=AT)
    found = handling(world.harbor, on=TODAY)
    assert (found.offers, found.hours["routine"], handling(world.harbor, on=TODAY - DAY).offers) == ("one", 4, "either")
    referral = world.refer(world.contact, world.ada)
    assert world.offer(referral, world.ada).respond_by == AT + 4 * HOUR
    accept(world, referral, world.ada)
    referral.refresh_from_db()
    assert referral.appointment_by == date(2026, 3, 4)


def test_another_organizations_therapist_sees_none_of_it(world):
    assert SAID.taking
    referral = world.refer(world.contact, world.ada, to_all=True)
    assert list(Offer.objects.visible_to(world.bea.herself)) == []
    assert [row.referral_id for row in Offer.objects.visible_to(world.ada.herself)] == [referral.pk]
    assert list(Referral.objects.visible_to(world.ada.herself)) == []  # only once it is hers


def test_an_availability_nobody_confirmed_is_asked_about_once(world):
    for days, asked, mails in ((31, 0, 0), (32, 3, 1), (40, 3, 1)):
        assert nightly.ask_to_confirm(on=TODAY + days * DAY, at=AT + days * DAY) == asked
        assert told(world, world.ada, "availability_stale") == mails
    world.say(world.ada, at=AT + 40 * DAY)
    assert nightly.ask_to_confirm(on=TODAY + 41 * DAY, at=AT + 41 * DAY) == 2


def test_her_start_page_lists_offers_appointments_and_what_to_confirm(world):
    one, two = world.refer(world.contact, world.ada), world.refer(world.call(world.yard, number="B00002"), world.ada)
    accept(world, two, world.ada)
    shown = [task.url for task in home.tasks(world.ada.herself, at=AT + HOUR)]
    assert shown == [f"/me/referrals/{world.offer(one, world.ada).pk}/", f"/me/referrals/{world.offer(two, world.ada).pk}/"]
    later = home.tasks(world.ada.herself, at=AT + 40 * DAY)
    assert [task.url for task in later] == [shown[1], "/me/availability/harbor/"]
    assert home.tasks(world.bea.herself, at=AT) == ()
