"""Shapes of names as numbers, many names at once. Pure.

A *shape* is a form of a name or what is left of it without one letter, or without two where it is long
(`names.slips_allowed`). Forms within the allowed slips share one: that is why comparing what shares a shape misses nothing.
Two different shapes with one number only make one pair more to look at.
"""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from licensure.names import LONG

FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that it has an inverse among 64-bit numbers
INVERSE = np.uint64(pow(int(FACTOR), -1, 2**64))
TOGETHER = 2_000  # texts of one length worked on at a time: what is made of them fits near the processor
MARKED = 22  # the first bits of a number, by which most are told apart
REST = np.uint64(64 - MARKED)


def numbered(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of every text's shapes in order, and beside each the place of its text. A number may come twice for a text."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    keys, places = [np.empty(0, np.uint64)], [np.empty(0, np.int32)]
    for at, signs in _alike(texts, lengths):
        made = _shapes(signs)
        keys.append(made.ravel())
        places.append(np.repeat(at, made.shape[1]).astype(np.int32))
    found = np.concatenate(keys)
    order = np.argsort(found)
    return found[order], np.concatenate(places)[order]


def sharing(texts: Sequence[str], keys: np.ndarray) -> np.ndarray:
    """Which texts have a shape among these numbers, which are in order."""
    shared = np.zeros(len(texts), bool)
    seen = np.zeros(1 << MARKED, bool)  # most shapes are told by this alone
    seen[(keys >> REST).view(np.int64)] = True
    for at, signs in _alike(texts, np.fromiter(map(len, texts), np.int64, len(texts))):
        made = _shapes(signs)
        rows, places = np.nonzero(seen[(made >> REST).view(np.int64)])
        found = made[rows, places]
        low = np.searchsorted(keys, found)
        shared[at[rows[keys[np.minimum(low, len(keys) - 1)] == found]]] = True
    return shared


def _alike(texts: Sequence[str], lengths: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Places of texts of one length, and their signs in rows."""
    for length in np.unique(lengths).tolist():
        same = np.nonzero(lengths == length)[0]
        for first in range(0, len(same) if length else 0, TOGETHER):
            at = same[first : first + TOGETHER]
            written = np.array([texts[place] for place in at.tolist()], f"U{length}")
            yield at, written.view(np.uint32).reshape(len(at), length).astype(np.uint64)


def _shapes(signs: np.ndarray) -> np.ndarray:
    """One row of numbers for each row of signs. A sign counts by where it stands; without a letter before it, it moves up."""
    count, length = signs.shape
    sums = np.zeros((count, length + 1), np.uint64)
    np.cumsum(signs * _powers(length), axis=1, out=sums[:, 1:])
    whole = sums[:, length:]
    found = [whole, sums[:, :-1] + (whole - sums[:, 1:]) * INVERSE]
    if length >= LONG:
        one, two = np.triu_indices(length, 1)
        between, rest = sums[:, two] - sums[:, one + 1], whole - sums[:, two + 1]
        found.append(sums[:, one] + (between + rest * INVERSE) * INVERSE)
    return np.concatenate(found, axis=1)


@cache
def _powers(length: int) -> np.ndarray:
    return np.cumprod(np.full(length, FACTOR, np.uint64))
