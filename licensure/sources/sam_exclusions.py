"""The exclusions of SAM.gov as its public daily extract, one CSV file with a header.

The layout has grown and columns were renamed, so only what a screening needs is asked for; all other cells are kept as
they stand. A day without end is written "Indefinite"; some ends are absurd (the year 2105, 2227): such a row is kept and odd.
An exclusion that has ended by its own date stays listed until its publisher drops it. Cross-references name aliases.
"""

import csv
import hashlib
import io
import re

from licensure import npi
from licensure.sources import Alias, ListFile, ListRow, ListSource, ListUnavailable, Odd
from licensure.sources.reading import day_as, split_name, text_of

NEEDED = ("Classification", "Name", "First", "Middle", "Last", "NPI", "Active Date", "Termination Date", "SAM Number")
DATES = ("Active Date", "Termination Date")
NO_DATE = ("", "INDEFINITE")
FORMATS = ("%m/%d/%Y", "%Y-%m-%d")
FARTHEST = 60  # years an exclusion may be said to last before its end is odd
ALSO = re.compile(r"\(also ([^()]+)\)", re.IGNORECASE)


def parse(content: bytes) -> ListFile:
    """Read the extract. Raises ListUnavailable when it is not one."""
    reader = csv.reader(io.StringIO(text_of(content), newline=""), strict=True)
    rows, odd = [], []
    try:
        columns = tuple(cell.strip() for cell in next(reader, []))
        if missing := [name for name in NEEDED if name not in columns]:
            raise ListUnavailable("header" if len(missing) == len(NEEDED) else "columns", ", ".join(missing), row=1)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_row(reader.line_num, cells, columns, odd))
    except csv.Error as error:
        raise ListUnavailable("unreadable", str(error), row=reader.line_num) from error
    if not rows:
        raise ListUnavailable("no_rows")
    return ListFile(tuple(rows), tuple(odd), columns, hashlib.sha256(content).hexdigest())


def _row(number: int, cells: list[str], columns: tuple[str, ...], odd: list[Odd]) -> ListRow:
    if len(cells) != len(columns):
        odd.append(Odd(number, "too_few_cells" if len(cells) < len(columns) else "too_many_cells", value=str(len(cells))))
    raw = dict(zip(columns, [cell.strip() for cell in cells] + [""] * len(columns), strict=False))
    days = {name: day_as(raw[name], *FORMATS) for name in DATES}
    odd += [Odd(number, "bad_date", name, raw[name]) for name in DATES if not days[name] and raw[name].upper() not in NO_DATE]
    active, ends = days["Active Date"], days["Termination Date"]
    if active and ends and not 0 <= ends.year - active.year <= FARTHEST:
        odd.append(Odd(number, "absurd_date", "Termination Date", raw["Termination Date"]))
    if not (raw["Last"] or raw["Name"]):
        odd.append(Odd(number, "missing_name", "Last"))
    given = npi.known(raw["NPI"])
    if given and not npi.is_valid(given):
        odd.append(Odd(number, "bad_npi", "NPI", given))
    told = {"npi": given, "kind": raw.get("Exclusion Type", ""), "state": raw.get("State / Province", ""), "excluded_on": active}
    if raw["Classification"].upper() != "INDIVIDUAL":
        return ListRow(number, raw, business_name=raw["Name"] or raw["Last"], **told)
    family, first = (raw["Last"], raw["First"]) if raw["Last"] else split_name(raw["Name"])
    others = [Alias(*split_name(name)) for name in ALSO.findall(raw.get("Cross-Reference", ""))]
    return ListRow(
        number, raw, family_name=family, given_name=first, middle_name=raw["Middle"], other_names=tuple(others), **told
    )


SOURCE = ListSource(
    key="sam-exclusions",
    name="SAM.gov exclusions",
    publisher="General Services Administration",
    url="https://sam.gov/data-services/Exclusions/Public%20V2",
    parse=parse,
)
