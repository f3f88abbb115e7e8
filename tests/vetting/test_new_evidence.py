"""A renewed policy needs no decision: it is checked in the file that was approved, and its cover begins when it says."""

from datetime import timedelta

import pytest

from licensure.models import Verification
from network.models import Cover
from tests import world as worlds
from tests.shared import shared
from vetting.models import Decision
from vetting.queries.looked_at import looked_at
from vetting.queries.queue import find
from vetting.queries.waiting import waiting
from vetting.turns import ALLOWED
from vetting.workflow import keeping
from vetting.workflow.profile import write_entry

pytestmark = pytest.mark.django_db


_world, world = shared(lambda: worlds.build("harbor"))


_approved, approved = shared(lambda world: worlds.active(world, world.harbor), "_approved")


def policy(first, last):
    return {
        "kind": "insurance", "title": "Professional liability", "issuer": "Lantern Mutual", "number": "LM-7", "currency": "USD",
        "named_person": "Basil Thornquist", "per_claim": 100_000_000, "aggregate": 300_000_000, "covers_from": first,
        "covers_through": last, "detail": {"named": "self"},
    }  # fmt: skip


def renew(world, approved, first, last):
    herself = world.herself(approved)
    return write_entry(
        "insurance", practitioner=approved.practitioner, values=policy(first, last), actor=herself, at=world.at
    )


def test_a_renewed_policy_opens_a_check_in_the_approved_file_and_is_ours(world, approved):
    day = world.day(world.harbor)
    assert waiting(approved, on=day).turn.whose == "nobody"
    row = renew(world, approved, day, day + timedelta(365))
    check = Verification.objects.within(world.harbor).get(item=row.key)
    assert (check.file, check.state) == (approved.reference, "required")
    turn = waiting(approved, on=day)
    assert (turn.turn.whose, turn.turn.next_step, turn.due) == ("ours", "check", day + timedelta(ALLOWED["checking"]))
    keeping.catch_up(world.harbor, at=world.at)
    found = find(world.tom, world.harbor, on=day, view="renewed")
    assert [item.reference for item in found.items] == [approved.reference] and found.counts["open"] == 0
    approved.refresh_from_db()
    assert approved.state == "approved"


def test_verifying_it_writes_its_cover_without_a_decision(world, approved):
    day = world.day(world.harbor)
    first = day - timedelta(8)
    row = renew(world, approved, first, day + timedelta(365))
    decisions = Decision.objects.within(world.harbor).count()
    world.file(approved).verify(world.at)
    cover = Cover.objects.within(world.harbor).current().get(kind="insurance", bases__0__key=row.key)
    assert (cover.first, Decision.objects.within(world.harbor).count()) == (first, decisions)
    assert waiting(approved, on=day).turn.whose == "nobody"


def test_while_a_renewal_is_checked_it_is_looked_at_there(world, approved):
    who = world.file(approved).who
    renewal = worlds.File(who, world.crew(world.harbor)).open(world.at, places=["US-IL"], kind="renewal")
    renewal.agree(world.at), renewal.answer(world.at), renewal.confirm(world.at), renewal.sign(world.at)
    assert [row.reference for row in looked_at(who.practitioner)] == [approved.reference]
    renewal.begin(world.at)
    assert [row.reference for row in looked_at(who.practitioner)] == [renewal.application.reference]


def test_nobody_is_asked_to_look_where_she_no_longer_shares(world, approved):
    day = world.day(world.harbor)
    approved.participation.shared = False
    approved.participation.save()
    row = renew(world, approved, day, day + timedelta(365))
    assert not Verification.objects.within(world.harbor).filter(item=row.key).exists()
