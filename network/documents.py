"""Evidence: kept whole or not at all, never overwritten, read by whoever may see the row it hangs on.

`store` looks at the upload in a jail, keeps the bytes under a random key and writes the row with its event. The bytes go
first: a crash in between leaves an object without a row, which `network.sweep_storage` removes a day later.
Evidence that may not be kept (method `seen`) never comes here.
"""

import hashlib
import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network import links, renderings, storage, uploads
from network.access import Action, ActorKind, Forbidden, require
from network.events import name_of, record
from network.inspection import SUFFIXES
from network.jobs import enqueue, job
from network.models import Document, Event, Organization
from network.models.documents import ScanState
from network.transitions import Refused

ORPHAN_SECONDS = 24 * 3600
READING = timedelta(minutes=10)
BESIDE = re.compile(r"[ro]/[0-9a-f]{2}/([0-9a-f]{32})-[0-9]+\.[a-z]+$")


class NotServed(Exception):
    """The file is still being checked, or was set aside."""


class Altered(Exception):
    """The kept bytes are not the ones that were uploaded: the store or the row was changed behind our back."""


@dataclass(frozen=True, slots=True)
class _Found:
    content: bytes
    content_type: str
    pages: int | None
    sha256: str
    received_sha256: str
    suffix: str
    originals: tuple = ()
    drawn: tuple = ()
    held: bool = False


def store(*, owner, kind, content, filename, actor, at, supersedes=None, confidential=True) -> Document:
    """Keep an upload (bytes or an open file) of a Practitioner or an Organization as a new version of `supersedes`.

    Raises Refused with a code of `inspection.WORDS`; then nothing is kept. Raises ValueError when `supersedes` belongs
    to somebody else or was replaced already.
    """
    found = uploads.take([content], filename=filename)
    return keep_taken(
        found, owner=owner, kind=kind, filename=filename, actor=actor, at=at, supersedes=supersedes, confidential=confidential
    )


def keep_taken(found, *, owner, kind, actor, at, filename="", supersedes=None, confidential=True, **more) -> Document:
    """Keep what `uploads.take` took: the document, its pages as pictures, and what was sent. See `store`.

    `more`: `remarks` of the coach, and `sent=False` while it is only looked at.
    """
    return _keep(
        found, owner=owner, kind=kind, filename=filename or found.filename, actor=actor, at=at, supersedes=supersedes,
        confidential=confidential, **more,
    )


def send(document, *, follows=None, note="", actor, at) -> Document:
    """What was only looked at is sent: as the next version of `follows` where that is its newest, with her note.

    Sending twice is sending once. Raises ValueError as `store` does.
    """
    with transaction.atomic():
        document = Document.objects.of(document.practitioner).select_for_update().get(pk=document.pk)
        if document.sent:
            return document
        if follows is not None:
            _check_chain(follows, {"practitioner": document.practitioner})
            document.series, document.version, document.supersedes = follows.series, follows.version + 1, follows
        document.sent, document.note = True, note
        document.save()
        record(document, "document.sent", actor=actor, at=at, reason=note, document={"remarks": [row["code"] for row in document.remarks]})
    return document


def keep_own(*, owner, kind, content, content_type, filename, actor, at, confidential=True) -> Document:
    """Keep bytes we made ourselves (a letter, a register page we fetched as PDF or image): nothing to inspect."""
    digest = hashlib.sha256(content).hexdigest()
    found = _Found(content, content_type, None, digest, digest, SUFFIXES.get(content_type, ""))
    return _keep(found, owner=owner, kind=kind, filename=filename, actor=actor, at=at, supersedes=None, confidential=confidential)


