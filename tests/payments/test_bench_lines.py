"""The benchmark of lines: lines that match and lines that stop, the same together and one by one, nothing left behind."""

import pytest

from network.models import Organization
from payments import bench_lines

pytestmark = pytest.mark.django_db


def test_together_and_one_by_one_agree_and_nothing_stays():
    timing = bench_lines.lines(90, 2)
    assert (timing.n, timing.reference_n, timing.failed) == (90, 9, "")
    assert 5 < timing.more["stopped"] < 45, "most lines match, and some stop"
    assert not Organization.objects.filter(slug="bench-lines").exists()


def test_stops_that_differ_are_a_failure(monkeypatch):
    monkeypatch.setattr(bench_lines, "check_together", lambda organization, keys, at: None)
    with pytest.raises(AssertionError, match="something else"):
        bench_lines.lines(40, 2)


@pytest.mark.parametrize(("ratio", "n", "said"), [(39.9, 10_000, "39.9"), (40.0, 10_000, ""), (39.9, 9_999, "")])
def test_only_many_lines_are_judged(ratio, n, said, monkeypatch):
    monkeypatch.setattr(bench_lines, "LEAST", {"sqlite": 40, "postgresql": 40})
    assert (said in bench_lines._slow(ratio, n)) if said else bench_lines._slow(ratio, n) == ""
