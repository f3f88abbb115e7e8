"""Who answers for the next step of a file, by which day, and to whom a day that passes goes. Pure.

A file in somebody's hands has on both sides the same next step and the same day, and on ours always a named person: whoever has it, else
who was named for that desk, else whoever leads. When its day has passed another named person hears of it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from vetting.turns import ALLOWED, CLOCK_OF, OURS, SOURCE, Turn

DESKS = ("reviewer", "director", "committee", "lead", "escalation")  # for each somebody may be named
DESK_OF = {"therapist": "reviewer", "source": "reviewer", "reviewer": "reviewer", "director": "director", "committee": "committee"}
NEEDS = {  # who may sit at a desk: any of these roles, the first of them before the others where nobody was named
    "reviewer": ("verifier", "network_manager"), "director": ("director",), "committee": ("committee", "director"),
    "lead": ("network_manager", "director", "admin"), "escalation": ("director", "network_manager", "admin"),
}
PARAMETER = "vetting.answers"
PLATFORM = ""  # of days no organization says


@dataclass(frozen=True, slots=True)
class Seat:
    """A colleague in office on a day: the person by number, her name, her roles."""

    person: int
    name: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Office:
    """Who works in an organization on a day, longest here first, and who was named for which desk (person by desk)."""

    seats: tuple[Seat, ...]
    named: Mapping[str, int]

    def seat(self, person: int | None) -> Seat | None:
        """The seat of a person; None for somebody who is not here on that day."""
        return next((seat for seat in self.seats if seat.person == person), None)


def at_desk(office: Office, desk: str, closed: Collection[int] = ()) -> Seat | None:
    """Who was named for a desk and still may sit there; None where nobody was, or she is one of `closed`."""
    seat = office.seat(office.named.get(desk))
    fits = seat is not None and seat.person not in closed and set(NEEDS[desk]) & seat.roles
    return seat if fits else None


def _by_role(office, roles, closed) -> Seat | None:
    fitting = (seat for role in roles for seat in office.seats if role in seat.roles and seat.person not in closed)
    return next(fitting, None)


def lead(office: Office, closed: Collection[int] = ()) -> Seat | None:
    """Who leads: named, else the first network manager, director or administrator."""
    return at_desk(office, "lead", closed) or _by_role(office, NEEDS["lead"], closed)


def answers(turn: Turn, assignee: int | None, office: Office, closed: Collection[int] = ()) -> Seat | None:
    """Who answers on our side for the next step of a file, also while it waits for her or a source. `closed`: never these.

    Whoever has the file, where the step is one she may take; else who was named for that desk; else whoever leads.
    """
    desk = DESK_OF.get(turn.waiting_on)
    if desk is None:
        return None
    has = office.seat(assignee)
    if has is not None and has.person not in closed and (desk == "reviewer" or set(NEEDS[desk]) & has.roles):
        return has
    return at_desk(office, desk, closed) or lead(office, closed)


def escalates_to(owner: Seat | None, office: Office, closed: Collection[int] = ()) -> Seat | None:
    """Who hears of a day that passed: named, else a director, else a network manager or administrator; another person than the owner.

    Where nobody else works, the owner herself: somebody always hears of it.
    """
    others = {*closed, *([owner.person] if owner else ())}
    return at_desk(office, "escalation", others) or _by_role(office, NEEDS["escalation"], others) or owner


@dataclass(frozen=True, slots=True)
class Days:
    """Days by which a file without one of its own is counted: when it lapses, how long she has for terms."""

    opened: date
    since: date
    lapse_days: int
    answer_days: int


def by_day(turn: Turn, known: date | None, days: Days, asked_source: Collection[date] = ()) -> date | None:
    """The day of the next step: the one that is known, else the last one on which it may still be taken. None where nothing is next.

    `asked_source`: the days on which sources were asked that named none themselves.
    """
    if known is not None or turn.waiting_on == "nobody":
        return known
    if turn.next_step == "submit":
        return days.opened + timedelta(days=days.lapse_days)
    if turn.whose == SOURCE:
        return min(asked_source, default=days.since) + timedelta(days=ALLOWED["checking"])
    return days.since + timedelta(days=days.answer_days)


def counted_by(turn: Turn, state: str, known: date | None) -> tuple[str, ...]:
    """The days an organization gives on which the day of the next step stands, by key; a day somebody named stands on none.

    `known` as in `by_day`. A source that named no day is given the platform's own, which no organization says.
    """
    if turn.waiting_on == "nobody":
        return ()
    if known is None:
        return ("lapse_days",) if turn.next_step == "submit" else (PLATFORM,) if turn.whose == SOURCE else ("answer_days",)
    if turn.whose != OURS:
        return ()
    if state == "approved":
        return ("check_days",)
    states = list(CLOCK_OF)
    return tuple(CLOCK_OF[each] for each in states[: states.index(state) + 1]) if state in CLOCK_OF else ()


def passed(day: date | None, on: date) -> bool:
    """Whether the last day to take a step is over."""
    return day is not None and day < on
