"""What a therapist writes down about herself: licenses, insurance, degrees, work history. Hers alone; staff never edit it.

Only a profile that an organization imported and nobody has claimed yet may be written by that organization's roster.

A change never overwrites something that was shared: it retires the old row and adds a new one, so that a check made of the
old one stays true of what it checked.
"""

from django.db import transaction

from licensure.claims import NARRATIVE
from licensure.models import Credential, License, Position
from licensure.workflow.marking import mark_history, mark_references
from licensure.workflow.supervision import follow
from network.access import Action, require
from network.events import record
from network.workflow.people import require_keeper

SHOWN_OF_HASH = 12  # signs: enough to tell two files apart by eye; the whole hash stands with the event that kept the file


def add_license(*, practitioner, actor, at, replaces=None, **fields) -> License:
    """Add a license as she holds it, in place of `replaces` when she corrects one."""
    return _add(License, practitioner, replaces, "license", actor, at, fields)


def add_credential(*, practitioner, actor, at, replaces=None, **fields) -> Credential:
    """Add any other evidence, in place of `replaces` when she corrects one."""
    return _add(Credential, practitioner, replaces, "credential", actor, at, fields)


def retire(row, *, actor, at):
    """Take a license or credential out of her profile; it stays readable where it was used."""
    require_keeper(actor, row.practitioner)
    with transaction.atomic():
        row.retired_at = at
        row.save(update_fields=["retired_at"])
        mark_references(row)
        event = record(row, f"{row._meta.model_name}.retired", actor=actor, at=at, before=_told(row))
        follow(row, event)
        return event


def attach(row, document, *, actor, at):
    """Hang an uploaded document on a license or credential; the earlier one stays as an earlier version."""
    require(actor, Action.OWN_PROFILE, row)
    with transaction.atomic():
        before, row.document = _paper(row.document), document
        row.save(update_fields=["document"])
        told = {"before": {"document": before}, "after": {"document": _paper(document)}}
        return record(row, f"{row._meta.model_name}.document", actor=actor, at=at, reason=document.note, document=document.sha256, **told)


def write_position(*, practitioner, actor, at, position=None, **fields) -> Position:
    """Add or change a stretch of work history or the explanation of a gap."""
    require(actor, Action.OWN_PROFILE, practitioner)
    with transaction.atomic():
        row = position or Position(practitioner=practitioner)
        before = _told(row) if row.pk else None
        for name, value in fields.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
        mark_history(practitioner)
        record(row, "position.written", actor=actor, at=at, before=before, after=_told(row))
    return row


def remove_position(position, *, actor, at):
    """Take a stretch out of her work history."""
    require(actor, Action.OWN_PROFILE, position)
    with transaction.atomic():
        record(position, "position.removed", actor=actor, at=at, before=_told(position))
        position.delete()
        mark_history(position.practitioner)


def _add(model, practitioner, replaces, noun, actor, at, fields):
    require_keeper(actor, practitioner)
    with transaction.atomic():
        if replaces is not None:
            retire(replaces, actor=actor, at=at)
            fields.setdefault("document", replaces.document)
        row = model(practitioner=practitioner, **fields)
        row.full_clean()
        row.save()
        mark_references(row)
        why = row.document.note if row.document and (replaces is None or row.document_id != replaces.document_id) else ""
        follow(row, record(row, f"{noun}.added", actor=actor, at=at, after=_told(row), reason=why))
    return row


def _told(row) -> dict:
    """The row's plain values, for the audit trail's erasable payload; what she tells of a claim stays in the row.

    A paper is told by what tells one version from another, because the file itself may be gone when the trail is read.
    """
    skip = {"id", "practitioner", "document", "retired_at"}
    told = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in skip}
    if told.get("detail"):
        told["detail"] = {name: value for name, value in told["detail"].items() if name != NARRATIVE}
    return told | {"document": _paper(row.document)} if hasattr(row, "document") else told


def _paper(document) -> str:
    """Which version of which file: its name, its version and the beginning of the SHA-256 of its bytes. Nothing without one."""
    return f"{document.filename}, v{document.version}, SHA-256 {document.sha256[:SHOWN_OF_HASH]}…" if document else ""
