"""What rules over columns share: the words of `criteria.shapes` said of many files at once. Pure: NumPy, no database.

An outcome is a number; `of` names the file each row belongs to. Who changes a rule in `criteria` changes its columns too: a property
test holds the two against each other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from vetting.columns import HIGH, NONE, STATES, Columns, Rows
from vetting.criteria.shapes import REACH
from vetting.evidence import State
from vetting.findings import Outcome

OUTCOMES = tuple(Outcome)
MET, NOT_MET, UNKNOWN, NOT_APPLICABLE = (np.uint8(OUTCOMES.index(each)) for each in Outcome)
ABSENT = NONE + 1  # the number of a word that stands in no file
ATTESTED, VERIFIED = STATES.index(State.ATTESTED), STATES.index(State.VERIFIED)
EPOCH = date(1970, 1, 1).toordinal()
SAFE = date(2000, 1, 1).toordinal()
FIRST, LAST = date(1920, 1, 1).toordinal(), date(2120, 12, 31).toordinal()  # days looked up in a table instead of worked out
REACHED = np.array([REACH.get(state, 0) for state in STATES])


@dataclass(frozen=True, slots=True)
class Asked:
    """The files, the number put to them, and the day each is asked on."""

    files: Columns
    limit: Mapping
    on: np.ndarray

    @property
    def n(self) -> int:
        """How many files."""
        return self.files.n

    def rows(self, name: str) -> Rows:
        """One list of theirs."""
        return self.files.rows(name)

    def day(self, rows: Rows):
        """The day each row's file is asked on; one number where all are asked on one day."""
        return self.on[rows.of] if self.on.strides[0] or not self.n else self.on[0]

    def unsaid(self, name: str) -> np.ndarray:
        """Of which files nobody has said what this list is."""
        return self.files.unsaid(name)

    def word(self, word: str) -> int:
        """The number of a word; ABSENT where no file says it."""
        return self.files.code.numbers.get(word, ABSENT)

    def among(self, column: np.ndarray, words: Sequence[str]) -> np.ndarray:
        """Which rows say one of these words."""
        found = np.zeros(len(column), dtype=bool)
        for word in words:
            found |= column == self.word(word)
        return found

    def table(self, column: np.ndarray, judge: Callable[[str], int], otherwise=0) -> np.ndarray:
        """What `judge` says of each row's word; `otherwise` where nobody said one."""
        told = np.array([judge(word) for word in self.files.code.words] or [otherwise])
        return np.where(column == NONE, otherwise, told[np.maximum(column, 0)])

    def reaches(self, states: np.ndarray) -> np.ndarray:
        """Which evidence satisfies the floor the limit asks."""
        return reaches(states, self.limit["evidence"])

    def settle(self, good: np.ndarray, states: np.ndarray) -> np.ndarray:
        """As `shapes.settle`, by the floor of the limit."""
        return settle(good, states, self.limit["evidence"])

    def any(self, of: np.ndarray, which: np.ndarray) -> np.ndarray:
        """Of which files any of these rows is so."""
        return np.bincount(of[which], minlength=self.n) > 0

    def best(self, of, outcomes, otherwise=NOT_MET) -> np.ndarray:
        """Any-of per file."""
        return best(self.n, of, outcomes, otherwise)

    def worst(self, of, outcomes, otherwise=UNKNOWN) -> np.ndarray:
        """All-of per file."""
        return worst(self.n, of, outcomes, otherwise)


def reaches(states: np.ndarray, floor: str) -> np.ndarray:
    """Which evidence satisfies a floor of attested, obtained or verified."""
    return REACHED[states] >= REACH[State(floor)]


def settle(good: np.ndarray, states: np.ndarray, floor: str) -> np.ndarray:
    """Good counts from the floor up, bad only as her own word or as verified."""
    bad = np.where((states == ATTESTED) | (states == VERIFIED), NOT_MET, UNKNOWN)
    return np.where(good, np.where(reaches(states, floor), MET, UNKNOWN), bad)


def _first(order, n, of, outcomes, otherwise):
    found = np.broadcast_to(np.asarray(otherwise), (n,)).copy()
    for outcome in reversed(order):
        found[of[outcomes == outcome]] = outcome
    return found


