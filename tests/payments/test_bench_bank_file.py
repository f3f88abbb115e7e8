"""The benchmark of the bank file compares two ways to the same bytes, and says so when they differ or are too alike in speed."""

from io import BytesIO

import pytest

from payments import bench_bank_file
from payments.bank.pain001 import write
from payments.bench_bank_file import _as_tree, _batch, _payments, bank_file


def test_both_ways_give_the_same_bytes_and_hash():
    rows = _payments(50, 3)
    streamed, built = BytesIO(), BytesIO()
    assert write(streamed, _batch(rows), rows) == _as_tree(built, _batch(rows), rows)
    assert streamed.getvalue() == built.getvalue() and b"Praktijk Muller + Son" in streamed.getvalue()


def test_a_tenth_is_compared_and_the_size_is_told():
    timing = bank_file(40, 2)
    assert (timing.n, timing.reference_n) == (40, 4) and timing.more["bytes"] > 40 * 200
    assert bank_file(5, 2).reference_n == 1


def test_other_bytes_are_a_failure(monkeypatch):
    monkeypatch.setattr(bench_bank_file, "FIRST", "")
    with pytest.raises(AssertionError, match="same bytes"):
        bank_file(20, 2)


def test_a_small_file_is_not_judged_and_a_large_one_is(monkeypatch):
    monkeypatch.setattr(bench_bank_file, "LEAST", 10**9)
    assert bank_file(100, 2).failed == ""
    monkeypatch.setattr(bench_bank_file, "JUDGED", 100)
    assert "times a tree" in bank_file(100, 2).failed
