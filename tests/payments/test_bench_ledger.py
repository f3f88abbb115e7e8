"""The benchmark of balances fills two ledgers that hold, leaves nothing behind, and says so when size costs."""

import pytest

from network.models import Organization
from payments import bench_ledger
from payments.bench_ledger import ledger
from payments.facts.ledger import unbalanced
from payments.models import LedgerEntry

pytestmark = pytest.mark.django_db


def test_both_ledgers_hold_and_nothing_stays(monkeypatch):
    seen, filled = [], bench_ledger._filled

    def looked_at(*arguments):
        row = filled(*arguments)
        seen.append((LedgerEntry.objects.within(row).count(), unbalanced(row)))
        return row

    monkeypatch.setattr(bench_ledger, "_filled", looked_at)
    timing = ledger(400, 1)
    assert seen == [(400, []), (40, [])] and set(timing.more) == {"milliseconds", "of a tenth", "growth"}
    assert not Organization.objects.filter(slug__startswith="bench-").exists()


def test_a_small_ledger_is_not_judged_and_a_large_one_is(monkeypatch):
    monkeypatch.setattr(bench_ledger, "MOST", 0)
    assert ledger(100, 1).failed == ""
    monkeypatch.setattr(bench_ledger, "JUDGED", 100)
    assert "times the cost of a tenth" in ledger(100, 1).failed


def test_sums_that_differ_are_a_failure(monkeypatch):
    monkeypatch.setattr(bench_ledger, "kept_sums", lambda row: {})
    with pytest.raises(AssertionError, match="kept sums"):
        ledger(100, 1)
