"""The columns of a roster in somebody else's words: what each means here. Pure; the file is never changed but in its header.

Both sides are written as the reader of rosters writes columns: lower case, underscores for spaces.
"""

import csv
import io
from collections.abc import Mapping
from itertools import islice

from licensure.roster_files import HEADER_WITHIN, above, delimiter
from licensure.roster_files import NEEDED as WHO


def plain(cell: str) -> str:
    """A column's name as the reader takes it."""
    return cell.strip().lower().replace(" ", "_")


def header_of(content: bytes) -> tuple[str, ...]:
    """The columns of a file, plain; none where its first lines cannot be read, which the reader of the whole file says better."""
    _titles, first, _rest, _mark = _split(content)
    return tuple(plain(cell) for cell in first)


def header_row(content: bytes) -> int:
    """The row in which the header stands, as a spreadsheet counts: more than 1 where titles stand above it."""
    return len(io.StringIO(_split(content)[0], newline="").readlines()) + 1


def renamed(content: bytes, mapping: Mapping[str, str]) -> bytes:
    """The same file with its columns under our names; where two would have one name, the one that had it keeps it."""
    titles, first, rest, mark = _split(content)
    taken = {plain(cell) for cell in first}
    if not any(plain(cell) in mapping for cell in first):
        return content
    cells = [cell if mapping.get(plain(cell), plain(cell)) in taken - {plain(cell)} else mapping.get(plain(cell), cell) for cell in first]
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\n").writerow(cells)
    return (titles + out.getvalue() + rest).encode()


def unread(header, known) -> tuple[str, ...]:
    """The columns nobody looks at."""
    return tuple(dict.fromkeys(name for name in header if name and name not in known))


def lacking(header, needed) -> tuple[str, ...]:
    """The columns without which nothing can be recorded, and the file has not."""
    return tuple(name for name in (*WHO, *needed) if name not in header)


def _split(content: bytes) -> tuple[str, list[str], str, str]:
    """What stands above the header, the cells of the header, everything after it, and what parts cells."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", [], "", ","
    lines = io.StringIO(text, newline="")
    start = list(islice(lines, HEADER_WITHIN))
    titles = above(start)
    mark = delimiter(start[titles] if start else "")
    lines.seek(0)
    skipped = "".join(islice(lines, titles))
    try:
        first = next(csv.reader(lines, delimiter=mark), [])
    except csv.Error:
        return "", [], "", mark
    return skipped, first, lines.read(), mark
