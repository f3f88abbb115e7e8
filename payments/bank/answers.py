"""What a file of the bank says, or why it is not taken: all or nothing, each fault with its line. Pure."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from network.money import Money


class Kind(StrEnum):
    """What became of one payment."""

    PENDING = "pending"  # taken, not yet booked
    PAID = "paid"
    REJECTED = "rejected"  # never left
    RETURNED = "returned"  # left and came back
    CHANGED = "changed"  # paid, and the bank tells a number to use from now on
    DISHONORED = "dishonored"  # our bank refused a return: the payment stands
    CONTESTED = "contested"  # the other bank insists on its return: the money is back with us


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the bank says of one payment: by our own id, with its reason code, where in the file it says so."""

    kind: Kind
    payment: str
    line: int
    reason: str = ""
    amount: Money | None = None
    day: date | None = None  # when the bank booked it, where the file says so
    corrected: str = ""  # a changed account or routing number, as the bank wrote it; masked wherever it is shown


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file is not taken: a code, the line it was found on (0: the file as a whole) and what its sentence needs."""

    code: str
    line: int
    facts: tuple[tuple[str, str], ...] = ()


def said_day(text: str) -> date | None:
    """The day at the beginning of a bank's date or instant; None where it gives none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def fault(code: str, line: int, **facts: object) -> Fault:
    """A fault with its facts in a fixed order, as text."""
    return Fault(code, line, tuple(sorted((name, str(value)) for name, value in facts.items())))


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcomes of a file in its order, or its faults in order of lines: never both.

    `file` is the bank's own name for the file, by which one that was taken before is known again.
    """

    file: str
    outcomes: tuple[Outcome, ...] = ()
    faults: tuple[Fault, ...] = ()
    others: int = 0  # entries of the file that are no payments of ours


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of ours: its message id, its payments by id, and the day it was fixed: nothing of it was booked before.

    `rejected` are those that never left, as the bank said already: a sum it books for the file is of the others.
    """

    message: str
    payments: dict[str, Money] = field(default_factory=dict)
    day: date | None = None
    rejected: frozenset[str] = frozenset()


def answer(file: str, outcomes: list[Outcome], faults: list[Fault], others: int = 0) -> Answer:
    """All or nothing: with one fault there are no outcomes."""
    if faults:
        return Answer(file, faults=tuple(sorted(faults, key=lambda item: (item.line, item.code))))
    return Answer(file, tuple(outcomes), others=others)
