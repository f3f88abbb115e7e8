"""How long an organization keeps what it knows of a therapist, as every app that holds something of her says (settings RETENTION)."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from network.transitions import Refusal


@dataclass(frozen=True, slots=True)
class Kept:
    """One class of record: kept `days` from `since`, so erased on `until`. `duty`: law or contract asks for it.

    `still` says why its days do not run yet: she takes part, or something is being decided.
    """

    kind: str
    what: str
    since: date | None = None
    days: int = 0
    until: date | None = None
    duty: bool = False
    still: Refusal | None = None


def kept_of(organization, practitioner, *, on: date) -> tuple[Kept, ...]:
    """What the organization holds of her, by class, on its day `on`."""
    return tuple(kept for name in settings.RETENTION for kept in import_string(name)(organization, practitioner, on=on))


def holds_on(organization, practitioner) -> list:
    """The legal holds that keep her record in this organization."""
    return list(practitioner.legal_holds.within(organization).placed().select_related("placed_by"))
