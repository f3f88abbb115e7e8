"""Rosters that came lately, and the rows of one: as long as its rows are kept."""

from datetime import date, timedelta

from django.db.models import Count, F, Q

from vetting.facts.clocks import clocks_of
from vetting.models import Application, MoveIn, MoveInRow
from vetting.models.application import OPEN


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


def late_until(organization, movers) -> dict[int, date]:
    """Of each row that is past due the last day on which a late re-vetting is accepted."""
    late = [mover for mover in movers if mover.past_due]
    days = {due: clocks_of(organization, due)["late_days"] for due in {mover.due_on for mover in late}}
    return {mover.claims.row: mover.due_on + timedelta(days=days[mover.due_on]) for mover in late}


def begun_for(move) -> dict[int, Application]:
    """The file that is open now of each row that moved in past due, by its row. One query."""
    rows = MoveInRow.objects.within(move.organization).filter(move=move, decision__due_on__lt=F("decision__decided_on"))
    late = dict(rows.values_list("decision__application__participation", "number"))
    files = Application.objects.within(move.organization).filter(participation__in=late, kind__in=("renewal", "initial"), state__in=OPEN)
    return {late[file.participation_id]: file for file in files.order_by("pk")}
