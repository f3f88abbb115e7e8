"""What she attests beside what the source answers, field by field. Pure: two sides in, the differences out.

Only what both sides state is compared: a source that shows no date says nothing about dates. A name agrees when it is one of
hers, in any order, with further given names or initials; a family name longer or shorter than hers differs. A number agrees
but for punctuation, leading zeros and letters before it. Which differences may be taken over is for a person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from licensure.names import SUFFIXES, normalize
from licensure.titles import same_title

WHO = ("name", "number", "born", "title")  # differences in these may mean that it is somebody else's
DAYS = ("first", "last")
AMOUNTS = ("per_claim", "aggregate", "paid", "reserved")
OF_CLAIMS = ("incident_on", "reported_on", "closed_on", "claim_state", "currency", "claims")


@dataclass(frozen=True, slots=True)
class Stated:
    """One side's word about one item. `names` are (given, family); a name as one text stands as ("", text).

    `titles` are the writings of one title; `others` those of every other title issued there, which only her side knows.
    `first` and `last` are good days, amounts are minor units of one currency; None or empty: this side says nothing of it.
    The last eight are about a claim; `claims` is how many of them a loss run shows, and how many of its carrier she entered.
    """

    names: tuple[tuple[str, str], ...] = ()
    number: str = ""
    born: date | None = None
    first: date | None = None
    last: date | None = None
    per_claim: int | None = None
    aggregate: int | None = None
    titles: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    incident_on: date | None = None
    reported_on: date | None = None
    closed_on: date | None = None
    claim_state: str | None = None
    paid: int | None = None
    reserved: int | None = None
    currency: str | None = None
    claims: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the two differ. `marks` are the places in each text that do; `how` is a code: digit, swapped, missing…"""

    field: str
    hers: object
    theirs: object
    how: str = ""
    marks: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())

    @property
    def about_who(self) -> bool:
        """Whether it may be another person's: such a difference is put to her before anybody takes it over."""
        return self.field in WHO


def compare(hers: Stated, theirs: Stated) -> tuple[Difference, ...]:
    """Every field both sides state and in which they differ, who it is first."""
    found = list(_names(hers.names, theirs.names))
    if hers.number and theirs.number and not same_number(hers.number, theirs.number):
        found.append(_number(hers.number, theirs.number))
    if hers.titles and theirs.titles and not same_title(hers.titles, theirs.titles[0], others=hers.others):
        found.append(Difference("title", hers.titles[0], theirs.titles[0]))
    for name in ("born", *DAYS, *AMOUNTS, *OF_CLAIMS):
        one, other = getattr(hers, name), getattr(theirs, name)
        if one is not None and other is not None and one != other:
            found.append(Difference(name, one, other))
    return tuple(found)


# ── Names ────────────────────────────────────────────────────────────────────


def _names(hers, theirs) -> Iterator[Difference]:
    if hers and theirs and not any(same_name(one, _written(other)) for one in hers for other in theirs):
        yield Difference("name", _written(hers[0]), " / ".join(map(_written, theirs)))


def _written(name: tuple[str, str]) -> str:
    return " ".join(filter(None, name))


def same_name(hers: tuple[str, str], written: str) -> bool:
    """Whether a name as a source writes it is this name of hers, given and family.

    Family first (with or without a comma), initials and further given names are all the same name. A hyphen joins: Pike is
    not Halloway-Pike.
    """
    given, family = _plain(hers[0]), _plain(hers[1])
    if not given:
        return bool(family) and family == _plain(written)
    last, comma, first = written.partition(",")
    words = _words(f"{first} {last}" if comma else written)
    plain = [word for word, _joined in words]
    size = len(family)
    if not family or len(plain) <= size:
        return False
    if plain[-size:] == family and not words[-size][1]:
        return _same_given(given, plain[:-size])
    return plain[:size] == family and not words[size][1] and plain[size] in given


def _same_given(hers: list[str], theirs: list[str]) -> bool:
    """The first given name on one side is one of the other's, whole or by its initial."""
    return hers[0] in theirs or any(_agree(theirs[0], one) for one in hers)


def _agree(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _words(text: str) -> list[tuple[str, bool]]:
    """The words of a name, titles left out, each with whether a hyphen joins it to the one before."""
    found = []
    for token in text.replace(".", " ").split():  # "J.M." are two initials
        parts = [word for piece in re.split(r"[-\u2010-\u2015]", token) for word in normalize(piece).split()]
        found += [(word, place > 0) for place, word in enumerate(parts) if word not in SUFFIXES]
    return found


def _plain(text: str) -> list[str]:
    return [word for word, _joined in _words(text)]


# ── Numbers ──────────────────────────────────────────────────────────────────


def same_number(one: str, other: str) -> bool:
    """Whether two writings are one number: punctuation, leading zeros and letters that only one side writes do not count."""
    one, other = _bare(one), _bare(other)
    if one == other:
        return True
    (letters, figures), (others, their_figures) = _split(one), _split(other)
    return bool(figures) and figures == their_figures and (not letters or not others)


def _bare(number: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", number.upper())


def _split(bare: str) -> tuple[str, str]:
    """The letters before the figures, and the rest without leading zeros; a number that ends in letters is not split."""
    letters = re.match(r"[A-Z]*", bare)[0]
    figures = bare[len(letters) :]
    return (letters, figures.lstrip("0")) if figures.isdigit() else ("", bare)


def _number(hers: str, theirs: str) -> Difference:
    """Where two numbers differ: the places of each text that the other has otherwise, and what slip that is."""
    places = [_places(text) for text in (hers, theirs)]
    bare = [_bare(text) for text in (hers, theirs)]
    marks: tuple[list[int], list[int]] = ([], [])
    if len(bare[0]) == len(bare[1]):
        off = [at for at in range(len(bare[0])) if bare[0][at] != bare[1][at]]
        marks = (off, off)
    else:
        for kind, *ends in SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
            if kind != "equal":
                marks[0].extend(range(*ends[:2]))
                marks[1].extend(range(*ends[2:]))
    shown = tuple(tuple(place[at] for at in off) for place, off in zip(places, marks, strict=True))
    return Difference("number", hers, theirs, _slip(*bare, *marks), shown)


def _places(text: str) -> list[int]:
    """Where in a text as written each sign of its bare number stands."""
    return [at for at, sign in enumerate(text) if _bare(sign)]


def _slip(one: str, other: str, off: list[int], their_off: list[int]) -> str:
    if len(one) == len(other):
        if len(off) == 1:
            return "digit"
        swapped = len(off) == 2 and off[1] == off[0] + 1 and one[off[0]] == other[off[1]] and one[off[1]] == other[off[0]]
        return "swapped" if swapped else ""
    if len(off) + len(their_off) == 1:
        return "extra" if off else "missing"
    return ""
