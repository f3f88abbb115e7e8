"""What a therapist's export holds: every table of `network.personal` that shows something of her, and her documents."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.encoding import force_str

from network import personal
from network.documents_read import Altered, NotServed, open_bytes
from network.events import scope_of
from network.models import Document, Event, Practitioner
from network.storage import StorageError
from network.words_personal import column, table_words, value_words


@dataclass(frozen=True, slots=True)
class Listed:
    """One table of the export: its name, its heads in words, and its rows as plain values in the order of the heads."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple, ...]


def listed(practitioner: Practitioner) -> Iterator[Listed]:
    """Every table with at least one row of hers."""
    for table in personal.tables():
        if not table.shows:
            continue
        tenant = any(field.name == "organization" for field in table.model._meta.fields)
        found = table.rows(practitioner).select_related("organization") if tenant else table.rows(practitioner)
        if table.label == "network.Document":
            found = found.exclude(kind="export")
        rows = tuple(_row(table, row, tenant) for row in found)
        heads = ("organization", *table.shows) if tenant else table.shows
        if rows:
            yield Listed(_file(table.label), table_words(table.label), tuple(column(name) for name in heads), rows)
    if reads := tuple(_reads(practitioner)):
        yield Listed("who-opened-what", table_words("reads"), tuple(map(column, ("at", "who", "reference"))), reads)


def _file(label: str) -> str:
    app, _dot, name = label.partition(".")
    return f"{app}-{name}".lower()


def _row(table, row, tenant) -> tuple:
    values = tuple(_value(row, table.model._meta.get_field(name)) for name in table.shows)
    return (row.organization.name if row.organization_id else "", *values) if tenant else values


def _value(row, field):
    value = getattr(row, field.attname)
    if field.choices and value not in (None, ""):
        return force_str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return value_words(value)
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _reads(practitioner):
    """Who opened her documents: her own chain remembers every reading by somebody else."""
    events = Event.objects.filter(scope=scope_of(practitioner), action="document.read").select_related("payload").order_by("sequence")
    for event in events:
        yield event.recorded_at.isoformat(), event.who, ((event.payload.values or {}).get("document") or {}).get("reference", "")


def papers(practitioner: Practitioner, actor) -> Iterator[tuple[str, bytes]]:
    """Every document she may read, by the name it has in the file: her own, letters to her, what her files rest on."""
    rows = Document.objects.visible_to(actor).exclude(kind="export").order_by("pk")
    for row in rows:
        try:
            content = open_bytes(row)
        except (NotServed, Altered, StorageError):
            continue  # still being checked, set aside or damaged: its row in the tables says that it is there
        yield f"{row.pk}-{row.filename}", content
