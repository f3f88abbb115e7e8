"""Actions that meet each other, a decision or a leave: what narrows stays narrow, what ends stays ended, until somebody undoes it."""

from functools import partial
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags

from network.access import therapist_actor
from network.letters import page_values
from network.models import Grant, Letter, Participation
from network.standing import Use
from network.workflow import standing
from network.workflow.participation import deny_everything
from tests.shared import shared
from tests.vetting.story import Story, asked_for, refused
from tests.vetting.test_acting import WHY, clear, right, settled, told
from tests.vetting.test_workflow_deciding import submit
from vetting.facts.actions import ending_of, narrowed
from vetting.facts.collect import collect
from vetting.facts.letters import decision_context
from vetting.facts.together import collect_many
from vetting.models import AdverseAction
from vetting.narrowing import NARROWED, together
from vetting.workflow import acting, appealing, applying, checking, correspondence_actions, deciding, leaving, renewing

pytestmark = pytest.mark.django_db
_world, world = shared(Story)
VIDEO, ADULTS = NARROWED["video_only"], NARROWED["no_minors"]
IN_PERSON, MINOR = {"mode": "in_person"}, {"age_band": "child"}


def somebody(world):
    """Somebody in the network."""
    return Participation.objects.within(world.organization).get(pk=world.active(ago=60).participation_id)


_her, her = shared(somebody, "_her")


def may(world, her, later):
    """Whether she may be offered an adult by video, somebody in person, and a minor, so many days from now."""
    on = world.day(-later)
    return clear(her, on), clear(her, on, **IN_PERSON), clear(her, on, **MINOR)


@pytest.mark.parametrize(("limits", "both"), [
    (({}, {}), {}),
    ((VIDEO, {}), VIDEO),
    ((VIDEO, ADULTS), {**VIDEO, **ADULTS}),
    (({"modes": ["video", "phone"]}, {"modes": ["phone", "in_person"]}), {"modes": ["phone"]}),
    (({"modes": ["video"]}, {"modes": ["in_person"]}), {"modes": []}),
])
def test_limits_together_leave_only_what_each_of_them_leaves(limits, both):
    assert together(*limits) == both == together(*reversed(limits))


def test_a_second_restriction_does_not_lift_the_first(world, her):
    acting.make_final(told(world, her, "restriction", limits=VIDEO), actor=world.petra, at=world.at(-31))
    row = acting.propose(her, kind="restriction", reason=WHY, limits=ADULTS, actor=world.maya, at=world.at(-31))
    acting.notice(row, effective_on=world.day(-61), actor=world.ines, at=world.at(-31))
    assert [may(world, her, later) for later in (29, 30, 60, 61)] == [
        (True, True, True), (True, False, True), (True, False, True), (True, False, False),
    ]


def test_each_restriction_begins_on_its_own_day_whichever_was_told_first(world, her):
    acting.make_final(told(world, her, "restriction", days=90, limits=VIDEO), actor=world.petra, at=world.at(-90))
    row = acting.propose(her, kind="restriction", reason=WHY, limits=ADULTS, actor=world.maya, at=world.at(-31))
    acting.notice(row, effective_on=world.day(-61), actor=world.ines, at=world.at(-31))
    assert [may(world, her, later) for later in (60, 61, 89, 90)] == [
        (True, True, True), (True, True, False), (True, True, False), (True, False, False),
    ]


def test_undoing_one_of_two_leaves_the_other(world, her):
    first = told(world, her, "restriction", limits=VIDEO)
    acting.make_final(first, actor=world.petra, at=world.at(-31))
    ended = acting.propose(her, kind="termination_for_cause", reason=WHY, actor=world.maya, at=world.at(-32))
    acting.notice(ended, effective_on=world.day(-33), actor=world.ines, at=world.at(-32))
    settled(world, ended, "overturn", ago=-40)
    assert may(world, her, 34) == (False, False, False) and may(world, her, 40) == (True, False, True)