def _keep(found, *, owner, kind, filename, actor, at, supersedes, confidential, **more):
    owned = {"organization": owner} if isinstance(owner, Organization) else {"practitioner": owner}
    _check_chain(supersedes, owned)
    key = storage.new_key("d", found.suffix)
    reference = uuid.uuid4()
    storage.store().put(key, found.content, content_type=found.content_type, sha256=found.sha256)
    _put_beside(reference, found)
    with transaction.atomic():
        document = Document(
            **owned, reference=reference, kind=kind, filename=clean_name(filename, found.suffix), content_type=found.content_type,
            size=len(found.content), sha256=found.sha256, received_sha256=found.received_sha256, pages=found.pages,
            storage_key=key, scan_state=ScanState.PENDING if found.held else ScanState.CLEAN, confidential=confidential,
            uploaded_by_id=actor.person_id, uploaded_at=at,
            originals=[original.row() for original in found.originals], drawn=[page.row() for page in found.drawn], **more,
        )
        if supersedes is not None:
            document.series, document.version, document.supersedes = supersedes.series, supersedes.version + 1, supersedes
        document.save()
        if found.held:
            enqueue("network.rescan", key=str(document.pk), document=document.pk)
        record(
            document, "document.stored", actor=actor, at=at,
            document={"reference": str(document.reference), "kind": kind, "sha256": found.sha256, "size": document.size},
        )
    return document


def _put_beside(reference, found):
    """The pages as pictures and the files as sent, under keys that name the document."""
    here = storage.store()
    for number, page in enumerate(found.drawn, 1):
        digest = hashlib.sha256(page.content).hexdigest()
        here.put(beside("r", reference, number, ".jpg"), page.content, content_type="image/jpeg", sha256=digest)
    for number, original in enumerate(found.originals, 1):
        key = beside("o", reference, number, original.suffix)
        here.put(key, original.content, content_type=original.content_type, sha256=original.sha256)


def beside(sort: str, reference, number: int, suffix: str) -> str:
    """The key of what is kept beside a document: `r` its pages as pictures, `o` its files as sent."""
    token = reference.hex
    return f"{sort}/{token[:2]}/{token}-{number}{suffix}"


def _check_chain(supersedes, owned):
    if supersedes is None:
        return
    name, owner = next(iter(owned.items()))
    if getattr(supersedes, f"{name}_id") != owner.pk:
        raise ValueError("A new version belongs to the owner of the old one.")
    if hasattr(supersedes, "replaced_by"):
        raise ValueError("This version was replaced already; supersede the newest one.")


def clean_name(filename: str, suffix: str = "") -> str:
    """A name safe to show and to save under: no folders, no control or direction characters, the ending of its content."""
    name = unicodedata.normalize("NFC", filename).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "_", name).strip(" .") or "document"
    stem = name.rsplit(".", 1)[0] if "." in name else name
    ending = suffix or (name[len(stem):] if "." in name else "")
    return f"{stem[:120]}{ending[:10]}"


def open_bytes(document) -> bytes:
    """The bytes as kept, checked against their hash. Raises NotServed, Altered, storage.Missing."""
    if document.scan_state != ScanState.CLEAN:
        raise NotServed("This file is being checked.")
    return _whole(document)


def _whole(document) -> bytes:
    content = storage.store().get(document.storage_key)
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Altered(f"Document {document.reference} does not match its hash.")
    return content


def kept_bytes(document) -> list[bytes]:
    """Everything that was sent, or what was made when that is all there is: for the virus scanner alone. Raises as above."""
    return [original_bytes(document, number) for number in range(1, len(document.originals) + 1)] or [_whole(document)]


def page_bytes(document, number: int) -> bytes:
    """Page `number` (from 1) as a JPEG; drawn now when it was not drawn before. Raises NotServed, Altered, storage.Missing."""
    if document.scan_state != ScanState.CLEAN:
        raise NotServed("This file is being checked.")
    if 0 < number <= len(document.drawn):
        content = storage.store().get(beside("r", document.reference, number, ".jpg"))
        if hashlib.sha256(content).hexdigest() != document.drawn[number - 1]["sha256"]:
            raise Altered(f"Page {number} of document {document.reference} does not match its hash.")
        return content
    if number < 1:
        raise NotServed("Pages count from one.")
    try:
        pages = renderings.draw(open_bytes(document), document.content_type, first=number - 1, count=1)
    except Refused as refused:
        raise NotServed("This page cannot be drawn.") from refused
    if not pages or number > pages[0].of:
        raise NotServed("There is no such page.")
    return pages[0].content


