"""Whose turn it is, and whose each passed day was."""

from datetime import date

import pytest

from vetting.turns import OURS, SOURCE, THEIRS, Stretch, counts, days, due, turn

QUIET = {"state": "checking", "route": "clean", "ours_open": 0, "asked_open": 0, "source_open": 0, "terms_open": False}
TURNS = [
    ({"state": "draft", "ours_open": 1}, ("theirs", "therapist", "submit")),
    ({"state": "submitted", "asked_open": 1}, ("ours", "reviewer", "begin_checks")),
    ({"ours_open": 1, "asked_open": 1, "source_open": 1}, ("ours", "reviewer", "check")),
    ({"asked_open": 1, "source_open": 1}, ("theirs", "therapist", "answer")),
    ({"source_open": 1}, ("source", "source", "wait")),
    ({}, ("ours", "reviewer", "refer")),
    ({"state": "in_review"}, ("ours", "director", "decide")),
    ({"state": "in_review", "route": "director"}, ("ours", "director", "decide")),
    ({"state": "in_review", "route": "committee"}, ("ours", "committee", "decide")),
    ({"state": "in_review", "asked_open": 1}, ("ours", "director", "decide")),
    ({"state": "approved", "terms_open": True}, ("theirs", "therapist", "accept_terms")),
    ({"state": "approved"}, ("nobody", "nobody", "none")),
    ({"state": "checking", "terms_open": True}, ("ours", "reviewer", "refer")),
    ({"state": "denied", "ours_open": 1, "terms_open": True}, ("nobody", "nobody", "none")),
    ({"state": "withdrawn"}, ("nobody", "nobody", "none")),
]


@pytest.mark.parametrize(("given", "expected"), TURNS)
def test_it_is_her_turn_only_when_nothing_is_ours(given, expected):
    found = turn(**{**QUIET, **given})
    assert (found.whose, found.waiting_on, found.next_step) == expected


def stretch(whose, first, last=None):
    return Stretch(whose, date(2026, 11, first), last and date(2026, 11, last))


def test_a_stretch_runs_until_the_day_it_was_done_on():
    mine = stretch(OURS, 3, 5)
    assert [mine.runs(date(2026, 11, day)) for day in range(2, 7)] == [False, True, True, False, False]
    assert [stretch(OURS, 3).runs(date(2026, 11, day)) for day in (2, 3, 30)] == [False, True, True]


def test_each_day_is_ours_before_theirs_before_the_sources():
    found = days(
        [stretch(SOURCE, 2, 9), stretch(THEIRS, 3, 6), stretch(OURS, 4, 5)], first=date(2026, 11, 1), last=date(2026, 11, 10)
    )
    assert found == (OURS, SOURCE, THEIRS, OURS, THEIRS, SOURCE, SOURCE, SOURCE, OURS)
    assert counts(found) == {OURS: 3, THEIRS: 2, SOURCE: 4}
    assert days([], first=date(2026, 11, 1), last=date(2026, 11, 1)) == ()


@pytest.mark.parametrize(
    ("strokes", "expected"), [((), 20), ((OURS,) * 3, 17), ((OURS,) * 10, 10), ((OURS,) * 12, 8), ((THEIRS,) * 5, 20), ((OURS, THEIRS, SOURCE), 19)]
)
def test_days_of_theirs_and_of_a_source_push_our_date_back(strokes, expected):
    assert due(strokes, last=date(2026, 11, 10), allowed=10) == date(2026, 11, expected)
