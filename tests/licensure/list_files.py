"""Exclusion list files with invented rows, in the LEIE layout."""

import csv
import io

from licensure.sources.oig_leie import COLUMNS

HEADER = ",".join(COLUMNS)
BLANK = dict.fromkeys(COLUMNS, "") | {"LASTNAME": "HALLOWAY", "FIRSTNAME": "WREN", "NPI": "0000000000"}

SAM_LAYOUTS = {  # what third parties read from live extracts
    "V1": (
        "Classification", "Name", "Prefix", "First", "Middle", "Last", "Suffix", "Address 1", "Address 2", "Address 3", "Address 4",
        "City", "State / Province", "Country", "Zip Code", "DUNS", "Exclusion Program", "Excluding Agency", "CT Code",
        "Exclusion Type", "Additional Comments", "Active Date", "Termination Date", "Record Status", "Cross-Reference", "SAM Number",
        "CAGE", "NPI",
    ),
    "V2": (
        "Classification", "Name", "Prefix", "First", "Middle", "Last", "Suffix", "Address 1", "Address 2", "Address 3", "Address 4",
        "City", "State / Province", "Country", "Zip Code", "Open Data Flag", "Blank (Deprecated)", "Unique Entity ID",
        "Exclusion Program", "Excluding Agency", "CT Code", "Exclusion Type", "Additional Comments", "Active Date",
        "Termination Date", "Record Status", "Cross-Reference", "SAM Number", "CAGE", "NPI", "Creation_Date",
    ),
}  # fmt: skip


def row(**cells) -> dict:
    """A row of an invented person."""
    return {**BLANK, **cells}


def leie(*rows) -> bytes:
    """A file of these rows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
