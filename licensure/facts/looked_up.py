"""Whom of the network a few rows may be, by the indexes of the names: nobody else's name is read.

Raw SQL, because a queryset cannot join what is asked for. The indexes are the database's own work on the very rows that hold the
names, in the same transaction: nothing kept beside them could go stale or outlive an erasure. Works across organizations, as a
list does: see `taking_part`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, compress, islice

from django.db import connection

from licensure.columns import Written
from licensure.facts.network_names import taking_part
from licensure.list_index import MISSING_BIRTH, ListIndex
from licensure.lookup import Asked, Lookup
from licensure.npi import known
from licensure.screening import DEFAULT_BANDS, Bands
from network.collecting import rarely_collected

TOGETHER = 2_000  # halves asked for in one statement
TABLES = ("network_person", "network_practitionername")  # the names people use, and the others they have or had
DISTINCT = "SELECT DISTINCT family_name, prefix FROM {table}"  # along the index: no row is read
# the same on SQLite, each column as one text: a hundred thousand rows fetched one by one take as long as it takes to find them
JOINED = """SELECT COUNT(*), group_concat(family_name, %s), group_concat(prefix, %s)
FROM (SELECT DISTINCT family_name, prefix FROM {table}) each"""
BETWEEN = "\x1f"  # parts texts that are joined; who has it in her name is read the other way
GIVEN = """
WITH RECURSIVE each (name) AS (
    SELECT MIN(given_name) FROM {table}
    UNION ALL SELECT (SELECT MIN(given_name) FROM {table} WHERE given_name > each.name) FROM each WHERE each.name IS NOT NULL
) SELECT name FROM each WHERE name IS NOT NULL
"""  # given names are few: from each to the next, instead of past everybody

ASKED = "WITH asked ({columns}) AS (VALUES {rows}) "
NAMES = (  # SQLite goes through a cross join from left to right: nobody is looked at who was not asked for
    """SELECT named.id, named.given_name, named.prefix, named.family_name, named.date_of_birth || ''
    FROM asked CROSS JOIN network_person named WHERE {half} {born}""",
    """SELECT person.id, named.given_name, named.prefix, named.family_name, person.date_of_birth || ''
    FROM asked CROSS JOIN network_practitionername named CROSS JOIN network_practitioner holder CROSS JOIN network_person person
    WHERE {half} AND holder.id = named.practitioner_id AND person.id = holder.person_id {born}""",
)
WHOSE = ("named.date_of_birth", "person.date_of_birth")
HALVES = {
    "family": ("family, prefix", "named.family_name = asked.family AND named.prefix = asked.prefix"),
    "given": ("given", "named.given_name = asked.given"),
}
BORN = {
    "whole": ("", ""),
    "near": (", first, last, day, missing", """AND ({day} BETWEEN asked.first AND asked.last OR {of_year} = asked.day
        OR {day} IS NULL OR {day} = asked.missing)"""),
    "on": (", born", "AND {day} = asked.born"),
    # asked for, since SQLite would go through everybody to make a filter of what is the same for all
    "unborn": (", missing", "AND ({day} IS NULL OR {day} = asked.missing)"),
}
OF_YEAR = {"sqlite": "substr({day}, 6)", "postgresql": "to_char({day}, 'MM-DD')"}

Columns = dict[str, tuple[tuple[str, ...], ...]]  # half of a name → how it stands in the columns of a table


def in_reach(index: ListIndex, bands: Bands = DEFAULT_BANDS) -> set[int]:
    """Keys of practitioners who take part somewhere and may be on a row: what `sweep.may_be_listed` says of everybody's names."""
    if not index.entries:
        return set()
    npis = {known(entry.npi) for entry in index.entries} - {""}
    with rarely_collected():
        owners = _owners(index, bands)
    return {*_taking_part("practitioner__person__in", owners), *_taking_part("practitioner__npi__in", npis)}


def _owners(index: ListIndex, bands: Bands) -> set[int]:
    """Keys of persons who may be on a row by name and day of birth, wherever they take part."""
    families, givens = [_families(table) for table in TABLES], [_given(table) for table in TABLES]
    named, called = dict.fromkeys(chain(*(texts for texts, *_ in families))), dict.fromkeys(chain(*givens))
    lookup = Lookup(list(named | called), index, bands)
    by_family, by_given = lookup.by_family(named), lookup.by_given(called)
    written = [_columned(each, by_family.halves) for each in families]
    return lookup.owners(chain(_read("family", by_family, written), _read("given", by_given, givens)))


