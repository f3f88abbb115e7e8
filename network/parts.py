"""What the parts of a page take: small frozen values which page objects hold and `templates/parts/` draws.

A part reads attributes by name, so any object with the same attributes will do. Words arrive translated.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Tag:
    """A status: its kind gives shape and color (`parts.KINDS`), its word says it."""

    kind: str
    word: str


KINDS = ("ours", "theirs", "source", "good", "warn", "stop", "held", "draft", "done")


@dataclass(frozen=True, slots=True)
class Clock:
    """Whose turn (`ours`, `theirs`, `source`, `late`), in words, and how long."""

    kind: str
    turn: str
    left: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a row of tabs, crumbs, views or buttons."""

    label: str
    url: str
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A saved view with its count; `hot` when the count asks for somebody today."""

    label: str
    url: str
    count: int | None = None
    current: bool = False
    hot: bool = False


@dataclass(frozen=True, slots=True)
class ViewGroup:
    """Saved views under one small heading."""

    label: str
    views: Sequence[View]


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled value."""

    label: str
    value: object


@dataclass(frozen=True, slots=True)
class Task:
    """A row of a task list. Without `url` it is blocked, and `note` says what opens it."""

    label: str
    tag: Tag
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """An item of the checklist: shape first, freshness right."""

    label: str
    tag: Tag
    url: str
    aside: str = ""
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One rule's outcome, as the findings table shows it; all in words."""

    tag: Tag
    rule: str
    observed: str
    required: str
    good_through: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the tracker: `state` is done, now or later; `note` has its date and owner."""

    label: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a timeline: what and who, when, and why in quotes. `who` is person, machine or them."""

    what: str
    when: datetime
    who: str = "person"
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the triptych, from somebody's word to the source's."""

    title: str
    aside: str = ""
    pairs: Sequence[Pair] = ()
    notes: Sequence[str] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in the middle column: its picture or its lines, and the differences in words."""

    title: str
    lines: Sequence[str] = ()
    picture: str = ""
    alt: str = ""
    differences: Sequence[str] = ()
    open_url: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Something the reader may do here, or may not yet, and why.

    `method` is post (a form of its own) or get (a link). With `refusals` it keeps its place as a dashed button.
    """

    name: str
    label: str
    url: str
    refusals: Sequence[object] = ()
    method: str = "post"
    kind: str = ""
    key: str = ""
    allowed: str = ""
    small: str = ""
    hidden: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Eye:
    """Who did a step, or will: `state` is confirmed, seen or said."""

    label: str
    who: str = ""
    note: str = ""
    state: str = "said"


@dataclass(frozen=True, slots=True)
class Pay:
    """A line of money: `state` is said (expected), sent or paid."""

    label: str
    amount: object
    note: str
    state: str = "said"


@dataclass(frozen=True, slots=True)
class Coach:
    """What the upload coach says of one file: `kind` is good, warn or stop."""

    kind: str
    word: str
    title: str
    text: str
    do: str = ""
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of a check-your-answers page."""

    label: str
    value: object
    url: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Keyset pages: the addresses of the neighbors, empty at the ends, and what is shown in words."""

    shown: str
    newer: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a queue row. `part` is text, tag, clock, days, ready or num; `rank` 2 and 3 leave first when narrow."""

    value: object
    part: str = "text"
    rank: int = 1
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """How many of how many checks are closed."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Head:
    """A column head of a queue; `sort_url` when the reader may sort by it."""

    label: str
    rank: int = 1
    sort_url: str = ""
    sorted: str = ""
    part: str = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a queue: the therapist first, then the cells in the order of the heads."""

    key: str
    label: str
    url: str
    note: str = ""
    cells: Sequence[Cell] = ()
    selected: bool = False
    detail: Sequence[tuple[Tag, str]] = field(default=())


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a lane, both days included; an open end runs off the right. `kind` is grant, cover, ok, hold or gap."""

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


CHART_WIDTH, NAME_WIDTH, LANE_HEIGHT, HEAD_HEIGHT = 960, 200, 34, 24


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
