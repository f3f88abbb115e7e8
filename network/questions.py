"""Questions asked so often that putting them together takes longer than their answers: the text is kept, the values are new each time.

Only for rows of one organization that belong to some keys: both are handed over whenever it is asked, and are all its values.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from types import SimpleNamespace

from django.db import DEFAULT_DB_ALIAS, connection


@dataclass(frozen=True, slots=True)
class _Text:
    sql: str
    values: Callable[[Sequence], Sequence]  # which of the values handed over stands where
    read: Callable[[list], Sequence]


class Question:
    """`build` gives the queryset (its `values_list`) for an organization and so many keys."""

    def __init__(self, build: Callable):
        self._build = build
        self._text = lru_cache(maxsize=32)(self._put_together)

    def rows(self, organization, keys: Collection[int]) -> list[tuple]:
        """The answer: the rows of this organization for these keys, as the queryset would give them."""
        if not keys:
            return []
        text = self._text(len(keys))
        with connection.cursor() as cursor:
            cursor.execute(text.sql, text.values((organization.pk, *keys)))
            return [tuple(row) for row in text.read(cursor.fetchall())]

    def _put_together(self, count: int) -> _Text:
        """ValueError where the text holds a value that is neither the organization nor a key: it would be kept as well."""
        stand_ins = range(-1, -2 - count, -1)
        compiler = self._build(SimpleNamespace(pk=stand_ins[0]), list(stand_ins[1:])).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        if not set(values) == set(stand_ins):
            raise ValueError(f"Other values than the organization and its keys, or not all of them: {values}")
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return _Text(
            sql, itemgetter(*(stand_ins.index(value) for value in values)),
            lambda rows: compiler.apply_converters(rows, converters) if converters else rows,
        )  # fmt: skip


def loaded(model, columns: Sequence[str], rows: list[tuple]) -> list:
    """The rows as instances, of the columns that were asked for."""
    return [model.from_db(DEFAULT_DB_ALIAS, columns, row) for row in rows]
