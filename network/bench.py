"""Benchmarks by name: each generates its own data, runs the thing and its reference in one process, and compares answers.

A later benchmark joins by a line in `settings.BENCH`: name → dotted function `(n, seed) -> Timing`. Never timed in tests.
"""

import gc
import random
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter

from django.db import connection, transaction

from network import statistics
from network.dates import Day, Span
from network.money import Money
from network.standing import (
    Acceptance,
    AcceptanceKind,
    Basis,
    Cover,
    CoverKind,
    Grant,
    Hold,
    HoldReason,
    Need,
    Rows,
    Use,
)

RUNS = 3  # times that sides are compared which take turns


class Unprepared(Exception):
    """The benchmark needs something that is not there; the message says what and how to give it."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What one run took. `n` and `reference_n` count the same unit; `ratio` is how many times faster per unit.

    `more` is what else the run has to say, in the order it is printed; `failed` why it is not good enough, if it is not.
    """

    n: int
    seconds: float
    reference_n: int
    reference_seconds: float
    more: dict = field(default_factory=dict)
    failed: str = ""

    @property
    def ratio(self) -> float:
        """Reference time per unit over ours."""
        return (self.reference_seconds / self.reference_n) / (self.seconds / self.n)


def timed(function: Callable, *arguments) -> tuple[object, float]:
    """A function's result and the seconds it took."""
    began = perf_counter()
    result = function(*arguments)
    return result, perf_counter() - began


def worked(function: Callable, *arguments) -> tuple[object, float, float]:
    """A function's result, the seconds it took, and the processor's seconds: its own and those of processes it began and ended.

    On a machine that does other work the latter say more: waiting for a processor is no work.
    """
    before = _processor()
    result, seconds = timed(function, *arguments)
    return result, seconds, _processor() - before


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a comparison answered each time, and how long each took: by the clock, and the processor's seconds."""

    answers: tuple
    times: tuple[float, ...]
    works: tuple[float, ...]

    @property
    def seconds(self) -> float:
        """The median by the clock."""
        return median(self.times)

    @property
    def processor(self) -> float:
        """The median of the processor's seconds."""
        return median(self.works)


def alternating(*functions: Callable[[], object], runs: int = RUNS) -> tuple[Side, ...]:
    """Each function in turn, and all of them again: what else the machine does meets all, and so does what only the first run pays.

    What was made before them is kept out of Python's search for circles, which would cost whoever happens to set it off.
    """
    rounds = [[_alone(function) for function in functions] for _ in range(runs)]
    return tuple(Side(*zip(*side, strict=True)) for side in zip(*rounds, strict=True))


def _alone(function: Callable[[], object]) -> tuple[object, float, float]:
    gc.freeze()
    try:
        return worked(function)
    finally:
        gc.unfreeze()


def in_turn(ours: Side, theirs: Side) -> dict:
    """What is told of sides that took turns over as many units: how often, and how many times longer theirs took in each round."""
    told = (("ratios", ours.times, theirs.times), ("processor_ratios", ours.works, theirs.works))
    ratios = {name: [round(other / one, 2) for one, other in zip(mine, others, strict=True)] for name, mine, others in told}
    return {"runs": len(ours.times)} | ratios


def _processor() -> float:
    spent = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that is undone whatever happens in it."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def analyzed() -> None:
    """Let the database count its tables now: what was only written in this transaction it would take for empty.

    At work it does so by itself within the minute (PostgreSQL) or at night (SQLite); without it a reference looks slower than it is.
    """
    statistics.refresh()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def peak_mb(whose: int = resource.RUSAGE_SELF) -> float:
    """The most memory this process, or any of its children, has held, in megabytes (Linux counts in KiB, macOS in bytes)."""
    peak = resource.getrusage(whose).ru_maxrss
    return round(peak / (1024**2 if sys.platform == "darwin" else 1024), 1)


YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
ZONE = "America/Chicago"


