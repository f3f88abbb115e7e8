"""The exclusions of SAM.gov as its public daily extract: one CSV file with a header, zipped or not.

Checked 2026-11-26 against two layouts that third parties read from live extracts and publish with their readers: 28 columns
until 2022, 31 since then as "Public V2", where an unused column and the Unique Entity ID took the place of the DUNS number
and the day of creation was added. `NEEDED` and every other column named here stand in both. The publisher's own layout
document was not at hand, so what further values a column may hold is unverified: a classification nobody has seen is kept,
searched as a person where it has a personal name, and odd. See docs/jurisdictions.md.

Active and termination days are written 11/21/2023, one without end "Indefinite"; some ends are absurd (the year 2105, 2227):
such a row is kept and odd. An exclusion that has ended by its own date stays listed until its publisher drops it.
"Cross-Reference" is "(also ONE, ANOTHER DBA A THIRD)": people and firms tied to the entry, not told apart.
"""

import csv
import hashlib
import io
import re

from licensure import npi
from licensure.sources import Alias, ListFile, ListRow, ListSource, ListUnavailable, Odd
from licensure.sources.firms import is_firm, split_parties
from licensure.sources.reading import day_as, refuse_cut, split_name, text_of
from licensure.sources.tables import unpacked

PERSON = "INDIVIDUAL"
OTHERS = ("FIRM", "SPECIAL ENTITY DESIGNATION", "VESSEL")
NEEDED = ("Classification", "Name", "First", "Middle", "Last", "NPI", "Active Date", "Termination Date", "SAM Number")
DATES = ("Active Date", "Termination Date")
NO_DATE = ("", "INDEFINITE")
FORMATS = ("%m/%d/%Y", "%Y-%m-%d")
FARTHEST = 60  # years an exclusion may be said to last before its end is odd
ALSO = re.compile(r"\(also (.+?)\)(?=\s*(?:\(also |$))", re.IGNORECASE)


def parse(content: bytes) -> ListFile:
    """Read the extract. Raises ListUnavailable when it is not one."""
    content, packed = unpacked(content), content
    reader = csv.reader(io.StringIO(text_of(content), newline=""), strict=True)
    rows, odd, last = [], [], []
    try:
        columns = tuple(cell.strip() for cell in next(reader, []))
        if missing := [name for name in NEEDED if name not in columns]:
            raise ListUnavailable("header" if len(missing) == len(NEEDED) else "columns", ", ".join(missing), row=1)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                last = cells
                rows.append(_row(reader.line_num, cells, columns, odd))
    except csv.Error as error:
        raise ListUnavailable("unreadable", str(error), row=reader.line_num) from error
    if not rows:
        raise ListUnavailable("no_rows")
    refuse_cut(content, rows[-1].row, last, len(columns))
    return ListFile(tuple(rows), tuple(odd), columns, hashlib.sha256(packed).hexdigest())


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
    kind = raw["Classification"].upper()
    if kind not in (PERSON, *OTHERS):
        odd.append(Odd(number, "unknown_kind", "Classification", raw["Classification"]))
    tied = [name for listed in ALSO.findall(raw.get("Cross-Reference", "")) for name in split_parties(listed)]
    told["other_businesses"] = tuple(filter(is_firm, tied))
    if kind in OTHERS or (kind != PERSON and not raw["Last"]):
        name = raw["Name"] or " ".join(filter(None, (raw["First"], raw["Middle"], raw["Last"])))
        return ListRow(number, raw, business_name=name, **told)
    family, first = (raw["Last"], raw["First"]) if raw["Last"] else split_name(raw["Name"])
    others = tuple(Alias(*split_name(name)) for name in tied if not is_firm(name))
    return ListRow(number, raw, family_name=family, given_name=first, middle_name=raw["Middle"], other_names=others, **told)


SOURCE = ListSource(
    key="sam-exclusions",
    name="SAM.gov exclusions",
    publisher="General Services Administration",
    url="https://sam.gov/data-services/Exclusions/Public%20V2",
    parse=parse,
)
