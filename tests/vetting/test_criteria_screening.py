"""Exclusion lists: confirmed, open, and every calendar month."""

import pytest

from tests.vetting.invented import TODAY, after, day, judge, outcome, wren
from vetting.evidence import Hit, ListCheck, State
from vetting.rules import CRITERIA


def hit(state="open", band="possible", until=None):
    return Hit("oig-leie", band, state, day("2026-11-10"), until, "h-1")


def check(on, state="verified", code="oig-leie"):
    return ListCheck(code, day(on), State(state), f"run-{on}")


EXCLUDED = [
    ([], "met"),
    ([hit("confirmed")], "not_met"),
    ([hit("confirmed", until=TODAY)], "not_met"),
    ([hit("confirmed", until=after(TODAY, -1))], "met"),
    ([hit("open")], "met"),
    ([hit("cleared")], "met"),
    ([hit("proposed_confirmed")], "met"),
]


@pytest.mark.parametrize(("hits", "expected"), EXCLUDED)
def test_only_a_confirmed_match_excludes(hits, expected):
    assert outcome("not_excluded", wren(hits=tuple(hits)), {"lists": ("oig-leie",)}) == expected


def test_a_list_nobody_read_proves_nothing():
    assert outcome("not_excluded", wren(), {"lists": ("oig-leie", "sam")}) == "unknown"
    assert outcome("not_excluded", wren(list_checks=(check("2026-11-10", "obtained"),)), {"lists": ("oig-leie",)}) == "unknown"
    assert outcome("not_excluded", wren(hits=(hit("confirmed"),)), {"lists": ("oig-leie", "sam")}) == "not_met"


ADJUDICATED = [
    ([], "possible", "met"),
    ([hit("open")], "possible", "unknown"),
    ([hit("proposed_cleared")], "possible", "unknown"),
    ([hit("proposed_confirmed")], "possible", "unknown"),
    ([hit("cleared")], "possible", "met"),
    ([hit("confirmed")], "possible", "met"),
    ([hit("inconclusive")], "possible", "not_met"),
    ([hit("open"), hit("inconclusive")], "possible", "not_met"),
    ([hit("open", "possible")], "probable", "met"),
    ([hit("open", "probable")], "probable", "unknown"),
    ([hit("open", "certain")], "probable", "unknown"),
]


@pytest.mark.parametrize(("hits", "band", "expected"), ADJUDICATED)
def test_no_match_is_left_unjudged(hits, band, expected):
    assert outcome("hits_adjudicated", wren(hits=tuple(hits)), {"band": band}) == expected


@pytest.mark.parametrize(("age", "expected"), [(34, "met"), (35, "met"), (36, "unknown")])
def test_checked_within_days_of_the_lists_file(age, expected):
    facts = wren(list_checks=(check(after(TODAY, -age).isoformat()), check("2020-01-01")))
    assert outcome("exclusion_checked", facts, {"lists": ("oig-leie",), "days": 35}) == expected


def test_every_list_is_checked():
    both = wren(list_checks=(check("2026-11-10"), check("2026-11-01", code="sam")))
    limit = {"lists": ("oig-leie", "sam"), "days": 35}
    assert judge("exclusion_checked", both, limit).good_through == day("2026-12-06")
    assert outcome("exclusion_checked", wren(list_checks=(check("2026-11-10"),)), limit) == "unknown"
    assert outcome("exclusion_checked", wren(list_checks=(check("2026-11-10", "attested"),)), limit) == "unknown"


MONTHLY = [
    # decided, checks, current month too → outcome on 24 November 2026
    (None, [], False, "not_applicable"),
    (None, [], True, "unknown"),
    (None, ["2026-11-01"], True, "met"),
    (None, ["2026-10-31"], True, "unknown"),
    ("2026-11-02", [], False, "not_applicable"),
    ("2026-10-31", [], False, "unknown"),
    ("2026-10-31", ["2026-10-01"], False, "met"),
    ("2026-10-31", ["2026-10-01"], True, "unknown"),
    ("2026-09-15", ["2026-09-01", "2026-10-15"], False, "met"),
    ("2026-09-15", ["2026-09-01"], False, "unknown"),
    ("2026-01-15", ["2026-08-01", "2026-09-30", "2026-10-01"], False, "met"),
    ("2026-01-15", ["2026-09-30", "2026-10-01"], False, "unknown"),
    ("2027-01-15", [], False, "not_applicable"),
]


@pytest.mark.parametrize(("decided", "checks", "current", "expected"), MONTHLY)
def test_every_calendar_month_since_the_decision_three_back(decided, checks, current, expected):
    facts = wren(decided_on=decided and day(decided), list_checks=tuple(check(on) for on in checks))
    limit = {"lists": ("oig-leie",), "months": 3, "current": current}
    assert outcome("exclusion_monthly", facts, limit) == expected


def test_the_months_that_are_missing_are_named():
    facts = wren(decided_on=day("2026-08-15"), list_checks=(check("2026-09-30"),))
    found = judge("exclusion_monthly", facts, {"lists": ("oig-leie",), "months": 12, "current": True})
    assert found.observed["missing"] == (day("2026-08-01"), day("2026-10-01"), day("2026-11-01"))


def test_one_september_and_fifteen_october_cover_both_months():
    facts = wren(decided_on=day("2026-09-01"), list_checks=(check("2026-09-01"), check("2026-10-15")))
    assert outcome("exclusion_monthly", facts, {"lists": ("oig-leie",), "months": 12, "current": False}, day("2026-11-30")) == "met"


def test_the_newest_check_and_the_match_are_the_records_named():
    checked = wren(list_checks=(check("2026-11-10"), check("2026-09-01"), check("2026-10-05")))
    limit = {"lists": ("oig-leie",), "days": 35}
    for key in ("not_excluded", "exclusion_checked"):
        found = judge(key, checked, limit)
        assert (found.observed["as_of"], found.evidence) == (day("2026-11-10"), ("run-2026-11-10",))
    nameless = wren(list_checks=(ListCheck("oig-leie", day("2026-11-10"), State.VERIFIED),))
    assert judge("not_excluded", nameless, limit).evidence == judge("exclusion_checked", nameless, limit).evidence == ()
    assert judge("not_excluded", wren(list_checks=()), limit).observed["as_of"] is None
    assert judge("not_excluded", wren(hits=(hit("confirmed"),)), limit).evidence == ("h-1",)
    assert judge("hits_adjudicated", wren(hits=(Hit("oig-leie", "possible", "open", TODAY),)), {"band": "possible"}).evidence == ()


def test_a_match_without_an_end_never_turns():
    facts = wren(hits=(hit("confirmed"), hit("confirmed", until=day("2026-12-31"))))
    assert list(CRITERIA["not_excluded"].turns(facts, {"lists": ("oig-leie",)})) == [day("2027-01-01")]
