"""The moves of home that a therapist stated, as rows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.formats import day
from vetting.words_values import place_label


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One move; `number` takes it back."""

    number: int
    title: str
    note: str


def moved_rows(rows, *, on) -> list[MovedRow]:
    """Every move in force, in the order of their days; `on` is her today."""
    return [
        MovedRow(
            row.pk, _("From %(left)s to %(reached)s") % {"left": place_label(row.left_id), "reached": place_label(row.reached_id)},
            (_("Since %(day)s") if row.moved_on <= on else _("From %(day)s on")) % {"day": day(row.moved_on)},
        )
        for row in rows
    ]
