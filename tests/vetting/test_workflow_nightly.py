"""What vetting does by night: each piece acts once, says how much, and finds nothing to do when it is run again."""

from datetime import timedelta

import pytest

from licensure.models import Screening
from licensure.nightly import rescreen
from network.access import system
from network.dates import Span, plus_months
from network.facts.due import last_night
from network.models import Effect, Letter, Message, Participation, Task
from network.queries.turned import turned
from network.schedule import run_nightly
from network.standing import Basis
from network.workflow.holds import open_hold
from network.workflow.standing import give_notice, record_cover
from tests.shared import shared
from tests.vetting.staff_world import listed
from tests.vetting.story import Story, asked_for, refused, told
from vetting import nightly
from vetting.facts.endings import endings_of
from vetting.models import Application
from vetting.workflow import applying, checking, correspondence, correspondence_notices, lapsing, renewing

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


_world, world = shared(Story)
_file, file = shared(lambda world: world.active(), "_file")


def night(world, act, later=0):
    """One night's run, `later` days from now."""
    at = world.at(-later)
    return act(on=at.date(), at=at)


def twice(world, act, later=0):
    """What it did in the first run and in the second of the same day."""
    return night(world, act, later), night(world, act, later)


def mails(template):
    return list(Message.objects.everywhere(reason="a test looks").filter(template=template).order_by("pk"))


# ── Lapsing ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("later", "closed"), [(160, 0), (161, 1)])
def test_a_draft_lapses_after_180_days(world, later, closed):
    file = world.draft(ago=20)
    assert twice(world, nightly.lapse, later) == (closed, 0)
    assert world.fresh(file).state == ("lapsed" if closed else "draft")
    assert asked_for("vetting.tell_closed") == ([{"reference": file.reference}] if closed else [])


@pytest.mark.parametrize(("later", "closed"), [(40, 0), (41, 1)])
def test_a_file_lapses_thirty_days_after_a_question_went_unanswered(world, later, closed):
    file = world.checking()
    checking.request_information(file, message="Page two?", due_on=world.day(-10), actor=world.tom, at=world.at(2))
    assert twice(world, nightly.lapse, later) == (closed, 0)
    assert world.fresh(file).state == ("lapsed" if closed else "checking")


def test_a_file_never_lapses_while_the_work_is_ours(world):
    file = world.checking()
    request = checking.request_information(file, message="Page two?", actor=world.tom, at=world.at(2))
    applying.answer(request, text="Here.", actor=file.herself, at=world.at(1))
    assert night(world, nightly.lapse, 400) == 0
    clockwork = system("nightly", world.organization)
    assert refused(lapsing.lapse, file, actor=clockwork, at=world.now) == ["work_is_ours"]
    assert refused(lapsing.lapse, world.draft("Juniper Vale"), actor=clockwork, at=world.now) == ["too_young"]
    assert refused(lapsing.lapse, file, actor=world.maya, at=world.now) == ["not_allowed"]


def test_what_is_not_said_of_days_and_grace_is_the_organizations_own(world):
    clockwork, draft, file = system("nightly", world.organization), world.draft("Juniper Vale", ago=20), world.checking()
    checking.request_information(file, message="Page two?", due_on=world.day(-10), actor=world.tom, at=world.at(2))
    for row, given, later in ((draft, {"grace": 1}, 161), (file, {"days": 1}, 41)):
        assert refused(lapsing.lapse, row, actor=clockwork, at=world.at(1 - later), **given)
        lapsing.lapse(row, actor=clockwork, at=world.at(-later), **given)
        assert row.state == "lapsed"
    short = world.draft("Sorrel Finch", ago=5)
    lapsing.lapse(short, actor=clockwork, at=world.now, days=4)
    assert short.state == "lapsed"


def test_she_is_told_of_a_lapse_in_a_mail_without_detail(world):
    file = world.draft()
    lapsing.lapse(file, actor=system("nightly", world.organization), at=world.now, days=4)
    correspondence_notices.tell_closed(reference=file.reference, at=world.now)
    correspondence_notices.tell_closed(reference=file.reference, at=world.now)
    (mail,) = mails("lapsed")
    assert file.reference in mail.body and "insurance" not in mail.body


# ── Leaving, renewing ────────────────────────────────────────────────────────


def test_who_agreed_to_leave_has_left_the_day_after_her_last(world, file):
    give_notice(participation=world.fresh(file).participation, last_day=world.day(-5), actor=world.maya, at=world.at(1))
    assert night(world, nightly.end_participations, 5) == 0
    assert twice(world, nightly.end_participations, 6) == (1, 0)
    assert Participation.objects.within(world.organization).get(pk=file.participation_id).state == "ended"