def test_what_an_appeal_left_of_it_narrows_what_comes_later_too(world, her):
    settled(world, told(world, her), "modify", terms={"limits": VIDEO})
    row = acting.propose(her, kind="restriction", reason=WHY, limits=ADULTS, actor=world.maya, at=world.at(-1))
    acting.notice(row, effective_on=world.day(-31), actor=world.ines, at=world.at(-1))
    assert may(world, her, 30) == (True, False, True) and may(world, her, 31) == (True, False, False)


def test_a_restriction_does_not_bring_back_who_was_told_that_it_ends(world, her):
    told(world, her)  # through day 30
    row = acting.propose(her, kind="restriction", reason=WHY, limits=VIDEO, actor=world.maya, at=world.at(-1))
    acting.notice(row, effective_on=world.day(-31), actor=world.ines, at=world.at(-1))
    assert may(world, her, 30) == (True, True, True)
    assert may(world, her, 31) == may(world, her, 60) == (False, False, False)
    assert not clear(her, world.day(-31), Use.SESSION)


def test_lifting_a_restriction_does_not_bring_back_who_was_told_that_it_ends(world, her):
    row = told(world, her, "restriction", limits=VIDEO)
    acting.make_final(row, actor=world.petra, at=world.at(-31))
    ended = acting.propose(her, kind="non_renewal", reason=WHY, actor=world.maya, at=world.at(-32))
    acting.notice(ended, effective_on=world.day(-62), actor=world.ines, at=world.at(-32))
    acting.lift(row, reason="She sees clients in person well.", actor=world.petra, at=world.at(-40))
    assert may(world, her, 39) == (True, False, True)
    assert may(world, her, 40) == may(world, her, 62) == (True, True, True)
    assert may(world, her, 63) == (False, False, False)


def test_a_service_that_was_taken_by_a_decision_stays_taken(world, her):
    deny_everything(participation=her, decision="decision:7", on=world.day(), actor=world.ines, at=world.now)
    told(world, her, "restriction", limits=VIDEO)
    assert may(world, her, 30) == (False, False, False)


def test_an_appeal_that_holds_a_restriction_back_holds_it_back_alone(world, her):
    row = told(world, her, "restriction", limits=VIDEO)
    appeal = right(row)
    type(appeal).objects.within(world.organization).filter(pk=appeal.pk).update(holds_back=True)
    appealing.take_in(right(row), received_on=world.day(), grounds="No.", actor=world.maya, at=world.now)
    second = acting.propose(her, kind="termination_for_cause", reason=WHY, actor=world.maya, at=world.at(-2))
    acting.notice(second, effective_on=world.day(-40), actor=world.ines, at=world.at(-2))
    settled(world, second, "overturn", ago=-10)
    assert may(world, her, 35) == (True, True, True)


def test_a_first_application_ends_what_ended_her_and_no_restriction_that_came_after(world, her):
    """Her approval is of 60 days ago; each was proposed before it, so she was admitted anew since."""
    first = told(world, her, "restriction", limits=VIDEO)
    AdverseAction.objects.within(world.organization).filter(pk=first.pk).update(proposed_at=world.at(400))
    assert [each.limits for each in narrowed(her)] == [VIDEO], "letting a re-vetting lapse is no way out of a restriction"
    ended = told(world, her, "termination_for_cause", days=0)
    assert ending_of(her) == ended and len(narrowed(her)) == 1
    AdverseAction.objects.within(world.organization).filter(pk=ended.pk).update(proposed_at=world.at(300))
    assert ending_of(her) is None and narrowed(her) == []
    AdverseAction.objects.within(world.organization).filter(pk=first.pk).update(proposed_at=world.at(200))
    assert [each.limits for each in narrowed(her)] == [VIDEO]


# ── A decision meanwhile ─────────────────────────────────────────────────────


def in_review_again(world):
    """A re-vetting in review of somebody in the network."""
    file = world.active(ago=40)
    row = renewing.open_renewal(world.fresh(file), actor=world.maya, at=world.at(20))
    submit(world, row, file.herself, ago=12)
    checking.begin_checks(row, actor=world.tom, at=world.at(10))
    for check in world.checks(row):
        world.verify(check, ago=8)
    checking.refer(row, actor=world.tom, at=world.at(5))
    return row


