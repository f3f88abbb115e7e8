"""How long a record is kept: days of the policy within what the law lets, a legal hold that beats them, and two people."""

from datetime import timedelta

import pytest
from django.test import TestCase

from network.access import Forbidden
from network.facts.keeping import kept_of
from network.models import (
    Erasure,
    Event,
    LegalHold,
    Message,
    Organization,
    Parameter,
    Participation,
    RefusedAttempt,
    Task,
)
from network.transitions import Refused
from network.workflow import erasing
from tests.network.cast import organization, staff
from tests.shared import shared
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import World
from vetting import nightly
from vetting.clocks import in_full, problems
from vetting.retention import Class, duty
from vetting.workflow import applying

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


_world, world = shared(World)


def keep(world, since=30, **days):
    for key, value in days.items():
        Parameter(
            organization=world.organization, key=f"vetting.{key}", value=value, effective_from=world.day(since),
            author_id=world.maya.person_id, approver_id=world.ines.person_id,
        ).save()


def taken_back(world):
    """She took her application back today."""
    file = world.submitted()
    applying.withdraw(file, actor=file.herself, at=world.now, reason="Moving away.")
    return Participation.objects.within(world.organization).get(pk=file.participation_id)


_gone, gone = shared(taken_back, "_gone")


def kept(world, row, on=None):
    return kept_of(world.organization, row.practitioner, on=on or world.day(0))[0]


def codes(call, *args, **given):
    with pytest.raises(Refused) as refused:
        call(*args, **given)
    return refused.value.codes


def erasure_of(row):
    return Erasure.objects.within(row.organization).filter(practitioner=row.practitioner).first()


# ── Days and law ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("country", "key", "days", "found"), [
    ("NL", "keep_rejected_days", 28, []), ("NL", "keep_rejected_days", 29, ["over_law"]),
    ("NL", "keep_withdrawn_days", 28, []), ("NL", "keep_withdrawn_days", 29, ["over_law"]),
    ("NL", "keep_ended_days", 2555, []), ("US", "keep_rejected_days", 2555, []), ("US", "keep_rejected_days", 29, []),
    ("NL", "keep_rejected_days", 0, []), ("US", "keep_rejected_days", -1, ["too_low"]), ("US", "keep_rejected_days", 3661, ["too_high"]),
])
def test_a_policy_keeps_no_longer_than_the_law_of_its_country_lets(country, key, days, found):
    assert [code for _key, code in problems({key: days}, country)] == found


def test_what_a_policy_does_not_say_stays_below_the_law_too():
    assert in_full({}, "NL")["keep_rejected_days"] == 28 and in_full({}, "US")["keep_rejected_days"] == 2555


def test_where_a_law_says_how_long_at_most_nothing_makes_a_request_wait():
    assert not duty(Class.REJECTED, "NL") and duty(Class.REJECTED, "US") and duty(Class.ENDED, "NL")


def test_nothing_runs_while_an_application_is_open(world):
    file = world.submitted()
    row = Participation.objects.within(world.organization).get(pk=file.participation_id)
    assert kept(world, row).still.code == "file_open"


def test_nothing_runs_while_a_therapist_takes_part(world):
    assert kept(world, world.active().participation).still.code == "takes_part"


def test_who_was_only_invited_is_in_no_class(world):
    her = world.submitted().practitioner
    row = Participation(
        organization=organization("summit"), practitioner=her, began_at=world.at(4000), state_since=world.at(4000)
    )
    row.save()
    assert kept_of(row.organization, her, on=world.day()) == ()


def test_each_class_has_its_own_days(world, gone):
    keep(world, keep_rejected_days=5, keep_withdrawn_days=7, keep_ended_days=400)
    assert (kept(world, gone).kind, kept(world, gone).until) == ("withdrawn", world.day(0) + 7 * DAY)


# ── The night ────────────────────────────────────────────────────────────────


def night(world, days):
    at = world.now + days * DAY
    with TestCase.captureOnCommitCallbacks(execute=True):
        return nightly.retain(on=at.date(), at=at)


@pytest.mark.parametrize("days", [20, 40])
def test_a_file_is_kept_as_many_days_as_the_policy_says_and_not_one_more(world, gone, days):
    keep(world, keep_withdrawn_days=days, erase_ahead_days=3)
    night(world, days - 4)
    assert erasure_of(gone) is None
    night(world, days - 3)
    assert (erasure_of(gone).state, erasure_of(gone).due_on) == ("proposed", world.day(0) + days * DAY)
    night(world, days - 1)
    gone.refresh_from_db()
    assert gone.erased_at is None and gone.practitioner.person.family_name
    night(world, days)
    gone = Participation.objects.within(world.organization).get(pk=gone.pk)
    assert erasure_of(gone).state == "done" and gone.erased_at and gone.practitioner.person.family_name == ""


