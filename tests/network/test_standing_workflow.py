"""Standing from workflow to answer: who may write rows, how they are revised, and what we knew then."""

from datetime import UTC, date, datetime, timedelta

import pytest

from network.access import Action, Forbidden, Role, not_allowed, system
from network.dates import Span
from network.events import timeline
from network.facts.standing import rows_of
from network.models import Cover, Grant, Hold
from network.models.standing import NeverOverwritten
from network.standing import Basis
from network.transitions import Changed, Refused
from network.workflow import standing
from tests.network.cast import organization, staff, therapist
from tests.network.standing_world import AT, BOARD, DAYS, LICENSE, NEED, POLICY, SESSION, TODAY, World
from tests.shared import shared

pytestmark = pytest.mark.django_db



_world, world = shared(World)


@pytest.fixture
def cleared(world):
    return world.clear()


def test_granted_covered_and_with_both_terms_she_is_cleared_and_active(cleared):
    assert cleared.codes() == ()
    assert cleared.row.state == "active"


def test_she_becomes_active_only_with_the_last_of_grant_and_both_terms(world):
    world.accept("referral")
    world.accept("payment")
    assert world.row.state == "onboarding"
    world.grant()
    assert world.row.state == "active"


@pytest.mark.parametrize("missing", ["grant", "referral", "payment"])
def test_without_one_of_them_she_stays_onboarding(world, missing):
    for kind in {"referral", "payment"} - {missing}:
        world.accept(kind)
    if missing != "grant":
        world.grant()
    assert world.row.state == "onboarding"


def test_everything_that_happened_is_on_the_participations_timeline(cleared):
    told = [event.action for event in timeline(cleared.row)]
    assert told == [
        "participation.activate", "terms.accepted", "terms.accepted", "cover.recorded", "cover.recorded",
        "grant.recorded", "participation.admitted", "participation.began",
    ]


def test_every_change_is_news(cleared, settings):
    heard = []
    settings.NEWS = {"standing.changed": {"within": ["tests.network.test_standing_workflow.listen"]}}
    HEARD[:] = heard
    cleared.hold()
    assert [facts["participation_id"] for facts in HEARD] == [cleared.row.pk]


HEARD: list[dict] = []


def listen(**facts):
    """A listener for the test above."""
    HEARD.append(facts)


def test_a_grant_never_begins_before_it_was_decided(world):
    with pytest.raises(Refused) as refused:
        world.grant(first=TODAY - DAYS)
    assert refused.value.codes == ["grant_in_the_past"]
    assert world.grant(first=TODAY).first == TODAY


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"jurisdictions": ("US-OH", "US-IL")}, (["US-IL", "US-OH"], {"per_claim": {"USD": 100}}, {}, False)),
        ({"jurisdictions": None, "minimums": None}, (None, {}, {}, False)),
        ({"limits": {"modes": ["video"]}, "every_panel": True}, (["US-IL"], {"per_claim": {"USD": 100}}, {"modes": ["video"]}, True)),
    ],
)
def test_a_grant_is_kept_as_it_was_decided(world, given, kept):
    row = world.grant(**given)
    assert (row.jurisdictions, row.minimums, row.limits, row.every_panel) == kept


def test_a_cover_is_in_the_zone_of_the_basis_named_first_under_a_key_of_forty_letters(cleared):
    row = cleared.cover(bases=(LICENSE, POLICY))
    assert (row.zone, len(row.key)) == (BOARD, 40)


def test_a_cover_may_begin_before_it_was_verified(cleared):
    assert cleared.insure(bases=(Basis("p2", Span(date(2025, 1, 1), date(2025, 12, 31))),)).first == date(2025, 1, 1)


def test_accepting_the_same_terms_twice_adds_nothing(world):
    assert world.accept("referral").pk == world.accept("referral").pk
    assert world.accept("referral", version="2").pk != world.accept("referral").pk


def test_only_she_accepts_terms_and_staff_only_record_an_existing_agreement(world):
    with pytest.raises(Forbidden):
        standing.accept_terms(participation=world.row, kind="referral", actor=world.maya, at=AT)
    old = date(2024, 1, 1)
    row = standing.accept_terms(
        participation=world.row, kind="referral", actor=world.maya, at=AT, origin="recorded", first=old
    )
    assert row.first == old
    assert world.accept("payment", first=old).first == TODAY


def test_the_same_cover_recorded_again_is_left_alone_and_a_changed_one_is_revised(world):
    first = world.cover(key="license:1")
    assert world.cover(key="license:1").pk == first.pk
    longer = Basis("license:1", Span(date(2020, 1, 1), date(2029, 6, 30), BOARD))
    second = world.cover(key="license:1", bases=(longer,))
    assert (second.revision, second.last) == (2, date(2029, 6, 30))
    first.refresh_from_db()
    assert first.superseded_at == AT


