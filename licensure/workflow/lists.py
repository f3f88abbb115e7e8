"""Loading a list: the file's hash and day are kept, a bad file changes nothing and is remembered as refused."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction

from licensure.models import ExclusionList, ListRefusal, ListVersion, VersionKind
from licensure.sources import ListFile, ListSource, ListUnavailable, Odd
from licensure.sources.ofac_sdn import SOURCE as OFAC_SDN
from licensure.sources.oig_leie import SOURCE as OIG_LEIE
from licensure.sources.sam_exclusions import SOURCE as SAM_EXCLUSIONS
from licensure.sources.un_consolidated import SOURCE as UN_CONSOLIDATED
from licensure.workflow.list_reinstated import reinstate
from licensure.workflow.list_rows import add, take_over
from network import news
from network.access import Action, require
from network.events import record

SOURCES = {source.key: source for source in (OIG_LEIE, OFAC_SDN, SAM_EXCLUSIONS, UN_CONSOLIDATED)}
ODD_KEPT = 100


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did. `created` is false when this very file was in use already."""

    version: ListVersion
    created: bool


def load_list(*, source: ListSource, content: bytes, filename, as_of, actor, at, more=(), kind=VersionKind.WHOLE) -> Loaded:
    """Make `content` the version in use of its list, as of the publisher's day `as_of` or an earlier one that the file gives itself.

    `more` are its further files.

    A `kind` other than a whole file is a supplement, applied to the version in use. Raises ListUnavailable, remembers the
    refusal and keeps the version in use when the file is empty, malformed, has lost half of its rows or names (shrunken), is
    older than the one in use (older), claims a day still to come (future), or supplements nothing (no_base, no_changes).
    """
    require(actor, Action.RUN)
    try:
        if len(more) >= source.files:
            raise ListUnavailable("files", str(1 + len(more)))
        file = source.parse(content, *more)
        with transaction.atomic():
            return _load(source, file, VersionKind(kind), filename, as_of, actor, at)
    except ListUnavailable as error:
        _remember(source, error, filename, actor, at)
        raise


def _load(source: ListSource, file: ListFile, kind, filename, as_of, actor, at) -> Loaded:
    listed = _list_of(source)
    current = listed.current
    as_of = min(as_of, file.dated or as_of)  # a copy that was fetched late is as old as it says
    if known := _known(listed, source, file, kind, as_of, current):
        return Loaded(known, created=False)
    _check(file, kind, source, current, as_of, at)
    version = ListVersion.objects.create(
        exclusion_list=listed, kind=kind, sha256=file.sha256, reading=source.reading, filename=filename[:200], as_of=as_of,
        loaded_at=at, loaded_by=actor.label, rows=len(file.rows), names=file.names,
    )
    odd = _apply(version, current, file)
    version.odd = len({each.row for each in odd})
    version.odd_rows = [{"row": each.row, "code": each.code, "column": each.column} for each in odd[:ODD_KEPT]]
    version.save()
    told = {"as_of": as_of, "rows": version.rows, "odd": version.odd, "added": version.added, "ended": version.ended}
    record(version, "list.loaded", actor=actor, at=at, after={**told, "list": source.key, "sha256": file.sha256, "kind": str(kind)})
    news.publish("screening.list_loaded", list_key=source.key, version_id=version.pk)
    return Loaded(version, created=True)


def _apply(version: ListVersion, current: ListVersion | None, file: ListFile) -> list[Odd]:
    """Write the rows; a version counts what it shows, so a supplement counts those before it too. Returns what is odd."""
    if version.kind == VersionKind.WHOLE:
        version.added, version.ended = take_over(version, current, file.rows)
        return list(file.odd)
    odd = list(file.odd)
    if version.kind == VersionKind.EXCLUSIONS:
        version.added = add(version, current, file.rows)
    else:
        version.ended, unknown = reinstate(version, current, file.rows)
        odd += unknown
    moved = version.added - version.ended
    version.rows, version.names = current.rows + moved, current.names + moved if current.names else 0
    return odd


def _list_of(source: ListSource) -> ExclusionList:
    told = {"name": source.name, "publisher": source.publisher, "url": source.url, "stands_for": source.stands_for}
    ExclusionList.objects.get_or_create(key=source.key, defaults=told)
    return ExclusionList.objects.select_for_update().get(key=source.key)


def _known(listed, source, file: ListFile, kind, as_of, current) -> ListVersion | None:
    """The version this very file made already: the one in use, or a supplement applied since the last whole file."""
    if kind == VersionKind.WHOLE:
        same = current and (current.kind, current.sha256, current.reading) == (kind, file.sha256, source.reading)
        return current if same and as_of <= current.as_of else None
    whole = listed.versions.filter(kind=VersionKind.WHOLE).first()
    return listed.versions.filter(kind=kind, sha256=file.sha256, pk__gt=whole.pk).first() if whole else None


def _check(file: ListFile, kind, source: ListSource, current: ListVersion | None, as_of, at) -> None:
    """Refuse what cannot be a newer whole list, or a supplement of the one in use."""
    if as_of > at.astimezone(ZoneInfo("Pacific/Kiritimati")).date():  # the first place where a day begins
        raise ListUnavailable("future", as_of.isoformat())
    if current and as_of < current.as_of:
        raise ListUnavailable("older", current.as_of.isoformat())
    if kind != VersionKind.WHOLE:
        if not source.changes:
            raise ListUnavailable("no_changes", source.key)
        if current is None:
            raise ListUnavailable("no_base")
    elif current and len(file.rows) * 2 <= current.rows:
        raise ListUnavailable("shrunken", f"{len(file.rows)} < {current.rows}")
    elif current and file.names * 2 <= current.names:
        raise ListUnavailable("shrunken", f"{file.names} < {current.names}")


def _remember(source: ListSource, error: ListUnavailable, filename, actor, at) -> None:
    """Keep that a file was refused, and why, for the page of the lists and the doctor."""
    with transaction.atomic():
        refusal = ListRefusal.objects.create(
            exclusion_list=_list_of(source), filename=filename[:200], code=error.code, detail=error.detail[:500], row=error.row,
            at=at, by=actor.label,
        )
        record(refusal, "list.refused", actor=actor, at=at, after={"list": source.key, "code": error.code, "file": filename[:200]})
