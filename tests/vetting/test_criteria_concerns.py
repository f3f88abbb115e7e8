"""Concerns that were found to be so: how many, how heavy, how long they count. The log is the organization's own: silence is none."""

import pytest

from tests.vetting.invented import TODAY, day, wren
from vetting.evidence import Concern
from vetting.limits import looser, read_limit
from vetting.rules import CRITERIA, Outcome


def heard(*days, weight="minor"):
    return wren(concerns=tuple(Concern(day(each), weight, f"concern:{number}") for number, each in enumerate(days, 1)))


def judge(key, facts, on=TODAY, **given):
    limit, problems = read_limit(CRITERIA[key], given)
    assert not problems
    return CRITERIA[key].outcome(facts, limit, on)


@pytest.mark.parametrize(("count", "most", "outcome"), [(0, 0, "met"), (1, 0, "not_met"), (1, 1, "met"), (2, 1, "not_met"), (2, 2, "met")])
def test_as_many_as_the_number_are_met_and_one_more_is_not(count, most, outcome):
    assert judge("concerns_count", heard(*["2026-10-01"] * count), most=most).outcome == outcome


@pytest.mark.parametrize(("received", "counted"), [
    ("2025-11-23", 0), ("2025-11-24", 1), ("2025-11-25", 1), ("2026-11-24", 1), ("2026-11-25", 0),
])
def test_one_counts_from_its_day_to_the_same_day_so_many_months_later(received, counted):
    assert judge("concerns_count", heard(received), most=0, months=12).observed["concerns"] == counted


@pytest.mark.parametrize(("weight", "counted"), [("minor", 0), ("moderate", 1), ("serious", 1)])
def test_what_weighs_less_than_the_least_is_not_counted(weight, counted):
    assert judge("concerns_count", heard("2026-10-01", weight=weight), most=0, from_severity="moderate").observed["concerns"] == counted


@pytest.mark.parametrize(("weight", "outcome"), [("minor", "met"), ("moderate", "met"), ("serious", "not_met")])
def test_one_serious_one_is_enough_and_a_lighter_one_is_none(weight, outcome):
    assert judge("concerns_serious", heard("2026-10-01", weight=weight)).outcome == outcome


def test_what_it_rests_on_is_named_and_a_long_log_says_how_many():
    found = judge("concerns_count", heard("2026-10-01", "2026-09-01"), most=1)
    assert found.outcome is Outcome.NOT_MET and found.evidence == ("concern:1", "concern:2") and found.observed == {"concerns": 2}


def test_more_months_and_lighter_ones_ask_for_more():
    criterion = CRITERIA["concerns_count"]
    floor = {"most": 1, "months": 12, "from_severity": "moderate"}
    assert looser(criterion, floor, {"most": 2, "months": 11, "from_severity": "serious"}) == ("most", "months", "from_severity")
    assert looser(criterion, floor, {"most": 0, "months": 13, "from_severity": "minor"}) == ()
