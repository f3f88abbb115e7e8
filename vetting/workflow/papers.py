"""A therapist's paper on its way in: received and looked at, then sent with the entry it belongs to."""

import uuid

from network import coach, documents, uploads
from network.models import Document, PractitionerName


def receive(files, *, practitioner, kind, actor, at, on) -> Document:
    """Take in one file or several as one paper of hers, with what the coach remarks; it hangs on nothing yet.

    `on` is her today. Raises Refused.
    """
    taken = uploads.take(files)
    names = {practitioner.person.family_name, *PractitionerName.objects.of(practitioner).values_list("family_name", flat=True)}
    remarks = coach.look(taken, practitioner, kind=kind, names=names, on=on)
    return documents.keep_taken(taken, owner=practitioner, kind=kind, actor=actor, at=at, remarks=remarks, sent=False)


def find(practitioner, reference: str) -> Document | None:
    """The paper of hers an earlier post brought; None for anything else."""
    try:
        wanted = uuid.UUID(reference)
    except ValueError:
        return None
    return Document.objects.of(practitioner).filter(reference=wanted).first()


def send(document, *, older=None, note="", actor, at) -> Document:
    """Send what was received, as the next version of `older` when that is its newest."""
    older = older if older is not None and not hasattr(older, "replaced_by") else None
    return documents.send(document, follows=older, note=note, actor=actor, at=at)
