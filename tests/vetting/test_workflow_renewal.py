"""A re-vetting on written-out days: it opens by itself, asks what changed, reminds, is late, is over; and what standing says meanwhile."""

from datetime import date, timedelta
from functools import partial

import pytest

from licensure.demo import exclusions
from licensure.models import Verification
from network.access import Forbidden, system
from network.events import timeline
from network.workflow import standing
from tests.shared import shared
from tests.vetting.renewal_world import DECIDED, DUE, LATE_UNTIL, OPENED, SIGNED, TOO_LATE, Years, noon
from tests.vetting.story import refused, told
from vetting import nightly
from vetting.facts.collect import collect
from vetting.facts.requirements import requirements_of
from vetting.facts.sections import missing, sections_of
from vetting.guards_renewal import still_renewable
from vetting.models import Application, Decision
from vetting.queries.judging import judge
from vetting.workflow import applying, deciding, lapsing
from vetting.workflow.reviewing import open_review

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def demo_clock(settings):
    settings.DEMO = True


_years, years = shared(Years, "_years")


def opened_by_itself(years):
    years.night(OPENED)
    return years


_opened, opened = shared(opened_by_itself, "_opened")


# ── It opens by itself, filled in ────────────────────────────────────────────


def test_it_opens_120_days_before_it_is_due_with_what_she_has(years):
    assert Application.objects.within(years.harbor).get(pk=years.first.pk).next_due_on == DUE
    assert years.night(date(2029, 11, 30)) == [0, 0, 0, 0]
    assert years.night(OPENED) == [0, 0, 1, 0]
    assert years.night(OPENED) == [0, 0, 0, 0]
    renewal = years.newest()
    assert (renewal.state, renewal.jurisdictions, renewal.services) == ("draft", ["US-IL"], ["counseling"])
    (mail,) = years.mails("renewal")
    assert "31 March 2030" in mail.body.replace("\xa0", " ") or "March 31, 2030" in mail.body


def test_a_service_added_meanwhile_is_renewed_with_the_rest(years):
    addition = years.file("initial")
    at = noon(date(2028, 1, 10))
    exclusions.publish(at=at)
    addition.application = applying.open_application(
        organization=years.harbor, practitioner=years.who.practitioner, kind="addition", jurisdictions=["US-IL"], services=["couples"],
        actor=years.who.herself, at=at,
    )
    applying.read_rights(addition.application, actor=years.who.herself, at=at)
    addition.agree(at), addition.sign(at), addition.begin(at), addition.verify(at), addition.refer(at), addition.approve(at)
    assert Application.objects.within(years.harbor).get(pk=addition.application.pk).next_due_on == DUE
    years.night(OPENED)
    assert years.newest().services == ["counseling", "couples"]


def test_education_history_and_references_are_not_asked_twice(opened):
    keys = [section.key for section in sections_of(opened.newest())]
    assert {"education", "history", "references"}.isdisjoint(keys)
    assert {"licenses", "insurance", "disclosures", "where", "sharing", "profile"} <= set(keys)
    first = [section.key for section in sections_of(opened.first)]
    assert {"education", "history"} <= set(first)
    file = opened.review(SIGNED)
    made = set(Verification.objects.within(opened.harbor).filter(file=file.application.reference).values_list("element", flat=True))
    before = set(Verification.objects.within(opened.harbor).filter(file=opened.first.reference).values_list("element", flat=True))
    assert before - made == {"education", "work_history", "reference", "eap_experience"} & before and "license" in made
    assert "education" in before


def addition(years):
    return applying.open_application(
        organization=years.harbor, practitioner=years.who.practitioner, kind="addition", jurisdictions=["US-IL"], services=["couples"],
        actor=years.who.herself, at=noon(OPENED),
    )


def elements(years, file):
    return set(Verification.objects.within(years.harbor).filter(file=file.reference).values_list("element", flat=True))


