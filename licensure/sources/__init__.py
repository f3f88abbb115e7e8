"""Registers and lists, one file per source, behind one shape. A source that fails is *unavailable*, never "not found"."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date


class ListUnavailable(Exception):
    """The file cannot be used. `code` is stable: empty, binary, encoding, header, columns, unreadable, no_rows, shrunken."""

    def __init__(self, code: str, detail: str = "", *, row: int | None = None):
        self.code, self.detail, self.row = code, detail, row
        super().__init__(f"{code}: {detail}" if detail else code)


@dataclass(frozen=True, slots=True)
class Odd:
    """Something strange about a row that is kept all the same. `row` counts lines as a spreadsheet does, the header is 1."""

    row: int
    code: str
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list. `raw` holds every cell by column, padding taken off; the rest is what it means."""

    row: int
    raw: Mapping[str, str] = field(repr=False)
    family_name: str = ""
    given_name: str = ""
    middle_name: str = ""
    business_name: str = ""
    npi: str = ""
    date_of_birth: date | None = None
    state: str = ""
    kind: str = ""
    excluded_on: date | None = None
    reinstated_on: date | None = None

    @property
    def row_hash(self) -> str:
        """SHA-256 over every cell in order: a clearance holds only while the row stays as it was judged."""
        cells = "\x1f".join(f"{name}={value}" for name, value in self.raw.items())
        return hashlib.sha256(cells.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as one file shows it: every row kept, what is odd said."""

    rows: tuple[ListRow, ...]
    odd: tuple[Odd, ...]
    columns: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class ListSource:
    """A list we can read: its key, its names, and how its file is parsed.

    `stands_for`: the key of the list it carries the rows of, when it is somebody's copy of one; screening it is screening that.
    """

    key: str
    name: str
    publisher: str
    url: str
    parse: Callable[[bytes], ListFile]
    stands_for: str = ""
