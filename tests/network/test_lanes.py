"""Where bars, names, months and today's line stand in a chart over time, in its own units."""

from datetime import date

import pytest

from network.lanes import Bar, Drawn, Label, Lane, lanes

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)  # ninety days of eight units each, right of the names


def drawn(*bars, first=FIRST, last=LAST):
    """Where these bars of one lane stand: from, and how wide."""
    chart = lanes([Lane("License", bars)], first=first, last=last, on=first, ticks=())
    return [(bar.x, bar.width) for bar in chart.bars]


def bar(first, last=None):
    return Bar("cover", first, last, "words")


def test_lanes_stand_below_each_other_with_their_names_and_the_chart_is_as_high_as_they_are():
    chart = lanes(
        [Lane("License", [bar(date(2026, 1, 11), date(2026, 1, 20))]), Lane("Insurance", [Bar("hold", FIRST, FIRST, "stop")])],
        first=FIRST, last=LAST, on=date(2026, 2, 1), ticks=[(date(2026, 2, 1), "Feb")],
    )
    assert (chart.width, chart.height, chart.today) == (960, 92, 488)
    assert chart.names == [Label("License", 0, 45), Label("Insurance", 0, 79)]
    assert chart.bars == [Drawn("cover", 320, 32, 80, "words"), Drawn("hold", 240, 66, 8, "stop")]
    assert chart.months == [Label("Feb", 488, 92)]


@pytest.mark.parametrize(("first", "last", "stands"), [
    (date(2025, 12, 1), date(2025, 12, 31), []), (date(2025, 12, 1), FIRST, [(240, 8)]), (date(2025, 12, 1), date(2026, 1, 2), [(240, 16)]),
    (LAST, LAST, [(952, 8)]), (LAST, None, [(952, 8)]), (date(2026, 4, 1), None, []), (date(2026, 4, 1), date(2026, 5, 1), []),
    (date(2026, 3, 30), date(2026, 3, 30), [(944, 8)]), (date(2026, 3, 30), date(2026, 4, 9), [(944, 16)]),
    (date(2025, 1, 1), None, [(240, 720)]), (FIRST, LAST, [(240, 720)]),
])
def test_a_bar_is_cut_off_at_both_ends_of_the_chart_and_not_drawn_beyond(first, last, stands):
    assert drawn(bar(first, last)) == stands


def test_places_are_rounded_to_a_tenth_of_a_unit():
    week = {"first": FIRST, "last": date(2026, 1, 7)}
    assert drawn(bar(date(2026, 1, 2), date(2026, 1, 2)), bar(date(2026, 1, 3)), **week) == [(342.9, 102.9), (445.7, 514.3)]


@pytest.mark.parametrize(("day", "at"), [
    (date(2025, 12, 31), None), (FIRST, 240), (date(2026, 1, 2), 248), (LAST, 952), (date(2026, 4, 1), None),
])
def test_todays_line_and_a_months_name_stand_within_the_days_of_the_chart_alone(day, at):
    chart = lanes([], first=FIRST, last=LAST, on=day, ticks=[(day, "A day")])
    assert (chart.today, [label.x for label in chart.months]) == (at, [] if at is None else [at]) and chart.height == 24
