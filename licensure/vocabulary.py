"""The distinct forms of a list, and which of them another form may be, up to the allowed slips of the pen. Pure.

Nothing within the allowed slips is missed: two forms that far apart share a *shape*, the form or what is left of it
without one letter, or without two where it is long (`names.slips_allowed`). Shapes are kept as sorted hashes, a tenth of
what a dictionary would take; two shapes with one hash only make one pair more to look at.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from licensure.names import BONES, LONG, slip

Near = tuple[str, int, str]  # a form of the list, what the slips cost, and the word for them
EXACT = (0, "exact")  # see `names.slip`
FEW = 3000  # below this many forms comparing with each is quicker than making the shapes of the other side


def shapes(text: str) -> set[str]:
    """The text and what is left of it without one letter, or two of a long one: forms within the allowed slips share one."""
    left = {text}
    if text.startswith(BONES):
        return left  # agrees with its equal only
    for at in range(len(text)):
        left.add(text[:at] + text[at + 1 :])
    if len(text) >= LONG:
        for one, two in combinations(range(len(text)), 2):
            left.add(text[:one] + text[one + 1 : two] + text[two + 1 :])
    return left


class Vocabulary:
    """Distinct forms, asked again and again what is near. Built once; asking changes nothing."""

    def __init__(self, texts: Iterable[str]):
        self.texts = tuple(dict.fromkeys(texts))
        self._lengths = np.array([len(text) for text in self.texts], np.int16)
        self._bones = {text: ((text, *EXACT),) for text in self.texts if text.startswith(BONES)}
        self._keys, self._places = None, None

    def near(self, text: str) -> tuple[Near, ...]:
        """Every form of the list that `text` may be, in the order of the list."""
        return self.near_each([text])[text]

    def near_each(self, texts: Iterable[str]) -> dict[str, tuple[Near, ...]]:
        """The same for many forms at once."""
        near = {text: self._bones.get(text, ()) for text in texts}
        wanted = [text for text in near if not text.startswith(BONES)]
        found: dict[str, list[Near]] = defaultdict(list)
        pairs = self._compared(wanted) if len(self.texts) <= FEW < len(wanted) else self._shared(wanted)
        for asked, place in pairs:
            text, other = wanted[asked], self.texts[place]
            if agreement := slip(text, other):
                found[text].append((other, *agreement))
        return near | {text: tuple(each) for text, each in found.items()}

    def _compared(self, wanted: list[str], chunk: int = 4000) -> Iterator[tuple[int, int]]:
        """Pairs at most two slips apart, found by comparing with every form."""
        plain = np.array([place for place, text in enumerate(self.texts) if text not in self._bones], np.int64)
        texts = [self.texts[place] for place in plain]
        for first in range(0, len(wanted), chunk):
            asked = wanted[first : first + chunk]
            apart = cdist(asked, texts, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
            rows, places = np.nonzero(apart <= 2)
            shorter = np.minimum(np.array([len(text) for text in asked], np.int16)[rows], self._lengths[plain[places]])
            likely = apart[rows, places] <= np.where(shorter < LONG, 1, 2)
            yield from zip((rows[likely] + first).tolist(), plain[places[likely]].tolist(), strict=True)

    def _shared(self, wanted: list[str], chunk: int = 20_000) -> Iterator[tuple[int, int]]:
        """Pairs that share a shape, each once."""
        if self._keys is None:
            self._keys, self._places = hashed(self.texts)
        for first in range(0, len(wanted), chunk):
            keys, asked = hashed(wanted[first : first + chunk])
            low, high = np.searchsorted(self._keys, keys, "left"), np.searchsorted(self._keys, keys, "right")
            hit = np.nonzero(high > low)[0]
            counts = high[hit] - low[hit]
            steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            places = self._places[np.repeat(low[hit], counts) + steps].astype(np.int64)
            pairs = np.unique(np.repeat(asked[hit].astype(np.int64), counts) * len(self.texts) + places)
            rows, places = np.divmod(pairs, len(self.texts))
            lengths = np.array([len(text) for text in wanted[first : first + chunk]], np.int16)[rows]
            likely = np.abs(lengths - self._lengths[places]) <= np.where(np.minimum(lengths, self._lengths[places]) < LONG, 1, 2)
            yield from zip((rows[likely] + first).tolist(), places[likely].tolist(), strict=True)


def hashed(texts: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
    """The hashes of every form's shapes in order, and beside each the place of its form."""
    keys, places = array("q"), array("i")
    for place, text in enumerate(texts):
        made = shapes(text)
        keys.extend(map(hash, made))
        places.extend([place] * len(made))
    found = np.array(keys, np.int64)
    order = np.argsort(found, kind="stable")
    return found[order], np.array(places, np.int32)[order]
