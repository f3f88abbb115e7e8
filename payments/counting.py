"""The units of an authorization: a counter that cannot be spent twice and never goes below zero. Pure.

A session spends units of the *client*; what the *therapist* is paid for it is another thing. A no-show may cost the
client one unit and pay the therapist nothing, or the other way around: the organization's policy says both. [S27]
"""

from dataclasses import dataclass
from enum import StrEnum

from payments.rates import WHOLE


class Attendance(StrEnum):
    """What became of a planned session."""

    ATTENDED = "attended"
    LATE_CANCELLATION = "late_cancellation"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True)
class Share:
    """What one kind of attendance does: does it use the client's units, what is paid (basis points), how often at most.

    `most` counts per authorization: "one no-show is paid" is most=1. None has no limit.
    """

    uses_units: bool
    paid: int
    most: int | None = None

    def __post_init__(self):
        """Refuse a share below nothing or above the whole."""
        if not 0 <= self.paid <= WHOLE:
            raise ValueError(f"{self.paid} basis points are no share.")
        if self.most is not None and self.most < 0:
            raise ValueError("Fewer than none cannot be paid.")

    def paid_after(self, earlier: int) -> int:
        """Basis points paid when `earlier` others of this kind were paid for before it on the same authorization."""
        return 0 if self.most is not None and earlier >= self.most else self.paid


@dataclass(frozen=True, slots=True)
class AttendancePolicy:
    """The organization's rule. The defaults are the usual one: attended counts and pays, nothing else does. [S27]"""

    attended: Share = Share(True, WHOLE)
    late_cancellation: Share = Share(False, 0)
    no_show: Share = Share(False, 0)

    def of(self, attendance: Attendance) -> Share:
        """What that kind does."""
        return {
            Attendance.ATTENDED: self.attended,
            Attendance.LATE_CANCELLATION: self.late_cancellation,
            Attendance.NO_SHOW: self.no_show,
        }[attendance]

    def units(self, attendance: Attendance, units: int) -> int:
        """The client's units a delivered or missed session uses."""
        return units if self.of(attendance).uses_units else 0


class SpendFault(StrEnum):
    """Why units cannot be taken."""

    NOTHING = "nothing"  # fewer than one unit
    OVER = "over"  # more than is left
    KEY_REUSED = "key_reused"  # the same session with another number of units


@dataclass(frozen=True, slots=True)
class Counter:
    """`authorized` units and what was spent of them, by the key of each session."""

    authorized: int
    spent: tuple[tuple[str, int], ...] = ()

    def __post_init__(self):
        """Refuse a counter that was overdrawn or holds a key twice: no such state may be built."""
        keys = [key for key, _ in self.spent]
        if self.authorized < 0 or any(units < 1 for _, units in self.spent) or len(set(keys)) < len(keys):
            raise ValueError("A counter holds each session once, with at least one unit.")
        if self.used > self.authorized:
            raise ValueError(f"{self.used} units are spent of {self.authorized}.")

    @property
    def used(self) -> int:
        """Units spent."""
        return sum(units for _, units in self.spent)

    @property
    def left(self) -> int:
        """Units still to be spent."""
        return self.authorized - self.used

    @property
    def warns(self) -> bool:
        """Whether exactly one is left: the moment to ask for more, one before it stops."""
        return self.left == 1


@dataclass(frozen=True, slots=True)
class Spending:
    """The counter afterwards, unchanged where `fault` says why nothing was taken."""

    counter: Counter
    fault: SpendFault | None = None


def spend(counter: Counter, key: str, units: int) -> Spending:
    """Take units for a session. The same session again takes nothing more; with other units it is refused (I17)."""
    before = dict(counter.spent).get(key)
    if before is not None:
        return Spending(counter, None if before == units else SpendFault.KEY_REUSED)
    if units < 1:
        return Spending(counter, SpendFault.NOTHING)
    if units > counter.left:
        return Spending(counter, SpendFault.OVER)
    return Spending(Counter(counter.authorized, (*counter.spent, (key, units))))


def give_back(counter: Counter, key: str) -> Counter:
    """The counter without that session: withdrawn, declined for good, or it never took place. Nothing when unknown."""
    return Counter(counter.authorized, tuple(item for item in counter.spent if item[0] != key))


def extend(counter: Counter, units: int) -> Counter:
    """The counter with more units authorized. Raises ValueError for fewer than one."""
    if units < 1:
        raise ValueError("An extension is at least one unit.")
    return Counter(counter.authorized + units, counter.spent)
