"""Many rows at once for benchmarks: written by the database itself from its numbers, names and days, the same text on both databases."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, models

DAYS, NAMES = 71, 997
BEFORE = 10  # of the days lie behind
SYLLABLES = ("bra", "den", "fol", "gri", "hal", "kor", "lin", "mar", "nes", "pol", "quin", "ros", "sel", "tor", "ven", "wick")


@contextmanager
def numbers(n: int, chance, today, tables=("network_person", "network_practitioner")):
    """The numbers 1 to n as `i`, each with a given and a family name, a day and its ordinal.

    Yields where new keys of the tables may begin.
    """
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_n (i bigint PRIMARY KEY)")
        cursor.execute(
            "INSERT INTO bench_n WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < %s) SELECT i FROM c", [n]
        )
        cursor.execute("CREATE TEMPORARY TABLE bench_name (k integer PRIMARY KEY, name varchar(40))")
        names = [(k, "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()) for k in range(NAMES)]
        cursor.executemany("INSERT INTO bench_name VALUES (%s, %s)", names)
        cursor.execute("CREATE TEMPORARY TABLE bench_day (k integer PRIMARY KEY, day date, ordinal bigint)")
        days = [today + timedelta(k - BEFORE) for k in range(DAYS)]
        cursor.executemany("INSERT INTO bench_day VALUES (%s, %s, %s)", [(k, day, day.toordinal()) for k, day in enumerate(days)])
        yield 1 + max(_last(cursor, table) for table in tables)
        for table in ("bench_n", "bench_name", "bench_day"):
            cursor.execute(f"DROP TABLE {table}")


def _last(cursor, table) -> int:
    cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608  a table of ours
    return cursor.fetchone()[0]


FROM = (
    " FROM bench_n JOIN (SELECT k, name AS given FROM bench_name) g ON g.k = i % 997 "
    "JOIN (SELECT k, name AS family FROM bench_name) f ON f.k = i / 13 % 997 JOIN bench_day d ON d.k = i * 7919 % 71 WHERE "
)


def fill(model, where="1 = 1", *, once=False, **expressions):
    """One row per number: each column as its expression over i, given, family, day and ordinal; the others as their default.

    `once`: of rows that may not be there twice the first.
    """
    untold = [field for field in model._meta.concrete_fields if not (field.primary_key or field.generated or field.column in expressions)]
    values = {field.column: _default(field) for field in untold} | expressions
    spelled = ", ".join(_spelled(str(values[column])) for column in values)
    sql = f"INSERT INTO {model._meta.db_table} ({', '.join(values)}) SELECT {spelled}{FROM}{where} ORDER BY i"  # noqa: S608
    sql += " ON CONFLICT DO NOTHING" * once
    with connection.cursor() as cursor:
        cursor.execute(sql)


SPELLED = (
    ("true", "TRUE", "1"), ("false", "FALSE", "0"), ("json", "jsonb ", ""), ("date", "date ", ""), ("instant", "timestamptz ", ""),
)


def _spelled(expression: str) -> str:
    postgres = connection.vendor == "postgresql"
    for name, here, there in SPELLED:
        expression = expression.replace(f"{{{name}}}", here if postgres else there)
    return expression


def _default(field) -> str:
    if field.null:
        return "NULL"
    if isinstance(field, models.JSONField):
        return "{json}" + ("'{}'" if field.get_default() == {} else "'[]'")
    if isinstance(field, models.BooleanField):
        return "{true}" if field.get_default() else "{false}"
    value = field.get_default()
    if value is None:
        raise ValueError(f"{field.model.__name__}.{field.name} is needed and has no default: say what it is.")
    return str(value) if isinstance(value, int) else f"'{value}'"
