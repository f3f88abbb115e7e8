"""One meaning, two speeds: what the rules say of many files at once is what they say of each, for random facts, policies and days."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network import dates
from tests.vetting.strewn import ON, Strewn
from tests.vetting.test_next_change import rule_books, worlds_of_facts
from vetting import at_once
from vetting.arrays import month_of, plus_months
from vetting.columns import NONE, Codes, columns, pack
from vetting.criteria.shapes import month_index
from vetting.presets import names, preset
from vetting.rules import CRITERIA, Policy, Severity, Threshold, evaluate, findings, route
from vetting.rules import next_change as rules_next_change
from vetting.unpacked import unpack

DAYS = (ON, ON + timedelta(days=1), date(2024, 2, 29), date(2027, 12, 31))


def judged(rules, files, on):
    """Every file's verdict by the columns."""
    code = Codes()
    packed = columns([pack(each, code) for each in files], code)
    found = at_once.evaluate(rules, packed, on=on, facts=files.__getitem__)
    return [found.of(place) for place in range(len(files))]


def one_by_one(rules, files, on):
    """Every file's verdict by the rules."""
    found = [findings(rules, each, on=on) for each in files]
    return [(tuple((one.criterion, one.outcome, one.severity, one.reviewer) for one in each), route(each)) for each in found]


def differing(rules, files, on):
    """Where the two differ, file by file and rule by rule, so that a failure says what to look at."""
    pairs = zip(judged(rules, files, on), one_by_one(rules, files, on), strict=True)
    return [
        (place, sorted(set(mine[0]) ^ set(theirs[0])), mine[1], theirs[1])
        for place, (mine, theirs) in enumerate(pairs) if mine != theirs
    ]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(DAYS))
def test_many_files_at_once_are_judged_as_each_alone_by_every_rule(seed, on):
    strewn = Strewn(seed)
    rules, files = strewn.book(), [strewn.facts() for _turn in range(12)]
    assert differing(rules, files, on) == []


@settings(max_examples=60, deadline=None)
@given(rule_books(), st.lists(worlds_of_facts(), min_size=1, max_size=4), st.dates(date(2025, 6, 1), date(2031, 1, 1)))
def test_they_agree_over_years_of_scheduled_versions(rules, files, on):
    assert differing(rules, files, on) == []


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_each_file_may_be_asked_on_its_own_day(seed):
    strewn = Strewn(seed)
    rules, files = strewn.book(), [strewn.facts() for _turn in range(8)]
    days = [strewn.day() for _file in files]
    found = judged(rules, files, np.array([day.toordinal() for day in days]))
    assert found == [one_by_one(rules, [file], day)[0] for file, day in zip(files, days, strict=True)]


@pytest.mark.parametrize("name", names())
def test_the_presets_agree(name):
    strewn = Strewn(7)
    assert differing([preset(name, effective_from=date(2020, 1, 1))], [strewn.facts() for _turn in range(60)], ON) == []


def test_every_outcome_of_every_rule_comes_up_among_strewn_files():
    """What never comes up is not tested by the property: this one keeps it honest."""
    seen = {key: set() for key in CRITERIA}
    for seed in range(120):
        strewn = Strewn(seed)
        for file in judged(strewn.book(), [strewn.facts() for _turn in range(12)], ON):
            for key, outcome, *_rest in file[0]:
                seen[key].add(str(outcome))
    assert {key for key, outcomes in seen.items() if len(outcomes) < 2} == set()
    assert all({"met", "not_met"} & outcomes for outcomes in seen.values())


def test_the_score_is_asked_file_by_file_and_says_so():
    assert at_once.BY_FILE == ("score",)
    strewn, code = Strewn(1), Codes()
    files = columns([pack(strewn.facts(), code)], code)
    limit = {"weights": {"languages_spoken": 1}, "clean": 2, "director": 1, "evidence": "verified"}
    rules = [Policy("Strewn", 1, date(2020, 1, 1), (Threshold("score", Severity.NOTE, limit),))]
    with pytest.raises(LookupError, match="score is asked file by file"):
        at_once.evaluate(rules, files, on=ON)


def test_before_the_first_version_nothing_is_judged():
    strewn = Strewn(2)
    rules = [Policy("Strewn", 1, ON + timedelta(days=1), tuple(strewn.threshold(key) for key in at_once.RULES))]
    assert judged(rules, [strewn.facts()], ON) == [((), "incomplete")]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_what_was_packed_is_judged_as_before_and_turns_on_the_same_days(seed):
    strewn, code = Strewn(seed), Codes()
    rules, files = strewn.book(), [strewn.facts() for _turn in range(4)]
    back = [unpack(pack(each, code), code) for each in files]
    assert one_by_one(rules, back, ON) == one_by_one(rules, files, ON)
    assert [rules_next_change(rules, each, on=ON) for each in back] == [rules_next_change(rules, each, on=ON) for each in files]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_the_next_day_on_which_anything_differs_is_found_for_many_at_once(seed):
    strewn, code = Strewn(seed), Codes()
    rules, files = strewn.book(tuple(at_once.RULES)), [strewn.facts() for _turn in range(4)]
    packed = [pack(each, code) for each in files]
    found = at_once.next_changes(rules, packed, code, on=ON, facts=lambda place: unpack(packed[place], code))
    assert found == [rules_next_change(rules, each, on=ON) for each in files]


def test_no_file_gives_no_verdict():
    assert len(at_once.evaluate(Strewn(3).book(), columns([], Codes()), on=ON).routes) == 0


def test_the_signature_of_an_assessment_is_the_verdict():
    strewn = Strewn(4)
    rules, file = strewn.book(), strewn.facts()
    assert judged(rules, [file], ON) == [at_once.signature(evaluate(rules, file, on=ON))]


def test_months_are_added_as_dates_adds_them():
    days = [date(2024, 2, 29), date(2024, 1, 31), date(2023, 12, 31), date(2020, 2, 28)]
    for months in (-25, -1, 0, 1, 12, 36, 47):
        found = plus_months(np.array([day.toordinal() for day in days]), months)
        assert found.tolist() == [dates.plus_months(day, months).toordinal() for day in days]
    assert plus_months(np.array([NONE]), 5).tolist() == [NONE]


@pytest.mark.parametrize("kind", [np.int32, np.int64])
def test_days_that_stand_in_no_table_are_worked_out(kind):
    edges = [day + timedelta(days=by) for day in (date(1920, 1, 1), date(2120, 12, 31)) for by in (-1, 0, 1)]
    days = [date(1, 1, 31), date(1816, 2, 29), *edges, date(9998, 12, 31)]
    ordinals = np.array([NONE, *(day.toordinal() for day in days)], dtype=kind)
    assert plus_months(ordinals, 13).tolist()[1:-1] == [dates.plus_months(day, 13).toordinal() for day in days[:-1]]
    assert month_of(ordinals).tolist() == [NONE, *(month_index(day) for day in days)]
    assert plus_months(ordinals, 13)[0] == NONE
