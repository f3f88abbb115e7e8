"""A chart over time as numbers ready to draw: grants, covers and holds on the days between two dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a lane, both days included; an open end runs off the right. Kinds: grant, cover, ok, hold, gap."""

    kind: str
    first: date
    last: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of a chart over time."""

    label: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A stretch in the chart's own units."""

    kind: str
    x: float
    y: int
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word or a line in the chart: where, and how far down it reaches."""

    words: str
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class Lanes:
    """A chart ready to draw: everything in numbers, so that the template draws without counting."""

    width: int
    height: int
    names: Sequence[Label]
    bars: Sequence[Drawn]
    months: Sequence[Label]
    today: float | None


CHART_WIDTH, NAME_WIDTH, LANE_HEIGHT, HEAD_HEIGHT = 960, 240, 34, 24


def lanes(rows: Sequence[Lane], *, first: date, last: date, on: date, ticks: Sequence[tuple[date, str]]) -> Lanes:
    """Place `rows` on the days `first` to `last`; `on` is the day the line stands at, `ticks` are named days."""
    days = (last - first).days + 1
    scale = (CHART_WIDTH - NAME_WIDTH) / days

    def x(day: date) -> float:
        return round(NAME_WIDTH + min(max((day - first).days, 0), days) * scale, 1)

    drawn, names = [], []
    for index, row in enumerate(rows):
        top = HEAD_HEIGHT + index * LANE_HEIGHT
        names.append(Label(row.label, 0, top + 21))
        for bar in row.bars:
            if (bar.last and bar.last < first) or bar.first > last:
                continue
            end = CHART_WIDTH if bar.last is None or bar.last >= last else x(bar.last) + scale
            drawn.append(Drawn(bar.kind, x(bar.first), top + 8, round(end - x(bar.first), 1), bar.words))
    height = HEAD_HEIGHT + len(rows) * LANE_HEIGHT
    months = [Label(words, x(day), height) for day, words in ticks if first <= day <= last]
    return Lanes(CHART_WIDTH, height, names, drawn, months, x(on) if first <= on <= last else None)
