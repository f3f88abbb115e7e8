"""Where a file knows no day the last one is told, and a day that stands on the platform's number of days is told as such."""

from datetime import date

import pytest

from licensure.workflow import verifications
from network import clock
from network.models import Parameter
from tests.shared import shared
from tests.vetting import hers
from tests.vetting.pages import get, sign_in, text
from tests.vetting.staff_world import World
from vetting.answering import PLATFORM, counted_by
from vetting.clocks import BY_KEY
from vetting.facts.clocks import clocks_of
from vetting.models import QueueRow
from vetting.queries.waiting import waiting
from vetting.turns import Turn
from vetting.workflow import keeping

DB = pytest.mark.django_db
DAY = date(2026, 11, 2)
OURS, HERS, SOURCE = Turn("ours", "reviewer", "check"), Turn("theirs", "therapist", "answer"), Turn("source", "source", "wait")
BEGIN, DECIDE = Turn("ours", "reviewer", "begin_checks"), Turn("ours", "director", "decide")
SUBMIT, TERMS, NOBODY = Turn("theirs", "therapist", "submit"), Turn("theirs", "therapist", "accept_terms"), Turn("nobody", "nobody", "none")
SAID = "by the platform’s default"


@pytest.mark.parametrize(("turn", "state", "known", "found"), [
    (SUBMIT, "draft", None, ("lapse_days",)), (TERMS, "approved", None, ("answer_days",)), (SOURCE, "checking", None, (PLATFORM,)),
    (SOURCE, "checking", DAY, ()), (HERS, "checking", DAY, ()),  # somebody named that day
    (BEGIN, "submitted", DAY, ("begin_days",)), (OURS, "checking", DAY, ("begin_days", "check_days")),
    (DECIDE, "in_review", DAY, ("begin_days", "check_days", "decide_days")), (OURS, "approved", DAY, ("check_days",)),
    (NOBODY, "denied", None, ()),
])
def test_a_day_stands_on_the_days_the_states_before_it_give(turn, state, known, found):
    assert counted_by(turn, state, known) == found


_world, built = shared(World)


@pytest.fixture
def world(built, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: built.now)
    return built


def unset(world, *keys):
    """Nobody has said these days."""
    Parameter.objects.within(world.organization).filter(key__in=[f"vetting.{key}" for key in keys]).delete()
    QueueRow.objects.within(world.organization).update(stale=True)


def queue(client, world):
    sign_in(client, world.maya)
    return text(get(client, "queue", world))


def tracker(client, file):
    return text(hers.get(hers.as_her(client, file.herself), "my_application", reference=file.reference))


@DB
def test_what_nobody_has_said_is_known(world):
    assert clocks_of(world.organization, world.day()).unset == frozenset()
    assert clocks_of(world.organization, world.day(61)).unset == frozenset(BY_KEY)
    unset(world, "check_days")
    assert clocks_of(world.organization, world.day()).unset == {"check_days"}


@DB
def test_a_day_on_a_number_nobody_has_said_is_told_as_such_on_both_sides(client, world):
    file = world.checking()
    assert not waiting(file, on=world.day()).by_default
    assert SAID not in queue(client, world) + text(get(client, "file", world, reference=file.reference)) + tracker(client, file)
    unset(world, "decide_days")  # not of this state
    assert SAID not in queue(client, world)
    unset(world, "begin_days")
    assert waiting(file, on=world.day()).by_default
    assert SAID in queue(client, world) and SAID in text(get(client, "file", world, reference=file.reference))
    assert "That day is the platform’s default" in tracker(client, file)


@DB
def test_a_draft_says_on_both_sides_when_it_closes_by_itself(client, world):
    file = world.draft(ago=20)
    last = world.day(20 - BY_KEY["lapse_days"].default)
    keeping.catch_up(world.organization, at=world.now)
    row = QueueRow.objects.within(world.organization).get()
    assert (row.due_on, row.latest_on, row.by_default) == (None, last, False)
    shown = queue(client, world)
    assert "at the latest" in shown and SAID not in shown
    home = text(hers.get(hers.as_her(client, file.herself), "me"))
    assert "Closes by itself after" in home and SAID not in home
    unset(world, "lapse_days")
    assert SAID in queue(client, world)
    assert SAID in text(hers.get(hers.as_her(client, file.herself), "me"))


@DB
def test_a_source_that_named_no_day_is_given_the_platforms(client, world):
    file = world.checking()
    for check in world.checks(file):
        if check.element == "license":
            from_source = check
        else:
            world.verify(check)
    verifications.ask_source(from_source, source="The board", actor=world.tom, at=world.at(3))
    now = waiting(file, on=world.day())
    assert (now.due, now.latest, now.by_default) == (None, world.day(3 - 21), True)
    shown = queue(client, world)
    assert "at the latest" in shown and SAID in shown
    assert "At the latest on" in tracker(client, file) and "by the platform’s default" in tracker(client, file)

