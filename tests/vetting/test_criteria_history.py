"""Work history by the month."""

import pytest

from tests.vetting.invented import day, job, judge, license, outcome, wren
from vetting.criteria.history import Gap, gaps, unexplained
from vetting.criteria.shapes import month_index
from vetting.evidence import GapExplanation
from vetting.rules import CRITERIA

LIMIT = {"months": 6, "years": 5}


def months(first, last):
    return (month_index(day(first)), month_index(day(last)))


def found(*jobs, signed="2026-11-02"):
    return [(gap.first, gap.last) for gap in gaps(wren(jobs=tuple(job(*given) for given in jobs), attested_on=signed and day(signed)))]


GAPS = [
    ([("2020-01-01", None)], "2026-11-02", []),
    ([("2020-01-01", "2020-06-01"), ("2020-07-31", None)], "2026-11-02", []),
    ([("2020-01-01", "2020-06-30"), ("2020-08-01", None)], "2026-11-02", [("2020-07-01", "2020-07-01")]),
    ([("2020-08-01", None), ("2020-01-01", "2020-06-30")], "2026-11-02", [("2020-07-01", "2020-07-01")]),
    ([("2020-01-01", "2022-12-31"), ("2020-03-01", "2020-06-30"), ("2023-02-01", None)], "2026-11-02", [("2023-01-01", "2023-01-01")]),
    ([("2020-01-01", "2026-09-30")], "2026-11-02", [("2026-10-01", "2026-10-01")]),
    ([("2020-01-01", "2026-10-01")], "2026-11-02", []),
    ([("2020-01-01", "2026-11-30")], "2026-11-02", []),
    ([("2020-01-01", "2026-01-31")], None, []),
    ([("2020-01-01", None), ("2025-01-01", "2025-06-30")], None, [("2020-02-01", "2024-12-01")]),
    ([("2020-01-01", None), ("2025-01-01", "2025-06-30")], "2026-11-02", []),
    ([], "2026-11-02", []),
]


@pytest.mark.parametrize(("jobs", "signed", "expected"), GAPS)
def test_a_gap_is_whole_months_up_to_the_month_she_signed_in(jobs, signed, expected):
    assert found(*jobs, signed=signed) == [months(*given) for given in expected]


def test_waiting_for_us_opens_no_gap():
    facts = wren(jobs=(job("2020-01-01", "2026-10-31"),))
    assert outcome("gaps_explained", facts, {"months": 0, "years": 5}, day("2030-01-01")) == "met"


def test_a_gap_counts_both_its_months():
    assert (Gap(10, 10).months, Gap(10, 12).months) == (1, 3)


LOOKED_AT = [
    # the gap ends August 2024; on this day the look-back of two years begins in …
    ("2026-01-31", 7, "not_met"), ("2026-02-01", 7, "met"), ("2026-06-01", 3, "met"), ("2026-05-31", 3, "not_met"),
    ("2026-07-01", 1, "not_met"), ("2026-08-01", 1, "met"), ("2026-08-01", 0, "not_met"), ("2026-09-01", 0, "met"),
]


@pytest.mark.parametrize(("on", "allowed", "expected"), LOOKED_AT)
def test_a_gap_heals_as_its_months_leave_the_look_back(on, allowed, expected):
    facts = wren(jobs=(job("2010-01-01", "2023-12-31"), job("2024-09-01")))
    assert outcome("gaps_explained", facts, {"months": allowed, "years": 2}, day(on)) == expected


def told(first, last, written=False):
    return GapExplanation(day(first), day(last), written)


EXPLAINED = [
    ([], "not_met", "not_met"),
    ([told("2024-02-01", "2024-09-30")], "met", "not_met"),
    ([told("2024-02-01", "2024-09-30", True)], "met", "met"),
    ([told("2024-02-29", "2024-09-01", True)], "met", "met"),
    ([told("2024-03-01", "2024-09-30")], "not_met", "not_met"),
    ([told("2024-02-01", "2024-08-31")], "not_met", "not_met"),
    ([told("2024-02-01", "2024-05-31"), told("2024-06-01", "2024-09-30")], "met", "not_met"),
    ([told("2024-02-01", "2024-05-31", True), told("2024-06-01", "2024-09-30")], "met", "not_met"),
]


