"""A seeded list and roster of invented people: listed ones under every disguise, decoys with their surname, strangers."""

import random
from dataclasses import dataclass, field

from licensure.screening import Entry, Name, Person

STARTS = "Bram Cal Dor El Fen Gar Hal Ing Jor Kes Lin Mar Nor Ost Pem Quil Ros Sal Tam Ulm Ven Wes Yar Zel".split()
MIDDLES = "a e i o u am en il or un".split()
ENDS = "wick ford mere dale brook holm stead ley worth combe thorpe well gate moor ridge field".split()
FIRST_ENDS = "ra lin na ric ton mon dra vin la bel mir ka".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DISGUISES = ("same", "former", "typo_family", "typo_given", "hyphen_more", "hyphen_less", "swap", "npi", "initial", "cut")


@dataclass
class World:
    """The list, and the roster with what each person is: the key of her row, or None."""

    entries: list[Entry] = field(default_factory=list)
    roster: list[tuple[Person, object, str]] = field(default_factory=list)


def family(rng) -> str:
    """One of 3,840 invented family names."""
    return rng.choice(STARTS) + rng.choice(MIDDLES) + rng.choice(ENDS)


def first(rng) -> str:
    """One of 2,880 invented given names."""
    return rng.choice(STARTS) + rng.choice(MIDDLES) + rng.choice(FIRST_ENDS)


def typo(rng, text) -> str:
    """One slip of the pen: a wrong, extra, missing or swapped letter."""
    at, kind = rng.randrange(1, len(text) - 1), rng.randrange(4)
    if kind == 0:
        return text[:at] + rng.choice(LETTERS) + text[at + 1 :]
    if kind == 1:
        return text[:at] + rng.choice(LETTERS) + text[at:]
    if kind == 2:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def disguised(rng, disguise, given_name, family_name, npi) -> tuple[Person, str, str]:
    """The person, and the row's family and given name as the list writes them."""
    names, listed = (Name(given_name, family_name),), (family_name, given_name)
    double = f"{family_name}-{family(rng)}"
    if disguise == "former":
        names = (Name(given_name, family(rng)), *names)
    elif disguise == "typo_family":
        names = (Name(given_name, typo(rng, family_name)),)
    elif disguise == "typo_given":
        names = (Name(typo(rng, given_name), family_name),)
    elif disguise == "hyphen_more":
        names = (Name(given_name, double),)
    elif disguise == "hyphen_less":
        listed = (double[:20], given_name)
    elif disguise == "swap":
        names = (Name(family_name, given_name),)
    elif disguise == "npi":
        names = (Name(first(rng), family(rng)),)
    elif disguise == "initial":
        names = (Name(given_name[0], family_name),)
    elif disguise == "cut":
        whole = f"{double}-{family(rng)}"
        names, listed = (Name(given_name, whole),), (whole[:20], given_name)
    return Person(names, npi=npi if disguise == "npi" else ""), *listed


def world(seed, *, rows=2000, listed=200, decoys=200, strangers=1600) -> World:
    """A list of `rows` rows and a roster, the same for the same seed."""
    rng, made = random.Random(seed), World()  # noqa: S311  invents people, keeps no secret
    for key in range(rows):
        given_name, family_name = first(rng), family(rng)
        npi = f"{1_000_000_000 + key * 7}"
        row = (family_name, given_name)
        if key < listed:
            disguise = DISGUISES[key % len(DISGUISES)]
            person, *row = disguised(rng, disguise, given_name, family_name, npi)
            made.roster.append((person, key, disguise))
        made.entries.append(Entry(key, row[0].upper(), row[1].upper(), npi=npi if key % 10 == DISGUISES.index("npi") else ""))
    for key in range(decoys):
        made.roster.append((Person((Name(first(rng), made.entries[key].family.title()),)), None, "decoy"))
    made.roster += [(Person((Name(first(rng), family(rng)),)), None, "stranger") for _ in range(strangers)]
    return made
