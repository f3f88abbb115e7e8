"""The reference of the sweep's benchmark: people in tables of their own, read and judged one object at a time.

What an author of Django writes first: a row per person, a table for each list of hers, `get` and a query for each list, then the rules.
Numbers stand for words and days, which spares the reference their conversion; lists nobody has a row of have no table.
"""

from collections.abc import Iterable

from django.db import connection, models

from vetting.columns import LISTS, SAID, SCALARS, Codes
from vetting.evidence import Facts
from vetting.unpacked import facts_of, numbers_of

TABLE = "bench_sweep_of"


def _model(name: str, **fields) -> type[models.Model]:
    meta = type("Meta", (), {"app_label": "bench", "managed": False, "db_table": f"{TABLE}_{name}"})
    made = {field: models.IntegerField() for field in fields.pop("numbers")}
    return type(name.title(), (models.Model,), {"__module__": __name__, "Meta": meta, "__str__": lambda row: str(row.pk), **made, **fields})


Practitioner = _model("practitioner", numbers=("organization", *SCALARS))
ROWS = {
    name: _model(name, numbers=LISTS[name], practitioner=models.ForeignKey(Practitioner, models.CASCADE, related_name=name))
    for name in SAID
}  # fmt: skip


def _create(model: type[models.Model]) -> None:
    """Its table, with the index Django gives a foreign key. By hand: SQLite alters no schema within a transaction."""
    table, quote = model._meta.db_table, connection.ops.quote_name
    keys = "integer PRIMARY KEY" if model is Practitioner or connection.vendor == "sqlite" else "serial PRIMARY KEY"
    columns = ", ".join(f"{quote(field.column)} integer" for field in model._meta.concrete_fields if not field.primary_key)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {table} (id {keys}, {columns})")
        if model is not Practitioner:
            cursor.execute(f"CREATE INDEX {table}_of ON {table} (practitioner_id)")


class Tables:
    """The tables with some people in them, made within the transaction of whoever asks."""

    def __init__(self, people: Iterable[tuple[int, int, bytes]], code: Codes):
        """`people`: number, organization and packed facts of each."""
        self._code, self._lists, told = code, {name: [] for name in SAID}, []
        for pk, organization, packed in people:
            scalars, lists = numbers_of(packed, code)
            told.append(Practitioner(pk=pk, organization=organization, **scalars))
            for name in SAID:
                self._lists[name] += [
                    ROWS[name](practitioner_id=pk, **dict(zip(LISTS[name], row, strict=True))) for row in lists[name]
                ]
        self._lists = {name: rows for name, rows in self._lists.items() if rows}
        for model, rows in ((Practitioner, told), *((ROWS[name], rows) for name, rows in self._lists.items())):
            _create(model)
            model.objects.bulk_create(rows, batch_size=500)

    @property
    def queries(self) -> int:
        """How many queries one person takes."""
        return 1 + len(self._lists)

    def one(self, pk: int) -> tuple[int, Facts]:
        """One person's organization and her facts, a query for each list."""
        person = Practitioner.objects.get(pk=pk)
        lists = dict.fromkeys(SAID, ())
        for name in self._lists:
            rows = getattr(person, name).order_by("pk")
            lists[name] = [tuple(getattr(row, number) for number in LISTS[name]) for row in rows]
        return person.organization, facts_of({name: getattr(person, name) for name in SCALARS}, lists, self._code)
