"""The bench runs the thing and its reference, refuses differing answers, and is never timed here."""

import json
import resource
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from licensure import bench_growth
from licensure.bench import processor
from licensure.bench_memory import together
from network import bench
from network.bench import Side, Timing, alternating, in_turn, worked
from vetting import bench_queue
from vetting.models import Application


def run(*arguments, **options) -> str:
    out = StringIO()
    call_command("bench", *arguments, stdout=out, **options)
    return out.getvalue()


def test_the_predicate_and_the_naive_reference_give_the_same_days():
    timing = bench.clear(n=60, seed=3)
    assert (timing.n, timing.reference_n) == (60, 6)


def test_the_data_is_neither_always_nor_never_clear():
    chance = bench.random.Random(5)
    days = [day for _ in range(40) for day in bench._by_turns(bench._rows(chance), bench._need(chance))]
    assert 0.05 < sum(days) / len(days) < 0.95


def test_a_benchmark_prints_one_line():
    line = json.loads(run("clear", n=10, seed=2))
    assert set(line) == {"name", "n", "seconds", "reference_n", "reference_seconds", "ratio", "seed", "peak_mb"}
    assert (line["name"], line["n"], line["seed"]) == ("clear", 10, 2)


def test_the_ratio_compares_per_unit():
    assert Timing(n=100, seconds=1.0, reference_n=10, reference_seconds=2.0).ratio == 20


def test_without_a_name_the_benchmarks_are_listed():
    assert run().split() == [
        "bank-file", "clear", "evaluate", "import", "ledger", "letters", "payments", "quality", "quality-uploads", "queue", "referral",
        "screening", "screening-delta", "screening-growth", "screening-one", "sweep", "upload", "vet",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("bank-file", 6), ("evaluate", 1), ("payments", 6), ("referral", 1), ("screening", 60), ("screening-delta", 60),
        ("screening-growth", 6), ("screening-one", 60), ("vet", 1),
    ],
)
def test_every_benchmark_runs_on_its_own_data_and_agrees_with_its_reference(name, compared, monkeypatch):
    monkeypatch.setattr("licensure.bench.ROWS", 300)
    monkeypatch.setattr("vetting.bench.ROWS", 300)
    monkeypatch.setattr("network.care.bench_referral.QUESTIONS", 40)
    line = json.loads(run(name, n=60, seed=4))
    assert (line["name"], line["n"], line["reference_n"]) == (name, 1 if name == "referral" else 60, compared)


def test_screening_says_how_long_its_list_was_and_that_a_large_network_is_compared_by_sample(monkeypatch):
    monkeypatch.setattr("licensure.bench.WHOLE", 2500)
    monkeypatch.setattr("licensure.bench_table.PART", 1000)
    monkeypatch.setattr("licensure.bench.SAMPLE", 600)
    line = json.loads(run("screening", n=3000, seed=4, rows=400))
    assert (line["list"], line["reference"]) == (400, "a sample, scaled")
    assert 600 <= line["reference_n"] <= 603
    assert line["compared"] >= 3  # who stands on the list is in the sample
    assert (line["recall"], line["extra"]) == (1.0, 0)
    assert line["candidates"] >= 3  # every thousandth person stands on the list


def test_screening_says_what_all_its_processes_hold_together():
    with together() as memory:
        held = bytearray(b"x") * 60_000_000
    assert memory.peak_mb is None or memory.peak_mb > len(held) / 1024**2
    line = json.loads(run("screening", n=30, seed=4, rows=50))
    assert line["peak_mb_together"] is None or line["peak_mb_together"] > 20


def test_the_processors_seconds_are_told_of_both_sides_and_compared_per_unit():
    line = json.loads(run("screening", n=30, seed=4, rows=50))
    ours, theirs = line["processor_seconds"], line["reference_processor_seconds"]
    assert ours > 0 and theirs > 0 and line["processor_ratio"] > 0
    assert processor(2.0, 100, 6.0, 10) == {
        "processor_seconds": 2.0, "reference_processor_seconds": 6.0, "processor_ratio": 30.0,
    }  # fmt: skip


def test_what_a_process_of_its_own_worked_counts():
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done, seconds, processor_seconds = worked(subprocess.run, [sys.executable, "-c", "sum(range(20_000_000))"])
    assert done.returncode == 0
    assert processor_seconds >= resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before > 0


@pytest.mark.django_db
def test_what_changed_is_found_as_by_screening_everybody_again(monkeypatch):
    monkeypatch.setattr("licensure.bench_table.PART", 700)
    monkeypatch.setattr("licensure.bench_delta.CHANGED", 40)
    line = json.loads(run("screening-delta", n=2500, seed=4, rows=120))
    assert (line["n"], line["list"], line["changed"], line["recall"], line["extra"]) == (2500, 120, 40, 1.0, 0)
    assert line["candidates"] >= 1 and line["asked"] <= 100  # of 2,500 hardly anybody is asked one by one


