"""Samples: how many of each kind, and the same again from the same seed."""

import hashlib

import pytest

from vetting.sampling import File, draw, rank, universe_hash


def files(initial, renewal=0):
    return [File(f"HB-{n:04d}", "initial") for n in range(initial)] + [File(f"HB-{n:04d}", "renewal") for n in range(5000, 5000 + renewal)]


def counts(drawn):
    return [sum(row.kind == kind for row in drawn) for kind in ("initial", "renewal")]


@pytest.mark.parametrize(
    ("initial", "renewal", "drawn"),
    [(100, 100, [30, 30]), (30, 31, [30, 30]), (29, 12, [29, 12]), (7, 0, [7, 0]), (1, 1, [1, 1])],
)
def test_eight_thirty_draws_thirty_of_each_and_reads_eight_first(initial, renewal, drawn):
    found = draw(files(initial, renewal), method="8_30", seed="x")
    assert counts(found) == drawn
    first = [row for row in found if row.first]
    assert counts(first) == [min(8, initial), min(8, renewal)] and all(row.place <= 8 for row in first)


@pytest.mark.parametrize(
    ("initial", "renewal", "total"),
    [
        (9, 9, 18),  # fewer than ten of each: all of them
        (10, 10, 20), (100, 100, 20),  # 5 % is 10, at least 10 + 10
        (400, 0, 20), (200, 0, 10), (201, 0, 11),  # 5 % rounded up
        (500, 499, 50), (600, 600, 50), (5000, 5000, 50),  # never more than fifty
        (1000, 4, 50),
    ],
)  # fmt: skip
def test_five_percent_or_fifty_with_ten_of_each(initial, renewal, total):
    found = draw(files(initial, renewal), method="5_or_50", seed="y")
    assert len(found) == total and len({row.reference for row in found}) == total
    assert [count >= min(10, there) for count, there in zip(counts(found), (initial, renewal), strict=True)] == [True, True]


@pytest.mark.parametrize(("number", "total"), [(1, 1), (12, 12), (500, 40)])
def test_any_number_and_never_more_than_there_are(number, total):
    assert len(draw(files(20, 20), method="number", seed="z", number=number)) == total


@pytest.mark.parametrize("method", ["8_30", "5_or_50", "number"])
def test_the_same_seed_draws_the_same_in_whatever_order_files_come_and_another_seed_others(method):
    many = files(300, 300)
    first = draw(many, method=method, seed="7", number=25)
    assert draw(list(reversed(many)), method=method, seed="7", number=25) == first
    assert draw(many, method=method, seed="8", number=25) != first


def test_the_drawing_order_is_what_a_surveyor_computes_by_hand():
    many = files(50)
    by_hand = sorted((f"HB-{n:04d}" for n in range(50)), key=lambda ref: hashlib.sha256(f"1234:{ref}".encode()).hexdigest())
    assert [row.reference for row in draw(many, method="number", seed="1234", number=50)] == by_hand
    assert rank("1234", "HB-0001") == hashlib.sha256(b"1234:HB-0001").hexdigest()


def test_a_file_more_or_of_another_kind_is_another_universe():
    assert universe_hash(files(3)) == universe_hash(list(reversed(files(3))))
    assert len({universe_hash(files(3)), universe_hash(files(4)), universe_hash([*files(2), File("HB-0002", "renewal")])}) == 3
