"""A paper on its way in, a therapist's or a source's: received and looked at, then sent with what it belongs to."""

import uuid
from types import MappingProxyType

from network import coach, documents, uploads
from network.models import Document, PractitionerName


def receive(files, *, practitioner, kind, actor, at, on, least=MappingProxyType({})) -> Document:
    """Take in one file or several as one paper of hers, with what the coach remarks; it hangs on nothing yet.

    `on` is her today; `least` what the organization she applies to asks for, see `vetting.facts.minimums`. Raises Refused.
    """
    taken = uploads.take(files)
    taken, remarks = coach.look(taken, practitioner, kind=kind, names=names_of(practitioner), on=on, least=least)
    return documents.keep_taken(taken, owner=practitioner, kind=kind, actor=actor, at=at, remarks=remarks, sent=False)


def receive_artefact(files, *, check, actor, at) -> Document:
    """Take in what a reviewer saw at the source of a check, with what the coach remarks of its pages. Raises Refused."""
    taken = uploads.take(files)
    taken, remarks = coach.look_at_artefact(taken, names=names_of(check.practitioner))
    return documents.keep_taken(taken, owner=check.organization, kind="artefact", actor=actor, at=at, remarks=remarks, sent=False)


def names_of(practitioner) -> set[str]:
    """Every family name she has or had."""
    former = PractitionerName.objects.of(practitioner).values_list("family_name", flat=True)
    return {practitioner.person.family_name, *former}


def find(practitioner, reference: str) -> Document | None:
    """The paper of hers an earlier post brought; None for anything else."""
    return _named(Document.objects.of(practitioner), reference)


def find_artefact(check, reference: str) -> Document | None:
    """The artefact an earlier post of this organization brought and did not use yet; None for anything else."""
    return _named(Document.objects.within(check.organization).filter(kind="artefact", sent=False), reference)


def _named(rows, reference) -> Document | None:
    try:
        return rows.filter(reference=uuid.UUID(reference)).first()
    except ValueError:
        return None


def send(document, *, older=None, note="", actor, at) -> Document:
    """Send what was received, as the next version of `older` when that is its newest."""
    older = older if older is not None and not hasattr(older, "replaced_by") else None
    return documents.send(document, follows=older, note=note, actor=actor, at=at)
