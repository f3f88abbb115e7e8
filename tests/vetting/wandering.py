"""What the random walks of committee, policies, actions and appeals share: people, a clock, and what is read after every move.

After each move the tables are compared with what they were: whatever changed was told by an event, whatever an event tells did
change, a refused move left neither, and every state was reached along a declared step.
"""

import ast
from collections import Counter
from datetime import UTC, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import note

from network.models import Event, PersonLink
from network.states import steps
from tests.vetting.walking import Walk
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


class Wander:
    """One walk. A walk names its `MOVES`, its `WATCHED` models, and by `CARRIED` for rows whose change is told with another row: by
    which column. It is built once, to be copied; `random` is dealt to each move."""

    MOVES: tuple = ()
    WATCHED: tuple = ()
    CARRIED: dict = {}
    READING: frozenset = frozenset()  # acts that only tell that somebody read
    attempt_plainly, pick = Walk.attempt, Walk.pick

    random = None

    def __init__(self, world):
        self.done, self.world = Counter(), world
        self.organization = world.organization
        evening = world.at(40).astimezone(ZoneInfo(world.organization.zone)).replace(hour=18, minute=56, second=0, microsecond=0)
        self.at = evening.astimezone(UTC)  # at whatever hour a test runs, a walk goes the same way
        self.refusals, self.moves = Counter(), Counter()
        self.machines = {
            model._meta.label_lower: {(edge.name, edge.source, edge.target) for edge in steps(model)}
            for model in self.WATCHED if any(field.name == "state" for field in model._meta.fields)
        }

    def begin(self):
        """What comes before the walk is not looked at."""
        self.rows, self.last = self.tables(), self.newest()

    # ── Moves ────────────────────────────────────────────────────────────────

    def attempt(self, act, *args, **kwargs) -> bool:
        """One act of one person; whether it was allowed. Afterwards the tables and the trail are compared."""
        taken = self.attempt_plainly(act, *args, **kwargs)
        note(f"    {act.__name__} by {kwargs['actor'].label if 'actor' in kwargs else 'the schedule'}: {'done' if taken else 'refused'}")
        self.compare(taken)
        return taken

    def tried(self, act, *args, actor, **kwargs) -> bool:
        """One act a few minutes later."""
        self.at += timedelta(minutes=5)
        return self.attempt(act, *args, actor=actor, at=self.at, **kwargs)

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
        """Two person rows of one natural person."""
        low, high = sorted((one, other))
        PersonLink.objects.create(one_id=low, other_id=high, reason="Same", proposed_by_id=by.person_id)

    # ── What is read afterwards ──────────────────────────────────────────────

    def newest(self) -> int:
        """The newest event."""
        return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def tables(self) -> dict:
        """Every row of every watched table."""
        found = {}
        for model in self.WATCHED:
            rows = model.objects.within(self.organization) if hasattr(model.objects, "within") else model.objects
            found |= {f"{model._meta.label_lower}:{row['id']}": row for row in rows.values()}
        return found

    def compare(self, taken):
        """No change without an event, no event without a change, nothing after a refusal, and no state beside the machine."""
        before, now = self.rows, self.tables()
        told = list(Event.objects.filter(pk__gt=self.last).order_by("pk").select_related("payload"))
        changed = {name for name in {*before, *now} if before.get(name) != now.get(name)}
        if not taken:
            assert (changed, [event.action for event in told]) == (set(), [])
        else:
            self.changes_were_told(changed, {**before, **now}, {event.subject for event in told})
            self.events_tell_changes(changed, {**before, **now}, told)
            self.states_follow(changed, before, now, told)
            self.look(sorted(changed), before, now)
        self.rows, self.last = now, (told[-1].pk if told else self.last)

    def look(self, changed, before, now):
        """What a walk looks at beyond that."""

    def names(self, name, rows) -> set[str]:
        """The rows whose events tell of a row: itself, or the one it belongs to."""
        label, found = name.partition(":")[0], {name}
        for column, owner in self.CARRIED.get(label, ()):
            found.add(f"{owner}:{rows[name][column]}")
        return found

    def changes_were_told(self, changed, rows, subjects):
        silent = {name for name in changed if not self.names(name, rows) & subjects}
        assert silent == set(), "changed without an event"

    def events_tell_changes(self, changed, rows, told):
        moved = set().union(*(self.names(name, rows) for name in changed))
        labels = {model._meta.label_lower for model in self.WATCHED}
        empty = {
            (event.action, event.subject) for event in told
            if event.subject.partition(":")[0] in labels and event.action not in self.READING and event.subject not in moved
        }
        assert empty == set(), "told without a change"

    def states_follow(self, changed, before, now, told):
        for name in changed:
            legal = self.machines.get(name.partition(":")[0])
            if legal is None or name not in now:
                continue
            model = name.partition(":")[0].rpartition(".")[2]
            state = before[name]["state"] if name in before else None
            for event in told:
                values = event.payload.values or {}
                if event.subject == name and event.action.startswith(f"{model}.") and (values.get("after") or {}).get("state"):
                    went = (values["before"]["state"], values["after"]["state"])
                    assert (event.action.partition(".")[2], *went) in legal and state in (None, went[0])
                    state = went[1]
            assert state in (None, now[name]["state"]), f"{name} became {now[name]['state']} beside its steps"
