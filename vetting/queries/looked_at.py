"""Where a therapist's new evidence is looked at: one file per organization she shares with."""

from vetting.models import Application


def looked_at(practitioner) -> list[Application]:
    """The file per organization in which her new evidence is checked: the one being checked, else the one last approved."""
    rows = Application.objects.of(practitioner).filter(state__in=("checking", "approved"), participation__shared=True)
    rows = rows.exclude(participation__state__in=("declined", "ended")).select_related("organization")
    newest = {row.participation_id: row for row in rows.order_by("pk")}
    newest |= {row.participation_id: row for row in rows if row.state == "checking"}
    return list(newest.values())
