"""Where the files of a page stand in the order of their view, found without passing those that are not on it.

Whatever is filtered, it is some of the combinations that `QueueFacets` lists, and the files of one stand in order in an index. So a page
is a merge: of every combination its first file after the page before, the nearest of these is on the page and the next of its own takes
its place, until the page is full. That takes as many looks into an index as there are combinations and rows on the page, whatever is
filtered, however rare it is and however deep the page. A filter on a day is a stretch of each combination: `place` goes by days.

Written out as SQL, values apart, for each database in the way it does this: SQLite merges row by row, PostgreSQL takes the files of the
nearest combinations alone, a page of each.
"""

from dataclasses import dataclass
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
NEXT += " AND r.{order} {within} {of}.bound{words} ORDER BY r.{order}{falling} LIMIT {most}"
WALKS = {
    "sqlite": "WITH RECURSIVE {kinds}, walk (o, id, bound) AS (SELECT coalesce(({first}), {end}), kinds.id, kinds.bound FROM kinds "
    "UNION ALL SELECT coalesce(({next}), {end}), walk.id, walk.bound FROM walk WHERE walk.o <> {end} "
    "ORDER BY 1{falling} LIMIT {most}) SELECT walk.o FROM walk WHERE walk.o <> {end}",
    "postgresql": "WITH {kinds}, walk AS MATERIALIZED (SELECT kinds.id, kinds.bound, ({first}) AS o FROM kinds), "
    "nearest AS MATERIALIZED (SELECT * FROM walk WHERE walk.o IS NOT NULL ORDER BY walk.o{falling} LIMIT {most}) "
    "SELECT x.o FROM nearest CROSS JOIN LATERAL ({page}) x (o) ORDER BY x.o{falling} LIMIT {most}",
}
OVERDUE = (  # in no order of theirs, but only those, by the index of their days
    f"WITH {{kinds}}, late AS MATERIALIZED (SELECT r.facets_id, r.place FROM {ROWS} r WHERE {{also}} AND r.vetting_on < %s{{words}}) "  # noqa: S608
    "SELECT late.place FROM late JOIN kinds ON kinds.id = late.facets_id "
    "WHERE late.place {beyond} kinds.start AND late.place {within} kinds.bound ORDER BY late.place{falling} LIMIT {most}"
)
AMONG = {"sqlite": "{{column}} IN ({})", "postgresql": "{{column}} = ANY (ARRAY({}))"}  # found first, then fetched
ALONG = f"WITH {{kinds}} SELECT r.{{order}} FROM {ROWS} r WHERE {{also}} AND r.{{order}} {{beyond}} {{start}} "  # noqa: S608
ALONG += "AND r.{order} {within} {bound} AND {among}{words} ORDER BY r.{order}{falling} LIMIT {most}"
ONE = "LIMIT 1 OFFSET 0"  # looked for one by one: with an offset PostgreSQL makes no join of it, which would read all such words
WORDS = f" AND (r.marks & {{marks}}) = {{marks}} AND EXISTS (SELECT 1 FROM {ROWS} x WHERE x.organization_id = %s "  # noqa: S608
WORDS += f"AND x.{{order}} = r.{{order}} AND {{asked}} {ONE})"


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
    after the other takes less than a merge.
    """

    organization: int
    lens: Lens
    person: int | None
    on: date
    after: int | None = None
    before: int | None = None
    words: tuple[int, str, list] | None = None
    wide: bool = False

    @property
    def order(self) -> str:
        """The column of its order, falling where it goes back."""
        return f"-{self.lens.order}" if self.before is not None else self.lens.order

    @property
    def plain(self) -> bool:
        """Whether every file of the order is in it, so that there is nothing to merge."""
        return self.words is None and not self.lens.columns and not self.lens.mine and (not self.lens.when or self.lens.when in ENDING)

    def among(self, most: int) -> Written:
        """The condition that a row's place is one of the first `most`."""
        sql, values = self.places(most)
        return Written(AMONG[connection.vendor].format(sql), values, column=self.lens.order)

    def places(self, most: int) -> tuple[str, list]:
        """The first `most` places on the way, and the values of their query."""
        also, owned = self._also()
        kinds, told = self._kinds()
        asked, typed = self._words()
        back = self.before is not None
        words = {
            "order": self.lens.order, "also": also, "kinds": kinds, "most": most, "end": LEAST if back else MOST, "words": asked,
            "falling": " DESC" if back else "", "beyond": "<" if back else ">", "within": ">" if back else "<",
        }  # fmt: skip
        if self.lens.when == "overdue":
            return OVERDUE.format(**words), [*told, *owned, connection.ops.adapt_datefield_value(self.on), *typed]
        if self.wide:
            low, high = self._ends()
            start, bound = (high, low) if back else (low, high)
            among = AMONG[connection.vendor].format("SELECT kinds.id FROM kinds").format(column="+r.facets_id")  # by no index of theirs
            return ALONG.format(**words, start=start, bound=bound, among=among), [*told, *owned, *typed]
        one = words | {"most": 1}
        words["first"] = NEXT.format(**one, of="kinds", at="start")
        words["next"] = NEXT.format(**one, of="walk", at="o")
        words["page"] = NEXT.format(**words | {"beyond": words["beyond"] + "="}, of="nearest", at="o")
        return WALKS[connection.vendor].format(**words), [*told, *owned, *typed, *owned, *typed]

    def _words(self) -> tuple[str, list]:
        """What the row must have of the words typed; its bits are in the index, so that most others are not fetched."""
        if self.words is None:
            return "", []
        marked, asked, values = self.words
        return WORDS.format(marks=marked, order=self.lens.order, asked=asked), [self.organization, *values]

    def _also(self) -> tuple[str, list]:
        """What every row must be besides its combination: the organization's, and somebody's where that is asked."""
        owners = list(self.lens.columns.get("assignee_id", ())) + [self.person] * self.lens.mine
        said = ["r.organization_id = %s", *("r.assignee_id IS NULL" if owner is None else "r.assignee_id = %s" for owner in owners)]
        return " AND ".join(said), [self.organization, *(owner for owner in owners if owner is not None)]

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
