"""Screening by brute force: the rule of `screening` held against every row of the list, as fast as arrays allow.

It shares the rule's numbers, the forms of names and the final judgment, and nothing of the index: each form of a person is
compared with every distinct form of the list, the costs are spread over all rows, and rows that could still be candidates
are judged. It misses nothing, because what it leaves out costs more than the bands allow even if a middle name agreed.
"""

from collections.abc import Iterable

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from licensure.list_index import MISSING_BIRTH, Entry, Part, word
from licensure.names import (
    BONES,
    LONG,
    LOSS_BLANK,
    LOSS_CUT,
    LOSS_INITIAL,
    LOSS_LONG_SLIP,
    LOSS_NICKNAME,
    LOSS_SHORT_SLIP,
    LOSS_SLIP,
    LOSS_TWO_SLIPS,
    SHORT,
    Form,
    family_forms,
    given_forms,
    slip,
)
from licensure.nicknames import ALIKE
from licensure.npi import known
from licensure.screening import (
    BIRTH_AGREES,
    BIRTH_CLOSE,
    BIRTH_DIFFERS,
    DEFAULT_BANDS,
    LOSS_OTHER_GIVEN,
    LOSS_SWAPPED,
    MIDDLE_POINTS,
    NAME_POINTS,
    Bands,
    Person,
    compare_given,
    judge,
)

NONE = 99  # costs more than any name may
TOGETHER = 50  # people compared at a time
CUT_FROM = 5  # the shortest beginning that a cut-off field shows (`names.prefixes`)


