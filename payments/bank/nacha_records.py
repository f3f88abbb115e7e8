"""The records of a NACHA file as tables of columns: where each field stands in its 94 columns. Pure.

Written by the column table of the rules (first column, last column, both counted from 1), for writing and for reading.
"""

from dataclasses import dataclass

WIDTH, BLOCK = 94, 10
PADDING = "9" * WIDTH
MODULUS = 10**10  # an entry hash keeps its last ten digits

Columns = dict[str, tuple[int, int]]

FILE_HEADER: Columns = {
    "type": (1, 1), "priority": (2, 3), "destination": (4, 13), "origin": (14, 23), "date": (24, 29), "time": (30, 33),
    "modifier": (34, 34), "record_size": (35, 37), "blocking": (38, 39), "format": (40, 40), "destination_name": (41, 63),
    "origin_name": (64, 86), "reference": (87, 94),
}  # fmt: skip
BATCH_HEADER: Columns = {
    "type": (1, 1), "service_class": (2, 4), "company": (5, 20), "discretionary": (21, 40), "company_id": (41, 50), "sec": (51, 53),
    "description": (54, 63), "descriptive_date": (64, 69), "effective": (70, 75), "settlement": (76, 78), "status": (79, 79),
    "odfi": (80, 87), "batch": (88, 94),
}  # fmt: skip
ENTRY: Columns = {
    "type": (1, 1), "transaction": (2, 3), "routing": (4, 11), "check": (12, 12), "account": (13, 29), "amount": (30, 39),
    "id": (40, 54), "name": (55, 76), "discretionary": (77, 78), "addenda": (79, 79), "trace": (80, 94),
}  # fmt: skip
BATCH_CONTROL: Columns = {
    "type": (1, 1), "service_class": (2, 4), "entries": (5, 10), "hash": (11, 20), "debits": (21, 32), "credits": (33, 44),
    "company_id": (45, 54), "authentication": (55, 73), "reserved": (74, 79), "odfi": (80, 87), "batch": (88, 94),
}  # fmt: skip
FILE_CONTROL: Columns = {
    "type": (1, 1), "batches": (2, 7), "blocks": (8, 13), "entries": (14, 21), "hash": (22, 31), "debits": (32, 43), "credits": (44, 55),
    "reserved": (56, 94),
}  # fmt: skip
# what a return or a notification of change adds to the entry it speaks of
RETURN_ADDENDA: Columns = {
    "type": (1, 1), "addenda_type": (2, 3), "reason": (4, 6), "original": (7, 21), "other_date": (22, 27), "original_dfi": (28, 35),
    "information": (36, 79), "corrected": (36, 64), "trace": (80, 94),
}  # fmt: skip


def fields(record: str, columns: Columns) -> dict[str, str]:
    """A record's fields as they stand, blanks included."""
    return {name: record[first - 1 : last] for name, (first, last) in columns.items()}


def number(value: int, width: int) -> str:
    """A whole number right-aligned with zeros. Raises OverflowError when it has more digits than the field."""
    text = str(value)
    if value < 0 or len(text) > width:
        raise OverflowError(f"{value} does not fit into {width} digits.")
    return text.zfill(width)


def words(text: str, width: int) -> str:
    """Text left-aligned with blanks, cut where the field ends."""
    return text[:width].ljust(width)


@dataclass(slots=True)
class Sums:
    """What the controls count, of a batch or of the file."""

    entries: int = 0
    hash: int = 0
    debits: int = 0
    credits: int = 0
    batches: int = 0

    def add(self, other: "Sums") -> None:
        """Another's on top."""
        self.entries += other.entries
        self.hash += other.hash
        self.debits += other.debits
        self.credits += other.credits

    def said(self, count_width: int) -> str:
        """As a control record has them. Raises OverflowError."""
        return f"{number(self.entries, count_width)}{number(self.hash % MODULUS, 10)}{number(self.debits, 12)}{number(self.credits, 12)}"
