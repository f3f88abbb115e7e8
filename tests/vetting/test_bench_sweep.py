"""The benchmark of the sweep on a small network: it agrees with the reference, reads the due ones only, and notices a wrong answer."""

import pytest
from django.db import connection

from vetting import at_once, bench_sweep

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(monkeypatch):
    for name, number in (("DIFFERENT", 100), ("DUE", 20), ("SAMPLE", 40), ("PART", 300), ("SLOWER", 10**6)):
        monkeypatch.setattr(bench_sweep, name, number)


def test_everybody_is_judged_and_the_due_ones_are_read_by_the_index():
    timing = bench_sweep.sweep(700, 1)
    told = timing.more
    assert (timing.n, timing.reference_n, timing.failed) == (700, 40, "")
    assert (told["due"], told["due_rows_read"], told["compared"], told["rules"]) == (20, 20, 40, len(at_once.RULES))
    assert "bench_sweep_due" in told["due_plan"] or connection.vendor == "postgresql"
    assert 0 < told["changed"] < 700
    assert bench_sweep.TABLE not in connection.introspection.table_names(), "nothing stays"


def test_a_rule_that_says_otherwise_in_columns_is_noticed(monkeypatch):
    rule = at_once.RULES["attestation_signed"]
    monkeypatch.setitem(at_once.RULES, "attestation_signed", lambda asked: 1 - rule(asked) % 2)
    with pytest.raises(AssertionError, match="verdicts differ|The next day of"):
        bench_sweep.sweep(300, 1)


def test_what_is_not_fast_enough_fails_by_name():
    timing = bench_sweep.Timing(bench_sweep.WHOLE, 1.0, 40, 0.01)
    good = {"due": 20, "due_rows_read": 20}
    assert "not 200" in bench_sweep._failed(timing, 1.0, good)
    assert "25 rows were read for 20" in bench_sweep._failed(timing, 1.0, {**good, "due_rows_read": 25})
    fast = bench_sweep.Timing(bench_sweep.WHOLE, 1.0, 40, 1.0)
    assert bench_sweep._failed(fast, 1.0, good) == ""
