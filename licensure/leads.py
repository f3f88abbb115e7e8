"""Where many halves of names lead in a list, and at what cost: what `ListIndex` answers for one, in arrays for all. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, compress, count

import numpy as np

from licensure.columns import packed
from licensure.list_index import Group, ListIndex
from licensure.names import (
    BONES,
    FAMILY_CUT,
    FEW,
    GIVEN_CUT,
    LOSS_BLANK,
    LOSS_BONES,
    LOSS_CUT,
    LOSS_FEW_BONES,
    LOSS_INITIAL,
    LOSS_NICKNAME,
    Form,
    bones_of,
    family_forms,
    given_forms,
    prefixes,
)
from licensure.nicknames import ALIKE
from licensure.npi import known
from licensure.ragged import least, spans, starts
from licensure.screening import LOSS_OTHER_GIVEN

Led = tuple[np.ndarray, np.ndarray, np.ndarray]  # what was asked, where each leads, what that costs


class Listed:
    """The rows of an index in arrays: the names they stand under, their births and NPIs."""

    def __init__(self, index: ListIndex):
        self.index, self.count = index, len(index.entries)
        self.births = np.array([packed(day) for day in index.births], np.int32)
        self.npis = {known(entry.npi) for entry in index.entries} - {""}
        self._families = _Under([index.groups[text] for text in index.family_names.texts])
        self._cut, self._cut_places = _Under(list(index.cut.values())), {text: place for place, text in enumerate(index.cut)}
        numbers: dict[tuple[Form, ...], int] = {}
        each = [numbers.setdefault(index.givens(place), len(numbers)) for place in range(self.count)]
        self.given_numbers, self.givens = np.array(each, np.int32), list(numbers)  # many rows share theirs

    def rows_of(self, halves: Sequence[str]) -> Led:
        """The rows that each half leads to as a family name, by half; each once, at the least it costs."""
        forms = _Forms(halves, family_forms, FAMILY_CUT)
        near = self._families.rows(*self.index.family_names.pairs(forms.texts))
        begun = self._cut.rows(*_columns(self._beginnings(forms.texts)))
        return forms.least(_together(near, begun), self.count)

    def _beginnings(self, texts: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """Forms of which the list shows only the beginning."""
        shortest = min(map(len, self._cut_places), default=0)
        for asked, text in enumerate(texts):
            if shortest and len(text) > shortest:
                found = (self._cut_places[start] for start in prefixes(text) if start in self._cut_places)
                yield from ((asked, place, LOSS_CUT) for place in found)


class Agreeing:
    """Which of some given names may be which given name of the list, and what that costs (`names.given_agreement`)."""

    def __init__(self, listed: Listed, halves: Sequence[str]):
        self._places = listed.index.given_names.places
        forms = _Forms(halves, given_forms, GIVEN_CUT)
        self._blank = np.bincount(forms.halves, minlength=len(halves)) == 0
        self._found = np.full(len(halves), LOSS_OTHER_GIVEN, np.int16)
        others = _columns([*self._nicknames(forms.texts), *self._initials(forms.texts)])
        halves_at, places, losses = forms.least(_together(listed.index.given_names.pairs(forms.texts), others), len(self._places))
        order = np.argsort(places, kind="stable")
        self._halves, self._losses, self._starts = halves_at[order], losses[order], starts(places[order], len(self._places))

    def costs(self, theirs: tuple[Form, ...], asked: np.ndarray) -> np.ndarray:
        """What each of the given names `asked` costs against a row with these forms; another name costs the most."""
        if not theirs:
            return np.full(len(asked), LOSS_BLANK, np.int16)
        parts = [slice(*self._starts[self._places[form.text] :][:2]) for form in theirs]
        for form, part in zip(theirs, parts, strict=True):
            at = self._halves[part]  # each half once
            self._found[at] = np.minimum(self._found[at], self._losses[part] + form.loss)
        found = np.where(self._blank[asked], LOSS_BLANK, self._found[asked])
        for part in parts:
            self._found[self._halves[part]] = LOSS_OTHER_GIVEN
        return found

    def _nicknames(self, texts: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        for asked, text in enumerate(texts):
            for other in ALIKE.get(text, ()):
                if other in self._places:
                    yield asked, self._places[other], LOSS_NICKNAME

    def _initials(self, texts: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """An initial and every name that begins with it, whichever side has it."""
        beginning: dict[str, list[int]] = defaultdict(list)
        for text, place in self._places.items():
            beginning[text[0]].append(place)
        for asked, text in enumerate(texts):
            if len(text) == 1:
                yield from ((asked, place, LOSS_INITIAL) for place in beginning.get(text, ()) if self._places.get(text) != place)
            elif text[0] in self._places:
                yield asked, self._places[text[0]], LOSS_INITIAL


class _Under:
    """The rows under each text of a list, each at what the form there costs."""

    def __init__(self, groups: Sequence[list[Group]]):
        found = [(at, row, each.form.loss) for at, some in enumerate(groups) for each in some for row in set(each.places(None))]
        texts, self._rows, self._losses = _columns(found)
        self._starts = starts(texts, len(groups))

    def rows(self, asked: np.ndarray, places: np.ndarray, losses: np.ndarray) -> Led:
        """The rows under each of `places`, the cost of the form added."""
        which, at = spans(self._starts[places], self._starts[places + 1])
        return asked[which], self._rows[at], losses[which] + self._losses[at]


class _Forms:
    """The forms of some halves of names, each distinct text once; in the order of texts: whose form it is and what it costs.

    Halves of one plain word, as nearly all are, are taken all at once up to `limit` signs: they have two forms.
    """

    def __init__(self, halves: Sequence[str], forms_of: Callable[[str], tuple[Form, ...]], limit: int):
        plain = [at for at, text in enumerate(halves) if text.isascii() and text.isalpha() and 1 < len(text) <= limit]
        others = np.setdiff1d(np.arange(len(halves)), np.array(plain, int), assume_unique=True).tolist()
        numbers: dict[str, int] = defaultdict(count().__next__)
        odd = _columns((numbers[form.text], half, form.loss) for half in others for form in forms_of(halves[half]))
        texts, halves_at, losses = _together(_plain([halves[at] for at in plain], np.array(plain, np.int32), numbers), odd)
        order = np.argsort(texts, kind="stable")
        self.texts, self.halves, self._losses = list(numbers), halves_at[order], losses[order]
        self._starts = starts(texts[order], len(numbers))

    def least(self, led: Led, count: int) -> Led:
        """From where texts lead to where halves do; each pair once, at the least it costs. `count`: how many places there are."""
        texts, places, losses = led
        which, at = spans(self._starts[texts], self._starts[texts + 1])
        return least(self.halves[at], places[which], losses[which] + self._losses[at], count)


def _plain(halves: list[str], at: np.ndarray, numbers: dict[str, int]) -> Led:
    """What `names` says of each, which is one plain word: the numbers of its whole name and of its consonants, and what they cost."""
    texts = "\n".join(halves).upper().split("\n") if halves else []
    left = bones_of(texts)
    lengths = np.fromiter(map(len, left), np.int16, len(left))
    boned = lengths > 0
    whole = np.fromiter(map(numbers.__getitem__, texts), np.int32, len(texts))
    bones = np.fromiter(map(numbers.__getitem__, map(BONES.__add__, compress(left, boned))), np.int32, int(boned.sum()))
    costs = np.where(lengths[boned] >= FEW, LOSS_BONES, LOSS_FEW_BONES).astype(np.int16)
    return _together((whole, at, np.zeros(len(texts), np.int16)), (bones, at[boned], costs))


def _columns(rows) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    found = np.fromiter(chain.from_iterable(rows), np.int32).reshape(-1, 3)
    return found[:, 0], found[:, 1], found[:, 2].astype(np.int16)


def _together(*led: Led) -> Led:
    asked, places, losses = (np.concatenate(each) for each in zip(*led, strict=True))
    return asked, places, losses
