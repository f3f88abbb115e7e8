"""A line's recovery as the pure loop takes it."""

from network.money import Money
from payments import loop
from payments.models import InvoiceLine


def recovery_of(line: InvoiceLine) -> loop.Recovery | None:
    """Its last one for its day; a write-off that waits for a second person is still noticed."""
    row = line.recoveries.for_days().order_by("-pk").first()
    if row is None:
        return None
    state = loop.RecoveryState.NOTICED if row.state == "proposed" else loop.RecoveryState(row.state)
    return loop.Recovery(state, row.amount, Money(row.returned_minor, row.currency))