def test_between_two_vettings_they_are_not_asked_again_either_and_are_still_known(years):
    exclusions.publish(at=noon(OPENED))
    review = open_review(participation=years.first.participation, reason="Two complaints.", actor=years.world.maya, at=noon(OPENED))
    before, made, more = elements(years, years.first), elements(years, review), {row.element for row in requirements_of(addition(years))}
    once = {"education", "work_history", "reference", "eap_experience"}
    assert "education" in before and "license" in made & more
    assert (before - made, before - more) == (once & before, once & before)
    assert collect(review, on=OPENED).degrees == collect(years.first, on=OPENED).degrees != ()
    judged = {finding.criterion for finding in judge(review, on=OPENED).assessment.findings}
    assert "degree_level" in judged and not judged & {"education_verified", "work_history_verified", "references", "gaps_explained"}
    assert {"education", "history", "references"}.isdisjoint(section.key for section in sections_of(addition(years)))


def test_what_nobody_verified_before_is_asked_between_two_vettings_too(years):
    Verification.objects.within(years.harbor).filter(file=years.first.reference, element="education").update(state="waived")
    exclusions.publish(at=noon(OPENED))
    review = open_review(participation=years.first.participation, reason="Two complaints.", actor=years.world.maya, at=noon(OPENED))
    assert "education" in elements(years, review)


def test_what_rests_on_an_approval_ends_when_it_is_taken_back_and_she_may_begin_again(opened):
    at, world = noon(OPENED + DAY), opened.world
    renewal, added = opened.newest(), addition(opened)
    begin = partial(
        applying.open_application, organization=opened.harbor, practitioner=opened.who.practitioner, kind="initial",
        jurisdictions=["US-IL"], services=["counseling"], actor=opened.who.herself, at=at,
    )
    assert refused(begin) == ["already_in"]
    assert list(still_renewable(renewal, actor=world.ines, at=at)) == []
    first = Application.objects.within(opened.harbor).get(pk=opened.first.pk)
    deciding.propose(first, outcome="vacated", reason="Somebody else's license.", actor=world.ines, at=at)
    deciding.vacate(first, reason="It is not hers.", actor=world.actors["thea"], at=at)
    for row in (renewal, added):
        row.refresh_from_db()
        assert row.state == "lapsed" and "application.lapse" in told(row)
        assert [unmet.code for unmet in still_renewable(row, actor=world.ines, at=at)] == ["rests_on_nothing"]
    assert begin().state == "draft"


def test_what_changed_is_asked_section_by_section(opened):
    file = opened.file()
    assert {"Licenses and registrations", "Questions about your practice", "Liability insurance"} <= set(missing(file.application))
    at = noon(OPENED)
    applying.read_rights(file.application, actor=opened.who.herself, at=at)
    file.agree(at)
    file.confirm(at, but=("insurance",))
    assert missing(file.application) == ("Liability insurance",)
    assert refused(file.sign, at) == ["section_missing"]
    applying.confirm(file.application, sections_seen=["insurance"], actor=opened.who.herself, at=at)
    assert file.application.confirmed["insurance"] == "2029-12-01" and missing(file.application) == ()
    assert told(file.application)[0] == "application.confirmed"


def test_nothing_is_confirmed_where_nothing_is_or_by_anybody_else(opened):
    renewal, herself, at = opened.newest(), opened.who.herself, noon(OPENED)
    assert refused(applying.confirm, renewal, sections_seen=["registers"], actor=herself, at=at) == ["nothing_to_confirm"]
    assert refused(applying.confirm, renewal, sections_seen=["shoes"], actor=herself, at=at) == ["nothing_to_confirm"]
    assert refused(applying.confirm, opened.first, sections_seen=["profile"], actor=herself, at=at) == ["nothing_to_confirm"]
    with pytest.raises(Forbidden):
        applying.confirm(renewal, sections_seen=["profile"], actor=opened.world.maya, at=at)
    file = opened.sign(SIGNED)
    assert refused(applying.confirm, file.application, sections_seen=["profile"], actor=herself, at=noon(SIGNED)) == ["wrong_state"]


# ── It reminds until she signs ───────────────────────────────────────────────


