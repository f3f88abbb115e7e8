"""A list made ready to be searched: its rows by family name in every form, given name, date of birth and NPI. Pure.

What `screening` would accept is always among what the index leads to; screening through it and comparing with every row
give the same answer, for all bands an organization may choose. The work is done once per distinct name, not per person:
a network of a million has a tenth as many family names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from licensure.names import LOSS_CUT, Form, family_forms, given_forms, prefixes
from licensure.nicknames import ALIKE
from licensure.npi import known
from licensure.vocabulary import Vocabulary

REMEMBERED = 60_000  # names of people whose way through the list is kept
MISSING_BIRTH = date(1900, 1, 1)  # how some lists write "unknown"
BLANK = ""  # the given name of rows that have none


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list under one of its names. `key` says which row; one without a personal name is found by its NPI only."""

    key: object
    family: str
    given: str
    middle: str = ""
    npi: str = ""
    date_of_birth: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """How one half of the name compares: what it costs, and the word for it."""

    loss: int
    how: str


@dataclass(slots=True)
class Group:
    """The rows that one form of a family name leads to, by the forms of their given names."""

    form: Form
    by_given: dict[str, list[int]] = field(default_factory=dict)
    givens: frozenset[str] = frozenset()

    def places(self, agreeing: frozenset[str] | None) -> Iterator[int]:
        """Rows with one of these given names; all of them for None. A row with several forms may come twice."""
        for text in self.givens if agreeing is None else self.givens & agreeing:
            yield from self.by_given[text]

    def holds(self, place: int) -> bool:
        """Whether the row is among them."""
        return any(place in places for places in self.by_given.values())


@dataclass(frozen=True, slots=True)
class Kin:
    """Where a family name leads: groups of rows, each with what the family name costs there."""

    groups: tuple[tuple[Group, Part], ...]
    texts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Given:
    """A given name: its forms, and the given names of the list that may be it; every one for None."""

    forms: tuple[Form, ...]
    agreeing: frozenset[str] | None


class ListIndex:
    """The rows of one version of a list. Built once; asking changes nothing but what it remembers."""

    def __init__(self, entries: Iterable[Entry]):
        self.entries = tuple(entries)
        self.births = [None if each.date_of_birth == MISSING_BIRTH else each.date_of_birth for each in self.entries]
        self._by_npi: dict[str, list[int]] = defaultdict(list)
        self._by_birth: dict[date, list[int]] = defaultdict(list)
        self.groups: dict[str, list[Group]] = {}
        self.cut: dict[str, list[Group]] = {}
        self._givens, self._texts = [], []
        for place, entry in enumerate(self.entries):
            self._add(place, entry)
        for group in self._every_group():
            group.givens = frozenset(group.by_given)
        self.family_names = Vocabulary(self.groups)
        self.given_names = Vocabulary(form.text for forms in self._givens for form in forms)
        self._by_initial: dict[str, set[str]] = defaultdict(set)
        for text in self.given_names.texts:
            self._by_initial[text[0]].add(text)
        self._kin: dict[str, Kin] = {}
        self._given: dict[str, Given] = {}

    def _add(self, place: int, entry: Entry) -> None:
        if npi := known(entry.npi):
            self._by_npi[npi].append(place)
        if self.births[place]:
            self._by_birth[self.births[place]].append(place)
        givens, forms = given_forms(entry.given, entry.middle), family_forms(entry.family)
        self._givens.append(givens)
        self._texts.append(frozenset(form.text for form in forms))
        for form in forms:
            for groups in (self.groups, self.cut) if form.cut else (self.groups,):
                group = _group(groups, form)
                for text in (given.text for given in givens) if givens else (BLANK,):
                    group.by_given.setdefault(text, []).append(place)

    def _every_group(self) -> Iterator[Group]:
        return (group for kept in (self.groups, self.cut) for groups in kept.values() for group in groups)

    def by_npi(self, npi: str) -> list[int]:
        """Rows with this NPI; none for a blank or the placeholder."""
        return self._by_npi.get(known(npi), [])

    def born_on(self, day: date) -> list[int]:
        """Rows with this date of birth."""
        return self._by_birth.get(day, [])

    def givens(self, place: int) -> tuple[Form, ...]:
        """The forms of a row's given name."""
        return self._givens[place]

    def families(self, written: str) -> Kin:
        """Where a family name leads: to rows with an equal one, one up to slips, or one that the list cut off."""
        if written not in self._kin:
            self.prepare((written,))
        return self._kin[written]

    def given(self, written: str) -> Given:
        """A given name with those of the list that may be it; a blank may be any, and any may be a blank."""
        if written not in self._given:
            self.prepare((), (written,))
        return self._given[written]

    def prepare(self, families: Iterable[str], givens: Iterable[str] = ()) -> None:
        """Find the ways of many names at once, which is quicker than one by one."""
        _trim(self._kin), _trim(self._given)
        forms = {text: family_forms(text) for text in set(families) - self._kin.keys()}
        near = self.family_names.near_each(form.text for each in forms.values() for form in each)
        for text, each in forms.items():
            groups = tuple(self._ways(each, near))
            self._kin[text] = Kin(groups, frozenset(group.form.text for group, part in groups))
        first = {text: given_forms(text) for text in set(givens) - self._given.keys()}
        near = self.given_names.near_each(form.text for each in first.values() for form in each if len(form.text) > 1)
        for text, each in first.items():
            agreeing = frozenset().union(*(self._like(form.text, near) for form in each), (BLANK,)) if each else None
            self._given[text] = Given(each, agreeing)

    def _ways(self, forms: tuple[Form, ...], near) -> Iterator[tuple[Group, Part]]:
        for form in forms:
            for text, loss, how in near[form.text]:
                for group in self.groups[text]:
                    yield group, _part(form.loss + group.form.loss + loss, how if loss else word(form, group.form))
            for text in prefixes(form.text) if self.cut else ():
                for group in self.cut.get(text, ()):
                    yield group, _part(form.loss + group.form.loss + LOSS_CUT, "cut")

    def _like(self, text: str, near) -> set[str]:
        """The given names of the list that agree with this form: see `names.given_agreement`."""
        known_names = self._by_initial.get(text[0], set())
        if len(text) == 1:
            return known_names
        nicknames = {name for name in ALIKE.get(text, ()) if name in self._by_initial.get(name[0], ())}
        return {other for other, *_ in near[text]} | nicknames | ({text[0]} & known_names)

    def family_part(self, kin: Kin, place: int) -> Part | None:
        """What the family name costs against one row, the cheapest way; None where it does not lead there."""
        if self._texts[place].isdisjoint(kin.texts):
            return None
        found = [part for group, part in kin.groups if group.form.text in self._texts[place] and group.holds(place)]
        return min(found, key=lambda part: (part.loss, part.how), default=None)


def word(one: Form, other: Form) -> str:
    """The word for two equal forms: that of the one which is not the whole name."""
    return one.how if one.loss else other.how


@cache
def _part(loss: int, how: str) -> Part:
    """One object for all parts that are alike: there are few of them and millions of uses."""
    return Part(loss, how)


def _group(groups: dict[str, list[Group]], form: Form) -> Group:
    """The group of rows found under this form at this cost."""
    for group in groups.setdefault(form.text, []):
        if group.form == form:
            return group
    groups[form.text].append(Group(form))
    return groups[form.text][-1]


def _trim(remembered: dict) -> None:
    """Forget all when it is too much: what is needed comes back at once."""
    if len(remembered) > REMEMBERED:
        remembered.clear()
