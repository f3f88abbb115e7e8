"""Which names of a network are worth reading for a short list, so that nobody reads the others. Pure.

Given the distinct halves of all names, it says by which of them, and near which days of birth, somebody may be on a row: a few
thousand names of a million. What was read by that is held against the rows as a whole network is (`licensure.reached`).
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np

from licensure.columns import Columns, Written, unpacked
from licensure.glance import likely
from licensure.leads import Listed
from licensure.list_index import ListIndex
from licensure.reached import reached
from licensure.screening import DEFAULT_BANDS, LOSS_SWAPPED, Bands, Reach

Near = list[tuple[str, date]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which names to read by one half of them. What is read twice does no harm, and neither does one name too many.

    `whole`: everybody of that half; `near`: who was born in the year, or in whatever year on the day, of this date; `on`: who was
    born that day; `unborn`: whose date of birth is unknown.
    """

    whole: list[str]
    near: Near
    on: Near
    unborn: list[str]

    @property
    def halves(self) -> set[str]:
        """Each half, however it is asked for."""
        return {*self.whole, *self.unborn, *(text for text, _ in chain(self.near, self.on))}


class Lookup:
    """Some rows, and where the halves of a network's names, each once, lead among them."""

    def __init__(self, halves: Sequence[str], index: ListIndex, bands: Bands = DEFAULT_BANDS):
        self._listed, self._reach = Listed(index), Reach.of(bands)
        self._halves = likely(halves, index)
        self._leads = self._listed.rows_of(self._halves)

    def by_family(self, known: Container[str]) -> Asked:
        """Which names to read by their family name, of those `known` as one."""
        return self._asked(known, 0)

    def by_given(self, known: Container[str]) -> Asked:
        """Which names to read by their given name, of those `known` as one: some lists swap the two."""
        return self._asked(known, LOSS_SWAPPED)

    def _asked(self, known: Container[str], cost: int) -> Asked:
        halves, rows, losses = self._leads
        worth = np.fromiter(map(known.__contains__, self._halves), bool, len(self._halves))[halves]
        halves, days, losses = halves[worth], self._listed.births[rows[worth]], losses[worth] + cost
        reach = self._reach
        whole = (losses <= reach.differs) | ((days == 0) & (losses <= reach.unknown))
        near = ~whole & (days > 0) & (losses <= reach.close)
        on = ~whole & ~near & (days > 0) & (losses <= reach.agrees)
        unborn = ~whole & ~near & (losses <= reach.unknown)
        dated = (self._dated(halves[some], days[some]) for some in (near, on))
        return Asked(self._texts(halves[whole]), *dated, self._texts(halves[unborn]))

    def _texts(self, halves: np.ndarray) -> list[str]:
        return [self._halves[half] for half in np.unique(halves).tolist()]

    def _dated(self, halves: np.ndarray, days: np.ndarray) -> Near:
        each = np.unique(halves.astype(np.int64) << 32 | days)
        born = {day: unpacked(day) for day in np.unique(days).tolist()}
        return [(self._halves[half], born[day]) for half, day in zip((each >> 32).tolist(), (each & 0xFFFFFFFF).tolist(), strict=True)]

    def owners(self, names: Iterable[Written]) -> set[int]:
        """Of names that were read, the owners of those that may be on a row by name and date of birth; NPIs are not looked at."""
        columns = Columns.read(names)
        numbers = {half: number for number, half in enumerate(columns.halves)}
        place = np.array([numbers.get(half, -1) for half in self._halves], np.int64)
        halves, rows, losses = self._leads
        read = place[halves] >= 0 if len(halves) else np.zeros(0, bool)
        return set(reached(columns, self._listed, self._reach, (place[halves[read]], rows[read], losses[read])).tolist())
