"""A year's payments by payee, as the ledger says: what left the bank for a payee, by the day it was booked, less what came back."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from network.money import Money
from payments.models import LedgerEntry, Payee
from payments.postings import Account
from payments.tax_forms import SERVICES, Reported, reported


@dataclass(frozen=True, slots=True)
class YearTotal:
    """What was paid in a year to whoever has a tax number, under all of its payees, and whether it is reported."""

    payees: tuple[Payee, ...]
    total: Money
    reported: Reported

    @property
    def tax_id(self) -> str:
        """Opened now: who shows it whole records that (`payments.workflow.payees.tax_numbers`)."""
        return self.payees[0].tax_id


@dataclass(frozen=True, slots=True)
class Payment:
    """One movement of the bank for a payee: below nothing when it came back."""

    day: date
    event: str
    source: str
    amount: Money


def totals(organization, year: int, reports: int = SERVICES) -> tuple[YearTotal, ...]:
    """Every payee number with payments in the year, the largest first. A payee without a number stands for itself.

    `reports` is as what they are reported (`payments.reported_as`).
    """
    sums = _bank(organization, year).values_list("posting__payee", "currency").order_by().annotate(total=Sum("minor"))
    payees = Payee.objects.within(organization).in_bulk()
    found: dict[tuple[str, str], list] = {}
    for key, currency, minor in sums:
        payee = payees[key]
        found.setdefault((payee.tax_mark or f"payee:{payee.pk}", currency), []).append((payee, -minor))
    rows = [_total(organization, year, reports, currency, members) for (_, currency), members in found.items()]
    return tuple(sorted(rows, key=lambda row: (-row.total.minor, row.payees[0].name)))


def _total(organization, year, reports, currency, members) -> YearTotal:
    total = Money(sum(minor for _, minor in members), currency)
    payees = tuple(sorted((payee for payee, _ in members), key=lambda payee: (payee.name, payee.pk)))
    return YearTotal(payees, total, reported(organization.country, payees[0].tax_class, year, total, reports))


def payments_of(payees, organization, year: int) -> tuple[Payment, ...]:
    """Every payment to these payees in the year, in order."""
    rows = _bank(organization, year).filter(posting__payee__in=payees).order_by("posting__day", "pk").select_related("posting")
    return tuple(Payment(row.posting.day, row.posting.event, row.posting.source, Money(-row.minor, row.currency)) for row in rows)


def _bank(organization, year):
    rows = LedgerEntry.objects.within(organization).filter(account=str(Account.BANK), posting__payee__isnull=False)
    return rows.filter(posting__day__gte=date(year, 1, 1), posting__day__lte=date(year, 12, 31))
