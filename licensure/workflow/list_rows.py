"""The rows of a list from version to version: carried over, added, ended. Never collapsed, never deleted."""

from collections import Counter
from collections.abc import Iterable

from licensure.models import ListEntry, ListVersion
from licensure.sources import ListRow

CHUNK = 500


def take_over(version: ListVersion, previous: ListVersion | None, rows: Iterable[ListRow]) -> tuple[int, int]:
    """A whole file: carry over the rows still there, add the new ones, leave the vanished ones ended. Returns added, ended."""
    standing = _standing(previous)
    carry_over(version, previous)
    seen, fresh = Counter(), []
    for row in rows:
        row_hash = row.row_hash
        key = (row_hash, seen[row_hash])
        seen[row_hash] += 1
        if standing.pop(key, None) is None:
            fresh.append(_entry(version, row, *key))
    ListEntry.objects.bulk_create(fresh, batch_size=CHUNK)
    end(standing.values(), previous)
    return len(fresh), len(standing)


def add(version: ListVersion, previous: ListVersion, rows: Iterable[ListRow]) -> int:
    """A supplement of exclusions: everything stays, and rows that are not there yet are added. Returns how many."""
    standing = _standing(previous)
    carry_over(version, previous)
    seen, fresh = Counter(), []
    for row in rows:
        row_hash = row.row_hash
        key = (row_hash, seen[row_hash])
        seen[row_hash] += 1
        if key not in standing:
            fresh.append(_entry(version, row, *key))
    ListEntry.objects.bulk_create(fresh, batch_size=CHUNK)
    return len(fresh)


def carry_over(version: ListVersion, previous: ListVersion | None) -> None:
    """Every row of the version before stands in this one too."""
    if previous:
        ListEntry.objects.standing(previous).update(last_version=version)


def end(entry_ids: Iterable[int], previous: ListVersion, **facts) -> None:
    """The version before was the last that showed these rows; `facts` are noted on them."""
    ended = list(entry_ids)
    for first in range(0, len(ended), CHUNK):
        ListEntry.objects.filter(pk__in=ended[first : first + CHUNK]).update(last_version=previous, **facts)


def _standing(previous: ListVersion | None) -> dict[tuple[str, int], int]:
    if previous is None:
        return {}
    rows = ListEntry.objects.standing(previous).values_list("pk", "row_hash", "occurrence")
    return {(row_hash, nth): pk for pk, row_hash, nth in rows}


def _entry(version: ListVersion, row: ListRow, row_hash: str, occurrence: int) -> ListEntry:
    return ListEntry(
        exclusion_list_id=version.exclusion_list_id, first_version=version, last_version=version, row_hash=row_hash,
        occurrence=occurrence, family_name=row.family_name[:200], given_name=row.given_name[:200],
        middle_name=row.middle_name[:200], business_name=row.business_name[:300], npi=row.npi[:20],
        date_of_birth=row.date_of_birth, excluded_on=row.excluded_on, reinstated_on=row.reinstated_on,
        other_names=[
            {"family_name": each.family_name, "given_name": each.given_name, "kind": each.kind} for each in row.other_names
        ],
        other_births=[day and day.isoformat() for day in row.other_births],
        other_businesses=list(row.other_businesses), raw=dict(row.raw),
    )
