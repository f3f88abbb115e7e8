"""Who opened a therapist's documents: her own chain remembers every reading by somebody else."""

from dataclasses import dataclass
from datetime import datetime

from network.events import scope_of
from network.models import Document, Event

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Read:
    """One document of hers, opened by one person at one instant."""

    who: str
    filename: str
    at: datetime


def reads(practitioner) -> list[Read]:
    """The last readings of her documents by others, the newest first; two queries."""
    rows = Event.objects.filter(scope=scope_of(practitioner), action="document.read").select_related("payload")
    rows = rows.order_by("-sequence")[:SHOWN]
    found = [(row, int(row.subject.rpartition(":")[2])) for row in rows]
    names = dict(Document.objects.of(practitioner).filter(pk__in={pk for _row, pk in found}).values_list("pk", "filename"))
    return [Read(row.who, names[pk], row.recorded_at) for row, pk in found if pk in names]
