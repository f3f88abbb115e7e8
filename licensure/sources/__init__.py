"""Registers and lists, one file per source, behind one shape. A source that fails is *unavailable*, never "not found"."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field
from datetime import date


class ListUnavailable(Exception):
    """The file cannot be used. `code` is stable, its words are in `words_lists`: empty, binary, encoding, header, columns,
    unreadable, no_rows, cut_short, files, doctype, bomb, unmapped, mapping; and of loading: shrunken, older, future, no_base, no_changes.
    """

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
class Alias:
    """A further name a list gives somebody, and what kind: aka, fka (formerly), nka (now)."""

    family_name: str
    given_name: str = ""
    kind: str = "aka"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list. `raw` holds every cell by column, padding taken off; the rest is what it means.

    `other_births`: further days the list gives; None among them, or as `date_of_birth`, stands for one told inexactly.
    `business_name` and `other_businesses` are of a firm or another body: looked up by hand, never compared with a person's name.
    """

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
    other_names: tuple[Alias, ...] = ()
    other_births: tuple[date | None, ...] = ()
    other_businesses: tuple[str, ...] = ()

    @property
    def row_hash(self) -> str:
        """SHA-256 over every cell in order and what it was read as: a clearance holds only while both stay as they were judged."""
        cells = "\x1f".join(f"{name}={value}" for name, value in self.raw.items())
        names = (self.family_name, self.given_name, self.middle_name, self.business_name, self.npi, *map(astuple, self.other_names))
        births = (self.date_of_birth, *self.other_births)
        return hashlib.sha256(f"{cells}\x1e{names}\x1e{[day and day.isoformat() for day in births]}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as one file shows it: every row kept, what is odd said. `dated`: the day the file itself gives, where it gives one."""

    rows: tuple[ListRow, ...]
    odd: tuple[Odd, ...]
    columns: tuple[str, ...]
    sha256: str
    dated: date | None = None

    @property
    def names(self) -> int:
        """How many names the file can be searched by, aliases counted: a file that lost them has shrunk too."""
        return sum(1 + len(row.other_names) for row in self.rows)


@dataclass(frozen=True, slots=True)
class ListSource:
    """A list we can read: its key, its names, and how its file is parsed.

    `parse` takes the content of every file of it, one or (`files`) several. `stands_for`: the key of the list it carries the
    rows of, when it is somebody's copy of one; screening it is screening that. `changes`: its publisher also sends what was
    added and what was reinstated since the last whole file, in the same layout. `reading` tells one way of reading its columns
    from another.
    """

    key: str
    name: str
    publisher: str
    url: str
    parse: Callable[..., ListFile]
    stands_for: str = ""
    files: int = 1
    changes: bool = False
    reading: str = ""
