"""The guards of a participation one by one: the day before, on and after; that the steps ask them is for the workflow tests."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Row

import pytest

import network.guards as guards

AT = datetime(2026, 11, 2, 3, tzinfo=UTC)  # still the first of November where the organization is
TODAY = date(2026, 11, 1)
DAY = timedelta(days=1)


class Standing:
    """Rows of grants or acceptances, as far as the guards ask."""

    def __init__(self, *rows):
        self.rows = rows

    def current(self):
        """None was superseded."""
        return self

    def filter(self, *, first__lte, granted=None):
        """Those that began by a day, and give what is asked."""
        return Standing(*(row for row in self.rows if row.first <= first__lte and granted in (None, getattr(row, "granted", None))))

    def exists(self):
        """Whether there is one."""
        return bool(self.rows)

    def values_list(self, name, flat=False):
        """One field of each."""
        return [getattr(row, name) if flat else (getattr(row, name),) for row in self.rows]


def codes(guard, **fields):
    inputs = {"last_day": fields.pop("asked")} if "asked" in fields else {}
    row = Row(organization=Row(zone="America/New_York"), **fields)
    return [refusal.code for refusal in guard(row, actor=Row(), at=AT, **inputs)]


@pytest.mark.parametrize(("granted", "first", "refused"), [
    (True, TODAY - DAY, False), (True, TODAY, False), (True, TODAY + DAY, True), (False, TODAY, True), (None, None, True),
])
def test_somebody_decided_so_and_it_has_begun(granted, first, refused):
    rows = Standing(Row(granted=granted, first=first)) if first else Standing()
    assert codes(guards.has_a_grant, grants=rows) == ["no_grant"] * refused


@pytest.mark.parametrize(("accepted", "missing"), [
    ({}, ["no_referral_terms", "no_payment_terms"]), ({"referral": TODAY}, ["no_payment_terms"]),
    ({"payment": TODAY}, ["no_referral_terms"]), ({"referral": TODAY, "payment": TODAY}, []),
    ({"referral": TODAY, "payment": TODAY + DAY}, ["no_payment_terms"]),
])
def test_both_terms_are_accepted_by_today(accepted, missing):
    rows = Standing(*(Row(kind=kind, first=first) for kind, first in accepted.items()))
    assert codes(guards.accepted_both_terms, acceptances=rows) == missing


@pytest.mark.parametrize(("last", "passed", "still"), [(TODAY - DAY, True, False), (TODAY, False, True), (TODAY + DAY, False, True)])
def test_the_last_day_is_worked_to_its_end(last, passed, still):
    assert codes(guards.last_day_is_ahead, asked=last) == ["last_day_passed"] * passed
    assert codes(guards.last_day_is_over, last_day=last) == ["still_leaving"] * still
