"""Benchmarks of screening: a whole network against a list, beside comparing everyone with every row."""

import multiprocessing
import os
import random
import resource
from functools import partial

from licensure.bench_memory import together
from licensure.bench_names import EACH, PLANTED, invented_list, invented_people
from licensure.bench_reference import EveryRow
from licensure.list_index import ListIndex
from licensure.names import slip
from licensure.sweep import sweep
from licensure.vocabulary import Vocabulary
from network.bench import Timing, peak_mb, timed

ROWS = 80_000  # rows of a list, about as many as the LEIE has
PART = 20_000  # people read at a time
WHOLE = 100_000  # up to this many people the reference compares everyone, above a sample
SAMPLE = 2_000
PIECE = 250  # people a process of the reference takes at a time
CORES = os.cpu_count() or 1
_shared: dict = {}


def screening(n: int, seed: int, rows: int | None = None) -> Timing:
    """n people against a list, on every core. Reading people and preparing the list is part of our time, not of the reference's.

    `recall` counts what the reference finds and we find too, `extra` what only we find; both over the reference's people.
    `peak_mb_together` is what our processes hold at once, what they share counted once (null where the system does not tell).
    """
    entries = invented_list(seed, rows or ROWS)
    read = partial(_people, n, seed, entries)
    with together() as memory:
        ours, seconds = timed(lambda: _ours(entries, n, read))
    chosen = range(n) if n <= WHOLE else _sample(n, seed)
    theirs, reference_seconds = _theirs(entries, chosen, read)
    sampled = set(chosen)
    mine = {pair for pair in ours if pair[0] in sampled}
    if mine != theirs:
        raise AssertionError(f"{len(theirs - mine)} missed and {len(mine - theirs)} too many of {len(theirs)}.")
    return Timing(
        n, seconds, len(chosen), reference_seconds,
        {"list": len(entries), "processes": CORES, "reference": "everyone" if n <= WHOLE else "a sample, scaled",
         "names_per_second": round(n / seconds), "candidates": len(ours), "compared": len(theirs), "recall": 1.0, "extra": 0,
         "peak_mb_processes": peak_mb(resource.RUSAGE_CHILDREN), "peak_mb_together": memory.peak_mb},
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


def _sample(n: int, seed: int) -> list[int]:
    """People for the reference: three of four by chance, the others of those who stand on the list."""
    chance = random.Random(seed)  # noqa: S311  picks people, keeps no secret
    planted = range(PLANTED, n, EACH)
    listed = chance.sample(planted, min(len(planted), SAMPLE // 4))
    return sorted({*listed, *chance.sample(range(n), SAMPLE)})


def _theirs(entries, chosen, read) -> tuple[set, float]:
    """What the reference finds, and its seconds: neither reading people nor preparing the list counts."""
    by_part: dict[int, list[int]] = {}
    for place in chosen:
        by_part.setdefault(place // PART, []).append(place)
    _shared["every"] = EveryRow(entries)
    _shared["people"] = people = []
    for part, places in by_part.items():
        everyone = read(part)
        people += [(place, everyone[place - part * PART]) for place in places]
    with multiprocessing.get_context("fork").Pool(CORES) as pool:
        pieces = [(first, first + PIECE) for first in range(0, len(people), PIECE)]
        found, seconds = timed(lambda: set().union(*pool.imap_unordered(_compare, pieces)))
    return found, seconds


def _compare(piece) -> set:
    people = _shared["people"][slice(*piece)]
    found = _shared["every"].screen_all([person for _, person in people])
    return {(place, key, score) for (place, _), rows in zip(people, found, strict=True) for key, score in rows.items()}
