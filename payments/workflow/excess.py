"""What was paid too much: a payment that had come back was booked after all when its amounts had gone elsewhere. Claimed like a paid line.

It is a recovery of its own beside the one a line may have for its day: told to the therapist, set off, paid back or written off, and closed
when one of the payments comes back after all.
"""

from network.access import system
from network.events import record as note
from network.money import Money
from network.transitions import locked, perform
from network.workflow.revising import day_of
from payments import postings
from payments.models import Instruction, InvoiceLine, LineRecovery, Payee
from payments.workflow.posting import record
from payments.workflow.recovering import post, source_of, tell


def claim(line: InvoiceLine, payee: Payee, amount: Money, *, of: str, at) -> LineRecovery:
    """So much was paid for a line beyond what was due. `of` is the reference of the payment, or of the recovery that was given back."""
    row = LineRecovery(
        organization=line.organization, line=line, payee=payee, currency=amount.currency, minor=amount.minor, excess_of=of, opened_at=at,
        state_since=at,
    )
    row.full_clean()
    row.save()
    by = system("recoveries", line.organization)
    note(row, "linerecovery.opened", actor=by, at=at, after={"line": line.reference, "minor": amount.minor, "excess_of": of})
    day = day_of(line.organization, at)
    record(postings.excess_opened(day, source_of(row), amount), organization=line.organization, at=at, of=row)
    tell(row, "overpaid", at)
    return row


def close(row: LineRecovery, *, at) -> None:
    """It was not too much after all: what came back of it goes to the payee with the next payment."""
    with locked(row):
        perform(row, "close", actor=system("recoveries", row.organization), at=at)
        made = postings.excess_closed(
            day_of(row.organization, at), source_of(row), row.amount, came_back=Money(row.returned_minor, row.currency),
            written_off=Money(row.written_off_minor, row.currency),
        )
        for posting in made:
            post(row, posting, at)
        tell(row, "overpaid_closed", at)


def of_payment(instruction: Instruction) -> list[LineRecovery]:
    """What a payment that was booked after all paid too much, and is not closed."""
    rows = LineRecovery.objects.within(instruction.organization).exclude(state="closed").filter(excess_of=instruction.reference)
    return list(rows.select_related("organization", "line", "payee").order_by("pk"))


def of_line(line: InvoiceLine) -> LineRecovery | None:
    """What another payment paid for this line, too, and is not closed; the oldest."""
    payments = Instruction.objects.within(line.organization).filter(state="paid").values("reference")
    rows = line.recoveries.exclude(state="closed").filter(excess_of__in=payments)
    return rows.select_related("organization", "line", "payee").order_by("pk").first()
