"""Adverse actions: two people, a day, a letter and a right to appeal; through grants and holds, never back-dated."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import translation

from licensure.workflow import verifications
from network import clock
from network.access import Forbidden, Role
from network.dates import Day, Span
from network.facts.standing import rows_of
from network.formats import day as day_told
from network.formats import day_long
from network.letters import page_values, render_pdf
from network.models import Grant, Hold, Letter, Membership, Participation, Person, Task
from network.pages_standing_rows import hold_line
from network.standing import Need, Use
from network.transitions import Refused
from network.workflow import holds
from tests.network.cast import organization, staff
from tests.pdf_text import text_of
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.story import Story, asked_for, refused
from tests.vetting.test_appealing import parameter
from vetting.facts.appeals import HOLDS_BACK, is_held_back
from vetting.facts.letters_actions import stays_because
from vetting.facts.rollouts import newest_approval
from vetting.forms.appeals import VoteForm
from vetting.models import AdverseAction, Appeal
from vetting.narrowing import NARROWED
from vetting.pages.actions import action_page
from vetting.words import title
from vetting.workflow import acting, appealing, correspondence_actions, correspondence_appeals, reminding

WHY = "Three complaints about late replies, all upheld."
pytestmark = pytest.mark.django_db


def in_the_network():
    story = Story()
    story.her = Participation.objects.within(story.organization).get(pk=story.active(ago=60).participation_id)
    return story


_world, story = shared(in_the_network)


@pytest.fixture
def world(story, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: story.now)
    return story


@pytest.fixture
def her(world):
    """Somebody in the network."""
    return world.her


def clear(her, on, use=Use.OFFER, **given):
    need = Need(**{"service": "counseling", "client_in": "US-OH", "practitioner_in": "US-OH", "mode": "video", "use": use, **given})
    return rows_of(her).known().clear(need, Day(on)).ok


def proposed(world, her, kind="termination_without_cause", **given):
    return acting.propose(her, kind=kind, reason=WHY, actor=world.maya, at=world.now, **given)


def told(world, her, kind="termination_without_cause", days=30, **given):
    row = proposed(world, her, kind, **given)
    acting.notice(row, effective_on=world.day(-days), actor=world.ines, at=world.now)
    return row


def right(row):
    return Appeal.objects.within(row.organization).get(action=row)


def settled(world, row, outcome, ago=0, **given):
    """Appealed by her, and settled by Petra."""
    appeal, at = right(row), world.at(ago)
    appealing.take_in(appeal, received_on=world.day(ago), grounds="Two were about somebody else.", actor=world.maya, at=at)
    appealing.appoint(appeal, panel=[Person.objects.get(pk=world.petra.person_id)], actor=world.maya, at=at)
    appealing.vote(appeal, outcome=outcome, reason="Read again.", actor=world.petra, at=at, **given)
    return appeal


# ── Summary suspension ───────────────────────────────────────────────────────


def test_a_summary_suspension_counts_at_once_and_is_reviewed_within_fourteen_days(world, her):
    row = acting.suspend(her, reason=WHY, actor=world.ines, at=world.now)
    assert (row.state, row.effective_on, row.review_by) == ("final", world.day(), world.day(-14))
    assert not clear(her, world.day()) and not clear(her, world.day(), Use.SESSION) and clear(her, world.day(1))
    task = Task.objects.within(world.organization).get(kind="review_suspension")
    assert (task.role, task.due_on, task.escalates_on) == ("director", world.day(-14), world.day(-15))
    assert asked_for("vetting.write_of_action") == [{"id": row.pk, "kind": "suspension"}]
    assert right(row).state == "open"
    with pytest.raises(Forbidden):
        acting.suspend(her, reason=WHY, actor=world.maya, at=world.now)


def test_its_review_has_a_named_person_who_is_not_who_imposed_it(world, her):
    row = acting.suspend(her, reason=WHY, actor=world.ines, at=world.now)
    task = Task.objects.within(world.organization).get(kind="review_suspension")
    assert row.reviewer_id == world.petra.person_id == task.owner.person_id
    reminding.escalate(world.organization, at=world.at(-15))
    task.refresh_from_db()
    assert (task.role, task.owner) == ("network_manager", None)


@pytest.mark.parametrize("who", ["ines", "tom"])
def test_nobody_reviews_what_she_imposed_and_only_people_who_decide_review(world, her, who):
    person = Person.objects.get(pk=getattr(world, who).person_id)
    given = {"reason": WHY, "actor": world.ines, "at": world.now}
    assert refused(acting.suspend, her, reviewer=person, **given) == ["not_a_reviewer"]
    assert not AdverseAction.objects.within(world.organization).exists() and clear(her, world.day())
    row = acting.suspend(her, reviewer=Person.objects.get(pk=world.odell.person_id), **given)
    assert row.reviewer_id == world.odell.person_id


def test_a_suspension_is_not_held_up_where_nobody_else_decides(world, her):
    Membership.objects.within(world.organization).exclude(person=world.ines.person_id).update(ends_on=world.day(1))
    row = acting.suspend(her, reason=WHY, actor=world.ines, at=world.now)
    assert row.reviewer is None and Task.objects.within(world.organization).get(kind="review_suspension").role == "director"


def test_its_review_lifts_it_and_the_days_until_then_stay_suspended(world, her):
    row = acting.suspend(her, reason=WHY, actor=world.ines, at=world.now)
    assert refused(acting.lift, row, reason=" ", actor=world.ines, at=world.at(-5)) == ["no_reason"]
    acting.lift(row, reason="Nothing of it was true.", actor=world.ines, at=world.at(-5))
    assert (row.state, row.reviewed_on) == ("lifted", world.day(-5))
    assert [clear(her, world.day(-number)) for number in (0, 4, 5)] == [False, False, True]
    assert Task.objects.within(world.organization).get(kind="review_suspension").done_at == world.at(-5)


def test_at_its_review_another_person_lets_it_stand_and_it_is_reviewed_again(world, her):
    row = acting.suspend(her, reason=WHY, actor=world.ines, at=world.now)
    given = {"reason": "The board has not answered.", "at": world.at(-10)}
    assert refused(acting.let_stand, row, actor=world.ines, **given) == ["same_person"]
    assert refused(acting.let_stand, row, actor=world.petra, reason=" ", at=world.at(-10)) == ["no_reason"]
    assert refused(acting.let_stand, row, actor=world.tom, **given) == ["not_allowed"]
    assert refused(acting.let_stand, row, actor=world.petra, reason="Yet.", at=world.now) == ["reviewed_today"]
    acting.let_stand(row, actor=world.petra, **given)
    assert refused(acting.let_stand, row, actor=world.petra, **given) == ["reviewed_today"]
    assert (row.state, row.review_by, row.reviewer_id) == ("final", world.day(-24), world.petra.person_id)
    assert not clear(her, world.day(-11)) and right(row).state == "open"
    first, again = Task.objects.within(world.organization).filter(kind="review_suspension").order_by("pk")
    assert (first.done_at, again.done_at) == (world.at(-10), None)
    assert (again.due_on, again.owner.person_id) == (world.day(-24), world.petra.person_id)
    assert [asked["kind"] for asked in asked_for("vetting.write_of_action")] == ["suspension", "suspension"]
    acting.lift(row, reason="It has.", actor=world.ines, at=world.at(-20))
    again.refresh_from_db()
    assert again.done_at == world.at(-20) and [clear(her, world.day(-number)) for number in (19, 20)] == [False, True]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_she_reads_that_it_stays_and_until_when(world, her, language):
    row = acting.suspend(her, reason=WHY, actor=world.ines, at=world.now)
    paper(world, row, "suspension", language)
    assert stays_because(row) == ""
    acting.let_stand(row, reason="The board has not answered.", actor=world.petra, at=world.at(-10))
    correspondence_actions.write_of_action(action_id=row.pk, kind="suspension", at=world.at(-10))
    letter = Letter.objects.within(world.organization).filter(kind="suspension").order_by("pk").last()
    said = bare(text_of(render_pdf("letters/suspension.html", page_values(letter), language=language)))
    assert {"en": "Itstays.", "nl": "Dieblijftgelden."}[language] in said
    assert "Theboardhasnotanswered." in said and bare(WHY) in said
    for day in dated(language, world.day(), world.day(-10), world.day(-24)):
        assert day in said


# ── Two people, a day, an end ────────────────────────────────────────────────


def test_who_proposes_gives_no_notice_and_the_notice_is_as_long_as_the_organization_says(world, her):
    row = acting.propose(her, kind="non_renewal", reason=WHY, actor=world.ines, at=world.now)
    given = {"at": world.now}
    assert refused(acting.notice, row, effective_on=world.day(-30), actor=world.ines, **given) == ["same_person"]
    assert refused(acting.notice, row, effective_on=world.day(-29), actor=world.petra, **given) == ["notice_too_short"]
    assert refused(acting.notice, row, effective_on=world.day(-30), actor=world.maya, **given) == ["not_allowed"]
    acting.notice(row, effective_on=world.day(-30), actor=world.petra, **given)
    assert (row.state, clear(her, world.day(-30)), clear(her, world.day(-31))) == ("noticed", True, False)


def test_nothing_nonsensical_is_proposed(world, her):
    assert refused(proposed, world, her, "restriction") == ["limits_missing"]
    assert refused(proposed, world, her, "non_renewal", limits=NARROWED["no_minors"]) == ["limits_missing"]
    proposed(world, her)
    assert refused(proposed, world, her) == ["open_already"]
    outside = Participation.objects.within(world.organization).get(pk=world.denied("Juniper Vale").participation_id)
    assert refused(proposed, world, outside) == ["not_in"]


def test_a_proposal_is_dropped_before_anybody_is_told(world, her):
    row = proposed(world, her)
    acting.drop(row, reason="We talked.", actor=world.ines, at=world.now)
    assert row.state == "dropped" and clear(her, world.day(-60)) and asked_for("vetting.write_of_action") == []


def test_for_cause_stops_offers_from_the_day_it_is_told(world, her):
    told(world, her, "termination_for_cause", days=10)
    assert not clear(her, world.day()) and clear(her, world.day(-10), Use.SESSION) and not clear(her, world.day(-11), Use.SESSION)


def test_a_restriction_limits_the_grant_from_its_day(world, her):
    told(world, her, "restriction", limits=NARROWED["video_only"])
    in_person = {"mode": "in_person", "practitioner_in": "US-OH"}
    assert clear(her, world.day(-29), **in_person) and not clear(her, world.day(-30), **in_person)
    assert clear(her, world.day(-30))


def test_it_is_final_when_its_day_has_come_and_nobody_may_appeal(world, her):
    row = told(world, her, days=40)
    assert refused(acting.make_final, row, actor=world.petra, at=world.at(-39)) == ["not_yet"]
    assert refused(acting.make_final, row, actor=world.petra, at=world.now) == ["not_yet", "may_appeal"]
    acting.make_final(row, actor=world.petra, at=world.at(-40))
    assert row.state == "final"


def test_it_is_not_final_while_an_appeal_waits(world, her):
    row = told(world, her)
    appealing.take_in(right(row), received_on=world.day(), grounds="No.", actor=world.maya, at=world.now)
    assert refused(acting.make_final, row, actor=world.petra, at=world.at(-50)) == ["appealed"]


@pytest.mark.parametrize(("days", "codes"), [(30, None), (31, ["too_late"])])
def test_it_is_undone_within_thirty_days_to_the_same_due_day(world, her, days, codes):
    row = told(world, her, days=40)
    acting.make_final(row, actor=world.petra, at=world.at(-40))
    due = Grant.objects.within(world.organization).filter(participation=her, granted=True).first().last
    given = {"reason": "The reason is cured.", "actor": world.ines, "at": world.at(-40 - days)}
    looked_up_again(world, her, ago=-60)
    if codes:
        assert refused(acting.reinstate, row, **given) == codes
        return
    acting.reinstate(row, **given)
    last = Grant.objects.within(world.organization).filter(participation=her).order_by("-pk").first()
    assert (last.first, last.last) == (world.day(-40 - days), due)
    assert [clear(her, world.day(-on)) for on in (40, 41, 69, 70)] == [True, False, False, True], "the gap stays"


def looked_up_again(world, her, *, ago):
    """Her license is verified anew that day."""
    check = world.checks(newest_approval(her)).get(element="license")
    fresh = verifications.renew(check, actor=world.tom, at=world.at(ago), on=world.day(ago))
    world.verify(fresh, ago=ago)


@pytest.mark.parametrize(("days", "codes"), [(24, None), (25, None), (26, ["too_old"]), (30, ["too_old"]), (31, ["too_late"])])
def test_who_is_taken_back_is_asked_the_windows_again(world, her, days, codes):
    """Her license was verified 55 days before the notice: 120 days end 25 after her part did."""
    row = told(world, her, days=40)
    acting.make_final(row, actor=world.petra, at=world.at(-40))
    given = {"reason": "The reason is cured.", "actor": world.ines, "at": world.at(-40 - days)}
    if codes:
        assert refused(acting.reinstate, row, **given) == codes
        row.refresh_from_db()
        assert row.state == "final" and not clear(her, world.day(-40 - days))
    else:
        acting.reinstate(row, **given)
        assert row.state == "reinstated"


def test_what_is_too_old_is_named_with_its_day_and_verified_again_she_is_taken_back(world, her):
    row = told(world, her, days=40)
    acting.make_final(row, actor=world.petra, at=world.at(-40))
    given = {"reason": "The reason is cured.", "actor": world.ines, "at": world.at(-66)}
    with pytest.raises(Refused) as told_why:
        acting.reinstate(row, **given)
    (found,) = told_why.value.refusals
    assert title("license_verified") in str(found.message) and day_told(world.day(-65)) in str(found.message)
    assert str(found.cure) == "Look the license up at the board again."
    page = action_page(row, actor=world.ines, at=world.at(-66), on=world.day(-66))
    assert [each.code for each in page.off] == ["too_old"] and "reinstate" not in [step.name for step in page.steps]
    looked_up_again(world, her, ago=-66)
    page = action_page(row, actor=world.ines, at=world.at(-66), on=world.day(-66))
    assert "reinstate" in [step.name for step in page.steps]
    acting.reinstate(row, **given)
    assert row.state == "reinstated"


# ── Appealed ─────────────────────────────────────────────────────────────────


def test_an_overturned_termination_never_backdates_a_grant(world, her):
    row = told(world, her, "termination_for_cause", days=5)
    settled(world, row, "overturn", ago=-10)
    assert (row.__class__.objects.within(world.organization).get(pk=row.pk).state) == "overturned"
    assert [clear(her, world.day(-on), Use.SESSION) for on in (5, 6, 9, 10)] == [True, False, False, True]
    assert all(grant.first >= grant.decided_at.date() - timedelta(days=1) for grant in Grant.objects.within(world.organization))
    assert clear(her, world.day(-10)) and not Hold.objects.within(world.organization).current().filter(last=None).exists()


def test_overturned_before_its_day_it_never_begins(world, her):
    row = told(world, her)
    settled(world, row, "overturn")
    assert all(clear(her, world.day(-on)) for on in (0, 30, 31, 60))


def test_what_the_policy_holds_back_waits_for_the_appeal_and_upheld_counts_from_then(world, her):
    parameter(world, HOLDS_BACK, ["termination_without_cause"])
    row = told(world, her)
    appealing.take_in(right(row), received_on=world.day(-20), grounds="No.", actor=world.maya, at=world.at(-20))
    assert clear(her, world.day(-40)), "held back"
    appeal, at = right(row), world.at(-45)
    appealing.appoint(appeal, panel=[Person.objects.get(pk=world.petra.person_id)], actor=world.maya, at=at)
    appealing.vote(appeal, outcome="uphold", reason="It stands.", actor=world.petra, at=at)
    assert [clear(her, world.day(-on)) for on in (44, 45)] == [True, False]
    assert AdverseAction.objects.within(world.organization).get(pk=row.pk).state == "upheld"


@pytest.mark.parametrize(("kind", "given", "first"), [
    ("restriction", {"limits": NARROWED["no_minors"]}, 31), ("non_renewal", {}, 30), ("termination_for_cause", {}, 30),
])
def test_what_an_appeal_holds_back_does_not_begin_while_she_may_still_appeal(world, her, kind, given, first):
    """She may appeal through day 30: an end counts from the day after its last day, a limit from its first."""
    parameter(world, HOLDS_BACK, [kind])
    row = acting.propose(her, kind=kind, reason=WHY, actor=world.maya, at=world.now, **given)
    early = partial(acting.notice, row, actor=world.ines, at=world.now)
    assert refused(early, effective_on=world.day(1 - first)) in (["before_appeal"], ["notice_too_short"])
    early(effective_on=world.day(-first))
    appeal, at = right(row), world.at(-30)
    assert appeal.until == world.day(-30)
    appealing.take_in(appeal, received_on=world.day(-30), grounds="No.", actor=world.maya, at=at)
    assert is_held_back(appeal, world.day(-30))
    use = Use.SESSION if kind == "termination_for_cause" else Use.OFFER  # offers stop while an end for cause is looked into
    need = {"age_band": "minor"} if kind == "restriction" else {}
    assert [clear(her, world.day(-on), use, **need) for on in (30, 31, 32, 60)] == [True] * 4, "held back"


def test_more_days_to_appeal_put_off_what_they_hold_back_and_nothing_that_begins_later(world, her):
    parameter(world, HOLDS_BACK, ["termination_without_cause"])
    row = told(world, her, days=40)
    for until, last in ((35, 40), (50, 50)):
        appealing.extend(right(row), until=world.day(-until), reason="In hospital.", actor=world.ines, at=world.at(-20))
        assert [clear(her, world.day(-on)) for on in (last, last + 1)] == [True, False]


def test_an_action_that_is_undone_in_part_has_no_day(world, her):
    row = told(world, her)
    appeal = right(row)
    appealing.take_in(appeal, received_on=world.day(), grounds="No.", actor=world.maya, at=world.now)
    appealing.appoint(appeal, panel=[Person.objects.get(pk=world.petra.person_id)], actor=world.maya, at=world.now)
    vote = {"outcome": "modify", "reason": "Until then.", "actor": world.petra, "at": world.now}
    assert refused(appealing.vote, appeal, terms={"due_on": world.day(-90).isoformat()}, **vote) == ["no_day_here"]
    assert "due_on" not in VoteForm(dated=False).fields and "due_on" in VoteForm().fields


def test_a_termination_is_modified_into_limits(world, her):
    row = told(world, her)
    settled(world, row, "modify", terms={"limits": NARROWED["video_only"]})
    assert clear(her, world.day(-60)) and not clear(her, world.day(), mode="in_person")
    assert AdverseAction.objects.within(world.organization).get(pk=row.pk).state == "modified"


def test_who_proposed_or_gave_notice_settles_no_appeal_of_it(world, her):
    row = told(world, her)
    appeal = right(row)
    appealing.take_in(appeal, received_on=world.day(), grounds="No.", actor=world.maya, at=world.now)
    panel = [Person.objects.get(pk=world.ines.person_id)]
    assert refused(appealing.appoint, appeal, panel=panel, actor=world.maya, at=world.now) == ["took_part"]


def test_who_let_a_suspension_stand_at_its_review_settles_no_appeal_of_it_and_who_is_only_named_may(world, her):
    row = acting.suspend(her, reason=WHY, reviewer=Person.objects.get(pk=world.petra.person_id), actor=world.ines, at=world.now)
    appeal, panel = right(row), [Person.objects.get(pk=world.petra.person_id)]
    appealing.take_in(appeal, received_on=world.day(), grounds="No.", actor=world.maya, at=world.now)
    appealing.appoint(appeal, panel=panel, actor=world.maya, at=world.now)
    acting.let_stand(row, reason="The board has not answered.", actor=world.petra, at=world.at(-10))
    given = {"actor": world.petra, "at": world.at(-10), "outcome": "uphold", "reason": "Read again."}
    assert refused(appealing.vote, appeal, **given) == ["took_part"]
    assert refused(appealing.appoint, appeal, panel=panel, actor=world.maya, at=world.at(-10)) == ["took_part"]


@pytest.mark.parametrize(("outcome", "terms", "codes"), [
    ("uphold", {}, []), ("overturn", {}, []), ("modify", {"limits": NARROWED["video_only"]}, ["lifted_already"]),
])
def test_an_appeal_of_a_suspension_that_was_lifted_meanwhile_is_settled_in_words(world, her, outcome, terms, codes):
    row = acting.suspend(her, reason=WHY, actor=world.ines, at=world.now)
    appeal = right(row)
    appealing.take_in(appeal, received_on=world.day(), grounds="No.", actor=world.maya, at=world.now)
    appealing.appoint(appeal, panel=[Person.objects.get(pk=world.petra.person_id)], actor=world.maya, at=world.now)
    acting.lift(row, reason="Cleared.", actor=world.ines, at=world.at(-3))
    before = Grant.objects.within(world.organization).count()
    given = {"outcome": outcome, "terms": terms, "reason": "Read again.", "actor": world.petra, "at": world.at(-4)}
    if codes:
        assert refused(appealing.vote, appeal, **given) == codes
        appeal.refresh_from_db()
        assert appeal.state == "received"
        return
    appealing.vote(appeal, **given)
    row.refresh_from_db()
    assert (appeal.state, row.state) == ({"uphold": "upheld", "overturn": "overturned"}[outcome], "lifted")
    assert Grant.objects.within(world.organization).count() == before
    assert [clear(her, world.day(-number)) for number in (2, 3)] == [False, True]
    assert asked_for("vetting.write_of_appeal")[-1]["kind"] == "appeal_settled"


@pytest.mark.parametrize("kind", ["summary_suspension", "termination_for_cause"])
def test_what_an_action_holds_is_over_with_it_and_not_by_a_manager_alone(world, her, kind):
    row = acting.suspend(her, reason=WHY, actor=world.ines, at=world.now) if kind == "summary_suspension" else told(world, her, kind)
    held = Hold.objects.within(world.organization).current().get(key=row.hold)
    given = {"hold": held, "reason": "All is well.", "actor": world.maya, "at": world.at(-2)}
    assert refused(holds.end_hold, last=world.day(-1), **given) == ["ends_with_its_action"]
    assert refused(holds.void_hold, **given) == ["ends_with_its_action"]
    assert refused(holds.correct_hold, span=Span(world.day(-1), None, held.zone), **given) == ["ends_with_its_action"]
    assert refused(holds.end_hold, last=world.day(-1), by="action:0", **given) == ["ends_with_its_action"]
    assert not clear(her, world.day(-2))
    assert hold_line(held, {"organization": "harbor", "reference": her.practitioner.reference}, world.maya).acts == ()
    mine = holds.open_hold(participation=her, reason="complaint", first=world.day(), actor=world.maya, at=world.now)
    assert len(hold_line(mine, {"organization": "harbor", "reference": her.practitioner.reference}, world.maya).acts) == 3


# ── What she reads ───────────────────────────────────────────────────────────


def bare(said):
    return "".join(said.split()).replace("\u2010", "").replace("-", "")


def paper(world, row, kind, language):
    user = row.practitioner.person.users.get()
    user.language = language
    user.save()
    correspondence_actions.write_of_action(action_id=row.pk, kind=kind, at=world.now)
    letter = Letter.objects.within(world.organization).get(kind=kind)
    assert letter.language == language
    return bare(text_of(render_pdf(f"letters/{kind}.html", page_values(letter), language=language)))


def dated(language, *days):
    with translation.override(language):
        return [bare(day_long(day)) for day in days]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_letter_of_a_suspension_says_why_until_when_and_how_to_be_heard(world, her, language):
    """Domain 6, L15: reasons, review date, hearing right."""
    row = acting.suspend(her, reason=WHY, actor=world.ines, at=world.now)
    said = paper(world, row, "suspension", language)
    assert bare(WHY) in said and "InesCalloway" in said
    for day in dated(language, row.effective_on, row.review_by, right(row).until):
        assert day in said
    assert {"en": "Youmayasktobeheard", "nl": "gehoord"}[language] in said


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("kind", ["termination_without_cause", "termination_for_cause"])
def test_the_letter_of_a_termination_says_its_day_notice_clients_records_and_appeal(world, her, language, kind):
    """Domain 6, L16: date, notice, continuity of care, records, appeal."""
    row = told(world, her, kind)
    said = paper(world, row, "termination", language)
    for day in dated(language, row.effective_on, row.noticed_on, right(row).until):
        assert day in said
    assert bare(WHY) in said
    for words in {"en": ("Clientsyouhave", "Recordsandinvoices"), "nl": ("Cliëntendieuheeft", "Dossiersenfacturen")}[language]:
        assert words in said


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_letter_of_a_restriction_says_the_limit(world, her, language):
    row = told(world, her, "restriction", limits=NARROWED["no_minors"])
    said = paper(world, row, "restricted", language)
    assert {"en": "noclientsunder18", "nl": "geencliëntenonderde18jaar"}[language] in said and bare(WHY) in said
    for day in dated(language, row.effective_on, right(row).until):
        assert day in said
    settled(world, row, "overturn")
    correspondence_appeals.write_of_appeal(appeal_id=right(row).pk, kind="appeal_settled", at=world.now)
    assert Letter.objects.within(world.organization).filter(kind="appeal_settled").exists()


# ── On pages ─────────────────────────────────────────────────────────────────


def test_proposed_by_one_and_told_by_another_on_pages(client, world, her):
    sign_in(client, world.maya)
    who = her.practitioner.reference
    assert "Suspend, restrict or end" in text(get(client, "standing_of", world, reference=who))
    assert "No action waits" in text(get(client, "adverse_actions", world))
    odd = {"kind": "restriction", "reason": WHY}
    assert post(client, "adverse_propose", world, odd, reference=who).status_code == 422
    answer = post(client, "adverse_propose", world, {"kind": "termination_without_cause", "reason": WHY}, reference=who)
    assert answer.status_code == 302
    (row,) = AdverseAction.objects.within(world.organization)
    said = text(get(client, "adverse_action", world, pk=row.pk))
    assert WHY in said and "Give notice and send the letter" not in said
    day = world.day(-30)
    told = {"do": "notice", "effective_on_day": day.day, "effective_on_month": day.month, "effective_on_year": day.year}
    assert post(client, "adverse_action", world, told, pk=row.pk).status_code == 409
    sign_in(client, world.ines)
    assert post(client, "adverse_action", world, {"do": "notice"}, pk=row.pk).status_code == 422
    assert post(client, "adverse_action", world, told, pk=row.pk).status_code == 302
    said = text(get(client, "adverse_action", world, pk=row.pk))
    assert "Noticed" in said and "The therapist may still appeal." in said
    assert "Wren Halloway" in text(get(client, "adverse_actions", world))
    assert get(client, "appeal", world, pk=right(row).pk).status_code == 200


def test_a_suspension_is_imposed_by_a_director_alone_and_shown_late_when_nobody_reviews_it(client, world, her):
    who = her.practitioner.reference
    sign_in(client, world.ines)
    assert post(client, "adverse_propose", world, {"kind": "summary_suspension", "reason": WHY}, reference=who).status_code == 302
    (row,) = AdverseAction.objects.within(world.organization)
    assert "Review by" in text(get(client, "adverse_actions", world))
    world.now += timedelta(days=15)
    assert "Review was due" in text(get(client, "adverse_actions", world))
    assert post(client, "adverse_action", world, {"do": "lift", "reason": "Cleared."}, pk=row.pk).status_code == 302
    assert "Lifted" in text(get(client, "adverse_action", world, pk=row.pk))


def test_an_outsider_finds_no_action(client, world, her):
    row = proposed(world, her)
    sign_in(client, staff(organization("summit"), "Calder Rimrock", Role.DIRECTOR))
    assert get(client, "adverse_action", world, pk=row.pk).status_code == 404
    assert get(client, "adverse_propose", world, reference=her.practitioner.reference).status_code == 404
