"""The numbers people steer by, by hand: each at its edge, and what there is of nothing."""

from datetime import date, timedelta

import pytest

from vetting import steering
from vetting.steering import Due, OpenFile, Share, Vetted, inside, standing_decisions

ON = date(2026, 11, 26)


@pytest.mark.parametrize(
    "values, half, nine",
    [
        ([], None, None), ([7], 7, 7), ([1, 2], 1, 2), ([3, 1, 2], 2, 3), (range(1, 11), 5, 9), (range(1, 12), 6, 10),
        (range(1, 101), 50, 90), ([0] * 9 + [40], 0, 0), ([0] * 8 + [40, 41], 0, 40),
    ],
)
def test_a_percentile_is_what_so_many_of_a_hundred_did_not_exceed(values, half, nine):
    assert (steering.percentile(values, 50), steering.percentile(values, 90)) == (half, nine)


def file(ours=0, theirs=0, source=0, **more):
    strokes = ("ours",) * ours + ("theirs",) * theirs + ("source",) * source
    return Vetted(**{"kind": "initial", "decided": ON, "strokes": strokes, "clean": True, **more})


def test_times_are_split_by_whose_days_they_were():
    found = steering.times([file(4, 2, 1), file(1, 9), file(2, 0, 6)])
    assert found.files == 3
    assert [(side.median, side.p90) for side in (found.whole, found.ours, found.theirs, found.source)] == [(8, 10), (2, 4), (2, 9), (1, 6)]


def test_the_sides_of_one_file_add_up_to_its_days():
    only = steering.times([file(4, 2, 1)])
    assert only.ours.median + only.theirs.median + only.source.median == only.whole.median == 7


def test_a_share_of_nothing_is_unknown_and_halves_go_up():
    assert [Share(*pair).percent for pair in ((0, 0), (0, 3), (1, 3), (1, 8), (2, 3), (3, 3))] == [None, 0, 33, 13, 67, 100]
    assert steering.clean_share([file(), file(clean=False), file()]) == Share(2, 3)


def test_a_period_is_whole_months_through_the_running_one_over_the_turn_of_a_year():
    found = steering.period(date(2026, 1, 31), 3)
    assert found.months == (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)) and found.first == date(2025, 11, 1)


@pytest.mark.parametrize("days, index", [(0, 0), (7, 0), (8, 1), (14, 1), (15, 2), (30, 2), (31, 3), (60, 3), (61, 4), (400, 4)])
def test_an_open_file_has_the_age_of_its_days(days, index):
    found = steering.aged([OpenFile("checking", days, "ours", False)])
    assert found.by_age.index(1) == index and sum(found.by_age) == 1


def test_open_files_are_counted_by_turn_and_the_oldest_and_the_late_ones_are_named():
    rows = [OpenFile("checking", 3, "ours", True), OpenFile("checking", 40, "theirs", False), OpenFile("checking", 9, "ours", True)]
    found = steering.aged(rows)
    assert (found.files, found.whose, found.late, found.oldest) == (3, {"ours": 2, "theirs": 1}, 2, 40)


@pytest.mark.parametrize(
    "days, over, within",
    [
        (-1, 1, (0, 0, 0)), (0, 0, (1, 0, 0)), (30, 0, (1, 0, 0)), (31, 0, (0, 1, 0)), (60, 0, (0, 1, 0)), (61, 0, (0, 0, 1)),
        (90, 0, (0, 0, 1)), (91, 0, (0, 0, 0)),
    ],
)
def test_what_ends_is_over_only_after_its_last_day(days, over, within):
    found = steering.ending([ON + timedelta(days=days)], ON)
    assert (found.overdue, found.within) == (over, within)


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "row, code",
    [
        (Due(ON - DAY, ON - DAY, None), "on_time"),
        (Due(ON - DAY, ON, None), "late"),
        (Due(ON - DAY, None, None), "overdue"),
        (Due(ON, None, None), "ahead"),
        (Due(ON - DAY, None, ON), "left"),
        (Due(ON - DAY, None, ON + DAY), "overdue"),
        (Due(ON - DAY, ON - 9 * DAY, ON), "on_time"),
    ],
)
def test_a_vetting_is_renewed_in_time_through_its_last_day(row, code):
    assert steering.renewed(row, ON) == code


def test_who_left_or_is_not_due_yet_is_in_no_share_of_renewals():
    rows = [Due(ON - DAY, ON - DAY, None), Due(ON - DAY, None, None), Due(ON - DAY, None, ON), Due(ON, None, None)]
    tally = steering.renewals(rows, ON)
    assert tally == {"on_time": 1, "late": 0, "overdue": 1, "left": 1} and steering.on_time(tally) == Share(1, 2)


def test_somebody_is_covered_only_by_every_list():
    seen = {(1, "a"), (1, "b"), (2, "a"), (9, "a"), (9, "b")}
    assert steering.coverage({1, 2, 3}, ("a", "b"), seen) == Share(1, 3)
    assert steering.coverage({1, 2, 3}, ("a",), seen) == Share(2, 3)


def test_without_a_list_nobody_is_covered_and_nobody_is_missing():
    assert steering.coverage({1, 2}, (), set()).percent is None


# ── Who was in the network, and which decisions stand ────────────────────────

LET_IN = (7, 70, True, date(2026, 3, 10), date(2026, 9, 30), None)


@pytest.mark.parametrize(
    ("grants", "gone", "on", "expected"),
    [
        ([LET_IN], {}, date(2026, 3, 9), set()), ([LET_IN], {}, date(2026, 3, 10), {7}), ([LET_IN], {}, date(2026, 3, 11), {7}),
        ([LET_IN], {}, date(2026, 9, 30), {7}), ([LET_IN], {}, date(2026, 10, 1), set()),
        ([(*LET_IN[:5], date(2026, 10, 30))], {}, date(2026, 10, 30), {7}),
        ([(*LET_IN[:5], date(2026, 10, 30))], {}, date(2026, 10, 31), set()),
        ([(*LET_IN[:4], None, None)], {}, date(2031, 1, 1), {7}),
        ([LET_IN, (7, 70, False, date(2026, 5, 1), None, None)], {}, date(2026, 4, 30), {7}),
        ([LET_IN, (7, 70, False, date(2026, 5, 1), None, None)], {}, date(2026, 5, 1), set()),
        ([LET_IN], {70: date(2026, 6, 15)}, date(2026, 6, 15), {7}), ([LET_IN], {70: date(2026, 6, 15)}, date(2026, 6, 16), set()),
        ([LET_IN], {71: date(2026, 6, 15)}, date(2026, 6, 16), {7}),
    ],
)  # fmt: skip
def test_who_was_inside_on_a_day(grants, gone, on, expected):
    assert inside(grants, gone, on) == expected


def test_a_vacated_decision_does_not_stand_and_another_file_s_does():
    first, other, again = (1, "A", "approved"), (2, "B", "denied"), (4, "A", "approved")
    assert standing_decisions([first, other, (3, "A", "vacated")]) == [other]
    assert standing_decisions([first, (3, "A", "vacated"), again]) == [again]
