"""The worksheet: each element at the decision, at the edge of its window, and who stood behind it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from vetting.worksheet import Evidence, Score, Verdict, Why, line, scores, standing_at

DECIDED = datetime(2026, 11, 20, 15, tzinfo=UTC)
DAY = timedelta(days=1)


def evidence(ago=10, *, element="license", state="verified", ref="verification:1", verified=3, item="license:1"):
    as_of = date(2026, 11, 20) - ago * DAY if ago is not None else None
    at = DECIDED - verified * DAY if verified is not None else None
    return Evidence(ref, element, item, "Ohio license", "Ohio board", state, as_of, at, "Tom Wetherby")


def judged(row, window=120):
    found = line(row, decided_on=date(2026, 11, 20), decided_at=DECIDED, window=window)
    return found.days, found.verdict, found.why


@pytest.mark.parametrize(
    ("row", "window", "says"),
    [
        (evidence(119), 120, (119, Verdict.MET, Why.NOTHING)),
        (evidence(120), 120, (120, Verdict.MET, Why.NOTHING)),
        (evidence(121), 120, (121, Verdict.NOT_MET, Why.TOO_OLD)),
        (evidence(4000), None, (4000, Verdict.MET, Why.NOTHING)),
        (evidence(0, verified=0), 120, (0, Verdict.MET, Why.NOTHING)),
        (evidence(1, verified=-1), 120, (1, Verdict.NOT_MET, Why.LATE)),
        (evidence(1, verified=None, state="obtained"), 120, (1, Verdict.NOT_MET, Why.NOT_VERIFIED)),
        (evidence(None), 120, (None, Verdict.NOT_MET, Why.NO_DAY)),
        (evidence(None, state="waived"), 120, (None, Verdict.WAIVED, Why.NOTHING)),
        (evidence(None, state="waived", verified=-1), 120, (None, Verdict.NOT_MET, Why.LATE)),
    ],
)  # fmt: skip
def test_an_element_is_met_when_verified_by_the_decision_within_its_window(row, window, says):
    assert judged(row, window) == says


def test_the_check_that_stood_at_the_decision_counts_and_not_the_one_that_replaced_it_later():
    old, new = evidence(ref="old", state="superseded", verified=3), evidence(ref="new", verified=-5)
    assert [row.ref for row in standing_at([old, new], DECIDED)] == ["old"]
    later = evidence(ref="later", verified=1)
    assert [row.ref for row in standing_at([old, later, new], DECIDED)] == ["later"]
    assert [row.ref for row in standing_at([evidence(ref="none", verified=None, state="required"), new], DECIDED)] == ["new"]
    other = evidence(ref="other", item="license:2")
    assert {row.ref for row in standing_at([old, other], DECIDED)} == {"old", "other"}


def lines(*met):
    return [line(evidence(1 if good else 500), decided_on=date(2026, 11, 20), decided_at=DECIDED, window=120) for good in met]


@pytest.mark.parametrize(
    ("first", "rest", "score"),
    [
        ([True] * 8, [False] * 22, Score("license", 8, 8, True)),  # eight of eight: the others are not read
        ([True] * 7 + [False], [True] * 22, Score("license", 29, 30, False)),
        ([True, True], [], Score("license", 2, 2, True)),
    ],
)
def test_eight_of_eight_settle_an_element_and_else_all_thirty_are_read(first, rest, score):
    assert scores(lines(*first), lines(*rest)) == [score]
