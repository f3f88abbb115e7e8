"""A line's recovery as the pure loop takes it, and what recoveries do to a payment: foreseen before a batch is locked, planned then."""

from dataclasses import dataclass

from network.money import Money
from payments import loop
from payments.models import InvoiceLine, LineRecovery

LEAST = 1  # minor units that are paid at least: no bank takes a payment of nothing, and its paper says what was kept


def recovery_of(line: InvoiceLine) -> loop.Recovery | None:
    """Its last one for its day; a write-off that waits for a second person is still noticed."""
    row = line.recoveries.for_days().order_by("-pk").first()
    if row is None:
        return None
    state = loop.RecoveryState.NOTICED if row.state == "proposed" else loop.RecoveryState(row.state)
    return loop.Recovery(state, row.amount, Money(row.returned_minor, row.currency))


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a payment pays, and of which recovery how many minor units it keeps (below nothing: gives back)."""

    pays: Money
    parts: tuple[tuple[LineRecovery, int], ...]


def of_payee(payee, currency: str):
    """Its recoveries in a currency. Those in another stay out: nobody here knows a rate."""
    return LineRecovery.objects.within(payee.organization).filter(payee=payee, currency=currency)


def foreseen(rows, due: Money, *, least: int = LEAST, source: str = "") -> Foreseen:
    """Of recoveries `rows`: what they owe goes with a payment of `due`, then the others are set off, oldest first.

    Never below `least`. What other payments that are being made keep is not kept twice; `source` names the payment itself.
    """
    total, parts = due, []
    for row in rows.giving():
        if (back := row.to_give + _planned(row, source, minor__lt=0)) > 0:
            parts.append((row, -back))
            total += Money(back, due.currency)
    known = {str(row.pk): row for row in rows.owing()}
    owed = [
        loop.Owed(key, number, Money(max(row.left.minor - _planned(row, source, minor__gt=0), 0), row.currency))
        for number, (key, row) in enumerate(known.items())
    ]
    settled = loop.offset(total - Money(least, due.currency), owed)
    parts += [(known[key], kept.minor) for key, kept in settled.kept]
    return Foreseen(settled.pays + Money(least, due.currency), tuple(parts))


def _planned(row, source, **which) -> int:
    """What payments that are being made, but for this one, keep of it or give back."""
    rows = row.offsets.filter(taken_at__isnull=True, undone_at__isnull=True, **which).exclude(source=source)
    return sum(rows.values_list("minor", flat=True))
