"""Double entry in whole minor units: what each event of a line, a payment and a recovery posts. Pure.

A posting balances to zero in every currency it touches, or it cannot be built. Debits are positive. Postings are only ever
added; what was wrong is posted the other way around. Payable is always what is approved and unpaid (safety I8).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from network.money import Money


class Account(StrEnum):
    """The ledger's own accounts; an export maps them to those of the organization's bookkeeping."""

    CARE = "care"  # the cost of sessions
    VAT = "vat"  # tax on it, to be reclaimed or borne as the mapping says
    ACCRUED = "accrued"  # sessions logged and not yet approved
    PAYABLE = "payable"  # approved and unpaid
    IN_TRANSIT = "in_transit"  # handed to the bank and not yet seen on a statement
    BANK = "bank"
    RECOVERABLE = "recoverable"  # paid and no longer due
    WRITTEN_OFF = "written_off"


class Event(StrEnum):
    """What happened."""

    ACCRUED = "accrued"
    ACCRUAL_REVERSED = "accrual_reversed"
    APPROVED = "approved"
    APPROVAL_VOIDED = "approval_voided"
    SENT = "sent"
    SETTLED = "settled"
    RETURNED = "returned"
    RECOVERY_OPENED = "recovery_opened"
    RECOVERY_CLOSED = "recovery_closed"
    OFFSET = "offset"
    OFFSET_GIVEN_BACK = "offset_given_back"
    REPAID = "repaid"
    WRITTEN_OFF = "written_off"
    WRITE_OFF_REVERSED = "write_off_reversed"


class Unbalanced(ValueError):
    """The entries of a posting do not add up to zero in each currency."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One side: debit when positive, credit when negative."""

    account: Account
    amount: Money


@dataclass(frozen=True, slots=True)
class Posting:
    """Entries of one event on one day. `source` names what it traces to: a line, a payment, a recovery."""

    event: Event
    day: date
    source: str
    entries: tuple[Entry, ...]

    def __post_init__(self):
        """Refuse what does not balance, has an empty entry, or says nothing: one entry alone never balances. Raises Unbalanced."""
        if not self.entries or any(not entry.amount for entry in self.entries):
            raise Unbalanced("A posting has entries, none of them of nothing.")
        if left := {currency: minor for currency, minor in totals(self.entries).items() if minor}:
            raise Unbalanced(f"The entries of {self.source} leave {left}.")


def totals(entries: Iterable[Entry]) -> dict[str, int]:
    """What entries add up to, by currency."""
    found: dict[str, int] = {}
    for entry in entries:
        found[entry.amount.currency] = found.get(entry.amount.currency, 0) + entry.amount.minor
    return found


def balances(postings: Iterable[Posting]) -> dict[tuple[Account, str], int]:
    """The balance of each account in each currency it was ever used in."""
    found: dict[tuple[Account, str], int] = {}
    for entry in (entry for posting in postings for entry in posting.entries):
        key = entry.account, entry.amount.currency
        found[key] = found.get(key, 0) + entry.amount.minor
    return found


def _moved(event: Event, day: date, source: str, amount: Money, debit: Account, credit: Account) -> Posting:
    """One amount from one account to another. Raises ValueError for nothing or less: the other direction has its own event."""
    if amount.minor <= 0:
        raise ValueError(f"{event} needs an amount above nothing, not {amount}.")
    return Posting(event, day, source, (Entry(debit, amount), Entry(credit, -amount)))


# what moves one amount from one account to another: event → (debit, credit)
MOVES: dict[Event, tuple[Account, Account]] = {
    Event.ACCRUED: (Account.CARE, Account.ACCRUED),
    Event.ACCRUAL_REVERSED: (Account.ACCRUED, Account.CARE),
    Event.SENT: (Account.PAYABLE, Account.IN_TRANSIT),
    Event.SETTLED: (Account.IN_TRANSIT, Account.BANK),
    Event.OFFSET: (Account.PAYABLE, Account.RECOVERABLE),
    Event.OFFSET_GIVEN_BACK: (Account.RECOVERABLE, Account.PAYABLE),
    Event.REPAID: (Account.BANK, Account.RECOVERABLE),
    Event.WRITTEN_OFF: (Account.WRITTEN_OFF, Account.RECOVERABLE),
    Event.WRITE_OFF_REVERSED: (Account.RECOVERABLE, Account.WRITTEN_OFF),
}


def moved(event: Event, day: date, source: str, amount: Money) -> Posting:
    """The posting of an event that moves one amount. Raises KeyError for one that does more, ValueError for no amount."""
    debit, credit = MOVES[event]
    return _moved(event, day, source, amount, debit, credit)


