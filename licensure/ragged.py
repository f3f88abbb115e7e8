"""Arrays of rows of unequal length, as joins of tables make them. Pure."""

import numpy as np
import numpy.ma  # noqa: F401  `np.unique` loads it when first asked: better with the program than within somebody's search


def spans(first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every place from each `first` up to its `last`, and beside each which of them it belongs to."""
    counts = last - first
    which = np.repeat(np.arange(len(counts)), counts)
    at = np.arange(len(which)) + np.repeat(first - np.cumsum(counts) + counts, counts)
    return which, at


def starts(keys: np.ndarray, count: int) -> np.ndarray:
    """Where each of `count` keys begins in sorted `keys`; one more at the end."""
    return np.searchsorted(keys, np.arange(count + 1))


def least(one: np.ndarray, other: np.ndarray, losses: np.ndarray, others: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each pair once, in order, at the least of its losses (below 256). `others` is one more than the largest of `other`."""
    codes = np.sort((one.astype(np.int64) * others + other) << 8 | losses)
    pairs = codes >> 8
    first = np.append(True, pairs[1:] != pairs[:-1]) if len(pairs) else np.empty(0, bool)
    found = pairs[first]
    return found // max(1, others), found % max(1, others), (codes[first] & 255).astype(np.int16)
