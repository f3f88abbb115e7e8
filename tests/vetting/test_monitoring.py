"""Watching the network: only who is due, each due day once and in order, undone when it is corrected; and what people do about it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from licensure.demo.profiles import Course
from licensure.models import Verification
from licensure.workflow.verifications import renew
from network.access import Forbidden
from network.events import Event
from network.models import Hold, Participation
from network.transitions import Refused
from network.workflow.standing import give_notice, void_hold
from tests import world as worlds
from tests.shared import shared
from vetting import nightly
from vetting.findings import BindsOn, Severity, Threshold
from vetting.models import Alert, Policy, Watch
from vetting.workflow import applying, monitoring, policies
from vetting.workflow.signing_again import sign_again

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 11, 18, tzinfo=UTC)
LICENSE, INSURANCE, CERTIFICATE = date(2027, 3, 31), date(2027, 4, 2), date(2027, 4, 5)


def built():
    """Harbor, whose policy asks for no monthly search of lists: the days below are those of evidence alone."""
    world = worlds.build("harbor", at=NOW - timedelta(days=9))
    version(world, lambda draft: policies.drop_threshold(draft, "exclusion_monthly", actor=world.maya, at=world.at))
    world.at = NOW
    return world


_world, world = shared(built)


def version(world, change, on=None):
    """The next version of the policy, changed, in force from a day; else from the day after the one before."""
    newest = Policy.objects.within(world.harbor).order_by("version").last()
    at, first = NOW - timedelta(days=9), on or newest.effective_from + timedelta(days=1)
    draft = policies.draft_from(newest, effective_from=first, actor=world.maya, at=at)
    change(draft)
    policies.send_for_approval(draft, note="n", actor=world.maya, at=at)
    policies.approve(draft, note="n", actor=world.ines, at=at)


def noon(day):
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def days(first, count):
    return [first + timedelta(days=number) for number in range(count)]


def ask_for_certificate(world, severity=Severity.BLOCKS, on=None):
    """A version that asks for a certificate as long as somebody is in the network."""
    row = Threshold("certificate_held", severity, {"courses": ("ceap",), "evidence": "verified"}, binds_on=BindsOn.IMMEDIATE)
    version(world, lambda draft: policies.set_threshold(draft, row, actor=world.maya, at=NOW - timedelta(days=9)), on=on)


def ceap(last=CERTIFICATE):
    return (Course("ceap", "CEAP", "Invented Board of Assistance", date(2024, 4, 1), last),)


def somebody(world, name="Wren Halloway", **wishes):
    given = {"license_expires": date(2028, 6, 30), "insurance_first": date(2026, 12, 1), "insurance_last": date(2028, 5, 31), **wishes}
    return worlds.active(world, world.harbor, worlds.therapist(world, name, **given))


def night(world, day):
    return nightly.watch(on=day, at=noon(day))


def alerts(world, **filters):
    return list(Alert.objects.within(world.harbor).filter(**filters).order_by("effective_on", "pk"))


def holds(world, application):
    return list(Hold.objects.within(world.harbor).current().filter(participation=application.participation))


def due(world, application):
    return Watch.objects.within(world.harbor).get(participation=application.participation).due_on


def check_of(world, application, element):
    return Verification.objects.within(world.harbor).get(file=application.reference, element=element, state="verified")


def verify_again(world, application, element, day, **answer):
    """The check is made anew, and its source says something else."""
    at, crew = noon(day), world.crew(world.harbor)
    check = renew(check_of(world, application, element), actor=crew.verifier, at=at, on=day)
    desk = world.file(application).desk(at, None, day)
    return desk.verify(check, **answer)


def events(action):
    return [event.payload.values.get("after", {}) for event in Event.objects.filter(action=action).order_by("sequence")]


def test_who_is_approved_is_watched_at_once_and_nobody_is_looked_at_before_a_day(world, django_assert_max_num_queries):
    wren = somebody(world, license_expires=LICENSE)
    assert due(world, wren) == date(2027, 3, 2)
    assert alerts(world) == []
    with django_assert_max_num_queries(12):
        assert night(world, date(2027, 3, 1)) == 0
    assert night(world, date(2027, 3, 2)) == 1
    assert night(world, date(2027, 3, 2)) == 0


def test_a_license_shows_amber_thirty_days_before_and_red_on_the_day_after_its_last(world):
    wren = somebody(world, license_expires=LICENSE)
    night(world, date(2027, 3, 1))
    assert alerts(world) == []
    night(world, date(2027, 3, 2))
    (alert,) = alerts(world)
    assert (alert.criterion, alert.place, alert.color, alert.effective_on, alert.last_good) == (
        "license_in_force", "US-IL", "amber", date(2027, 3, 2), LICENSE,
    )
    assert (alert.state, alert.due_on) == ("open", date(2027, 4, 1))
    night(world, LICENSE)
    alert.refresh_from_db()
    assert alert.color == "amber"
    night(world, date(2027, 4, 1))
    alert.refresh_from_db()
    assert (alert.color, alert.effective_on, alert.due_on) == ("red", date(2027, 4, 1), date(2027, 5, 1))
    assert holds(world, wren) == []  # its cover ended by its own day; no second stop
    assert [told["color"] for told in events("alert.raised") + events("alert.colored")] == ["amber", "red"]


def test_nine_nights_slept_through_are_made_up_for_in_order_each_once(world):
    ask_for_certificate(world)
    one = somebody(world, license_expires=LICENSE, courses=ceap(None))
    two = somebody(world, "Juniper Vale", insurance_last=INSURANCE, courses=ceap(None))
    three = somebody(world, "Basil Thornquist", courses=ceap())
    night(world, date(2027, 3, 30))
    assert {alert.color for alert in alerts(world)} == {"amber"}
    assert night(world, date(2027, 4, 8)) == 3
    reds = [told for told in events("alert.colored") if told["color"] == "red"]
    assert [(told["criterion"], told["effective_on"]) for told in reds] == [
        ("license_in_force", "2027-04-01"), ("insurance_in_force", "2027-04-03"), ("certificate_held", "2027-04-06"),
    ]
    assert [alert.participation_id for alert in alerts(world, color="red")] == [row.participation_id for row in (one, two, three)]
    before = Event.objects.count()
    for day in days(date(2027, 3, 31), 9):
        nightly.watch(on=day, at=noon(date(2027, 4, 8)))
    assert Event.objects.count() == before


def test_a_certificate_stops_offers_from_its_own_day_though_no_work_ran_since_the_approval(world):
    ask_for_certificate(world)
    wren = somebody(world, courses=ceap())
    (hold,) = holds(world, wren)
    assert (hold.reason, hold.first, hold.last, hold.stops, hold.source) == (
        "evidence", date(2027, 4, 6), None, ["offer"], "watch:certificate_held",
    )
    night(world, date(2027, 4, 6))
    assert len(holds(world, wren)) == 1


def test_a_rule_that_does_not_block_raises_an_alert_and_holds_nobody(world):
    ask_for_certificate(world, Severity.REVIEW)
    wren = somebody(world, courses=ceap())
    night(world, date(2027, 4, 6))
    assert [alert.color for alert in alerts(world)] == ["amber"] and holds(world, wren) == []


def test_a_corrected_license_clears_its_alert_and_a_corrected_certificate_its_hold_at_once(world):
    ask_for_certificate(world)
    wren = somebody(world, license_expires=LICENSE, courses=ceap())
    night(world, date(2027, 4, 6))
    assert [(alert.criterion, alert.color) for alert in alerts(world)] == [("license_in_force", "red"), ("certificate_held", "red")]
    verify_again(world, wren, "license", date(2027, 4, 7), good_through=date(2028, 9, 30))
    assert {alert.criterion: (alert.color, alert.state) for alert in alerts(world)} == {
        "license_in_force": ("green", "cleared"), "certificate_held": ("red", "open"),
    }
    verify_again(world, wren, "training", date(2027, 4, 7), good_through=date(2028, 10, 31))
    assert {alert.state for alert in alerts(world)} == {"cleared"}
    (hold,) = holds(world, wren)
    assert hold.first == date(2028, 11, 1)  # the earlier one never was; the next is foreseen
    voided = Hold.objects.within(world.harbor).get(participation=wren.participation, first=date(2027, 4, 6), void=True)
    assert voided.superseded_at is None
    assert due(world, wren) == date(2028, 5, 2)  # thirty days before the insurance ends


def test_a_day_corrected_while_the_work_slept_raises_nothing_for_the_past(world):
    wren = somebody(world, license_expires=LICENSE)
    verify_again(world, wren, "license", date(2027, 2, 20), good_through=date(2028, 9, 30))
    assert due(world, wren) == date(2028, 5, 2)
    night(world, date(2027, 4, 8))
    assert alerts(world) == []


def test_a_hold_moves_with_the_day_it_waits_for_in_both_directions(world):
    ask_for_certificate(world)
    wren = somebody(world, courses=ceap())
    for last in (date(2027, 6, 30), date(2027, 3, 15)):
        verify_again(world, wren, "training", date(2027, 2, 1), good_through=last)
        (hold,) = holds(world, wren)
        assert hold.first == last + timedelta(days=1)
    assert hold.revision == 3


def test_while_a_check_is_made_again_the_last_answer_counts(world):
    wren = somebody(world, license_expires=LICENSE)
    crew = world.crew(world.harbor)
    renew(check_of(world, wren, "license"), actor=crew.verifier, at=noon(date(2027, 2, 20)), on=date(2027, 2, 20))
    night(world, date(2027, 3, 2))
    assert [(alert.color, alert.last_good) for alert in alerts(world)] == [("amber", LICENSE)]


def test_a_hold_that_a_person_ended_is_not_opened_again(world):
    ask_for_certificate(world)
    wren = somebody(world, courses=ceap())
    void_hold(hold=holds(world, wren)[0], reason="The committee excused her.", actor=world.maya, at=noon(date(2027, 2, 1)))
    monitoring.look_now(world.harbor, wren.participation_id, at=noon(date(2027, 2, 2)))
    assert holds(world, wren) == []


def test_a_new_version_is_looked_at_on_its_first_day_and_holds_nobody_who_never_met_it(world):
    wren = somebody(world, courses=())
    first = date(2027, 2, 15)
    ask_for_certificate(world, on=first)
    night(world, first - timedelta(days=1))
    assert alerts(world) == []
    night(world, first)
    (alert,) = alerts(world)
    assert (alert.criterion, alert.color, alert.effective_on) == ("certificate_held", "red", first)
    assert holds(world, wren) == []


def test_who_leaves_is_not_watched_any_more(world):
    ask_for_certificate(world)
    wren = somebody(world, license_expires=LICENSE, courses=ceap())
    night(world, date(2027, 3, 2))
    row = Participation.objects.within(world.harbor).get(pk=wren.participation_id)
    give_notice(participation=row, last_day=date(2027, 3, 10), reason="r", actor=world.maya, at=noon(date(2027, 3, 3)))
    nightly.end_participations(on=date(2027, 3, 11), at=noon(date(2027, 3, 11)))
    night(world, date(2027, 3, 11))
    assert {alert.state for alert in alerts(world)} == {"cleared"}
    assert not Watch.objects.within(world.harbor).exists()
    assert [hold.reason for hold in holds(world, wren)] == ["notice"]


# ── What people do about it ──────────────────────────────────────────────────


def first_alert(world):
    somebody(world, license_expires=LICENSE)
    night(world, date(2027, 3, 2))
    return alerts(world)[0]


_alert, alert = shared(first_alert, "_alert")


def act(name, alert, actor, **given):
    getattr(monitoring, name)(alert, actor=actor, at=noon(date(2027, 3, 3)), **given)
    alert.refresh_from_db()
    return alert.state


def test_somebody_takes_it_gives_it_back_and_says_it_is_done_and_the_color_stays(world, alert):
    assert act("take", alert, world.tom) == "taken" and alert.taken_by_id == world.tom.person_id
    assert act("put_back", alert, world.tom) == "open" and alert.taken_by_id is None
    assert act("finish", alert, world.maya, reason="The renewal is on its way.") == "done"
    assert (alert.color, alert.taken_by_id, alert.note) == ("amber", world.maya.person_id, "The renewal is on its way.")


@pytest.mark.parametrize("note", ["", "   "])
def test_nothing_is_dismissed_without_a_note(world, alert, note):
    with pytest.raises(Refused) as refused:
        act("dismiss", alert, world.maya, reason=note)
    assert refused.value.codes == ["no_note"]
    assert act("dismiss", alert, world.maya, reason="She retires on that day.") == "dismissed"


def test_a_dismissed_alert_that_becomes_worse_waits_again_and_one_in_order_clears_by_itself(world, alert):
    act("dismiss", alert, world.maya, reason="She told us she renewed.")
    night(world, date(2027, 4, 1))
    alert.refresh_from_db()
    assert (alert.color, alert.state, alert.taken_by_id) == ("red", "open", None)
    application = next(iter(world.files.values())).application
    verify_again(world, application, "license", date(2027, 4, 2), good_through=date(2028, 9, 30))
    alert.refresh_from_db()
    assert (alert.color, alert.state) == ("green", "cleared")


def test_an_expired_license_that_was_dismissed_waits_again_when_the_board_says_revoked(world, alert):
    night(world, date(2027, 4, 1))
    alert.refresh_from_db()
    assert act("dismiss", alert, world.maya, reason="Her renewal is on its way.") == "dismissed" and alert.color == "red"
    night(world, date(2027, 4, 8))
    alert.refresh_from_db()
    assert alert.state == "dismissed", "nothing new"
    application = next(iter(world.files.values())).application
    said = check_of(world, application, "license").values | {"status": "revoked"}
    verify_again(world, application, "license", date(2027, 4, 9), values=said, good_through=LICENSE)
    alert.refresh_from_db()
    assert (alert.color, alert.state, alert.outcome, alert.observed["observed"]["status"]) == ("red", "open", "not_met", "revoked")
    assert (alert.last_good, alert.effective_on, alert.taken_by_id) == (LICENSE, date(2027, 4, 1), None)
    assert alert.due_on > date(2027, 4, 9), "people have their days again"


def test_who_has_no_role_for_it_and_whom_it_is_about_may_not(world, alert):
    with pytest.raises(Refused) as refused:
        act("take", alert, world.odell)
    assert refused.value.codes == ["not_allowed"]
    mine = replace(world.tom, person_id=alert.practitioner.person_id)
    with pytest.raises(Refused) as refused:
        act("take", alert, mine)
    assert "own_file" in refused.value.codes


def test_the_organizations_own_days_count(world):
    own = {"alert_ahead": 10, "alert_days": 5}
    version(world, lambda draft: policies.set_clocks(draft, own, actor=world.maya, at=NOW - timedelta(days=9)))
    somebody(world, license_expires=LICENSE)
    night(world, date(2027, 3, 21))
    assert alerts(world) == []
    night(world, date(2027, 3, 22))
    assert [alert.due_on for alert in alerts(world)] == [date(2027, 3, 27)]


# ── Her statement, signed again ──────────────────────────────────────────────


def ask_to_sign_again(world, months=6):
    row = Threshold("attestation_repeated", Severity.BLOCKS, {"months": months}, binds_on=BindsOn.IMMEDIATE)
    version(world, lambda draft: policies.set_threshold(draft, row, actor=world.maya, at=NOW - timedelta(days=9)))


def signature(at, name="Wren Halloway"):
    return applying.Signature(name=name, reauthenticated_at=at, text="All of it is true.")


def test_a_statement_not_signed_again_stops_offers_from_its_day_until_it_is_signed(world):
    ask_to_sign_again(world)
    wren = somebody(world)
    herself, last = world.file(wren).who.herself, date(2027, 7, 11)
    (hold,) = holds(world, wren)
    assert hold.first == last + timedelta(days=1)
    night(world, last + timedelta(days=1))
    assert [(alert.criterion, alert.color) for alert in alerts(world)] == [("attestation_repeated", "red")]
    at = noon(date(2027, 7, 20))
    sign_again(wren.participation, signature=signature(at), actor=herself, at=at)
    assert [alert.state for alert in alerts(world)] == ["cleared"]
    (hold,) = holds(world, wren)
    assert hold.first == date(2028, 1, 21)
    assert wren.attestations.count() == 2 and Event.objects.filter(action="attestation.repeated").count() == 1


def test_nobody_signs_again_for_her_nor_without_proof_nor_empty(world):
    ask_to_sign_again(world)
    wren, at = somebody(world), noon(date(2027, 2, 1))
    herself = world.file(wren).who.herself
    with pytest.raises(Forbidden):
        sign_again(wren.participation, signature=signature(at), actor=world.maya, at=at)
    stale = signature(at - timedelta(minutes=11))
    for wrong, code in ((signature(at, " "), "not_signed"), (stale, "not_reauthenticated"), (None, "not_signed")):
        with pytest.raises(Refused) as refused:
            sign_again(wren.participation, signature=wrong, actor=herself, at=at)
        assert refused.value.codes == [code]
    assert wren.attestations.count() == 1


# ── What is ours to look up again ────────────────────────────────────────────


def ask_to_look_again(world, days=60):
    row = Threshold("license_rechecked", Severity.REVIEW, {"days": days}, binds_on=BindsOn.IMMEDIATE)
    version(world, lambda draft: policies.set_threshold(draft, row, actor=world.maya, at=NOW - timedelta(days=9)))


def licenses(world, application):
    rows = Verification.objects.within(world.harbor).filter(file=application.reference, element="license")
    return list(rows.order_by("pk").values_list("state", flat=True))


def test_a_license_is_asked_for_again_a_week_before_its_answer_is_too_old_and_once(world):
    ask_to_look_again(world)
    wren = somebody(world)
    last = check_of(world, wren, "license").as_of + timedelta(days=60)
    night(world, last - timedelta(days=7))
    assert licenses(world, wren) == ["verified"]
    for _run in range(2):
        night(world, last - timedelta(days=6))
        assert licenses(world, wren) == ["superseded", "required"]
    assert alerts(world) == []  # the last answer still counts
    night(world, last + timedelta(days=1))
    (late,) = alerts(world)
    assert (late.criterion, late.color, holds(world, wren)) == ("license_rechecked", "amber", [])
    check = Verification.objects.within(world.harbor).get(file=wren.reference, element="license", state="required")
    day = last + timedelta(days=2)
    world.file(wren).desk(noon(day), None, day).verify(check)
    assert [alert.state for alert in alerts(world)] == ["cleared"]
    assert due(world, wren) == day + timedelta(days=54)
