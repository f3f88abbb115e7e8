"""Writing what stands against many lines at once: rows that are told the same together, every change of a state with its event.

Lines of which more has to follow than this are left to the one way that does it (`payments.workflow.checking.check`).
"""

from collections import defaultdict
from dataclasses import dataclass

from network.access import system
from network.events import Told, record_all
from network.transitions import perform_all
from network.workflow.revising import day_of
from payments.duties import Act
from payments.facts.together import held_together
from payments.models import InvoiceLine, LineAct, LineHold
from payments.rules import stops

STEPS = {"exception": "stop", "matched": "match"}


@dataclass(frozen=True, slots=True)
class Kept:
    """How many stopped of those that were written, and the lines that were not: each is to be checked by itself."""

    stopped: int
    alone: tuple[InvoiceLine, ...]


def keep(organization, rows, *, at) -> Kept:
    """In the caller's transaction, of locked lines in hand as they stand: judge all of them, write those of which nothing more follows."""
    if not rows:
        return Kept(0, ())
    on, held = day_of(organization, at), held_together(organization, rows)
    found = {}
    for row in rows:
        its = held[row.pk]
        found[row.pk] = [stop.key for stop in stops(its.line, its.authorization, its.clearance, its.schedule, its.history, on=on)]
    waits = set(LineHold.objects.within(organization).filter(line__in=list(found), ended_at__isnull=True).values_list("line", flat=True))
    # a wait may be over, and an approval is taken back with what was posted for it
    alone = [row for row in rows if row.pk in waits or row.state == "approved" and found[row.pk]]
    apart = {row.pk for row in alone}
    _write(organization, [row for row in rows if row.pk not in apart], found, at)
    return Kept(sum(bool(found[row.pk]) for row in rows if row.pk not in apart), tuple(alone))


def _write(organization, rows, found, at) -> None:
    alike, moved, told = defaultdict(list), defaultdict(list), []
    for row in rows:
        before, row.stops, row.checked_at = row.stops, found[row.pk], at
        alike[tuple(row.stops)].append(row.pk)
        wanted = "exception" if row.stops else "matched"
        if row.state not in (wanted, "approved"):
            moved[wanted].append(row)
        elif before != row.stops:
            told.append(Told(row, "line.checked", before={"stops": before}, after={"stops": row.stops}))
    lines = InvoiceLine.objects.within(organization)
    for stopped, keys in alike.items():
        lines.filter(pk__in=keys).update(stops=list(stopped), checked_at=at)
    _move(organization, moved, at)
    record_all(told, actor=system("checks", organization), at=at)


def _move(organization, moved, at) -> None:
    keys = [row.pk for rows in moved.values() for row in rows]
    acts = LineAct.objects.within(organization).filter(line__in=keys, act=Act.APPROVE_LINE, voided_at__isnull=True)
    acts.update(voided_at=at)  # what was approved is another one now
    for wanted, rows in moved.items():
        perform_all(rows, STEPS[wanted], actor=system("checks", organization), at=at)
