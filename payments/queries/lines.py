"""Lines as finance's queue shows them, by state."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Sum

from network.keyed import START, Keyed, Place, keyed
from payments.facts.lines import ALL
from payments.models import InvoiceLine, LineHold, LineQuestion

ASKED, HELD = "asked", "waiting"  # of the lines being checked, those that wait for the therapist, or for a day
VIEWS = ("exception", ASKED, HELD, "matched", "submitted", "approved", "in_batch", "sent", "paid", "declined", "disputed", "withdrawn")
CHECKED = ("exception", "matched")


@dataclass(frozen=True, slots=True)
class Queue:
    """One view of the queue: a page of its lines, how many and how much in all, and the counts of every view."""

    view: str
    page: Keyed
    count: int
    minor: int
    counts: dict[str, int]

    @property
    def lines(self) -> tuple[InvoiceLine, ...]:
        """Those of the page."""
        return self.page.rows


class _Waits:
    """Which lines wait for an answer or a day, of whatever rows the reader was narrowed to."""

    def __init__(self, questions, holds, on):
        self.asked = Exists(questions.filter(state="asked", line=OuterRef("pk")))
        self.held = Exists(holds.holding(on).filter(line=OuterRef("pk")))

    def of(self, rows, view):
        """Those being checked that wait for the therapist, or for a day."""
        return rows.filter(self.asked if view == ASKED else self.held, state__in=CHECKED)

    def idle(self, rows):
        """Those nobody waits for: of settled lines all of them."""
        return rows.exclude(self.asked, state__in=CHECKED).exclude(self.held, state__in=CHECKED)


def queue(actor, view: str, *, on: date, place: Place = START) -> Queue:
    """The lines of one view in the order they were logged: of a state, less those that wait on the organization's day `on`."""
    rows = InvoiceLine.objects.visible_to(actor).exclude(state="withdrawn", submitted_at=None)  # what never reached finance
    waits = _Waits(LineQuestion.objects.visible_to(actor), LineHold.objects.visible_to(actor), on)
    counted = waits.idle(rows).filter(state__in=VIEWS).order_by().values("state").annotate(n=Count("pk"))
    found = {row["state"]: row["n"] for row in counted} | {name: waits.of(rows, name).count() for name in (ASKED, HELD)}
    mine = waits.of(rows, view) if view in (ASKED, HELD) else waits.idle(rows).filter(state=view)
    minor = mine.aggregate(net=Sum("minor"), vat=Sum("vat_minor"))
    page = keyed(mine.select_related(*ALL), ("position", "pk"), place, known=rows)
    return Queue(view, page, found.get(view, 0), (minor["net"] or 0) + (minor["vat"] or 0), found)


def waiting_lines(organization, *, on: date) -> dict[str, int]:
    """How many lines wait for finance, by state."""
    waits = _Waits(LineQuestion.objects.within(organization), LineHold.objects.within(organization), on)
    rows = waits.idle(InvoiceLine.objects.within(organization)).filter(state__in=(*CHECKED, "disputed")).order_by()
    return {row["state"]: row["n"] for row in rows.values("state").annotate(n=Count("pk"))}
