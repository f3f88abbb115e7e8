"""Any list that is a table, such as those of the state Medicaid programs: CSV, TSV or XLSX, by a mapping of its columns.

A mapping says which of their columns holds which of our fields, how their days are written, and which part of a name in one
cell comes first where no comma tells. The header is looked for below titles that stand above the table. Where a mapped
column is gone the file is refused: a list whose names moved is not a list without names.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from licensure import npi
from licensure.sources import Alias, ListFile, ListRow, ListUnavailable, Odd
from licensure.sources.reading import day_as, split_name, text_of
from network import jail

TEXTS = ("family_name", "given_name", "middle_name", "business_name", "npi", "state", "kind")
DAYS = ("date_of_birth", "excluded_on", "reinstated_on")
FIELDS = (*TEXTS, *DAYS, "full_name", "other_name")
NAMES = ("family_name", "full_name", "business_name")
FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%Y%m%d")  # US publishers write the month first
SEPARATORS = (",", "\t", ";", "|")
HEADER_WITHIN = 30  # rows of titles and notes above a table
NO_DAY = ("", "00000000", "N/A", "NA", "NONE", "INDEFINITE", "PERMANENT")
XLSX = b"PK\x03\x04"
LIMITS = jail.Limits(memory=768 * 2**20, seconds=60, patience=120)

Table = list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Columns:
    """A remembered mapping: `fields` is our field → their column; `family_first` where one cell holds "Family Given"."""

    fields: Mapping[str, str]
    date_formats: tuple[str, ...] = ()
    family_first: bool = False

    def __post_init__(self):
        """Refuse what could find nobody. Raises ListUnavailable (mapping)."""
        if unknown := [name for name in self.fields if name not in FIELDS]:
            raise ListUnavailable("mapping", ", ".join(unknown))
        if not any(name in self.fields for name in NAMES):
            raise ListUnavailable("mapping", " / ".join(NAMES))

    def parse(self, content: bytes) -> ListFile:
        """Read a file by this mapping. Raises ListUnavailable (unmapped) when a mapped column is gone."""
        if not content.strip():
            raise ListUnavailable("empty")
        table = _sheet(content) if content.startswith(XLSX) else _text(content, self.fields.values())
        place, header = _header(table, self.fields.values())
        odd: list[Odd] = []
        rows = [self._row(number, dict(_cells(header, cells)), odd) for number, cells in table[place + 1 :] if any(cells)]
        if not rows:
            raise ListUnavailable("no_rows")
        if not any(row.family_name or row.business_name for row in rows):
            raise ListUnavailable("unmapped", ", ".join(self.fields[name] for name in NAMES if name in self.fields))
        return ListFile(tuple(rows), tuple(odd), tuple(header), hashlib.sha256(content).hexdigest())

    def _row(self, number: int, raw: dict[str, str], odd: list[Odd]) -> ListRow:
        by_key = {_key(name): cell for name, cell in raw.items()}
        said = {name: by_key.get(_key(column), "") for name, column in self.fields.items()}
        told = {name: said.get(name, "") for name in TEXTS}
        if not told["family_name"] and said.get("full_name"):
            told["family_name"], told["given_name"] = split_name(said["full_name"], family_first=self.family_first)
        for name in DAYS:
            told[name] = day_as(said.get(name, ""), *self.date_formats, *FORMATS)
            if told[name] is None and said.get(name, "").upper() not in NO_DAY:
                odd.append(Odd(number, "bad_date", self.fields[name], said[name]))
        told["npi"] = npi.known(told["npi"])
        if told["npi"] and not npi.is_valid(told["npi"]):
            odd.append(Odd(number, "bad_npi", self.fields["npi"], told["npi"]))
        if not told["family_name"] and not told["business_name"]:
            odd.append(Odd(number, "missing_name"))
        others = [split_name(each, family_first=self.family_first) for each in said.get("other_name", "").split(";") if each.strip()]
        return ListRow(number, raw, other_names=tuple(Alias(*each) for each in others), **told)


def _key(column: str) -> str:
    """A column's name as it is compared: publishers change capitals and spaces."""
    return " ".join(column.split()).casefold()


def _header(table: Table, wanted: Iterable[str]) -> tuple[int, list[str]]:
    """The place of the row that names every mapped column, and its cells."""
    keys, best = {_key(column): column for column in wanted}, set()
    for place, (_, cells) in enumerate(islice(table, HEADER_WITHIN)):
        found = keys.keys() & {_key(cell) for cell in cells}
        if len(found) == len(keys):
            return place, [" ".join(cell.split()) for cell in cells]
        best = max(best, found, key=len)
    raise ListUnavailable("unmapped", ", ".join(column for key, column in keys.items() if key not in best))


def _cells(header: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    """Every cell by its column; columns without a name or with the same one are told apart, cells beyond the header kept."""
    seen: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = header[place] if place < len(header) and header[place] else f"column {place + 1}"
        seen[name] = seen.get(name, 0) + 1
        yield (f"{name} {seen[name]}" if seen[name] > 1 else name), cell


def _text(content: bytes, wanted: Iterable[str]) -> Table:
    """The rows of a text file, by the separator that shows the mapped columns; by commas where none does."""
    text, wanted = text_of(content), list(wanted)
    for separator in SEPARATORS:
        try:
            _header(list(islice(_separated(text, separator, strict=False), HEADER_WITHIN)), wanted)
        except ListUnavailable:
            continue
        return list(_separated(text, separator))
    return list(_separated(text, ",", strict=False))


def _separated(text: str, separator: str, *, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise ListUnavailable("unreadable", str(error), row=reader.line_num) from error


def _sheet(content: bytes) -> Table:
    """The rows of an XLSX file, read in the jail."""
    try:
        answer, lines = jail.run("sheets_child", {}, content, LIMITS)
    except jail.JailError as error:
        raise ListUnavailable("bomb", error.reason) from error
    if not answer["ok"]:
        raise ListUnavailable(answer["error"])
    return [(number, json.loads(line)) for number, line in enumerate(lines.decode().splitlines(), start=1)]
