"""A whole network against a list, on every core: the same answers as `screening.screen` for each person. Pure.

People are read part by part where they are screened, so memory does not grow with the network. The ways of a part's names
are found together (`ListIndex.prepare`), which is most of what makes it quick.
"""

import gc
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from licensure.list_index import ListIndex
from licensure.screening import DEFAULT_BANDS, Bands, Candidate, Person, screen

Found = list[tuple[int, tuple[Candidate, ...]]]  # the place of a person in her part, and her candidates; no others

_shared: list[Callable] = []  # what forked processes find already in memory instead of being sent


def screen_all(people: Sequence[Person], index: ListIndex, bands: Bands = DEFAULT_BANDS) -> Found:
    """Everyone of `people` who has candidates."""
    parts = {part for person in people for name in person.names for part in (name.family, name.given)}
    index.prepare(parts, parts)  # each in both parts, since some lists swap them
    found = ((place, screen(person, index, bands)) for place, person in enumerate(people))
    return [(place, candidates) for place, candidates in found if candidates]


def sweep(
    parts: Iterable, read: Callable[[object], Iterable[Person]], index: ListIndex, bands: Bands = DEFAULT_BANDS, processes: int = 1
) -> Iterator[tuple[object, Found]]:
    """Screen the people that `read(part)` gives, part by part; yields each part with whom it found, in order.

    With several processes `read` runs in them, forked from this one: it must open what it reads from by itself.
    """
    yield from spread(partial(_part, read=read, index=index, bands=bands), parts, processes)


def spread(work: Callable, parts: Iterable, processes: int) -> Iterator:
    """What `work` gives for each part, in order; with several processes they are forked from this one and share what it holds."""
    if processes == 1:
        yield from map(work, parts)
        return
    _shared.append(work)
    gc.freeze()  # what is there when the processes fork stays shared, and is not gone through again and again
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            yield from pool.imap(_forked, parts)
    finally:
        gc.unfreeze()
        _shared.pop()


def _part(part, *, read, index, bands) -> tuple[object, Found]:
    return part, screen_all(list(read(part)), index, bands)


def _forked(part):
    return _shared[-1](part)