def test_the_next_vetting_is_opened_120_days_before_it_is_due(world, file):
    due = world.fresh(file).next_due_on
    before = (due - world.day()).days - 121
    assert night(world, nightly.open_renewals, before) == 0
    assert twice(world, nightly.open_renewals, before + 1) == (1, 0)
    renewal = Application.objects.within(world.organization).get(kind="renewal")
    assert (renewal.state, renewal.jurisdictions, renewal.participation_id) == ("draft", ["US-OH"], file.participation_id)
    (mail,) = mails("renewal")
    assert renewal.reference in mail.body and told(renewal)[-1] == "application.opened"


def test_a_renewal_she_withdrew_is_not_opened_again_every_night(world, file):
    later = (world.fresh(file).next_due_on - world.day()).days - 100
    night(world, nightly.open_renewals, later)
    renewal = Application.objects.within(world.organization).get(kind="renewal")
    applying.withdraw(renewal, actor=file.herself, at=world.now + later * DAYS)
    assert night(world, nightly.open_renewals, later + 1) == 0


@pytest.mark.parametrize(("opened", "again"), [(121, 1), (120, 0), (119, 0)])
def test_a_renewal_withdrawn_before_its_time_is_opened_when_that_comes(world, file, opened, again):
    left = (world.fresh(file).next_due_on - world.day()).days
    at = world.at(opened - left)
    applying.withdraw(renewing.open_renewal(world.fresh(file), actor=world.maya, at=at), actor=file.herself, at=at)
    assert night(world, nightly.open_renewals, left - 118) == again


def test_a_renewal_starts_its_grant_on_its_own_day_and_counts_from_there(world):
    """Decided early, the next due date moves with the decision (domain 5.5)."""
    from tests.vetting.test_workflow_deciding import submit
    from vetting.workflow import deciding

    file = world.active(ago=40)
    renewal = renewing.open_renewal(world.fresh(file), actor=world.maya, at=world.at(20))
    submit(world, renewal, file.herself, ago=12)
    checking.begin_checks(renewal, actor=world.tom, at=world.at(10))
    for check in world.checks(renewal):
        world.verify(check, ago=8)
    checking.refer(renewal, actor=world.tom, at=world.at(5))
    decision = deciding.approve(renewal, actor=world.ines, at=world.now)
    first, second = world.grants(file)
    assert (second.first, second.last, decision.due_on) == (world.day(), plus_months(world.day(), 36), plus_months(world.day(), 36))
    assert first.first < second.first


# ── Reminding ────────────────────────────────────────────────────────────────


def test_she_is_reminded_of_a_question_7_14_and_21_days_after_it_was_asked(world):
    file = world.checking()
    checking.request_information(file, message="Page two?", due_on=world.day(-40), actor=world.tom, at=world.at(0))
    sent, reached = [], []
    for later in (6, 7, 8, 14, 21, 30):
        reached.append(twice(world, nightly.remind_requests, later))
        sent.append(len(mails("information_request")))
    assert sent == [0, 1, 1, 2, 3, 3]
    assert reached == [(0, 0), *[(1, 1)] * 5]


def test_an_answered_question_and_a_closed_file_remind_nobody(world):
    file = world.checking()
    request = checking.request_information(file, message="Page two?", due_on=world.day(-40), actor=world.tom, at=world.at(0))
    applying.answer(request, text="Here.", actor=file.herself, at=world.at(0))
    assert night(world, nightly.remind_requests, 8) == 0


def test_she_is_reminded_before_her_insurance_ends_once_for_each_step(world, file):
    (cover,) = world.covers(file, "insurance")
    sent, reached = [], []
    for left in (91, 90, 89, 60, 30, 1, 0, -1):
        reached.append(night(world, nightly.remind_expiries, (cover.last - world.day()).days - left))
        sent.append(len(mails("expiry_reminder")))
    assert sent == [0, 1, 1, 2, 3, 4, 5, 5]
    assert reached == [0, 1, 1, 1, 1, 1, 1, 0]
    assert "insurance" not in mails("expiry_reminder")[0].body


