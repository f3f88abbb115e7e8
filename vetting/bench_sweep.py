"""Benchmark of the sweep: a network judged anew after a policy change, and the thousand who are due, beside one object at a time.

Fifty organizations, each with its own numbers. Facts lie packed in a table of the database in use, one row per person, organizations
mixed as they come in; the table is made in a transaction that is rolled back. 20,000 different files are repeated to make up n.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from django.db import connection, models
from django.test.utils import override_settings

from network.bench import Timing, timed, worked
from vetting import at_once
from vetting.bench import file_of
from vetting.bench_import import rolled_back
from vetting.bench_pieces import TABLE, by_organization, pieces
from vetting.bench_preview import previewed
from vetting.bench_tables import Tables
from vetting.columns import Codes, columns, pack
from vetting.evidence import Facts
from vetting.presets import names, preset
from vetting.rules import BindsOn, Kind, Policy, findings, next_change, route
from vetting.unpacked import unpack

TODAY = date(2026, 11, 24)
FROM = TODAY - timedelta(days=700)
ORGANIZATIONS, DIFFERENT, SAMPLE, DUE = 50, 20_000, 2_000, 1_000
PREVIEWS = 5  # organizations of which the sample is also previewed
PART = 400_000  # people judged together
ROWS = 400_000  # written together
WHOLE = 100_000  # from so many people on the goal counts: below, what every organization costs at least is most of it
FASTER, SLOWER = 200, 1.5  # what the evaluation must be and what ten times the people may cost the due ones
BLOB = {"sqlite": "BLOB", "postgresql": "bytea"}


class Person(models.Model):
    """A row of the table, as the reference reads it."""

    organization = models.IntegerField()
    due_on = models.DateField()
    facts = models.BinaryField()
    verdict = models.BinaryField()

    class Meta:
        app_label = "bench"  # no installed app: the table lives as long as the benchmark
        managed = False
        db_table = TABLE

    def __str__(self):
        return str(self.pk)


@dataclass(frozen=True, slots=True)
class World:
    """What one seed makes: the different files, packed; each organization's policy before the change and with it."""

    code: Codes
    packed: list[bytes]
    before: list[list[Policy]]
    after: list[list[Policy]]


