"""Lists that are tables: their column mapping is given once, remembered with who and when, and used from then on."""

import hashlib
import json

from licensure.models import ExclusionList, ListMapping
from licensure.sources import ListSource, ListUnavailable
from licensure.sources.mapped import Columns
from licensure.workflow.lists import SOURCES
from network.access import Action, require
from network.events import record


def source_of(key: str) -> ListSource | None:
    """How the list of this key is read: one of ours, or by its remembered mapping; None for one nobody described yet."""
    if key in SOURCES:
        return SOURCES[key]
    listed = ExclusionList.objects.filter(pk=key).first()
    mapping = listed and listed.mappings.first()
    if not mapping:
        return None
    columns = Columns(mapping.fields, tuple(mapping.date_formats), mapping.family_first)
    return mapped_source(key, columns, name=listed.name, publisher=listed.publisher, url=listed.url)


def mapped_source(key: str, columns: Columns, *, name="", publisher="", url="") -> ListSource:
    """A list read by these columns. Raises ListUnavailable (mapping) for a list that has a reader of its own."""
    if key in SOURCES:
        raise ListUnavailable("mapping", key)
    told = json.dumps([sorted(columns.fields.items()), columns.date_formats, columns.family_first])
    reading = hashlib.sha256(told.encode()).hexdigest()
    return ListSource(key=key, name=name or key, publisher=publisher, url=url, parse=columns.parse, reading=reading)


def remember(*, source: ListSource, columns: Columns, actor, at) -> ListMapping:
    """Keep the mapping a file of the list was just read by, and how the list is called. The same again is kept once."""
    require(actor, Action.RUN)
    listed = ExclusionList.objects.get(pk=source.key)
    told = {"name": source.name, "publisher": source.publisher, "url": source.url}
    ExclusionList.objects.filter(pk=source.key).update(**told)
    wanted = {"fields": dict(columns.fields), "date_formats": list(columns.date_formats), "family_first": columns.family_first}
    last = listed.mappings.first()
    if last and all(getattr(last, name) == value for name, value in wanted.items()):
        return last
    mapping = ListMapping.objects.create(exclusion_list=listed, set_at=at, set_by=actor.label, **wanted)
    record(mapping, "list.mapped", actor=actor, at=at, after={"list": source.key, **wanted})
    return mapping
