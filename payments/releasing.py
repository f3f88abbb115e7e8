"""Whether money may leave to a payee now: asked when a batch is locked and again when it is released. Pure.

This is about the payee on the day money leaves, whatever the date of service: a missing tax form, an account nobody confirmed,
a list match. Whether the sessions count is asked beside it, line by line (architecture section 6, safety I9).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from network.standing import Clearance


class Missing(StrEnum):
    """Why a payee is not paid now; none of them is waived."""

    TAX_FORM = "tax_form"
    ACCOUNT = "account"  # none, or one nobody confirmed
    ACCOUNT_UNCHECKED = "account_unchecked"  # confirmed by who asked for it, or without a call back
    ACCOUNT_WAITS = "account_waits"
    LIST_MATCH = "list_match"
    SCREENING_STALE = "screening_stale"
    HELD = "held"


class Meanwhile(StrEnum):
    """Where payments go while a changed account waits: the organization's stated rule."""

    HOLD = "hold"
    OLD_ACCOUNT = "old_account"


@dataclass(frozen=True, slots=True)
class Account:
    """A payee's bank account: who asked for it, who confirmed it, and until when it waits (aware instants)."""

    key: str
    requested_by: str
    confirmed_by: str | None
    called_back: bool
    usable_from: datetime

    def faults(self, at: datetime) -> tuple[Missing, ...]:
        """Why it cannot be paid to at that instant."""
        found = []
        if self.confirmed_by is None:
            found.append(Missing.ACCOUNT)
        elif self.confirmed_by == self.requested_by or not self.called_back:
            found.append(Missing.ACCOUNT_UNCHECKED)
        if at < self.usable_from:
            found.append(Missing.ACCOUNT_WAITS)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Payee:
    """What is known of a payee now. `accounts` from the oldest to the newest; the newest is the one asked for last.

    `screened_through` is the day of the last list version that was searched for it; None was never searched.
    """

    tax_form: bool
    accounts: tuple[Account, ...]
    screened_through: date | None
    open_match: bool


@dataclass(frozen=True, slots=True)
class Release:
    """The account to pay to, or everything that is missing."""

    account: str | None
    missing: tuple[Missing, ...] = ()


def release(
    payee: Payee, clearance: Clearance, *, at: datetime, on: date, fresh_days: int, meanwhile: Meanwhile = Meanwhile.HOLD
) -> Release:
    """Whether and where the payee is paid at an instant, which is the day `on` in the organization's zone.

    `clearance` is the answer of `network.standing.clear` for RELEASE. A screening counts through `fresh_days` days after its day.
    """
    account, faults = _account(payee.accounts, at, meanwhile)
    missing = [
        *([] if payee.tax_form else [Missing.TAX_FORM]),
        *faults,
        *([Missing.LIST_MATCH] if payee.open_match else []),
        *([] if _fresh(payee.screened_through, on, fresh_days) else [Missing.SCREENING_STALE]),
        *([] if clearance.ok else [Missing.HELD]),
    ]
    return Release(None, tuple(missing)) if missing else Release(account)


def _fresh(screened: date | None, on: date, days: int) -> bool:
    return screened is not None and on <= screened + timedelta(days=days)


def _account(accounts: tuple[Account, ...], at: datetime, meanwhile: Meanwhile) -> tuple[str | None, tuple[Missing, ...]]:
    """The newest account where it may be used; while it may not, the one before it where the organization says so."""
    if not accounts:
        return None, (Missing.ACCOUNT,)
    newest, faults = accounts[-1], accounts[-1].faults(at)
    if not faults:
        return newest.key, ()
    usable = [item.key for item in accounts[:-1] if not item.faults(at)]
    if meanwhile is Meanwhile.OLD_ACCOUNT and usable:
        return usable[-1], ()
    return None, faults
