"""Whose turn it is and whose each day was, as tables; pure."""

from datetime import date, timedelta

import pytest

from vetting.turns import OURS, SOURCE, THEIRS, TO_DO, Stretch, Turn, counts, days, due, due_on, turn

D = date(2026, 3, 2)
DAYS = timedelta(days=1)
NOTHING = {"route": "", "ours_open": 0, "asked_open": 0, "source_open": 0, "terms_open": False}

TABLE = [  # state, what is open, whose, who, next
    ("draft", {}, THEIRS, "therapist", "submit"),
    ("draft", {"ours_open": 3}, THEIRS, "therapist", "submit"),
    ("submitted", {}, OURS, "reviewer", "begin_checks"),
    ("submitted", {"asked_open": 1}, OURS, "reviewer", "begin_checks"),
    ("checking", {"ours_open": 1}, OURS, "reviewer", "check"),
    ("checking", {"ours_open": 1, "asked_open": 1, "source_open": 1}, OURS, "reviewer", "check"),
    ("checking", {"asked_open": 1}, THEIRS, "therapist", "answer"),
    ("checking", {"asked_open": 1, "source_open": 1}, THEIRS, "therapist", "answer"),
    ("checking", {"source_open": 1}, SOURCE, "source", "wait"),
    ("checking", {}, OURS, "reviewer", "refer"),
    ("in_review", {"route": "clean"}, OURS, "director", "decide"),
    ("in_review", {"route": "director"}, OURS, "director", "decide"),
    ("in_review", {"route": "not_eligible"}, OURS, "director", "decide"),
    ("in_review", {"route": "committee"}, OURS, "committee", "decide"),
    ("approved", {"terms_open": True}, THEIRS, "therapist", "accept_terms"),
    ("approved", {"terms_open": True, "ours_open": 1}, OURS, "reviewer", "check"),
    ("approved", {"ours_open": 1}, OURS, "reviewer", "check"),
    ("approved", {"source_open": 1}, "nobody", "nobody", "none"),
    ("approved", {}, "nobody", "nobody", "none"),
    ("denied", {"terms_open": True, "ours_open": 1}, "nobody", "nobody", "none"),
    ("not_accepted", {}, "nobody", "nobody", "none"),
    ("withdrawn", {"asked_open": 1}, "nobody", "nobody", "none"),
    ("lapsed", {}, "nobody", "nobody", "none"),
    ("vacated", {"terms_open": True}, "nobody", "nobody", "none"),
]


@pytest.mark.parametrize(("state", "opened", "whose", "who", "act"), TABLE)
def test_it_is_hers_only_when_nothing_is_ours(state, opened, whose, who, act):
    assert turn(state=state, **{**NOTHING, **opened}) == Turn(whose, who, act)


def test_each_day_is_ours_before_theirs_before_the_sources():
    stretches = [
        Stretch(OURS, D, D + 2 * DAYS), Stretch(THEIRS, D + DAYS, D + 4 * DAYS), Stretch(SOURCE, D + 3 * DAYS, D + 6 * DAYS)
    ]
    assert days(stretches, first=D, last=D + 7 * DAYS) == (OURS, OURS, THEIRS, THEIRS, SOURCE, SOURCE, OURS)


def test_a_day_on_which_nothing_is_open_is_ours():
    assert days([], first=D, last=D + 2 * DAYS) == (OURS, OURS)
    assert days([], first=D, last=D) == ()


@pytest.mark.parametrize(("day", "runs"), [(-1, False), (0, True), (4, True), (5, False)])
def test_a_stretch_runs_from_its_first_day_to_the_one_before_it_is_done(day, runs):
    assert Stretch(OURS, D, D + 5 * DAYS).runs(D + day * DAYS) is runs


def test_a_stretch_that_goes_on_runs_for_ever():
    assert Stretch(THEIRS, D, None).runs(D + 4000 * DAYS)


@pytest.mark.parametrize(("strokes", "left"), [((), 5), ((OURS,) * 2, 3), ((THEIRS,) * 9 + (OURS,), 4), ((OURS,) * 6, -1)])
def test_our_date_moves_back_by_their_days(strokes, left):
    assert due(strokes, last=D, allowed=5) == D + left * DAYS


def test_the_counts_name_every_side():
    assert counts((OURS, SOURCE, OURS)) == {OURS: 2, THEIRS: 0, SOURCE: 1}


DUE = [  # state, what is open, the days known → by when, in days from D
    ("draft", {}, {}, None),
    ("submitted", {}, {}, 3),
    ("checking", {"ours_open": 1}, {}, 24),
    ("checking", {"asked_open": 1}, {"answer_by": [9, 4]}, 4),
    ("checking", {"source_open": 1}, {"source_by": [8, 6]}, 6),
    ("checking", {"source_open": 1}, {}, None),
    ("checking", {}, {"answer_by": [1]}, 24),
    ("in_review", {}, {}, 29),
    ("approved", {"ours_open": 1}, {"opened": [-3, -5]}, 16),
    ("approved", {"ours_open": 1}, {}, 21),
    ("approved", {"terms_open": True}, {"opened": [-3]}, None),
    ("denied", {"ours_open": 1}, {}, None),
]


@pytest.mark.parametrize(("state", "open_", "known", "expected"), DUE)
def test_by_when_the_next_act_is_due(state, open_, known, expected):
    known = {name: [D + number * DAYS for number in numbers] for name, numbers in known.items()}
    found = due_on(turn(state=state, **{**NOTHING, **open_}), state=state, strokes=(), on=D, **known)
    assert found == (D + expected * DAYS if expected is not None else None)


def test_a_source_that_could_not_be_asked_is_ours_until_the_file_is_decided():
    assert ["unavailable" in TO_DO[state] for state in ("checking", "in_review", "approved")] == [True, True, False]
    assert "denied" not in TO_DO and "verified" not in TO_DO["checking"]
