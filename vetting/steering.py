"""The numbers people steer by: how long vetting takes and whose days those were, what ages, ends and comes due. Pure.

Rows in, numbers out. A percentile is the nearest rank: the fewest days that so many of a hundred files did not exceed, so it is
always a number that some file really took. A share of nothing is None, never 0 or 100.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from network.dates import plus_months
from vetting.turns import OURS, SOURCE, THEIRS, counts

AGES = (7, 14, 30, 60)  # an open file's days: up to and including each, then older
AHEAD = (30, 60, 90)  # days until evidence ends
ON_TIME, LATE, OVERDUE, LEFT, AHEAD_OF_DUE = "on_time", "late", "overdue", "left", "ahead"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole calendar months through the one of `on`, which runs still; `months` are their first days."""

    on: date
    months: tuple[date, ...]

    @property
    def first(self) -> date:
        """Its first day."""
        return self.months[0]


def period(on: date, months: int) -> Period:
    """The last `months` calendar months, that of `on` included."""
    here = on.replace(day=1)
    return Period(on, tuple(plus_months(here, back) for back in range(1 - months, 1)))


@dataclass(frozen=True, slots=True)
class Vetted:
    """A file that was decided: when, whose each day was from her signature up to the decision, and whether it was clean."""

    kind: str
    decided: date
    strokes: tuple[str, ...]
    clean: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """How days are spread over files; all None without any."""

    median: int | None
    p90: int | None


@dataclass(frozen=True, slots=True)
class Times:
    """How long decided files took in all, and how much of it was whose."""

    files: int
    whole: Spread
    ours: Spread
    theirs: Spread
    source: Spread


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """In whole percent, half upward; None of nothing."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else None


def percentile(values: Iterable[int], percent: int) -> int | None:
    """The fewest days that `percent` of a hundred did not exceed; None without any."""
    ordered = sorted(values)
    return ordered[max(-(-len(ordered) * percent // 100), 1) - 1] if ordered else None


def spread(values: Sequence[int]) -> Spread:
    """Median and P90."""
    return Spread(percentile(values, 50), percentile(values, 90))


def times(files: Sequence[Vetted]) -> Times:
    """How long these files took. The parts are each side's own median: they need not add up to that of the whole."""
    sides = [counts(file.strokes) for file in files]
    whole = spread([len(file.strokes) for file in files])
    ours, theirs, source = (spread([side[whose] for side in sides]) for whose in (OURS, THEIRS, SOURCE))
    return Times(len(files), whole, ours, theirs, source)


def clean_share(files: Sequence[Vetted]) -> Share:
    """How many of the decided files needed nobody's judgment."""
    return Share(sum(file.clean for file in files), len(files))


def in_month(rows: Iterable, month: date, day) -> list:
    """Those whose `day` lies in the month."""
    return [row for row in rows if day(row).replace(day=1) == month]


# ── What is open, and what ends ──────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file somebody still has to do something about: its days since she signed (a draft's since it was begun)."""

    state: str
    days: int
    whose: str
    late: bool


@dataclass(frozen=True, slots=True)
class Aged:
    """Open files of one state: how many by age, by whose turn it is, past their date, and the oldest one's days."""

    files: int
    by_age: tuple[int, ...]
    whose: dict[str, int]
    late: int
    oldest: int


def aged(files: Sequence[OpenFile]) -> Aged:
    """These files by age: one number for each of AGES and one for older."""
    ages, turns = Counter(band(file.days, AGES) for file in files), Counter(file.whose for file in files)
    by_age = tuple(ages[index] for index in range(len(AGES) + 1))
    return Aged(len(files), by_age, dict(turns), sum(file.late for file in files), max((file.days for file in files), default=0))


def band(days: int, edges: Sequence[int]) -> int:
    """The index of the first edge that is not exceeded; one more than the last index when all are."""
    return next((index for index, edge in enumerate(edges) if days <= edge), len(edges))


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends, by when: over already, within 30 days, 31 to 60, 61 to 90. The last day itself still counts."""

    overdue: int
    within: tuple[int, ...]


def ending(last_days: Iterable[date], on: date) -> Ending:
    """Evidence by its last day; what ends later than the last of AHEAD is not counted."""
    left = [(last - on).days for last in last_days]
    soon = Counter(band(days, AHEAD) for days in left if days >= 0)
    return Ending(sum(days < 0 for days in left), tuple(soon[index] for index in range(len(AHEAD))))


# ── Renewals, monitoring ─────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Due:
    """A vetting that came due on `due`: when the next one was decided, or when she left; None for neither."""

    due: date
    decided: date | None
    left: date | None


def renewed(row: Due, on: date) -> str:
    """What became of it as of `on`: ON_TIME through the due day itself, LATE, OVERDUE, LEFT, or AHEAD_OF_DUE."""
    if row.decided is not None:
        return ON_TIME if row.decided <= row.due else LATE
    if row.left is not None and row.left <= on:
        return LEFT
    return OVERDUE if row.due < on else AHEAD_OF_DUE


def standing_decisions(decisions: Sequence) -> list:
    """A therapist's decisions in order, each (key, file, outcome, …), without those that were vacated afterwards."""
    stood = []
    for row in decisions:
        if row[2] == "vacated":
            stood = [each for each in stood if each[1] != row[1]]
        else:
            stood.append(row)
    return stood


def inside(grants: Iterable[tuple], gone: dict[int, date], day: date) -> set[int]:
    """Who was in the network on a day: let in by a grant that ran, by no later decision kept out, and not gone.

    A grant is (who, participation, granted, first, last, serve_until), in the order they were decided.
    """
    found = set()
    for who, participation, granted, first, last, serves in grants:
        if first > day or participation in gone and gone[participation] < day:
            continue
        until = serves or last
        if not granted:
            found.discard(who)
        elif until is None or day <= until:
            found.add(who)
    return found


def renewals(rows: Iterable[Due], on: date) -> dict[str, int]:
    """How many came to what."""
    tally = Counter(renewed(row, on) for row in rows)
    return {code: tally[code] for code in (ON_TIME, LATE, OVERDUE, LEFT)}


def on_time(tally: dict[str, int]) -> Share:
    """Of those whose day has come and who stayed, how many were decided in time."""
    return Share(tally[ON_TIME], tally[ON_TIME] + tally[LATE] + tally[OVERDUE])


def coverage(people: set[int], lists: Sequence[str], seen: set[tuple[int, str]]) -> Share:
    """How many of these people were held against every list; `seen` has who was held against which. None without a list."""
    return Share(sum(all((who, code) in seen for code in lists) for who in people), len(people)) if lists else Share(0, 0)
