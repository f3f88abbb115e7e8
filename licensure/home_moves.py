"""What becomes of a Counseling Compact privilege when its holder moves her home to another state. Pure.

The six rules of the compact's data system (domain 3.2), in its order. A multistate social work license ends with the move,
without grace: nothing is stored of it, and the new home state issues a new one.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from licensure.catalog import Compact, Mechanism
from licensure.holdings import RESTRICTED, Held, Status, faults_of, good_days
from network.dates import Moment


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


def encumbered(held: Held) -> bool:
    """Whether discipline lies on it."""
    return held.encumbered or held.status in RESTRICTED


def eligible(home: Held, compact: Compact, when: Moment) -> bool:
    """Whether a license can carry privileges: a title of the compact, live, in a state that issues on that day."""
    member, on = compact.member(home.type.jurisdiction), when.day_in(home.type.zone)
    issues = member is not None and member.issuing and member.operational_on is not None and member.operational_on <= on
    return issues and home.type.key in compact.home_titles and not any(faults_of(home, when))
