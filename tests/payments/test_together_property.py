"""Whatever is wrong with whichever lines: checked together they have the verdicts, states, acts, waits and events of one by one.

Hypothesis deals what goes wrong, which lines are asked about and how many go together.
"""

# ruff: noqa: F811  a fixture is asked for by the name it was imported under
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from network.transitions import Refused
from payments.models import InvoiceLine
from payments.workflow import checking
from tests.payments.test_together import AROUND, CHANGES, _built, after, built, house, lines, undone, wait

pytestmark = [pytest.mark.django_db, pytest.mark.long]
assert house and built and _built  # fixtures
WRONG = st.lists(st.tuples(st.integers(0, 14), st.sampled_from(range(len(CHANGES)))), min_size=6, max_size=16)
ABOUT = st.lists(st.sampled_from(range(len(AROUND))), min_size=2, max_size=5)


def dealt(house, wrong, about, dice):
    """These things go wrong with these lines, several with one where it is dealt so, then with what they are held against."""
    rows = list(lines(house))
    for place, change in wrong:
        line = InvoiceLine.objects.within(house.organization).select_related("organization").get(pk=rows[place % len(rows)].pk)
        if CHANGES[change] is not wait or not line.waits.filter(ended_at__isnull=True).exists():  # a line waits for one day at a time
            CHANGES[change](house, line, dice)
    for each in about:
        with suppress(Refused):  # two rates that begin on one day
            AROUND[each](house, dice)


def alone(house, keys):
    """Each by itself, in the order of their keys."""
    rows = InvoiceLine.objects.within(house.organization).filter(pk__in=keys, state__in=checking.CHECKED).order_by("pk")
    return sum(bool(checking.check(line, at=house.at(2)).stops) for line in rows)


@settings(
    max_examples=10, phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to make one smaller takes minutes; it is printed as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    wrong=WRONG, about=ABOUT, later=ABOUT, dice=st.randoms(use_true_random=False), before=st.booleans(),
    left_out=st.sets(st.integers(0, 14), max_size=6), size=st.integers(1, 20),
)  # fmt: skip
def the_same(house, seen, wrong, about, later, dice, before, left_out, size):
    """One world, checked both ways; `seen` are the stops and events it came by."""
    with undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "AT_ONCE", size)
        dealt(house, wrong, about, dice)
        keys = [key for place, key in enumerate(lines(house).values_list("pk", flat=True)) if place not in left_out]
        if before:  # they were checked once, then something else befell them
            alone(house, keys)
            dealt(house, wrong[::3], later, dice)
        found = after(house, lambda: checking.check_together(house.organization, keys, at=house.at(2)))
        assert found == after(house, lambda: alone(house, keys))
        seen.update(key.split(":")[0] for row in found[1][0] for key in row[2])
        seen.update(each[1] for each in found[2])


def test_lines_checked_together_are_lines_checked_one_by_one(house):
    seen = set()
    the_same(house, seen)
    assert {"invoiceline.match", "invoiceline.stop"} <= seen and len(seen) > 6, seen  # the examples were about something
