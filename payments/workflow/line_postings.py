"""What each step of a line posts, inside the step's own transaction: accrued when made, payable when approved, undone when not.

Amounts that are undone are read from the ledger itself: whatever happened to the line meanwhile, exactly what was posted goes.
"""

from network.money import Money
from network.workflow.revising import day_of
from payments import postings
from payments.facts.ledger import posted, times
from payments.models import InvoiceLine
from payments.postings import Account, Event
from payments.workflow.posting import record


def source_of(line: InvoiceLine) -> str:
    """What postings of a line are found by."""
    return f"line:{line.pk}"


def accrue(line: InvoiceLine, *, at) -> None:
    """A session was delivered that will cost this much: accrued on its own day, once; an accrual of another amount is put right."""
    accrued = _stands(line, Account.ACCRUED)
    if accrued == line.net:
        return
    reverse(line, at=at)
    if line.minor > 0:
        _post(line, postings.moved(Event.ACCRUED, line.session.day, source_of(line), line.net), at)


def reverse(line: InvoiceLine, *, at) -> None:
    """It will not be paid: what was accrued goes."""
    accrued = _stands(line, Account.ACCRUED)
    if accrued.minor > 0:
        _post(line, postings.moved(Event.ACCRUAL_REVERSED, day_of(line.organization, at), source_of(line), accrued), at)


def approve(line: InvoiceLine, *, at) -> None:
    """It is due: payable from this day."""
    accrued = _stands(line, Account.ACCRUED)
    _post(line, postings.approved(day_of(line.organization, at), source_of(line), line.net, line.vat, accrued), at)


def void(line: InvoiceLine, *, at) -> None:
    """Its approval fell away: what was payable is only accrued again. Nothing, of a line that was approved before there was a ledger."""
    due, tax = _stands(line, Account.PAYABLE), -_stands(line, Account.VAT)
    _post(line, postings.approval_voided(day_of(line.organization, at), source_of(line), due - tax, tax), at)


def _stands(line, account: Account) -> Money:
    """What is owed in one account by the line's own postings: credits above nothing."""
    return Money(-posted(line.organization, source_of(line)).get((str(account), line.currency), 0), line.currency)


def _post(line, made, at) -> None:
    if made is not None:
        before = times(line.organization, made.event, made.source)
        record(made, organization=line.organization, at=at, of=line, sequence=before + 1)
