"""The files of the benchmark of the queue: rows as workflow would leave them, written in bulk by the database itself."""

import random
from contextlib import contextmanager
from datetime import UTC, date, datetime

from django.db import connection

from network import statistics
from network.bench_rows import fill, numbers
from network.models import Organization, Participation, Person, Practitioner
from vetting.models import Application, QueueFacets, QueueRow, QueueWord
from vetting.models.queue import FEW
from vetting.queries.lenses import COUNTED, PLACED, RANKED
from vetting.queries.marking import BEGINNINGS, marks
from vetting.workflow import keeping

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY = date(2026, 11, 26)


def built(n: int, seed: int):
    """An organization with n files, and the persons who have them: rows as workflow would leave them, written in bulk."""
    chance = random.Random(seed)  # noqa: S311  data for a benchmark, not a secret
    organization = Organization.objects.create(
        slug="bench-queue", name="Bench", country="US", zone="America/Chicago", currency="USD", prefix="BQ"
    )
    people = [Person.objects.create(given_name=f"Colleague{number}", family_name="Bench").pk for number in range(20)]
    with numbers(n, chance, TODAY, ("network_person", "network_practitioner", "vetting_application")) as base:
        common = {"organization_id": organization.pk}
        fill(Person, id=f"{base} + i", given_name="given", prefix="CASE WHEN i % 9 = 0 THEN 'van der' ELSE '' END", family_name="family")
        fill(Practitioner, id=f"{base} + i", person_id=f"{base} + i", reference="'BT-' || i")
        fill(Participation, id=f"{base} + i", practitioner_id=f"{base} + i", state="'active'", began_at=f"'{NOW}'",
             state_since=f"'{NOW}'", **common)
        fill(
            Application, id=f"{base} + i", practitioner_id=f"{base} + i", participation_id=f"{base} + i", state=STATE,
            reference=REFERENCE, kind=KIND,
            opened_at=f"'{NOW}'", state_since=f"'{NOW}'", **common,
        )
        columns = _columns(base, people)
        few = {name: columns[name] for name in FEW} | {"rank": f"CASE WHEN {OPEN} THEN {_rank()} ELSE 4 END"}
        fill(QueueFacets, f"i <= {REPEATS}", once=True, **few, **common)
        with _marked():
            fill(QueueRow, **columns, facets_id=_facets(few, organization), **common)
        _spell(base, common)
    for lens in COUNTED:
        keeping.recount(organization, lens)
    statistics.refresh()
    if connection.vendor == "postgresql":  # which does so by itself within the minute
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return organization, people


STATE = "CASE WHEN i % 10 = 0 THEN CASE i / 10 % 4 WHEN 0 THEN 'draft' WHEN 1 THEN 'submitted' WHEN 2 THEN 'checking' ELSE 'in_review' END"
STATE += " ELSE CASE i % 5 WHEN 0 THEN 'withdrawn' WHEN 1 THEN 'denied' ELSE 'approved' END END"
OPEN = "i % 10 = 0"
PREFIX = "CASE WHEN i % 9 = 0 THEN ' der van' ELSE '' END"
REFERENCE = "'BQ-' || substr('0000000' || i, length('' || i), 8)"
FLAG = f"CASE WHEN {OPEN} THEN CASE WHEN i % 230 = 0 THEN 'match' WHEN i % 110 = 0 THEN 'discrepant' ELSE '' END ELSE '' END"
DUE = "i % 130 > 0"  # a file in thirteen has no day
REPEATS = 100_000  # numbers among which every combination of values is met
KIND = "CASE WHEN i % 6 = 0 THEN 'renewal' ELSE 'initial' END"


def _turn(draft, submitted, checking, asked, source, review) -> str:
    """By what is open in the file; half of the files being checked wait for her or for a source."""
    return (
        f"CASE WHEN i % 10 > 0 THEN '' ELSE CASE i / 10 % 8 WHEN 0 THEN '{draft}' WHEN 4 THEN '{draft}' WHEN 1 THEN '{submitted}' "
        f"WHEN 5 THEN '{submitted}' WHEN 2 THEN '{checking}' WHEN 6 THEN CASE WHEN i % 3 = 0 THEN '{asked}' ELSE '{source}' END "
        f"ELSE '{review}' END END"
    )


WHOSE = _turn("theirs", "ours", "ours", "theirs", "source", "ours")