def approved(day: date, source: str, net: Money, tax: Money, accrued: Money | None = None) -> Posting | None:
    """A line is due: its accrual goes, the difference to what is due becomes cost. None for a line of nothing.

    A credit line has amounts below nothing and posts the other way around. Raises OtherCurrency.
    """
    accrual = accrued or Money(0, net.currency)
    entries = (Account.ACCRUED, accrual), (Account.CARE, net - accrual), (Account.VAT, tax), (Account.PAYABLE, -(net + tax))
    return _posting(Event.APPROVED, day, source, entries)


def approval_voided(day: date, source: str, net: Money, tax: Money) -> Posting | None:
    """An approval fell away before it was paid: what was due is only accrued again, the tax with its line."""
    entries = (Account.PAYABLE, net + tax), (Account.VAT, -tax), (Account.ACCRUED, -net)
    return _posting(Event.APPROVAL_VOIDED, day, source, entries)


def returned(day: date, source: str, amount: Money, *, settled: bool) -> Posting:
    """The bank sent a payment back: it is due again. `settled` when a statement had shown it, else it was still under way."""
    return _moved(Event.RETURNED, day, source, amount, Account.BANK if settled else Account.IN_TRANSIT, Account.PAYABLE)


def recovery_opened(day: date, source: str, net: Money, tax: Money) -> Posting | None:
    """A paid line is no longer due: its cost and tax go, the payee owes them."""
    entries = (Account.RECOVERABLE, net + tax), (Account.CARE, -net), (Account.VAT, -tax)
    return _posting(Event.RECOVERY_OPENED, day, source, entries)


def recovery_closed(
    day: date, source: str, net: Money, tax: Money, *, came_back: Money, written_off: Money
) -> tuple[Posting, ...]:
    """The line is due after all: what came back is payable again, a write-off is undone, cost and tax return.

    Afterwards nothing of this recovery is left in the account of what is to be recovered.
    """
    entries = (Account.CARE, net), (Account.VAT, tax), (Account.RECOVERABLE, -(net + tax))
    closed = _posting(Event.RECOVERY_CLOSED, day, source, entries)
    undone = _undone(day, source, came_back, written_off)
    return (*undone, closed) if closed else undone


def excess_opened(day: date, source: str, amount: Money) -> Posting:
    """More was paid than was due: it lowers nothing that is payable, the payee owes it. Raises ValueError for no amount."""
    return _moved(Event.RECOVERY_OPENED, day, source, amount, Account.RECOVERABLE, Account.PAYABLE)


def excess_closed(day: date, source: str, amount: Money, *, came_back: Money, written_off: Money) -> tuple[Posting, ...]:
    """It was not too much after all: what came back is payable again and a write-off is undone, as when a recovery closes."""
    closed = _moved(Event.RECOVERY_CLOSED, day, source, amount, Account.PAYABLE, Account.RECOVERABLE)
    return (*_undone(day, source, came_back, written_off), closed)


def _undone(day: date, source: str, came_back: Money, written_off: Money) -> tuple[Posting, ...]:
    events = (Event.OFFSET_GIVEN_BACK, came_back), (Event.WRITE_OFF_REVERSED, written_off)
    return tuple(moved(event, day, source, amount) for event, amount in events if amount)


def _posting(event: Event, day: date, source: str, entries: tuple[tuple[Account, Money], ...]) -> Posting | None:
    kept = tuple(Entry(account, amount) for account, amount in entries if amount)
    return Posting(event, day, source, kept) if kept else None


@dataclass(frozen=True, slots=True)
class Accrual:
    """A session that was delivered, is not yet invoiced, and what it is expected to cost."""

    session: str
    day: date
    amount: Money


def accruals(delivered: Iterable[Accrual], accrued: frozenset[str], through: date) -> tuple[Posting, ...]:
    """The postings that are missing for sessions through a day: each session accrues once, on its own day, in order."""
    missing = [item for item in delivered if item.day <= through and item.session not in accrued and item.amount.minor > 0]
    ordered = sorted({item.session: item for item in missing}.values(), key=lambda item: (item.day, item.session))
    return tuple(moved(Event.ACCRUED, item.day, item.session, item.amount) for item in ordered)


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the ledger from `first` through `last`, both included."""

    key: str
    first: date
    last: date
    closed: bool = False


def period_for(day: date, periods: Iterable[Period]) -> Period | None:
    """The open period an event of that day is posted to: its own, or the first open one after it. None when there is none.

    A closed period never changes: what comes late goes to the open one and keeps its own day.
    """
    open_ones = [item for item in periods if not item.closed and item.last >= day]
    return min(open_ones, key=lambda item: item.first, default=None)


def posted_on(day: date, period: Period) -> date:
    """The day the ledger shows: the event's own, or the first of the period a late one is posted to."""
    return max(day, period.first)
