"""Evidence: kept whole or not at all, never overwritten. Reading it is `documents_read`, clearing up `documents_swept`.

`store` looks at the upload in a jail, keeps the bytes under a random key and writes the row with its event. The bytes go
first: a crash in between leaves an object without a row, which `network.sweep_storage` removes a day later.
Evidence that may not be kept (method `seen`) never comes here.
"""

import hashlib
import re
import unicodedata
import uuid
from dataclasses import dataclass

from django.db import transaction

from network import storage, uploads
from network.events import record
from network.inspection import SUFFIXES
from network.jobs import enqueue
from network.models import Document, Organization
from network.models.documents import ScanState


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
        owner = document.practitioner or document.organization
        rows = Document.objects.of(owner) if document.practitioner else Document.objects.within(owner)
        document = rows.select_for_update().get(pk=document.pk)
        if document.sent:
            return document
        if follows is not None:
            _check_chain(follows, {"practitioner": document.practitioner})
            document.series, document.version, document.supersedes = follows.series, follows.version + 1, follows
        document.sent, document.note = True, note
        document.save()
        record(document, "document.sent", actor=actor, at=at, reason=note, document={"remarks": [row["code"] for row in document.remarks]})
    return document


def keep_own(*, owner, kind, content, content_type, filename, actor, at, confidential=True, key="") -> Document:
    """Keep bytes we made ourselves (a letter, a register page we fetched as PDF or image): nothing to inspect.

    `key` names where they lie, for what must be written once: bytes that lie there already are those of an attempt that was
    cut short, and are taken when they are the same. Raises storage.Exists for others.
    """
    digest = hashlib.sha256(content).hexdigest()
    found = _Found(content, content_type, None, digest, digest, SUFFIXES.get(content_type, ""))
    if key:
        put_once(key, content, content_type=content_type)
    return _keep(
        found, owner=owner, kind=kind, filename=filename, actor=actor, at=at, supersedes=None, confidential=confidential, key=key
    )


def put_once(key, content, *, content_type) -> None:
    """Put bytes under a key made of what they are: the same again is done already. Raises storage.Exists for others."""
    digest = hashlib.sha256(content).hexdigest()
    try:
        storage.store().put(key, content, content_type=content_type, sha256=digest)
    except storage.Exists:
        if hashlib.sha256(storage.store().get(key)).hexdigest() != digest:
            raise


def _keep(found, *, owner, kind, filename, actor, at, supersedes, confidential, key="", **more):
    owned = {"organization": owner} if isinstance(owner, Organization) else {"practitioner": owner}
    _check_chain(supersedes, owned)
    reference = uuid.uuid4()
    if not key:
        key = storage.new_key("d", found.suffix)
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


def keys_of(document) -> list[str]:
    """Every key under which something of it is kept: itself, its pages as pictures, its files as sent."""
    pages = [beside("r", document.reference, number, ".jpg") for number in range(1, len(document.drawn) + 1)]
    sent = [beside("o", document.reference, number, one["suffix"]) for number, one in enumerate(document.originals, 1)]
    return [document.storage_key, *pages, *sent]


def forget_bytes(documents) -> None:
    """Everything kept of these goes once their rows are gone for good: what is undone keeps its bytes.

    A crash in between leaves bytes to the daily sweep.
    """
    keys, here = [key for document in documents for key in keys_of(document)], storage.store()
    transaction.on_commit(lambda: [here.delete(key) for key in keys])


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
