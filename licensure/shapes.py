"""Shapes of names as numbers, many names at once. Pure.

A *shape* is a form of a name or what is left of it without one letter, or without two where it is long
(`names.slips_allowed`). Forms within the allowed slips share one: that is why comparing what shares a shape misses nothing.
Two different shapes with one number only make one pair more to look at.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from licensure.names import LONG

FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that it has an inverse among 64-bit numbers
INVERSE = np.uint64(pow(int(FACTOR), -1, 2**64))
TOGETHER = 2_000  # texts of one length worked on at a time: what is made of them fits near the processor
MARKED = 22  # bits of a number by which most are told apart
REST = np.uint32(32 - MARKED)


def numbered(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of every text's shapes in order, and beside each the place of its text. A number may come twice for a text."""
    keys, places = [np.empty(0, np.uint64)], [np.empty(0, np.int32)]
    for at, signs in _alike(*written(texts)):
        made = _shapes(signs.astype(np.uint64))
        keys.append(made.ravel())
        places.append(np.tile(at.astype(np.int32), len(made)))
    found = np.concatenate(keys)
    order = np.argsort(found)
    return found[order], np.concatenate(places)[order]


def written(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The signs of many texts in one row, where each text begins there, and how long it is."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    return np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32), np.cumsum(lengths) - lengths, lengths


def sharing(signs: np.ndarray, first: np.ndarray, lengths: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Which of some texts (as `written` gives them) have a shape among these numbers, which are in order."""
    shared = np.zeros(len(lengths), bool)
    seen = np.zeros(1 << MARKED, bool)  # the lower half of a number is quickly worked out, and tells most apart
    seen[keys.astype(np.uint32) >> REST] = True
    for at, some in _alike(signs, first, lengths):
        kinds, places = np.divmod(np.flatnonzero(seen[_shapes(some) >> REST]), len(at))
        which, again = np.unique(places, return_inverse=True)
        found = _shapes(some[:, which].astype(np.uint64))[kinds, again]
        low = np.minimum(np.searchsorted(keys, found), len(keys) - 1)
        shared[at[places[keys[low] == found]]] = True
    return shared


def _alike(signs: np.ndarray, first: np.ndarray, lengths: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Places of texts of one length, and their signs: the first of each, the second of each, and so on."""
    for length in np.unique(lengths[lengths > 0]).tolist():
        same = np.nonzero(lengths == length)[0]
        for begin in range(0, len(same), TOGETHER):
            at = same[begin : begin + TOGETHER]
            yield at, signs[first[at] + np.arange(length)[:, None]]


def _shapes(signs: np.ndarray) -> np.ndarray:
    """One column of numbers for each column of signs, in as many bits as these have.

    A sign counts by where it stands; without a letter before it, it moves up.
    """
    (length, count), kind = signs.shape, signs.dtype.type
    factor, inverse = FACTOR.astype(kind), INVERSE.astype(kind)
    before, power = np.zeros((length + 1, count), kind), kind(1)  # what the signs before each place count
    for place in range(length):
        power = kind(int(power) * int(factor) & np.iinfo(kind).max)
        np.add(before[place], signs[place] * power, out=before[place + 1])
    after = (before[length] - before[1:]) * inverse  # what those behind it count without it
    found = [before[length:], before[:-1] + after]
    if length >= LONG:
        gone, moved = before[:-1] - before[1:] * inverse, before[:-1] * inverse + after * inverse
        found += [gone[one] + moved[one + 1 :] for one in range(length - 1)]
    return np.concatenate(found)
