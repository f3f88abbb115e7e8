"""The names of invented people in a table, as a database keeps them: inventing them is no part of what is timed, reading them is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from licensure.bench_names import invented_people
from licensure.columns import Written
from licensure.screening import Entry, Name, Person

PART = 20_000  # people invented at a time
TABLE = """CREATE TABLE name (person INTEGER, place INTEGER, given TEXT, family TEXT, born TEXT, npi TEXT, PRIMARY KEY (person, place))
WITHOUT ROWID"""
RANGE = "SELECT person, given, family, born, npi FROM name WHERE person >= ? AND person < ? ORDER BY person, place"


class Table:
    """n people; whoever reads opens the file anew, so that forked processes can."""

    def __init__(self, path: Path, n: int, seed: int, listed: list[Entry]):
        self.path, self.count = path, n
        with closing(sqlite3.connect(path)) as table:
            table.execute(TABLE)
            for first in range(0, n, PART):
                people = invented_people(seed, min(PART, n - first), listed, first // PART)
                table.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", _rows(first, people))
            table.commit()

    def parts(self, count: int, of: int | None = None) -> list[tuple[int, int]]:
        """Everybody, or the first `of` people, in `count` parts: from whom, to before whom."""
        of = of or self.count
        step = -(-of // count)
        return [(first, min(first + step, of)) for first in range(0, of, step)]

    def names(self, part: tuple[int, int]) -> Iterator[Written]:
        """Each name of each person of a part."""
        days: dict[str | None, date | None] = {None: None}
        with closing(sqlite3.connect(self.path)) as table:
            for person, given, family, born, npi in table.execute(RANGE, part):
                if born not in days:
                    days[born] = date.fromisoformat(born)
                yield person, given, family, days[born], npi

    def people(self, part: tuple[int, int]) -> Iterator[tuple[int, Person]]:
        """Each person of a part."""
        for who, names in groupby(self.names(part), lambda row: row[0]):
            rows = list(names)
            yield who, Person(tuple(Name(given, family) for _, given, family, _, _ in rows), rows[0][3], rows[0][4])


@contextmanager
def written(n: int, seed: int, listed: list[Entry]) -> Iterator[Table]:
    """The table of n invented people, for as long as the block runs."""
    with TemporaryDirectory() as folder:
        yield Table(Path(folder) / "people.sqlite3", n, seed, listed)


def _rows(first: int, people: list[Person]) -> Iterator[tuple]:
    for who, person in enumerate(people, first):
        born = person.date_of_birth and person.date_of_birth.isoformat()
        yield from ((who, place, name.given, name.family, born, person.npi) for place, name in enumerate(person.names))
