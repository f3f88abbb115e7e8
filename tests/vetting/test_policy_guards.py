"""The guards of a policy one by one, on stand-ins: the day before, on and after; person 5 has a second account."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Row

import pytest

import vetting.policy_guards as guards

AT = datetime(2026, 11, 2, 3, tzinfo=UTC)  # still the first of November where the organization is
TODAY = date(2026, 11, 1)
DAY = timedelta(days=1)
PERSONS = {5: {5, 55}, 6: {6}}


class Versions:
    """The versions of an organization that count on a day, as far as the guard asks."""

    def __init__(self, days):
        self.days = days

    def within(self, organization):
        """Those of the one organization there is."""
        return self

    def in_force(self, day):
        """Those that count on this day."""
        return Versions({pk: first for pk, first in self.days.items() if first <= day})

    def exclude(self, pk):
        """All but one."""
        return Versions({other: first for other, first in self.days.items() if other != pk})

    def exists(self):
        """Whether there is one."""
        return bool(self.days)


class Policy:
    """A version, as far as the guards ask."""

    def __init__(self, **fields):
        self.pk, self.organization = 7, Row(zone="America/New_York")
        vars(self).update(fields)


@pytest.fixture(autouse=True)
def same_persons(monkeypatch):
    monkeypatch.setattr(guards, "same_persons", lambda person: PERSONS[person])


def codes(guard, actor=5, **fields):
    inputs = {"reason": fields.pop("reason")} if "reason" in fields else {}
    return [refusal.code for refusal in guard(Policy(**fields), actor=Row(person_id=actor), at=AT, **inputs)]


@pytest.mark.parametrize("some", [True, False])
def test_a_policy_asks_something(some):
    assert codes(guards.has_criteria, criteria=Versions({1: TODAY} if some else {})) == ([] if some else ["no_criteria"])


@pytest.mark.parametrize(("day", "refused"), [(None, ["no_day"]), (TODAY - DAY, ["day_passed"]), (TODAY, []), (TODAY + DAY, [])])
def test_its_first_day_has_not_passed_where_the_organization_is(day, refused):
    assert codes(guards.has_a_day, effective_from=day) == refused


@pytest.mark.parametrize(("day", "others", "refused"), [
    (TODAY, {1: TODAY - DAY}, True), (TODAY, {1: TODAY}, True), (TODAY, {1: TODAY + DAY}, False), (TODAY, {}, False),
    (TODAY, {7: TODAY}, False), (TODAY + DAY, {1: TODAY - DAY}, False), (TODAY - DAY, {1: TODAY - DAY}, False), (None, {1: TODAY}, False),
])
def test_where_another_version_counts_today_it_begins_tomorrow_at_the_earliest(monkeypatch, day, others, refused):
    monkeypatch.setattr(Policy, "objects", Versions(others), raising=False)
    assert codes(guards.leaves_today_alone, effective_from=day) == ["already_one_today"] * refused


@pytest.mark.parametrize(("actor", "author", "refused"), [(5, 5, True), (5, 55, True), (5, 6, False), (6, 5, False), (None, 6, True)])
def test_who_wrote_it_does_not_approve_it_nor_does_a_machine(actor, author, refused):
    assert codes(guards.other_person, actor=actor, author_id=author) == ["wrote_it"] * refused


@pytest.mark.parametrize(("reason", "refused"), [("", True), (" \n", True), ("Too many years.", False)])
def test_the_author_learns_why(reason, refused):
    assert codes(guards.gives_reason, reason=reason) == ["no_reason"] * refused
    assert codes(guards.gives_reason) == ["no_reason"]