def test_the_ladder_reminds_until_she_signs_and_never_again(opened):
    sent = []
    for day in (date(2029, 12, 30), date(2029, 12, 31), date(2030, 1, 1), date(2030, 1, 30), date(2030, 3, 1)):
        opened.night(day), opened.night(day)
        sent.append(len(opened.mails("renewal_reminder")))
    assert sent == [0, 1, 1, 2, 3]
    opened.sign(SIGNED)
    assert opened.night(DUE) == [0, 0, 0, 0] and opened.night(DUE + DAY) == [0, 0, 0, 0] and len(opened.mails("renewal_reminder")) == 3


def test_nights_that_were_slept_through_send_one_mail(opened):
    opened.night(date(2030, 3, 20))
    assert len(opened.mails("renewal_reminder")) == 1


def test_who_has_not_signed_by_the_due_day_is_told_what_it_means(opened):
    opened.night(DUE)
    assert opened.mails("renewal_late") == []
    opened.night(DUE + DAY)
    (mail,) = opened.mails("renewal_late")
    assert "April 30, 2030" in mail.body or "30 April 2030" in mail.body.replace("\xa0", " ")


# ── In time, late, over ──────────────────────────────────────────────────────


@pytest.mark.parametrize(("on", "late_by", "due"), [
    (DUE - DAY, 0, date(2033, 3, 30)), (DUE, 0, date(2033, 3, 31)), (DUE + DAY, 1, date(2033, 4, 1)),
    (LATE_UNTIL - DAY, 29, date(2033, 4, 29)), (LATE_UNTIL, 30, date(2033, 4, 30)),
])
def test_it_counts_from_its_decision_and_says_how_late_it_was(opened, on, late_by, due):
    file = opened.review(SIGNED)
    decision = file.approve(noon(on))
    assert (decision.late_by, decision.due_on, decision.decided_on) == (late_by, due, on)
    event = next(event for event in timeline(file.application) if event.action == "decision.made")
    assert event.payload.values["after"].get("late_by", 0) == late_by
    assert opened.standing(on, "offer") == () and opened.standing(due, "offer") == ()
    assert opened.standing(due + DAY, "offer") == ("vetting_overdue",)


def test_the_day_after_the_last_it_is_refused_and_a_first_application_waits(opened):
    file = opened.review(SIGNED)
    assert refused(file.approve, noon(TOO_LATE)) == ["renewal_over"]
    assert opened.night(LATE_UNTIL) == [0, 0, 0, 0]
    assert opened.night(TOO_LATE) == [0, 1, 0, 0]
    assert opened.night(TOO_LATE) == [0, 0, 0, 0] and opened.night(TOO_LATE + 40 * DAY) == [0, 0, 0, 0]
    first = opened.newest("initial")
    assert (opened.newest().state, first.state, first.jurisdictions) == ("lapsed", "draft", ["US-IL"])
    assert not Decision.objects.within(opened.harbor).filter(application=file.application).exists()
    assert {"education", "history"} <= {section.key for section in sections_of(first)}
    (mail,) = opened.mails("renewal_over")
    assert first.reference in mail.body
    file = opened.review(date(2030, 5, 20), "initial")
    decision = file.approve(noon(date(2030, 5, 20)))
    assert (decision.late_by, decision.due_on) == (None, date(2033, 5, 20))
    assert [opened.standing(day, "session") for day in (date(2030, 5, 19), date(2030, 5, 20))] == [("service_ended",), ()]


def test_who_never_answered_is_over_too_and_a_sleeping_night_makes_no_difference(opened):
    assert opened.night(TOO_LATE + 9 * DAY) == [0, 1, 0, 0]
    assert (opened.newest().state, opened.newest("initial").state) == ("lapsed", "draft")


def test_a_renewal_draft_lapses_by_its_own_last_day_not_by_its_age(years):
    years.agree(DECIDED + 2 * DAY, lapse_days=30)
    years.night(OPENED)
    assert years.night(OPENED + 31 * DAY)[0] == 0
    clockwork = system("nightly", years.harbor)
    assert refused(lapsing.lapse, years.newest(), actor=clockwork, at=noon(LATE_UNTIL)) == ["too_young"]
    lapsing.lapse(years.newest(), actor=clockwork, at=noon(TOO_LATE))
    assert years.newest().state == "lapsed"


