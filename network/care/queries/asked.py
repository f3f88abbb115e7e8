"""Questions to the match table that differ in little, written out: putting ten querysets together takes longer than their answers.

What all questions of a search have in common is a queryset, put together once: whose rows are meant is said there and nowhere else.
What each adds is a condition of this file; values go apart.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

from django.db import connection

from network.care.grid import KM_PER_DEGREE, STRIPS, around, reach

MOST_CELLS = 64  # named one by one; a circle near a pole touches more
PLACE = ("pk", "participation_id", "mode", "load", "opens", "confirmed_on", "latitude", "longitude")
PAGE = " ORDER BY load, opens, participation_id LIMIT %s OFFSET %s"  # as an index holds them


class Place(NamedTuple):
    """As much of a row as decides its place on the list: many are read for each that is shown."""

    pk: int
    key: int
    mode: str
    load: int
    opens: date
    confirmed_on: date
    latitude: float
    longitude: float

    @property
    def turn(self) -> tuple:
        """Who has fewest clients comes first, then who has time soonest."""
        return self.load, self.opens


@dataclass(frozen=True, slots=True)
class Only:
    """A condition and its values."""

    text: str
    values: tuple

    def __and__(self, other: Self) -> Self:
        return Only(f"{self.text} AND {other.text}", self.values + other.values)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, as SQL that ends with its conditions."""

    text: str
    values: tuple

    @classmethod
    def of(cls, rows) -> Self:
        """What a queryset of matches asks, which says whose they are."""
        return cls(*rows.order_by().values_list(*PLACE).query.sql_with_params())

    def only(self, *conditions: Only) -> Self:
        """The rows for which these hold, too."""
        text, values = self.text, list(self.values)
        for condition in conditions:
            text += f" AND {condition.text}"
            values += condition.values
        return Asked(text, tuple(values))

    def few(self, most: int) -> list[Place] | None:
        """All rows, or None when they are more than so many."""
        rows = self._read(f"{self.text} LIMIT %s", (*self.values, most + 1))
        return list(map(Place._make, rows)) if len(rows) <= most else None

    def all(self) -> list[Place]:
        """All rows, in no order."""
        return list(map(Place._make, self._read(self.text, self.values)))

    def page(self, first: int, size: int) -> list[Place]:
        """By load and next opening, `size` rows from the one numbered `first`."""
        return list(map(Place._make, self._read(self.text + PAGE, (*self.values, size, first))))

    @staticmethod
    def _read(text: str, values: tuple) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(text, values)
            return cursor.fetchall()


def one_of(column: str, values) -> Only:
    """`column` is one of these. A name of a column is written in the code that asks, never by a user."""
    return Only(f"{column} IN ({', '.join(['%s'] * len(values))})", tuple(values))


def between(column: str, first, last) -> Only:
    """From `first` to `last`, both included."""
    return Only(f"{column} BETWEEN %s AND %s", (first, last))


def day(column: str, than: str, value: date) -> Only:
    """A day before or after another: `than` is one of < <= > >=."""
    return Only(f"{column} {than} %s", (connection.ops.adapt_datefield_value(value),))


def box(point, km: float) -> Only:
    """The cells that hold every point within `km`, and some that lie farther."""
    (low, high), strips = around(point, km)
    across = [between("strip", first, last) for first, last in strips]
    either = Only(f"({' OR '.join(part.text for part in across)})", tuple(value for part in across for value in part.values))
    # each band by itself: a range of them would read all that lies on these latitudes, around the globe
    return one_of("band", range(low, high + 1)) & either


def cells(point, km: float) -> Only:
    """As `box`, each cell by itself: within a cell an index goes on by load and next opening."""
    (low, high), strips = around(point, km)
    across = [strip % STRIPS for first, last in strips for strip in range(first, last + 1)]
    if (high - low + 1) * len(across) > MOST_CELLS:
        return box(point, km)
    return one_of("band", range(low, high + 1)) & one_of("strip", across)


def beside(point, km: float) -> Only:
    """No farther than `km` to the north and south, and to the east and west where no circle of longitude is in the way.

    Of large cells only this is handed over: a ring may lie in their corner.
    """
    (latitude, longitude), spare = point, 1e-6
    degrees = km / KM_PER_DEGREE + spare
    wide = reach(latitude, km) + spare
    inside = between("latitude", latitude - degrees, latitude + degrees)
    if longitude - wide < -180 or longitude + wide > 180:
        return inside
    return inside & between("longitude", longitude - wide, longitude + wide)