def test_the_network_manager_is_told_ahead_once(world, gone):
    keep(world, keep_withdrawn_days=20, erase_ahead_days=3)
    for days in (17, 18, 18):
        night(world, days)
    task = Task.objects.within(world.organization).get(kind="erasure_ahead")
    assert (task.role, task.about, task.due_on) == ("network_manager", gone.practitioner.reference, world.day(0) + 20 * DAY)


def test_what_the_policy_ends_is_held_and_not_turned_down(world, gone):
    keep(world, keep_withdrawn_days=20, erase_ahead_days=3)
    night(world, 18)
    assert codes(erasing.drop, erasure_of(gone), reason="Not yet.", actor=world.ines, at=world.now) == ["by_policy"]


def test_a_legal_hold_keeps_it_and_lifted_lets_it_go(world, gone):
    keep(world, keep_withdrawn_days=20, erase_ahead_days=3)
    hold = erasing.place(gone, reason="A court asks.", review_on=world.day(-100), actor=world.maya, at=world.now)
    night(world, 30)
    gone.refresh_from_db()
    assert gone.erased_at is None and erasure_of(gone).state == "proposed"
    erasing.lift(hold, reason="Settled.", actor=world.ines, at=world.now + 31 * DAY)
    night(world, 31)
    gone.refresh_from_db()
    assert gone.erased_at is not None


def test_who_applies_again_is_not_erased(world, gone):
    keep(world, keep_withdrawn_days=20, erase_ahead_days=3)
    night(world, 18)
    keep(world, since=20, keep_withdrawn_days=50)
    night(world, 20)
    gone.refresh_from_db()
    assert gone.erased_at is None and erasure_of(gone).state == "dropped"


def test_old_mails_and_refused_attempts_go_and_that_is_recorded(world, gone):
    keep(world, keep_mails_days=30, keep_attempts_days=40)
    RefusedAttempt.objects.create(at=world.now, actor_label="x", organization=world.organization, action="a", subject="s")
    Message(key="k", organization=world.organization, address="a@b.example", template="t", language="en", subject="s", body="b",
            state="sent", created_at=world.now).save()
    mails, attempts = Message.objects.within(world.organization).filter(key="k"), RefusedAttempt.objects.filter(action="a")
    night(world, 30)
    assert mails.exists() and attempts.exists()
    night(world, 31)
    assert not mails.exists() and attempts.exists()
    night(world, 41)
    assert not attempts.exists()
    assert Event.objects.filter(action="logs.cleared").count() == 2


# ── People ───────────────────────────────────────────────────────────────────


def proposed(world, row, **given):
    fields = {"basis": "request", "reason": "By letter of 3 May.", "actor": world.maya, "at": world.now, **given}
    return erasing.propose(row, **fields)


def test_who_proposes_does_not_carry_it_out(world, gone):
    keep(world, keep_withdrawn_days=0)
    erasure = proposed(world, gone)
    assert codes(erasing.carry_out, erasure, actor=world.maya, at=world.now) == ["same_person"]
    erasing.carry_out(erasure, actor=world.ines, at=world.now)
    assert erasure.state == "done"


def test_a_request_waits_while_the_policy_must_keep_it_and_says_until_when(world, gone):
    keep(world, keep_withdrawn_days=20)
    erasure = proposed(world, gone)
    assert codes(erasing.carry_out, erasure, actor=world.ines, at=world.now + 19 * DAY) == ["duty_runs"]
    erasing.carry_out(erasure, actor=world.ines, at=world.now + 20 * DAY)


def test_in_the_netherlands_a_rejected_applicant_who_asks_is_erased_at_once(world, gone):
    Organization.objects.filter(pk=world.organization.pk).update(country="NL")
    world.organization.refresh_from_db()
    gone = Participation.objects.within(world.organization).get(pk=gone.pk)
    assert kept(world, gone).until == world.day(0) + 28 * DAY
    erasing.carry_out(proposed(world, gone), actor=world.ines, at=world.now)


def test_a_legal_hold_beats_a_request(world, gone):
    keep(world, keep_withdrawn_days=0)
    erasure = proposed(world, gone)
    erasing.place(gone, reason="A court asks.", review_on=world.day(-100), actor=world.maya, at=world.now)
    assert codes(erasing.carry_out, erasure, actor=world.ines, at=world.now) == ["legal_hold"]


def test_nobody_is_erased_who_takes_part(world):
    row = world.active().participation
    assert codes(erasing.carry_out, proposed(world, row), actor=world.ines, at=world.now) == ["still_open"]


