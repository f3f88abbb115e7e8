"""What the random walks of files, committee, policies, actions and appeals share: people, a clock, and what is read after every move.

After each move the tables are compared with what they were: whatever changed was told by an event, whatever an event tells did
change, a refused move left neither, and every state was reached along a declared step.
"""

import ast
from collections import Counter
from datetime import UTC, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import note

from network.access import Forbidden
from network.models import PersonLink
from network.states import steps
from network.transitions import Refused
from tests.vetting.watched import Watched
from vetting.queries.judging import day_of

ROOT = Path(__file__).resolve().parents[2]


def codes(*paths, but=()) -> set[str]:
    """Every refusal code these files can give."""
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal" and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found - set(but)


def edges(*models) -> set[str]:
    """Every step of these machines, as events name them."""
    return {f"{model._meta.model_name}.{edge.name}" for model in models for edge in steps(model)}


class Ended(Exception):  # noqa: N818  nothing went wrong
    """A move is over: one of its acts was refused, which was counted."""


class Wander(Watched):
    """One walk. A walk names its `MOVES`, its `WATCHED` models, and by `CARRIED` for rows whose change is told with another row: by
    which column. It is built once, to be copied; `random` is dealt to each move."""

    MOVES: tuple = ()

    random = None

    def __init__(self, world, ago=40):
        self.done, self.world, self.gave = Counter(), world, None
        self.organization = world.organization
        evening = world.at(ago).astimezone(ZoneInfo(world.organization.zone)).replace(hour=18, minute=56, second=0, microsecond=0)
        self.at = evening.astimezone(UTC)  # at whatever hour a test runs, a walk goes the same way
        self.refusals, self.moves = Counter(), Counter()

    # ── Moves ────────────────────────────────────────────────────────────────

    def pick(self, options):
        """One of these: any, or one of those that were tried least so far."""
        least = min(self.done[name] for name in options)
        if self.random.random() < 0.5:
            options = [name for name in options if self.done[name] == least]
        name = self.random.choice(options)
        self.done[name] += 1
        return name

    def attempt_plainly(self, act, *args, **kwargs) -> bool:
        """Whether it was allowed; why not is counted, and nothing else may be raised."""
        try:
            self.gave = act(*args, **kwargs)
        except Refused as problem:  # Changed is one, too
            self.refusals.update(problem.codes)
        except Forbidden:
            self.refusals["forbidden"] += 1
        except Ended:
            pass
        else:
            return True
        return False

    def attempt(self, act, *args, **kwargs) -> bool:
        """One act of one person, or a move of several; whether it was allowed. Afterwards the tables and the trail are compared."""
        taken = self.attempt_plainly(act, *args, **kwargs)
        note(f"    {act.__name__} by {kwargs['actor'].label if 'actor' in kwargs else 'the schedule'}: {'done' if taken else 'refused'}")
        self.compare(taken)
        return taken

    def tried(self, act, *args, actor, **kwargs) -> bool:
        """One act a few minutes later."""
        self.at += timedelta(minutes=5)
        return self.attempt(act, *args, actor=actor, at=self.at, **kwargs)

    def must(self, act, *args, **kwargs):
        """What one act of a move of several gave; the move ends where it was refused."""
        if not self.attempt(act, *args, **kwargs):
            raise Ended
        return self.gave

    def sets_out(self):
        """What is different from walk to walk from the beginning."""

    def moves_on(self):
        """One move, mostly one that was seldom made."""
        self.at += timedelta(minutes=self.random.choice((5, 20, 60, 300)))
        name = self.pick(self.MOVES)
        note(f"{self.at:%d %B %H:%M} {name}")
        getattr(self, name)()
        self.moves[name] += 1

    def holds(self):
        """What must be true between two moves; each act was compared with the trail already."""
        assert self.tables() == self.rows, "changed by nobody's act"

    def chance(self, share) -> bool:
        """Whether something happens that happens so often."""
        return self.random.random() < share

    def said(self):
        """A reason, or now and then none."""
        return self.random.choice(("Seen and discussed.",) * 4 + (" ",))

    def rows_of(self, model, **which):
        """Rows of one model, in order."""
        return list(model.objects.within(self.organization).filter(**which).order_by("pk"))

    def one(self, model, **which):
        """One of the latest of these rows; None without any."""
        found = self.rows_of(model, **which)[-6:]
        return self.random.choice(found) if found else None

    @property
    def today(self):
        """The organization's day."""
        return day_of(self.organization, self.at)

    def day(self, days):
        """So many days from today."""
        return self.today + timedelta(days=days)

    def link(self, one, other, by):
        """Two person rows of one natural person, as `by` suspects."""
        low, high = sorted((one, other))
        PersonLink.objects.get_or_create(one_id=low, other_id=high, defaults={"reason": "Same", "proposed_by_id": by.person_id})
