"""What a batch means for the ledger: the one place where its payments are posted (payments.postings)."""

from payments.models import Batch, Instruction
from payments.postings import Event, Posting, moved, returned


def sent(batch: Batch, *, day) -> list[Posting]:
    """The bank's file was written: what was payable is under way."""
    rows = batch.instructions.filter(state="sent").select_related("batch__paying_account")
    return _record(batch, [moved(Event.SENT, day, row.reference, row.amount) for row in rows])


def settled(instruction: Instruction, *, day) -> list[Posting]:
    """The bank booked a payment on that day."""
    return _record(instruction.batch, [moved(Event.SETTLED, day, instruction.reference, instruction.amount)])


def came_back(instruction: Instruction, *, day, settled: bool) -> list[Posting]:
    """The bank rejected a payment or sent it back: it is payable again. `settled`: a statement had shown it."""
    return _record(instruction.batch, [returned(day, instruction.reference, instruction.amount, settled=settled)])


def stands(instruction: Instruction, *, day) -> list[Posting]:
    """A payment that had come back stands after all: it went again, and was booked."""
    events = (Event.SENT, Event.SETTLED)
    return _record(instruction.batch, [moved(event, day, instruction.reference, instruction.amount) for event in events])


def _record(batch, postings: list[Posting]) -> list[Posting]:
    return postings  # kept by the ledger once it has rows
