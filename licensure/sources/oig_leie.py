"""The List of Excluded Individuals and Entities of the US Office of Inspector General, as its monthly CSV file.

Source: the OIG's LEIE record layout: 18 columns, family names cut at 20 and given names at 15 characters, dates
`YYYYMMDD`. `00000000` and an empty cell mean no date, an NPI of `0000000000` means none. The full file holds only who is
excluded now. The monthly supplements have the same layout: who was excluded since, and who was reinstated (REINDATE).
"""

import csv
import hashlib
import io

from licensure import npi
from licensure.sources import ListFile, ListRow, ListSource, ListUnavailable, Odd
from licensure.sources.reading import compact_day, refuse_cut, text_of

COLUMNS = (
    "LASTNAME", "FIRSTNAME", "MIDNAME", "BUSNAME", "GENERAL", "SPECIALTY", "UPIN", "NPI", "DOB",
    "ADDRESS", "CITY", "STATE", "ZIP", "EXCLTYPE", "EXCLDATE", "REINDATE", "WAIVERDATE", "WVRSTATE",
)  # fmt: skip
DATES = ("DOB", "EXCLDATE", "REINDATE", "WAIVERDATE")
NO_DATE = ("", "00000000")


def parse(content: bytes) -> ListFile:
    """Read the file. Raises ListUnavailable when it is not a LEIE file; rows that are merely odd are kept and named."""
    reader = csv.reader(io.StringIO(text_of(content), newline=""), strict=True)
    rows, odd, last = [], [], []
    try:
        _check_header(next(reader, []))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                last = cells
                row, strange = _row(reader.line_num, cells)
                rows.append(row)
                odd.extend(strange)
    except csv.Error as error:
        raise ListUnavailable("unreadable", str(error), row=reader.line_num) from error
    if not rows:
        raise ListUnavailable("no_rows")
    refuse_cut(content, rows[-1].row, last, len(COLUMNS))
    return ListFile(tuple(rows), tuple(odd), COLUMNS, hashlib.sha256(content).hexdigest())


def _check_header(cells: list[str]) -> None:
    found = tuple(cell.strip().upper() for cell in cells)
    if found == COLUMNS:
        return
    if missing := [name for name in COLUMNS if name not in found]:
        raise ListUnavailable("header" if len(missing) == len(COLUMNS) else "columns", ", ".join(missing), row=1)
    raise ListUnavailable("columns", ", ".join(found), row=1)


def _row(number: int, cells: list[str]) -> tuple[ListRow, list[Odd]]:
    odd = []
    if len(cells) != len(COLUMNS):
        odd.append(Odd(number, "too_few_cells" if len(cells) < len(COLUMNS) else "too_many_cells", value=str(len(cells))))
    padded = [cell.strip() for cell in cells] + [""] * len(COLUMNS)
    raw = dict(zip(COLUMNS, padded, strict=False))
    if len(cells) > len(COLUMNS):
        raw["BEYOND"] = "\x1f".join(padded[len(COLUMNS) : len(cells)])
    days = {name: compact_day(raw[name]) for name in DATES}
    odd += [Odd(number, "bad_date", name, raw[name]) for name in DATES if days[name] is None and raw[name] not in NO_DATE]
    if not (raw["LASTNAME"] and raw["FIRSTNAME"]) and not raw["BUSNAME"]:
        odd.append(Odd(number, "missing_name", "FIRSTNAME" if raw["LASTNAME"] else "LASTNAME"))
    number_given = npi.known(raw["NPI"])
    if number_given and not npi.is_valid(number_given):
        odd.append(Odd(number, "bad_npi", "NPI", number_given))
    row = ListRow(
        row=number, raw=raw, family_name=raw["LASTNAME"], given_name=raw["FIRSTNAME"], middle_name=raw["MIDNAME"],
        business_name=raw["BUSNAME"], npi=number_given, date_of_birth=days["DOB"], state=raw["STATE"],
        kind=raw["EXCLTYPE"], excluded_on=days["EXCLDATE"], reinstated_on=days["REINDATE"],
    )
    return row, odd


SOURCE = ListSource(
    key="oig-leie",
    name="List of Excluded Individuals and Entities",
    publisher="Office of Inspector General, US Department of Health and Human Services",
    url="https://oig.hhs.gov/exclusions/exclusions_list.asp",
    parse=parse,
    changes=True,
)
