"""Drawing files for an audit so that anybody can draw the same again. Pure: standard library only.

Every file gets the SHA-256 of "seed:reference"; the smallest come first. No generator of a language or version is in it, so
a surveyor can draw the same sample with a spreadsheet and the seed.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

INITIAL, RENEWAL = "initial", "renewal"
EIGHT_THIRTY, SHARE, NUMBER = "8_30", "5_or_50", "number"
METHODS = (EIGHT_THIRTY, SHARE, NUMBER)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large samples are: of each kind `each` are drawn and `first` read first (NCQA's 8/30); or `percent` of all and at most
    `most`, with `least` of each kind (NCQA's 5 % or 50, ten and ten).
    """

    each: int = 30
    first: int = 8
    percent: int = 5
    most: int = 50
    least: int = 10


USUAL = Sizes()

@dataclass(frozen=True, slots=True)
class File:
    """A file that can be drawn: its reference, and whether it was a first vetting or a later one."""

    reference: str
    kind: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn file and its place, from 1, among those of its kind. `first`: it is read before the others."""

    reference: str
    kind: str
    place: int
    first: bool = True


def rank(seed: str, reference: str) -> str:
    """Where a file stands in the drawing."""
    return hashlib.sha256(f"{seed}:{reference}".encode()).hexdigest()


def universe_hash(files: Iterable[File]) -> str:
    """SHA-256 over what could be drawn, to notice later that it was something else."""
    return hashlib.sha256("\n".join(sorted(f"{file.reference} {file.kind}" for file in files)).encode()).hexdigest()


def draw(files: Sequence[File], *, method: str, seed: str, number: int = 0, sizes: Sizes = USUAL) -> tuple[Drawn, ...]:
    """The sample, first vettings first, each kind in drawing order. Fewer than asked when there are not more."""
    ranked = sorted(files, key=lambda file: rank(seed, file.reference))
    by_kind = {kind: [file for file in ranked if file.kind == kind] for kind in (INITIAL, RENEWAL)}
    if method == EIGHT_THIRTY:
        chosen = [file for each in by_kind.values() for file in each[: sizes.each]]
    elif method == SHARE:
        chosen = _share(ranked, by_kind, sizes)
    else:
        chosen = ranked[:number]
    taken = set(chosen)
    return tuple(
        Drawn(file.reference, kind, place, method != EIGHT_THIRTY or place <= sizes.first)
        for kind, each in by_kind.items()
        for place, file in enumerate([file for file in each if file in taken], 1)
    )


def _share(ranked, by_kind, sizes) -> list[File]:
    """At least so many of each kind, or all of it; the rest from whatever is left, in drawing order."""
    least = [file for each in by_kind.values() for file in each[: sizes.least]]
    wanted = min(ceil(len(ranked) * sizes.percent / 100), sizes.most)
    left = [file for file in ranked if file not in least]
    return least + left[: max(0, wanted - len(least))]
