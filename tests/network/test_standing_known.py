"""What we knew at an instant: the newest revision recorded by then, by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from network.dates import Span
from network.standing import Acceptance, known

START = date(2026, 2, 20)


def test_the_newest_revision_recorded_by_then_is_what_we_knew():
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    one = Acceptance("referral", Span(START), key="a", recorded_at=at)
    two = replace(one, revision=2, span=Span(START, START), recorded_at=at + timedelta(hours=1))
    tick = timedelta(microseconds=1)
    for rows in ((one, two), (two, one)):
        assert known(rows, at - tick) == ()
        assert known(rows, at) == (one,)
        assert known(rows, two.recorded_at - tick) == (one,)
        assert known(rows, two.recorded_at) == (two,)
        assert known(rows) == (two,)


def test_rows_without_a_key_or_a_recorded_instant_stand_for_themselves():
    row = Acceptance("referral", Span(START))
    other = Acceptance("referral", Span(START))
    assert known((row, other), datetime(2020, 1, 1, tzinfo=UTC)) == (row, other)


def test_what_is_void_never_was_and_we_still_know_what_we_knew_before():
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    row = Acceptance("referral", Span(START), key="a", recorded_at=at)
    void = replace(row, revision=row.revision + 1, void=True, recorded_at=at + timedelta(hours=1))
    assert known((row, void)) == known((void, row)) == ()
    assert known((row, void), at) == (row,)


def test_a_row_is_its_own_first_revision():
    assert Acceptance("referral", Span(START)).revision == 1
