"""Lines as finance's queue shows them, by state."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from payments.facts.lines import ALL
from payments.models import InvoiceLine

VIEWS = ("exception", "matched", "submitted", "approved", "in_batch", "sent", "paid", "declined", "disputed")
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Queue:
    """One view of the queue: its lines, how many and how much in all, and the counts of every view."""

    view: str
    lines: tuple[InvoiceLine, ...]
    count: int
    minor: int
    counts: dict[str, int]


def queue(actor, view: str) -> Queue:
    """The lines of one state in the order they were logged. Three queries."""
    rows = InvoiceLine.objects.visible_to(actor)
    found = {row["state"]: row["n"] for row in rows.filter(state__in=VIEWS).order_by().values("state").annotate(n=Count("pk"))}
    mine = rows.filter(state=view)
    minor = mine.aggregate(net=Sum("minor"), vat=Sum("vat_minor"))
    lines = tuple(mine.select_related(*ALL).order_by("position")[:SHOWN])
    return Queue(view, lines, found.get(view, 0), (minor["net"] or 0) + (minor["vat"] or 0), found)


def waiting_lines(organization) -> dict[str, int]:
    """How many lines wait for a person, by state."""
    rows = InvoiceLine.objects.within(organization).filter(state__in=("exception", "matched", "disputed")).order_by()
    return {row["state"]: row["n"] for row in rows.values("state").annotate(n=Count("pk"))}