@pytest.mark.parametrize(("given", "code"), [
    ({"basis": "retention"}, "basis"), ({"reason": " "}, "no_reason"),
])
def test_a_proposal_says_why(world, gone, given, code):
    assert codes(proposed, world, gone, **given) == [code]


def test_one_proposal_at_a_time(world, gone):
    erasure = proposed(world, gone)
    assert codes(proposed, world, gone) == ["open_already"]
    assert codes(erasing.drop, erasure, reason="", actor=world.ines, at=world.now) == ["no_reason"]
    erasing.drop(erasure, reason="She changed her mind.", actor=world.ines, at=world.now)
    assert proposed(world, gone).state == "proposed"


def test_a_verifier_neither_holds_nor_erases(world, gone):
    for act in (lambda: proposed(world, gone, actor=world.tom),
                lambda: erasing.place(gone, reason="x", review_on=world.day(-9), actor=world.tom, at=world.now)):
        with pytest.raises(Forbidden):
            act()


@pytest.mark.parametrize(("reason", "ahead", "code"), [("", 9, "no_reason"), ("x", 0, "review_day"), ("x", 733, "review_day")])
def test_a_hold_has_a_reason_and_a_day_to_look_again(world, gone, reason, ahead, code):
    assert codes(erasing.place, gone, reason=reason, review_on=world.day(-ahead), actor=world.maya, at=world.now) == [code]


def test_a_hold_is_lifted_once_with_a_reason(world, gone):
    hold = erasing.place(gone, reason="A court asks.", review_on=world.day(-9), actor=world.maya, at=world.now)
    assert codes(erasing.lift, hold, reason=" ", actor=world.ines, at=world.now) == ["no_reason"]
    erasing.lift(hold, reason="Over.", actor=world.ines, at=world.now)
    assert codes(erasing.lift, hold, reason="Over.", actor=world.ines, at=world.now) == ["lifted_already"]
    assert Task.objects.within(world.organization).get(kind="review_legal_hold").done_at == world.now


# ── Pages ────────────────────────────────────────────────────────────────────


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def address(row):
    return {"reference": row.practitioner.reference}


def test_two_people_erase_on_the_page(client, world, gone):
    keep(world, keep_withdrawn_days=0)
    sign_in(client, world.maya)
    post(client, "keep", world, do="propose", data={"propose-basis": "request", "propose-reason": "By letter."}, **address(gone))
    assert "You proposed this yourself." in text(get(client, "keeping", world, **address(gone)))
    sign_in(client, world.ines)
    name = gone.practitioner.person.full_name
    wrong = post(client, "keep", world, do="carry-out", data={"carry-out-name": "Somebody"}, **address(gone))
    assert wrong.status_code == 422 and erasure_of(gone).state == "proposed"
    post(client, "keep", world, do="carry-out", data={"carry-out-name": name}, **address(gone))
    shown = text(get(client, "keeping", world, **address(gone)))
    assert erasure_of(gone).state == "done" and name not in shown and "Name erased" in shown
    assert "Name erased" in text(get(client, "kept", world))


def test_a_hold_is_placed_and_lifted_on_the_page(client, world, gone):
    sign_in(client, world.maya)
    held = {"place-reason": "A court asks.", **parts("place-review_on", world.day(-30))}
    assert post(client, "keep", world, do="place", data=held, **address(gone)).status_code == 302
    hold = LegalHold.objects.within(world.organization).get()
    assert "A court asks." in text(get(client, "keeping", world, **address(gone))) and "A court asks." in text(get(client, "kept", world))
    given = {"lift-hold": hold.pk, "lift-reason": "Over."}
    post(client, "keep", world, do="lift", data=given, **address(gone))
    assert "Lifted by Maya Lindenwood" in text(get(client, "keeping", world, **address(gone)))
    assert post(client, "keep", world, do="lift", data=given, **address(gone)).status_code == 409


def test_an_act_nobody_knows_is_not_found(client, world, gone):
    sign_in(client, world.maya)
    assert post(client, "keep", world, do="shred", data={}, **address(gone)).status_code == 404


def test_an_outsider_finds_nothing_and_neither_verifier_nor_auditor_may(client, world, gone):
    sign_in(client, staff(organization("summit"), "Greta Hollowell", "network_manager"))
    assert get(client, "keeping", world, **address(gone)).status_code == get(client, "kept", world).status_code == 404
    held = {"place-reason": "A court asks.", **parts("place-review_on", world.day(-30))}
    for colleague in (world.una, world.tom):
        sign_in(client, colleague)
        assert get(client, "keeping", world, **address(gone)).status_code == 403
        assert post(client, "keep", world, do="place", data=held, **address(gone)).status_code == 403
    assert not LegalHold.objects.within(world.organization).exists()
