"""How much is known about each state, profession and field: how sure, how old, and from where. Pure.

*Sourced* is the board's or the law's own page with the words quoted. A statement without source and day is unknown and
counts as uncovered; one from general knowledge counts, and whatever rests on it says unconfirmed (issue "Evidence", 1).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licensure.catalog import Fact, Level, supervised_in, titles_in
from licensure.expressions import in_letters, lets_voluntary_in
from licensure.packs import Packs

FIELDS = ("title", "level", "renewal", "pattern", "register", "zone", "channel", "requirement")
EVERY_STATE = ("counselor", "social_worker", "marriage_family_therapist", "psychologist")
QUOTED = re.compile(r"['\"“‘].{7,}['\"”’]", re.DOTALL)
UNKNOWN = Fact()


class Sure(StrEnum):
    """How sure a statement is, the surest first."""

    SOURCED = "sourced"
    READ = "read"
    GENERAL = "general"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that is said: about which row (`subject`), what, and what it rests on. An empty `value` says nothing.

    Of a title also from when to when it is issued, and by what it was replaced (a title in words).
    """

    subject: str
    value: str
    fact: Fact
    first: date | None = None
    last: date | None = None
    successor: str = ""

    @property
    def sure(self) -> Sure:
        """How sure it is; nothing said is unknown."""
        return sureness(self.fact) if self.value else Sure.UNKNOWN


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one field for one profession in one state; as sure and as old as its weakest statement."""

    state: str
    profession: str
    field: str
    statements: tuple[Statement, ...]

    @property
    def sure(self) -> Sure:
        """The least sure of its statements."""
        order = list(Sure)
        return max((each.sure for each in self.statements), key=order.index, default=Sure.UNKNOWN)

    @property
    def covered(self) -> bool:
        """Whether every statement has a source and a day."""
        return self.sure is not Sure.UNKNOWN

    @property
    def checked_on(self) -> date | None:
        """The day of the oldest look among what is known."""
        days = [each.fact.checked_on for each in self.statements if each.sure is not Sure.UNKNOWN]
        return min(days, default=None)

    @property
    def sources(self) -> tuple[str, ...]:
        """What it rests on, each once."""
        return tuple(dict.fromkeys(each.fact.source for each in self.statements if each.sure is not Sure.UNKNOWN))


def sureness(fact: Fact) -> Sure:
    """How sure one fact is: sourced needs the board's or the law's own page and the words it quotes."""
    if not fact.known:
        return Sure.UNKNOWN
    if fact.unconfirmed:
        return Sure.GENERAL
    return Sure.SOURCED if fact.confidence == "high" and QUOTED.search(fact.note) else Sure.READ


def coverage(found: Packs, states=()) -> tuple[Cell, ...]:
    """Every state (or those asked for) × its professions × every field, in that order.

    A US state has the four professions even where its pack names no title of theirs: the cells are then unknown.
    """
    cells = []
    for state in sorted(states or found.places):
        own = _titles(found, state)
        professions = {kind.profession for kind in own} | (set(EVERY_STATE) if found.place(state).parent == "US" else set())
        for profession in sorted(professions):
            kinds = [kind for kind in own if kind.profession == profession]
            cells += [Cell(state, profession, field, _statements(found, state, kinds, field)) for field in FIELDS]
    return tuple(cells)


def _titles(found, state) -> list:
    """The titles a place issues, and those of another that its own services ask for (England asks for the United Kingdom's)."""
    asked = {title for (place, _service), need in found.requirements.items() if place == state for title in titles_in(need.expression)}
    return [kind for kind in found.types.values() if kind.jurisdiction == state or kind.key in asked]


def _statements(found, state, kinds, field) -> tuple[Statement, ...]:
    place = found.place(state)
    if field == "zone":
        return (Statement(state, place.zone, place.fact),)
    if field == "requirement":
        return tuple(_requirements(found, state, kinds))
    if field == "register":
        return tuple(_register(found, key) for key in dict.fromkeys(kind.register for kind in kinds))
    if field == "title":
        return tuple(_title(kind, found) for kind in kinds)
    return tuple(_SAID[field](kind) for kind in kinds)


def _title(kind, found):
    successor = found.types.get(kind.successor)
    return Statement(kind.key, kind.named, kind.titled_by, kind.valid_from, kind.valid_to, successor.named if successor else "")


def _renewal(kind):
    said = f"{kind.renewal} {kind.renewal_months}" if kind.renewal_months else str(kind.renewal)
    return Statement(kind.key, said, kind.renewal_fact)


_SAID = {
    "level": lambda kind: Statement(kind.key, str(kind.level), kind.fact),
    "renewal": _renewal,
    "pattern": lambda kind: Statement(kind.key, kind.pattern, kind.pattern_fact),
    "channel": lambda kind: Statement(kind.key, " ".join(kind.channels), kind.channel_fact),
}


def _register(found, key):
    register = found.registers.get(key)
    return Statement(key, register.name if register else "", register.fact if register else UNKNOWN)


def _requirements(found, state, kinds):
    """What each service needs, where a title of the profession answers it; one unknown where none does."""
    titles, voluntary = {kind.key for kind in kinds}, any(kind.level is Level.VOLUNTARY for kind in kinds)
    said = False
    for (place, service), need in found.requirements.items():
        if place != state or need.expression is None:
            continue
        if titles & set(titles_in(need.expression)) or voluntary and lets_voluntary_in(need.expression):
            said = True
            yield Statement(f"{place}:{service}", in_letters(need.expression), need.fact)
            for node in supervised_in(need.expression):
                if node.fact is not None and titles & set(titles_in(node)):
                    yield Statement(f"{place}:{service}", in_letters(node), node.fact)
    if not said:
        yield Statement(state, "", UNKNOWN)
