"""Which rows of a list name a firm that may be this one. Pure; a name is all that is compared, so it is never more than possible.

Two names agree when the words that tell firms apart are the same ones, in whatever order, or when they are written nearly alike.
Legal forms, articles and "and" do not count. People are not looked for: see `screening`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from licensure.sources.firms import bare

NEARLY = 90  # per cent alike from which two different spellings may be one name
SAME = 100


@dataclass(frozen=True, slots=True)
class FirmFound:
    """A row: its key, the name of it that agreed, and how alike the two are in per cent; 100 for the same words."""

    key: Hashable
    name: str
    alike: int


class FirmIndex:
    """The names of firms on one list, each with the row that gives it."""

    def __init__(self, names: Iterable[tuple[Hashable, str]]):
        self._rows: dict[frozenset[str], list[tuple[Hashable, str]]] = defaultdict(list)
        self._spelled: dict[str, set[frozenset[str]]] = defaultdict(set)
        for key, name in names:
            if spoken := bare(name):
                self._rows[frozenset(spoken)].append((key, name))
                for spelling in _spellings(spoken):
                    self._spelled[spelling].add(frozenset(spoken))
        self._choices = tuple(self._spelled)

    def look_up(self, name: str) -> list[FirmFound]:
        """The rows that may be this firm, the most alike first, each once."""
        spoken = bare(name)
        alike = {frozenset(spoken): SAME} if spoken else {}
        for spelling in _spellings(spoken):
            for text, score, _place in process.extract(spelling, self._choices, scorer=fuzz.ratio, score_cutoff=NEARLY, limit=None):
                for words in self._spelled[text]:
                    alike[words] = max(alike.get(words, 0), min(int(score), SAME - 1))
        found: dict[Hashable, FirmFound] = {}
        for words, score in sorted(alike.items(), key=lambda pair: (-pair[1], sorted(pair[0]))):
            for key, listed in self._rows.get(words, ()):
                found.setdefault(key, FirmFound(key, listed, score))
        return list(found.values())


def _spellings(spoken: tuple[str, ...]) -> set[str]:
    """In the order of the alphabet, and run together as it is written: people part words differently."""
    return {" ".join(sorted(spoken)), "".join(spoken)} if spoken else set()
