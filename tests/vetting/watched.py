"""What a walk reads after its moves: every row it watches against the trail.

Whatever changed was told by an event, whatever an event tells did change, a refused move left neither, and every state was reached along
a declared step.
"""

import re
from contextlib import contextmanager
from functools import wraps

from django.db import connection

from network.models import Event
from network.states import steps

READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")  # what is undone was written, and counted, before


INTO = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


class Writes:
    """How often something was written, and where last: tables nobody wrote to need not be read again. None while nobody counts."""

    number: int | None = None
    last: dict[str | None, int] = {}  # by table: the number of the last statement that wrote to it; None: who knows where

    @classmethod
    @contextmanager
    def counted(cls):
        """Counts every statement but those that only read."""

        def execute(run, sql, *args):
            if not sql.startswith(READS):
                cls.number += 1
                found = INTO.match(sql)
                cls.last[found and found[1]] = cls.number
            return run(sql, *args)

        cls.number, cls.last = 0, {}
        try:
            with connection.execute_wrapper(execute):
                yield
        finally:
            cls.number = None

    @classmethod
    def since(cls, number, table) -> bool:
        """Whether a table may have been written to after statement `number`."""
        return None in (number, cls.number) or max(cls.last.get(table, 0), cls.last.get(None, 0)) > number


def once(*told):
    """A look at the database that is not repeated while nothing is written; nor do the attributes `told` of the walk change."""

    def unless_known(look):
        @wraps(look)
        def looks(walk):
            now = (Writes.number, *(getattr(walk, name) for name in told))
            known = vars(walk).setdefault("known", {})
            if Writes.number is None or known.get(look.__name__) != now:
                look(walk)
                known[look.__name__] = now

        return looks

    return unless_known


class Watched:
    """Mixed into a walk over one `organization`."""

    WATCHED: tuple = ()
    CARRIED: dict = {}
    READING: frozenset = frozenset()  # acts that only tell that somebody read

    def looks_now(self):
        """What comes before the walk is not looked at."""
        self.machines = {
            model._meta.label_lower: {(edge.name, edge.source, edge.target) for edge in steps(model)}
            for model in self.WATCHED if any(field.name == "state" for field in model._meta.fields)
        }
        self.read = {}
        self.rows, self.last = self.tables(), self.newest()

    def newest(self) -> int:
        """The newest event."""
        return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def tables(self) -> dict:
        """Every row of every watched table, as it is now."""
        found = {}
        for model in self.WATCHED:
            at, rows = self.read.get(model, (None, {}))
            if Writes.since(at, model._meta.db_table):
                rows = model.objects.within(self.organization) if hasattr(model.objects, "within") else model.objects
                rows = {f"{model._meta.label_lower}:{row['id']}": row for row in rows.values()}
                self.read[model] = (Writes.number, rows)
            found |= rows
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
        assert not silent, f"changed without an event: {sorted(silent)}"

    def events_tell_changes(self, changed, rows, told):
        moved = set().union(*(self.names(name, rows) for name in changed))
        labels = {model._meta.label_lower for model in self.WATCHED}
        empty = {
            (event.action, event.subject) for event in told
            if event.subject.partition(":")[0] in labels and event.action not in self.READING and event.subject not in moved
        }
        assert not empty, f"told without a change: {sorted(empty)}"

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
                    went = ((values.get("before") or {}).get("state"), values["after"]["state"])
                    assert went[0] is None or (event.action.partition(".")[2], *went) in legal
                    assert state in (None, went[0])  # a row that begins was in no state
                    state = went[1]
            assert state in (None, now[name]["state"]), f"{name} became {now[name]['state']} beside its steps"
