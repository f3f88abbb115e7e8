"""A few bits for many words: a row that has a word beginning as one typed has its bits, so one that lacks a bit need not be asked."""

from collections.abc import Iterable
from zlib import crc32

BITS = 62  # of a signed column
BEGINNINGS = (2, 3)  # so many letters: most of what is typed is told apart by them


def marks(words: Iterable[str]) -> int:
    """The bits of how the words begin; 0 for words of one letter."""
    found = 0
    for word in words:
        for length in BEGINNINGS:
            if len(word) >= length:
                found |= 1 << crc32(word[:length].encode()) % BITS
    return found
