"""Taking a file of evidence: what belongs to a file, its trail, all of it sealed; who took it is recorded, and what was read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from network import documents_read, seals
from network.access import Action, require
from network.events import about_of, name_of, record, scope_of
from network.models import Membership
from network.proof import contents, making, trail
from network.proof.contents import Case, Member, Part
from vetting.queries.judging import day_of
from vetting.queries.reading import closed_events, reads_peers, without_peer_review

TAKEN = "evidence.taken"


@dataclass(frozen=True, slots=True)
class Taken:
    """A pack: its bytes, what it is called, its hash, and the public key it can be checked with."""

    content: bytes
    filename: str
    sha256: str
    public_key: str


@dataclass(frozen=True, slots=True)
class _Whole:
    """One file: its parts, and the documents they rest on."""

    case: Case
    found: list[Part]
    documents: list


def take(applications, *, subject, extra=(), about, apart=False, actor, at) -> Taken:
    """The evidence of these files of one organization as a sealed ZIP.

    `subject` is what the pack calls itself, `extra` are members beside the files (an index to read, a worksheet), `about` is
    the row the taking is recorded on; `apart` gives each file a folder of its own. Each confidential document in it counts as
    read by the actor. Raises Forbidden, TooLarge, trail.Broken, and SealError when there is no key to sign with.
    """
    organization = about.organization
    require(actor, Action.TAKE_EVIDENCE, about)
    key = seals.signing_key(Path(settings.AUDIT_KEY))
    files = [_whole(application, actor, at) for application in applications]
    # read after the rows: a change in between is then in the trail, and never a row without it
    closed = closed_events(actor, organization, [whole.case.reference for whole in files], day_of(organization, at))
    chains = [found for scope, told in _scopes(about, files, closed) if (found := trail.chain(scope, told))]
    members = [member for whole in files for member in _members(whole, actor, at, apart)]
    head = making.Head(subject, organization.name, actor.label, at)
    content = making.pack(head, [*extra, *members], chains, key)
    digest = hashlib.sha256(content).hexdigest()
    told = {"sha256": digest, "size": len(content), "files": [whole.case.reference for whole in files]}
    with transaction.atomic():
        record(about, TAKEN, actor=actor, at=at, detail=told)
        for document in {document.pk: document for whole in files for document in whole.documents}.values():
            documents_read.note_reading(document, actor, at)
    return Taken(content, f"evidence-{subject}-{at:%Y%m%d-%H%M}.zip", digest, seals.public_hex(key.public_key()))


def _whole(application, actor, at) -> _Whole:
    case = Case(application.reference, application.organization, application.practitioner, actor)
    found = contents.parts(case)
    if not reads_peers(actor, application.organization, day_of(application.organization, at)):
        found = without_peer_review(found)
    return _Whole(case, found, contents.documents_of(found))


def _members(whole: _Whole, actor, at, apart) -> list[Member]:
    folder = f"files/{whole.case.reference}/" if apart else ""
    return [*contents.part_members(whole.found, folder), *contents.document_members(whole.documents, actor, at, folder)]


def _scopes(about, files, closed):
    """The chains that tell of these files, each with what of it is told: of what peers said only the hash, where that is `closed`."""
    rows = [row for whole in files for part in whole.found if not part.silent for row in part.rows]
    subjects = {name_of(row) for row in rows} | {name_of(document) for whole in files for document in whole.documents}
    abouts = subjects | {about_of(row) for row in rows}
    yield scope_of(about), lambda event: (event.about in abouts or event.subject in subjects) and not closed(event)
    ours = set(Membership.objects.within(about.organization).values_list("person_id", flat=True))
    for practitioner in {whole.case.practitioner.pk: whole.case.practitioner for whole in files}.values():
        yield scope_of(practitioner), _hers(subjects, ours | {practitioner.person_id})


def _hers(subjects, people):
    """Of a therapist's own chain: what she or we did to what is in the pack; who else reads her is nobody's to see."""

    def told(event) -> bool:
        return event.subject in subjects and event.actor_id in people and event.action != "document.read"

    return told
