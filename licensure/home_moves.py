"""What becomes of a Counseling Compact privilege when its holder moves her home to another state. Pure.

The six rules of the compact's data system (domain 3.2), in its order. A multistate social work license ends with the move,
without grace: nothing is stored of it, and the new home state issues a new one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from licensure.catalog import Compact, Mechanism
from licensure.holdings import RESTRICTED, Held, Status, faults_of, good_days
from network.dates import ONE_DAY, Day, Moment


class Move(StrEnum):
    """What became of it."""

    NO_LICENSE = "no_license"
    STAYS_EXPIRED = "stays_expired"
    NOT_MOVED = "not_moved"
    NOT_ELIGIBLE = "not_eligible"
    MOVED_ENCUMBERED = "moved_encumbered"
    NOW_AT_HOME = "now_at_home"
    MOVED = "moved"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Moved:
    """The privilege after the move, and which rule it followed."""

    held: Held
    how: Move


def moved(privilege: Held, new_home: Held | None, compact: Compact, *, when: Moment) -> Moved:
    """The privilege after her home moved to the state of `new_home`; None: she holds no license there."""
    inactive = replace(privilege, status=Status.INACTIVE)
    if privilege.type.mechanism is not Mechanism.PRIVILEGE:
        return Moved(inactive, Move.ENDED)
    if new_home is None:
        return Moved(inactive, Move.NO_LICENSE)
    last = good_days(privilege)[1]
    if last and when.day_in(privilege.type.zone) > last:
        return Moved(privilege, Move.STAYS_EXPIRED)
    if encumbered(privilege):
        return Moved(privilege, Move.NOT_MOVED)
    if not eligible(new_home, compact, when):
        return Moved(inactive, Move.NOT_ELIGIBLE)
    fresh = replace(privilege, home=new_home.key, last=good_days(new_home)[1])
    if privilege.place == new_home.type.jurisdiction:
        return Moved(replace(inactive, home=new_home.key), Move.NOW_AT_HOME)
    if encumbered(new_home):
        return Moved(replace(fresh, encumbered=True), Move.MOVED_ENCUMBERED)
    return Moved(fresh, Move.MOVED)


@dataclass(frozen=True, slots=True)
class HomeMove:
    """She moved her home from one state to another; `on` is the first day in the new one."""

    left: str
    reached: str
    on: date


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one compact authority by one move: up to the day before it, and from the day on (None: nothing)."""

    how: Move
    on: date
    before: Held
    after: Held | None

    @property
    def parts(self) -> tuple[Held, ...]:
        """The authority as the rules judge it on both sides of the move."""
        return (self.before,) if self.after is None else (self.before, self.after)


def fates(held: Iterable[Held], move: HomeMove, compacts: Mapping[str, Compact]) -> dict[str, Fate]:
    """By key, what becomes of every compact authority that rests on the home state she leaves; the others stay as they are."""
    mine = tuple(held)
    found = {}
    for each in mine:
        compact = compacts.get(each.type.compact)
        if compact and rests_on(each, move.left, mine, compact) and not (each.first and each.first >= move.on):
            found[each.key] = _fate(each, move, mine, compact)
    return found


def rests_on(each: Held, state: str, mine: Iterable[Held], compact: Compact) -> bool:
    """Whether an authority has its home in the state: as was said, else where a license of hers can carry it."""
    if each.type.mechanism is not Mechanism.PRIVILEGE and each.place:
        return each.place == state
    homes = _homes(state, mine, compact)
    return any(each.home in ("", home.key) for home in homes)


def _homes(state, mine, compact):
    return [one for one in mine if one.type.jurisdiction == state and one.type.key in compact.home_titles]


def _fate(each, move, mine, compact) -> Fate:
    when, eve = Day(move.on), move.on - ONE_DAY
    fresh = max(_homes(move.reached, mine, compact), key=lambda one: eligible(one, compact, when), default=None)
    result = moved(each, fresh, compact, when=when)
    if result.how in (Move.STAYS_EXPIRED, Move.NOT_MOVED):
        return Fate(result.how, move.on, each, None)
    old = next(iter(_homes(move.left, mine, compact)), None)
    home = old.key if old and each.type.mechanism is Mechanism.PRIVILEGE else each.home
    last = good_days(each)[1]
    before = replace(each, last=min(last, eve) if last else eve, home=home, moved=True)
    goes_on = result.how in (Move.MOVED, Move.MOVED_ENCUMBERED)
    return Fate(result.how, move.on, before, replace(result.held, first=move.on) if goes_on else None)


def through_moves(held: Iterable[Held], moves: Iterable[HomeMove], compacts: Mapping[str, Compact]) -> tuple[Held, ...]:
    """What she holds on both sides of every move, in their order. Only what rests on the home she leaves changes."""
    mine = tuple(held)
    for move in sorted(moves, key=lambda one: one.on):
        found = fates(mine, move, compacts)
        mine = tuple(part for each in mine for part in (found[each.key].parts if _same(each, found) else (each,)))
    return mine


def _same(each, found) -> bool:
    """A part that ended with an earlier move stays as that move left it."""
    return each.key in found and not each.moved


def encumbered(held: Held) -> bool:
    """Whether discipline lies on it."""
    return held.encumbered or held.status in RESTRICTED


def eligible(home: Held, compact: Compact, when: Moment) -> bool:
    """Whether a license can carry privileges: a title of the compact, live, in a state that issues on that day."""
    member, on = compact.member(home.type.jurisdiction), when.day_in(home.type.zone)
    issues = member is not None and member.issuing and member.operational_on is not None and member.operational_on <= on
    return issues and home.type.key in compact.home_titles and not any(faults_of(home, when))