_renewal, renewal = shared(in_review_again, "_renewal")


def test_a_renewal_keeps_a_restriction_until_somebody_lifts_it(world, renewal):
    her = renewal.participation
    row = told(world, her, "restriction", limits=ADULTS)
    deciding.approve(renewal, actor=world.petra, at=world.at(-2))
    assert may(world, her, 29) == (True, True, True) and may(world, her, 30) == may(world, her, 60) == (True, True, False)
    acting.make_final(row, actor=world.petra, at=world.at(-31))
    acting.lift(row, reason="Two years without a complaint.", actor=world.petra, at=world.at(-32))
    assert may(world, her, 31) == (True, True, False) and may(world, her, 32) == may(world, her, 60) == (True, True, True)


@pytest.mark.parametrize("kind", ["non_renewal", "termination_without_cause", "termination_for_cause"])
def test_nobody_is_renewed_who_was_told_that_it_ends(world, renewal, kind):
    told(world, renewal.participation, kind)
    assert refused(deciding.approve, renewal, actor=world.petra, at=world.at(-2)) == ["leaving"]
    assert may(world, renewal.participation, 31) == (False, False, False)


def test_who_was_reinstated_is_renewed(world, renewal):
    row = told(world, renewal.participation, "termination_for_cause", days=0)
    settled(world, row, "overturn", ago=-1)
    deciding.approve(renewal, actor=world.petra, at=world.at(-2))
    assert may(world, renewal.participation, 2) == (True, True, True)


def test_leave_puts_off_the_due_day_of_who_is_restricted_too(world, her):
    acting.make_final(told(world, her, "restriction", limits=VIDEO), actor=world.petra, at=world.at(-31))
    file = her.applications.get()
    due = file.next_due_on
    ago = (world.day() - due).days
    standing.start_leave(participation=her, first=world.day(ago + 5), last=world.day(ago - 5), actor=world.maya, at=world.at(ago + 6))
    leaving.settle_dues(world.organization, at=world.at(ago + 6))
    moved = file.__class__.objects.within(world.organization).get(pk=file.pk).next_due_on
    assert (moved - due).days == 65
    rows = Grant.objects.within(world.organization).current().filter(participation=her).order_by("pk")
    assert list(rows.values_list("limits", "last")) == [({}, moved), (VIDEO, moved)]


@pytest.mark.parametrize("outcome", [None, "uphold", "overturn"])
def test_who_was_ended_for_cause_applies_again_after_the_cooling_off_and_nobody_whose_end_was_undone(world, her, outcome):
    row = told(world, her, "termination_for_cause", days=0)
    if outcome:
        settled(world, row, outcome, ago=-1)
    else:
        acting.make_final(row, actor=world.petra, at=world.at(-31))
    file, expected = her.applications.get(), None if outcome == "overturn" else world.day()
    (together_,) = collect_many(world.organization, [(file, None)], on=world.day(-40))
    assert collect(file, on=world.day(-40)).denied_on == together_.denied_on == expected


def test_who_was_let_go_applies_anew_from_the_day_after_and_nobody_who_is_in(world, her):
    herself = therapist_actor(her.practitioner, her.practitioner.person.users.get())
    begin = partial(
        applying.open_application, organization=world.organization, practitioner=her.practitioner, kind="initial",
        jurisdictions=["US-OH"], services=["counseling"], actor=herself,
    )
    told(world, her, "termination_for_cause", days=10)
    assert [refused(begin, at=world.at(-on)) for on in (0, 10)] == [["already_in"], ["already_in"]]
    assert begin(at=world.at(-11)).state == "draft"


def test_without_cause_nobody_waits_to_apply_again(world, her):
    acting.make_final(told(world, her), actor=world.petra, at=world.at(-31))
    assert collect(her.applications.get(), on=world.day(-40)).denied_on is None


# ── Lifting ──────────────────────────────────────────────────────────────────


