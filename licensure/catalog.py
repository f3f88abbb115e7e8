"""What the jurisdiction packs state, as plain frozen values: titles, registers, compacts and what a service requires.

Pure. Practice level belongs to jurisdiction *and* title, never to the letters alone: an LPC is independent in Texas and
supervised in Illinois. Every statement carries its `Fact`: without source and day it is unknown and never yields a yes.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from licensure.check_digits import is_wrong

GENERAL_KNOWLEDGE = "general knowledge"
CONFIDENCES = ("high", "medium", "low")


class Level(StrEnum):
    """How far a title lets its holder practice in its own jurisdiction."""

    INDEPENDENT = "independent"
    SUPERVISED = "supervised"
    PROVISIONAL = "provisional"
    TITLE_ONLY = "title_only"
    VOLUNTARY = "voluntary"


class RegisterKind(StrEnum):
    """Who vouches: the law, a body the law points to, or a body people join freely."""

    STATUTORY = "statutory"
    DELEGATED = "delegated"
    VOLUNTARY = "voluntary"


class Renewal(StrEnum):
    """What moves the expiry. LIFELONG never expires; WITH_HOME ends with the home license it rests on."""

    FIXED_DATE = "fixed_date"
    BIRTH_MONTH = "birth_month"
    ANNIVERSARY = "anniversary"
    ROLLING = "rolling"
    ONCE = "once"
    LIFELONG = "lifelong"
    WITH_HOME = "with_home"


SUPERVISED_LEVELS = frozenset({Level.SUPERVISED, Level.PROVISIONAL})  # practice levels at which nobody works alone


class Mechanism(StrEnum):
    """The different ways in which compacts give authority outside the home state (domain 3.2)."""

    TELE = "tele"
    TEMPORARY = "temporary"
    PRIVILEGE = "privilege"
    MULTISTATE = "multistate"


@dataclass(frozen=True, slots=True)
class Fact:
    """Where a statement comes from and when somebody last looked; `note` quotes the words that were read."""

    checked_on: date | None = None
    source: str = ""
    confidence: str = ""
    note: str = ""

    @property
    def known(self) -> bool:
        """A statement without source or day counts as not known."""
        return bool(self.checked_on and self.source)

    @property
    def unconfirmed(self) -> bool:
        """It counts, and every answer that rests on it says so."""
        return self.source == GENERAL_KNOWLEDGE or self.confidence == "low"


@dataclass(frozen=True, slots=True)
class Register:
    """A list of people that somebody keeps; `key` is "<jurisdiction>:<code>"."""

    key: str
    jurisdiction: str
    name: str
    kind: RegisterKind
    url: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Extension:
    """A board runs late: licenses that expire from `first` through `last` stay good through `until`.

    `only`: key of the one license it is about; empty, every license of the title. `ref`: the row it was entered as.
    """

    first: date
    last: date
    until: date
    announcement: str
    only: str = ""
    ref: str = ""

    def moves(self, key: str, last: date) -> bool:
        """Whether it keeps a license good that would end on `last`."""
        return self.only in ("", key) and self.first <= last <= self.last and self.until > last


@dataclass(frozen=True, slots=True)
class LicenseType:
    """A title as one jurisdiction issues it; `key` is "<jurisdiction>:<code>".

    `zone` is the board's. `reverify_months` says how long a look at the register counts for a lifelong title.
    `pattern` and `check` (a check digit by name) warn and never block. `compact` names the compact a privilege comes from.
    `fact` is what title and level rest on together, and every answer; renewal rule, pattern and channels have facts of their
    own, since a page that names one seldom names the others. `title_fact` is what the title alone rests on, where a page names
    it and says nothing of the level.
    """

    key: str
    jurisdiction: str
    zone: str
    title: str
    abbreviation: str
    language: str
    register: str
    profession: str
    level: Level
    renewal: Renewal
    fact: Fact
    renewal_months: int | None = None
    reverify_months: int | None = None
    pattern: str = ""
    check: str = ""
    channels: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    compact: str = ""
    mechanism: Mechanism | None = None
    extensions: tuple[Extension, ...] = ()
    renewal_fact: Fact = Fact()
    pattern_fact: Fact = Fact()
    channel_fact: Fact = Fact()
    title_fact: Fact = Fact()

    @property
    def titled_by(self) -> Fact:
        """What the title alone rests on: its own fact, or the one it shares with the level."""
        return self.title_fact if self.title_fact.known else self.fact

    @property
    def named(self) -> str:
        """The title in full, with its abbreviation where it has one."""
        return f"{self.title} ({self.abbreviation})" if self.abbreviation else self.title

    def looks_unusual(self, number: str) -> bool:
        """Whether a number does not look like those this board usually gives. A warning, never a refusal."""
        tidy = re.sub(r"[\s.]", "", number).upper()
        return bool(self.pattern) and re.fullmatch(self.pattern, tidy) is None or is_wrong(self.check, tidy)


@dataclass(frozen=True, slots=True)
class Member:
    """One state in one compact. *Enacted* is not *operational*: only an issuing state gives and takes privileges."""

    state: str
    fact: Fact
    enacted_on: date | None = None
    operational_on: date | None = None
    issuing: bool = False


@dataclass(frozen=True, slots=True)
class Compact:
    """An agreement between states; `home_titles` are the license types a privilege can rest on."""

    key: str
    name: str
    members: tuple[Member, ...]
    home_titles: frozenset[str]

    def member(self, state: str) -> Member | None:
        """The state's row, if it is known as a member."""
        return next((each for each in self.members if each.state == state), None)


@dataclass(frozen=True, slots=True)
class OrganizationRule:
    """What a jurisdiction asks of the organization itself: beyond so many sessions in so many months it needs a license."""

    jurisdiction: str
    exemption: str
    sessions: int
    months: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class Holds:
    """Leaf: a license of this type."""

    title: str


@dataclass(frozen=True, slots=True)
class HoldsVoluntary:
    """Leaf: an entry in any voluntary register that the organization's policy accepts."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part together (Belgium: register, visum and recognition)."""

    parts: tuple


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Any one part."""

    parts: tuple


@dataclass(frozen=True, slots=True)
class Supervised:
    """What is held counts only under supervision by somebody who holds what `by` names.

    `fact` is what that rests on; None: on the requirement's own. Two that ask the same are equal, whatever they rest on.
    """

    what: Holds | HoldsVoluntary | AllOf | AnyOf
    by: Holds | HoldsVoluntary | AllOf | AnyOf
    fact: Fact | None = field(default=None, compare=False)

    @property
    def parts(self) -> tuple:
        """What has to be held by herself."""
        return (self.what,)


def titles_in(node):
    """Every title that answers an expression when she holds it herself."""
    if isinstance(node, Holds):
        yield node.title
    for part in getattr(node, "parts", ()):
        yield from titles_in(part)


def supervised_in(node):
    """Every place of an expression that asks for a supervisor."""
    if isinstance(node, Supervised):
        yield node
    for part in getattr(node, "parts", ()):
        yield from supervised_in(part)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a service needs where the client is. `expression` None: nobody recorded it, so nothing can satisfy it.

    `statutory` False is a value of its own: no statutory license exists here.
    """

    jurisdiction: str
    service: str
    zone: str
    statutory: bool
    expression: Holds | HoldsVoluntary | AllOf | AnyOf | Supervised | None
    fact: Fact
    compacts: tuple[Compact, ...] = ()
    accepted_registers: frozenset[str] = frozenset()
    supervision: bool = False
