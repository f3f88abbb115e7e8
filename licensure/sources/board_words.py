"""The words a board writes in its status column, before anybody has said what they mean. Pure."""

from collections import Counter

from licensure.sources.board_files import BARE
from licensure.sources.columned import joined
from licensure.sources.tables import header_of, key_of, table_of

LONGEST = 80  # a longer text is no status word, so the column is another one


def status_words(content: bytes, *columns: str) -> list[str]:
    """What stands under the columns together, the most frequent first. Raises ListUnavailable when the file cannot be read."""
    table = table_of(content, columns, bare=BARE)
    place, header = header_of(table, columns)
    keys = [key_of(cell) for cell in header]
    at = [keys.index(key_of(column)) for column in columns]
    words = Counter(joined(cells[each] for each in at) for _number, cells in table[place + 1 :] if len(cells) > max(at))
    return [word for word, _count in words.most_common() if word and len(word) <= LONGEST]
