"""Bars as numbers: on one scale, one after the other, and what is not nothing can be seen."""

from network.plots import LEAST, WIDTH, Bar, Part, plot


def test_the_longest_bar_is_as_wide_as_the_chart_and_the_others_are_in_proportion():
    chart = plot("Days", [Bar("a", "40", [Part("ours", 30, "x"), Part("theirs", 10, "y")]), Bar("b", "10", [Part("ours", 10, "z")])])
    (ours, theirs), (short,) = (row.parts for row in chart.rows)
    assert (ours.x, ours.width) == (0, 255) and (theirs.x, theirs.x + theirs.width) == (255, WIDTH)
    assert short.width == WIDTH // 4 and [part.kind for part in chart.rows[0].parts] == ["ours", "theirs"]


def test_the_bars_stand_below_each_other_and_the_chart_is_as_high_as_they_are():
    chart = plot("Days", [Bar("a", "1", [Part("ours", 1, "x")]) for _number in range(3)])
    tops = [row.bar_y for row in chart.rows]
    assert tops[1] - tops[0] == tops[2] - tops[1] > chart.bar and chart.height > tops[2] + chart.bar
    assert all(row.words_y < row.bar_y for row in chart.rows)


def test_on_a_scale_of_a_hundred_fifty_is_half():
    assert plot("Share", [Bar("a", "50%", [Part("good", 50, "x")])], most=100).rows[0].parts[0].width == WIDTH // 2


def test_little_can_be_seen_and_nothing_is_not_drawn():
    bars = [Bar("a", "1000", [Part("ours", 1000, "x")]), Bar("b", "1", [Part("ours", 1, "x"), Part("theirs", 0, "y")])]
    assert [part.width for part in plot("Days", bars).rows[1].parts] == [LEAST]


def test_a_chart_of_nothing_has_empty_bars():
    assert plot("Days", [Bar("a", "0", [Part("ours", 0, "x")])]).rows[0].parts == ()
