"""The distinct forms of a list, and which of them another form may be, up to the allowed slips of the pen. Pure.

Nothing within the allowed slips is missed: two forms that far apart share a *shape* (`licensure.shapes`). Shapes are kept as
sorted numbers, a tenth of what a dictionary would take, and what shares one is compared in arrays.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from licensure.names import BONES, LONG, LOSS_LONG_SLIP, LOSS_SHORT_SLIP, LOSS_SLIP, LOSS_TWO_SLIPS, SHORT
from licensure.ragged import spans
from licensure.shapes import numbered

Near = tuple[str, int, str]  # a form of the list, what the slips cost, and the word for them
Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]  # places of what was asked, places in the list, what the slips cost
TOGETHER = 20_000  # forms asked at a time
MOST = 2  # slips


class Vocabulary:
    """Distinct forms, asked again and again what is near. Built once; asking changes nothing."""

    def __init__(self, texts: Iterable[str]):
        self.places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        self.texts = tuple(self.places)

    def near(self, text: str) -> tuple[Near, ...]:
        """Every form of the list that `text` may be, in the order of the list."""
        return self.near_each([text])[text]

    def near_each(self, texts: Iterable[str]) -> dict[str, tuple[Near, ...]]:
        """The same for many forms at once."""
        wanted = list(dict.fromkeys(texts))
        found: dict[str, list[Near]] = {text: [] for text in wanted}
        for asked, place, loss in zip(*(each.tolist() for each in self.pairs(wanted)), strict=True):
            found[wanted[asked]].append((self.texts[place], loss, "typo" if loss else "exact"))
        return {text: tuple(each) for text, each in found.items()}

    def pairs(self, texts: Sequence[str]) -> Pairs:
        """Which of `texts` may be which forms of the list, each pair once, in the order of both: what `names.slip` says of all."""
        plain = [place for place, text in enumerate(texts) if not text.startswith(BONES)]
        bones = [(place, self.places[text]) for place, text in enumerate(texts) if text.startswith(BONES) and text in self.places]
        parts = [self._alike(np.array(plain[first : first + TOGETHER]), texts) for first in range(0, len(plain), TOGETHER)]
        equal = np.array(bones, np.int32).reshape(-1, 2)  # consonants are equal or another name
        parts.append((equal[:, 0], equal[:, 1], np.zeros(len(equal), np.int16)))
        asked, places, losses = (np.concatenate(each) for each in zip(*parts, strict=True))
        order = np.lexsort((places, asked))
        return asked[order], places[order], losses[order]

    @cached_property
    def shapes(self) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of all shapes in order, and the place of the form each is of; made when first asked for."""
        plain = np.array([place for place, text in enumerate(self.texts) if not text.startswith(BONES)], np.int32)
        keys, places = numbered([self.texts[place] for place in plain.tolist()])
        return keys, plain[places]

    @cached_property
    def _lengths(self) -> np.ndarray:
        return np.fromiter(map(len, self.texts), np.int16, len(self.texts))

    def _alike(self, asked: np.ndarray, texts: Sequence[str]) -> Pairs:
        """The pairs of some forms that share a shape and are no further apart than is allowed."""
        written = [texts[place] for place in asked.tolist()]
        rows, places = self._sharing(written)
        lengths = np.fromiter(map(len, written), np.int16, len(written))[rows]
        theirs = self._lengths[places]
        likely = np.abs(lengths - theirs) <= np.where(np.minimum(lengths, theirs) < LONG, 1, MOST)
        rows, places, lengths, theirs = rows[likely], places[likely], lengths[likely], theirs[likely]
        one, other = [written[row] for row in rows.tolist()], [self.texts[place] for place in places.tolist()]
        apart = cpdist(one, other, scorer=OSA.distance, score_cutoff=MOST, dtype=np.uint8)
        losses = cost(apart, np.minimum(lengths, theirs), np.maximum(lengths, theirs))
        near = losses >= 0
        return asked[rows[near]], places[near], losses[near]

    def _sharing(self, written: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Pairs that share a shape, each once."""
        keys, places = self.shapes
        mine, rows = numbered(written)
        low = np.searchsorted(keys, mine)
        hit = np.nonzero(keys[np.minimum(low, len(keys) - 1)] == mine)[0] if len(keys) else np.empty(0, np.int64)
        which, at = spans(low[hit], np.searchsorted(keys, mine[hit], "right"))
        pairs = np.unique(rows[hit[which]].astype(np.int64) * len(self.texts) + places[at])
        return np.divmod(pairs, max(1, len(self.texts)))


def cost(apart: np.ndarray, shorter: np.ndarray, longer: np.ndarray) -> np.ndarray:
    """What slips cost by how many they are and how long the two forms; -1 where they are more than is allowed."""
    losses = np.full(len(apart), -1, np.int16)
    losses[apart == 0] = 0
    single = np.where(shorter >= LONG, LOSS_LONG_SLIP, np.where(longer > SHORT, LOSS_SLIP, LOSS_SHORT_SLIP))
    losses = np.where((apart == 1) & (longer > 2), single, losses)
    return np.where((apart == MOST) & (shorter >= LONG), LOSS_TWO_SLIPS, losses).astype(np.int16)
