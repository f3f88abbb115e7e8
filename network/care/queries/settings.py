"""Settings of care as the page lists them: what counts, since when, who said so, and what waits."""

from dataclasses import dataclass
from datetime import date

from network.care.facts.settings import whole
from network.care.models import HandlingChange
from network.care.parameters import SETTINGS
from network.models import Parameter


@dataclass(frozen=True, slots=True)
class Standing:
    """One setting: its value on the day, the row that says so (None: the default), and the change that waits."""

    key: str
    value: object
    row: Parameter | None
    change: HandlingChange | None


def standings(organization, *, on: date) -> list[Standing]:
    """Every setting. Two queries."""
    rows = Parameter.objects.within(organization).filter(key__in=list(SETTINGS), effective_from__lte=on)
    newest = {row.key: row for row in rows.order_by("effective_from", "pk")}
    waits = {row.key: row for row in HandlingChange.objects.within(organization).filter(state="proposed")}
    return [Standing(key, whole(key, getattr(newest.get(key), "value", None)), newest.get(key), waits.get(key)) for key in SETTINGS]


def history(organization, key: str) -> tuple[list[Parameter], list[HandlingChange]]:
    """Every value a setting had, and every change that was proposed, the newest first."""
    rows = Parameter.objects.within(organization).filter(key=key).select_related("author", "approver").order_by("-effective_from", "-pk")
    changes = HandlingChange.objects.within(organization).filter(key=key).select_related("organization", "proposed_by", "settled_by")
    return list(rows), list(changes)