def sweep(n: int, seed: int) -> Timing:
    """n people judged anew after every organization changed three numbers: reading and judging, against an object at a time.

    An object at a time is read from tables of its lists, as Django's own way has it; `packed_ratio` tells the same from the packed
    row that we read. Writing what changed is told apart (`write_seconds`), and so are the thousand due ones at n and at a tenth of it.
    """
    world = _world(seed)
    with override_settings(DEBUG=False):  # in development Django keeps a log of every query
        with rolled_back():
            _fill(world, max(n // 10, DUE), seed)
            tenth = _due(world)
        with rolled_back():
            _fill(world, n, seed)
            due = _due(world)
            changed, seconds, processor = worked(_judge_all, world, n)
            compared = _compare(world, n, seed)
            _, write_seconds = timed(_write, changed)
    slower = due["due_seconds"] / tenth["due_seconds"]
    more = {
        "database": connection.vendor, "organizations": ORGANIZATIONS, "rules": len(at_once.RULES), "people_per_second": round(n / seconds),
        "changed": len(changed), "write_seconds": round(write_seconds, 4), **due, "due_seconds_at_a_tenth": tenth["due_seconds"],
        "due_slower": round(slower, 2), "compared": SAMPLE, "processor_seconds": round(processor, 2),
        "processor_ratio": round(compared["tables"][1] / SAMPLE / (processor / n), 2), "queries_each": compared["queries"],
        "packed_reference_seconds": round(compared["packed"][0], 4),
        "packed_ratio": round(compared["packed"][0] / SAMPLE / (seconds / n), 2),
        **previewed(_asked(world), on=TODAY),
    }  # fmt: skip
    timing = Timing(n, seconds, SAMPLE, compared["tables"][0], more)
    return replace(timing, failed=_failed(timing, slower, due))


def _asked(world: World) -> Iterator[tuple[list[Facts], list[Policy], Policy]]:
    """Some organizations' files as the preview of their change reads them, SAMPLE in all."""
    each = SAMPLE // PREVIEWS
    for number in range(PREVIEWS):
        files = [unpack(packed, world.code) for packed in world.packed[number * each : (number + 1) * each]]
        yield files, world.before[number], world.after[number][-1]


def _failed(timing, slower, due) -> str:
    if due["due_rows_read"] != due["due"]:
        return f"{due['due_rows_read']} rows were read for {due['due']} due ones."
    if timing.n >= WHOLE and timing.ratio < FASTER:
        return f"Judging was {timing.ratio:.0f} times as fast as an object at a time, not {FASTER}."
    return f"The due ones cost {slower:.2f} times as much as with a tenth of the people." if slower > SLOWER else ""


# ── The world ────────────────────────────────────────────────────────────────


def _world(seed: int) -> World:
    chance, code = random.Random(seed), Codes()  # noqa: S311  data for a benchmark, not a secret
    packed = [pack(file_of(chance), code) for _ in range(DIFFERENT)]
    bases = [preset(name, effective_from=FROM) for name in names()]
    before = [[_varied(bases[number % len(bases)], chance, 1)] for number in range(ORGANIZATIONS)]
    return World(code, packed, before, [[first, _changed(first, chance)] for (first,) in before])


def _varied(policy: Policy, chance, version: int, numbers: int = 8) -> Policy:
    """The same with some numbers of its own; every row that is asked in columns counts at once."""
    rows = [replace(row, binds_on=BindsOn.IMMEDIATE) for row in policy.thresholds if row.criterion in at_once.RULES]
    for place in chance.sample(range(len(rows)), min(numbers, len(rows))):
        rows[place] = replace(rows[place], limit=_other(rows[place], chance))
    return replace(policy, thresholds=tuple(rows), version=version)


def _changed(policy: Policy, chance) -> Policy:
    return replace(_varied(policy, chance, 2, 3), effective_from=TODAY)


def _other(row, chance) -> dict:
    fields = at_once.CRITERIA[row.criterion].fields
    numbers = {each.name: each for each in fields if each.kind is Kind.INTEGER and each.name in row.limit}
    return {**row.limit, **{
        name: min(max(row.limit[name] + chance.choice((-1, 1)) * max(row.limit[name] // 3, 1), each.minimum), each.maximum)
        for name, each in numbers.items()
    }}


def _fill(world: World, n: int, seed: int) -> None:
    """The table with n people, DUE of them due, spread evenly; each with the verdict of before the change."""
    chance = np.random.default_rng(seed)
    verdicts = {}
    for number, policies in enumerate(world.before):
        mine = list(range(number, DIFFERENT, ORGANIZATIONS))
        found = at_once.evaluate(policies, columns([world.packed[file] for file in mine], world.code), on=TODAY)
        verdicts |= {file: _bytes(found)[place].tobytes() for place, file in enumerate(mine)}
    later = chance.integers(1, 700, n)
    later[:: max(n // DUE, 1)][:DUE] = 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {TABLE} (id integer PRIMARY KEY, organization integer, due_on date, "
            f"facts {BLOB[connection.vendor]}, verdict {BLOB[connection.vendor]})"
        )
        for start in range(0, n, ROWS):
            rows = [
                (row, row % ORGANIZATIONS, TODAY + timedelta(days=int(later[row])), world.packed[file], verdicts[file])
                for row, file in ((row, row % DIFFERENT) for row in range(start, min(start + ROWS, n)))
            ]
            cursor.executemany(f"INSERT INTO {TABLE} VALUES (%s, %s, %s, %s, %s)", rows)  # noqa: S608  a constant
        cursor.execute(f"CREATE INDEX {TABLE}_due ON {TABLE} (due_on)")
        cursor.execute(f"ANALYZE {TABLE}")


# ── Everybody ────────────────────────────────────────────────────────────────


def _bytes(found: at_once.Verdicts) -> np.ndarray:
    """A verdict as it is kept: a byte per rule, then the route."""
    return np.concatenate([found.codes, found.routes[:, None].astype(np.uint8)], axis=1)


def _read(where: str, values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, organization, facts, verdict FROM {TABLE} WHERE {where}", values)  # noqa: S608  constants
        return cursor.fetchall()


def _judged(world: World, rows: list[tuple]) -> Iterator[tuple[int, np.ndarray, np.ndarray, list[bytes]]]:
    """Rows by organization: which, their places among `rows`, their new verdicts, their packed facts."""
    whose = np.fromiter((row[1] for row in rows), dtype=np.int64, count=len(rows))
    for number in np.unique(whose).tolist():
        places = np.flatnonzero(whose == number)
        packed = [rows[place][2] for place in places.tolist()]
        yield number, places, _bytes(at_once.evaluate(world.after[number], columns(packed, world.code), on=TODAY)), packed


def _judge_all(world: World, n: int) -> list[tuple[bytes, int]]:
    """Everybody read and judged by the changed policy; who got another verdict, as (verdict, id)."""
    changed = []
    for start in range(0, n, PART):
        read = pieces(start, min(start + PART, n))
        for places, packed in by_organization(read):
            verdicts = _bytes(at_once.evaluate(world.after[read.whose[places[0]]], columns(packed, world.code), on=TODAY))
            other = np.flatnonzero((read.verdicts[places] != verdicts).any(axis=1))
            changed += zip((each.tobytes() for each in verdicts[other]), read.ids[places[other]].tolist(), strict=True)
    return changed


def _write(changed: list[tuple]) -> None:
    """The new verdicts of whoever has another one."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for start in range(0, len(changed), ROWS):
                verdicts, ids = zip(*changed[start : start + ROWS], strict=True)
                new = "unnest(%s::bytea[], %s::int[]) AS new(verdict, id)"
                update = f"UPDATE {TABLE} SET verdict = new.verdict FROM {new} WHERE {TABLE}.id = new.id"  # noqa: S608  constants
                cursor.execute(update, [list(verdicts), list(ids)])
        else:
            cursor.executemany(f"UPDATE {TABLE} SET verdict = %s WHERE id = %s", changed)  # noqa: S608  a constant


def _compare(world: World, n: int, seed: int) -> dict[str, tuple[float, float]]:
    """A sample judged one object at a time, by whence it is read: the seconds and the processor's. AssertionError where answers differ."""
    chosen = sorted(random.Random(seed).sample(range(n), min(SAMPLE, n)))  # noqa: S311
    ours = _at_once(world, chosen)
    tables = Tables([(pk, pk % ORGANIZATIONS, world.packed[pk % DIFFERENT]) for pk in chosen], world.code)
    taken = {}
    for name, read in (("tables", tables.one), ("packed", lambda pk: _packed(world, pk))):
        theirs, seconds, processor = worked(lambda read=read: [_one(world, *read(pk)) for pk in chosen])
        taken[name] = seconds, processor
        if wrong := [pk for pk, verdict in zip(chosen, theirs, strict=True) if ours[pk] != verdict]:
            raise AssertionError(f"{len(wrong)} of {len(chosen)} verdicts differ, such as that of {wrong[0]}.")
    return taken | {"queries": tables.queries}


def _at_once(world: World, chosen: list[int]) -> dict[int, tuple]:
    """The verdicts of some people in words, as the sweep finds them."""
    ours = {}
    for start in range(0, len(chosen), 500):
        part = chosen[start : start + 500]
        rows = _read(f"id IN ({', '.join(['%s'] * len(part))})", part)
        for number, places, _verdicts, packed in _judged(world, rows):
            found = at_once.evaluate(world.after[number], columns(packed, world.code), on=TODAY)
            ours |= {rows[place][0]: found.of(at) for at, place in enumerate(places.tolist())}
    return ours


def _packed(world: World, pk: int) -> tuple[int, Facts]:
    row = Person.objects.get(pk=pk)
    return row.organization, unpack(row.facts, world.code)


def _one(world: World, organization: int, facts: Facts) -> tuple:
    found = findings(world.after[organization], facts, on=TODAY)
    return tuple((each.criterion, each.outcome, each.severity, each.reviewer) for each in found), route(found)


# ── The due ones ─────────────────────────────────────────────────────────────


def _due(world: World) -> dict:
    """The due ones read, judged, dated anew and written: the best of three, then checked one by one."""
    runs = [timed(_look, world) for _turn in range(3)]
    (rows, found, read_seconds), seconds = min(runs, key=lambda run: run[1])
    for pk, number, packed, day in found[:: max(len(found) // 50, 1)]:
        if next_change(world.after[number], unpack(packed, world.code), on=TODAY) != day:
            raise AssertionError(f"The next day of {pk} is not {day}.")
    plan, read = _plan()
    return {
        "due": rows, "due_seconds": round(seconds, 4), "due_read_seconds": round(read_seconds, 4), "due_rows_read": read, "due_plan": plan,
    }


def _look(world: World) -> tuple[int, list[tuple], float]:
    rows, read_seconds = timed(_read, "due_on <= %s", [TODAY])
    found, written = [], []
    for number, places, verdicts, packed in _judged(world, rows):
        days = at_once.next_changes(
            world.after[number], packed, world.code, on=TODAY, facts=lambda file, packed=packed: unpack(packed[file], world.code)
        )
        for at, place in enumerate(places.tolist()):
            found.append((rows[place][0], number, packed[at], days[at]))
            written.append((verdicts[at].tobytes(), rows[place][0]))
    _write(written)
    return len(rows), found, read_seconds


def _plan() -> tuple[str, int]:
    """The database's own word on how the due ones are read, and how many rows that touches."""
    asked = f"SELECT id, organization, facts, verdict FROM {TABLE} WHERE due_on <= %s"  # noqa: S608  a constant
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {asked}", [TODAY])
            plan = cursor.fetchone()[0][0]["Plan"]
            lossy = plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
            scans = (" of ".join(each.get("Index Name", each["Node Type"]) for each in (plan, *plan.get("Plans", ()))))
            whole = plan["Node Type"] == "Seq Scan"
            return f"{plan['Node Type']}: {scans}", -1 if whole else plan["Actual Rows"] + lossy
        cursor.execute(f"EXPLAIN QUERY PLAN {asked}", [TODAY])
        plan = "; ".join(row[3] for row in cursor.fetchall())
        cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE due_on <= %s", [TODAY])  # noqa: S608  a constant
        return plan, cursor.fetchone()[0] if plan.startswith("SEARCH") else -1
