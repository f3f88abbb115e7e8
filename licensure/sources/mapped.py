"""Any list that is a table, such as those of the state Medicaid programs: CSV, TSV or XLSX, by a mapping of its columns.

A mapping says which of their columns holds which of our fields, how their days are written, and which part of a name in one
cell comes first where no comma tells. The header is looked for below titles that stand above the table. Where a mapped
column is gone the file is refused: a list whose names moved is not a list without names.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from licensure import npi
from licensure.sources import Alias, ListFile, ListRow, ListUnavailable, Odd
from licensure.sources.reading import day_as, refuse_cut, split_name
from licensure.sources.tables import XLSX, cells_by_column, header_of, key_of, table_of

TEXTS = ("family_name", "given_name", "middle_name", "business_name", "npi", "state", "kind")
DAYS = ("date_of_birth", "excluded_on", "reinstated_on")
FIELDS = (*TEXTS, *DAYS, "full_name", "other_name")
NAMES = ("family_name", "full_name", "business_name")
FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%Y%m%d")  # US publishers write the month first
NO_DAY = ("", "00000000", "N/A", "NA", "NONE", "INDEFINITE", "PERMANENT")


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
        table = table_of(content, self.fields.values())
        place, header = header_of(table, self.fields.values())
        odd: list[Odd] = []
        lines = [(number, cells) for number, cells in table[place + 1 :] if any(cells)]
        if not lines:
            raise ListUnavailable("no_rows")
        if not content.startswith(XLSX):
            refuse_cut(content, *lines[-1], len(header))
        rows = [self._row(number, dict(cells_by_column(header, cells)), odd) for number, cells in lines]
        if not any(row.family_name or row.business_name for row in rows):
            raise ListUnavailable("unmapped", ", ".join(self.fields[name] for name in NAMES if name in self.fields))
        return ListFile(tuple(rows), tuple(odd), tuple(header), hashlib.sha256(content).hexdigest())

    def _row(self, number: int, raw: dict[str, str], odd: list[Odd]) -> ListRow:
        by_key = {key_of(name): cell for name, cell in raw.items()}
        said = {name: by_key.get(key_of(column), "") for name, column in self.fields.items()}
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
