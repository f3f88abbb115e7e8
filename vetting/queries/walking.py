"""Where the files of a page stand in the order of their view, found without passing those that are not on it.

Whatever is filtered, it is some of the combinations that `QueueFacets` lists, and the files of one stand in order in an index. So a page
is a merge: of every combination its first file after the page before, the nearest of these is on the page and the next of its own takes
its place, until the page is full. That takes as many looks into an index as there are combinations and rows on the page, whatever is
filtered, however rare it is and however deep the page. A filter on a day is a stretch of each combination: `place` goes by days.

Written out as SQL, values apart. Both databases merge row by row in a recursive query: SQLite reads it in its order; PostgreSQL, which
has no such order, carries what is next of each combination along in an array and takes the nearest.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.db import connection
from django.db.models import BooleanField, Expression, F

from vetting.models import QueueFacets, QueueRow
from vetting.models.queue import FEW
from vetting.queries.lenses import DAYS, ENDING, PLACED, RANKED, Lens

ROWS, FACETS = QueueRow._meta.db_table, QueueFacets._meta.db_table
LEAST, MOST = -(2**63) + 1, 2**63 - 1  # before and after every place
WITH_A_DAY = (0, 2)  # ranks

KINDS = f"kinds (id, start, bound) AS (SELECT f.id, {{start}}, {{bound}} FROM {FACETS} f WHERE {{which}})"  # noqa: S608
NEXT = f"SELECT r.{{order}} FROM {ROWS} r WHERE {{also}} AND r.facets_id = {{of}}.id AND r.{{order}} {{beyond}} {{of}}.{{at}}"  # noqa: S608
NEXT += " AND r.{order} {within} {of}.bound"
WALKS = {
    "sqlite": "WITH RECURSIVE {kinds}, walk (o, id, bound) AS (SELECT coalesce(({first}), {end}), kinds.id, kinds.bound FROM kinds "
    "UNION ALL SELECT coalesce(({next}), {end}), walk.id, walk.bound FROM walk WHERE walk.o <> {end} "
    "ORDER BY 1{falling} LIMIT {most}) SELECT walk.o FROM walk WHERE walk.o <> {end}",
    "postgresql": "WITH RECURSIVE {kinds}, heads AS MATERIALIZED (SELECT kinds.id, kinds.bound, ({first}) AS o FROM kinds), "
    "walk (n, o, ids, bounds, heads) AS (SELECT 0, NULL::bigint, array_agg(id), array_agg(bound), array_agg(o) FROM heads WHERE o <> {end} "
    "UNION ALL SELECT walk.n + 1, head.o, walk.ids, walk.bounds, walk.heads[:head.k - 1] || ARRAY[({next})] || walk.heads[head.k + 1:] "
    "FROM walk CROSS JOIN LATERAL (SELECT u.k, u.o, walk.ids[u.k] AS id, walk.bounds[u.k] AS bound FROM unnest(walk.heads) "
    "WITH ORDINALITY u (o, k) WHERE u.o IS NOT NULL ORDER BY u.o{falling} LIMIT 1) head WHERE walk.n < {most}) "
    "SELECT walk.o FROM walk WHERE walk.n > 0",
}
HEAD = {"sqlite": "walk", "postgresql": "head"}  # the row that was taken last
OVERDUE = (  # in no order of theirs, but only those, by the index of their days
    f"WITH {{kinds}}, late AS MATERIALIZED (SELECT r.facets_id, r.place FROM {ROWS} r WHERE {{also}} AND r.vetting_on < %s{{bits}}) "  # noqa: S608
    "SELECT late.place FROM late JOIN kinds ON kinds.id = late.facets_id "
    "WHERE late.place {beyond} kinds.start AND late.place {within} kinds.bound{words} ORDER BY late.place{falling} LIMIT {most}"
)
AMONG = {"sqlite": "{{column}} IN ({})", "postgresql": "{{column}} = ANY (ARRAY({}))"}  # found first, then fetched
ALONG = f"SELECT r.{{order}} FROM {ROWS} r WHERE {{also}} AND r.{{order}} {{beyond}} {{start}} AND r.{{order}} {{within}} {{bound}} "  # noqa: S608
ALONG += "AND {among}"
ONE = "LIMIT 1 OFFSET 0"  # looked for one by one: with an offset PostgreSQL makes no join of it, which would read all such words
BITS = " AND (r.marks & {marks}) >= {marks}"  # it is never more; of an equation PostgreSQL would expect next to no rows
WORDS = f" AND EXISTS (SELECT 1 FROM {ROWS} x WHERE x.organization_id = %s AND x.{{order}} = {{row}}.{{order}} AND {{asked}} {ONE})"  # noqa: S608
PLAIN = "{head} ORDER BY r.{order}{falling} LIMIT {most}"
SOUGHT = {  # PostgreSQL is told that only those with the bits are asked; it would expect to ask all, and compile the whole for that
    "sqlite": "{head}{bits}{words} ORDER BY r.{order}{falling} LIMIT {most}",
    "postgresql": "SELECT c.{order} FROM ({head}{bits} ORDER BY r.{order}{falling} OFFSET 0) c WHERE true{words} "
    "ORDER BY c.{order}{falling} LIMIT {most}",
}


class Written(Expression):
    """A condition written out: a page would take longer to put nested queries together than to ask them.

    `sql` is made of this project's own texts; what was typed is among `values`. A `{name}` in it is the column given under that name.
    """

    def __init__(self, sql: str, values, output_field=None, **columns: str):
        super().__init__(output_field=output_field or BooleanField())
        self.sql, self.values = sql, list(values)
        self.asked = {name: F(column) for name, column in columns.items()}

    def get_source_expressions(self):
        """The columns of the query around."""
        return list(self.asked.values())

    def set_source_expressions(self, exprs):
        """As resolved."""
        self.asked = dict(zip(self.asked, exprs, strict=True))

    def as_sql(self, compiler, connection):
        """The text and its values."""
        return self.sql.format(**{name: compiler.compile(column)[0] for name, column in self.asked.items()}), self.values

    def get_group_by_cols(self):
        """It is the same for every row of a sum."""
        return []


@dataclass(frozen=True)
class Walk:
    """One way along the files of a view, narrowed by the filters of an address, for one reader on one day.

    `person`: who "mine" means. `after` and `before`: a place in its order, at most one of them; before it, the way goes back.
    `words`: of a search, the bits and the condition a row `x` must have. `wide`: most files of its order are in it, so that looking at one
    after the other takes less than a merge. `closed`: files that are passed, by number.
    """

    organization: int
    lens: Lens
    person: int | None
    on: date
    after: int | None = None
    before: int | None = None
    words: tuple[int, str, list] | None = None
    wide: bool = False
    closed: frozenset[int] = frozenset()

    @property
    def order(self) -> str:
        """The column of its order, falling where it goes back."""
        return f"-{self.lens.order}" if self.before is not None else self.lens.order

    @property
    def plain(self) -> bool:
        """Whether every file of the order is in it, so that there is nothing to merge."""
        narrowed = self.words is not None or self.lens.columns or self.lens.mine or self.closed
        return not narrowed and (not self.lens.when or self.lens.when in ENDING)

    def without(self, closed) -> "Walk":
        """The same way past the files closed to the reader, where that a file stands in the view tells what was found in it."""
        return replace(self, closed=frozenset(closed)) if closed and self.lens.tells else self

    def among(self, most: int) -> Written:
        """The condition that a row's place is one of the first `most`."""
        sql, values = self.places(most)
        return Written(AMONG[connection.vendor].format(sql), values, column=self.lens.order)

    def places(self, most: int) -> tuple[str, list]:
        """The first `most` places on the way, and the values of their query."""
        also, owned = self._also()
        kinds, told = self._kinds()
        back, typed = self.before is not None, self._typed
        said = {
            "order": self.lens.order, "also": also, "kinds": kinds, "most": most, "end": LEAST if back else MOST,
            "falling": " DESC" if back else "", "beyond": "<" if back else ">", "within": ">" if back else "<",
        }  # fmt: skip
        if self.lens.when == "overdue":
            on = connection.ops.adapt_datefield_value(self.on)
            return OVERDUE.format(**said, **self._asked("late")), [*told, *owned, on, *typed]
        if self.wide:
            start, bound = reversed(self._ends()) if back else self._ends()
            among = AMONG[connection.vendor].format("SELECT kinds.id FROM kinds").format(column="+r.facets_id")  # by no index of theirs
            along = self._first(ALONG, said, start=start, bound=bound, among=among)
            return f"WITH {kinds} {along}", [*told, *owned, *typed]
        said["first"] = self._first(NEXT, said, of="kinds", at="start", most=1)
        said["next"] = self._first(NEXT, said, of=HEAD[connection.vendor], at="o", most=1)
        return WALKS[connection.vendor].format(**said), [*told, *owned, *typed, *owned, *typed]

    def _first(self, head: str, said: dict, **also) -> str:
        """The first rows of which `head` speaks; of a search, those that have its words."""
        said = said | also
        if self.words is None:
            return PLAIN.format(**said, head=head.format(**said))
        row = "r" if connection.vendor == "sqlite" else "c"
        return SOUGHT[connection.vendor].format(**said, head=head.format(**said), **self._asked(row))

    def _asked(self, row: str) -> dict[str, str]:
        """Of a search: the bits, which are in the index, and the words, for which the row is fetched. `row`: what it is called."""
        if self.words is None:
            return {"bits": "", "words": ""}
        marked, asked, _values = self.words
        return {"bits": BITS.format(marks=marked), "words": WORDS.format(row=row, order=self.lens.order, asked=asked)}

    @property
    def _typed(self) -> list:
        return [self.organization, *self.words[2]] if self.words else []

    def _also(self) -> tuple[str, list]:
        """What every row must be besides its combination: the organization's, somebody's where that is asked, and not closed."""
        owners = list(self.lens.columns.get("assignee_id", ())) + [self.person] * self.lens.mine
        said = ["r.organization_id = %s", *("r.assignee_id IS NULL" if owner is None else "r.assignee_id = %s" for owner in owners)]
        said += [f"r.application_id NOT IN ({', '.join(['%s'] * len(self.closed))})"] * bool(self.closed)
        return " AND ".join(said), [self.organization, *(owner for owner in owners if owner is not None), *sorted(self.closed)]

    def _kinds(self) -> tuple[str, list]:
        """The combinations that satisfy the filters, each with the stretch of the order that may be on the page."""
        which, values = ["f.organization_id = %s"], [self.organization]
        for name in FEW:
            if name in self.lens.columns:
                asked = self.lens.columns[name]
                which.append(f"f.{name} IN ({', '.join(['%s'] * len(asked))})" if asked else "1 = 0")
                values += asked
        if self.lens.when in DAYS:
            which.append(f"f.rank IN {WITH_A_DAY}")
        low, high = self._ends()
        start, bound = (high, low) if self.before is not None else (low, high)
        return KINDS.format(start=start, bound=bound, which=" AND ".join(which)), values

    def _ends(self) -> tuple[str, str]:
        first, last = self._stretch()
        return _further(first, self.after, ">"), _further(last, self.before, "<")

    def _stretch(self) -> tuple[str, str]:
        """The places before and after the days asked for, of each combination; numbers of our own, so that they may stand in it."""
        when, today = self.lens.when, self.on.toordinal()
        if when in ENDING:
            return str(today * PLACED - 1), str((today + ENDING[when] + 1) * PLACED)
        if when not in DAYS:
            return str(LEAST), str(MOST)
        first, beyond = {"late": (0, today), "today": (today, today + 1), "week": (today, today + 7)}[when]
        return f"f.rank * {RANKED} + {first * PLACED - 1}", f"f.rank * {RANKED} + {beyond * PLACED}"


def _further(place: str, asked: int | None, sign: str) -> str:
    """The one of both that leaves less."""
    return place if asked is None else f"CASE WHEN {place} {sign} {int(asked)} THEN {place} ELSE {int(asked)} END"