class Forms:
    """All forms of one half of the rows' names: their distinct texts, and which row is written how."""

    def __init__(self, each: list[tuple[Form, ...]]):
        flat = [(row, form) for row, forms in enumerate(each) for form in forms]
        self.texts = list(dict.fromkeys(form.text for _, form in flat))
        self.places = places = {text: place for place, text in enumerate(self.texts)}
        self.lengths = np.array([len(text) for text in self.texts])
        self.rows = np.array([row for row, _ in flat], np.int64)
        self.at = np.array([places[form.text] for _, form in flat], np.int64)
        self.losses = np.array([form.loss for _, form in flat], np.int16)
        cut = [(row, form) for row, form in flat if form.cut]
        self.cut_rows = np.array([row for row, _ in cut], np.int64)
        self.cut_losses = np.array([form.loss for _, form in cut], np.int16)
        self.cut_texts = np.array([form.text for _, form in cut] or [""])
        self.bones = np.array([text[0] == BONES for text in self.texts], bool)
        self.count = len(each)
        self.apart: dict[str, np.ndarray] = {}

    def compare(self, texts: Iterable[str]) -> None:
        """How far each of these is from every distinct text; many at once, since that is quicker than one by one."""
        asked = sorted(set(texts))
        apart = cdist(asked, self.texts, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        self.apart = dict(zip(asked, apart, strict=True))

    def slips(self, text: str) -> np.ndarray:
        """What `text` costs against each distinct text, NONE where it is another name."""
        apart = self.apart[text]
        if text[0] == BONES:
            return np.where(apart == 0, 0, NONE).astype(np.int16)
        cost = np.full(len(self.texts), NONE, np.int16)
        cost[apart == 0] = 0
        both_long = np.minimum(self.lengths, len(text)) >= LONG
        longest = np.maximum(self.lengths, len(text))
        one = (apart == 1) & (longest > 2)
        cost[one] = np.where(both_long, LOSS_LONG_SLIP, np.where(longest > SHORT, LOSS_SLIP, LOSS_SHORT_SLIP))[one]
        cost[(apart == 2) & both_long] = LOSS_TWO_SLIPS
        cost[self.bones & (apart > 0)] = NONE
        return cost

    def spread(self, cost: np.ndarray) -> np.ndarray:
        """The cheapest way of each row, given the cost of each distinct text."""
        least = np.full(self.count, NONE, np.int16)
        paid = cost[self.at]
        paying = np.nonzero(paid < NONE)[0]
        np.minimum.at(least, self.rows[paying], paid[paying] + self.losses[paying])
        return least

    def families(self, forms: Iterable[Form]) -> np.ndarray:
        """What a family name costs against each row."""
        least = np.full(self.count, NONE, np.int16)
        for form in forms:
            np.minimum(least, self.spread(self.slips(form.text)) + form.loss, out=least)
            for length in range(CUT_FROM, len(form.text)):
                shown = np.nonzero(self.cut_texts == form.text[:length])[0] if len(self.cut_rows) else ()
                if len(shown):
                    np.minimum.at(least, self.cut_rows[shown], self.cut_losses[shown] + LOSS_CUT + form.loss)
        return least

    def givens(self, forms: tuple[Form, ...], initials: np.ndarray, blank: np.ndarray) -> np.ndarray:
        """What a given name costs against each row."""
        least = np.full(self.count, LOSS_OTHER_GIVEN, np.int16)
        for form in forms:
            short = (self.lengths == 1) if len(form.text) > 1 else np.ones(len(self.texts), bool)
            cost = self.slips(form.text) if len(form.text) > 1 else np.full(len(self.texts), NONE, np.int16)
            same = initials == form.text[0]
            cost[short] = NONE
            cost[short & same] = LOSS_INITIAL
            if len(form.text) == 1:
                cost[same & (self.lengths == 1)] = 0
            also = np.array([self.places[text] for text in ALIKE.get(form.text, ()) if text in self.places], np.int64)
            cost[also] = np.minimum(cost[also], LOSS_NICKNAME)
            np.minimum(least, self.spread(cost) + form.loss, out=least)
        least[blank if forms else slice(None)] = LOSS_BLANK
        return least


class EveryRow:
    """A list prepared for comparing with every row."""

    def __init__(self, entries: Iterable[Entry]):
        self.entries = tuple(entries)
        self.family_forms = [family_forms(entry.family) for entry in self.entries]
        self.given_forms = [given_forms(entry.given, entry.middle) for entry in self.entries]
        self.families, self.given_names = Forms(self.family_forms), Forms(self.given_forms)
        self.initials = np.array([text[0] for text in self.given_names.texts])
        self.blank = np.array([not forms for forms in self.given_forms])
        days = [entry.date_of_birth for entry in self.entries]
        self.known = np.array([day not in (None, MISSING_BIRTH) for day in days])
        self.years = np.array([day.year if day else 0 for day in days])
        self.months = np.array([day.month * 100 + day.day if day else 0 for day in days])
        self.middles = np.array([MIDDLE_POINTS if entry.middle else 0 for entry in self.entries], np.int16)
        self.npis = np.array([known(entry.npi) for entry in self.entries])

    def screen_all(self, people: list[Person], bands: Bands = DEFAULT_BANDS) -> list[dict[object, int]]:
        """For each person the key and score of every row that may be her."""
        found = []
        for first in range(0, len(people), TOGETHER):
            some = people[first : first + TOGETHER]
            halves = [half for person in some for name in person.names for half in (name.family, name.given)]
            self.families.compare(form.text for half in halves for form in family_forms(half))
            self.given_names.compare(form.text for half in halves for form in given_forms(half))
            found += [self._screen(person, bands) for person in some]
        return found

    def _screen(self, person: Person, bands: Bands) -> dict[object, int]:
        birth, best = self._births(person), {}
        npi = known(person.npi)
        same = self.npis == npi if npi else np.zeros(len(self.entries), bool)
        for name in person.names:
            for family, given, cost in ((name.family, name.given, 0), (name.given, name.family, LOSS_SWAPPED)):
                hers, firsts = family_forms(family), given_forms(given)
                losses = self.families.families(hers) + self.given_names.givens(firsts, self.initials, self.blank) + cost
                for place in np.nonzero((NAME_POINTS - losses + birth + self.middles >= bands.possible) | same)[0].tolist():
                    self._judge(place, person, name, (hers, firsts, cost), bands, best)
        return best

    def _births(self, person: Person) -> np.ndarray:
        """The most that the dates of birth may add for each row."""
        born = person.date_of_birth
        if born in (None, MISSING_BIRTH):
            return np.zeros(len(self.entries), np.int16)
        year, day = self.years == born.year, self.months == born.month * 100 + born.day
        points = np.where(year & day, BIRTH_AGREES, np.where(year | day, BIRTH_CLOSE, BIRTH_DIFFERS))
        return np.where(self.known, points, 0).astype(np.int16)

    def _judge(self, place: int, person: Person, name, hers, bands: Bands, best: dict) -> None:
        entry, (families, firsts, cost) = self.entries[place], hers
        parts = [Part(NAME_POINTS, "")]
        for form in families:
            for other in self.family_forms[place]:
                if found := slip(form.text, other.text):
                    parts.append(Part(form.loss + other.loss + found[0] + cost, found[1] if found[0] else word(form, other)))
                if other.cut and form.text.startswith(other.text) and CUT_FROM <= len(other.text) < len(form.text):
                    parts.append(Part(form.loss + other.loss + LOSS_CUT + cost, "cut"))
        part = min(parts, key=lambda each: each.loss)
        found = judge(person, entry, name, (part, compare_given(firsts, self.given_forms[place])), bands)
        if found:
            best[entry.key] = max(found.score, best.get(entry.key, 0))
