"""Whoever is listed is found under every disguise, and hardly anybody else is: on an invented list, and on a real one."""

import csv
import gzip
import random

import pytest

from licensure.screening import Entry, ListIndex, Name, Person, screen
from licensure.sources.oig_leie import parse
from tests.licensure.invented_roster import DISGUISES, disguised, world

MOST_TO_REVIEW = 0.02


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everyone_listed_is_found_and_at_most_two_in_a_hundred_others_are_looked_at(seed):
    made = world(seed)
    index = ListIndex(made.entries)
    missed, looked_at, others = [], 0, 0
    for person, key, disguise in made.roster:
        found = screen(person, index)
        if key is None:
            others, looked_at = others + 1, looked_at + bool(found)
        elif key not in {each.entry.key for each in found}:
            missed.append((disguise, person, made.entries[key]))
    assert missed == []
    assert others == 1800
    assert looked_at / others <= MOST_TO_REVIEW


def test_only_an_npi_makes_a_candidate_certain():
    made = world(4, rows=400, decoys=0, strangers=0)
    index = ListIndex(made.entries)
    bands = {disguise: set() for disguise in DISGUISES}
    for person, key, disguise in made.roster:
        bands[disguise] |= {each.band for each in screen(person, index) if each.entry.key == key}
    assert bands == {disguise: {"certain"} if disguise == "npi" else {"possible"} for disguise in DISGUISES}


def census(folder, name) -> list[str]:
    """Names of a census file, every one as likely as another."""
    with gzip.open(folder / "07_names" / name, "rt", encoding="utf-8") as lines:
        return [row["name"].title() for row in csv.DictReader(lines)]


def test_on_a_public_list_everyone_listed_is_found_and_few_others_are_looked_at(reference_data):
    """2,000 people against 15,071 rows: 200 listed, 200 decoys with a listed surname, 1,600 strangers."""
    packed = reference_data / "01_exclusions" / "leie_layout_DERIVED_from_state_lists.csv.gz"
    rows = parse(gzip.decompress(packed.read_bytes())).rows
    assert len(rows) == 15_071
    index = ListIndex(Entry(row.row, row.family_name, row.given_name, row.middle_name, row.npi) for row in rows)
    rng = random.Random(2026)  # noqa: S311  picks people, keeps no secret
    families = census(reference_data, "us_census2010_surnames_top20000.csv.gz")
    firsts = census(reference_data, "us_census1990_female_first.csv.gz") + census(reference_data, "us_census1990_male_first.csv.gz")
    named = [row for row in rows if min(len(row.family_name), len(row.given_name)) > 2 and row.family_name.isalpha()]
    missed = 0
    for at, row in enumerate(rng.sample(named, 200)):
        disguise = ("same", "former", "typo_family", "typo_given", "hyphen_more", "swap", "initial")[at % 7]
        person, *_ = disguised(rng, disguise, row.given_name.title(), row.family_name.title(), "")
        missed += row.row not in {each.entry.key for each in screen(person, index)}
    decoys = [Name(rng.choice(firsts), row.family_name.title()) for row in rng.sample(named, 200)]
    strangers = [Name(rng.choice(firsts), rng.choice(families)) for _ in range(1600)]
    looked_at = sum(bool(screen(Person((name,)), index)) for name in decoys + strangers)
    assert missed == 0
    assert looked_at / 1800 <= MOST_TO_REVIEW
