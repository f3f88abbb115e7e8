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
class Strokes:
    """Days passed, one mark each (o ours, t theirs, s source), with the count in words beside them."""

    marks: str
    words: str = ""


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
    """One rule's outcome, as the findings table shows it; all in words. `without` stands where there is no last good day."""

    tag: Tag
    rule: str
    observed: str
    required: str
    good_through: date | None = None
    without: str = ""


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
