"""Twenty calls for three equals: who is asked already comes after those who are not, long before anybody answered."""

from collections import Counter

import pytest

from network.care.models import Match, Offer
from network.care.queries.calls import wish_of
from network.care.queries.shortlist import found
from network.care.views.intake import in_line
from network.care.workflow import answering, referring
from tests.care.care_world import AT, DAY, CareWorld
from tests.shared import shared

pytestmark = pytest.mark.django_db
_empty, empty = shared(CareWorld, "_empty")
EQUALS = ("Ada First", "Bea Second", "Cleo Third")


def calls(world, count, *, to_all=False):
    """So many people ring; each is offered to the first of the list."""
    for _ in range(count):
        world.rung = getattr(world, "rung", 0) + 1
        call = world.call(world.yard, number=f"A{world.rung:05}")
        wish = wish_of(call, AT)
        line = tuple(in_line(candidate, wish) for candidate in found(world.harbor, wish))
        referring.refer(contact=call, line=line, to_all=to_all, actor=world.rosa, at=AT)


def asked(world):
    rows = Offer.objects.within(world.harbor).filter(state="open").values_list("participation", flat=True)
    return sorted(Counter(rows).values())


def loads(world):
    return {row.participation_id: row.load for row in Match.objects.within(world.harbor)}


@pytest.fixture
def world(empty):
    empty.yard = empty.employer()
    empty.three = [empty.therapist(name) for name in EQUALS]
    return empty


def test_twenty_calls_are_shared_before_anybody_answers(world):
    calls(world, 20)
    assert asked(world) == [6, 7, 7]
    assert sorted(loads(world).values()) == [6, 7, 7]


def test_what_is_out_no_more_counts_no_more(world):
    ada, bea, cleo = world.three
    calls(world, 1)
    assert loads(world) == {ada.pk: 1, bea.pk: 0, cleo.pk: 0}
    answering.decline(offer=Offer.objects.within(world.harbor).get(state="open"), reason="full", actor=ada.herself, at=AT)
    assert loads(world) == {ada.pk: 0, bea.pk: 1, cleo.pk: 0}  # it went on to the next in line
    referring.lapse(offer=Offer.objects.within(world.harbor).get(state="open"), at=AT + 2 * DAY)
    assert loads(world) == {ada.pk: 0, bea.pk: 0, cleo.pk: 1}
    last = Offer.objects.within(world.harbor).get(state="open")
    referring.withdraw(referral=last.referral, reason="Not now.", actor=world.rosa, at=AT + 2 * DAY)
    assert set(loads(world).values()) == {0}


def test_of_an_offer_to_all_only_the_one_who_took_it_keeps_it(world):
    ada, bea, cleo = world.three
    calls(world, 1, to_all=True)
    assert set(loads(world).values()) == {1}
    offer = Offer.objects.within(world.harbor).get(participation=bea)
    answering.accept(offer=offer, actor=bea.herself, at=AT)
    assert loads(world) == {ada.pk: 0, bea.pk: 1, cleo.pk: 0}
