"""Evidence: kept whole or not at all, never overwritten, read by whoever may see the row it hangs on.

`store` looks at the upload in a jail, keeps the bytes under a random key and writes the row with its event. The bytes go
first: a crash in between leaves an object without a row, which `network.sweep_storage` removes a day later.
Evidence that may not be kept (method `seen`) never comes here.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network import links, storage
from network.access import Action, ActorKind, Forbidden, require
from network.events import record
from network.inspection import SUFFIXES, inspect
from network.jobs import job
from network.models import Document, Organization
from network.models.documents import ScanState

ORPHAN_SECONDS = 24 * 3600


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


def store(*, owner, kind, content, filename, actor, at, supersedes=None, confidential=True) -> Document:
    """Keep an upload (bytes or an open file) of a Practitioner or an Organization as a new version of `supersedes`.

    Raises Refused with a code of `inspection.WORDS`; then nothing is kept. Raises ValueError when `supersedes` belongs
    to somebody else or was replaced already.
    """
    found = inspect(storage.whole(content), filename=filename)
    return _keep(
        found, owner=owner, kind=kind, filename=filename, actor=actor, at=at, supersedes=supersedes, confidential=confidential
    )


def keep_own(*, owner, kind, content, content_type, filename, actor, at, confidential=True) -> Document:
    """Keep bytes we made ourselves (a letter, a register page we fetched as PDF or image): nothing to inspect."""
    digest = hashlib.sha256(content).hexdigest()
    found = _Found(content, content_type, None, digest, digest, SUFFIXES.get(content_type, ""))
    return _keep(found, owner=owner, kind=kind, filename=filename, actor=actor, at=at, supersedes=None, confidential=confidential)


def _keep(found, *, owner, kind, filename, actor, at, supersedes, confidential):
    owned = {"organization": owner} if isinstance(owner, Organization) else {"practitioner": owner}
    _check_chain(supersedes, owned)
    key = storage.new_key("d", found.suffix)
    storage.store().put(key, found.content, content_type=found.content_type, sha256=found.sha256)
    with transaction.atomic():
        document = Document(
            **owned, kind=kind, filename=clean_name(filename, found.suffix), content_type=found.content_type,
            size=len(found.content), sha256=found.sha256, received_sha256=found.received_sha256, pages=found.pages,
            storage_key=key, scan_state=ScanState.CLEAN, confidential=confidential, uploaded_by_id=actor.person_id, uploaded_at=at,
        )
        if supersedes is not None:
            document.series, document.version, document.supersedes = supersedes.series, supersedes.version + 1, supersedes
        document.save()
        record(
            document, "document.stored", actor=actor, at=at,
            document={"reference": str(document.reference), "kind": kind, "sha256": found.sha256, "size": document.size},
        )
    return document


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
    content = storage.store().get(document.storage_key)
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Altered(f"Document {document.reference} does not match its hash.")
    return content


def link(document, *, actor, at) -> str:
    """A path that opens this file for this account for 60 seconds. Raises Forbidden; records who reads what is confidential.

    The row must come from `Document.objects.visible_to(actor)`, or hang on a row the actor reached: it is asked again here.
    """
    permit(document, actor=actor)
    if document.confidential and not _reads_her_own(document, actor):
        record(
            document, "document.read", actor=actor, at=at,
            document={"reference": str(document.reference), "kind": document.kind, "sha256": document.sha256},
        )
    token = links.sign(document.storage_key, user=actor.user_id, organization=actor.organization_id)
    return reverse("document-file", kwargs={"token": token})


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
        if not rows.filter(storage_key=key).exists():
            here.delete(key)
            removed += 1
    return removed


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
