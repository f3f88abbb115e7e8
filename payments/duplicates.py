"""Lines that claim one session twice: the same again, and what looks like it. Pure: standard library only.

A session is told by who was helped (an opaque key), by whom, on which day, with which service; not by its number, and
not by the authorization or the branch it was claimed under. Lines of a job, which has no client, are compared within it.
"""

from collections.abc import Iterator
from datetime import timedelta

from payments.lines import Line, Schedule
from payments.rates import in_force, price

SAME, OTHER_NUMBER, OTHER_BRANCH = "duplicate", "duplicate_other_number", "duplicate_other_branch"
TRANSPOSED, SPLIT = "duplicate_transposed", "duplicate_split"


def duplicates(line: Line, earlier: tuple[Line, ...], schedule: Schedule) -> Iterator[tuple[str, Line]]:
    """Each earlier line this one seems to repeat, with the strongest thing that can be said of the two."""
    for other in earlier:
        if code := _alike(line, other, schedule):
            yield code, other


def _alike(line: Line, other: Line, schedule: Schedule) -> str | None:
    if line.session == other.session:
        return SAME
    if line.practitioner != other.practitioner or _whose(line) != _whose(other):
        return None
    if line.day == other.day and line.code == other.code:
        return _same_day(line, other, schedule)
    near = abs(line.day - other.day) <= timedelta(days=schedule.rules.alike_days)
    return TRANSPOSED if near and line.net == other.net and transposed(line.number, other.number) else None


def _same_day(line: Line, other: Line, schedule: Schedule) -> str:
    if line.number == other.number and line.branch == other.branch:
        return SAME
    if _split(line, other, schedule):
        return SPLIT
    if transposed(line.number, other.number):
        return TRANSPOSED
    return OTHER_BRANCH if line.branch != other.branch else OTHER_NUMBER


def _whose(line: Line) -> tuple[str, str]:
    """The client, where there is one, and the job where there is none."""
    return ("job", line.authorization) if line.subject is None else ("client", line.subject)


def _split(line: Line, other: Line, schedule: Schedule) -> bool:
    """Whether the two together claim no more than one unit costs, and each less: one session in two parts."""
    version = in_force(schedule.versions, line.day)
    rate = version.rate(line.code) if version else None
    if rate is None or not line.net.currency == other.net.currency == rate.amount.currency:
        return False
    one = price(rate, 1)
    return line.net < one and other.net < one and line.net + other.net <= one


def transposed(one: str, two: str) -> bool:
    """Whether two numbers differ only in two neighboring characters that changed places: 1043 and 1034."""
    if len(one) != len(two):
        return False
    differing = [at for at, pair in enumerate(zip(one, two, strict=True)) if pair[0] != pair[1]]
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    first, second = differing
    return one[first] == two[second] and one[second] == two[first]