def test_a_license_verified_again_with_an_earlier_end_does_not_hide_behind_the_later_one(cleared):
    shorter = Basis("license:1", Span(date(2020, 1, 1), date(2026, 3, 31), BOARD))
    assert cleared.cover(bases=(shorter,)).revision == 2
    assert [cleared.codes(SESSION, date(2026, *day)) for day in ((3, 31), (4, 1))] == [(), ("cover_lapsed",)]


@pytest.mark.parametrize(
    "other",
    [{"jurisdiction": "US-IN"}, {"service": "couples"}, {"practitioner_in": None}, {"bases": (POLICY,)}],
)
def test_other_evidence_or_another_place_is_another_cover(cleared, other):
    assert cleared.cover(**other).revision == 1


def test_the_evidence_of_two_therapists_never_meets(cleared):
    second, herself = therapist("Robin Larkspur", "T-00043")
    row = standing.take_part(organization=cleared.harbor, practitioner=second, actor=herself, at=AT)
    standing.record_cover(
        participation=row, kind="authority", bases=(LICENSE,), jurisdiction="US-IL", practitioner_in=("US-IL",),
        actor=cleared.maya, at=AT,
    )
    assert Cover.objects.within(cleared.harbor).filter(revision=1, kind="authority").count() == 2


def test_a_voided_cover_can_be_recorded_again(world):
    first = world.cover(key="license:1")
    standing.void_cover(cover=first, reason="wrong person", actor=world.maya, at=AT)
    assert world.cover(key="license:1").revision == 3


def test_rows_are_never_overwritten_or_deleted(cleared):
    hold = cleared.hold()
    with pytest.raises(NeverOverwritten):
        hold.save()
    with pytest.raises(NeverOverwritten):
        hold.delete()


def test_two_people_cannot_both_revise_the_same_row(cleared):
    hold = cleared.hold()
    same = Hold.objects.within(cleared.harbor).get(pk=hold.pk)
    standing.void_hold(hold=hold, reason="mistake", actor=cleared.maya, at=AT)
    with pytest.raises(Changed):
        standing.void_hold(hold=same, reason="mistake", actor=cleared.maya, at=AT)


def test_a_revision_is_not_recorded_before_what_it_revises(cleared):
    with pytest.raises(ValueError, match="before the row"):
        standing.void_hold(hold=cleared.hold(), reason="", actor=cleared.maya, at=AT - DAYS)


def test_on_record_of_a_row_are_its_own_fields_and_of_why_300_letters(cleared):
    said = {"actor": cleared.maya, "at": AT}
    hold = standing.open_hold(participation=cleared.row, reason="complaint", first=TODAY, comment="x" * 301, **said)
    after = timeline(cleared.row)[0].payload.values["after"]
    assert set(after) == {
        "key", "first", "last", "zone", "source", "reason", "stops", "jurisdiction", "service", "mode", "age_band", "basis",
    }  # fmt: skip
    ended = standing.end_hold(hold=hold, last=TODAY, reason="y" * 301, **said)
    assert (hold.comment, ended.comment, ended.void) == ("x" * 300, "y" * 300, False)


def test_who_may_not_is_told_who_may(cleared):
    with pytest.raises(Forbidden) as refused:
        cleared.hold(actor=staff(cleared.harbor, "Una Ledgerwood", Role.AUDITOR))
    assert refused.value.reason == not_allowed(Action.HOLD)


# ── holds ────────────────────────────────────────────────────────────────────
def test_a_voided_hold_never_was_but_we_still_know_what_we_knew(cleared):
    hold = cleared.hold()
    later = AT + 3 * DAYS
    standing.void_hold(hold=hold, reason="another person", actor=cleared.maya, at=later)
    assert cleared.codes() == ()
    assert cleared.codes(known_at=AT) == ("held",)
    assert cleared.codes(known_at=later - timedelta(microseconds=1)) == ("held",)
    assert cleared.codes(known_at=later) == ()


def test_the_database_knows_the_same_as_the_rule(cleared):
    hold = cleared.hold()
    standing.end_hold(hold=hold, last=TODAY, reason="answered", actor=cleared.maya, at=AT + DAYS)
    for at in (AT - DAYS, AT, AT + DAYS, AT + 2 * DAYS):
        stored = Hold.objects.within(cleared.harbor).known_at(at).values_list("key", "revision")
        assert set(stored) == {(row.key, row.revision) for row in rows_of(cleared.row).known(at).holds}