def test_only_what_suspends_or_restricts_is_lifted_by_somebody_who_decides_and_with_a_reason(world, her):
    row = told(world, her, "restriction", limits=VIDEO)
    assert refused(acting.lift, row, reason="x", actor=world.petra, at=world.at(-1)) == ["wrong_state"]
    acting.make_final(row, actor=world.petra, at=world.at(-31))
    assert refused(acting.lift, row, reason=" ", actor=world.petra, at=world.at(-32)) == ["no_reason"]
    assert refused(acting.lift, row, reason="x", actor=world.tom, at=world.at(-32)) == ["not_allowed"]
    acting.lift(row, reason="It is over.", actor=world.petra, at=world.at(-32))
    assert AdverseAction.objects.within(world.organization).get(pk=row.pk).state == "lifted"
    assert {"id": row.pk, "kind": "action_undone"} in asked_for("vetting.write_of_action")
    ended = told(world, her, "termination_for_cause", days=0)
    acting.make_final(ended, actor=world.petra, at=world.at(-31))
    assert refused(acting.lift, ended, reason="x", actor=world.petra, at=world.at(-32)) == ["not_summary"]


# ── What letters say of it ───────────────────────────────────────────────────


def letter_of(world, row, kind, at):
    """A letter about an action as she reads it."""
    correspondence_actions.write_of_action(action_id=row.pk, kind=kind, at=at)
    letter = Letter.objects.within(world.organization).filter(kind=kind).order_by("pk").last()
    with translation.override(letter.language):
        said = render_to_string(f"letters/{kind}.html", {**page_values(letter), "language": letter.language})
    return " ".join(unescape(strip_tags(said)).split())


GOES_ON, PAID = "Your suspension goes on: sessions on its days are not paid.", "Sessions through the last day are paid as agreed."


@pytest.mark.parametrize("suspended", [True, False])
def test_who_is_told_that_it_ends_while_suspended_is_not_told_that_sessions_are_paid(world, her, suspended):
    if suspended:
        acting.suspend(her, reason=WHY, actor=world.ines, at=world.now)
    said = letter_of(world, told(world, her, "termination_for_cause"), "termination", world.now)
    assert (GOES_ON in said, PAID in said) == (suspended, not suspended)


@pytest.mark.parametrize("ended", [True, False])
def test_who_is_suspended_no_more_gets_clients_again_only_where_nothing_else_stands_in_the_way(world, her, ended):
    row = acting.suspend(her, reason=WHY, actor=world.ines, at=world.now)
    if ended:
        told(world, her, "termination_for_cause")
    acting.lift(row, reason="It was looked into.", actor=world.petra, at=world.at(-1))
    said = letter_of(world, row, "action_undone", world.at(-1))
    assert ("You get no new clients yet" in said, "You get new clients again." in said) == (ended, not ended)
    assert "Petra Lindqvist" in said and "Ines Calloway" not in said, "who lifts it signs"


def test_what_goes_on_is_named_when_one_of_two_limits_is_lifted_and_when_she_is_renewed(world, renewal):
    her = renewal.participation
    first, other = told(world, her, "restriction", days=30, limits=NARROWED["no_minors"]), None
    acting.make_final(first, actor=world.petra, at=world.at(-31))
    other = acting.propose(her, kind="restriction", reason=WHY, limits=VIDEO, actor=world.maya, at=world.at(-31))
    acting.notice(other, effective_on=world.day(-61), actor=world.ines, at=world.at(-31))
    acting.lift(first, reason="Two years without a complaint.", actor=world.petra, at=world.at(-32))
    assert "A limit we told you of goes on: by video only." in letter_of(world, first, "action_undone", world.at(-32))
    decision = deciding.approve(renewal, actor=world.petra, at=world.at(-2))
    assert decision_context(decision)["still"] == "by video only"


def test_a_reason_of_several_lines_keeps_them(world, her):
    row = acting.suspend(her, reason="1. Late notes.\n2. <b>No</b> answer.", actor=world.ines, at=world.now)
    correspondence_actions.write_of_action(action_id=row.pk, kind="suspension", at=world.now)
    letter = Letter.objects.within(world.organization).get(kind="suspension")
    said = render_to_string("letters/suspension.html", {**page_values(letter), "language": letter.language})
    assert "1. Late notes.<br>2. &lt;b&gt;No&lt;/b&gt; answer." in said
