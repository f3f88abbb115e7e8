"""Benchmarks of vetting: evaluating files, and vetting a roster. Data is invented by seed.

Each runs the product's way and a plain second way on the same data in the same process and compares the answers.
"""

import random
from dataclasses import replace
from datetime import date, timedelta

from licensure.bench import Rows
from licensure.bench_names import invented_list, invented_people
from licensure.packs import packs
from licensure.screening import ListIndex
from network.bench import Timing, timed
from network.money import Money
from vetting.claims import Claims
from vetting.criteria import CRITERIA
from vetting.criteria.conduct import QUESTIONS
from vetting.evidence import Answer, Claim, Degree, Facts, Insurance, Job, License, ListCheck, Proof, State
from vetting.presets import names, preset
from vetting.queries.rosters import LoadedList, vet
from vetting.rules import Assessment, Policy, evaluate, findings, route

TODAY = date(2026, 11, 24)
YEARS = 2
ROWS = 15_000  # as many as a public list of the states has


def evaluation(n: int, seed: int) -> Timing:
    """n files judged, each with the first later day that differs: by asking the turns, against asking every day of two years."""
    chance = random.Random(seed)  # noqa: S311  data for a benchmark, not a secret
    files = [(chance.choice(BOOKS), file_of(chance)) for _ in range(n)]
    sample = files[: max(1, n // 50)]
    ours, seconds = timed(lambda: [evaluate(book, facts, on=TODAY) for book, facts in files])
    naive, reference_seconds = timed(lambda: [_day_by_day(book, facts) for book, facts in sample])
    for found, expected in zip(ours, naive, strict=False):
        if _within(found) != expected:
            raise AssertionError(f"{_within(found)} and {expected}")
    return Timing(n, seconds, len(sample), reference_seconds)


BOOKS = tuple((preset(name, effective_from=date(2020, 1, 1)),) for name in names())


def _within(found: Assessment) -> Assessment:
    """The assessment as somebody sees it who looks two years ahead."""
    last = TODAY + timedelta(days=365 * YEARS)
    return replace(found, next_change=found.next_change if found.next_change and found.next_change <= last else None)


def _day_by_day(book: tuple[Policy, ...], facts: Facts) -> Assessment:
    """The same, straight from the definition: every criterion asked on every day."""
    today = findings(book, facts, on=TODAY)
    seen = [(each.criterion, each.outcome, each.severity, each.reviewer) for each in today]
    change = None
    for ahead in range(1, 365 * YEARS + 1):
        day = TODAY + timedelta(days=ahead)
        if [(each.criterion, each.outcome, each.severity, each.reviewer) for each in findings(book, facts, on=day)] != seen:
            change = day
            break
    return Assessment(today, route(today), TODAY, change)


def roster(n: int, seed: int) -> Timing:
    """n rows of a roster screened against 15,000 rows and evaluated: through the index, against comparing with every row."""
    chance = random.Random(seed)  # noqa: S311  data for a benchmark, not a secret
    entries = invented_list(seed, ROWS)
    people = invented_people(seed, n, entries)
    kind = packs().title("US-OH", "LISW")
    claims = [
        Claims(row, f"R-{row}", person, "US-OH", kind, degree="master", eap_months=chance.randrange(60))
        for row, person in enumerate(people)
    ]
    sample = claims[: max(1, n // 50)]
    prepared = Rows(entries)
    ours, seconds = timed(lambda: _told(claims, ListIndex(entries)))
    rows, reference_seconds = timed(_told, sample, prepared)
    if ours[: len(rows)] != rows:
        raise AssertionError("The index and every row give different answers.")
    return Timing(n, seconds, len(sample), reference_seconds)


def _told(claims, index):
    lists = (LoadedList("oig-leie", TODAY, index),)
    return [
        (
            each.route,
            [found.outcome for found in each.findings],
            sorted((found.entry.key, found.score) for _, found in each.screening),
        )
        for each in vet(claims, policies=BOOKS[1], lists=lists, on=TODAY)
    ]


def _day(chance, longest: int) -> date:
    return TODAY - timedelta(days=chance.randrange(longest))


def _proof(chance, element: str) -> Proof:
    state = chance.choice([State.VERIFIED, State.VERIFIED, State.VERIFIED, State.ATTESTED])
    return Proof(element, state, _day(chance, 150), "seen", "invented", "")


def file_of(chance) -> Facts:
    """A file as it looks in the middle of its checks."""
    jobs = (Job(_day(chance, 4000), None), Job(_day(chance, 2000), None, "eap"))
    licenses = (
        License(
            "US-OH",
            "US-OH:cswmft",
            "independent",
            _proof(chance, "license"),
            status="active",
            issued_on=_day(chance, 3000),
            expires_on=TODAY + timedelta(days=chance.randrange(700)),
            encumbered=False,
        ),
    )
    insurance = Insurance(
        _day(chance, 300),
        TODAY + timedelta(days=chance.randrange(400)),
        Money(100_000_000, "USD"),
        Money(300_000_000, "USD"),
        _proof(chance, "insurance"),
        "self",
        "occurrence",
    )
    elements = sorted({element for criterion in CRITERIA.values() for element in criterion.reads})
    return Facts(
        submitted_on=_day(chance, 60),
        attested_on=_day(chance, 60),
        profession="social_worker",
        jurisdictions=("US-OH",),
        services=("counseling",),
        npi="1234567893",
        degrees=(Degree("master", _day(chance, 4000), _proof(chance, "education")),),
        licenses=licenses,
        license_actions=(),
        insurance=(insurance,),
        jobs=jobs,
        trainings=(),
        references=(),
        claims=tuple(Claim(_day(chance, 3000), False, _proof(chance, "disclosures")) for _ in range(chance.randrange(3))),
        answers=tuple(Answer(code, chance.random() < 0.02, None, True) for code in QUESTIONS),
        list_checks=(ListCheck("oig-leie", _day(chance, 40), State.VERIFIED),),
        proofs=tuple(_proof(chance, element) for element in elements),
    )
