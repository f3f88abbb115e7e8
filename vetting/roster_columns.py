"""The columns of a roster in somebody else's words: what each means here. Pure; the file is never changed but in its header.

Both sides are written as the reader of rosters writes columns: lower case, underscores for spaces.
"""

import csv
import io
from collections.abc import Mapping

from licensure.roster_files import NEEDED as WHO
from licensure.roster_files import delimiter


def plain(cell: str) -> str:
    """A column's name as the reader takes it."""
    return cell.strip().lower().replace(" ", "_")


def header_of(content: bytes) -> tuple[str, ...]:
    """The columns of a file, plain; none where its first line cannot be read, which the reader of the whole file says better."""
    first, _rest, _mark = _split(content)
    return tuple(plain(cell) for cell in first)


def renamed(content: bytes, mapping: Mapping[str, str]) -> bytes:
    """The same file with its columns under our names; where two would have one name, the one that had it keeps it."""
    first, rest, mark = _split(content)
    taken = {plain(cell) for cell in first}
    if not any(plain(cell) in mapping for cell in first):
        return content
    cells = [cell if mapping.get(plain(cell), plain(cell)) in taken - {plain(cell)} else mapping.get(plain(cell), cell) for cell in first]
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\n").writerow(cells)
    return (out.getvalue() + rest).encode()


def unread(header, known) -> tuple[str, ...]:
    """The columns nobody looks at."""
    return tuple(dict.fromkeys(name for name in header if name and name not in known))


def lacking(header, needed) -> tuple[str, ...]:
    """The columns without which nothing can be recorded, and the file has not."""
    return tuple(name for name in (*WHO, *needed) if name not in header)


def _split(content: bytes) -> tuple[list[str], str, str]:
    """The cells of the header, everything after it, and what parts cells."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], "", ","
    mark = delimiter(text.partition("\n")[0])
    lines = io.StringIO(text, newline="")
    try:
        first = next(csv.reader(iter(lines.readline, ""), delimiter=mark), [])
    except csv.Error:
        return [], "", mark
    return first, lines.read(), mark
