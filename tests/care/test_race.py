"""Two at once, really at once: one client has one therapist, and nobody gets more clients than there is room for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from network.care.models import Match, Offer, Referral
from network.care.workflow import answering
from network.transitions import Refused
from payments.models import Authorization
from tests.care.care_world import AT, CareWorld

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """Each in a thread and a connection of its own, begun together: what each was refused with, "" when it was done."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            act()
            return ""
        except Refused as refused:
            return refused.codes[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def accepting(world, referral, row):
    offer = world.offer(referral, row)
    return lambda: answering.accept(offer=offer, actor=row.herself, at=AT)


def test_of_three_who_accept_at_once_one_wins_and_the_others_read_a_kind_word():
    world = CareWorld()
    yard, rows = world.employer(), [world.therapist(name) for name in ("Ada First", "Bea Second", "Cleo Third")]
    referral = world.refer(world.call(yard), *rows, to_all=True)
    said = at_once(*(accepting(world, referral, row) for row in rows))
    assert sorted(said) == ["", "taken", "taken"]
    states = list(Offer.objects.within(world.harbor).values_list("state", flat=True))
    assert sorted(states) == ["accepted", "withdrawn", "withdrawn"]
    referral.refresh_from_db()
    winner = rows[said.index("")]
    assert (referral.state, referral.placed_with) == ("placed", winner)
    assert [row.participation for row in Authorization.objects.within(world.harbor)] == [winner]


def test_two_clients_accepted_at_once_never_take_the_same_last_place():
    world = CareWorld()
    yard, ada = world.employer(), world.therapist("Ada First", capacity=1)
    referrals = [world.refer(world.call(yard, number=number), ada) for number in ("A00001", "A00002")]
    said = at_once(*(accepting(world, referral, ada) for referral in referrals))
    assert sorted(said) == ["", "full"]
    assert sorted(Referral.objects.within(world.harbor).values_list("state", flat=True)) == ["offered", "placed"]
    assert set(Match.objects.within(world.harbor).values_list("room", flat=True)) == {0}


def test_the_same_button_pressed_twice_accepts_once():
    world = CareWorld()
    yard, ada = world.employer(), world.therapist("Ada First")
    referral = world.refer(world.call(yard), ada)
    said = at_once(*(accepting(world, referral, ada) for _ in range(2)))
    assert sorted(said) == ["", "wrong_state"]
    assert Authorization.objects.within(world.harbor).count() == 1
