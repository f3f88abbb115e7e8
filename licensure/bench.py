"""A benchmark of screening: through the index, against comparing with every row. People and list are invented by seed."""

import random

from licensure.names import slip
from licensure.screening import Entry, ListIndex, Name, Person, screen
from network.bench import Timing, timed

ROWS = 15_000  # as many as a public list of the states has
STARTS = "Bram Cal Dor El Fen Gar Hal Ing Jor Kes Lin Mar Nor Ost Pem Quil Ros Sal Tam Ulm Ven Wes Yar Zel".split()
MIDDLES = "a e i o u am en il or un".split()
ENDS = "wick ford mere dale brook holm stead ley worth combe thorpe well gate moor ridge field".split()


def screening(n: int, seed: int) -> Timing:
    """n people against a list of 15,000 rows. Preparing the list is part of our time and not of the reference's."""
    chance = random.Random(seed)  # noqa: S311  data for a benchmark, not a secret
    entries, people = invented_list(chance, ROWS), invented_people(chance, n)
    sample = people[: max(1, n // 50)]
    prepared = Rows(entries)
    ours, seconds = timed(lambda: _found(people, ListIndex(entries)))
    rows, reference_seconds = timed(_found, sample, prepared)
    if ours[: len(rows)] != rows:
        raise AssertionError("The index and every row give different candidates.")
    return Timing(n, seconds, len(sample), reference_seconds)


def _found(people, index) -> list[set]:
    return [{(each.entry.key, each.score) for each in screen(person, index)} for person in people]


class Rows(ListIndex):
    """The same rows and the same rule without the look-up: a name is compared with every family name of the list."""

    def _neighbors(self, text: str) -> tuple[str, ...]:
        return tuple(other for other in self._families if slip(text, other))


def invented_list(chance, rows: int) -> list[Entry]:
    """Rows with invented names."""
    return [Entry(key, _family(chance).upper(), chance.choice(STARTS).upper()) for key in range(rows)]


def invented_people(chance, count: int) -> list[Person]:
    """People with invented names, some of which stand on the list."""
    return [Person((Name(chance.choice(STARTS), _family(chance)),)) for _ in range(count)]


def _family(chance) -> str:
    return chance.choice(STARTS) + chance.choice(MIDDLES) + chance.choice(MIDDLES) + chance.choice(ENDS)
