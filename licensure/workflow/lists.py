"""Loading a list: the file's hash and day are kept, a bad file changes nothing, rows that vanish are ended."""

from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction

from licensure.models import ExclusionList, ListEntry, ListVersion
from licensure.sources import ListFile, ListSource, ListUnavailable
from licensure.sources.oig_leie import SOURCE as OIG_LEIE
from network import news
from network.access import Action, require
from network.events import record

SOURCES = {source.key: source for source in (OIG_LEIE,)}
ODD_KEPT = 100
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did. `created` is false when this very file was in use already."""

    version: ListVersion
    created: bool


def load_list(*, source: ListSource, content: bytes, filename, as_of, actor, at) -> Loaded:
    """Make `content` the version in use of its list, as of the publisher's day `as_of`.

    Raises ListUnavailable and keeps the version in use when the file is empty, malformed, has lost half of its rows
    (shrunken), is older than the one in use (older) or claims a day still to come (future).
    """
    require(actor, Action.RUN)
    file = source.parse(content)
    with transaction.atomic():
        listed = _list_of(source)
        current = listed.current
        if current and current.sha256 == file.sha256 and as_of <= current.as_of:
            return Loaded(current, created=False)
        _check(file, current, as_of, at)
        version = ListVersion.objects.create(
            exclusion_list=listed, sha256=file.sha256, filename=filename[:200], as_of=as_of, loaded_at=at, loaded_by=actor.label,
            rows=len(file.rows), odd=len({odd.row for odd in file.odd}),
            odd_rows=[{"row": odd.row, "code": odd.code, "column": odd.column} for odd in file.odd[:ODD_KEPT]],
        )
        version.added, version.ended = _take_over(version, current, file)
        version.save(update_fields=["added", "ended"])
        told = {"as_of": as_of, "rows": version.rows, "odd": version.odd, "added": version.added, "ended": version.ended}
        record(version, "list.loaded", actor=actor, at=at, after={**told, "list": source.key, "sha256": file.sha256})
        news.publish("screening.list_loaded", list_key=source.key, version_id=version.pk)
    return Loaded(version, created=True)


def _list_of(source: ListSource) -> ExclusionList:
    told = {"name": source.name, "publisher": source.publisher, "url": source.url, "stands_for": source.stands_for}
    ExclusionList.objects.get_or_create(key=source.key, defaults=told)
    return ExclusionList.objects.select_for_update().get(key=source.key)


def _check(file: ListFile, current: ListVersion | None, as_of, at) -> None:
    """Refuse what cannot be a newer whole list."""
    if as_of > at.astimezone(ZoneInfo("Pacific/Kiritimati")).date():  # the first place where a day begins
        raise ListUnavailable("future", as_of.isoformat())
    if current and as_of < current.as_of:
        raise ListUnavailable("older", current.as_of.isoformat())
    if current and len(file.rows) * 2 <= current.rows:
        raise ListUnavailable("shrunken", f"{len(file.rows)} < {current.rows}")


def _take_over(version: ListVersion, previous: ListVersion | None, file: ListFile) -> tuple[int, int]:
    """Carry over the rows that are still there, add the new ones, leave the vanished ones ended. Returns added, ended."""
    standing = {}
    if previous:
        rows = ListEntry.objects.standing(previous)
        standing = {(row_hash, nth): pk for pk, row_hash, nth in rows.values_list("pk", "row_hash", "occurrence")}
        rows.update(last_version=version)
    seen, fresh = Counter(), []
    for row in file.rows:
        key = (row.row_hash, seen[row.row_hash])
        seen[row.row_hash] += 1
        if standing.pop(key, None) is None:
            fresh.append(_entry(version, row, *key))
    ListEntry.objects.bulk_create(fresh, batch_size=CHUNK)
    ended = list(standing.values())
    for first in range(0, len(ended), CHUNK):
        ListEntry.objects.filter(pk__in=ended[first : first + CHUNK]).update(last_version=previous)
    return len(fresh), len(ended)


def _entry(version: ListVersion, row, row_hash, occurrence) -> ListEntry:
    return ListEntry(
        exclusion_list_id=version.exclusion_list_id, first_version=version, last_version=version, row_hash=row_hash,
        occurrence=occurrence, family_name=row.family_name, given_name=row.given_name, middle_name=row.middle_name,
        business_name=row.business_name, npi=row.npi[:20], date_of_birth=row.date_of_birth, excluded_on=row.excluded_on,
        reinstated_on=row.reinstated_on, raw=dict(row.raw),
    )
