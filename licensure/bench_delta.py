"""A benchmark of screening what changed: 300 new rows of a list against a whole network, beside screening the network again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from licensure import bench
from licensure.bench_names import invented_list, invented_people
from licensure.changed_rows import sweep_changed
from licensure.list_index import Entry, ListIndex
from licensure.screening import Name, Person, screen
from licensure.sweep import sweep
from network.bench import Timing, timed

CHANGED = 300  # rows that the new version of the list added
LISTED = 4  # of this many people who stand on the list, one stands on a new row
RANGE = "SELECT person, given, family, born, npi FROM name WHERE person >= ? AND person < ? ORDER BY person"


def delta(n: int, seed: int, rows: int | None = None) -> Timing:
    """n people against the rows a list was added to, on every core; the reference sweeps them against the whole list.

    Both read the same table of names, part by part, and index what they compare with in their own time. The answers about
    the new rows must be equal, and the reference's others are not looked at.
    """
    before = invented_list(seed, rows or bench.ROWS)
    fresh = [replace(entry, key=len(before) + entry.key) for entry in invented_list(seed + 1, CHANGED)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.sqlite3"
        _write(path, n, seed, before + fresh * -(-len(before) // len(fresh) // (LISTED - 1)))
        ours, seconds = timed(lambda: _changed(path, n, fresh))
        theirs, reference_seconds = timed(lambda: _everything(path, n, before, fresh))
    found, asked = ours
    if found != theirs:
        raise AssertionError(f"{len(theirs - found)} missed and {len(found - theirs)} too many of {len(theirs)}.")
    return Timing(
        n, seconds, n, reference_seconds,
        {"list": len(before), "changed": len(fresh), "processes": bench.CORES, "reference": "everyone against the whole list",
         "candidates": len(found), "asked": asked, "recall": 1.0, "extra": 0},
    )  # fmt: skip


def _changed(path: Path, n: int, fresh: list[Entry]) -> tuple[set, int]:
    """Candidates on the new rows, and how many people had to be screened for them."""
    index, step = ListIndex(fresh), -(-n // bench.CORES)
    parts = [(first, min(first + step, n)) for first in range(0, n, step)]
    asked = [who for _, owners in sweep_changed(parts, partial(_names, path), index, processes=bench.CORES) for who in sorted(owners)]
    people = {who: person for who in asked for person in _people(path, (who, who + 1))}
    return {(who, each.entry.key, each.score) for who, person in people.items() for each in screen(person, index)}, len(asked)


def _everything(path: Path, n: int, before: list[Entry], fresh: list[Entry]) -> set:
    """Candidates on the new rows as a screening of everyone against the whole list finds them."""
    parts = [(first, min(first + bench.PART, n)) for first in range(0, n, bench.PART)]
    swept = sweep(parts, partial(_people, path), ListIndex(before + fresh), processes=bench.CORES)
    return {
        (part[0] + place, each.entry.key, each.score)
        for part, found in swept for place, candidates in found for each in candidates if each.entry.key >= len(before)
    }  # fmt: skip


def _write(path: Path, n: int, seed: int, listed: list[Entry]) -> None:
    """The names of n invented people, as a database keeps them."""
    with closing(sqlite3.connect(path)) as table:
        table.execute("CREATE TABLE name (person INTEGER, given TEXT, family TEXT, born TEXT, npi TEXT)")
        for first in range(0, n, bench.PART):
            people = invented_people(seed, min(bench.PART, n - first), listed, first)
            table.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", _rows(first, people))
        table.execute("CREATE INDEX of_person ON name (person)")
        table.commit()


def _rows(first: int, people: list[Person]) -> Iterator[tuple]:
    for place, who in enumerate(people, first):
        born = who.date_of_birth and who.date_of_birth.isoformat()
        yield from ((place, name.given, name.family, born, who.npi) for name in who.names)


def _names(path: Path, part) -> Iterator[tuple]:
    with closing(sqlite3.connect(path)) as table:
        for person, given, family, born, npi in table.execute(RANGE, part):
            yield person, given, family, date.fromisoformat(born) if born else None, npi


def _people(path: Path, part) -> Iterator[Person]:
    for _, names in groupby(_names(path, part), lambda row: row[0]):
        rows = list(names)
        yield Person(tuple(Name(given, family) for _, given, family, _, _ in rows), rows[0][3], rows[0][4])
