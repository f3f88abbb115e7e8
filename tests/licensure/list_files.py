"""Exclusion list files with invented rows, in the LEIE layout."""

import csv
import io

from licensure.sources.oig_leie import COLUMNS

HEADER = ",".join(COLUMNS)
BLANK = dict.fromkeys(COLUMNS, "") | {"LASTNAME": "HALLOWAY", "FIRSTNAME": "WREN", "NPI": "0000000000"}


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
