"""Where a reader may go: links, saved views, neighbors of a page, tasks; and labelled values."""

from collections.abc import Sequence
from dataclasses import dataclass

from network.parts.marks import Tag


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
class Pager:
    """Keyset pages: the addresses of the neighbors, empty at the ends, and what is shown in words."""

    shown: str
    newer: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled value."""

    label: str
    value: object


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of a check-your-answers page."""

    label: str
    value: object
    url: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A row of a task list. Without `url` it is blocked, and `note` says what opens it."""

    label: str
    tag: Tag
    url: str = ""
    note: str = ""
