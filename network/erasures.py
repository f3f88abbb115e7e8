"""What was erased, told outside the database: one small signed note for each erasure, beside the documents.

A backup made before an erasure still holds what was erased. So that whoever restores it need not remember, each erasure leaves a note in
the store of documents: keys of rows, an instant, and the hash of the first event of the participation, which tells nothing and is like no
other. Signed with the key of the audit trail, so that nobody who can only write to the store has somebody erased.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from network import seals, storage
from network.events import canonical, name_of
from network.models import Erasure, Event, Participation

FORMAT = "goodstanding erasure 1"
FOLDER = "erasures/"


class Untrusted(RuntimeError):
    """A note that was not signed by this installation's key, or was changed since; the message names it."""


@dataclass(frozen=True, slots=True)
class Note:
    """One erasure: of which participation of which organization, why, and when."""

    organization: int
    participation: int
    mark: str
    basis: str
    at: datetime

    def statement(self) -> dict:
        """What is signed."""
        return {"format": FORMAT, **asdict(self), "at": self.at.isoformat()}

    @property
    def key(self) -> str:
        """Where it lies: the same note under the same name."""
        return f"{FOLDER}{hashlib.sha256(canonical(self.statement()).encode()).hexdigest()}.json"


def mark_of(participation: Participation) -> str:
    """What tells a participation from every other, also from one that gets its key after a restore; empty when nothing is told of it."""
    events = Event.objects.filter(scope=f"organization:{participation.organization_id}", subject=name_of(participation))
    return events.order_by("sequence").values_list("hash", flat=True).first() or ""


def note_of(erasure: Erasure) -> Note | None:
    """The note a finished erasure leaves."""
    rows = Participation.objects.within(erasure.organization).filter(practitioner=erasure.practitioner_id)
    found = next(((row.pk, mark) for row in rows.order_by("pk") if (mark := mark_of(row))), None)
    return Note(erasure.organization_id, *found, str(erasure.basis), erasure.settled_at) if found else None


def leave(note: Note) -> None:
    """Put the note beside the documents; twice is once. Raises SealError without a key, and StorageError."""
    key = seals.signing_key(Path(settings.AUDIT_KEY))
    told = note.statement()
    content = canonical({**told, "signature": key.sign(canonical(told).encode()).hex()}).encode()
    try:
        storage.store().put(note.key, content, content_type="application/json", sha256=hashlib.sha256(content).hexdigest())
    except storage.Exists:
        return


def kept() -> Iterator[Note]:
    """Every note, the earliest first. Raises Untrusted and SealError."""
    here = storage.store()
    every = here.keys()
    keys = [key for key in every if key.startswith(FOLDER)]
    public = seals.signing_key(Path(settings.AUDIT_KEY)).public_key() if keys else None
    yield from sorted((_read(key, here.get(key), public) for key in keys), key=lambda note: note.at)


def _read(key: str, content: bytes, public: Ed25519PublicKey) -> Note:
    try:
        told = json.loads(content)
        public.verify(bytes.fromhex(told.pop("signature")), canonical(told).encode())
        if told.pop("format") != FORMAT:
            raise ValueError
        return Note(**{**told, "at": datetime.fromisoformat(told["at"])})
    except (InvalidSignature, ValueError, TypeError, KeyError, AttributeError):
        raise Untrusted(f"{key} beside the documents was not signed by the key in {settings.AUDIT_KEY}, or was changed since.") from None


def lost() -> list[tuple[Note, Participation]]:
    """Erasures this database does not know of though it knows the people: it was restored from before. Raises as `kept`."""
    return [(note, row) for note in kept() if (row := _of(note)) and not _done(note, row)]


def _of(note: Note) -> Participation | None:
    rows = Participation.objects.everywhere(reason="what was erased is told of every organization").filter(pk=note.participation)
    row = rows.filter(organization=note.organization).select_related("organization", "practitioner__person").first()
    return row if row and mark_of(row) == note.mark else None


def _done(note: Note, row: Participation) -> bool:
    rows = Erasure.objects.within(row.organization).filter(practitioner=row.practitioner_id, state="done")
    return rows.filter(settled_at__gte=note.at).exists()


def untold() -> list[Note]:
    """Erasures that were done and left no note."""
    there = {note.key for note in kept()}
    rows = Erasure.objects.everywhere(reason="what was erased is told of every organization").filter(state="done")
    found = [note_of(row) for row in rows.select_related("organization").order_by("pk")]
    return [note for note in found if note and note.key not in there]
