"""Invented people and lists for benchmarks, by seed: as many common and rare names as a country has, not its names."""

import random
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from licensure.screening import Entry, Name, Person

HEADS = (
    "Al An Ar Ba Be Bo Bra Ca Cha Cor Da De Do El En Fa Fer Fra Ga Go Gra Ha Hen Ho In Ja Jo Ka Ke Ko La Le Lo Ma "
    "Mar Mo Na Ne Nor O Pa Per Po Qui Ra Re Ro Sa San Sha So Sta Ta Te To Tra Un Va Ve Vi Wa We Wil Ya Ze"
).split()
CORES = (
    "ba be bi bo ca ce cki da de di do e el en er fe ga ge go i il in ka ke la le li lo ma me mi mo na ne ni no o "
    "or pe ra re ri ro sa se si so ta te ti to un va ve"
).split()
TAILS = (
    "ck d der ez field ford gan ger hart ing ko l lan ley lin ll man mer mond n nez ng r rd rez rick rson s sen sey "
    "sh ski son st t ter ton vic w well y z"
).split()
FIRST_TAILS = "a ah an ce el en er ia ie in is ka la lle ly ne nna on ra s ta th y".split()
BORN = date(1940, 1, 1)
FAMILIES, GIVENS = 90_000, 4_000
BIRTHDAYS = 20_000
EACH, PLANTED = 1000, 7  # of every thousand people the one in the eighth place stands on the list


@lru_cache(maxsize=1)
def vocabulary() -> tuple[tuple[list[str], list[float]], tuple[list[str], list[float]]]:
    """Family and given names, each with the running sum of how common they are: few very common, most rare."""
    chance = random.Random(2026)  # noqa: S311  data for a benchmark, not a secret
    families = list(_distinct(chance, FAMILIES, TAILS))
    givens = list(_distinct(chance, GIVENS, FIRST_TAILS))
    return (families, _running(len(families), 300)), (givens, _running(len(givens), 20))


def _distinct(chance, count: int, tails: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    while len(seen) < count:
        name = chance.choice(HEADS) + "".join(chance.choices(CORES, k=chance.choice((0, 1, 1, 1, 2)))) + chance.choice(tails)
        if name not in seen:
            seen.add(name)
            yield name


def _running(count: int, head: int) -> list[float]:
    """Running sums of 1/(rank + head): the commonest of 90,000 family names is borne by some 6 in 10,000."""
    return list(accumulate(1 / (rank + head) for rank in range(count)))


def _pick(chance, names: list[str], running: list[float]) -> str:
    return names[bisect(running, chance.random() * running[-1])]


def _birthday(chance) -> date:
    return BORN + timedelta(days=chance.randrange(BIRTHDAYS))


def invented_list(seed: int, rows: int) -> list[Entry]:
    """Rows in capitals, nearly all with a date of birth, one in ten with an NPI."""
    chance = random.Random(f"list {seed}")  # noqa: S311
    families, givens = vocabulary()
    made = []
    for key in range(rows):
        family = _pick(chance, *families).upper()
        if chance.random() < 0.03:
            family = f"{family}-{_pick(chance, *families).upper()}"[:20]
        npi = f"{1_000_000_000 + key * 7}" if chance.random() < 0.1 else ""
        born = _birthday(chance) if chance.random() < 0.95 else None
        middle = _pick(chance, *givens)[0].upper() if chance.random() < 0.5 else ""
        made.append(Entry(key, family, _pick(chance, *givens).upper()[:15], middle, npi, born))
    return made


def invented_people(seed: int, count: int, listed: list[Entry] = (), part: int = 0) -> list[Person]:
    """People with a date of birth, one in twenty with a former name; one of every thousand stands on the list, written otherwise."""
    chance = random.Random(f"people {seed} {part}")  # noqa: S311
    families, givens = vocabulary()
    made = []
    for place in range(count):
        if listed and place % EACH == PLANTED:
            made.append(_disguised(chance, chance.choice(listed)))
            continue
        names = [Name(_pick(chance, *givens), _pick(chance, *families))]
        if chance.random() < 0.05:
            names.append(Name(names[0].given, _pick(chance, *families)))
        made.append(Person(tuple(names), _birthday(chance)))
    return made


def _disguised(chance, entry: Entry) -> Person:
    """The one of a row: a slip of the pen in the family name, or under a former name."""
    family, given = entry.family.title(), entry.given.title()
    if chance.random() < 0.5:
        return Person((Name(given, "Zyxwander"), Name(given, family)), entry.date_of_birth)
    at = chance.randrange(1, len(family))
    return Person((Name(given, family[:at] + family[at + 1 :]),), entry.date_of_birth)
