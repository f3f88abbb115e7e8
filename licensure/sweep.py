"""A whole network against a list, on every core: the same answers as `screening.screen` for each person. Pure.

Names are read part by part, where they are wanted in several processes, and kept in columns (`licensure.columns`). Each
distinct half of a name is asked once where it leads, people are looked up by that in arrays (`licensure.reached`), and who is
left, hardly anybody but those who are on the list, is screened. So time grows with distinct names rather than with people.
"""

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from licensure.columns import Columns, Written
from licensure.leads import Listed
from licensure.list_index import ListIndex
from licensure.reached import reached
from licensure.screening import DEFAULT_BANDS, Bands, Candidate, Person, Reach, screen

Found = list[tuple[int, tuple[Candidate, ...]]]  # who, and her candidates; no others
Read = Callable[[object], Iterable[Written]]

PARTS = 4  # of the names for each process: the more, the less memory at once
_shared: list[Callable] = []  # what forked processes find already in memory instead of being sent


def screen_all(people: Sequence[Person], index: ListIndex, bands: Bands = DEFAULT_BANDS) -> Found:
    """Everyone of `people` who has candidates, by her place."""
    names = ((place, name.given, name.family, who.date_of_birth, who.npi) for place, who in enumerate(people) for name in who.names)
    return screened([(place, people[place]) for place in sorted(may_be_listed(names, index, bands))], index, bands)


def may_be_listed(names: Iterable[Written], index: ListIndex, bands: Bands = DEFAULT_BANDS) -> set[int]:
    """The owners of names who may be on any row. One line for each name of a person, with her day of birth and NPI on each.

    Nobody whom `screening.screen` would find is left out, and hardly anybody else comes.
    """
    return set(_owners(Columns.read(names), Listed(index), Reach.of(bands), 0, 1).tolist())


@dataclass(frozen=True, slots=True)
class Swept:
    """Who was found, in order, and how many people were left to be screened one by one after names and days of birth."""

    found: Found
    asked: int


def sweep(parts: Iterable, read: Read, index: ListIndex, bands: Bands = DEFAULT_BANDS, processes: int = 1) -> Swept:
    """Screen everybody whose names `read(part)` gives, all names of a person in one part.

    With several processes `read` runs in them, forked from this one: it must open what it reads from by itself.
    """
    columns = Columns.joined(list(spread(lambda part: Columns.read(read(part)), parts, processes)))
    columns.prepare()
    assert index.family_names.shapes and index.given_names.shapes  # made before forking
    listed, reach, count = Listed(index), Reach.of(bands), processes * PARTS

    def work(part: int) -> tuple[np.ndarray, Found]:
        owners = _owners(columns, listed, reach, part, count)
        return owners, screened(list(columns.people(owners.tolist())), index, bands)

    done = list(spread(work, range(count), processes))
    found = dict(each for _, some in done for each in some)
    return Swept(sorted(found.items()), len(np.unique(np.concatenate([owners for owners, _ in done]))))


def _owners(columns: Columns, listed: Listed, reach: Reach, part: int, count: int) -> np.ndarray:
    """Who may be listed, by the halves of one part of `count`; in the first part also by NPI."""
    chosen = np.arange(part, len(columns.halves), count)
    halves, rows, losses = listed.rows_of([columns.halves[half] for half in chosen.tolist()])
    found = reached(columns, listed, reach, (chosen[halves], rows, losses))
    same = columns.owners[columns.with_npi(listed.npis)] if part == 0 else found[:0]
    return np.unique(np.concatenate([found, same]))


def screened(people: list[tuple[int, Person]], index: ListIndex, bands: Bands = DEFAULT_BANDS) -> Found:
    """Each of these who has candidates, by the rule; what their names have in common is worked out once."""
    halves = {half for _, person in people for name in person.names for half in (name.family, name.given)}
    index.prepare(halves, halves)  # each in both parts, since some lists swap them
    found = ((who, screen(person, index, bands)) for who, person in people)
    return [(who, candidates) for who, candidates in found if candidates]


def spread(work: Callable, parts: Iterable, processes: int) -> Iterator:
    """What `work` gives for each part, in order; with several processes they are forked from this one and share what it holds."""
    if processes == 1:
        yield from map(work, parts)
        return
    _shared.append(work)
    gc.freeze()  # what is there when the processes fork stays shared, and is not gone through again and again
    try:
        with _begun(processes) as pool:
            yield from pool.imap(_forked, parts)
    finally:
        gc.unfreeze()
        _shared.pop()


def _begun(processes: int):
    """Processes that end when they are asked to, also where this one has something to finish first: asked before they are, they wait."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        return multiprocessing.get_context("fork").Pool(processes, _begin)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    gc.disable()  # it ends soon, and makes nothing that points back
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _forked(part):
    return _shared[-1](part)