def test_held_days_stay_held_when_a_hold_ends(cleared):
    hold = cleared.hold("license")
    standing.end_hold(hold=hold, last=TODAY, reason="renewed", actor=cleared.maya, at=AT)
    assert [cleared.codes(SESSION, TODAY + n * DAYS) for n in (0, 1)] == [("held",), ()]


@pytest.mark.parametrize(("last", "code"), [(TODAY + DAYS, "ends_by_itself"), (TODAY - DAYS, "before_it_began")])
def test_a_hold_cannot_end_ahead_or_before_it_began(cleared, last, code):
    with pytest.raises(Refused) as refused:
        standing.end_hold(hold=cleared.hold(), last=last, reason="", actor=cleared.maya, at=AT)
    assert refused.value.codes == [code]


def test_a_hold_that_never_was_cannot_be_ended(cleared):
    hold = standing.void_hold(hold=cleared.hold(), reason="mistake", actor=cleared.maya, at=AT)
    with pytest.raises(Refused) as refused:
        standing.end_hold(hold=hold, last=TODAY, reason="", actor=cleared.maya, at=AT)
    assert refused.value.codes == ["already_revised"]


def test_the_last_day_of_a_hold_is_judged_in_its_own_zone(cleared):
    late = datetime(2026, 3, 3, 5, 30, tzinfo=UTC)  # 3 March in New York, still 2 March in Chicago
    hold = cleared.hold("license", zone=BOARD)
    with pytest.raises(Refused):
        standing.end_hold(hold=hold, last=date(2026, 3, 3), reason="", actor=cleared.maya, at=late)
    standing.end_hold(hold=hold, last=TODAY, reason="", actor=cleared.maya, at=late)
    assert cleared.codes(on=date(2026, 3, 3)) == ()


def test_correcting_the_days_of_a_hold_moves_the_answers(cleared):
    hold = cleared.hold("license")
    span = Span(date(2026, 3, 4), None, "America/New_York")
    standing.correct_hold(hold=hold, span=span, reason="the board says 4 March", actor=cleared.maya, at=AT)
    assert [cleared.codes(SESSION, date(2026, 3, day)) for day in (2, 3, 4)] == [(), (), ("held",)]


@pytest.mark.parametrize("act", ["end", "void", "correct"])
def test_the_system_opens_holds_and_only_people_end_them(cleared, act):
    robot = system("nightly", cleared.harbor)
    hold = cleared.hold("exclusion", actor=robot)
    said = {"hold": hold, "reason": "", "actor": robot, "at": AT}
    acts = {
        "end": lambda: standing.end_hold(last=TODAY, **said),
        "void": lambda: standing.void_hold(**said),
        "correct": lambda: standing.correct_hold(span=Span(TODAY), **said),
    }
    with pytest.raises(Forbidden):
        acts[act]()


def test_a_hold_from_a_source_cannot_be_opened_with_an_end_ahead(cleared):
    with pytest.raises(Refused):
        cleared.hold("exclusion", last=TODAY + DAYS)
    assert cleared.hold("complaint", last=TODAY).last == TODAY


def test_a_hold_on_a_basis_never_stops_a_release(cleared):
    assert cleared.hold("exclusion", basis="license:1").stops == ["offer", "session"]


def test_leave_stops_offers_and_ends_by_itself(cleared):
    standing.start_leave(
        participation=cleared.row, first=TODAY, last=TODAY + DAYS, actor=cleared.herself, at=AT
    )
    assert [cleared.codes(NEED, TODAY + n * DAYS) for n in (0, 1, 2)] == [("held",), ("held",), ()]
    assert cleared.codes(SESSION) == ()


@pytest.mark.parametrize(("last", "fine"), [(date(2027, 3, 2), True), (date(2027, 3, 3), False), (TODAY, True), (date(2026, 3, 1), False)])
def test_leave_lasts_at_most_twelve_months(cleared, last, fine):
    said = {"participation": cleared.row, "first": TODAY, "last": last, "actor": cleared.herself, "at": AT}
    if fine:
        assert standing.start_leave(**said).last == last
    else:
        with pytest.raises(Refused):
            standing.start_leave(**said)


# ── leaving, denial, coming back ─────────────────────────────────────────────
def test_notice_stops_offers_now_and_everything_after_the_last_day(cleared):
    last = TODAY + 30 * DAYS
    standing.give_notice(participation=cleared.row, last_day=last, reason="panel closes", actor=cleared.maya, at=AT)
    assert cleared.row.state == "leaving"
    assert cleared.codes() == ("held",)
    assert [cleared.codes(SESSION, day) for day in (last, last + DAYS)] == [(), ("denied", "terms_ended", "terms_ended")]


def test_notice_cannot_be_given_for_a_day_that_passed(cleared):
    with pytest.raises(Refused) as refused:
        standing.give_notice(participation=cleared.row, last_day=TODAY - DAYS, actor=cleared.maya, at=AT)
    assert refused.value.codes == ["last_day_passed"]