def _rank() -> str:
    """Ours before theirs, and what has a day before what has none."""
    return f"(CASE WHEN {WHOSE} = 'ours' THEN 0 ELSE 2 END + CASE WHEN {DUE} THEN 0 ELSE 1 END)"


MARKS = f"{marks(['bq'])} | CASE WHEN i % 9 = 0 THEN {marks(['van', 'der'])} ELSE 0 END"
for word in ("lower(given)", "lower(family)", f"substr({REFERENCE}, 4, {max(BEGINNINGS)})"):
    MARKS += f" | (SELECT marks FROM bench_mark WHERE word = {word})"  # noqa: S608  texts of this file


@contextmanager
def _marked():
    """The bits of every name there is, and of how a number begins."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_mark (word varchar(40) PRIMARY KEY, marks bigint)")
        cursor.execute("SELECT DISTINCT lower(name) FROM bench_name")
        words = [*(word for word, in cursor.fetchall()), *(f"{number:03}" for number in range(1000))]
        cursor.executemany("INSERT INTO bench_mark VALUES (%s, %s)", [(word, marks([word])) for word in words])
        yield
        cursor.execute("DROP TABLE bench_mark")


def _facets(few, organization) -> str:
    same = " AND ".join(f"f.{name} = {expression}" for name, expression in few.items())
    return f"(SELECT f.id FROM {QueueFacets._meta.db_table} f WHERE f.organization_id = {organization.pk} AND {same})"  # noqa: S608


def _columns(base, people) -> dict[str, str]:
    first, count = people[0], len(people)
    return {
        "application_id": f"{base} + i", "practitioner_id": f"{base} + i", "reference": REFERENCE,
        "stale": "NULL", "state": STATE, "kind": KIND,
        "phase": f"CASE WHEN {OPEN} THEN 'open' WHEN i % 5 = 0 THEN 'closed' ELSE 'decided' END",
        "stage": _turn("therapist", "begin", "check", "therapist", "source", "decision"),
        "waiting_on": _turn("therapist", "reviewer", "reviewer", "therapist", "source", "director"), "whose": WHOSE,
        "next_step": _turn("submit", "begin_checks", "check", "answer", "wait", "decide"),
        "flag": FLAG, "done": "i % 15", "total": "14",
        "ready": "CASE WHEN i % 15 = 14 THEN {true} ELSE {false} END",
        "assignee_id": f"CASE WHEN i % 7 = 0 THEN NULL ELSE {first} + i / 10 % {count} END",
        "due_on": f"CASE WHEN {OPEN} AND {DUE} THEN day END", "since": "day", "holds": "{json}'[[\"LISW\", \"US-OH\"]]'",
        "strokes": "'ooottssooo'", "ours": "6", "theirs": "2", "source": "2", "onward": f"CASE WHEN {OPEN} THEN 'o' ELSE '' END",
        "kept_on": f"{{date}}'{TODAY}'", "place": f"CASE WHEN {OPEN} THEN {_rank()} * {RANKED} + ordinal * {PLACED} + {base} + i END",
        "vetting_on": f"CASE WHEN {OPEN} AND {KIND} = 'renewal' THEN day END",
        "vetting_until": f"CASE WHEN {OPEN} AND {KIND} = 'renewal' THEN day END",
        "recent": f"-(1700000000 + ordinal) * 1000000000 - {base} - i",
        "ends_kind": "CASE WHEN i % 5 > 1 AND i % 10 > 0 THEN 'insurance' ELSE '' END",
        "ends_on": "CASE WHEN i % 5 > 1 AND i % 10 > 0 THEN day END",
        "marks": MARKS, "spelled": f"' bq ' || substr({REFERENCE}, 4) || ' ' || lower(family) || ' ' || lower(given) || {PREFIX}",
        "ending": f"CASE WHEN i % 5 > 1 AND i % 10 > 0 THEN ordinal * {PLACED} + {base} + i END",
    }


def _spell(base, common):
    for name, word, where in (
        (0, "lower(given)", "1 = 1"), (0, "lower(family)", "1 = 1"), (0, "'van'", "i % 9 = 0"), (0, "'der'", "i % 9 = 0"),
        (1, "'bq'", "1 = 1"), (1, "substr('0000000' || i, length('' || i), 8)", "1 = 1"),
    ):
        fill(QueueWord, where, row_id=f"{base} + i", name=str(name), word=word, **common)
