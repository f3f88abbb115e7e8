"""Which of very many names may lead anywhere in a short list, told at a glance. Pure.

Nothing that leads somewhere is left out: what shares a shape, the consonants or the beginning with no form of the list leads
nowhere (`licensure.leads`), and names that are not one word of plain letters are never judged here. Hardly anything else stays,
so that what stays can be asked with care.
"""

from collections.abc import Sequence
from itertools import compress

import numpy as np

from licensure.list_index import ListIndex
from licensure.names import BONES, FAMILY_CUT, VOWELS
from licensure.shapes import sharing

CONSONANTS = "BCDFGHJKLMNPQRSTVXZ"


def likely(halves: Sequence[str], index: ListIndex) -> list[str]:
    """The halves that may lead to a row as a family name, and few others, in their order."""
    plain = _all(str.isalpha, halves) & _all(str.isascii, halves) & (np.fromiter(map(len, halves), int, len(halves)) <= FAMILY_CUT)
    texts = "\n".join(compress(halves, plain.tolist())).upper().split("\n") if plain.any() else []
    stays = ~plain
    stays[plain] = sharing(texts, index.family_names.shapes[0]) | _same_bones(texts, index) | _begins(texts, index)
    return list(compress(halves, stays.tolist()))


def _all(asked, halves: Sequence[str]) -> np.ndarray:
    return np.fromiter(map(asked, halves), bool, len(halves))


def _same_bones(texts: list[str], index: ListIndex) -> np.ndarray:
    """Which have the consonants of a form of the list (`names.bones`). All are taken at once, as the lines of one text."""
    left = "\n".join(texts).translate(VOWELS)
    for letter in CONSONANTS:
        while letter * 2 in left:
            left = left.replace(letter * 2, letter)
    bones = {text.removeprefix(BONES) for text in index.family_names.texts if text.startswith(BONES)}
    return _all(bones.__contains__, left.split("\n")) if texts else np.zeros(0, bool)


def _begins(texts: list[str], index: ListIndex) -> np.ndarray:
    """Which begin with a form that the list cut off."""
    lengths = {len(text) for text in index.cut}
    long = [place for place, text in enumerate(texts) if len(text) > min(lengths)] if lengths else []
    begun = np.zeros(len(texts), bool)
    begun[[place for place in long if any(texts[place][:length] in index.cut for length in lengths)]] = True
    return begun
