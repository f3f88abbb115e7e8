"""A benchmark of looking one name up: as a page does while somebody waits, beside one fuzzy search over the same list."""

from functools import partial
from statistics import quantiles

from rapidfuzz import fuzz, process

from licensure import bench
from licensure.bench_names import invented_list, invented_people
from licensure.bench_reference import EveryRow
from licensure.list_index import ListIndex
from licensure.screening import screen
from network.bench import Timing, timed

quickest = partial(process.extract, scorer=fuzz.ratio)
SEARCHED, COMPARED = 200, 100  # names the reference looks up; names compared with every row


def one(n: int, seed: int, rows: int | None = None) -> Timing:
    """n names looked up one after another, each new to the index, which was built before; p50 and p95 in milliseconds.

    The reference is `rapidfuzz.process.extract` over the rows' names, by its default scorer and, `plain`, by its quickest; it
    finds what looks alike and judges nothing, so answers are compared with those of every row.
    """
    entries = invented_list(seed, rows or bench.ROWS)
    people = invented_people(seed, n, entries)
    index, written = ListIndex(entries), [f"{entry.family}, {entry.given}" for entry in entries]
    screen(invented_people(seed, n + 1, entries)[-1], index)  # the first question makes what all others share
    ours = [timed(screen, person, index)[1] for person in people]
    asked = [f"{person.names[0].family}, {person.names[0].given}".upper() for person in people[:SEARCHED]]
    theirs = [timed(process.extract, name, written)[1] for name in asked]
    plain = [timed(quickest, name, written)[1] for name in asked]
    _compare(people[:COMPARED], entries, index)
    told = {"list": len(entries), "reference": "rapidfuzz.process.extract"}
    for name, times in (("", ours), ("extract_", theirs), ("plain_", plain)):
        told |= {f"{name}p50_ms": _percentile(times, 50), f"{name}p95_ms": _percentile(times, 95)}
    told |= {"p95_ratio": round(told["p95_ms"] / told["extract_p95_ms"], 3), "plain_ratio": round(told["p95_ms"] / told["plain_p95_ms"], 3)}
    return Timing(n, sum(ours), len(theirs), sum(theirs), told | {"compared": min(n, COMPARED), "recall": 1.0, "extra": 0})


def _percentile(times: list[float], percent: int) -> float:
    cut = quantiles(times, n=100, method="inclusive")[percent - 1] if len(times) > 1 else times[0]
    return round(cut * 1000, 3)


def _compare(people, entries, index: ListIndex) -> None:
    expected = EveryRow(entries).screen_all(people)
    found = [{each.entry.key: each.score for each in screen(person, index)} for person in people]
    if found != expected:
        raise AssertionError("the index and every row give different candidates.")
