"""Writing the bank's file of a released batch, once.

The bytes are put under a name made of the batch and their own hash, then one transaction writes the row and moves every line.
Killed in between, the next attempt finds the bytes and goes on; killed before, nothing is there. A batch has one row of a
file, whatever is tried again, and what can be loaded down are always these bytes.
"""

from io import BytesIO

from network import documents
from network.access import Action, require, system
from network.documents_read import note_reading, open_bytes
from network.transitions import locked, perform
from network.workflow.revising import day_of
from payments.facts import bank_files
from payments.models import BankFile, Batch
from payments.queries.reading import BANK_FILE
from payments.workflow import booking
from payments.workflow.batching import live


class OtherBytes(RuntimeError):
    """What would be written is not what was approved: somebody must look; nothing is written."""


def write(batch: Batch, *, at) -> BankFile | None:
    """Write the file of a released batch; None when it is not to be written (any more). Raises OtherBytes."""
    batch.refresh_from_db()
    if batch.state != "released":
        return None
    content, written = _content(batch)
    if written.sha256 != batch.sha256:
        raise OtherBytes(f"Batch {batch.reference} was approved as {batch.sha256[:12]} and would be written as {written.sha256[:12]}.")
    approved = batch.sha256
    documents.put_once(key_of(batch), content, content_type=bank_files.TYPES[batch.paying_account.rail])
    with locked(batch):
        # a line may have left, or another worker been quicker, while the bytes were made
        if batch.state != "released" or batch.sha256 != approved:
            return None
        return _keep(batch, content, written, at)


def _content(batch):
    rows = batch.instructions.filter(state="planned").select_related("batch__paying_account", "account", "payee")
    out = BytesIO()
    written = bank_files.write(out, batch, list(rows))
    return out.getvalue(), written


def _keep(batch, content, written, at) -> BankFile:
    by = system("batches", batch.organization)
    rail = batch.paying_account.rail
    document = documents.keep_own(
        owner=batch.organization, kind=BANK_FILE, content=content, content_type=bank_files.TYPES[rail], actor=by, at=at,
        filename=f"{batch.reference}{bank_files.SUFFIXES[rail]}", key=key_of(batch),
    )
    row = BankFile(
        organization=batch.organization, batch=batch, document=document, sha256=written.sha256, size=written.size,
        count=written.count, minor=written.total.minor, written_at=at,
    )
    row.full_clean()
    row.save()
    for instruction in batch.instructions.filter(state="planned"):
        perform(instruction, "go", actor=by, at=at)
    for entry in live(batch):
        perform(entry.line, "go", actor=by, at=at)
    perform(batch, "write", actor=by, at=at)
    booking.sent(batch, day=day_of(batch.organization, at), at=at)
    return row


def key_of(batch: Batch) -> str:
    """Where the bytes lie: the same for the same batch and content."""
    return f"b/{batch.sha256[:2]}/{batch.sha256}-{batch.pk}{bank_files.SUFFIXES[batch.paying_account.rail]}"


def load_down(batch: Batch, *, actor, at) -> bytes:
    """The bytes as they were written, each time the same; who loads them down is on record. Raises Forbidden, documents_read.Altered."""
    require(actor, Action.SEE_ACCOUNT, batch)
    content = open_bytes(batch.file.document)
    note_reading(batch.file.document, actor, at)
    return content
