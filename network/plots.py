"""A bar chart as numbers ready to draw. Pure; the words come from the caller, and a table with the same numbers stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, ROW, BAR, GAP = 340, 44, 16, 6
LEAST = 2  # a part that is not nothing can be seen


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar. Kinds: ours, theirs, source, good, warn, stop, brand, upto; its words say it to who cannot see it."""

    kind: str
    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its number in words, and the parts it is made of, from the left."""

    label: str
    value: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A part in the chart's own units."""

    kind: str
    x: int
    width: int
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A bar in the chart's own units: where its words stand, and its parts."""

    label: str
    value: str
    words_y: int
    bar_y: int
    parts: Sequence[Drawn]


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart ready to draw; `legend` says what each kind means, as (kind, words)."""

    title: str
    width: int
    height: int
    bar: int
    rows: Sequence[Row]
    legend: Sequence[tuple[str, str]]


def plot(title: str, bars: Sequence[Bar], *, legend=(), most: int | None = None) -> Plot:
    """Draw `bars` below each other on one scale, from nothing to `most` (the longest bar when None)."""
    longest = most or max((sum(part.value for part in bar.parts) for bar in bars), default=0) or 1
    rows = tuple(_row(bar, index, longest) for index, bar in enumerate(bars))
    return Plot(title, WIDTH, len(rows) * ROW + GAP, BAR, rows, tuple(legend))


def _row(bar: Bar, index: int, longest: int) -> Row:
    top, left, before, parts = index * ROW, 0, 0, []
    for part in bar.parts:
        before += part.value
        right = WIDTH * before // longest
        if part.value:
            right = max(right, left + LEAST)
            parts.append(Drawn(part.kind, left, right - left, part.words))
        left = max(left, right)
    return Row(bar.label, bar.value, top + 16, top + 22, tuple(parts))
