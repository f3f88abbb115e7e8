"""Files that wait for the virus scanner: held while it is down, looked at by a job, set aside when something was found."""

from django.db import transaction

from network import mail, scanner
from network.access import system
from network.clock import now
from network.documents_read import kept_bytes
from network.events import record
from network.jobs import enqueue, job
from network.models import Document, User
from network.models.documents import ScanState


def ask_for_all(due: str) -> int:
    """Ask once more for everything that is still held; daily, for what outlived its retries. Returns how many."""
    waiting = list(held())
    for document in waiting:
        enqueue("network.rescan", key=f"{document.pk}:{due}", document=document.pk)
    return len(waiting)


def held():
    """What waits for the scanner."""
    return Document.objects.everywhere(reason="what waits for the scanner is anybody's").filter(scan_state=ScanState.PENDING)


@job(name="network.rescan", external=True, retries=20, backoff=60)
def rescan(*, document):
    """Look at one held document; a scanner that is still down is asked later."""
    row = held().filter(pk=document).first()
    if row is not None:
        found = next((name for content in kept_bytes(row) if (name := scanner.scan(content))), "")
        settle(row, found)


def settle(document, found: str) -> None:
    """Let a held document go, or set it aside for good and tell who sent it; once."""
    at = now()
    with transaction.atomic():
        row = held().select_for_update().filter(pk=document.pk).first()
        if row is None:
            return
        row.scan_state = ScanState.QUARANTINED if found else ScanState.CLEAN
        row.save()
        record(row, "document.scanned", actor=system("scanner", row.organization), at=at, detail={"found": found})
        if found:
            tell(row, at=at)


def tell(document, *, at) -> None:
    """Mail whoever uploaded it that it was set aside: it was taken in, so nobody has told her yet."""
    user = User.objects.filter(person_id=document.uploaded_by_id, is_active=True).first() if document.uploaded_by_id else None
    if user is not None:
        mail.send(user, "file_set_aside", {}, key=f"set_aside:{document.pk}", organization=document.organization, at=at)


@job(name="network.rescan_held", external=True)
def rescan_held(*, due):
    """Daily: ask again for what outlived its retries."""
    if scanner.configured():
        ask_for_all(due)
