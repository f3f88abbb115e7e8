"""Appeals: asked for in time, settled by people who took no part, and what an outcome changes, never back-dated."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from network.access import Forbidden, Role, therapist_actor
from network.dates import plus_months
from network.events import timeline
from network.formats import day_long
from network.letters import page_values, render_pdf
from network.models import Grant, Letter, Message, Parameter, Participation, Person, PersonLink
from network.transitions import perform
from network.workflow import standing
from tests.network.cast import person, staff
from tests.pdf_text import text_of
from tests.shared import shared
from tests.vetting.story import Story, asked_for, refused, right_of, told
from vetting.facts.appeals import COUNTED, HOLDS_BACK, PANEL, appeal_terms
from vetting.facts.collect import collect
from vetting.models import AppealSeat, Policy
from vetting.narrowing import NARROWED
from vetting.queries.appeals import sitters
from vetting.queries.judging import day_of
from vetting.workflow import appealing, applying, checking, correspondence_appeals, deciding, policies, reviewing
from vetting.workflow.outcomes import due_after

WHY = "Two complaints, both upheld."
GROUNDS = "I was insured all along."
pytestmark = pytest.mark.django_db


_world, world = shared(Story)


def people(*actors):
    return [Person.objects.get(pk=actor.person_id) for actor in actors]


def denied(world, ago=6):
    """A file in order, denied for quality by Odell and Ines."""
    file = world.in_review()
    deciding.propose(file, outcome="denied", reason=WHY, actor=world.odell, at=world.at(ago + 1))
    deciding.deny(file, basis="quality", reason=WHY, actor=world.ines, at=world.at(ago))
    return file


_file, file = shared(denied, "_file")


def in_days(world, file, days):
    """An instant on the day so many days after the decision."""
    return file.decisions.first().decided_at + timedelta(days=days)


def received(world, file, after=2, **given):
    """The right to appeal, used on that day after the decision by letter."""
    right, at = right_of(file), in_days(world, file, after)
    appealing.take_in(right, received_on=day(world, at), grounds=GROUNDS, actor=world.maya, at=at, **given)
    return right


def day(world, at):
    return day_of(world.organization, at)


def parameter(world, key, value):
    Parameter(
        organization=world.organization, key=key, value=value, effective_from=world.day(50), author_id=world.maya.person_id,
        approver_id=world.ines.person_id,
    ).save()


# ── The right, and its last day ──────────────────────────────────────────────


def test_every_adverse_decision_gives_a_right_with_its_last_day_and_no_other_does(world, file):
    right = right_of(file)
    assert (right.state, right.until) == ("open", file.decisions.first().decided_on + timedelta(days=30))
    assert right_of(world.approved("Juniper Vale")) is None
    closed = world.submitted("Sorrel Finch")
    deciding.not_accept(closed, reason="The panel is full.", actor=world.maya, at=world.now)
    assert right_of(closed) is None
    gone = world.active("Ash Tanager")
    deciding.propose(gone, outcome="vacated", reason=WHY, actor=world.petra, at=world.now)
    deciding.vacate(gone, reason=WHY, actor=world.ines, at=world.now)
    assert right_of(gone).state == "open"


def test_the_days_are_the_organizations_own_and_stay_when_the_policy_changes(world):
    parameter(world, "vetting.appeal_days", 45)
    file = denied(world)
    assert right_of(file).until == file.decisions.first().decided_on + timedelta(days=45)
    Parameter.objects.within(world.organization).filter(key="vetting.appeal_days").update(value=60)
    assert right_of(file).until == file.decisions.first().decided_on + timedelta(days=45)


@pytest.mark.parametrize(("after", "codes"), [(0, None), (29, None), (30, None), (31, ["too_late"]), (300, ["too_late"])])
def test_the_last_day_counts_and_the_day_after_is_refused(world, file, after, codes):
    right, at = right_of(file), in_days(world, file, after)
    if codes is None:
        appealing.ask(right, grounds=GROUNDS, actor=file.herself, at=at)
        assert (right.state, right.received_on - file.decisions.first().decided_on) == ("received", timedelta(days=after))
        assert right.decide_by == right.received_on + timedelta(days=30)
        assert told(file)[0] == "appeal.file"
        assert asked_for("vetting.write_of_appeal") == [{"id": right.pk, "kind": "appeal_received"}]
    else:
        assert refused(appealing.ask, right, grounds=GROUNDS, actor=file.herself, at=at) == codes
        assert asked_for("vetting.write_of_appeal") == []


def test_a_late_appeal_reads_who_may_extend_and_then_it_is_in_time(world, file):
    right, at = right_of(file), in_days(world, file, 31)
    (unmet,) = appealing.refusals(right, "file", actor=file.herself, at=at, grounds=GROUNDS)
    assert "clinical director" in str(unmet.cure)
    given = {"reason": "She was in hospital.", "at": at}
    later = right.until + timedelta(days=14)
    assert refused(appealing.extend, right, until=right.until, actor=world.ines, **given) == ["not_later"]
    assert refused(appealing.extend, right, until=later, actor=world.ines, reason=" ", at=at) == ["no_reason"]
    with pytest.raises(Exception, match="role"):
        appealing.extend(right, until=later, actor=world.maya, **given)
    appealing.extend(right, until=later, actor=world.ines, **given)
    assert (right.state, right.until, told(file)[0]) == ("open", later, "appeal.extend")
    appealing.ask(right, grounds=GROUNDS, actor=file.herself, at=at)
    assert right.state == "received"


def test_more_days_are_not_days_that_are_over(world, file):
    right = right_of(file)
    at = in_days(world, file, 60)
    assert refused(appealing.extend, right, until=right.until + timedelta(days=5), reason=WHY, actor=world.ines, at=at) == ["over_already"]


def test_what_came_by_letter_is_judged_by_the_day_it_was_received(world, file):
    right, at = right_of(file), in_days(world, file, 33)
    on = right.until
    given = {"grounds": GROUNDS, "actor": world.maya, "at": at}
    assert refused(appealing.take_in, right, received_on=on + timedelta(days=1), **given) == ["too_late"]
    assert refused(appealing.take_in, right, received_on=on + timedelta(days=99), **given) == ["received_in_future", "too_late"]
    before = file.decisions.first().decided_on - timedelta(days=1)
    assert refused(appealing.take_in, right, received_on=before, **given) == ["before_decision"]
    assert refused(appealing.take_in, right, received_on=on, **{**given, "grounds": " "}) == ["no_grounds"]
    appealing.take_in(right, received_on=on, hearing=True, representative="Rowan Quill, attorney", **given)
    assert (right.state, right.recorded_by_id, right.hearing_asked) == ("received", world.maya.person_id, True)
    assert refused(appealing.take_in, right, received_on=on, **given) == ["wrong_state"]


def test_nobody_but_she_and_the_staff_who_may_asks_for_it(world, file):
    right, at = right_of(file), world.now
    other = world.approved("Juniper Vale").herself
    for actor in (world.tom, world.odell, other):
        assert refused(appealing.ask, right, grounds=GROUNDS, actor=actor, at=at) == ["not_allowed"]
        assert refused(appealing.take_in, right, received_on=world.day(), grounds=GROUNDS, actor=actor, at=at) == ["not_allowed"]


# ── Who settles it ───────────────────────────────────────────────────────────


def test_only_people_who_took_no_part_can_be_named(world, file):
    right = received(world, file)
    for actor in (world.ines, world.odell):
        assert refused(appealing.appoint, right, panel=people(actor, world.petra), actor=world.maya, at=world.now) == ["took_part"]
    named = {row.person.full_name: row.took_part for row in sitters(right, on=world.day())}
    assert (named["Ines Calloway"], named["Odell Marsh"], named["Petra Lindqvist"]) == (True, True, False)
    appealing.appoint(right, panel=people(world.petra), actor=world.maya, at=world.now)
    assert [seat.person_id for seat in AppealSeat.objects.within(world.organization)] == [world.petra.person_id]


def test_who_verified_takes_no_seat_and_the_second_account_of_a_decider_neither(world, file):
    right = received(world, file)
    assert refused(appealing.appoint, right, panel=people(world.tom), actor=world.maya, at=world.now) == ["took_part"]
    twin = staff(world.organization, "Ines Calloway-Berg", Role.DIRECTOR)
    low, high = sorted((world.ines.person_id, twin.person_id))
    PersonLink.objects.create(one_id=low, other_id=high, reason="Same desk", proposed_by=person("Zora Held"))
    assert refused(appealing.appoint, right, panel=people(twin), actor=world.maya, at=world.now) == ["took_part"]


def test_as_many_decide_as_the_policy_says_and_more_than_half_settle_it(world):
    parameter(world, PANEL, 3)
    file = denied(world)
    right = received(world, file)
    others = [staff(world.organization, name, Role.COMMITTEE) for name in ("Ada Fern", "Bo Reed")]
    trio = (world.petra, *others)
    assert refused(appealing.appoint, right, panel=people(*trio[:2]), actor=world.maya, at=world.now) == ["too_few"]
    thrice = people(world.petra, world.petra, world.petra)
    assert refused(appealing.appoint, right, panel=thrice, actor=world.maya, at=world.now) == ["too_few"]
    appealing.appoint(right, panel=people(*trio), actor=world.maya, at=world.now)
    for actor, outcome in zip(trio, ("uphold", "overturn", "overturn"), strict=True):
        assert right.state == "received"
        appealing.vote(right, outcome=outcome, reason=f"{actor.label}: {outcome}", actor=actor, at=world.now)
    assert (right.state, right.reason) == ("overturned", "Bo Reed: overturn")
    assert told(file).count("appeal.voted") == 3


def test_somebody_not_named_and_somebody_without_a_reason_settle_nothing(world, file):
    right = received(world, file)
    given = {"outcome": "uphold", "reason": WHY, "at": world.now}
    assert refused(appealing.vote, right, actor=world.petra, **given) == ["not_named"]
    appealing.appoint(right, panel=people(world.petra), actor=world.maya, at=world.now)
    assert refused(appealing.vote, right, actor=world.petra, **{**given, "reason": ""}) == ["no_reason"]
    with pytest.raises(Forbidden):
        appealing.vote(right, actor=world.maya, **given)
    assert refused(appealing.vote, right, actor=world.ines, **given) == ["not_named", "took_part"]
    half = {"on": world.day(), "reason": WHY, "votes": 1, "seats": 2}
    assert refused(perform, right, "uphold", actor=world.petra, at=world.now, **half) == ["no_majority"]


def test_who_asked_to_be_heard_is_heard_first_and_told_thirty_days_ahead(world, file):
    right = received(world, file, hearing=True)
    at, panel = world.now, people(world.petra)
    appealing.appoint(right, panel=panel, actor=world.maya, at=at)
    vote = {"outcome": "uphold", "reason": WHY, "actor": world.petra}
    assert refused(appealing.vote, right, at=at, **vote) == ["not_heard"]
    given = {"panel": panel, "actor": world.maya, "at": at}
    assert refused(appealing.appoint, right, hearing_on=world.day(-29), hearing_where="Room 2", **given) == ["hearing_too_soon"]
    assert refused(appealing.appoint, right, hearing_on=world.day(-30), **given) == ["no_place"]
    appealing.appoint(right, hearing_on=world.day(-30), hearing_where="Room 2", **given)
    assert right.decide_by == world.day(-60)
    assert asked_for("vetting.write_of_appeal")[-1] == {"id": right.pk, "kind": "hearing_notice"}
    assert refused(appealing.vote, right, at=world.at(-29), **vote) == ["not_heard"]
    appealing.vote(right, at=world.at(-30), **vote)
    assert right.state == "upheld"


# ── What the outcome changes ─────────────────────────────────────────────────


def settle(world, right, outcome, **given):
    appealing.appoint(right, panel=people(world.petra), actor=world.maya, at=world.now)
    return appealing.vote(right, outcome=outcome, reason="Read again.", actor=world.petra, at=world.now, **given)


def test_an_overturned_denial_approves_from_the_day_it_is_overturned(world, file):
    settle(world, received(world, file), "overturn")
    file.refresh_from_db()
    assert (file.state, file.decisions.first().outcome) == ("approved", "approved")
    assert Participation.objects.within(world.organization).get(pk=file.participation_id).state == "onboarding"
    refusal, granted = world.grants(file)
    assert (refusal.granted, granted.granted, granted.first) == (False, True, world.day()), "never back-dated"
    assert asked_for("vetting.write_of_appeal")[-1]["kind"] == "appeal_settled"


def test_an_upheld_denial_changes_nothing_and_cannot_be_asked_twice(world, file):
    right = received(world, file)
    before = [row.pk for row in world.grants(file)]
    settle(world, right, "uphold")
    assert (right.state, [row.pk for row in world.grants(file)]) == ("upheld", before)
    assert file.decisions.count() == 1
    assert refused(appealing.ask, right, grounds=GROUNDS, actor=file.herself, at=world.now) == ["wrong_state"]


@pytest.mark.parametrize(("due", "code"), [
    (1, ["over_already"]), (0, ["over_already"]), (-1, []), ("usual", []), ("later", ["later_than_usual"]),
])
def test_the_day_of_a_modified_outcome_lies_between_today_and_the_usual_one(world, file, due, code):
    right = received(world, file)
    appealing.appoint(right, panel=people(world.petra), actor=world.maya, at=world.now)
    usual = due_after(file, world.day())
    due_on = {"usual": usual, "later": usual + timedelta(days=1)}.get(due) or world.day(due)
    vote = {"outcome": "modify", "reason": "For a shorter time.", "actor": world.petra, "at": world.now}
    terms = {"due_on": due_on.isoformat()}
    if code:
        assert refused(appealing.vote, right, terms=terms, **vote) == code
    else:
        appealing.vote(right, terms=terms, **vote)
        assert (right.state, world.grants(file)[-1].last) == ("modified", due_on)


def test_a_modified_outcome_is_shorter_or_limited_and_says_so(world, file):
    right = received(world, file)
    appealing.appoint(right, panel=people(world.petra), actor=world.maya, at=world.now)
    vote = {"outcome": "modify", "reason": "Within limits.", "actor": world.petra, "at": world.now}
    assert refused(appealing.vote, right, **vote) == ["nothing_modified"]
    due = plus_months(world.day(), 12)
    appealing.vote(right, terms={"due_on": due.isoformat(), "limits": NARROWED["no_minors"]}, **vote)
    grant = world.grants(file)[-1]
    assert (right.state, grant.last, grant.limits) == ("modified", due, {"age_bands": ["adult"]})
    file.refresh_from_db()
    assert (file.state, file.next_due_on) == ("approved", due)


def test_an_appeal_does_not_lift_what_still_stands_in_the_way_and_the_vote_is_undone(world):
    file = world.denied()
    right = received(world, file)
    appealing.appoint(right, panel=people(world.petra), actor=world.maya, at=world.now)
    vote = {"outcome": "overturn", "reason": "Read again.", "actor": world.petra, "at": world.now}
    assert refused(appealing.vote, right, **vote) == ["not_eligible"]
    assert (right_of(file).state, AppealSeat.objects.within(world.organization).get().outcome) == ("received", "")


def test_an_overturned_denial_is_forgotten_by_the_cooling_off(world, file):
    again = applying.open_application(
        organization=world.organization, practitioner=file.practitioner, jurisdictions=["US-OH"], actor=file.herself, at=world.at(5)
    )
    assert collect(again, on=world.day()).denied_on == world.day(6)
    settle(world, received(world, file), "overturn")
    assert collect(again, on=world.day()).denied_on is None


def test_a_vacated_approval_can_be_won_back_from_the_day_it_is_settled(world):
    file = world.active()
    third = staff(world.organization, "Thea Rowan", Role.DIRECTOR)
    deciding.propose(file, outcome="vacated", reason=WHY, actor=third, at=world.at(3))
    deciding.vacate(file, reason=WHY, actor=world.ines, at=world.at(3))
    right = right_of(file)
    appealing.ask(right, grounds=GROUNDS, actor=file.herself, at=world.at(2))
    settle(world, right, "overturn")
    granted = world.grants(file)
    assert [row.granted for row in granted] == [True, False, True]
    assert granted[-1].first == world.day()


def test_taking_it_back_lets_the_decision_stand(world, file):
    right = received(world, file)
    assert refused(appealing.withdraw, right, actor=world.maya, at=world.now) == ["not_allowed"]
    appealing.withdraw(right, actor=file.herself, at=world.now)
    assert (right.state, right.settled_on, told(file)[0]) == ("withdrawn", world.day(), "appeal.withdraw")


# ── What is held back ────────────────────────────────────────────────────────


def review_denied(world, ago=6):
    """Somebody in the network, looked at again for cause; a restriction shows, and two people deny: a rule is not met."""
    file = world.active(ago=60)
    review = reviewing.open_review(participation=file.participation, reason=WHY, actor=world.ines, at=world.at(ago + 3))
    for check in world.checks(review):
        if check.element == "license":
            world.verify_license(check, status="active", encumbered=True, ago=ago + 2)
        elif check.is_open:
            world.verify(check, ago=ago + 2)
    checking.refer(review, actor=world.tom, at=world.at(ago + 2))
    deciding.propose(review, outcome="denied", basis="administrative", reason=WHY, actor=world.odell, at=world.at(ago + 1))
    deciding.deny(review, basis="administrative", reason=WHY, actor=world.ines, at=world.at(ago))
    return review


def standing_told(file):
    return [event.action for event in timeline(file.participation)]


def herself(world, file):
    return therapist_actor(file.practitioner, file.practitioner.person.users.get())


def ends(file):
    rows = Grant.objects.within(file.organization).current().filter(participation=file.participation_id, granted=False)
    return [row.first for row in rows]


def test_without_a_word_of_the_policy_a_denial_counts_at_once_and_an_appeal_holds_nothing_back(world):
    review = review_denied(world)
    assert ends(review) == [world.day(6)]
    right = received(world, review)
    assert (right.holds_back, ends(review)) == (False, [world.day(6)])


def test_what_the_policy_holds_back_begins_after_the_last_day_to_appeal_and_not_while_an_appeal_waits(world):
    parameter(world, HOLDS_BACK, ["denial"])
    review = review_denied(world)
    right = right_of(review)
    assert (right.holds_back, ends(review)) == (True, [right.until + timedelta(days=1)])
    received(world, review)
    assert ends(review) == [] and standing_told(review)[0] == "grant.held_back"
    settle(world, right_of(review), "uphold")
    assert ends(review) == [world.day()], "from the day it is settled, never earlier"


def test_more_days_put_off_what_is_held_back_and_taking_the_appeal_back_ends_it(world):
    parameter(world, HOLDS_BACK, ["denial"])
    review = review_denied(world)
    right = right_of(review)
    later = right.until + timedelta(days=7)
    appealing.extend(right, until=later, reason=WHY, actor=world.ines, at=world.at(3))
    assert ends(review) == [later + timedelta(days=1)]
    appealing.ask(right, grounds=GROUNDS, actor=herself(world, review), at=world.at(2))
    assert ends(review) == []
    appealing.withdraw(right, actor=herself(world, review), at=world.at(1))
    assert ends(review) == [world.day(1)]


def test_a_denial_for_quality_is_never_held_back(world):
    parameter(world, HOLDS_BACK, ["denial", "denial_quality"])
    assert right_of(denied(world)).holds_back is False


def test_what_has_begun_is_not_moved(world):
    parameter(world, HOLDS_BACK, ["denial"])
    review = review_denied(world)
    row = Grant.objects.within(world.organization).current().get(participation=review.participation_id, granted=False)
    after = row.recorded_at + timedelta(days=40)
    assert refused(standing.move_coming, grant=row, first=None, reason=WHY, actor=world.ines, at=after) == ["begun_already"]


# ── What she reads ───────────────────────────────────────────────────────────


def letter(world, kind):
    return Letter.objects.within(world.organization).get(kind=kind)


def written(world, right, kind, language="en"):
    """The letter of this kind as its PDF says it, in a language."""
    user = right.practitioner.person.users.get()
    user.language = language
    user.save()
    correspondence_appeals.write_of_appeal(appeal_id=right.pk, kind=kind, at=world.now)
    row = letter(world, kind)
    assert row.language == language
    return bare(text_of(render_pdf(f"letters/{kind}.html", page_values(row), language=language)))


def bare(text):
    """Without what a line break may have taken."""
    return "".join(text.split()).replace("\u2010", "").replace("-", "")


def on_paper(language, value):
    with translation.override(language):
        return bare(day_long(value))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_letters_of_an_appeal_say_what_each_must(world, file, language):
    """Domain 6, L17: acknowledgment, notice of the hearing at least 30 days ahead, decision; panel, rights, reasons."""
    right = received(world, file, hearing=True, representative="Rowan Quill")
    said = written(world, right, "appeal_received", language)
    for value in (right.received_on, right.decide_by, file.decisions.first().decided_on):
        assert on_paper(language, value) in said
    assert "RowanQuill" in said and bare(world.organization.reply_to or world.organization.name) in said
    hearing = world.day(-31)
    appealing.appoint(
        right, panel=people(world.petra), hearing_on=hearing, hearing_where="Room 2, Pier 9", actor=world.maya, at=world.now
    )
    said = written(world, right, "hearing_notice", language)
    assert on_paper(language, hearing) in said and "Room2,Pier9" in said and "PetraLindqvist" in said and "RowanQuill" in said
    assert on_paper(language, right.decide_by) in said
    vote = {"outcome": "modify", "terms": {"limits": NARROWED["video_only"]}, "reason": "Only by video, until we know more."}
    appealing.vote(right, actor=world.petra, at=world.at(-31), **vote)
    said = written(world, right, "appeal_settled", language)
    decision = file.decisions.first()
    for value in (right.received_on, right.settled_on, decision.decided_on, decision.due_on):
        assert on_paper(language, value) in said
    assert "Onlybyvideo,untilweknowmore." in said and "PetraLindqvist" in said and "Ohio" in said
    assert {"en": "byvideoonly", "nl": "alleenviavideo"}[language] in said


def test_the_mail_of_an_appeal_says_nothing_confidential(world, file):
    right = received(world, file)
    correspondence_appeals.write_of_appeal(appeal_id=right.pk, kind="appeal_received", at=world.now)
    correspondence_appeals.write_of_appeal(appeal_id=right.pk, kind="appeal_received", at=world.now)
    (mail,) = Message.objects.everywhere(reason="a test looks").filter(template="letter")
    assert GROUNDS not in mail.body and "appeal" not in mail.body.casefold()


# ── Said by a policy ─────────────────────────────────────────────────────────


def approved_version(world, **settings):
    """The next version says this of appeals, agreed on by two people, from tomorrow on."""
    policy = Policy.objects.within(world.organization).get()
    draft = policies.draft_from(policy, effective_from=world.day(-1), actor=world.maya, at=world.now)
    policies.set_governance(draft, settings, actor=world.maya, at=world.now)
    policies.send_for_approval(draft, actor=world.maya, at=world.now)
    policies.approve(draft, actor=world.ines, at=world.now)


def test_a_policy_says_how_many_settle_an_appeal_how_its_days_count_and_what_it_holds_back(world):
    given = {"appeal_panel": 3, "appeal_calendar": "working", "holds_restriction": True, "holds_denial": True}
    approved_version(world, **given)
    before, after = appeal_terms(world.organization, world.day()), appeal_terms(world.organization, world.day(-1))
    assert (before.panel, before.way, before.held) == (1, "calendar", ())
    assert (after.panel, after.way, after.held) == (3, "working", ("denial", "restriction"))
    assert after.country == world.organization.country == "US"


@pytest.mark.parametrize(("way", "until"), [
    ("calendar", date(2026, 12, 26)), ("moved", date(2026, 12, 28)), ("working", date(2027, 1, 11)),
])
def test_her_last_day_to_appeal_is_counted_as_the_policy_says(world, way, until):
    """From Thanksgiving 2026: 30 calendar days end on a Saturday; 30 working days leave out the weekends, Christmas and New Year's Day."""
    parameter(world, COUNTED, way)
    assert appeal_terms(world.organization, world.day(-1)).until(date(2026, 11, 26)) == until
