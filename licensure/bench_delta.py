"""A benchmark of screening what changed: 300 new rows of a list against a whole network, beside screening the network again."""

from dataclasses import replace
from functools import partial

from django.test.utils import override_settings

from licensure import bench
from licensure.bench_names import invented_list
from licensure.bench_network import network_of, people
from licensure.bench_table import Table, written
from licensure.facts.looked_up import in_reach
from licensure.list_index import Entry, ListIndex
from licensure.sweep import Found, screened, sweep
from network.bench import Timing, alternating, in_turn

CHANGED = 300  # rows that the new version of the list added
LISTED = 4  # of this many people who stand on the list, one stands on a new row


def delta(n: int, seed: int, rows: int | None = None) -> Timing:
    """n people against the rows a list was added to; the reference sweeps them against the whole list, on as many cores: one.

    Ours stand in the product's own tables and are looked up there as the product does it; the reference reads the same
    people from a table made for it. Sweeping on every core is told beside it. All index what they compare with in their
    own time, and they take turns: the times are medians. The answers about the new rows must be equal, and the
    reference's others are not looked at.
    """
    before = invented_list(seed, rows or bench.ROWS)
    fresh = [replace(entry, key=len(before) + entry.key) for entry in invented_list(seed + 1, CHANGED)]
    listed = before + fresh * -(-len(before) // len(fresh) // (LISTED - 1))
    # in development Django keeps a log of every query
    with written(n, seed, listed) as table, override_settings(DEBUG=False), network_of(table) as first:
        ours, alone, spread = alternating(
            lambda: _ours(fresh), *(partial(_theirs, table, before + fresh, processes) for processes in (1, bench.CORES))
        )
    for (found, _), *expected in zip(ours.answers, alone.answers, spread.answers, strict=True):
        mine = {(who - first, key, score) for who, key, score in _told(found)}
        for each in expected:
            _compare(mine, {one for one in _told(each) if one[1] >= len(before)})
    return Timing(
        n, ours.seconds, n, alone.seconds,
        {"list": len(before), "changed": len(fresh), "reference": "everyone against the whole list, on one core as ours",
         "cores": bench.CORES, "every_core_seconds": round(spread.seconds, 4), "every_core_ratio": round(spread.seconds / ours.seconds, 2),
         "candidates": len(mine), "asked": ours.answers[0][1], "recall": 1.0, "extra": 0,
         **bench.processor(ours.processor, n, alone.processor, n), **in_turn(ours, alone)},
    )  # fmt: skip


def _compare(mine: set[tuple], expected: set[tuple]) -> None:
    if mine != expected:
        raise AssertionError(f"{len(expected - mine)} missed and {len(mine - expected)} too many of {len(expected)}.")


def _ours(entries: list[Entry]) -> tuple[Found, int]:
    index = ListIndex(entries)
    asked = list(people(in_reach(index)))
    return screened(asked, index), len(asked)


def _theirs(table: Table, entries: list[Entry], processes: int) -> Found:
    return sweep(table.parts(processes), table.names, ListIndex(entries), processes=processes).found


def _told(found: Found) -> set[tuple]:
    return {(who, each.entry.key, each.score) for who, candidates in found for each in candidates}
