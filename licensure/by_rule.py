"""The documented rule by which an obtained answer becomes verified without a person, where an organization switched that on.

Pure: both sides in, a ruling out. It says yes only when nothing is left to judge, and otherwise names everything that stops it.
Verification by a rule does not conform to NCQA's standard, which asks that a named person reviews what software fetched; that is
why it is off until a policy that two people settled switches it on. What the rule means never changes under its number and version.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from licensure.comparing import Stated, compare

RULE, VERSION = 1, 1
ELEMENTS = ("license",)  # what rule 1 speaks of
FRESH_DAYS = 30  # the source's own day lies at most so many days back when the answer is kept; the last one still counts
ACTIVE, UNSAID = "active", "unknown"  # the one status that passes; the status of a word nobody mapped
NEEDED = ("names", "number", "titles")  # what both sides must state: whose license, and which


@dataclass(frozen=True, slots=True)
class Obtained:
    """A source's kept answer. `stated` is what it says of whom; `entries` is how many registrations answered.

    `allowed`: the source is one the element allows. `fetched`: software asked the register itself, no colleague brought a file.
    `shows_discipline`: the source shows discipline where there is any; one that never does says nothing by showing none.
    `status` is one of `holdings.Status`, or empty or "unknown" when its word is not known. `against`: anything shown against her,
    running or ended, such as a measure, a limitation, discipline or an encumbrance.
    """

    stated: Stated
    allowed: bool
    fetched: bool
    shows_discipline: bool
    entries: int
    as_of: date | None
    status: str = ""
    against: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rule says: yes, or the codes of everything that stops it (`words_rule` has the sentences)."""

    stops: tuple[str, ...]
    rule: int = RULE
    version: int = VERSION

    @property
    def yes(self) -> bool:
        """Whether the answer is verified by the rule."""
        return not self.stops

    @property
    def off(self) -> bool:
        """Whether the rule has nothing to say here, since nobody switched it on."""
        return "switched_off" in self.stops


def rule_verifies(attested: Stated, obtained: Obtained, *, on: date, switched_on: bool, taken_back: bool = False) -> Ruling:
    """Rule 1, version 1, on the organization's day `on`. `taken_back`: a person undid what the rule said of this item before."""
    stops = [] if switched_on else ["switched_off"]
    stops += ["taken_back"] if taken_back else []
    stops += _of_the_source(obtained, on)
    if obtained.entries == 1:
        stops += [*_of_the_answer(attested, obtained.stated, on), *_of_standing(obtained)]
    else:
        stops.append("several" if obtained.entries else "nobody")
    return Ruling(tuple(stops))


def _of_the_source(obtained: Obtained, on: date) -> Iterator[str]:
    if not obtained.allowed:
        yield "source"
    if not obtained.fetched:
        yield "not_fetched"
    if not obtained.shows_discipline:
        yield "silent"
    if obtained.as_of is None or not 0 <= (on - obtained.as_of).days <= FRESH_DAYS:
        yield "stale"


def _of_the_answer(hers: Stated, theirs: Stated, on: date) -> Iterator[str]:
    for name in NEEDED:
        if not (getattr(hers, name) and getattr(theirs, name)):
            yield f"unsaid_{name}"
    if hers.last and theirs.last is None:
        yield "unsaid_last"
    for difference in compare(hers, theirs):
        yield f"differs_{difference.field}"
    if theirs.last and theirs.last < on:
        yield "ended"


def _of_standing(obtained: Obtained) -> Iterator[str]:
    if obtained.status in ("", UNSAID):
        yield "unknown_status"
    elif obtained.status != ACTIVE:
        yield "not_active"
    if obtained.against:
        yield "against"
