"""Which names of a network a list may reach, in arrays: by family name, then date of birth, then given name. Pure.

The same sums as in `screening`: what family name and given name cost must be left by what the dates of birth say. A middle
name that agrees is counted in, so hardly anybody comes who is no candidate, and nobody is left out who is one.
"""

from collections.abc import Iterator

import numpy as np

from licensure.columns import MONTH, YEAR, Bearers, Columns
from licensure.leads import Agreeing, Led, Listed
from licensure.ragged import spans
from licensure.screening import LOSS_OTHER_GIVEN, LOSS_SWAPPED, Reach

TOGETHER = 500_000  # pairs of a name and a row looked at together

Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]  # places among the bearers, rows, what is left for the given name to cost


def reached(columns: Columns, listed: Listed, reach: Reach, leads: Led) -> np.ndarray:
    """Owners of names that may be on a row, of the names whose family name (or given name, swapped) leads there by `leads`."""
    halves, rows, losses = leads
    found = [np.empty(0, np.int64)]
    for bearers, cost in ((columns.by_family, 0), (columns.by_given, LOSS_SWAPPED)):
        at = _by_given(columns, bearers, listed, _by_birth(bearers, listed, reach, (halves, rows, losses + cost)))
        found.append(columns.owners[bearers.places[at]])
    return np.unique(np.concatenate(found))


def _by_birth(bearers: Bearers, listed: Listed, reach: Reach, leads: Led) -> Pairs:
    """Pairs of a name and a row whose dates of birth leave what the family name costs."""
    some = [tuple(np.empty(0, np.int64) for _ in range(3))]
    for halves, rows, losses in _portions(bearers, leads, max(reach.unknown, reach.agrees, reach.close, reach.differs)):
        which, at = spans(bearers.starts[halves], bearers.starts[halves + 1])
        born, theirs = bearers.births[at], listed.births[rows][which]
        if reach.differs < 0:  # most pairs end here
            worth = np.nonzero(_similar(born, theirs))[0]
            which, at, born, theirs = which[worth], at[worth], born[worth], theirs[worth]
        left = _left(born, theirs, reach) - losses[which]
        enough = left >= 0
        some.append((at[enough], rows[which[enough]], left[enough]))
    at, rows, left = (np.concatenate(each) for each in zip(*some, strict=True))
    return at, rows, left


def _portions(bearers: Bearers, leads: Led, most: int) -> Iterator[Led]:
    """The leads that cost no more than any date of birth leaves, so many at a time as make `TOGETHER` pairs."""
    halves, rows, losses = leads
    counts = np.where(losses <= most, bearers.starts[halves + 1] - bearers.starts[halves], 0)
    worth = np.nonzero(counts)[0]
    ends = np.cumsum(counts[worth])
    cuts = np.searchsorted(ends, np.arange(TOGETHER, ends[-1] if len(ends) else 0, TOGETHER))
    for part in np.split(worth, np.unique(cuts)):
        if len(part):
            yield halves[part], rows[part], losses[part]


def _similar(born: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """Days that are equal, may be close, or of which one is unknown: year, or month and day, are equal."""
    apart = born ^ theirs
    return (apart < YEAR) | ((apart & (YEAR - 1)) == 0) | (born == 0) | (theirs == 0)


def _left(born: np.ndarray, theirs: np.ndarray, reach: Reach) -> np.ndarray:
    """What a name may cost between the dates of birth (`Reach.to`)."""
    left = np.where(_close(born, theirs), reach.close, reach.differs)
    left = np.where(born == theirs, reach.agrees, left)
    return np.where((born == 0) | (theirs == 0), reach.unknown, left)


def _close(born: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """Two days that a slip of the pen tells apart: one digit, or day and month swapped (`screening.close`)."""
    parts = [(day // YEAR, day % YEAR // MONTH, day % MONTH) for day in (born, theirs)]
    (year, month, day), (other_year, other_month, other_day) = parts
    digits = sum(_digits(one, other, 4 if place == 0 else 2) for place, (one, other) in enumerate(zip(*parts, strict=True)))
    return (digits == 1) | ((year == other_year) & (month == other_day) & (day == other_month))


def _digits(one: np.ndarray, other: np.ndarray, count: int) -> np.ndarray:
    """How many of the last digits of two numbers differ."""
    return sum((one // 10**place % 10 != other // 10**place % 10).astype(np.int8) for place in range(count))


def _by_given(columns: Columns, bearers: Bearers, listed: Listed, pairs: Pairs) -> np.ndarray:
    """Places among the bearers whose given name costs no more than is left."""
    at, rows, left = pairs
    sure = left >= LOSS_OTHER_GIVEN  # whatever the given name
    found = [at[sure]]
    at, numbers, left = at[~sure], listed.given_numbers[rows[~sure]], left[~sure]
    asked, halves = np.unique(bearers.others[at], return_inverse=True)
    agreeing = Agreeing(listed, [columns.halves[half] for half in asked.tolist()])
    order = np.argsort(numbers, kind="stable")
    edges = np.append(np.unique(numbers[order], return_index=True)[1], len(order))
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        some = order[first:last]
        costs = agreeing.costs(listed.givens[numbers[some[0]]], halves[some])
        found.append(at[some[costs <= left[some]]])
    return np.unique(np.concatenate(found))
