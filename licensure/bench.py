"""Benchmarks of screening: a whole network against a list, beside comparing everyone with every row."""

import multiprocessing
import os
import random
from functools import partial

from licensure.bench_names import invented_list, invented_people
from licensure.bench_reference import EveryRow
from licensure.list_index import ListIndex
from licensure.names import slip
from licensure.sweep import sweep
from licensure.vocabulary import Vocabulary
from network.bench import Timing, timed

ROWS = 80_000  # rows of a list, about as many as the LEIE has
PART = 20_000  # people read at a time
WHOLE = 100_000  # up to this many people the reference compares everyone, above a sample
SAMPLE = 2_000
CORES = os.cpu_count() or 1
_shared: dict = {}


def screening(n: int, seed: int, rows: int | None = None) -> Timing:
    """n people against a list, on every core. Reading the list is part of both times.

    `recall` counts what the reference finds and we find too, `extra` what only we find; both over the reference's people.
    """
    entries = invented_list(seed, rows or ROWS)
    read = partial(_people, n, seed, entries)
    ours, seconds = timed(lambda: _ours(entries, n, read))
    chosen = range(n) if n <= WHOLE else sorted(random.Random(seed).sample(range(n), SAMPLE))  # noqa: S311
    theirs, reference_seconds = timed(lambda: _theirs(entries, chosen, read))
    sampled = set(chosen)
    mine = {pair for pair in ours if pair[0] in sampled}
    if mine != theirs:
        raise AssertionError(f"{len(theirs - mine)} missed and {len(mine - theirs)} too many of {len(theirs)}.")
    return Timing(
        n, seconds, len(chosen), reference_seconds,
        {"list": len(entries), "processes": CORES, "reference": "everyone" if n <= WHOLE else "a sample, scaled",
         "names_per_second": round(n / seconds), "candidates": len(ours), "compared": len(theirs), "recall": 1.0, "extra": 0},
    )  # fmt: skip


class Rows(ListIndex):
    """The same rows and the same rule without shapes: a name is compared with every name of the list, one by one."""

    def __init__(self, entries):
        super().__init__(entries)
        self._families, self._given_names = Each(self._families.texts), Each(self._given_names.texts)


class Each(Vocabulary):
    """Distinct forms, each looked at for every question."""

    def near_each(self, texts) -> dict:
        """See `Vocabulary`."""
        return {
            text: tuple((other, *found) for other in self.texts if (found := slip(text, other)))
            for text in dict.fromkeys(texts)
        }


def _people(n: int, seed: int, entries, part: int):
    return invented_people(seed, min(PART, n - part * PART), entries, part)


def _ours(entries, n, read) -> set:
    parts = range(-(-n // PART))
    found = sweep(parts, read, ListIndex(entries), processes=CORES)
    return {
        (part * PART + place, each.entry.key, each.score) for part, hits in found for place, candidates in hits for each in candidates
    }


def _theirs(entries, chosen, read) -> set:
    by_part: dict[int, list[int]] = {}
    for place in chosen:
        by_part.setdefault(place // PART, []).append(place)
    _shared["every"], _shared["read"] = EveryRow(entries), read
    pieces = [(part, places[first::CORES]) for part, places in by_part.items() for first in range(min(CORES, len(places)))]
    with multiprocessing.get_context("fork").Pool(CORES) as pool:
        return set().union(*pool.imap_unordered(_compare, pieces))


def _compare(piece) -> set:
    part, places = piece
    people = _shared["read"](part)
    found = _shared["every"].screen_all([people[place - part * PART] for place in places])
    return {(place, key, score) for place, rows in zip(places, found, strict=True) for key, score in rows.items()}
