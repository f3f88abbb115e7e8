"""The ledger as the pure rules take it: its periods, what a source has posted so far, and what accounts add up to."""

from calendar import monthrange
from datetime import date

from django.db.models import Count, F, Q, Sum

from network.dates import ONE_DAY
from payments import postings
from payments.models import LedgerBalance, LedgerEntry, LedgerPeriod, LedgerPosting


def periods_of(organization) -> tuple[postings.Period, ...]:
    """Every period there is, in order."""
    rows = LedgerPeriod.objects.within(organization).order_by("first")
    return tuple(postings.Period(row.key, row.first, row.last, row.state == "closed") for row in rows)


def month_of(day: date) -> postings.Period:
    """The calendar month of a day, open."""
    return postings.Period(f"{day:%Y-%m}", day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def period_of(organization, day: date) -> postings.Period:
    """Where an event of that day goes: its month, or the first one after the last that was closed. It may not have a row yet."""
    every = periods_of(organization)
    closed = max((item.last for item in every if item.closed), default=None)
    wanted = month_of(day if closed is None or day > closed else closed + ONE_DAY)
    known = [item for item in every if item.key != wanted.key]
    return postings.period_for(max(day, wanted.first), (*known, wanted))


def times(organization, event: postings.Event, source: str) -> int:
    """How often an event befell a source so far."""
    return LedgerPosting.objects.within(organization).filter(event=str(event), source=source).count()


def posted(organization, source: str) -> dict[tuple[str, str], int]:
    """What a source has posted so far, by account and currency, in whole minor units."""
    rows = LedgerEntry.objects.within(organization).filter(posting__source=source)
    found = rows.values_list("account", "currency").order_by().annotate(total=Sum("minor"))
    return {(account, currency): total for account, currency, total in found}


def balances(organization, *, through: str = "") -> dict[tuple[str, str], int]:
    """Every account's balance by currency, through a period ("2026-11") or altogether. Reads the kept sums, never the ledger."""
    rows = LedgerBalance.objects.within(organization)
    if through:
        rows = rows.filter(period__key__lte=through)
    found = rows.values_list("account", "currency").order_by().annotate(total=Sum("minor"))
    return {(account, currency): total for account, currency, total in found}


def balance(organization, account: str, currency: str) -> int:
    """One account's balance: as many rows are read as there are periods."""
    rows = LedgerBalance.objects.within(organization).filter(account=str(account), currency=currency)
    return rows.aggregate(total=Sum("minor"))["total"] or 0


def added_again(organization) -> dict[tuple[str, str, str], int]:
    """Every period, account and currency added up from the entries themselves, nothing left out; for the doctor."""
    rows = LedgerEntry.objects.within(organization)
    found = rows.values_list("posting__period__key", "account", "currency").order_by().annotate(total=Sum("minor"))
    return {(period, account, currency): total for period, account, currency, total in found}


def kept_sums(organization) -> dict[tuple[str, str, str], int]:
    """The same as it is kept."""
    rows = LedgerBalance.objects.within(organization).values_list("period__key", "account", "currency", "minor")
    return {(period, account, currency): minor for period, account, currency, minor in rows}


def unbalanced(organization) -> list[int]:
    """Postings that do not add up to zero in each currency, or are not whole."""
    entries = LedgerEntry.objects.within(organization)
    apart = entries.values("posting", "currency").order_by().annotate(total=Sum("minor")).exclude(total=0)
    rows = LedgerPosting.objects.within(organization).alias(found=Count("entries"))
    lacking = rows.filter(~Q(found=F("width"))).values_list("pk", flat=True)
    return sorted({*apart.values_list("posting", flat=True), *lacking})
