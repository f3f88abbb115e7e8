"""Benchmark of checking lines: n lines that were sent in, read, judged and written together, against the same one by one.

The reference is the product's own check of one line, on a part of them; stops and states of that part must be the same. It is
not made slower than it is at work: the database has counted its tables, and all of the part is one transaction. Apart is told
what reading and judging take, without what is written. Everything is rolled back.
"""

import random
from datetime import UTC, datetime

from django.db import connection, transaction

from network.bench import Timing, analyzed, rolled_back, worked
from network.workflow.revising import day_of
from payments.bench_lines_rows import LINES, filled
from payments.facts.together import held_together
from payments.models import InvoiceLine
from payments.rules import stops
from payments.workflow.checking import AT_ONCE, check, check_together

AT = datetime(2026, 6, 30, 17, tzinfo=UTC)
LEAST = {"sqlite": 5, "postgresql": 40}  # times one by one
JUDGED = 10_000  # from how many lines on it must be
SAMPLE = 50 * LINES


def lines(n: int = 100_000, seed: int = 1) -> Timing:
    """n lines checked and written."""
    with rolled_back():
        organization = filled(n, random.Random(seed), AT)  # noqa: S311  data for a benchmark, not a secret
        analyzed()
        rows = InvoiceLine.objects.within(organization).order_by("position")
        keys = list(rows.values_list("pk", flat=True))
        part = keys[: min(SAMPLE, max(1, n // 10))]
        theirs, reference, reference_work = _undone(_one_by_one, organization, part)
        _, judging, _ = _undone(_judged, organization, keys)
        ours, seconds, work = _undone(_together, organization, keys)
        if ours[: len(part)] != theirs:
            raise AssertionError("Together lines stop for something else than one by one.")
    per_line = reference_work / len(part) / (work / n)
    more = {
        "database": connection.vendor, "stopped": sum(bool(found) for _, found in ours), "judge_seconds": round(judging, 3),
        "write_seconds": round(seconds - judging, 3), "processor_ratio": round(per_line, 2),
    }  # fmt: skip
    ratio = Timing(n, seconds, len(part), reference).ratio
    return Timing(n, seconds, len(part), reference, more, _slow(ratio, n))


def _slow(ratio: float, n: int) -> str:
    least = LEAST[connection.vendor]
    return "" if ratio >= least or n < JUDGED else f"Only {ratio:.1f} times one by one; {least} are wished."


def _undone(act, organization, keys):
    """What came of the lines, and what that took; afterwards they are as before."""
    with transaction.atomic():
        _, seconds, work = worked(act, organization, keys)
        rows = InvoiceLine.objects.within(organization).filter(pk__gte=keys[0], pk__lte=keys[-1]).order_by("position")
        found = list(rows.values_list("state", "stops"))
        transaction.set_rollback(True)
    return found, seconds, work


def _one_by_one(organization, keys) -> None:
    for key in keys:
        check(InvoiceLine.objects.within(organization).select_related("organization").get(pk=key), at=AT)


def _together(organization, keys) -> None:
    check_together(organization, keys, at=AT)


def _judged(organization, keys) -> None:
    """Reading and judging alone, in the same parts."""
    on = day_of(organization, AT)
    for first in range(0, len(keys), AT_ONCE):
        held = held_together(organization, list(InvoiceLine.objects.within(organization).filter(pk__in=keys[first : first + AT_ONCE])))
        for its in held.values():
            stops(its.line, its.authorization, its.clearance, its.schedule, its.history, on=on)
