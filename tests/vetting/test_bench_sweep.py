"""The benchmark of the sweep on a small network: it agrees with the reference, reads the due ones only, and notices a wrong answer."""

import pytest
from django.db import connection

from tests.vetting.strewn import Strewn
from vetting import at_once, bench_sweep
from vetting.bench_import import rolled_back
from vetting.bench_pieces import by_organization, pieces
from vetting.bench_tables import Tables
from vetting.columns import Codes, pack
from vetting.unpacked import unpack

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
    assert told["queries_each"] > 5 and told["packed_ratio"] < timing.ratio, "a person is read from tables of her lists"
    assert (told["previewed"], told["preview_ratio"] > 0) == (40, True) and 0 < told["preview_flips"] < 40
    assert bench_sweep.TABLE not in connection.introspection.table_names(), "nothing stays"


def test_from_its_tables_a_person_is_read_as_she_was_packed():
    strewn, code = Strewn(5), Codes()
    files = [pack(strewn.facts(), code) for _turn in range(12)]
    with rolled_back():
        tables = Tables([(number, 3, packed) for number, packed in enumerate(files, 1)], code)
        assert [tables.one(number) for number in range(1, 13)] == [(3, unpack(packed, code)) for packed in files]
    assert tables.queries > 15


def test_joined_by_the_database_every_person_is_there_once_with_her_own_bytes():
    world = bench_sweep._world(1)
    with rolled_back():
        bench_sweep._fill(world, 70, 1)
        read = pieces(10, 70)
    assert read.ids.tolist() == list(range(10, 70))
    seen = {}
    for places, packed in by_organization(read):
        assert len(set(read.whose[places].tolist())) == 1
        seen |= dict(zip(read.ids[places].tolist(), packed, strict=True))
    assert seen == {pk: world.packed[pk % 100] for pk in range(10, 70)}


def test_a_rule_that_says_otherwise_in_columns_is_noticed(monkeypatch):
    rule = at_once.RULES["attestation_signed"]
    monkeypatch.setitem(at_once.RULES, "attestation_signed", lambda asked: 1 - rule(asked) % 2)
    with pytest.raises(AssertionError, match="verdicts differ|The next day of"):
        bench_sweep.sweep(300, 1)


def test_a_preview_that_misses_somebody_is_noticed(monkeypatch):
    monkeypatch.setattr(at_once, "differing", lambda before, after: [])
    with pytest.raises(AssertionError, match="preview in columns"):
        bench_sweep.sweep(300, 1)


def test_what_is_not_fast_enough_fails_by_name():
    timing = bench_sweep.Timing(bench_sweep.WHOLE, 1.0, 40, 0.01)
    good = {"due": 20, "due_rows_read": 20}
    assert "not 200" in bench_sweep._failed(timing, 1.0, good)
    assert "25 rows were read for 20" in bench_sweep._failed(timing, 1.0, {**good, "due_rows_read": 25})
    fast = bench_sweep.Timing(bench_sweep.WHOLE, 1.0, 40, 1.0)
    assert bench_sweep._failed(fast, 1.0, good) == ""
