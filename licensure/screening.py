"""Who on a list may be her? Pure: people and entries in, candidates with reasons out. Adjudication is for two people.

The rule (domain 4.2). A name agrees up to what each of its differences costs; together they may cost 15 of 70 points.
A date of birth that is equal adds, one that differs takes so much that a name alone is dropped; an unknown one changes
nothing. An equal NPI is decisive whatever else differs. Without an NPI or a date of birth that agrees, a candidate is
never more than *possible*. The index (`list_index`) finds every entry the rule would accept, so that screening through it
and comparing with every row give the same answer.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from licensure.list_index import MISSING_BIRTH, Entry, Kin, ListIndex, Part, word
from licensure.names import LOSS_BLANK, Form, given_agreement, normalize
from licensure.npi import known

RULE = 1  # one more whenever the same person and row may come out otherwise: then nothing rests on an earlier screening
NAME_POINTS = 70
LOSS_SWAPPED = 5
LOSS_OTHER_GIVEN = 30
MIDDLE_POINTS = 3
BIRTH_AGREES, BIRTH_DIFFERS, BIRTH_CLOSE = 22, -40, -5
NPI_DIFFERS = -5
NPI_AND_NAME, NPI_ALONE, WITHOUT_NPI = 100, 95, 94


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


DEFAULT_BANDS = Bands()


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


@dataclass(frozen=True, slots=True, order=True)
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
class Reach:
    """How much a name may cost before a row is no candidate, by what the date of birth says; from the bands, never fixed."""

    unknown: int
    agrees: int
    close: int
    differs: int

    @classmethod
    def of(cls, bands: Bands) -> "Reach":
        """The most that is left below `possible`, a middle name that agrees counted in."""
        most = NAME_POINTS + MIDDLE_POINTS - bands.possible
        return cls(most, most + BIRTH_AGREES, most + BIRTH_CLOSE, most + BIRTH_DIFFERS)

    def to(self, hers: date | None, theirs: date | None) -> int:
        """What a name may cost between these two dates of birth."""
        if hers is None or theirs is None:
            return self.unknown
        if hers == theirs:
            return self.agrees
        return self.close if close(hers, theirs) else self.differs


def screen(person: Person, index: ListIndex, bands: Bands = DEFAULT_BANDS) -> tuple[Candidate, ...]:
    """Every row of the list that may be her, the likeliest first. One name more never loses a candidate.

    Entries with one key are one row under several names: it comes once, under the name that fits best.
    """
    best: dict[int, Candidate] = {}
    for place, name, parts in _pairs(person, index, Reach.of(bands)):
        candidate = judge(person, index.entries[place], name, parts, bands)
        if candidate and (place not in best or _likelier(candidate, best[place])):
            best[place] = candidate
    order = sorted(best, key=lambda place: (-best[place].score, place))
    once: dict[object, Candidate] = {}
    for place in order:
        once.setdefault(index.entries[place].key, best[place])
    return tuple(once.values())


def _likelier(one: Candidate, other: Candidate) -> bool:
    """Whether `one` is the better account of a row. Of equal ones her first name stays, and of its ways always the same."""
    if one.score != other.score:
        return one.score > other.score
    return one.name == other.name and one.reasons < other.reasons


def _pairs(person: Person, index: ListIndex, reach: Reach) -> Iterator[tuple[int, Name, tuple[Part, Part]]]:
    """Rows worth judging, each with the name and the comparison of family and given name."""
    born = None if person.date_of_birth == MISSING_BIRTH else person.date_of_birth
    same_npi = index.by_npi(person.npi)
    for name in person.names:
        for family, given, cost in ((name.family, name.given, 0), (name.given, name.family, LOSS_SWAPPED)):
            kin, firsts = index.families(family), index.given(given)
            for place, part in _reached(kin, firsts.agreeing, index, born, reach, cost):
                yield place, name, (_swapped(part, cost), compare_given(firsts.forms, index.givens(place)))
            for place in same_npi:
                part = index.family_part(kin, place)
                part = _swapped(part, cost) if part else Part(NAME_POINTS, "")
                yield place, name, (part, compare_given(firsts.forms, index.givens(place)))


def _swapped(part: Part, cost: int) -> Part:
    """What a family name costs that stood in the place of the given name."""
    return Part(part.loss + cost, "swapped") if cost else part


def _reached(kin: Kin, agreeing: frozenset[str] | None, index: ListIndex, born, reach: Reach, cost: int) -> Iterator[tuple[int, Part]]:
    """Rows that family name, given name and date of birth together leave within reach."""
    if reach.unknown - cost >= LOSS_OTHER_GIVEN:
        agreeing = None  # the bands let any given name through
    for group, part in kin.groups:
        if agreeing is not None and group.givens.isdisjoint(agreeing):
            continue
        for place in group.places(agreeing):
            if reach.to(born, index.births[place]) >= part.loss + cost:
                yield place, part
    if agreeing is not None and born and reach.agrees - cost >= LOSS_OTHER_GIVEN:
        for place in index.born_on(born):
            part = index.family_part(kin, place)
            if part and reach.agrees - part.loss - cost >= LOSS_OTHER_GIVEN:
                yield place, part


def compare_given(hers: tuple[Form, ...], theirs: tuple[Form, ...]) -> Part:
    """The cheapest way in which two given names are one; another given name costs more than a name may cost."""
    if not hers or not theirs:
        return Part(LOSS_BLANK, "blank")
    best = Part(LOSS_OTHER_GIVEN, "")
    for one in hers:
        for other in theirs:
            found = given_agreement(one.text, other.text)
            if found and one.loss + other.loss + found[0] < best.loss:
                best = Part(one.loss + other.loss + found[0], found[1] if found[0] else word(one, other))
    return best


def judge(person: Person, entry: Entry, name: Name, parts: tuple[Part, Part], bands: Bands) -> Candidate | None:
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


def _reason(identifier: str, part: Part) -> Reason:
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
    """Equal, unknown to one side, a slip of the pen, or another day."""
    hers, theirs = person.date_of_birth, entry.date_of_birth
    if hers in (None, MISSING_BIRTH) or theirs in (None, MISSING_BIRTH):
        return Reason("date_of_birth", "unknown")
    if hers == theirs:
        return Reason("date_of_birth", "agrees")
    return Reason("date_of_birth", "differs", "typo" if close(hers, theirs) else "")


def close(hers: date, theirs: date) -> bool:
    """Two days that a slip of the pen tells apart: one digit, or day and month swapped."""
    if hers.year != theirs.year and (hers.month, hers.day) != (theirs.month, theirs.day):
        return False  # most pairs end here
    swapped = (hers.year, hers.month, hers.day) == (theirs.year, theirs.day, theirs.month)
    return swapped or sum(one != other for one, other in zip(hers.isoformat(), theirs.isoformat(), strict=True)) == 1


def _npi(person: Person, entry: Entry) -> Reason:
    hers, theirs = known(person.npi), known(entry.npi)
    if not hers or not theirs:
        return Reason("npi", "unknown")
    return Reason("npi", "agrees" if hers == theirs else "differs")
