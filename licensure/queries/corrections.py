"""Where a pack says otherwise than what somebody corrected."""

from dataclasses import dataclass

from licensure.corrections import plain_value
from licensure.models import Correction
from licensure.packs import PackError, Packs


@dataclass(frozen=True, slots=True)
class Conflict:
    """A corrected field of which the pack says something new since: the correction stays, a person decides."""

    kind: str
    key: str
    field: str
    edited: object
    pack: object


def conflicts(found: Packs) -> tuple[Conflict, ...]:
    """The corrections whose field the packs now give another value than when it was corrected, and another than it."""
    told = []
    for row in Correction.objects.filter(withdrawn_at=None):
        try:
            says = plain_value(found, row.kind, row.subject, row.field)
        except PackError:
            continue
        if says not in (row.pack, row.value):
            told.append(Conflict(row.kind, row.subject, row.field, row.value, says))
    return tuple(told)
