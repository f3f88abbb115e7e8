"""Reads the roster of an existing network that moves in: who was approved elsewhere, when, by whom, until when. Saves nothing.

The person and what she holds are read as in any roster (`vetting.resources`); eight columns more tell of the decision.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from network.dates import plus_months
from network.models import Service
from vetting.claims import Claims
from vetting.resources import COLUMNS, CellFault, read_roster
from vetting.roster_cells import Day
from vetting.roster_keys import key_of

NEEDED = ("license_jurisdiction", "decided_on", "decided_by", "document", "due_on")
DECISION = ("decided_on", "decided_by", "document", "due_on")
MOVING_COLUMNS = ("decided_on", "decided_by", "document", "due_on", "terms_on", "services", "delegated", "audited_on")
YES, NO = ("yes", "ja", "y", "j", "1", "true"), ("no", "nee", "n", "0", "false", "")
MONTHS_MOST = 36  # NCQA: a vetting lasts at most three years


@dataclass(frozen=True, slots=True)
class Mover:
    """One therapist who moves in. `terms_on`: the first day of the agreement on record, if there is one.

    `delegated`: who decided did it for the organization, which audited it last through `audited_on`.
    """

    claims: Claims
    decided_on: date
    decided_by: str
    document: str
    due_on: date
    terms_on: date | None
    services: tuple[str, ...]
    delegated: bool = False
    audited_on: date | None = None
    past_due: bool = False  # the next vetting was due before the day of reading


@dataclass(frozen=True, slots=True)
class Movers:
    """The sound rows and every fault of the others; `extra` columns were not looked at.

    `undecided` are the rows that tell of no decision at all, as a roster that went out has of everybody who is still being
    vetted: nothing can be recorded of them, and they hold nobody up.
    """

    rows: tuple[Mover, ...]
    faults: tuple[CellFault, ...]
    extra: tuple[str, ...]
    undecided: tuple[int, ...] = ()


def read_movers(content: bytes, *, on: date, overdue: date | None = None) -> Movers:
    """Read every row as of the organization's day `on`. Raises licensure.rosters.BadRoster when the file cannot be used.

    A next vetting that was due before `overdue` is read as past due, whom a person may let in as that; any other that was
    due before `on` is a fault.
    """
    roster = read_roster(content)
    cells = {person.row: person.cells for person in roster.people}
    undecided = tuple(row for row, told in cells.items() if not any(told.get(name, name) for name in DECISION))
    faults, rows, seen = [fault for fault in roster.faults if fault.row not in undecided], [], {}
    spoiled = {fault.row for fault in faults}
    for claims in roster.claims:
        if claims.row in undecided:
            continue
        mover, wrong = _mover(claims, cells[claims.row], on, overdue)
        if (key := key_of(claims)) in seen:
            wrong.append(CellFault(claims.row, "", _("The same therapist stands in row %(row)s.") % {"row": seen[key]}))
        seen.setdefault(key, claims.row)
        faults += wrong
        if not wrong and claims.row not in spoiled:
            rows.append(mover)
    extra = tuple(name for name in roster.extra if name not in MOVING_COLUMNS)
    return Movers(tuple(rows), tuple(sorted(faults, key=lambda fault: fault.row)), extra, undecided)


def _mover(claims: Claims, cells, on: date, overdue) -> tuple[Mover, list[CellFault]]:
    row, faults = claims.row, []

    def fault(column, words):
        faults.append(CellFault(row, column, words))

    for name in NEEDED:
        if not cells.get(name):
            fault(name, _("The cell is empty.") if name in cells else _("The column is missing."))
    days = {name: _day(name, cells, fault) for name in ("decided_on", "due_on", "terms_on", "audited_on")}
    _days_in_order(days["decided_on"], days["due_on"], on, overdue, fault)
    services = tuple(part.strip() for part in cells.get("services", "").split(";") if part.strip()) or (Service.COUNSELING.value,)
    for service in services:
        if service not in Service.values:
            fault("services", _("“%(value)s” is no service. Known: %(known)s.") % {"value": service, "known": ", ".join(Service.values)})
    if (delegated := cells.get("delegated", "").strip().lower()) not in (*YES, *NO):
        fault("delegated", _("Write yes or no."))
    mover = Mover(
        claims, days["decided_on"], cells.get("decided_by", ""), cells.get("document", ""), days["due_on"], days["terms_on"], services,
        delegated in YES, days["audited_on"], past_due=bool(days["due_on"]) and days["due_on"] < on,
    )
    return mover, faults


def _days_in_order(decided_on, due_on, on, overdue, fault) -> None:
    """Decided in the past, due again after that and within 36 months, and not before today unless that may be."""
    if decided_on and decided_on > on:
        fault("decided_on", _("The original decision lies in the future."))
    if due_on and due_on < on:
        if decided_on and due_on < decided_on:
            fault("due_on", _("The next vetting was due before today. It cannot even be due before its own decision."))
        elif overdue is None or due_on >= overdue:
            fault("due_on", _("The next vetting was due before today. Decide this therapist anew instead."))
    if decided_on and due_on and due_on > plus_months(decided_on, MONTHS_MOST):
        fault("due_on", _("A vetting lasts at most 36 months from its decision."))


def _day(name, cells, fault) -> date | None:
    if not cells.get(name):
        return None
    try:
        return Day().clean(cells[name])
    except ValueError as error:
        fault(name, str(error))
        return None


KNOWN_COLUMNS = (*COLUMNS, *MOVING_COLUMNS)
