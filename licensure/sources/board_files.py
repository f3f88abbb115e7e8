"""A board's own file, its roster or its list of discipline, by a mapping of its columns that a person gave once. Pure.

A row is kept out and named when its cells do not stand under their columns or it lacks number, name or status: a cell moved
one column on would read as somebody else's status. What only looks like a whole file is refused.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from statistics import mode
from string import ascii_uppercase

from licensure.holdings import Status
from licensure.names import normalize
from licensure.sources import ListUnavailable, Odd
from licensure.sources.answers import Unavailable
from licensure.sources.board_answers import answered
from licensure.sources.columned import Columned, joined, plain
from licensure.sources.reading import day_as
from licensure.sources.tables import cells_by_column, header_of, key_of, table_of

NAMES = ("family_name", "full_name")
TEXTS = (
    "number", "family_name", "given_name", "middle_name", "full_name", "title", "status", "status_detail", "city", "discipline", "case",
)  # fmt: skip
DAYS = ("first", "last", "discipline_day")
FIELDS = (*TEXTS, *DAYS)
FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%Y%m%d", "%d-%b-%Y")  # US boards write the month first
NO_DAY = ("", "00000000", "00/00/0000", "N/A", "NA", "NONE")
NONE = ("n", "no", "none", "0", "false")  # what says in a discipline column that there is none
MOST_FAULTY = 10  # per cent of rows at fault from which the file is another one than it is taken for
BARE = "|"


class Kind(StrEnum):
    """What a board's file says of the people in it."""

    ROSTER = "roster"
    DISCIPLINE = "discipline"


