"""Chance as Hypothesis deals it: a walk becomes a rule-based state machine, and a walk that fails is shortened to what made it fail.

The world is built once for a test. Each example takes a copy of it inside a savepoint that is undone, so that many are cheap, and all
start alike. What came up is added over all examples, and asked for at the end.
"""

import os
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from network.models import Event
from tests.vetting.watched import Writes

LEAST = 5  # how often each step succeeds and each refusal is given, at least, over the examples of one run
HUNDREDTHS = st.integers(0, 99)


@cache
def below(count):
    """A whole number from 0; the simplest is 0."""
    return st.integers(0, count - 1)


class Drawn:
    """What a walk asks of chance. What is named first is the simplest: a failing walk is shortened towards it."""

    def __init__(self, data):
        self.draw = data.draw

    def choice(self, options):
        """One of these."""
        return options[self.draw(below(len(options)))] if len(options) > 1 else options[0]

    def random(self) -> float:
        """From 0 to 0.99."""
        return self.draw(HUNDREDTHS) / 100

    def sample(self, options, count) -> list:
        """So many of these, each once."""
        left = list(options)
        return [left.pop(self.draw(below(len(left))) if len(left) > 1 else 0) for _time in range(count)]


@dataclass
class Tally:
    """What came up, over all examples."""

    taken: Counter = field(default_factory=Counter)  # by the name of the event
    refused: Counter = field(default_factory=Counter)  # by code
    hands: dict = field(default_factory=dict)  # by the name of the event: who did it
    days: set = field(default_factory=set)
    walks: int = 0

    def add(self, walk, last):
        """What one walk did after the event `last`."""
        self.walks += 1
        self.refused += walk.refusals
        for action, label, actor, at in Event.objects.filter(pk__gt=last).values_list("action", "actor_label", "actor_id", "at"):
            self.taken[action] += 1
            self.hands.setdefault(action, set()).add((actor, label))
            self.days.add(at.date())

    def seldom(self, *, acts, refusals) -> dict[str, int]:
        """What came up too seldom, with how often: acts by the name of their event, refusals by code."""
        found = {name: self.taken[name] for name in acts} | {code: self.refused[code] for code in refusals}
        return {name: times for name, times in sorted(found.items()) if times < LEAST}

    def people(self) -> set:
        """Every natural person and every scheduled actor that did something."""
        return set().union(*self.hands.values())


def machine(world, tally, *, ends):
    """A state machine whose one rule is one move of a copy of `world`; `ends(walk)` looks at everything when a walk is over."""

    class Walking(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.undone = transaction.atomic()
            self.undone.__enter__()
            self.walk, self.whole, self.last = deepcopy(world), True, world.newest()

        def dealt(self, data, act):
            self.walk.random, self.whole = Drawn(data), False
            act()
            self.whole = True

        @initialize(data=st.data())
        def begins(self, data):
            self.dealt(data, self.walk.sets_out)

        @rule(data=st.data())
        def moves(self, data):
            self.dealt(data, self.walk.moves_on)

        @invariant()
        def holds(self):
            self.walk.holds()

        def teardown(self):
            try:
                if self.whole:
                    ends(self.walk)
                    tally.add(self.walk, self.last)
            finally:
                transaction.set_rollback(True)
                self.undone.__exit__(None, None, None)

    return Walking


def walk_often(world, *, ends, steps, examples) -> Tally:
    """So many examples of so many moves, the same ones every time, or as many as WALK_SEEDS says. What they did is returned."""
    tally = Tally()
    count = int(os.environ.get("WALK_SEEDS", examples))
    given = settings(
        max_examples=count, stateful_step_count=steps, derandomize=True, database=None, deadline=None, print_blob=False,
        phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
    )
    with Writes.counted():
        run_state_machine_as_test(machine(world, tally, ends=ends), settings=given)
    return tally
