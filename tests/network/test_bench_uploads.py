"""The benchmarks of uploads count rightly, fail where they should, and an upload beyond every limit is dropped while it is read."""

import mmap
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from network import bench_pictures, bench_uploads, upload_limit, uploads
from network.bench_pictures import FAULTS, Picture

ON = date(2026, 11, 26)


def test_a_file_beyond_the_limit_is_dropped_while_it_is_read_and_refused_by_its_size(monkeypatch):
    monkeypatch.setattr(upload_limit, "MOST", 3 * 2**20)
    monkeypatch.setattr(uploads, "MAX_BYTES", 2**20)
    kept, refused = bench_uploads.received(9 * 2**20)
    assert refused == ["too_large"] and 0 < kept <= 3 * 2**20
    kept, refused = bench_uploads.received(1000)
    assert refused == ["damaged"] and kept == 0, "a small file stays in memory and is judged by its content"


def test_the_memory_of_this_process_is_measured():
    before = bench_uploads.resident_mb(reset=True)
    held = mmap.mmap(-1, 40 * 2**20)  # straight from the kernel: what the allocator still holds of freed memory is counted already
    for page in range(0, len(held), mmap.PAGESIZE):
        held[page] = 1
    assert bench_uploads.resident_mb(peak=True) - before > 30 and len(held)


def test_a_process_that_grows_too_much_fails_the_benchmark(monkeypatch):
    monkeypatch.setattr(bench_uploads, "resident_mb", lambda *, peak=False, reset=False: 200.0 if peak else 100.0)
    with pytest.raises(CommandError, match="grew by 100.0 MiB"):
        call_command("bench", "upload", n=1)


def told(*rows):
    return [Picture(b"", fault, "insurance", "Halloway", ON) for fault, _ in rows], [codes for _, codes in rows]


def test_the_right_message_is_counted_and_good_pictures_sent_back_are():
    made, codes = told(("tilt", ("tilted",)), ("blur", ("shadowed",)), ("", ()), ("", ("blurred",)), ("", ("unread",)))
    right, of, refused, good = bench_uploads.tally(made, codes)
    assert (dict(right), dict(of), refused, good) == ({"tilt": 1, "blur": 0}, {"tilt": 1, "blur": 1}, 1, 3)


@pytest.mark.parametrize(
    ("said", "wrongly", "fails"), [(0.9, 0.05, False), (0.89, 0.0, True), (1.0, 0.051, True)]
)
def test_what_is_not_good_enough(said, wrongly, fails):
    assert bool(bench_uploads.shortcoming(said, wrongly)) is fails


def test_without_tesseract_the_pictures_are_not_judged(settings):
    settings.TESSERACT = False
    with pytest.raises(CommandError, match="Tesseract is not installed"):
        call_command("bench", "quality", uploads=True, n=8)


def test_the_pictures_are_seeded_and_every_fault_is_among_eight(monkeypatch):
    monkeypatch.setattr(bench_pictures, "PHOTO", (135, 180))
    made = [bench_pictures.numbered(number, 3, on=ON) for number in range(8)]
    assert sorted(one.fault for one in made) == sorted(["", "", *FAULTS])
    assert made[5].content == bench_pictures.numbered(5, 3, on=ON).content != bench_pictures.numbered(5, 4, on=ON).content


def test_the_pictures_know_nothing_of_the_coach():
    source = Path(bench_pictures.__file__).read_text()
    assert "network" not in source and "django" not in source
