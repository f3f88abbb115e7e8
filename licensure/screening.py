"""Who on a list may be her? Pure: people and entries in, candidates with reasons out. Adjudication is for two people.

The rule (domain 4.2). A name agrees up to what each of its differences costs; together they may cost 15 of 70 points.
A date of birth that is equal adds, one that differs takes so much that a name alone is dropped; an unknown one changes
nothing. An equal NPI is decisive whatever else differs. Without an NPI or a date of birth that agrees, a candidate is
never more than *possible*. The index finds every entry the rule would accept, so that screening the index and comparing
with every row give the same answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from licensure.names import (
    LONG,
    LOSS_BLANK,
    LOSS_CUT,
    Form,
    family_forms,
    given_agreement,
    given_forms,
    normalize,
    prefixes,
    slip,
)
from licensure.npi import known

NAME_POINTS = 70
LOSS_SWAPPED = 5
LOSS_OTHER_GIVEN = 30
MIDDLE_POINTS = 3
BIRTH_AGREES, BIRTH_DIFFERS, BIRTH_CLOSE = 22, -40, -5
NPI_DIFFERS = -5
NPI_AND_NAME, NPI_ALONE, WITHOUT_NPI = 100, 95, 94
MISSING_BIRTH = date(1900, 1, 1)  # how some lists write "unknown"


@dataclass(frozen=True, slots=True)
class Bands:
    """The lowest score of each band. Below `possible` a row is no candidate."""

    possible: int = 55
    probable: int = 80
    certain: int = 95

    def of(self, score: int) -> str | None:
        """The band of a score."""
        if score >= self.certain:
            return "certain"
        if score >= self.probable:
            return "probable"
        return "possible" if score >= self.possible else None


@dataclass(frozen=True, slots=True)
class Name:
    """A name she has or had; particles belong to the family name."""

    given: str
    family: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who is screened: every name she ever had, the one she uses now first."""

    names: tuple[Name, ...]
    date_of_birth: date | None = None
    npi: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list. `key` says which; a row without a personal name is found by its NPI only."""

    key: object
    family: str
    given: str
    middle: str = ""
    npi: str = ""
    date_of_birth: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One identifier, whether it `agrees`, `differs` or is `unknown`, and how (exact, typo, part, nickname, swapped…)."""

    identifier: str
    verdict: str
    how: str = ""


POINTS = defaultdict(
    int,
    {
        Reason("middle_name", "agrees"): MIDDLE_POINTS,
        Reason("middle_name", "differs"): -MIDDLE_POINTS,
        Reason("date_of_birth", "agrees"): BIRTH_AGREES,
        Reason("date_of_birth", "differs"): BIRTH_DIFFERS,
        Reason("date_of_birth", "differs", "typo"): BIRTH_CLOSE,
        Reason("npi", "differs"): NPI_DIFFERS,
    },
)  # what an identifier other than the name adds to the score; what is unknown adds nothing


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be her; `name` is the one of her names it was found under."""

    entry: Entry
    score: int
    band: str
    reasons: tuple[Reason, ...]
    name: Name

    @property
    def differing(self) -> tuple[str, ...]:
        """The identifiers that differ."""
        return tuple(reason.identifier for reason in self.reasons if reason.verdict == "differs")


@dataclass(frozen=True, slots=True)
class _Part:
    """How one half of the name compares: what it costs, and the word for it."""

    loss: int
    how: str


class ListIndex:
    """The rows of one list version, found by NPI, by family name in any form, and by date of birth. Built once."""

    def __init__(self, entries: Iterable[Entry]):
        self.entries = tuple(entries)
        self._by_npi = defaultdict(list)
        self._families: dict[str, list[tuple[int, Form]]] = defaultdict(list)
        self._cut: dict[str, list[tuple[int, Form]]] = defaultdict(list)
        self._near: dict[str, set[str]] = defaultdict(set)
        self._found: dict[str, tuple[str, ...]] = {}
        self._givens = []
        for place, entry in enumerate(self.entries):
            self._add(place, entry)
        for text in self._families:
            for shape in shapes(text):
                self._near[shape].add(text)

    def _add(self, place, entry):
        if npi := known(entry.npi):
            self._by_npi[npi].append(place)
        self._givens.append(given_forms(entry.given, entry.middle))
        for form in family_forms(entry.family):
            self._families[form.text].append((place, form))
            if form.cut:
                self._cut[form.text].append((place, form))

    def by_npi(self, npi: str) -> list[int]:
        """Rows with this NPI; none for a blank or the placeholder."""
        return self._by_npi.get(known(npi), [])

    def givens(self, place: int) -> tuple[Form, ...]:
        """The forms of a row's given name."""
        return self._givens[place]

    def families(self, form: Form) -> Iterator[tuple[int, _Part]]:
        """Rows whose family name may be `form`: equal, up to slips, or cut off by the list."""
        for text in self._neighbors(form.text):
            loss, how = slip(form.text, text)
            for place, found in self._families[text]:
                yield place, _Part(form.loss + found.loss + loss, how if loss else _word(form, found))
        for text in prefixes(form.text):
            for place, found in self._cut.get(text, ()):
                yield place, _Part(form.loss + found.loss + LOSS_CUT, "cut")

    def _neighbors(self, text: str) -> tuple[str, ...]:
        if text not in self._found:
            near = set().union(*(self._near.get(shape, ()) for shape in shapes(text)))
            self._found[text] = tuple(other for other in near if slip(text, other))
        return self._found[text]


