"""The words a board writes in its status column, before anybody has said what they mean. Pure."""

from collections import Counter

from licensure.sources.board_files import BARE
from licensure.sources.tables import header_of, key_of, table_of

LONGEST = 80  # a longer text is no status word, so the column is another one


def status_words(content: bytes, column: str) -> list[str]:
    """What stands under `column`, the most frequent first. Raises ListUnavailable when the file cannot be read."""
    table = table_of(content, [column], bare=BARE)
    place, header = header_of(table, [column])
    at = [key_of(cell) for cell in header].index(key_of(column))
    words = Counter(cells[at] for _number, cells in table[place + 1 :] if len(cells) > at and cells[at])
    return [word for word, _count in words.most_common() if len(word) <= LONGEST]
