"""Pages of a long list that begin beside a row, not at a number: as fast at the end as at the start, and nothing is shown twice.

An address says `?after=` or `?before=` with the key of a row at the edge of the page before; its place is read from the row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from network.parts import Pager

PAGE = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: behind or before the row of this key; at the start with neither."""

    after: int | None = None
    before: int | None = None


START = Place()


def place_of(request) -> Place:
    """The place in the address; nonsense is the start."""
    return Place(_key(request.GET.get("after", "")), _key(request.GET.get("before", "")))


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


@dataclass(frozen=True, slots=True)
class Keyed:
    """The rows of one page, and the keys of the rows its neighbors begin beside: None where there is no neighbor."""

    rows: tuple
    newer: int | None = None
    older: int | None = None


def keyed(rows: QuerySet, order: Sequence[str], place: Place = START, *, known: QuerySet | None = None, size: int = 0) -> Keyed:
    """One page of `rows` in this order of columns that are never empty, the last of them the key; at most two queries.

    A row that left the list meanwhile still says where the page begins, as long as it is among `known`: the rows of the
    reader before a view was chosen. One she may not see, or that is gone, is the start.
    """
    size, names = size or PAGE, [name.removeprefix("-") for name in order]
    start = place.before if place.before is not None else place.after
    beside = (rows if known is None else known).filter(pk=start).values_list(*names).first() if start is not None else None
    if beside is None or None in beside:
        found = list(rows.order_by(*order)[: size + 1])
        return Keyed(tuple(found[:size]), None, found[size - 1].pk if len(found) > size else None)
    back = place.before is not None
    ways = [name.startswith("-") != back for name in order]  # which columns fall on the way from here
    onward = [f"-{name}" if falls else name for name, falls in zip(names, ways, strict=True)]
    found = list(rows.filter(_beyond(names, ways, beside)).order_by(*onward)[: size + 1])
    shown, more = found[:size], len(found) > size
    if not shown:
        return keyed(rows, order, size=size)
    if back:
        return Keyed(tuple(shown[::-1]), shown[-1].pk if more else None, shown[0].pk)
    return Keyed(tuple(shown), shown[0].pk, shown[-1].pk if more else None)


def _beyond(names, ways, beside) -> Q:
    """Rows that come after the one with these values; the first column alone is said too, for its index."""
    found = Q(pk__in=())  # nothing lies behind the key
    for name, falls, value in reversed(list(zip(names, ways, beside, strict=True))):
        found = Q(**{f"{name}__{'lt' if falls else 'gt'}": value}) | Q(**{name: value}) & found
    return Q(**{f"{names[0]}__{'lte' if ways[0] else 'gte'}": beside[0]}) & found


def pager(found: Keyed, address: str, shown: str = "", **kept) -> Pager:
    """Links to the neighbors, with what else the address says (`kept`: filters; empty ones are left out)."""
    asked = {name: value for name, value in kept.items() if value}

    def link(**where) -> str:
        return f"{address}?{urlencode({**asked, **where})}"

    newer = link(before=found.newer) if found.newer is not None else ""
    older = link(after=found.older) if found.older is not None else ""
    return Pager(shown, newer, older)
