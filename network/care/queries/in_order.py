"""Who fits a wish, in the order a list shows, read from the match table only as far as somebody is still missing.

The selective columns come first and geography last. Where few rows fit, all are ranked. Where many do, rings of five
kilometers are read in the order the list is shown in, a load and some days of opening at a time.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from heapq import merge
from itertools import pairwise
from math import inf

from network.care.clocks import CONFIRM_DAYS, is_stale
from network.care.grid import distance_km
from network.care.matching import ANY, IN_PERSON, MODES, STEP_KM, Wish, within
from network.care.queries.asked import Asked, Place, beside, between, box, cells, day, one_of
from network.care.queries.fitting import BY_WAY, offered

RANKED_AT_ONCE = 64  # rows: more are read in order instead; where few of many fit, finding out costs more than ranking would save
PAGE = 32
SEVERAL = 7  # clients; few have more
LOADS = ((0, 0), (1, 1), (2, 3), (4, SEVERAL), (SEVERAL + 1, 2**31 - 1))
AHEAD = (-7, 0, 1, 3, 7, 14, 28, 56)  # days


def in_order(organization, wish: Wish) -> Iterator[Place]:
    """In person first, then from afar; of each all at once where they are few, else those who confirmed lately first.

    Days away are not asked here.
    """
    rows, modes = Asked.of(offered(organization, wish, unasked=BY_WAY)), MODES if wish.mode == ANY else (wish.mode,)
    if IN_PERSON in modes and wish.point is not None:
        rows_near = rows.only(one_of("mode", (IN_PERSON,)))
        few = rows_near.only(box(wish.point, float(wish.max_km))).few(RANKED_AT_ONCE)
        yield from _ranked(few, wish) if few is not None else _near_ones(rows_near, wish)
    afar, places = [mode for mode in modes if mode != IN_PERSON], within(wish.jurisdiction)
    if afar and places:
        few = rows.only(one_of("mode", afar), one_of("jurisdiction", places)).few(RANKED_AT_ONCE)
        yield from sorted(few, key=lambda place: _afar(place, wish)) if few is not None else _far_ones(rows, afar, places, wish)


def _parts(rows: Asked, wish: Wish) -> tuple[Asked, Asked]:
    """Those who confirmed within a month, and the others."""
    since = wish.on - timedelta(days=CONFIRM_DAYS)
    return rows.only(day("confirmed_on", ">=", since)), rows.only(day("confirmed_on", "<", since))


def _near_ones(rows: Asked, wish: Wish) -> Iterator[Place]:
    for part in _parts(rows, wish):
        yield from _nearest(part, wish)


def _far_ones(rows: Asked, modes, places, wish: Wish) -> Iterator[Place]:
    for mode in modes:
        for part in _parts(rows.only(one_of("mode", (mode,))), wish):
            yield from merge(*(_by_turn(part.only(one_of("jurisdiction", (place,)))) for place in places), key=_turn)


def _turn(place: Place) -> tuple:
    return place.turn, place.key


def _afar(place: Place, wish: Wish) -> tuple:
    return MODES.index(place.mode), is_stale(place.confirmed_on, wish.on), place.turn, place.key


def _by_turn(rows: Asked) -> Iterator[Place]:
    """By load and next opening, a page at a time: an index holds them in this order."""
    first, size = 0, PAGE
    while True:
        part = rows.page(first, size)
        yield from part
        if len(part) < size:
            return
        first, size = first + size, size * 4


def _nearest(rows: Asked, wish: Wish) -> Iterator[Place]:
    """By steps of five kilometers, then by turn, then by distance."""
    near, wide = 0.0, STEP_KM
    while near <= wish.max_km:
        reach = min(near + wide, wish.max_km)
        few = rows.only(box(wish.point, reach), beside(wish.point, reach)).few(RANKED_AT_ONCE)
        if few is None and wide > STEP_KM:
            wide = STEP_KM
            continue
        far = near + wide
        yield from _ranked(few, wish, near, far) if few is not None else _step(rows, wish, near, far)
        near, wide = far, wide * 2 if few is not None else wide


def _ranked(places: Iterable[Place], wish: Wish, near: float = 0.0, far: float = inf) -> list[Place]:
    """Those of a ring (from `near`, before `far`), in order."""
    ring = []
    for place in places:
        km = distance_km((place.latitude, place.longitude), wish.point)
        if near <= km < far and km <= wish.max_km:
            ring.append((is_stale(place.confirmed_on, wish.on), int(km // STEP_KM), place.turn, km, place.key, place.pk, place))
    return [entry[-1] for entry in sorted(ring)]


def _step(rows: Asked, wish: Wish, near: float, far: float) -> Iterator[Place]:
    """One step of five kilometers in which many live: those of one turn after the other, each by distance."""
    km = min(far, wish.max_km)
    for part in _in_turns(rows.only(cells(wish.point, km), beside(wish.point, km)), wish.on):
        yield from _ranked(part, wish, near, far)


def _in_turns(rows: Asked, on: date) -> Iterator[list[Place]]:
    """All rows in parts, no part before one with a smaller turn; of a load that many have, only those with time by some day."""
    for fewest, most in LOADS:
        part = rows.only(between("load", fewest, most) if fewest < most else one_of("load", (fewest,)))
        few = part.few(RANKED_AT_ONCE)
        if few is not None:
            yield few
            continue
        days = [date.min, *(on + timedelta(days=ahead) for ahead in AHEAD), date.max]
        for load in range(fewest, min(most, SEVERAL) + 1):
            of_it = rows.only(one_of("load", (load,)))
            yield from (of_it.only(day("opens", ">", after), day("opens", "<=", last)).all() for after, last in pairwise(days))
        yield from ([] if most <= SEVERAL else [part.all()])