def original_bytes(document, number: int) -> bytes:
    """File `number` (from 1) exactly as it was sent, as evidence and never shown. Raises Altered, storage.Missing."""
    if not document.originals:
        return _whole(document)
    row = document.originals[number - 1]
    content = storage.store().get(beside("o", document.reference, number, row["suffix"]))
    if hashlib.sha256(content).hexdigest() != row["sha256"]:
        raise Altered(f"File {number} of document {document.reference} does not match its hash.")
    return content


def link(document, *, actor, at) -> str:
    """A path that opens this file for this account for 60 seconds. Raises Forbidden; records who reads what is confidential.

    The row must come from `Document.objects.visible_to(actor)`, or hang on a row the actor reached: it is asked again here.
    """
    permit(document, actor=actor)
    _note_reading(document, actor, at)
    token = links.sign(document.storage_key, user=actor.user_id, organization=actor.organization_id)
    return reverse("document-file", kwargs={"token": token})


def _note_reading(document, actor, at):
    """Record who reads what is confidential and not her own."""
    if document.confidential and not _reads_her_own(document, actor):
        record(
            document, "document.read", actor=actor, at=at,
            document={"reference": str(document.reference), "kind": document.kind, "sha256": document.sha256},
        )


def look_at(document, number: int, *, actor, at) -> bytes:
    """Page `number` as `page_bytes` gives it, for this reader. Raises Forbidden too.

    It is recorded like opening the file; the same reader within ten minutes is one reading, as each page is a request.
    """
    permit(document, actor=actor)
    content = page_bytes(document, number)
    lately = Event.objects.filter(
        about=name_of(document), action="document.read", actor_id=actor.person_id, at__gt=at - READING, at__lte=at
    )
    if not lately.exists():
        _note_reading(document, actor, at)
    return content


def permit(document, *, actor) -> None:
    """Raise Forbidden unless the actor may read the file now: it is visible to her, and staff may read files."""
    if not Document.objects.visible_to(actor).filter(pk=document.pk).exists():
        raise Forbidden(NOT_YOURS)
    if actor.kind == ActorKind.STAFF:
        require(actor, Action.SEE_FILE)


NOT_YOURS = _("This file hangs on nothing you can see.")


def _reads_her_own(document, actor) -> bool:
    return actor.practitioner_id is not None and document.practitioner_id == actor.practitioner_id


def sweep(*, older_than: float = ORPHAN_SECONDS) -> int:
    """Remove objects no row points at (an upload whose change was undone). Returns how many."""
    here = storage.store()
    removed = 0
    rows = Document.objects.everywhere(reason="an object without any row is an orphan")
    for key in here.keys(older_than=older_than):
        if not rows.filter(**_points_at(key)).exists():
            here.delete(key)
            removed += 1
    return removed


def _points_at(key: str) -> dict:
    """How a row that needs the object is found: by its key, or by the reference the key of what lies beside it names."""
    found = BESIDE.match(key)
    return {"reference": uuid.UUID(found[1])} if found else {"storage_key": key}


def unsound(rows) -> list[str]:
    """References of documents whose bytes are missing or altered; for the nightly look and for `doctor`."""
    found = []
    for document in rows.clean().iterator():
        try:
            open_bytes(document)
        except (Altered, storage.StorageError):
            found.append(str(document.reference))
    return found


@job(name="network.sweep_storage", external=True, lease=1800)
def sweep_storage(*, due):
    """Daily: remove what uploads left behind when their change was undone."""
    sweep()
