"""Rows of a queue and of a findings table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from network.parts.marks import Tag


def _classes(rank: int, part: str, soft: bool = False) -> str:
    """When it leaves a narrow table, whether it is a number, whether it is quiet."""
    found = {f"p{rank}": rank != 1, "num": part == "num", "soft": soft}
    return " ".join(name for name, so in found.items() if so)


@dataclass(frozen=True, slots=True)
class Head:
    """A column head of a queue; `sort_url` when the reader may sort by it."""

    label: str
    rank: int = 1
    sort_url: str = ""
    sorted: str = ""
    part: str = "text"

    @property
    def classes(self) -> str:
        """As the style sheet knows it, and the cells below it."""
        return _classes(self.rank, self.part)

    @property
    def arrow(self) -> str:
        """Which way the rows are sorted by it."""
        return {"ascending": " ↑", "descending": " ↓"}.get(self.sorted, "")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a queue. `part` is text, tag, clock, days, ready or num; `rank` 2 and 3 leave first when narrow; `note` stands below."""

    value: object
    part: str = "text"
    rank: int = 1
    soft: bool = False
    note: str = ""

    @property
    def classes(self) -> str:
        """As the style sheet knows it."""
        return _classes(self.rank, self.part, self.soft)


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
class FindingRow:
    """One rule's outcome, as the findings table shows it; all in words. `without` stands where there is no last good day."""

    tag: Tag
    rule: str
    observed: str
    required: str
    good_through: date | None = None
    without: str = ""
