"""The smallest parts: a status, whose turn it is, the days that passed, what is done of how many."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """A status: its kind gives shape and color (`parts.KINDS`), its word says it."""

    kind: str
    word: str


KINDS = ("ours", "theirs", "source", "good", "warn", "stop", "held", "draft", "done", "document")


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
class Ready:
    """How many of how many checks are closed."""

    done: int
    total: int
