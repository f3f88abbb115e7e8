"""Nine slept nights of two organizations while something in one of them is broken: the other sees no difference, and what was missed comes.

What happened is compared by the whole trail, mail and letters of each: without a fault, with it, and after it was mended.
"""

import re
from collections import Counter, defaultdict
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import transaction

from network import clock
from network.models import Event, Letter, Message, Parameter, Task
from network.schedule import run_nightly
from network.workflow.nights import KIND
from tests.shared import shared
from tests.vetting.story import Story
from vetting import clocks
from vetting.models import Watch
from vetting.workflow import checking
from vetting.workflow import monitoring as watching

pytestmark = pytest.mark.django_db
LAST, WOKE = 195, 204  # days from now: the last night anybody worked, and the day it goes on; her insurance ends on day 200


def two_organizations():
    """Each with two therapists whose evidence runs out in those days, and a file with a question that is reminded of in them."""
    worlds = Story("harbor"), Story("meridian")
    for world in worlds:
        world.files = [world.active("Wren Halloway"), world.active("Juniper Vale")]
        asked = world.checking("Maude Ashdown")
        checking.request_information(asked, message="Page two?", due_on=world.day(-230), actor=world.tom, at=world.at(-190))
    with awake(worlds[0], LAST):
        assert [step.error for step in run_nightly(worlds[0].day(-LAST))] == [""] * len(settings.NIGHTLY)
    return worlds


@contextmanager
def awake(world, later):
    """The clock stands so many days from now."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "now", lambda: world.at(-later))
        yield


_world, world = shared(two_organizations)


def slept(worlds):
    """The nights that were slept through, made up for on the day it goes on; the errors of each function that broke, by its name."""
    broke = defaultdict(list)
    with awake(worlds[0], WOKE):
        for later in range(LAST + 1, WOKE + 1):
            for step in run_nightly(worlds[0].day(-later)):
                if step.error:
                    broke[step.name].append(step.error)
    return broke


def story_of(world) -> Counter:
    """What the trail, the mails and the letters of an organization tell, without numbers, and without what is told of broken nights."""
    events = Event.objects.filter(scope=f"organization:{world.organization.pk}")
    nights = {f"network.task:{pk}" for pk in Task.objects.within(world.organization).filter(kind=KIND).values_list("pk", flat=True)}
    told = [(row.action, re.sub(r":\d+$", "", row.about), row.at) for row in events if row.subject not in nights]
    mails = Message.objects.within(world.organization).values_list("template", "address", "created_at")
    letters = Letter.objects.within(world.organization).values_list("kind", "about", "requested_at")
    return Counter([*told, *mails, *letters])


@contextmanager
def undone():
    """What happens within is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def unbroken(world):
    """What the nine nights do where nothing is broken, in each of both."""
    before = [story_of(each) for each in world]
    with undone():
        assert slept(world) == {}
        after = [story_of(each) for each in world]
    assert [story_of(each) for each in world] == before
    assert all(sum((late - early).values()) > 5 for late, early in zip(after, before, strict=True)), "there is something to do"
    return after


def broken_since(world):
    return Task.objects.within(world.organization).open().filter(kind=KIND)


def test_a_row_that_makes_no_sense_stops_its_own_organization_and_no_other(world, unbroken):
    harbor, meridian = world
    nonsense = Parameter(
        organization=harbor.organization, key=next(each.parameter for each in clocks.CLOCKS if each.key == "alert_ahead"),
        effective_from=harbor.day(), value={"soon": None}, author_id=harbor.maya.person_id,
    )
    Parameter.objects.within(harbor.organization).bulk_create([nonsense])
    broke = slept(world)
    assert broke and all("Harbor" in each and "Meridian" not in each for errors in broke.values() for each in errors)
    assert story_of(meridian) == unbroken[1] and not broken_since(meridian).exists()
    assert story_of(harbor) != unbroken[0]
    assert {task.facts["step"] for task in broken_since(harbor)} == set(broke)
    assert {len(task.facts["days"]) for task in broken_since(harbor)} == {WOKE - LAST}
    Parameter.objects.within(harbor.organization).filter(value={"soon": None}).delete()
    assert slept(world) == {}
    assert [story_of(each) for each in world] == unbroken, "each once, nothing lost"
    assert not broken_since(harbor).exists()


def test_somebody_a_rule_breaks_on_stops_nobody_beside_her_and_catches_up_in_order(world, unbroken, monkeypatch):
    harbor, meridian = world
    hers = harbor.files[0].participation_id
    looks, rule = defaultdict(list), watching.keep_holds

    def keep(participation, policies, facts, *, on, at):
        if participation.pk == hers and bad:
            raise ZeroDivisionError("a rule nobody foresaw")
        looks[participation.pk].append(on)
        return rule(participation, policies, facts, on=on, at=at)

    monkeypatch.setattr(watching, "keep_holds", keep)
    Watch.objects.within(harbor.organization).filter(participation=hers).update(due_on=harbor.day(-LAST - 2))
    bad = False
    with undone():
        slept(world)
    seen = {pk: list(days) for pk, days in looks.items()}
    assert len(seen[hers]) > 1 and len(seen) == 4
    looks.clear()
    bad = True
    broke = slept(world)
    her = harbor.files[0].practitioner.reference
    assert set(broke) == {"vetting.nightly.watch"}
    assert all(f"Harbor: {her} ZeroDivisionError" in each for each in broke["vetting.nightly.watch"])
    assert story_of(meridian) == unbroken[1]
    assert set(looks) == set(seen) - {hers}
    (task,) = broken_since(harbor)
    assert (task.about, task.facts["error"]) == (her, "ZeroDivisionError")
    bad = False
    looks.clear()
    assert slept(world) == {}
    assert looks[hers] == sorted(looks[hers]) == seen[hers]
    assert [story_of(each) for each in world] == unbroken


