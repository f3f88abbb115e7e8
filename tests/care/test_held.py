"""Other sessions were held than was written down when a referral ended: intake corrects it, as far as sessions are left."""

import pytest

from network.access import Forbidden
from network.care.workflow import answering
from network.care.workflow.calls import verdict_of
from network.events import timeline
from payments.models import Authorization
from payments.workflow import sessions
from tests.care.care_world import AT, DAY, TODAY, CareWorld
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.story import refused

pytestmark = pytest.mark.django_db
_empty, empty = shared(CareWorld, "_empty")


@pytest.fixture
def world(empty, settings):
    settings.STAFF_SECOND_FACTOR = False
    empty.yard, empty.ada = empty.employer(), empty.therapist("Ada First", capacity=9)
    referral = empty.refer(empty.call(empty.yard), empty.ada)
    empty.referral = answering.accept(offer=empty.offer(referral, empty.ada), actor=empty.ada.herself, at=AT)
    return empty


def ended(world, held=1, way=answering.close):
    way(referral=world.referral, reason="It is over.", held=held, actor=world.rosa, at=AT + 2 * DAY)


def correct(world, held, *, reason="She held more.", actor=None, at=AT + 3 * DAY):
    return answering.correct_held(referral=world.referral, held=held, reason=reason, actor=actor or world.rosa, at=at)


def log(world, day):
    row = Authorization.objects.within(world.harbor).get(reference=world.referral.authorization)
    given = {"mode": "in_person", "actor": world.ada.herself, "at": AT + 4 * DAY}
    return sessions.log(row, day=TODAY + day * DAY, **given)


@pytest.mark.parametrize("way", [answering.close, answering.transfer])
def test_too_few_written_down_is_put_right_and_she_reports_the_rest(world, way):
    ended(world, way=way)
    log(world, 0)
    assert refused(log, world, 1) == ["over_the_count"]
    correct(world, 2)
    assert log(world, 1).left == 0
    assert verdict_of(world.call(world.yard), on=TODAY).left == 3
    assert timeline(world.referral)[0].action == "referral.held_corrected"
    correct(world, 5)
    row = Authorization.objects.within(world.harbor).get(reference=world.referral.authorization)
    assert (row.held, row.left, world.referral.units) == (None, 3, 5)  # nothing is written down any more: all five may be
    correct(world, 3)
    row.refresh_from_db()
    assert (row.held, row.left) == (3, 1)


@pytest.mark.parametrize(("held", "codes"), [
    (0, ["too_few_held"]), (1, None), (2, None), (5, None), (6, ["too_many_held"]), (-1, ["too_few_held", "too_many_held"]),
])
def test_never_fewer_than_were_reported_nor_more_than_were_given(world, held, codes):
    ended(world, held=3)
    log(world, 0)
    if codes:
        assert refused(correct, world, held) == codes
    else:
        correct(world, held)
        assert world.referral.units == held


@pytest.mark.parametrize(("held", "codes"), [(3, None), (4, ["none_left"])])
def test_what_somebody_else_was_given_since_is_not_given_twice(world, held, codes):
    ended(world, held=2)
    call = world.call(world.yard)
    world.refer(call, world.therapist("Bea Second", capacity=9), at=AT + 2 * DAY)  # the three that were left
    bea = world.referral.__class__.objects.within(world.harbor).exclude(pk=world.referral.pk).get()
    answering.accept(offer=bea.offers.get(), actor=world.people["Bea Second"].herself, at=AT + 2 * DAY)
    answering.close(referral=bea, reason="Moves.", held=2, actor=world.rosa, at=AT + 2 * DAY)  # one is free again
    if codes:
        assert refused(correct, world, held) == codes
        assert verdict_of(world.call(world.yard), on=TODAY).left == 1
    else:
        correct(world, held)
        assert verdict_of(world.call(world.yard), on=TODAY).code == "used_up"


def test_only_after_the_end_with_a_reason_and_by_intake(world):
    assert refused(correct, world, 2) == ["not_ended"]
    ended(world)
    assert refused(correct, world, 2, reason=" ") == ["no_reason"]
    with pytest.raises(Forbidden):
        correct(world, 2, actor=world.ada.herself)
    world.referral.refresh_from_db()
    assert world.referral.units == 1


def test_on_the_page(client, world):
    sign_in(client, world.rosa)
    where = f"/harbor/referrals/{world.referral.reference}/"
    assert "Correct how many sessions were held" not in text(client.get(where))
    ended(world)
    assert "Correct how many sessions were held" in text(client.get(where))
    assert client.post(f"{where}held/", {"held-held": "9", "held-reason": "She held more."}).status_code == 409
    assert client.post(f"{where}held/", {"held-held": "x", "held-reason": ""}).status_code == 422
    assert client.post(f"{where}held/", {"held-held": "2", "held-reason": "She held more."}).status_code == 302
    assert "Sessions 2" in text(client.get(where)) and "Sessions held corrected" in text(client.get(where))
