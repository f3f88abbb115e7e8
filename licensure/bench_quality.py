"""How well screening finds people whose names are written otherwise than on the list, class by class; and how many strangers.

Reads public data: the folder is named by the environment variable REFERENCE_DATA and is no part of this project. The other
ways of writing come from `bench_variants`, which knows nothing of ours.
"""

import csv
import gzip
import os
import random
from collections.abc import Iterator
from pathlib import Path

from licensure import bench_variants
from licensure.bench_reference import EveryRow
from licensure.screening import Entry, ListIndex, Name, Person, screen
from licensure.sweep import screen_all
from network.bench import Timing, Unprepared, timed

LEAST, LEAST_OF_HARD, MOST_STRANGERS = 0.98, 0.95, 0.02
HARD = ("nickname", "other_scripts", "script_pairs")
STRANGERS = 2000


def quality(n: int, seed: int) -> Timing:
    """At most n variants of each class over a sanctions list of 4,600 people, and 2,000 strangers of a census.

    Fails below a recall of 0.98 in a class (0.95 for nicknames and other scripts), or when more than 2 % of the strangers
    would be looked at. The reference compares everyone with every row, and finds the same.
    """
    folder, chance = data(), random.Random(seed)  # noqa: S311  picks names, keeps no secret
    listed = sanctioned(folder)
    rows = [Entry(key, family, given) for key, family, given in listed]
    asked = [(kind, person, key) for kind in _classes(listed, folder, n, chance) for kind, person, key in kind]
    strangers = _strangers(folder, chance)
    people = [*(person for _, person, _ in asked), *strangers]
    found, seconds = timed(lambda: dict(screen_all(people, ListIndex(rows))))
    expected, reference_seconds = timed(lambda: EveryRow(rows).screen_all(people))
    ours = [{each.entry.key: each.score for each in found.get(place, ())} for place in range(len(people))]
    if ours != expected:
        raise AssertionError("the index and every row give different candidates.")
    classes = recall((kind, key in hits) for (kind, _, key), hits in zip(asked, ours, strict=False))
    classes |= recall(_shortened(listed)) | recall(_scripts(folder))
    reviewed = round(sum(map(bool, ours[len(asked) :])) / len(strangers), 4)
    more = {"list": len(rows), "classes": classes, "strangers_in_review": reviewed}
    return Timing(len(people), seconds, len(people), reference_seconds, more, shortcoming(classes, reviewed))


def data() -> Path:
    """The folder of public data. Raises Unprepared when it is not named."""
    if not (named := os.environ.get("REFERENCE_DATA")):
        raise Unprepared("Name the folder of public lists and names in REFERENCE_DATA.")
    return Path(named)


def shortcoming(classes: dict[str, float], reviewed: float) -> str:
    """What is not good enough, in one sentence; empty when all is."""
    weak = [f"{kind} {found}" for kind, found in classes.items() if found < (LEAST_OF_HARD if kind in HARD else LEAST)]
    weak += [f"strangers in review {reviewed}"] if reviewed > MOST_STRANGERS else []
    return f"Not good enough: {', '.join(weak)}." if weak else ""


def recall(found: Iterator[tuple[str, bool]]) -> dict[str, float]:
    """The share found of each class."""
    counts: dict[str, list[bool]] = {}
    for kind, hit in found:
        counts.setdefault(kind, []).append(hit)
    return {kind: round(sum(hits) / len(hits), 4) for kind, hits in counts.items()}


def sanctioned(folder: Path) -> list[tuple[str, str, str]]:
    """The individuals of the sanctions list: number, family and given name. It has no header and ends with DOS's mark."""
    with gzip.open(folder / "02_sanctions" / "ofac_bench_sdn.csv.gz", "rt", encoding="latin-1", newline="") as lines:
        rows = [row for row in csv.reader(lines) if len(row) > 2 and row[2].strip() == "individual" and "," in row[1]]
    return [(row[0], *(part.strip() for part in row[1].split(",", 1))) for row in rows]


def _classes(listed, folder, n, chance) -> Iterator[list[tuple[str, Person, str]]]:
    """For each class the people who write themselves that way, each with the key of the row she is."""
    for kind in bench_variants.HERS:
        made = ((key, kind(family.title(), given, chance)) for key, family, given in chance.sample(listed, len(listed)))
        yield [(kind.__name__, _person(*wrote), key) for (key, wrote), _ in zip(filter(lambda one: one[1], made), range(n), strict=False)]
    short = _nicknames(folder)
    known = [row for row in listed if row[2].split() and row[2].split()[0].lower() in short]
    yield [
        ("nickname", _person(family.title(), chance.choice(short[given.split()[0].lower()]).title()), key)
        for key, family, given in chance.sample(known, min(n, len(known)))
    ]
    yield [
        ("other_scripts", _person(bench_variants.cyrillic(family), bench_variants.cyrillic(given)), key)
        for key, family, given in chance.sample(listed, min(n, len(listed)))
    ]


def _person(family: str, given: str) -> Person:
    return Person((Name(given, family),))


def _nicknames(folder: Path) -> dict[str, list[str]]:
    short: dict[str, list[str]] = {}
    with gzip.open(folder / "07_names" / "nicknames.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["relationship"] == "has_nickname":
                short.setdefault(row["name1"], []).append(row["name2"])
    return short


def _shortened(listed) -> Iterator[tuple[str, bool]]:
    """Names longer than the list's fields, which it cuts; she writes them whole."""
    long = [row for row in listed if bench_variants.truncated(row[1], row[2], None)]
    index = ListIndex(Entry(key, *bench_variants.truncated(family, given, None)) for key, family, given in long)
    for key, family, given in long:
        yield "truncated", key in {each.entry.key for each in screen(_person(family.title(), given), index)}


def _scripts(folder: Path) -> Iterator[tuple[str, bool]]:
    """Pairs of one name in two scripts."""
    with (folder / "08_matching" / "cross_script_pairs.csv").open(encoding="utf-8", newline="") as lines:
        for written, latin, *_ in csv.reader(line for line in lines if line.strip() and not line.startswith("#")):
            entry, person = _pair(written, latin.split())
            yield "script_pairs", bool(screen(person, ListIndex([entry])))


def _pair(written: str, latin: list[str]) -> tuple[Entry, Person]:
    """One name as a row and as a person: family names last with spaces, first without; a single one is a given name."""
    if len(latin) == 1:
        return Entry(0, "Testerman", latin[0]), _person("Testerman", written)
    if " " in written:
        given, family = written.rsplit(" ", 1)
        return Entry(0, latin[-1], " ".join(latin[:-1])), _person(family, given)
    family = 2 if len(written) == 4 else 1  # Japanese family names have two characters as a rule, the others one
    return Entry(0, latin[0], " ".join(latin[1:])), _person(written[:family], written[family:])


def _strangers(folder: Path, chance) -> list[Person]:
    firsts = [*_census(folder, "us_census1990_female_first.csv.gz"), *_census(folder, "us_census1990_male_first.csv.gz")]
    families = _census(folder, "us_census2010_surnames_top20000.csv.gz")
    return [_person(chance.choice(families), chance.choice(firsts)) for _ in range(STRANGERS)]


def _census(folder: Path, name: str) -> list[str]:
    with gzip.open(folder / "07_names" / name, "rt", encoding="utf-8", newline="") as lines:
        return [row["name"].title() for row in csv.DictReader(lines)]
