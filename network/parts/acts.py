"""What may be done, who did what, and what comes when: buttons, four eyes, steps, a timeline, money on its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


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
class Pay:
    """A line of money: `state` is said (expected), sent or paid."""

    label: str
    amount: object
    note: str
    state: str = "said"
