"""Benchmarks of screening: a whole network against a list, beside comparing everyone with every row."""

import multiprocessing
import os
import random
import resource

from licensure.bench_memory import together
from licensure.bench_names import EACH, PLANTED, invented_list
from licensure.bench_reference import EveryRow
from licensure.bench_table import Table, written
from licensure.list_index import ListIndex
from licensure.names import slip
from licensure.sweep import sweep
from licensure.vocabulary import Vocabulary
from network.bench import Timing, peak_mb, worked

ROWS = 80_000  # rows of a list, about as many as the LEIE has
WHOLE = 100_000  # up to this many people the reference compares everyone, above a sample
SAMPLE = 2_000
PIECE = 250  # people a process of the reference takes at a time
CORES = os.cpu_count() or 1
_shared: dict = {}


def screening(n: int, seed: int, rows: int | None = None) -> Timing:
    """n people against a list, on every core. Reading names from a table and preparing the list is part of our time, not of
    the reference's; inventing and writing them is part of neither.

    `recall` counts what the reference finds and we find too, `extra` what only we find; both over the reference's people.
    `peak_mb_together` is what our processes hold at once, what they share counted once (null where the system does not tell).
    """
    entries = invented_list(seed, rows or ROWS)
    chosen = range(n) if n <= WHOLE else _sample(n, seed)
    with written(n, seed, entries) as table:
        with together() as memory:
            ours, seconds, ours_worked = worked(_ours, entries, table)
        theirs, reference_seconds, theirs_worked = _theirs(entries, chosen, table)
    sampled = set(chosen)
    mine = {pair for pair in ours if pair[0] in sampled}
    if mine != theirs:
        raise AssertionError(f"{len(theirs - mine)} missed and {len(mine - theirs)} too many of {len(theirs)}.")
    return Timing(
        n, seconds, len(chosen), reference_seconds,
        {"list": len(entries), "processes": CORES, "reference": "everyone" if n <= WHOLE else "a sample, scaled",
         "names_per_second": round(n / seconds), "candidates": len(ours), "compared": len(theirs), "recall": 1.0, "extra": 0,
         "peak_mb_processes": peak_mb(resource.RUSAGE_CHILDREN), "peak_mb_together": memory.peak_mb,
         **processor(ours_worked, n, theirs_worked, len(chosen))},
    )  # fmt: skip


def processor(seconds: float, n: int, reference_seconds: float, reference_n: int) -> dict:
    """What is told of the processor's seconds, all processes counted, and their ratio for one unit."""
    ratio = (reference_seconds / reference_n) / (seconds / n)
    told = {"processor_seconds": seconds, "reference_processor_seconds": reference_seconds, "processor_ratio": ratio}
    return {name: round(value, 2) for name, value in told.items()}


class Rows(ListIndex):
    """The same rows and the same rule without shapes: a name is compared with every name of the list, one by one."""

    def __init__(self, entries):
        super().__init__(entries)
        self.family_names, self.given_names = Each(self.family_names.texts), Each(self.given_names.texts)


class Each(Vocabulary):
    """Distinct forms, each looked at for every question."""

    def near_each(self, texts) -> dict:
        """See `Vocabulary`."""
        return {
            text: tuple((other, *found) for other in self.texts if (found := slip(text, other)))
            for text in dict.fromkeys(texts)
        }


def _ours(entries, table: Table) -> set:
    swept = sweep(table.parts(CORES), table.names, ListIndex(entries), processes=CORES)
    return {(who, each.entry.key, each.score) for who, candidates in swept.found for each in candidates}


def _sample(n: int, seed: int) -> list[int]:
    """People for the reference: three of four by chance, the others of those who stand on the list."""
    chance = random.Random(seed)  # noqa: S311  picks people, keeps no secret
    planted = range(PLANTED, n, EACH)
    listed = chance.sample(planted, min(len(planted), SAMPLE // 4))
    return sorted({*listed, *chance.sample(range(n), SAMPLE)})


def _theirs(entries, chosen, table: Table) -> tuple[set, float, float]:
    """What the reference finds, its seconds and the processor's: neither reading people nor preparing the list counts."""
    wanted = set(chosen)
    _shared["every"] = EveryRow(entries)
    _shared["people"] = people = [each for each in table.people((0, table.count)) if each[0] in wanted]
    return worked(_compared, [(first, first + PIECE) for first in range(0, len(people), PIECE)])


def _compared(pieces: list[tuple[int, int]]) -> set:
    with multiprocessing.get_context("fork").Pool(CORES) as pool:
        return set().union(*pool.imap_unordered(_compare, pieces))


def _compare(piece) -> set:
    people = _shared["people"][slice(*piece)]
    found = _shared["every"].screen_all([person for _, person in people])
    return {(place, key, score) for (place, _), rows in zip(people, found, strict=True) for key, score in rows.items()}