@pytest.mark.parametrize(("explanations", "spoken", "written"), EXPLAINED)
def test_every_month_of_a_gap_is_explained_or_none_is(explanations, spoken, written):
    facts = wren(jobs=(job("2010-01-01", "2024-01-31"), job("2024-10-01")), gap_explanations=tuple(explanations))
    assert outcome("gaps_explained", facts, LIMIT) == spoken
    assert outcome("gaps_in_writing", facts, LIMIT) == written


def test_the_gaps_still_open_are_named_with_the_longest():
    facts = wren(jobs=(job("2010-01-01", "2022-01-31"), job("2022-10-01", "2023-12-31"), job("2024-12-01")))
    seen = judge("gaps_explained", facts, LIMIT)
    assert seen.observed["gaps"] == ((day("2022-02-01"), day("2022-09-01")), (day("2024-01-01"), day("2024-11-01")))
    assert seen.observed["months"] == 11
    assert [gap.months for gap in unexplained(facts, LIMIT, day("2026-11-24"))] == [8, 11]


@pytest.mark.parametrize("changes", [{"jobs": None}, {"jobs": ()}, {"attested_on": None}])
def test_without_jobs_or_signature_gaps_are_unknown(changes):
    assert outcome("gaps_explained", wren(**changes), LIMIT) == "unknown"
    assert judge("gaps_in_writing", wren(**changes), LIMIT).observed == {"gaps": None}


def test_a_gap_turns_when_the_rest_is_short_and_when_the_rest_is_explained():
    facts = wren(jobs=(job("2010-01-01", "2024-01-31"), job("2024-10-01")), gap_explanations=(told("2024-06-01", "2024-09-30", True),))
    turns = set(CRITERIA["gaps_in_writing"].turns(facts, {"months": 2, "years": 5}))
    assert turns == {day("2029-08-01"), day("2029-06-01")}


REACHES = [
    # first job, first license, on → five years back
    ("2021-11-01", "2000-01-01", "met"), ("2021-12-01", "2000-01-01", "unknown"), ("2021-10-31", "2000-01-01", "met"),
    ("2024-06-01", "2024-06-30", "met"), ("2024-07-01", "2024-06-30", "unknown"), ("2024-05-01", "2024-06-30", "met"),
    ("2021-11-01", None, "met"), ("2021-12-01", None, "unknown"),
]


@pytest.mark.parametrize(("first", "licensed", "expected"), REACHES)
def test_history_reaches_back_five_years_or_to_the_first_license(first, licensed, expected):
    held = () if licensed is None else (license(issued_on=day("2025-12-01")), license(issued_on=day(licensed)), license(issued_on=None))
    facts = wren(jobs=(job("2025-01-01"), job(first)), licenses=held)
    seen = judge("work_history_reaches", facts, {"years": 5})
    assert (str(seen.outcome), seen.observed["first"], seen.observed["licensed_on"]) == (expected, day(first), licensed and day(licensed))


def test_nobody_spoke_of_work():
    assert outcome("work_history_reaches", wren(jobs=None), {"years": 5}) == "unknown"
    assert outcome("work_history_reaches", wren(jobs=()), {"years": 5}) == "unknown"
    assert outcome("work_history_reaches", wren(licenses=None, jobs=(job("2021-11-01"),)), {"years": 5}) == "met"


def test_who_asks_for_open_gaps_says_whether_a_spoken_word_is_enough():
    spoken = wren(jobs=(job("2010-01-01", "2024-01-31"), job("2024-10-01")), gap_explanations=(told("2024-02-01", "2024-09-30"),))
    assert unexplained(spoken, LIMIT, day("2026-11-24")) == []
    assert [gap.months for gap in unexplained(spoken, LIMIT, day("2026-11-24"), written=True)] == [8]
    assert judge("gaps_explained", spoken, LIMIT).observed == {"gaps": (), "months": 0}