def clear(n: int, seed: int) -> Timing:
    """For n needs, on which days of a year is she clear: by jumping from turn to turn, against asking every day."""
    chance = random.Random(seed)  # noqa: S311  data for a benchmark, not a secret
    worlds = [(_rows(chance), _need(chance)) for _ in range(n)]
    sample = worlds[: max(1, n // 10)]
    ours, seconds = timed(lambda: [_by_turns(rows, need) for rows, need in worlds])
    naive, reference_seconds = timed(lambda: [_day_by_day(rows, need) for rows, need in sample])
    if ours[: len(naive)] != naive:
        raise AssertionError("The two ways do not give the same days.")
    return Timing(n, seconds, len(sample), reference_seconds)


def _by_turns(rows: Rows, need: Need) -> list[bool]:
    """The predicate once per stretch of equal answers."""
    found: list[bool] = []
    while len(found) < len(YEAR):
        day = YEAR[len(found)]
        last = rows.until(need, Day(day)) or YEAR[-1]
        stretch = (min(last, YEAR[-1]) - day).days + 1
        found += [rows.clear(need, Day(day)).ok] * stretch
    return found


def _day_by_day(rows: Rows, need: Need) -> list[bool]:
    return [_naive(rows, need, day) for day in YEAR]


def _on(span: Span, day: date) -> bool:
    return span.first <= day and (span.last is None or day <= span.last)


def _naive(rows: Rows, need: Need, day: date) -> bool:
    """The same predicate written a second time, straight from its definition, without reasons."""
    for hold in rows.holds:
        if need.use in hold.stops and hold.mode in (None, need.mode) and hold.basis is None and _on(hold.span, day):
            return False
    if need.use == Use.RELEASE:
        return True
    accepted = {row.kind for row in rows.acceptances if _on(row.span, day)}
    begun = [row for row in rows.grants if row.service in (None, need.service) and row.span.first <= day]
    grant = max(begun, key=lambda row: row.decided_at, default=None)
    if grant is None or not grant.granted or len(accepted) < 2:
        return False
    end = grant.serve_until if need.use == Use.SESSION and grant.serve_until else grant.span.last
    return (end is None or day <= end) and all(_covered(rows, grant, kind, need, day) for kind in CoverKind)


def _covered(rows: Rows, grant: Grant, kind: CoverKind, need: Need, day: date) -> bool:
    stopped = {
        hold.basis
        for hold in rows.holds
        if need.use in hold.stops and hold.mode in (None, need.mode) and _on(hold.span, day)
    }
    for cover in rows.covers:
        enough = kind is CoverKind.AUTHORITY or all(
            dict(cover.amounts)[name].minor >= least[0].minor for name, least in grant.minimums
        )
        if cover.kind == kind and enough and all(_on(b.span, day) and b.key not in stopped for b in cover.bases):
            return True
    return False


def _span(chance, longest: int) -> Span:
    first = chance.choice(YEAR) - timedelta(days=120)
    last = first + timedelta(days=chance.randrange(longest)) if chance.random() < 0.8 else None
    return Span(first, last, ZONE)


def _need(chance) -> Need:
    mode = chance.choice(["in_person", "video"])
    return Need("counseling", "US-IL", "US-IL", mode, chance.choice([Use.OFFER, Use.SESSION, Use.SESSION, Use.RELEASE]))


def _rows(chance) -> Rows:
    """A file as it looks after a few years: renewals, a compact privilege, a hold or two."""
    amounts = (("per_claim", Money(chance.choice([50, 100, 200]), "USD")),)
    return Rows(
        tuple(Acceptance(kind, Span(YEAR[chance.randrange(40)], None, ZONE)) for kind in AcceptanceKind),
        tuple(_grant(chance, number) for number in range(chance.randrange(1, 4))),
        tuple(
            Cover(kind, tuple(Basis(f"b{chance.randrange(4)}", _span(chance, 500)) for _ in range(chance.choice([1, 1, 2]))),
                  "US-IL", amounts=amounts)
            for kind in CoverKind for _ in range(3)
        ),
        tuple(_hold(chance) for _ in range(chance.randrange(3))),
    )


def _grant(chance, number: int) -> Grant:
    span = _span(chance, 700)
    serve = span.last + timedelta(days=30) if span.last else None
    least = (("per_claim", (Money(100, "USD"),)),)
    decided = datetime(2025, 1, 1 + number, tzinfo=UTC)
    fields = {"minimums": least, "serve_until": serve, "decided_at": decided, "key": f"g{number}"}
    return Grant(span, "counseling", granted=chance.random() < 0.9, **fields)


def _hold(chance) -> Hold:
    reason = chance.choice([HoldReason.LEAVE, HoldReason.LICENSE, HoldReason.EXCLUSION])
    stops = frozenset(chance.sample([Use.OFFER, Use.SESSION], chance.choice([1, 2])))
    basis = chance.choice([None, "b1"])
    return Hold(reason, _span(chance, 90), stops, mode=chance.choice([None, "video"]), basis=basis)