def _taking_part(field: str, values: Iterable) -> Iterator[int]:
    for some in _portions(values):
        # the index of NPIs leaves out who has none
        rows = taking_part(**{field: some}).exclude(practitioner__npi="") if "npi" in field else taking_part(**{field: some})
        yield from rows.values_list("practitioner_id", flat=True)


def _families(table: str) -> tuple[list[str], ...]:
    """Each family name of a table with its prefix as one text; beside each, the family name and the prefix as they stand there."""
    names, prefixes = _distinct(table)
    if any(prefixes):
        texts = [f"{prefix} {family}".strip() if prefix else family.strip() for family, prefix in zip(names, prefixes, strict=True)]
        return texts, names, prefixes
    return list(map(str.strip, names)), names, prefixes


def _distinct(table: str) -> tuple[list[str], list[str]]:
    """Family names and prefixes that stand together, each pair once."""
    if connection.vendor == "sqlite":
        ((count, *joined),) = _rows(JOINED.format(table=table), [BETWEEN, BETWEEN])
        names, prefixes = ((each or "").split(BETWEEN) if count else [] for each in joined)
        if len(names) == len(prefixes) == count:
            return names, prefixes
    rows = _rows(DISTINCT.format(table=table))
    return [family for family, _ in rows], [prefix for _, prefix in rows]


def _columned(families: tuple[list[str], ...], wanted: set[str]) -> Columns:
    """How each wanted text stands in the columns: two rows may read alike."""
    found: Columns = {}
    for text, *row in compress(zip(*families, strict=True), map(wanted.__contains__, families[0])):
        found[text] = (*found.get(text, ()), tuple(row))
    return found


def _given(table: str) -> Columns:
    return {row[0]: (row,) for row in _rows(GIVEN.format(table=table))}


def _read(half: str, asked: Asked, columns: Sequence[Columns]) -> Iterator[Written]:
    """The names that are asked for by one half, with the keys of their bearers as persons; each table is asked for what it has."""
    for kind in BORN:
        dated = list(_dated(asked, kind))
        for statement, day, had in zip(NAMES, WHOSE, columns, strict=True):
            yield from _select(statement, day, half, kind, [(*row, *dates) for text, *dates in dated for row in had.get(text, ())])


def _dated(asked: Asked, kind: str) -> Iterator[tuple]:
    """What is asked for, with its dates as the database takes them."""
    value = connection.ops.adapt_datefield_value
    missing = value(MISSING_BIRTH)
    match kind:
        case "whole":
            yield from ((text,) for text in asked.whole)
        case "unborn":
            yield from ((text, missing) for text in asked.unborn)
        case "on":
            yield from ((text, value(day)) for text, day in asked.on)
        case "near":
            days = [(day, date(day.year, 1, 1), date(day.year, 12, 31)) for day in {day for _, day in asked.near}]
            dates = {day: (value(first), value(last), f"{day:%m-%d}", missing) for day, first, last in days}
            yield from ((text, *dates[day]) for text, day in asked.near)


def _select(statement: str, day: str, half: str, kind: str, asked: list[tuple]) -> Iterator[Written]:
    (named, same), (dated, born) = HALVES[half], BORN[kind]
    sql = statement.format(half=same, born=born.format(day=day, of_year=OF_YEAR[connection.vendor].format(day=day)))
    days: dict[str | None, date | None] = {None: None}  # a day is made of its text once
    for some in _portions(asked):
        marks = f"({', '.join(['%s'] * len(some[0]))})"
        rows = _rows(ASKED.format(columns=named + dated, rows=", ".join([marks] * len(some))) + sql, list(chain.from_iterable(some)))
        days.update((text, date.fromisoformat(text)) for text in {row[-1] for row in rows}.difference(days))
        yield from ((key, given, f"{prefix} {family}".strip(), days[born], "") for key, given, prefix, family, born in rows)


def _portions(values: Iterable) -> Iterator[list]:
    values = iter(values)
    while some := list(islice(values, TOGETHER)):
        yield some


def _rows(sql: str, values=()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
