"""What an employer may read of how its people were helped: numbers of many, never of few. Pure.

People are counted, and a number is told when at least `minimum` of them stand behind it (safety A29; domain 2.8). In a table
whose cells add up to a total that is told, a small cell is hidden together with as many others as it takes that nothing
hidden can be had by subtraction: at least two cells, with at least `minimum` people between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FLOOR, USUAL = 5, 10  # people behind a number: never fewer than FLOOR, whatever an organization sets
ELIGIBLE = 50  # employees: of a smaller employer no table is told at all, totals alone


@dataclass(frozen=True, slots=True)
class Counted:
    """One closed calendar year of one employer. `people` in each table are the same people, each once, so that cells add up.

    `helped` of them had a case; `late` people had a case of this year and had called in the year before. `seen` of `helped` and
    `late` had a session; `carried` people had a session of this year in a case of an earlier one. `answered` people gave `answers`
    about the help that ended in the year, `content` of which said yes.
    """

    eligible: int
    people: int
    contacts: int
    helped: int
    cases: int
    seen: int
    sessions: int
    tables: Mapping[str, Mapping[str, int]]
    late: int = 0
    carried: int = 0
    answered: int = 0
    answers: int = 0
    content: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """The same as it may leave the house; None is hidden."""

    people: int | None
    percent: int | None
    contacts: int | None
    cases: int | None
    sessions: int | None
    tables: Mapping[str, Mapping[str, int | None]]
    content: int | None = None  # whole percent of those who were asked; how many those were is not told


def told(counted: Counted, minimum: int) -> Told:
    """What is told of a year, with at least `minimum` people behind each number."""
    least = max(minimum, FLOOR)
    enough = counted.people >= least
    begun = counted.helped + counted.late
    helped = enough and _nested(counted.helped, counted.people, least) and _many(begun, least)
    seen = helped and _nested(counted.seen, begun, least) and _many(counted.seen + counted.carried, least)
    return Told(
        people=counted.people if enough else None, percent=_percent(counted) if enough else None,
        contacts=counted.contacts if enough else None, cases=counted.cases if helped else None,
        sessions=counted.sessions if seen else None,
        tables={name: table(cells, least) for name, cells in counted.tables.items()} if enough and counted.eligible >= ELIGIBLE else {},
        content=_content(counted, least) if enough else None,
    )


def _content(counted: Counted, least: int) -> int | None:
    """The share of answers that say yes, where many people gave them; of few nothing is told, nor that there were any."""
    return round(100 * counted.content / counted.answers) if counted.answers and counted.answered >= least else None


def _percent(counted: Counted) -> int | None:
    """Utilization in whole percent: people who were helped or heard, of everybody who might have called."""
    return round(100 * counted.people / counted.eligible) if counted.eligible else None


def _nested(some: int, of: int, least: int) -> bool:
    """Whether both a part and what is left of the whole are many, or one of them nobody."""
    return _many(some, least) and _many(of - some, least)


def _many(people: int, least: int) -> bool:
    """Whether they are many, or nobody."""
    return people == 0 or people >= least


def table(cells: Mapping[str, int], least: int) -> dict[str, int | None]:
    """The cells of a total that is told: what is small, and enough beside it, is None."""
    hidden = {name for name, count in cells.items() if 0 < count < least}
    others = sorted((count, name) for name, count in cells.items() if count and name not in hidden)
    while hidden and (len(hidden) < 2 or sum(cells[name] for name in hidden) < least):
        if not others:
            return dict.fromkeys(cells)
        hidden.add(others.pop(0)[1])
    return {name: None if name in hidden else count for name, count in cells.items()}
