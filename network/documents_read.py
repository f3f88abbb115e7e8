"""Reading evidence: the bytes against their hash, pages as pictures, and who may; what is confidential is recorded."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from network import links, renderings, storage
from network.access import Action, ActorKind, Forbidden, require
from network.documents import beside
from network.events import name_of, record
from network.models import Document, Event
from network.models.documents import ScanState
from network.transitions import Refusal, Refused

READING = timedelta(minutes=10)
BEING_CHECKED = (
    _("The virus scanner has not looked at this file yet."),
    _("It is kept, and opens by itself as soon as that is done. Try again in a few minutes."),
)
SET_ASIDE = (
    _("The virus scanner found something harmful in this file, so nobody may open it."),
    _("Take a photo of the paper and send that instead. Have the computer the file came from scanned."),
)


class NotServed(Exception):
    """The file is still being checked, or was set aside."""


class Altered(Exception):
    """The kept bytes are not the ones that were uploaded: the store or the row was changed behind our back."""


def held(document) -> Refusal | None:
    """Why nobody may open the file now, and what helps; None when it is served."""
    if document.set_aside:
        return Refusal("set_aside", *SET_ASIDE)
    if document.scan_state != ScanState.CLEAN:
        return Refusal("being_checked", *BEING_CHECKED)
    return None


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
    permit(document, actor=actor, at=at)
    note_reading(document, actor, at)
    token = links.sign(document.storage_key, user=actor.user_id, organization=actor.organization_id)
    return reverse("document-file", kwargs={"token": token})


def note_reading(document, actor, at):
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
    permit(document, actor=actor, at=at)
    content = page_bytes(document, number)
    lately = Event.objects.filter(
        about=name_of(document), action="document.read", actor_id=actor.person_id, at__gt=at - READING, at__lte=at
    )
    if not lately.exists():
        note_reading(document, actor, at)
    return content


def permit(document, *, actor, at) -> None:
    """Raise Forbidden unless the actor may read the file now: it is visible to her, staff may read files, and no gate is closed.

    `settings.READING_GATES` names functions `(document, actor, at) -> why it is closed`, empty where it is open: recusals, and what
    a policy keeps from a role, are known to an upper app.
    """
    if not Document.objects.visible_to(actor).filter(pk=document.pk).exists():
        raise Forbidden(NOT_YOURS)
    if actor.kind == ActorKind.STAFF:
        require(actor, Action.SEE_FILE)
    for name in settings.READING_GATES:
        if why := import_string(name)(document, actor, at):
            raise Forbidden(why)


NOT_YOURS = _("This file hangs on nothing you can see.")


def _reads_her_own(document, actor) -> bool:
    return actor.practitioner_id is not None and document.practitioner_id == actor.practitioner_id
