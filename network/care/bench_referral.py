"""Benchmark of the search for a caller: n therapists, a thousand seeded wishes, rare ones among them.

What is timed is the product's own `shortlist.found`, with the standing of whoever is picked. Its reference is one row of the
match table read by its key, the way the product reads a row, in the same process and transaction. Every answer is compared
with a brute force over all rows. A tenth of the people is measured first: more people may hardly cost more.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import perf_counter

from django.db import connection
from django.test.utils import override_settings

from network.bench import Timing, Unprepared, analyzed, rolled_back
from network.care import bench_referral_rows as made
from network.care.bench_referral_oracle import Oracle
from network.care.matching import Wish
from network.care.models import Match
from network.care.queries import shortlist

AT = datetime(2026, 11, 26, 18, tzinfo=UTC)
TODAY = date(2026, 11, 26)
QUESTIONS, NEAR, TRIES = 1000, 8, 3  # the quickest of the tries counts: the machine does other work, too
MOST = {"sqlite": 60.0, "postgresql": 30.0}  # times a read by key, at the 95th percentile
LARGER = 1.5  # times a tenth of the people
TOLD_FROM, LARGE_FROM = 100_000, 1_000_000  # below, noise; and a tenth of fewer hardly fills a list


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the searches (95th percentile, median) and of one read by key; how many lists were full, short and empty."""

    p95: float
    p50: float
    key: float
    lists: tuple[int, int, int]

    @property
    def times(self) -> float:
        """How many reads by key a slow search takes."""
        return self.p95 / self.key


def referral(n: int = 100_000, seed: int = 1) -> Timing:
    """n therapists, and a tenth of them for comparison."""
    if Match._meta.db_table not in connection.introspection.table_names():
        raise Unprepared("The database has no table for searches yet: run manage.py migrate first.")
    few, many = (measured(count, seed) for count in (max(n // 10, 1), n))
    larger = many.p95 / few.p95
    more = {
        "database": connection.vendor, "p50_ms": _ms(many.p50), "p95_ms": _ms(many.p95), "key_ms": _ms(many.key),
        "times_a_key": round(many.times, 1), "to_a_tenth": round(larger, 2), "compared": QUESTIONS,
        "lists": dict(zip(("full", "short", "empty"), many.lists, strict=True)),
    }  # fmt: skip
    return Timing(1, many.p95, 1, many.key, more, _failed(n, many.times, larger))


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)


def _failed(n, times, larger) -> str:
    if n < TOLD_FROM:
        return ""
    most = MOST[connection.vendor]
    if times > most:
        return f"A search takes {times:.1f} times a read by key at the 95th percentile; at most {most:.0f}."
    return f"It takes {larger:.2f} times what a tenth of the people take; at most {LARGER}." if n >= LARGE_FROM and larger > LARGER else ""


def measured(n: int, seed: int) -> Measured:
    """One size. AssertionError where an answer is not that of the brute force."""
    dice = random.Random(seed)  # noqa: S311  data for a benchmark, not a secret
    with override_settings(DEBUG=False), rolled_back():
        organization = made.built(n, dice, at=AT, on=TODAY)
        analyzed()  # for the brute force, which reads everything
        oracle, wishes = Oracle(organization, on=TODAY), [asked(dice) for _ in range(QUESTIONS)]
        near = [oracle.first(wish, NEAR) for wish in wishes]
        expected = [keys[: shortlist.SHOWN] for keys in near]
        made.stand(organization, sorted({key for keys in near for key in keys}), at=AT)
        analyzed()
        for wish, keys in zip(wishes, expected, strict=True):
            _compare(organization, wish, keys)
        taken = sorted(_quickest(shortlist.found, organization, wish) for wish in wishes)
        one = sorted(_quickest(_by_key, organization, key) for key in _some_keys(organization, dice))
    full, none = sum(len(keys) == shortlist.SHOWN for keys in expected), sum(not keys for keys in expected)
    return Measured(taken[int(len(taken) * 0.95)], taken[len(taken) // 2], one[len(one) // 2], (full, QUESTIONS - full - none, none))


def _compare(organization, wish, keys) -> None:
    """The list is that of the brute force; of the next ones, too, everybody is in good standing, so that no order hides."""
    found = [candidate.key for candidate in shortlist.found(organization, wish)]
    if found != keys:
        raise AssertionError(f"{wish}: {found} is not the {keys} of every row compared.")


def _quickest(function, *arguments) -> float:
    return min(_seconds(function, *arguments) for _ in range(TRIES))


def _seconds(function, *arguments) -> float:
    began = perf_counter()
    function(*arguments)
    return perf_counter() - began


def _by_key(organization, key) -> Match:
    return Match.objects.within(organization).get(pk=key)


def _some_keys(organization, dice) -> list[int]:
    first, last = (Match.objects.within(organization).order_by(order).values_list("pk", flat=True)[0] for order in ("pk", "-pk"))
    return [dice.randint(first, last) for _ in range(300)]


def asked(dice) -> Wish:
    """What somebody asks for: mostly little, sometimes what hardly anybody offers."""
    city = dice.choice(made.CITIES)
    near = city.latitude + dice.gauss(0, 0.2), (city.longitude + dice.gauss(0, 0.25) + 180) % 360 - 180
    point = (max(-90.0, min(90.0, near[0])), near[1])
    return Wish(
        service=dice.choice(("counseling", "counseling", "counseling", "couples", "legal")), jurisdiction=city.jurisdiction,
        point=point if dice.random() < 0.9 else None, at=AT, on=TODAY,
        mode=dice.choice(("any", "any", "in_person", "video", "phone")),
        language=dice.choice(("", "", "en", "en", "en", "es", "ar", made.RAREST)),
        gender=dice.choice(("", "", "", "woman", "woman", "man")), hours=dice.choice(("", "", "", "evening", "weekend")),
        max_km=dice.choice((10, 30, 30, 200)), age_band=dice.choice(("adult", "adult", "adult", "adult", "child")),
    )
