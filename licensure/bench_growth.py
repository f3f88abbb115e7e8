"""A benchmark of what ten times the people cost: a network against a list, beside a tenth of the same people against the same list."""

from functools import partial

from licensure import bench
from licensure.bench_names import invented_list
from licensure.bench_table import Table, written
from licensure.list_index import ListIndex
from licensure.screening import Entry
from licensure.sweep import Found, spread, sweep
from network.bench import Timing, alternating, in_turn

SHARE = 10  # the smaller network is this part of the larger


def growth(n: int, seed: int, rows: int | None = None) -> Timing:
    """n people against a list, on every core, beside a tenth of them; `growth` is how many times longer all of them take.

    All that screening a network takes is counted on both sides: reading everybody's names from a table and preparing the list.
    Reading alone, which grows as the people do, is told apart. What is found of the tenth must be equal.
    """
    entries = invented_list(seed, rows or bench.ROWS)
    few = max(1, n // SHARE)
    with written(n, seed, entries) as table:
        tenth, whole, read_tenth, read = alternating(
            *(partial(_screened, entries, table, count) for count in (few, n)), *(partial(_read, table, count) for count in (few, n))
        )
    for some, everybody in zip(tenth.answers, whole.answers, strict=True):
        if some != [each for each in everybody if each[0] < few]:
            raise AssertionError(f"of the first {few} people others were found than without the rest.")
    turns = in_turn(tenth, whole)
    return Timing(
        n, whole.seconds, few, tenth.seconds,
        {"list": len(entries), "processes": bench.CORES, "reference": "a tenth of the people", "candidates": len(whole.answers[0]),
         "growth": round(whole.seconds / tenth.seconds, 2), "processor_growth": round(whole.processor / tenth.processor, 2),
         "runs": turns["runs"], "growths": turns["ratios"], "processor_growths": turns["processor_ratios"],
         "read_seconds": round(read.seconds, 4), "reference_read_seconds": round(read_tenth.seconds, 4),
         **bench.processor(whole.processor, n, tenth.processor, few)},
    )  # fmt: skip


def _screened(entries: list[Entry], table: Table, count: int) -> list[tuple]:
    found: Found = sweep(table.parts(bench.CORES, count), table.names, ListIndex(entries), processes=bench.CORES).found
    return [(who, each.entry.key, each.score) for who, candidates in found for each in candidates]


def _read(table: Table, count: int) -> int:
    """How many names there are, each of them read and nothing done with it."""
    parts = table.parts(bench.CORES, count)
    return sum(spread(lambda part: sum(1 for _ in table.names(part)), parts, bench.CORES))
