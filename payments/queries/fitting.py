"""Whether a line may leave to the bank now, and onto which account: everything asked anew at lock and at release (safety I9)."""

from dataclasses import dataclass

from network.standing import Clearance
from payments import releasing
from payments.facts.lines import may_be_paid
from payments.facts.paying import Asked, meanwhile
from payments.models import BankAccount, InvoiceLine, Payee
from payments.parameters import value
from payments.queries.stops import stops_of


@dataclass(frozen=True, slots=True)
class Fit:
    """One line: the account it is paid on, or the codes of what stops it. `stops` are of the line, `missing` of its payee."""

    line: InvoiceLine
    account: BankAccount | None
    stops: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def why(self) -> list[str]:
        """Every code, those of the line first."""
        return [*self.stops, *self.missing]


def fit(line: InvoiceLine, asked: Asked) -> Fit:
    """Judge one line at that instant: its stops by the rules of claims, then its payee by the rules of release."""
    stops = tuple(stop.key for stop in stops_of(line, on=asked.on))
    payee, accounts = asked.payee(line.payee)
    found = releasing.release(
        payee, may_be_paid(line, asked.at), at=asked.at, on=asked.on, meanwhile=meanwhile(asked.organization, asked.on),
        fresh_days=value(asked.organization, "payments.screening_days", on=asked.on),
    )
    account = accounts[found.account] if found.account and not stops else None
    return Fit(line, account, stops, tuple(str(item) for item in found.missing))


def missing_of(row: Payee, *, at) -> tuple[releasing.Missing, ...]:
    """What keeps a payee from being paid at an instant, holds on its therapists left aside: each line asks of those."""
    asked = Asked(row.organization, at)
    payee, _accounts = asked.payee(row)
    days = value(row.organization, "payments.screening_days", on=asked.on)
    rule = meanwhile(row.organization, asked.on)
    return releasing.release(payee, Clearance(True), at=at, on=asked.on, meanwhile=rule, fresh_days=days).missing