def test_leaving_ends_the_day_after_the_last_day(cleared):
    standing.resign(participation=cleared.row, last_day=TODAY, actor=cleared.herself, at=AT)
    robot = system("nightly", cleared.harbor)
    with pytest.raises(Refused):
        standing.end_left(participation=cleared.row, actor=robot, at=AT)
    standing.end_left(participation=cleared.row, actor=robot, at=AT + DAYS)
    assert cleared.row.state == "ended"


def test_a_declined_therapist_who_applies_again_is_onboarding_again(world):
    standing.decline(participation=world.row, decision="D-1", on=TODAY, actor=world.ines, at=AT)
    assert world.row.state == "declined"
    again = standing.take_part(organization=world.harbor, practitioner=world.wren, actor=world.herself, at=AT)
    assert (again.pk, again.state) == (world.row.pk, "onboarding")


def test_a_denial_overturned_admits_her_again(world):
    standing.decline(participation=world.row, decision="D-1", on=TODAY, actor=world.maya, at=AT)
    standing.admit(participation=world.row, decision="D-2", actor=world.ines, at=AT)
    assert world.row.state == "onboarding"


def test_a_denied_renewal_leaves_the_contract_and_takes_the_grant(cleared):
    standing.decline(participation=cleared.row, decision="D-2", on=TODAY + DAYS, actor=cleared.ines, at=AT + DAYS)
    assert cleared.row.state == "active"
    assert [cleared.codes(SESSION, TODAY + n * DAYS) for n in (0, 1)] == [(), ("denied",)]


def test_a_denial_and_leaving_end_every_service_everywhere_and_in_every_panel(cleared):
    standing.record_denial(participation=cleared.row, decision="D-2", on=TODAY, actor=cleared.ines, at=AT)
    standing.give_notice(participation=cleared.row, last_day=TODAY, reason="panel closes", actor=cleared.maya, at=AT)
    rows = Grant.objects.within(cleared.harbor).current().filter(granted=False)
    assert [(row.service, row.jurisdictions, row.every_panel) for row in rows] == [("", None, True)] * 2


def test_a_later_grant_replaces_the_denial(cleared):
    standing.record_denial(participation=cleared.row, decision="D-2", on=TODAY, actor=cleared.ines, at=AT + DAYS)
    assert cleared.codes() == ("denied",)
    cleared.grant(at=AT + 2 * DAYS, first=TODAY + 2 * DAYS, decision="D-3")
    assert cleared.codes(on=TODAY + 2 * DAYS) == ()


@pytest.mark.parametrize("act", ["admit", "grant", "cover", "hold", "notice"])
def test_a_therapist_writes_none_of_her_own_standing(world, act):
    said = {"participation": world.row, "actor": world.herself, "at": AT}
    acts = {
        "admit": lambda: standing.admit(decision="D", **said),
        "grant": lambda: standing.record_grant(
            service="", jurisdictions=None, first=TODAY, last=None, decision="D", **said
        ),
        "cover": lambda: standing.record_cover(kind="authority", bases=(LICENSE,), **said),
        "hold": lambda: standing.open_hold(reason="pause", first=TODAY, **said),
        "notice": lambda: standing.give_notice(last_day=TODAY, **said),
    }
    with pytest.raises((Forbidden, Refused)):
        acts[act]()


def test_another_organizations_staff_cannot_touch_her_standing(cleared):
    summit = organization("summit")
    other = staff(summit, "Calder Rimrock", Role.NETWORK_MANAGER, Role.DIRECTOR)
    with pytest.raises(Forbidden):
        cleared.hold(actor=other)
    assert not Grant.objects.visible_to(other).exists()
    assert not Cover.objects.visible_to(other).exists()


def test_nobody_takes_part_for_another_organization_or_another_therapist(world):
    summit = organization("summit")
    second, _ = therapist("Robin Larkspur", "T-00043")
    with pytest.raises(Forbidden):
        standing.take_part(organization=summit, practitioner=second, actor=world.maya, at=AT)
    with pytest.raises(Forbidden):
        standing.take_part(organization=summit, practitioner=second, actor=world.herself, at=AT)


def test_sharing_is_hers_to_give_and_to_take_back(world):
    assert not world.row.shared
    standing.share(participation=world.row, actor=world.herself, at=AT)
    assert world.row.shared
    standing.stop_sharing(participation=world.row, actor=world.herself, at=AT)
    assert not world.row.shared
    with pytest.raises(Forbidden):
        standing.share(participation=world.row, actor=staff(world.harbor, "Tom Wetherby", Role.VERIFIER), at=AT)
