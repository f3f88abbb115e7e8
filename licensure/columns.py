"""The names of a network in columns: each distinct half of a name once, everything else as numbers. Pure.

A million names take some 40 MB. What is done with them is done once for each distinct half, or in arrays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count, islice

import numpy as np

from licensure.list_index import MISSING_BIRTH
from licensure.npi import known
from licensure.ragged import starts
from licensure.screening import Name, Person

Written = tuple[int, str, str, date | None, str]  # whose name it is, given name, family name with its prefix, born, NPI
TOGETHER = 20_000  # names read at a time
YEAR = 512  # a day is its year times this, and month and day below: an unknown one is 0
MONTH = 32


def packed(day: date | None) -> int:
    """A day as a number in which year and day of the year are told apart by bits; 0 for an unknown one."""
    return day.year * YEAR + day.month * MONTH + day.day if day and day != MISSING_BIRTH else 0


def unpacked(number: int) -> date | None:
    """The day again."""
    return date(number // YEAR, number % YEAR // MONTH, number % MONTH) if number else None


@dataclass(frozen=True)
class Columns:
    """One line for each name of a person: numbers of `halves`, whose it is, and her packed day of birth and NPI on each."""

    halves: list[str]
    owners: np.ndarray
    givens: np.ndarray
    families: np.ndarray
    births: np.ndarray
    npis: np.ndarray

    @classmethod
    def read(cls, names: Iterable[Written]) -> "Columns":
        """The names in the order they come."""
        numbers: dict[str, int] = defaultdict(count().__next__)
        days: dict[date | None, int] = {}
        parts = [_part(some, numbers, days) for some in _together(iter(names))] or [_nobody()]
        return cls(list(numbers), *map(np.concatenate, zip(*parts, strict=True)))

    @classmethod
    def joined(cls, parts: Sequence["Columns"]) -> "Columns":
        """Several as one, in this order."""
        numbers: dict[str, int] = defaultdict(count().__next__)
        renumbered = [_numbered(part.halves, numbers) for part in parts]
        pairs = list(zip(parts, renumbered, strict=True))
        return cls(
            list(numbers),
            np.concatenate([part.owners for part in parts]),
            np.concatenate([new[part.givens] for part, new in pairs]),
            np.concatenate([new[part.families] for part, new in pairs]),
            np.concatenate([part.births for part in parts]),
            np.concatenate([part.npis for part in parts]),
        )

    @cached_property
    def by_family(self) -> "Bearers":
        """Names by family name."""
        return Bearers(self.families, self.givens, self.births, len(self.halves))

    @cached_property
    def by_given(self) -> "Bearers":
        """Names by given name, as if it were the family name: some lists swap them."""
        return Bearers(self.givens, self.families, self.births, len(self.halves))

    def prepare(self) -> None:
        """Sort what is sorted when it is first asked for, so that forked processes share it."""
        assert self.by_family and self.by_given and self._by_owner

    def with_npi(self, wanted: Iterable[str]) -> np.ndarray:
        """Places of names whose bearer has one of these NPIs."""
        asked = np.array([npi.encode() for npi in wanted if npi] or [b"-"])
        return np.nonzero(np.isin(self.npis, asked) & (self.npis != b""))[0]

    def people(self, owners: Iterable[int]) -> Iterator[tuple[int, Person]]:
        """Each of these with all her names, as they came, the first of them the one she uses now."""
        order, sought = self._by_owner
        for owner in owners:
            low, high = np.searchsorted(sought, owner, "left"), np.searchsorted(sought, owner, "right")
            at = order[low:high].tolist()
            names = tuple(Name(self.halves[self.givens[place]], self.halves[self.families[place]]) for place in at)
            yield owner, Person(names, unpacked(int(self.births[at[0]])), self.npis[at[0]].decode())

    @cached_property
    def _by_owner(self) -> tuple[np.ndarray, np.ndarray]:
        order = np.argsort(self.owners, kind="stable")
        return order, self.owners[order]


class Bearers:
    """Names in the order of one half: `places` of names, the other half and the day of birth of each; `starts` of each half."""

    def __init__(self, keys: np.ndarray, others: np.ndarray, births: np.ndarray, halves: int):
        self.places = np.argsort(keys, kind="stable").astype(np.int32)
        self.starts = starts(keys[self.places], halves)
        self.others, self.births = others[self.places], births[self.places]


def _together(names: Iterator[Written]) -> Iterator[list[Written]]:
    while some := list(islice(names, TOGETHER)):
        yield some


def _part(some: list[Written], numbers: dict[str, int], days: dict[date | None, int]) -> tuple[np.ndarray, ...]:
    owners, givens, families, births, npis = zip(*some, strict=True)
    days.update((day, packed(day)) for day in set(births).difference(days))
    return (
        np.array(owners, np.int64),
        _numbered(givens, numbers),
        _numbered(families, numbers),
        _numbered(births, days),
        np.array([known(npi).encode() if npi else b"" for npi in npis]) if any(npis) else np.zeros(len(npis), "S1"),
    )


def _numbered(values: Sequence, numbers: dict) -> np.ndarray:
    """The number of each value; in a dictionary that counts, a new value has the next."""
    return np.fromiter(map(numbers.__getitem__, values), np.int32, len(values))


def _nobody() -> tuple[np.ndarray, ...]:
    return (np.empty(0, np.int64), *(np.empty(0, np.int32) for _ in range(3)), np.empty(0, "S1"))
