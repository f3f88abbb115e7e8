"""How the work of a night is cut up, so that what breaks in one place stops nothing anywhere else.

A night's function is declared for one organization and runs for each in a transaction of its own. Inside it, rows go
through `together`: all at once, and where one of them breaks, it alone is undone. Whatever broke is not done for that
day: it is told to a person and tried again.
"""

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps

from django.db import transaction
from django.db.models import Model

from network.events import name_of
from network.jobs import LeaseLost
from network.models import Organization

LOT = 200  # rows that are read and written together


@dataclass(frozen=True, slots=True)
class Fault:
    """What broke, and in which row: `about` is its reference, empty where it was all of an organization's work."""

    about: str
    error: Exception


class NightBroke(Exception):
    """A function of the night broke for some organizations; the others' work is done. `broken`: their names and faults."""

    def __init__(self, name: str, broken: dict[str, list[Fault]]):
        self.broken = broken
        said = [f"{whose}: {fault.about or 'all of it'} {told(fault.error)}" for whose, some in broken.items() for fault in some]
        super().__init__(f"{name} broke. {'; '.join(said)}")


def told(error: Exception) -> str:
    """An error for whoever runs the installation."""
    return f"{type(error).__name__}: {error}"


def each_organization(act: Callable) -> Callable:
    """Declare the night work of one organization: `act(organization, *, on, at)`, which may run twice and says how much it did.

    Called as a function of the night, `(on=, at=)`, it works for every organization and gives the sum.
    """

    @wraps(act)
    def everywhere(*, on, at) -> int:
        return sum(act(organization, on=on, at=at) for organization in Organization.objects.order_by("pk"))

    everywhere.of_one = act
    return everywhere


_faults: ContextVar[list[Fault] | None] = ContextVar("night_faults", default=None)


@contextmanager
def collecting():
    """Within it a row that breaks is noted in the list this gives, and the rows beside it go on."""
    found: list[Fault] = []
    token = _faults.set(found)
    try:
        yield found
    finally:
        _faults.reset(token)


def numbered(row) -> str:
    """What a row is told by that has no reference: its kind and its number, nothing it says."""
    return name_of(row) if isinstance(row, Model) else str(row)


def together(rows: Sequence, act: Callable, *, about: Callable = numbered) -> tuple[int, list]:
    """`act(some rows)` with all of them; where that breaks, with halves, until the row that breaks stands alone and is undone.

    Gives the sum of what `act` said, and the rows that broke. `about(row)` is the reference they are told by. `act` may
    meet a row again that it had before, as it was read: it reads anew what it changes. Outside a night nothing is caught.
    """
    rows = list(rows)
    if not rows:
        return 0, []
    if _faults.get() is None:
        return act(rows), []
    return _halves(rows, act, about)


def one_by_one(rows: Sequence, act: Callable, *, about: Callable = numbered) -> int:
    """As `together`, for an `act(row)` that takes one and says how much it did: the sum."""
    return together(rows, lambda some: sum(act(row) for row in some), about=about)[0]


def in_lots(rows: Sequence, act: Callable, *, about: Callable = numbered) -> int:
    """As `together`, some hundred rows at once: the sum."""
    rows = list(rows)
    return sum(together(rows[start : start + LOT], act, about=about)[0] for start in range(0, len(rows), LOT))


def _halves(rows, act, about) -> tuple[int, list]:
    try:
        with transaction.atomic():
            return act(rows), []
    except LeaseLost:
        raise
    except Exception as error:
        if len(rows) == 1:
            _faults.get().append(Fault(about(rows[0]), error))
            return 0, rows
    middle = len(rows) // 2
    first, second = _halves(rows[:middle], act, about), _halves(rows[middle:], act, about)
    return first[0] + second[0], first[1] + second[1]
