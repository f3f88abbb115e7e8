"""What a file shows of its evidence: the checklist, the three columns, the page in the middle, the coach's word on an upload."""

from collections.abc import Sequence
from dataclasses import dataclass

from network.parts.links import Link, Pair
from network.parts.marks import Tag


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
class Column:
    """One column of the triptych, from somebody's word to the source's; `open_url` opens the copy that is kept of it."""

    title: str
    aside: str = ""
    pairs: Sequence[Pair] = ()
    notes: Sequence[str] = ()
    empty: str = ""
    open_url: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in the middle column: its picture or its lines, the differences in words, further pages, what was remarked."""

    title: str
    lines: Sequence[str] = ()
    picture: str = ""
    alt: str = ""
    differences: Sequence[str] = ()
    open_url: str = ""
    pages: Sequence[Link] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Coach:
    """What the upload coach says of one file: `kind` is good, warn or stop."""

    kind: str
    word: str
    title: str
    text: str
    do: str = ""
    links: Sequence[Link] = ()
