"""Anybody does anything in any order, twice where she likes: what must hold of referrals holds after every step."""

import random
from datetime import timedelta

import pytest
from django.db import transaction

from network.access import Forbidden
from network.care import nightly
from network.care.models import Availability, Match, Offer, Referral
from network.care.workflow import answering, following, referring
from network.transitions import Refused
from network.workflow import standing
from payments.models import Authorization
from tests.care.care_world import AT, TODAY, CareWorld

pytestmark = pytest.mark.django_db
STEPS = 40


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    """Built once for this file; each walk acts in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = CareWorld()
        world.yard = world.employer()
        for name in ("Ada First", "Bea Second", "Cleo Third"):
            world.therapist(name, capacity=2)
        yield world
        transaction.set_rollback(True)


class Walk:
    """One evening at Harbor, an hour a step at most."""

    def __init__(self, world, seed):
        self.world, self.dice, self.at, self.done = world, random.Random(seed), AT, set()  # noqa: S311
        self.rows = list(world.people.values())
        for row in self.rows:
            row.refresh_from_db()
            row.kept = None

    def step(self):
        """Somebody does something; a refusal is an answer."""
        act = self.dice.choice(
            (self.ring, self.ring, self.answer, self.answer, self.answer, self.arrange, self.close, self.transfer, self.withdraw,
             self.again, self.hold, self.lift, self.lift, self.lift, self.night)
        )
        self.at += timedelta(minutes=self.dice.choice((0, 1, 20, 60, 600)))
        try:
            act()
            self.done.add(act.__name__)
        except (Refused, Forbidden):
            pass

    def referral(self):
        rows = list(Referral.objects.within(self.world.harbor).select_related("organization", "contact__organization", "contact__contract"))
        if not rows:
            raise Refused([])
        return self.dice.choice(rows)

    def ring(self):
        contact = self.world.call(self.world.yard, number=f"A0000{self.dice.randrange(4)}", at=self.at)
        line = self.dice.sample(self.rows, self.dice.randint(1, 3))
        self.world.refer(contact, *line, to_all=self.dice.random() < 0.5, at=self.at)

    def answer(self):
        rows = Offer.objects.within(self.world.harbor).exclude(respond_by=None)
        offers = list(rows.select_related(
            "referral__organization", "referral__contact", "organization", "participation__organization",
            "participation__practitioner__person",
        ))
        waiting = [offer for offer in offers if offer.state == "open" and offer.respond_by >= self.at]
        if not offers:
            raise Refused([])
        offer = self.dice.choice(waiting if waiting and self.dice.random() < 0.8 else offers)
        actor = self.dice.choice([row.herself for row in self.rows if row.pk == offer.participation_id] * 5 + [self.rows[0].herself])
        if self.dice.random() < 0.7:
            answering.accept(offer=offer, actor=actor, at=self.at)
        else:
            answering.decline(offer=offer, reason="full", actor=actor, at=self.at)

    def arrange(self):
        referral = self.referral()
        whose = [row.herself for row in self.rows if row.pk == referral.placed_with_id] or [self.rows[0].herself]
        answering.arrange(referral=referral, day=self.at.date() + timedelta(days=self.dice.randint(-1, 3)), actor=whose[0], at=self.at)

    def close(self):
        answering.close(referral=self.referral(), reason="Over.", actor=self.world.rosa, at=self.at)

    def transfer(self):
        answering.transfer(referral=self.referral(), reason="Moves.", held=self.dice.randint(0, 6), actor=self.world.rosa, at=self.at)

    def withdraw(self):
        referring.withdraw(referral=self.referral(), reason="Not now.", actor=self.world.rosa, at=self.at)

    def again(self):
        line = tuple(referring.InLine(row.pk, "in_person", "US-IL", "US-IL") for row in self.rows)
        referring.offer_again(referral=self.referral(), line=line, to_all=True, actor=self.world.rosa, at=self.at)

    def hold(self):
        row = self.dice.choice(self.rows)
        if row.kept is None:
            row.kept = self.world.hold(row, at=self.at)
        following.follow(row, at=self.at)

    def lift(self):
        row = self.dice.choice(self.rows)
        if row.kept is not None:
            hold, row.kept = row.kept, None
            standing.void_hold(hold=hold, reason="Was nobody’s fault.", actor=self.world.maya, at=self.at)

    def night(self):
        for work in (nightly.lapse_offers, nightly.follow_everybody, nightly.remind_late):
            work(on=self.at.date(), at=self.at)

    def holds(self):
        """Everything that must be true."""
        harbor = self.world.harbor
        offers = list(Offer.objects.within(harbor).select_related("referral"))
        for referral in Referral.objects.within(harbor):
            mine = [offer for offer in offers if offer.referral_id == referral.pk]
            won = [offer for offer in mine if offer.state == "accepted"]
            taken = referral.state in ("placed", "active", "closed", "transferred")
            assert len(won) == taken and [offer.participation_id for offer in won] == [referral.placed_with_id] * taken
            assert bool(referral.authorization) == taken
            assert (referral.state == "offered") == any(offer.state == "open" for offer in mine)
            assert not any(offer.state == "waiting" for offer in mine) or referral.state == "offered"
        self.rooms(harbor)
        self.units(harbor)

    def rooms(self, harbor):
        for availability in Availability.objects.within(harbor):
            mine = Referral.objects.within(harbor).filter(placed_with=availability.participation_id)
            running = mine.filter(state__in=("placed", "active")).count()
            assert running <= availability.capacity
            rooms = set(Match.objects.within(harbor).filter(participation=availability.participation_id).values_list("room", flat=True))
            assert rooms <= {availability.capacity - running}

    def units(self, harbor):
        """Of five sessions per person never more than five are promised, and each acceptance has one authorization."""
        promised = {}
        for referral in Referral.objects.within(harbor).exclude(state="withdrawn").select_related("contact"):
            key = referral.contact.subject_key
            promised[key] = promised.get(key, 0) + referral.units
        assert all(units <= 5 for units in promised.values())
        numbers = list(Referral.objects.within(harbor).exclude(authorization="").values_list("authorization", flat=True))
        assert sorted(numbers) == sorted(Authorization.objects.within(harbor).values_list("reference", flat=True))


@pytest.mark.parametrize("seed", range(4))
def test_a_walk_at_random(_world, db, seed):
    walk = Walk(_world, seed)
    for _ in range(STEPS):
        walk.step()
        walk.holds()
    assert {"ring", "answer"} <= walk.done
    assert walk.at.date() >= TODAY