def test_evidence_ends_on_its_last_good_day_and_never_where_some_of_it_goes_on(world, file):
    (cover,) = world.covers(file, "insurance")
    where = ("insurance", cover.jurisdiction)

    def known(*lasts):
        for last in lasts:
            bases = (Basis(f"credential:{last}", Span(cover.first, last, cover.zone)),)
            record_cover(
                participation=file.participation, kind="insurance", bases=bases, jurisdiction=cover.jurisdiction, amounts={},
                actor=world.maya, at=world.now,
            )
        found = endings_of(world.organization, on=world.day(), ladder=(5000,)).get(file.participation, [])
        return {(each.kind, each.place): each.last for each in found}.get(where)

    assert known() == known(cover.last - DAYS) == cover.last
    assert known(cover.last + DAYS) == cover.last + DAYS
    assert known(None) is None


def test_a_task_nobody_did_goes_to_the_network_manager_once(world):
    task = Task(
        organization=world.organization, key="appeal:1", kind="decide_appeal", role="director", due_on=world.day(3),
        escalates_on=world.day(-2), created_at=world.at(9),
    )
    task.save()
    assert night(world, nightly.escalate) == 0
    assert twice(world, nightly.escalate, 2) == (1, 0)
    task.refresh_from_db()
    assert (task.role, task.facts["was"], told(task)) == ("network_manager", "director", ["task.escalated"])


# ── Screening ────────────────────────────────────────────────────────────────


def test_everyone_is_screened_once_in_a_calendar_month_and_on_every_new_file(world, file):
    start = Screening.objects.within(world.organization).count()
    first = (plus_months(world.day().replace(day=1), 1) - world.day()).days
    assert twice(world, rescreen, first + 1) == (1, 0)
    assert night(world, rescreen, first + 9) == 0
    listed(at=world.now + (first + 10) * DAYS)
    assert twice(world, rescreen, first + 11) == (1, 0)
    assert Screening.objects.within(world.organization).filter(practitioner=file.practitioner).count() == start + 2


def test_after_a_night_in_which_everybody_was_screened_only_who_came_since_is_read(world):
    file, name = world.active(), "licensure.nightly.rescreen"
    first = (plus_months(world.day().replace(day=1), 1) - world.day()).days

    def unscreened(later, last):
        """How many would be screened so many days from now, where every screening were gone and the last night was that day."""
        Screening.objects.within(world.organization).delete()
        Effect.objects.filter(key__startswith=f"nightly:{name}:").delete()
        Effect.objects.create(key=f"nightly:{name}:{world.day(-last).isoformat()}")
        return night(world, rescreen, later)

    assert unscreened(first + 9, first + 8) == 0, "everybody was seen this month, on the list in use"
    assert unscreened(first + 4, first + 3) == 0 and unscreened(first + 3, first + 2) == 1, "that night may have been last month's"
    assert unscreened(first + 1, first) == 1 and unscreened(first + 40, first + 8) == 1, "another month"
    Participation.objects.within(world.organization).filter(pk=file.participation_id).update(state_since=world.now + (first + 6) * DAYS)
    assert unscreened(first + 9, first + 8) == 1, "she came two days before"
    Participation.objects.within(world.organization).filter(pk=file.participation_id).update(state_since=world.now)
    listed(at=world.now + (first + 7) * DAYS)
    assert unscreened(first + 9, first + 8) == 1, "a newer list"


def test_who_came_or_left_since_the_last_night_is_watched_or_not_any_more(world):
    from vetting.models import Watch
    from vetting.workflow import monitoring

    file, rows = world.active(), Watch.objects.within(world.organization)
    came = max(file.state_since, Participation.objects.within(world.organization).get(pk=file.participation_id).state_since)
    rows.all().delete()
    monitoring.watch(world.organization, since=came + DAYS, at=world.now + 2 * DAYS)
    assert not rows.exists(), "she came before that"
    monitoring.watch(world.organization, since=came, at=world.now + 2 * DAYS)
    assert rows.count() == 1
    left = Participation.objects.within(world.organization).filter(pk=file.participation_id)
    left.update(state="ended", state_since=world.now + 3 * DAYS)
    monitoring.watch(world.organization, since=world.now + 4 * DAYS, at=world.now + 5 * DAYS)
    assert rows.count() == 1
    monitoring.watch(world.organization, since=world.now + 2 * DAYS, at=world.now + 5 * DAYS)
    assert not rows.exists()


# ── Telling ──────────────────────────────────────────────────────────────────


def letters(world):
    return list(Letter.objects.within(world.organization).filter(kind="standing_changed").order_by("pk"))


def tell(world, file, later=0):
    return correspondence.tell_standing(participation_id=file.participation_id, at=world.now + later * DAYS)


def test_a_therapist_in_good_standing_is_told_nothing(world):
    assert tell(world, world.active()) is False
    assert letters(world) == [] and mails("standing_changed") == []