def best(n: int, of, outcomes, otherwise) -> np.ndarray:
    """Any-of: met, else unknown, else not met; `otherwise` for who has no row."""
    return _first((MET, UNKNOWN, NOT_MET), n, of, outcomes, otherwise)


def worst(n: int, of, outcomes, otherwise) -> np.ndarray:
    """All-of: not met, else unknown, else met; `otherwise` for who has no row."""
    return _first((NOT_MET, UNKNOWN, MET), n, of, outcomes, otherwise)


def pick(*pairs, otherwise) -> np.ndarray:
    """The value of the first condition that holds."""
    found = np.asarray(otherwise)
    for condition, value in reversed(pairs):
        found = np.where(condition, value, found)
    return found


def met(good: np.ndarray, otherwise=UNKNOWN) -> np.ndarray:
    """MET where it is good."""
    return np.where(good, MET, otherwise)


def plus_months(days: np.ndarray, months: int) -> np.ndarray:
    """`network.dates.plus_months` of many days; of no day, no day."""
    return _looked_up(_later(int(months)), days, lambda those: _plus_months(those, months))


def month_of(days: np.ndarray) -> np.ndarray:
    """`shapes.month_index` of many days; of no day, no month."""
    return _looked_up(_months(), days, _month_of)


def _looked_up(table: np.ndarray, days: np.ndarray, work_out: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """What a table from FIRST to LAST says of each day; of days outside it what `work_out` says."""
    found = table.take(days - (FIRST - 1), mode="clip")
    outside = (found == NONE) & (days != NONE)
    if outside.any():
        found[outside] = work_out(days[outside])
    return found


def _table(work_out) -> np.ndarray:
    """A row for each day, between two that say NONE: no day, and every day outside, ends up at one of them."""
    return np.concatenate([[NONE], work_out(np.arange(FIRST, LAST + 1)), [NONE]]).astype(np.int32)


@lru_cache(maxsize=64)
def _later(months: int) -> np.ndarray:
    return _table(lambda days: _plus_months(days, months))


@lru_cache(maxsize=1)
def _months() -> np.ndarray:
    return _table(_month_of)


def _plus_months(days, months):
    known = days != NONE
    day = (np.where(known, days, SAFE).astype(np.int64) - EPOCH).astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    target = month + months
    last = (target + 1).astype("datetime64[D]") - 1
    found = np.minimum(target.astype("datetime64[D]") + (day - month.astype("datetime64[D]")), last)
    return np.where(known, found.astype(np.int64) + EPOCH, NONE)


def _month_of(days):
    known = days != NONE
    month = (np.where(known, days, SAFE).astype(np.int64) - EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    return np.where(known, month.astype(np.int64) + 1970 * 12, NONE)


def amount(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Minor units of money."""
    return low.astype(np.int64) + high.astype(np.int64) * HIGH


def beside(rows: Rows, name: str, n: int, fill=NONE) -> np.ndarray:
    """A column of a list as one line per file, in the order of its rows, filled up with `fill`."""
    counts = np.bincount(rows.of, minlength=n)
    found = np.full((n, max(counts.max(initial=0), 1)), fill, dtype=np.int64)
    within = np.arange(len(rows.of)) - np.repeat(np.cumsum(counts) - counts, counts)
    found[rows.of, within] = getattr(rows, name)
    return found


def only(rows: Rows, which: np.ndarray) -> Rows:
    """Some rows of a list."""
    return rows.some(np.flatnonzero(which))


def last_of(rows: Rows, name: str, n: int, otherwise) -> np.ndarray:
    """A column of each file's last row."""
    found = np.full(n, otherwise, dtype=np.int64)
    found[rows.of] = getattr(rows, name)
    return found


def proofs_of(asked: Asked, element: str) -> Rows:
    """The proofs of one element, oldest source day first."""

    return asked.rows(f"{element} proofs")


def proof_state(asked: Asked, element: str) -> np.ndarray:
    """The state of `shapes.proof_for`: verified if any is, else that of the newest, else her own word."""

    def make():
        mine = proofs_of(asked, element)
        found = last_of(mine, "state", asked.n, ATTESTED)
        found[mine.of[mine.state == VERIFIED]] = VERIFIED
        return found

    return asked.files.once(("state", element), make)
