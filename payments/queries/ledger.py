"""The ledger as its pages show it: balances of a period, postings newest first, and the rows of its export."""

from dataclasses import dataclass

from payments.facts import ledger
from payments.models import (
    AccountMapping,
    Instruction,
    InvoiceLine,
    LedgerBalance,
    LedgerEntry,
    LedgerPeriod,
    LedgerPosting,
)

SHOWN = 50
LINE, PAYMENT = "payments.invoiceline", "payments.instruction"


@dataclass(frozen=True, slots=True)
class Shown:
    """One period of the ledger: what each account moved by, stands at, and the newest postings. `older`: where the next page begins.

    `traces`: by the subject of a posting what the row is called and, of a payment, its batch.
    """

    period: LedgerPeriod | None
    periods: tuple[LedgerPeriod, ...]
    moved: dict[tuple[str, str], int]
    stands: dict[tuple[str, str], int]
    postings: tuple[LedgerPosting, ...]
    older: int | None
    of: str
    traces: dict[str, tuple[str, str]]


def shown(organization, *, key: str = "", of: str = "", before: int | None = None) -> Shown:
    """One period (the newest unless said otherwise), or everything `of` one row (`app.model:pk`); a page begins below `before`."""
    periods = tuple(LedgerPeriod.objects.within(organization).select_related("organization"))
    period = next((row for row in periods if row.key == key), periods[0] if periods and not key else None)
    rows = LedgerPosting.objects.within(organization).order_by("-pk")
    rows = rows.filter(subject=of) if of else rows.filter(period=period)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = tuple(rows.prefetch_related("entries")[: SHOWN + 1])
    older = found[SHOWN - 1].pk if len(found) > SHOWN else None
    stands = ledger.balances(organization, through=period.key) if period else {}
    return Shown(period, periods, _moved(organization, period), stands, found[:SHOWN], older, of, _traces(organization, found))


def _traces(organization, postings) -> dict[str, tuple[str, str]]:
    keys = {}
    for kind, _colon, key in (row.subject.partition(":") for row in postings):
        keys.setdefault(kind, set()).add(key)
    lines = InvoiceLine.objects.within(organization).filter(pk__in=keys.get(LINE, ()))
    sent = Instruction.objects.within(organization).filter(pk__in=keys.get(PAYMENT, ())).select_related("batch")
    return {f"{LINE}:{row.pk}": (row.reference, "") for row in lines} | {
        f"{PAYMENT}:{row.pk}": (row.reference, row.batch.reference) for row in sent
    }


def _moved(organization, period) -> dict[tuple[str, str], int]:
    rows = LedgerBalance.objects.within(organization).filter(period=period).values_list("account", "currency", "minor")
    return {(account, currency): minor for account, currency, minor in rows} if period else {}


def mapped(organization) -> dict[str, str]:
    """By account its number in the organization's own bookkeeping."""
    return dict(AccountMapping.objects.within(organization).exclude(code="").values_list("account", "code"))


def export(organization, period: LedgerPeriod):
    """Every entry of a period in the order of its postings, for the bookkeeping; read in pieces."""
    rows = LedgerEntry.objects.within(organization).filter(posting__period=period)
    return rows.select_related("posting").order_by("posting", "position").iterator(chunk_size=2000)
