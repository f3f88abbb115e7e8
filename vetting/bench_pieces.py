"""Many rows of the sweep's benchmark read at once: the database joins their columns, so that Python makes no object of a row."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from django.db import connection

TABLE = "bench_sweep"
PIECE = 4_000  # rows joined together


@dataclass(frozen=True, slots=True)
class Read:
    """Rows of the table, column by column; the facts are one after the other, each so many bytes long."""

    ids: np.ndarray
    whose: np.ndarray
    lengths: np.ndarray
    facts: bytes
    verdicts: np.ndarray


JOINED = {
    "sqlite": (
        "group_concat(id), group_concat(organization), group_concat(length(facts)), CAST(group_concat(facts, '') AS BLOB), "
        "CAST(group_concat(verdict, '') AS BLOB)"
    ),
    "postgresql": (
        "string_agg(id::text, ','), string_agg(organization::text, ','), string_agg(length(facts)::text, ','), "
        "string_agg(facts, ''), string_agg(verdict, '')"
    ),
}


def pieces(start: int, end: int) -> Read:
    """The people with these numbers: the database joins the rows of each piece, so that Python makes no object of a row."""
    asked = f"SELECT {JOINED[connection.vendor]} FROM {TABLE} WHERE id >= %s AND id < %s"  # noqa: S608  constants
    found = [row for at in range(start, end, PIECE) if (row := _joined(asked, [at, min(at + PIECE, end)]))[0]]
    ids, whose, lengths = (np.fromstring(",".join(row[column] for row in found), dtype=np.int64, sep=",") for column in range(3))
    facts, verdicts = (b"".join(row[column] for row in found) for column in (3, 4))
    return Read(ids, whose, lengths, facts, np.frombuffer(verdicts, dtype=np.uint8).reshape(len(ids), -1))


def _joined(asked: str, values) -> tuple:
    """One row; from PostgreSQL in its binary form, where bytes are bytes."""
    if connection.vendor == "postgresql":
        import psycopg

        return psycopg.Cursor(connection.connection).execute(asked, values, binary=True).fetchone()
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        return cursor.fetchone()


def by_organization(read: Read) -> Iterator[tuple[np.ndarray, list[bytes]]]:
    """The places of each organization's people, and their packed facts: bytes side by side are at hand while its rules are asked."""
    ends = np.cumsum(read.lengths)
    starts = ends - read.lengths
    order = np.argsort(read.whose, kind="stable")
    for places in np.split(order, np.flatnonzero(np.diff(read.whose[order])) + 1):
        yield places, [read.facts[at:end] for at, end in zip(starts[places].tolist(), ends[places].tolist(), strict=True)]
