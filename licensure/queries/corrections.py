"""Where a pack says otherwise than what somebody corrected."""

from dataclasses import dataclass

from licensure.corrections import plain_value
from licensure.models import Answer, CommonCorrection, Correction
from licensure.packs import PackError, Packs


@dataclass(frozen=True, slots=True)
class Conflict:
    """A corrected field of which what it was said against says something new since: the correction stays, a person decides."""

    kind: str
    key: str
    field: str
    edited: object
    pack: object
    organization: str = ""


def conflicts(found: Packs) -> tuple[Conflict, ...]:
    """What the operator took over and the packs `found` now say otherwise: another value than then, and another than it."""
    return _differing(CommonCorrection.objects.filter(withdrawn_at=None), found)


def own_conflicts(organization, found: Packs) -> tuple[Conflict, ...]:
    """The organization's own corrections of which `found`, what counts for everyone, says something new since."""
    return _differing(Correction.objects.within(organization).filter(withdrawn_at=None).select_related("organization"), found)


def every_conflict(plain: Packs, common: Packs) -> tuple[Conflict, ...]:
    """What was taken over and the packs `plain` say otherwise now, then every organization's own against `common`."""
    own = Correction.objects.everywhere(reason="a load reports every correction that the packs contradict now")
    own = own.filter(withdrawn_at=None).select_related("organization").order_by("pk")
    return (*conflicts(plain), *_differing(own, common))


def unanswered():
    """The corrections of every organization that the operator has neither taken over nor declined, the oldest first."""
    rows = Correction.objects.everywhere(reason="the operator decides whether a correction counts for everyone")
    return rows.filter(withdrawn_at=None, answer=Answer.NONE).select_related("organization").order_by("corrected_at", "pk")


def _differing(rows, found) -> tuple[Conflict, ...]:
    told = []
    for row in rows:
        try:
            says = plain_value(found, row.kind, row.subject, row.field)
        except PackError:
            continue
        if says not in (row.pack, row.value):
            whose = row.organization.slug if isinstance(row, Correction) else ""
            told.append(Conflict(row.kind, row.subject, row.field, row.value, says, whose))
    return tuple(told)