def test_sides_take_turns_and_the_median_of_their_times_counts():
    asked, told = [], iter(range(9))
    ours, theirs = alternating(lambda: asked.append("ours") or next(told), lambda: asked.append("theirs") or next(told), runs=3)
    assert asked == ["ours", "theirs"] * 3
    assert (ours.answers, theirs.answers) == ((0, 2, 4), (1, 3, 5))
    assert (len(ours.times), len(theirs.works)) == (3, 3)
    one, other = Side((), (1.0, 9.0, 2.0), (1.0, 4.0, 3.0)), Side((), (8.0, 9.0, 3.0), (2.0, 2.0, 3.0))
    assert (one.seconds, one.processor) == (2.0, 3.0)
    assert in_turn(one, other) == {"runs": 3, "ratios": [8.0, 1.0, 1.5], "processor_ratios": [2.0, 0.5, 1.0]}


def test_ten_times_the_people_are_told_beside_a_tenth_and_so_is_reading_them(monkeypatch):
    monkeypatch.setattr("licensure.bench_table.PART", 70)
    line = json.loads(run("screening-growth", n=2500, seed=4, rows=300))
    assert (line["n"], line["reference_n"], line["runs"], len(line["growths"]), len(line["processor_growths"])) == (2500, 250, 3, 3, 3)
    assert line["candidates"] >= 2 and line["growth"] > 0 and line["read_seconds"] > 0
    monkeypatch.setattr(bench_growth, "_screened", lambda entries, table, count: [(0, 1, 60)] if count == 2500 else [])
    with pytest.raises(CommandError, match="The answers differ: of the first 250 people"):
        run("screening-growth", n=2500, seed=4, rows=30)


def test_rows_of_a_list_are_refused_where_there_is_none():
    with pytest.raises(CommandError, match="no list"):
        run("clear", n=10, rows=10)
    with pytest.raises(CommandError, match="at least one"):
        run("screening", n=10, rows=0)


def test_an_unknown_benchmark_names_the_known_ones():
    with pytest.raises(CommandError, match="There are: .*clear"):
        run("nothing")
    with pytest.raises(CommandError, match="at least one"):
        run("clear", n=0)


def differ(n, seed):
    """A benchmark whose answers differ."""
    raise AssertionError("one and two")


def test_differing_answers_are_a_failure(settings):
    settings.BENCH = {"differ": "tests.network.test_bench.differ"}
    with pytest.raises(CommandError, match="The answers differ: one and two"):
        run("differ")


def test_quality_says_what_it_needs(monkeypatch):
    monkeypatch.delenv("REFERENCE_DATA", raising=False)
    with pytest.raises(CommandError, match="REFERENCE_DATA"):
        run("quality", n=5)


def weak(n, seed):
    """A benchmark that runs and is not good enough."""
    return Timing(n, 1.0, n, 1.0, {"classes": {"typo": 0.5}}, "Not good enough: typo 0.5.")


def test_what_is_not_good_enough_is_printed_and_ends_with_status_one(settings):
    settings.BENCH = {"weak": "tests.network.test_bench.weak"}
    out = StringIO()
    with pytest.raises(CommandError, match="typo 0.5"):
        call_command("bench", "weak", stdout=out)
    assert json.loads(out.getvalue())["classes"] == {"typo": 0.5}


@pytest.mark.django_db
def test_every_page_of_the_queue_takes_four_queries_and_shows_the_rows_counted_off(monkeypatch):
    monkeypatch.setattr("vetting.bench_queue.RUNS", 1)
    monkeypatch.setattr("vetting.bench_queue.DEEP", 2)
    timing = bench_queue.queue(n=2000, seed=4)
    assert timing.more["queries"] == 4 and len(timing.more["pages_ms"]) == 155
    assert not Application.objects.everywhere(reason="nothing of it stays").exists()


@pytest.mark.django_db
def test_a_page_of_the_queue_that_shows_other_rows_is_told(monkeypatch):
    monkeypatch.setattr("vetting.bench_queue.RUNS", 1)
    monkeypatch.setattr("vetting.bench_queue.DEEP", 2)
    monkeypatch.setattr("vetting.queries.queue.PAGE", 49)
    with pytest.raises(AssertionError, match="counted off"):
        bench_queue.queue(n=1000, seed=4)


@pytest.mark.parametrize(
    ("slower", "queries", "deep", "said"), [(3.0, 4, 1.5, ""), (3.1, 4, 1, "3.10"), (1, 5, 1, "5 queries"), (1, 4, 1.6, "1.60")]
)
def test_a_queue_that_is_not_good_enough_says_why(slower, queries, deep, said):
    assert (said in bench_queue._failed(slower, queries, deep)) if said else bench_queue._failed(slower, queries, deep) == ""
