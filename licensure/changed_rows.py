"""A few rows of a list against a whole network: who may be on them, without going through everyone's names one by one. Pure.

The list is asked about each distinct name once, as always (`ListIndex.prepare`); then it is turned round: each row knows the
names that lead to it, and people are looked up by these, in arrays. Who is left still has to be screened: nobody whom
`screening.screen` would find on the rows is left out, and hardly anybody else comes.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from licensure.list_index import BLANK, MISSING_BIRTH, ListIndex
from licensure.npi import known
from licensure.screening import DEFAULT_BANDS, LOSS_OTHER_GIVEN, LOSS_SWAPPED, Bands, Reach
from licensure.sweep import spread

Written = tuple[int, str, str, date | None, str]  # whose name it is, given name, family name with its prefix, born, NPI


def may_be_listed(names: Iterable[Written], index: ListIndex, bands: Bands = DEFAULT_BANDS) -> set[int]:
    """The owners of names who may be on any row. One line for each name of a person, with her day of birth and NPI on each."""
    columns = Columns(names)
    found = {columns.owners[at] for at in columns.with_npi({known(entry.npi) for entry in index.entries} - {""})}
    leading = _leading(columns.halves, index)
    for families, givens, cost in ((columns.families, columns.givens, 0), (columns.givens, columns.families, LOSS_SWAPPED)):
        for at in _reached(columns, families, givens, leading, index, Reach.of(bands), cost):
            found.update(columns.owners[at].tolist())
    return {int(owner) for owner in found}


def sweep_changed(
    parts: Iterable, read: Callable[[object], Iterable[Written]], index: ListIndex, bands: Bands = DEFAULT_BANDS, processes: int = 1
) -> Iterator[tuple[object, set[int]]]:
    """The same for the names that `read(part)` gives, part by part and in order; with several processes see `sweep.spread`.

    The larger a part, the fewer names are asked twice.
    """
    return spread(_Part(read, index, bands), parts, processes)


@dataclass(frozen=True, slots=True)
class _Part:
    """What is done with one part, wherever it is done."""

    read: Callable
    index: ListIndex
    bands: Bands

    def __call__(self, part) -> tuple[object, set[int]]:
        return part, may_be_listed(self.read(part), self.index, self.bands)


class Columns:
    """Names in columns: each distinct half of a name is kept once and known by its number."""

    def __init__(self, names: Iterable[Written]):
        numbers: dict[str, int] = defaultdict(lambda: len(numbers))
        days: dict[date | None, int] = {None: 0, MISSING_BIRTH: 0}
        owners, givens, families, births = array("q"), array("i"), array("i"), array("i")
        self.npis: dict[str, list[int]] = defaultdict(list)
        for at, (owner, given, family, born, npi) in enumerate(names):
            owners.append(owner)
            givens.append(numbers[given])
            families.append(numbers[family])
            births.append(days[born] if born in days else days.setdefault(born, _digits(born)))
            if npi:
                self.npis[npi].append(at)
        self.halves = list(numbers)
        self.owners = np.array(owners, np.int64)
        self.givens, self.families = np.array(givens, np.int32), np.array(families, np.int32)
        self.births = np.array(births, np.int32)

    def with_npi(self, wanted: set[str]) -> list[int]:
        """Places of names whose bearer has one of these NPIs."""
        return [at for npi in wanted for at in self.npis.get(npi, ())]


def _digits(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _reached(columns: Columns, families, givens, leading, index: ListIndex, reach: Reach, cost: int) -> Iterator[np.ndarray]:
    """For each row, places of the names that family name, given name and date of birth leave within reach."""
    order = np.argsort(families, kind="stable")
    sorted_families = families[order]
    any_given = reach.unknown - cost >= LOSS_OTHER_GIVEN
    agreeing = None if any_given else _agreeing(columns.halves, givens, families, leading, index)
    marked = np.zeros(len(columns.halves), bool)
    for place, halves in leading.items():
        low, high = np.searchsorted(sorted_families, halves, "left"), np.searchsorted(sorted_families, halves, "right")
        at = order[np.concatenate([np.arange(*span) for span in zip(low, high, strict=True)])]
        born, theirs = columns.births[at], index.births[place] and _digits(index.births[place])
        enough = _near_enough(born, theirs, reach, cost)
        at, born = at[enough], born[enough]
        if not any_given and index.givens(place):
            chosen = agreeing[place]
            marked[chosen] = True
            fits = marked[givens[at]]
            marked[chosen] = False
            if theirs and reach.agrees - cost >= LOSS_OTHER_GIVEN:
                fits |= born == theirs
            at = at[fits]
        yield at


def _near_enough(born: np.ndarray, theirs: int | None, reach: Reach, cost: int) -> np.ndarray:
    """Whose date of birth leaves anything for the name to cost; days with an equal year, or month and day, count as close."""
    if theirs is None:
        return np.full(len(born), reach.unknown >= cost)
    same = born == theirs
    close = ((born // 10_000 == theirs // 10_000) | (born % 10_000 == theirs % 10_000)) & ~same
    left = np.where(same, reach.agrees, np.where(close, max(reach.close, reach.differs), reach.differs))
    return np.where(born == 0, reach.unknown, left) >= cost


def _leading(halves: list[str], index: ListIndex) -> dict[int, np.ndarray]:
    """For each row the numbers of the halves that lead to it as family names."""
    found: dict[int, list[int]] = defaultdict(list)
    rows: dict[int, frozenset[int]] = {}
    index.prepare(halves)
    for number, half in enumerate(halves):
        if groups := index.families(half).groups:
            for place in frozenset().union(*(_rows(group, rows) for group, part in groups)):
                found[place].append(number)
    return {place: np.array(numbers, np.int32) for place, numbers in found.items()}


def _rows(group, remembered: dict[int, frozenset[int]]) -> frozenset[int]:
    """The rows of a group, worked out once."""
    if id(group) not in remembered:
        remembered[id(group)] = frozenset(group.places(None))
    return remembered[id(group)]


def _agreeing(halves, givens, families, leading, index: ListIndex) -> dict[int, np.ndarray]:
    """For each row the numbers of given names that may be its own; only those that stand beside a name leading somewhere."""
    leads = np.zeros(len(halves), bool)
    for numbers in leading.values():
        leads[numbers] = True
    asked = np.unique(givens[leads[families]]).tolist()
    index.prepare((), [halves[number] for number in asked])
    by_text: dict[str, list[int]] = defaultdict(list)
    any_row: list[int] = []
    for number in asked:
        texts = index.given(halves[number]).agreeing
        for text in (any_row,) if texts is None else (by_text[text] for text in texts if text != BLANK):
            text.append(number)
    found = {}
    for place in leading:
        numbers = {number for form in index.givens(place) for number in by_text.get(form.text, ())}
        found[place] = np.array([*numbers, *any_row], np.int32)
    return found
