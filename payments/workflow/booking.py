"""What a batch means for the ledger: the one place where its payments are posted (payments.postings), with what they keep."""

from payments.facts.ledger import times
from payments.models import Batch, Instruction
from payments.postings import Event, Posting, moved, returned
from payments.workflow import offsetting
from payments.workflow.posting import record


def sent(batch: Batch, *, day, at) -> list[Posting]:
    """The bank's file was written: what was payable is under way, and what its payments keep of recoveries came back."""
    rows = list(batch.instructions.filter(state="sent").select_related("batch__paying_account", "organization", "payee"))
    for row in rows:
        offsetting.take(row.organization, row.reference, at=at)
    return [_record(row, moved(Event.SENT, day, row.reference, row.amount), at) for row in rows]


def settled(instruction: Instruction, *, day, at) -> list[Posting]:
    """The bank booked a payment on that day."""
    return [_record(instruction, moved(Event.SETTLED, day, instruction.reference, instruction.amount), at)]


def came_back(instruction: Instruction, *, day, settled: bool, at) -> list[Posting]:
    """The bank rejected a payment or sent it back: it is payable again, and keeps nothing. `settled`: a statement had shown it."""
    offsetting.undo(instruction.organization, instruction.reference, at=at)
    return [_record(instruction, returned(day, instruction.reference, instruction.amount, settled=settled), at)]


def stands(instruction: Instruction, *, day, at) -> list[Posting]:
    """A payment that had come back stands after all: it went again, and was booked."""
    offsetting.redo(instruction.organization, instruction.reference, at=at)
    events = (Event.SENT, Event.SETTLED)
    return [_record(instruction, moved(event, day, instruction.reference, instruction.amount), at) for event in events]


def _record(instruction, posting: Posting, at) -> Posting:
    before = times(instruction.organization, posting.event, posting.source)
    record(posting, organization=instruction.organization, at=at, of=instruction, sequence=before + 1)
    return posting
