"""What rests on a home license, and what a move of home did to it, as one organization verified it."""

from dataclasses import dataclass
from datetime import date

from licensure.facts.licenses import holdings, moves_of
from licensure.home_moves import fates, rests_on
from licensure.policy import known


@dataclass(frozen=True, slots=True)
class Resting:
    """A compact authority on its home license: its title and place; `how` and `on` say what a move did to it, if one did."""

    title: str
    place: str
    how: str = ""
    on: date | None = None


def resting_on(organization, row) -> tuple[Resting, ...]:
    """The compact authorities that rest on the license `row`; none for a license that carries none."""
    found, held = known(organization), holdings(organization, row.practitioner)
    mine = tuple(held.values())
    if row.key not in held:
        return ()
    home, told = held[row.key], []
    ended = {}
    for move in moves_of(row.practitioner):
        ended |= fates(mine, move, found.compacts)
    for each in mine:
        compact = found.compacts.get(each.type.compact)
        carries = compact and home.type.key in compact.home_titles
        if each.key == row.key and each.key in ended or carries and rests_on(each, home.type.jurisdiction, mine, compact):
            fate = ended.get(each.key)
            told.append(Resting(each.type.title, each.place, str(fate.how) if fate else "", fate.on if fate else None))
    return tuple(told)
