"""A benchmark of screening what changed: 300 new rows of a list against a whole network, beside screening the network again."""

from dataclasses import replace

from licensure import bench
from licensure.bench_names import invented_list
from licensure.bench_table import Table, written
from licensure.list_index import Entry, ListIndex
from licensure.sweep import Swept, sweep
from network.bench import Timing, worked

CHANGED = 300  # rows that the new version of the list added
LISTED = 4  # of this many people who stand on the list, one stands on a new row


def delta(n: int, seed: int, rows: int | None = None) -> Timing:
    """n people against the rows a list was added to, on every core; the reference sweeps them against the whole list.

    Both read the same table of names and index what they compare with in their own time. The answers about the new rows must
    be equal, and the reference's others are not looked at.
    """
    before = invented_list(seed, rows or bench.ROWS)
    fresh = [replace(entry, key=len(before) + entry.key) for entry in invented_list(seed + 1, CHANGED)]
    with written(n, seed, before + fresh * -(-len(before) // len(fresh) // (LISTED - 1))) as table:
        ours, seconds, ours_worked = worked(_swept, table, fresh)
        theirs, reference_seconds, theirs_worked = worked(_swept, table, before + fresh)
    found, expected = _told(ours), {each for each in _told(theirs) if each[1] >= len(before)}
    if found != expected:
        raise AssertionError(f"{len(expected - found)} missed and {len(found - expected)} too many of {len(expected)}.")
    return Timing(
        n, seconds, n, reference_seconds,
        {"list": len(before), "changed": len(fresh), "processes": bench.CORES, "reference": "everyone against the whole list",
         "candidates": len(found), "asked": ours.asked, "recall": 1.0, "extra": 0,
         **bench.processor(ours_worked, n, theirs_worked, n)},
    )  # fmt: skip


def _swept(table: Table, entries: list[Entry]) -> Swept:
    return sweep(table.parts(bench.CORES), table.names, ListIndex(entries), processes=bench.CORES)


def _told(swept: Swept) -> set[tuple]:
    return {(who, each.entry.key, each.score) for who, candidates in swept.found for each in candidates}
