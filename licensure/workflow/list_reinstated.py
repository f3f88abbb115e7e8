"""A supplement of reinstatements: who is named in it is on the list no longer, from the day it gives."""

from collections import defaultdict
from collections.abc import Iterable

from licensure.models import ListEntry, ListVersion
from licensure.sources import ListRow, Odd
from licensure.workflow.list_rows import carry_over, end

SAME = ("family_name", "given_name", "middle_name", "business_name", "npi", "date_of_birth", "excluded_on")


def reinstate(version: ListVersion, previous: ListVersion, rows: Iterable[ListRow]) -> tuple[int, list[Odd]]:
    """End the entries these rows name, each with its day of reinstatement. Returns how many, and the rows that ended none.

    A row names an entry when names, NPI, day of birth and day of exclusion are the same. Where several entries fit, the
    address tells; where it does not, all of them stay: one too many is looked at, one too few is missed. The next whole file
    settles it. A row without a day of reinstatement ends nothing.
    """
    by_identity = defaultdict(list)
    for entry in ListEntry.objects.standing(previous).only("pk", "raw", *SAME).iterator(chunk_size=5000):
        by_identity[_identity(entry)].append(entry)
    ended, odd = {}, []
    for row in rows:
        found = by_identity.get(_identity(row), [])
        one = _the_one(row, found)
        if row.reinstated_on is None:
            odd.append(Odd(row.row, "no_day", "REINDATE"))
        elif one is None:
            odd.append(Odd(row.row, "several_in_list" if found else "not_in_list"))
        else:
            ended[one.pk] = row.reinstated_on
            found.remove(one)
    carry_over(version, previous)
    for day in set(ended.values()):
        end([pk for pk, when in ended.items() if when == day], previous, reinstated_on=day)
    return len(ended), odd


def _identity(row: ListRow | ListEntry) -> tuple:
    return tuple(getattr(row, name) for name in SAME)


def _the_one(row: ListRow, found: list[ListEntry]) -> ListEntry | None:
    """The entry a row means, of those that fit: the only one, or the only one with all other cells the same."""
    if len(found) == 1:
        return found[0]
    told = _elsewise(row.raw)
    alike = [entry for entry in found if _elsewise(entry.raw) == told]
    return alike[0] if alike and (len(alike) == 1 or len(alike) == len(found)) else None


def _elsewise(raw) -> dict:
    """Every cell but the day of reinstatement, which the whole file does not have."""
    return {name: cell for name, cell in raw.items() if name != "REINDATE"}