def shapes(text: str) -> set[str]:
    """The text and what is left of it without one letter, or two of a long one: forms within the allowed slips share one."""
    most = 2 if len(text) >= LONG else 1
    left = {text}
    for count in range(1, most + 1):
        for gone in combinations(range(len(text)), count):
            left.add("".join(letter for at, letter in enumerate(text) if at not in gone))
    return left


def screen(person: Person, index: ListIndex, bands: Bands = Bands()) -> tuple[Candidate, ...]:
    """Every row of the list that may be her, the likeliest first. One name more never loses a candidate."""
    best: dict[int, Candidate] = {}
    for place, name, parts in _pairs(person, index):
        candidate = _judge(person, index.entries[place], name, parts, bands)
        if candidate and (place not in best or candidate.score > best[place].score):
            best[place] = candidate
    order = sorted(best, key=lambda place: (-best[place].score, place))
    return tuple(best[place] for place in order)


def _pairs(person: Person, index: ListIndex) -> Iterator[tuple[int, Name, tuple[_Part, _Part]]]:
    """Rows worth judging, each with the name and the comparison of family and given name."""
    for name in person.names:
        straight = (family_forms(name.family), given_forms(name.given), 0)
        swapped = (family_forms(name.given), given_forms(name.family), LOSS_SWAPPED)
        for families, givens, cost in (straight, swapped):
            for form in families:
                for place, family in index.families(form):
                    given = compare_given(givens, index.givens(place))
                    yield place, name, (_Part(family.loss + cost, "swapped" if cost else family.how), given)
    for place in index.by_npi(person.npi):
        for name in person.names[:1]:
            yield place, name, (_Part(NAME_POINTS, ""), _Part(NAME_POINTS, ""))


def compare_given(hers: tuple[Form, ...], theirs: tuple[Form, ...]) -> _Part:
    """The cheapest way in which two given names are one; another given name costs more than a name may cost."""
    if not hers or not theirs:
        return _Part(LOSS_BLANK, "blank")
    best = _Part(LOSS_OTHER_GIVEN, "")
    for one in hers:
        for other in theirs:
            found = given_agreement(one.text, other.text)
            if found and one.loss + other.loss + found[0] < best.loss:
                best = _Part(one.loss + other.loss + found[0], found[1] if found[0] else _word(one, other))
    return best


def _word(one: Form, other: Form) -> str:
    return one.how if one.loss else other.how


def _judge(person: Person, entry: Entry, name: Name, parts: tuple[_Part, _Part], bands: Bands) -> Candidate | None:
    """Score one row against one of her names; None below the lowest band."""
    family, given = parts
    middle, birth, npi = _middle(name, entry), _birth(person, entry), _npi(person, entry)
    score = NAME_POINTS - family.loss - given.loss + POINTS[middle] + POINTS[birth] + POINTS[npi]
    decisive = npi.verdict == "agrees"
    if decisive:
        score = NPI_AND_NAME if score >= bands.possible else NPI_ALONE
    score = score if decisive else min(score, WITHOUT_NPI)
    band = bands.of(score)
    if band is None:
        return None
    if not decisive and birth.verdict != "agrees":
        band = "possible"  # a name alone is never enough, whatever thresholds an organization chose
    reasons = (_reason("family_name", family), _reason("given_name", given), middle, birth, npi)
    return Candidate(entry, score, "certain" if decisive else band, reasons, name)


def _reason(identifier: str, part: _Part) -> Reason:
    if part.how == "blank":
        return Reason(identifier, "unknown")
    return Reason(identifier, "agrees" if part.how else "differs", part.how)


def _middle(name: Name, entry: Entry) -> Reason:
    """Her further given names against the row's middle name; an initial is enough to agree."""
    hers, theirs = normalize(name.given).split()[1:], normalize(entry.middle).split()
    if not hers or not theirs:
        return Reason("middle_name", "unknown")
    agrees = any(given_agreement(one, other) for one in hers for other in theirs)
    return Reason("middle_name", "agrees" if agrees else "differs")


def _birth(person: Person, entry: Entry) -> Reason:
    """Equal, unknown to one side, a slip of the pen (one digit, or day and month swapped), or another day."""
    hers, theirs = person.date_of_birth, entry.date_of_birth
    if hers in (None, MISSING_BIRTH) or theirs in (None, MISSING_BIRTH):
        return Reason("date_of_birth", "unknown")
    if hers == theirs:
        return Reason("date_of_birth", "agrees")
    swapped = (hers.year, hers.month, hers.day) == (theirs.year, theirs.day, theirs.month)
    wrong = sum(one != other for one, other in zip(hers.isoformat(), theirs.isoformat(), strict=True))
    return Reason("date_of_birth", "differs", "typo" if swapped or wrong == 1 else "")


def _npi(person: Person, entry: Entry) -> Reason:
    hers, theirs = known(person.npi), known(entry.npi)
    if not hers or not theirs:
        return Reason("npi", "unknown")
    return Reason("npi", "agrees" if hers == theirs else "differs")