NEEDED = {Kind.ROSTER: ("number", "status"), Kind.DISCIPLINE: ("discipline",)}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One row by its columns. `number` and `family` are what it is found by."""

    row: int
    cells: Mapping[str, str] = field(repr=False)
    number: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """A file as it was read: its sound rows, what is odd about others, and its status words with how often each stands there.

    `kept_out`: the other rows, by their number, as they stand in the file.
    """

    columns: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    odd: tuple[Odd, ...]
    words: Mapping[str, int]
    sha256: str
    kept_out: Mapping[int, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class BoardColumns:
    """A remembered mapping: `fields` is our field → their column, `words` their status word → ours.

    Where a second column belongs to the status (`status_detail`), the word is "FIRST / SECOND". `optional`: our fields whose
    column may be missing. `bare`: separators of files that quote nothing.
    """

    kind: Kind
    fields: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    date_formats: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    bare: str = BARE

    def __post_init__(self):
        """Refuse what could find nobody or say nothing. Raises ListUnavailable (mapping, word, twice)."""
        if unknown := [name for name in self.fields if name not in FIELDS]:
            raise ListUnavailable("mapping", ", ".join(unknown))
        if missing := [name for name in NEEDED[self.kind] if not self.fields.get(name)]:
            raise ListUnavailable("mapping", ", ".join(missing))
        if not any(self.fields.get(name) for name in NAMES):
            raise ListUnavailable("mapping", " / ".join(NAMES))
        if twice := [column for column, count in Counter(map(key_of, self.fields.values())).items() if count > 1]:
            raise ListUnavailable("twice", ", ".join(twice))
        if strange := [word for word in self.words.values() if word not in set(Status)]:
            raise ListUnavailable("word", ", ".join(strange))

    def source(self, **told) -> "BoardFile":
        """The file as a register; `told` are the rest of its values."""
        keys = {name: [key_of(column)] for name, column in self.fields.items()}
        if detail := keys.pop("status_detail", ()):
            keys["status"] = [*keys.get("status", ()), *detail]
        words = {word.casefold(): ours for word, ours in self.words.items()}
        given = {"columns": keys, "words": words, "remarks": {"none": NONE}, "day_formats": (*self.date_formats, *FORMATS)}
        return BoardFile(**ASKED, **given, **told)

    def read(self, content: bytes) -> BoardSheet:
        """Read a file by this mapping. Raises ListUnavailable: unmapped, no_rows, cut_short, malformed, and what tables raise."""
        wanted = [column for name, column in self.fields.items() if name not in self.optional]
        table = table_of(content, wanted, bare=self.bare)
        place, header = header_of(table, wanted)
        header = _without_blanks(header)
        odd: list[Odd] = []
        lines = [(number, cells) for number, cells in table[place + 1 :] if any(cells)]
        if not lines:
            raise ListUnavailable("no_rows")
        if len(lines[-1][1]) < len(header):
            raise ListUnavailable("cut_short", row=lines[-1][0])
        rows = tuple(self._rows(header, lines, odd))
        if not rows or len(odd) * 100 > len(lines) * MOST_FAULTY:
            first = odd[0]
            raise ListUnavailable("malformed", f"{len(odd)} / {len(lines)}; {first.code} {first.column}".strip(), row=first.row)
        columns = [key_of(self.fields[name]) for name in ("status", "status_detail") if name in self.fields]
        words = Counter(joined(row.cells.get(column, "") for column in columns) for row in rows)
        faulty = {each.row for each in odd}
        kept_out = {number: " ".join(filter(None, cells)) for number, cells in lines if number in faulty}
        return BoardSheet(tuple(header), rows, tuple(odd), _without_empty(words), hashlib.sha256(content).hexdigest(), kept_out)

    def _rows(self, header, lines, odd: list[Odd]) -> Iterator[BoardRow]:
        reader = self.source(**UNNAMED)
        keys = [key_of(name) for name, _cell in cells_by_column(header, header)]
        usual = max(len(header), mode(len(cells) for _number, cells in lines))  # blanks may follow every row
        where = {name: key_of(column) for name, column in self.fields.items()}
        for number, cells in lines:
            if len(_without_blanks(cells)) > len(header) or not len(header) <= len(cells) <= usual:
                odd.append(Odd(number, "cells", value=str(len(cells))))
                continue
            by_key = {key: cell for key, cell in zip(keys, cells, strict=False) if cell}
            row = BoardRow(number, by_key, *found_by({name: by_key.get(key, "") for name, key in where.items()}))
            if wrong := self._wrong(reader, row):
                odd.append(wrong)
            else:
                yield row

    def _wrong(self, reader: "BoardFile", row: BoardRow) -> Odd | None:
        """What is wrong with a row whose cells stand where they should; None for a sound one."""
        if self.kind is Kind.DISCIPLINE:
            sound = (row.number or row.family) and row.cells.get(key_of(self.fields["discipline"]))
            return None if sound else Odd(row.row, "missing", self.fields["discipline"])
        try:
            reader.record(row.cells, date.min)
        except Unavailable as failure:
            return Odd(row.row, "missing_or_bad", failure.detail)
        return None


def found_by(said: Mapping[str, str]) -> tuple[str, str]:
    """The number and the family name a row is found by, from its cells by our fields."""
    return number_key(said.get("number", "")), family_key(said.get("family_name") or _family(said.get("full_name", "")))


def number_key(number: str) -> str:
    """A number as rows are found by it: boards pad with zeros, people leave out dots."""
    return plain(number).lstrip("0")[:60]


def number_keys(number: str) -> frozenset[str]:
    """What a row of this number may be found by: people write the letters of a title before digits that stand alone in a file."""
    key = number_key(number)
    return frozenset(filter(None, (key, number_key(key.lstrip(ascii_uppercase)))))


def family_key(family: str) -> str:
    """A family name as rows are found by it."""
    return normalize(family.replace("-", " "))[:120]


def hidden(kept_out: Mapping[int, str], query: Mapping[str, str]) -> int:
    """The row that was kept out and holds what was asked about: nobody found in the others is no "not found" then. 0 for none."""
    return next((row for row, said in kept_out.items() if holds(said, query)), 0)


def holds(said: str, query: Mapping[str, str]) -> bool:
    """Whether the number asked about, else the family name, stands in a row that could not be read.

    Signs and the ends of cells do not count: rather somebody else's row too many than hers missed.
    """
    if number := query.get("number"):
        sought, letters = number_keys(number), plain
    else:
        sought, letters = {_letters(query.get("family_name", ""))} - {""}, _letters
    return any(text in letters(said) for text in sought)


def _letters(text: str) -> str:
    return plain(normalize(text.replace("-", " ")))


def _family(full: str) -> str:
    """The family name in one cell: before a comma, else the last word."""
    family, comma, _rest = full.partition(",")
    return family if comma else (full.split() or [""])[-1]


def _without_blanks(cells: list[str]) -> list[str]:
    """The cells up to the last that holds something: some files end every line with a separator."""
    last = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    return cells[:last]


def _without_empty(words: Counter) -> dict[str, int]:
    return {word: count for word, count in words.most_common() if word}


@dataclass(frozen=True)
class BoardFile(Columned):
    """A board's file as a register that can be asked: its rows come from where they are kept, nothing leaves the house.

    `find(query)` gives the cells of the rows that may be meant; `kept_out()` the rows its reading kept out. `usable_days` after its
    day nobody is *not found* in it any more, and never somebody who says that she was licensed later than its day (`since`).
    """

    as_of: date | None = None
    sha256: str = ""
    usable_days: int = 0
    since: date | None = None
    find: Callable[[Mapping[str, str]], list[dict]] | None = None
    kept_out: Callable[[], Mapping[int, str]] = dict

    def same_number(self, record, number):
        """Leading zeros do not count, spreadsheets drop them; nor do letters before digits where the file has none."""
        return number_key(record.number) in number_keys(number)

    def day(self, text):
        """A day in one of this file's ways of writing it."""
        return _day(text, self.day_formats)

    def hides(self, query: Mapping[str, str]) -> int:
        """The row that was kept out and may be the one asked about; 0 for none."""
        return hidden(self.kept_out(), query)

    def look_up(self, query, fetch, *, on):
        """Answer from the file; `fetch` is not asked. The rows shown and the file's fingerprint are the raw answer."""
        asked = self.understood(query)
        return answered(self, asked, self.find(asked), on=on)


@lru_cache(maxsize=20_000)
def _day(text: str, formats: tuple[str, ...]) -> date | None:
    """The same few thousand days stand in a file of a hundred thousand rows."""
    if text.upper() in NO_DAY:
        return None
    if (found := day_as(text, *formats)) is None:
        raise Unavailable("schema", text)
    return found


ASKED = {
    "element": "license", "channel": "file", "terms": {"number": (), "family_name": (), "given_name": (), "title": ()},
    "needs": (frozenset({"number"}), frozenset({"family_name"})),
}
UNNAMED = dict.fromkeys(("key", "name", "jurisdiction", "url", "page", "zone"), "")