def test_a_hold_is_told_once_by_letter_with_cause_and_cure_and_by_a_mail_without_detail(world, file):
    open_hold(participation=file.participation, reason="complaint", first=world.day(), actor=world.maya, at=world.now)
    assert (tell(world, file), tell(world, file), tell(world, file, 1)) == (True, False, False)
    (letter,), (mail,) = letters(world), mails("standing_changed")
    assert "Complaint" in letter.context["reasons"][0]["text"]
    assert (letter.context["offered"], letter.context["sessions"]) == (False, True)
    assert "complaint" not in mail.body.lower()
    assert {"participation_id", "practitioner_id", "organization_id"} == set(asked_for("vetting.tell_standing")[-1])


def test_she_is_told_when_it_is_over(world):
    from network.workflow.holds import void_hold

    file = world.active()
    hold = open_hold(participation=file.participation, reason="complaint", first=world.day(), actor=world.maya, at=world.now)
    tell(world, file)
    void_hold(hold=hold, reason="Wrong therapist.", actor=world.maya, at=world.now)
    assert (tell(world, file), tell(world, file)) == (True, False)
    assert [letter.context["reasons"] == [] for letter in letters(world)] == [False, True]


def test_a_lapse_by_the_clock_is_told_by_night_and_took_effect_before(world):
    from network.dates import Day
    from network.facts.standing import rows_of
    from network.standing import Need, Use

    file = world.active()
    (cover,) = world.covers(file, "insurance")
    later = (cover.last - world.day()).days + 1
    need = Need("counseling", "US-OH", "US-OH", "in_person", Use.OFFER)
    assert rows_of(file.participation).known().clear(need, Day(world.day(-later))).codes == ("cover_lapsed",)
    assert twice(world, nightly.tell_changes, later) == (1, 0)


def test_by_night_only_those_are_read_of_whom_a_row_turns_also_after_nine_nights_asleep(world):
    turning, later = world.active(), 40
    for name in ("Juniper Vale", "Maude Ashdown"):
        world.active(name)
    hold = open_hold(
        participation=turning.participation, reason="license", first=world.day(-later), actor=world.maya, at=world.now
    )
    asked = {"since": world.day(-later + 20), "organization": world.organization}
    assert list(turned(on=world.day(-later + 9), **asked)) == []
    assert list(turned(on=world.day(-later), **asked)) == [hold.participation_id]
    assert len(turned(since=None, on=world.day(), organization=world.organization)) == 3
    name = "vetting.nightly.tell_changes"
    assert last_night(name, world.day(-later)) is None
    for day in (later - 1, later - 9, later + 5):
        Effect.objects.create(key=f"nightly:{name}:{world.day(-day).isoformat()}")
    assert last_night(name, world.day(-later)) == world.day(-later + 1)
    assert night(world, nightly.tell_changes, later) == 1
    assert night(world, nightly.tell_changes, later + 4) == 0


def test_whose_vetting_is_not_due_is_not_read_for_its_renewal(world):
    first = world.active()
    world.active("Juniper Vale")
    due = world.fresh(first).next_due_on
    later = (due - world.day()).days
    Application.objects.within(world.organization).exclude(pk=first.pk).update(next_due_on=due + 200 * DAYS)
    wanted = {"next_due_on__lte": due}
    assert [row.approval.pk for row in renewing._dues(world.organization, **wanted)] == [first.pk]
    assert renewing._dues(world.organization, next_due_on__lt=due) == []
    assert [row.pk for row in renewing.due_for_renewal(world.organization, at=world.at(120 - later))] == [first.pk]
    assert renewing.due_for_renewal(world.organization, at=world.at(121 - later)) == []


def test_who_is_not_in_the_network_is_told_nothing_of_standing(world):
    assert tell(world, world.denied()) is False
    assert tell(world, world.approved("Juniper Vale")) is False


def test_the_terms_are_offered_while_they_wait(world):
    file = world.approved()
    for _ in range(2):
        correspondence.offer_terms(participation_id=file.participation_id, at=world.now)
    assert len(mails("terms")) == 1
    active = world.active("Juniper Vale")
    correspondence.offer_terms(participation_id=active.participation_id, at=world.now)
    assert len(mails("terms")) == 1


def test_all_nightly_work_runs_twice_without_a_fault(world, settings):
    world.active()
    world.checking("Juniper Vale")
    first, second = run_nightly(world.day()), run_nightly(world.day())
    assert [step.error for step in first] == [""] * len(settings.NIGHTLY)
    assert all(step.skipped for step in second)
