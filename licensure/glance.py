"""Which of very many names may lead anywhere in a short list, told at a glance. Pure.

Nothing that leads somewhere is left out: what shares a shape, the consonants or the beginning with no form of the list leads
nowhere (`licensure.leads`), and names that are not one word of plain letters are never judged here. Hardly anything else stays,
so that what stays can be asked with care. All is told by numbers of what is written (`licensure.shapes`), of all names at
once: two that are equal by chance only let a stranger stay.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import compress

import numpy as np

from licensure.list_index import ListIndex
from licensure.names import BONES, FAMILY_CUT, VOWELS
from licensure.shapes import FACTOR, INVERSE, sharing, written

SMALL = np.uint32(32)  # what tells a small letter from its capital
LETTERS = np.uint32(26)
SILENT = np.isin(np.arange(128), list(VOWELS))


def likely(halves: Sequence[str], index: ListIndex) -> list[str]:
    """The halves that may lead to a row as a family name, and few others, in their order."""
    signs, first, lengths = written(halves)
    letters = (signs | SMALL) - np.uint32(ord("a")) < LETTERS
    strange = np.append(0, np.cumsum(~letters))  # how many other signs stand before each
    plain = (lengths > 0) & (lengths <= FAMILY_CUT) & (strange[first + lengths] == strange[first])
    text = _Text(signs & ~SMALL, first[plain], lengths[plain])
    stays = ~plain
    shapes = index.family_names.shapes[0]
    stays[plain] = sharing(text.signs, text.first, text.lengths, shapes) | _same_bones(text, index) | _begins(text, index)
    return list(compress(halves, stays.tolist()))


class _Text:
    """Some texts in one row of signs, each with a number for what is written, wherever it stands."""

    def __init__(self, signs: np.ndarray, first: np.ndarray, lengths: np.ndarray):
        self.signs, self.first, self.lengths = signs, first, lengths
        powers = np.cumprod(np.full(len(signs), FACTOR))
        self._sums = np.append(np.uint64(0), np.cumsum(signs * powers))
        self._back = np.append(np.uint64(1), np.cumprod(np.full(len(signs), INVERSE)))

    def numbers(self, at=slice(None), lengths=None) -> np.ndarray:
        """The number of each text `at`, or of as many of its first signs."""
        first = self.first[at]
        return (self._sums[first + (self.lengths[at] if lengths is None else lengths)] - self._sums[first]) * self._back[first]

    def bones(self) -> "_Text":
        """What `names.bones` leaves of each."""
        of = np.repeat(np.arange(len(self.first)), self.lengths)
        signs = self.signs[np.repeat(self.first - np.cumsum(self.lengths) + self.lengths, self.lengths) + np.arange(len(of))]
        sounds = ~SILENT[signs]
        signs, of = signs[sounds], of[sounds]
        again = np.append(False, (signs[1:] == signs[:-1]) & (of[1:] == of[:-1]))[: len(signs)]
        lengths = np.bincount(of[~again], minlength=len(self.first))
        return _Text(signs[~again], np.cumsum(lengths) - lengths, lengths)


def _numbers(texts: Iterable[str]) -> np.ndarray:
    return _Text(*written(list(texts))).numbers()


def _same_bones(text: _Text, index: ListIndex) -> np.ndarray:
    """Which have the consonants of a form of the list."""
    left = text.bones()
    bones = _numbers(each.removeprefix(BONES) for each in index.family_names.texts if each.startswith(BONES))
    return (left.lengths > 0) & np.isin(left.numbers(), bones)


def _begins(text: _Text, index: ListIndex) -> np.ndarray:
    """Which begin with a form that the list cut off."""
    begun, cut = np.zeros(len(text.lengths), bool), defaultdict(list)
    for form in index.cut:
        cut[len(form)].append(form)
    for length, forms in cut.items():
        longer = np.nonzero(text.lengths > length)[0]
        begun[longer] |= np.isin(text.numbers(longer, length), _numbers(forms))
    return begun
