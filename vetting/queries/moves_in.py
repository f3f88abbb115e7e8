"""Rosters that came lately, and the rows of one: as long as its rows are kept."""

from django.db.models import Count, Q

from vetting.models import MoveIn, MoveInRow


def moves_of(actor):
    """The rosters this reader may look at, whose rows are still kept, the newest first; `done` counts the rows that were tried."""
    rows = MoveIn.objects.visible_to(actor).select_related("asked_by")
    rows = rows.annotate(kept=Count("rows"), done=Count("rows", filter=Q(rows__settled_at__isnull=False)))
    return rows.filter(kept__gt=0).order_by("-pk")


def rows_of(move) -> list[MoveInRow]:
    """Every row that is still kept, in the order of the file. One query."""
    rows = MoveInRow.objects.within(move.organization).filter(move=move).select_related("decision__application")
    return list(rows.order_by("number"))


def unasked(rows) -> list[MoveInRow]:
    """Those left out because nobody has said yet whether they are somebody known."""
    return [row for row in rows if any(told["code"] == "maybe_known" for told in row.refusals)]