def test_she_who_opens_a_renewal_early_pulls_the_date(years):
    at = date(2028, 6, 1)
    applying.open_application(
        organization=years.harbor, practitioner=years.who.practitioner, kind="renewal", jurisdictions=["US-IL"], actor=years.who.herself,
        at=noon(at),
    )
    decision = years.review(at).approve(noon(at))
    assert (decision.due_on, decision.late_by) == (date(2031, 6, 1), 0)
    assert years.night(OPENED) == [0, 0, 0, 0]
    assert years.night(date(2031, 2, 1))[2] == 1


# ── What standing answers meanwhile ──────────────────────────────────────────


@pytest.mark.parametrize(("on", "offer", "session"), [
    (date(2030, 3, 30), (), ()), (DUE, (), ()), (date(2030, 4, 1), ("vetting_overdue",), ()),
    (date(2030, 4, 29), ("vetting_overdue",), ()), (LATE_UNTIL, ("vetting_overdue",), ()),
    (TOO_LATE, ("vetting_overdue",), ("service_ended",)), (date(2030, 5, 2), ("vetting_overdue",), ("service_ended",)),
])
def test_past_due_nobody_is_offered_and_running_sessions_count_to_day_30(years, on, offer, session):
    assert (years.standing(on, "offer"), years.standing(on, "session"), years.standing(on, "release")) == (offer, session, ())


def test_a_late_decision_pays_the_days_before_it_and_offers_only_from_it(opened):
    file = opened.review(SIGNED)
    file.approve(noon(date(2030, 4, 25)))
    assert [opened.standing(day, "session") for day in (DUE, date(2030, 4, 24), date(2030, 4, 25), TOO_LATE)] == [()] * 4
    assert [opened.standing(day, "offer") for day in (date(2030, 4, 24), date(2030, 4, 25))] == [("vetting_overdue",), ()]


# ── What the policy says otherwise ───────────────────────────────────────────


@pytest.mark.parametrize(("late_days", "last"), [(30, LATE_UNTIL), (10, date(2030, 4, 10)), (0, DUE)])
def test_a_late_re_vetting_is_accepted_as_long_as_the_organization_says(late_days, last):
    years = Years(late_days=late_days)
    years.night(OPENED)
    file = years.review(SIGNED)
    assert [years.standing(day, "session") for day in (last, last + DAY)] == [(), ("service_ended",)]
    assert refused(file.approve, noon(last + DAY)) == ["renewal_over"]
    assert years.night(last + DAY, nightly.end_overdue) == [1]


def test_a_later_version_takes_no_days_from_who_was_decided_on_before(years):
    years.agree(date(2028, 1, 1), late_days=0)
    years.night(OPENED)
    file = years.review(SIGNED)
    assert file.approve(noon(LATE_UNTIL)).late_by == 30


@pytest.mark.parametrize(("days", "due"), [(0, DUE), (1095, date(2030, 3, 30)), (365, date(2028, 3, 30))])
def test_the_due_day_is_counted_by_months_or_by_days_as_the_organization_says(days, due):
    years = Years(revetting_days=days)
    assert Decision.objects.within(years.harbor).get(application=years.first).due_on == due


def test_somebody_leaving_is_not_asked_to_renew(years):
    standing.give_notice(participation=years.first.participation, last_day=date(2030, 6, 1), actor=years.world.maya, at=noon(DECIDED + DAY))
    assert years.night(OPENED) == [0, 0, 0, 0]


def test_a_denied_renewal_is_decided_whatever_the_day(opened):
    file = opened.review(SIGNED)
    said = {"basis": "quality", "reason": "Missed appointments.", "at": noon(TOO_LATE)}
    deciding.propose(file.application, outcome="denied", actor=opened.crew.committee, **said)
    deciding.deny(file.application, actor=opened.crew.second, **said)
    assert Decision.objects.within(opened.harbor).get(application=file.application).late_by == 31
