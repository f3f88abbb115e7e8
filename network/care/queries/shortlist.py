"""The two or three of a call: one SQL for both databases, exact, and as fast for a million as for a hundred.

The selective columns come first and geography last. Where few rows fit, all are ranked. Where many do, rings of five
kilometers are read in the order the list is shown in, a load and some days of opening at a time, only as far as somebody is
still missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import merge
from itertools import pairwise
from math import inf

from django.db.models import Q

from network.care.ages import privilege
from network.care.clocks import CONFIRM_DAYS, is_stale
from network.care.grid import STRIPS, around, distance_km
from network.care.matching import ANY, IN_PERSON, MODES, SHOWN, STEP_KM, Against, Candidate, Wish, within
from network.care.models import Match
from network.care.queries.fitting import BY_WAY, away_of, beside, box, how_many, offered, why_not, widening
from network.dates import At
from network.facts.standing import current_rows
from network.models import Participation
from network.standing import Need, Rows, Use

__all__ = ["Shortlist", "Shown", "as_candidate", "found", "how_many", "shortlist", "why_not"]
RANKED_AT_ONCE = 64  # rows: more are read in order instead; where few of many fit, finding out costs more than ranking would save
MOST_CELLS = 64  # named one by one; a circle near a pole touches more
PAGE = 32
SEVERAL = 7  # clients; few have more
LOADS = ((0, 0), (1, 1), (2, 3), (4, SEVERAL), (SEVERAL + 1, 2**31 - 1))
AHEAD = (-7, 0, 1, 3, 7, 14, 28, 56)  # days


@dataclass(frozen=True, slots=True)
class Shown:
    """One on the list, with her name and how far she is (None where distance says nothing)."""

    candidate: Candidate
    participation: Participation
    name: str
    km: float | None
    stale: bool


@dataclass(frozen=True, slots=True)
class Shortlist:
    """At most three, why the others of the network are not shown, and who else one concession would add.

    `later`: how many fit as well and come after those shown, or had this client before.
    """

    shown: tuple[Shown, ...]
    later: int
    others: tuple[tuple[Against, int], ...]
    widening: tuple[tuple[Against, Wish, int], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """As much of a row as decides its place on the list."""

    pk: int
    key: int
    mode: str
    load: int
    opens: date
    confirmed_on: date
    latitude: float
    longitude: float

    @property
    def turn(self) -> tuple:
        """Who has fewest clients comes first, then who has time soonest."""
        return self.load, self.opens


PLACE = ("pk", "participation_id", "mode", "load", "opens", "confirmed_on", "latitude", "longitude")


def shortlist(organization, wish: Wish, *, without: frozenset[int] = frozenset()) -> Shortlist:
    """Who is offered to this caller, and the counts. `without`: participations that are not to be asked."""
    shown = tuple(_shown(organization, candidate, wish) for candidate in found(organization, wish, without=without))
    later = max(how_many(organization, wish) - len(shown), 0)
    return Shortlist(shown, later, why_not(organization, wish), widening(organization, wish) if len(shown) < SHOWN else ())


def found(organization, wish: Wish, count: int = SHOWN, *, without: frozenset[int] = frozenset()) -> tuple[Candidate, ...]:
    """The first `count` therapists in the order of `matching.rank`, each asked once more of her standing at this instant."""
    picked: dict[int, Candidate] = {}
    others = (place for place in _here(organization, wish, count) if place.key not in without)
    for places in _some_at_once(others, count):
        rows = current_rows(organization, {place.key for place in places})
        for candidate in _candidates(organization, places):
            if candidate.key not in picked and _stands(rows[candidate.key], candidate, wish):
                picked[candidate.key] = candidate
                if len(picked) == count:
                    return tuple(picked.values())
    return tuple(picked.values())


def _here(organization, wish: Wish, count: int) -> Iterator[Place]:
    """In order, without who is away: asked first, being one question where standing is five."""
    for places in _some_at_once(_in_order(organization, wish), count):
        away = away_of(organization, {place.key for place in places}, wish.on)
        yield from (place for place in places if place.key not in away)


def _some_at_once(places: Iterable[Place], count: int) -> Iterator[list[Place]]:
    part: list[Place] = []
    for place in places:
        part.append(place)
        if len({each.key for each in part}) == count:
            yield part
            part = []
    if part:
        yield part


def _in_order(organization, wish: Wish) -> Iterator[Place]:
    """In person first, then from afar; of each all at once where they are few, else those who confirmed lately first."""
    rows, modes = offered(organization, wish, unasked=BY_WAY), MODES if wish.mode == ANY else (wish.mode,)
    if IN_PERSON in modes and wish.point is not None:
        near = rows.filter(box(wish.point, float(wish.max_km)), mode=IN_PERSON)
        few = _few(near)
        yield from _ranked(few, wish) if few is not None else _near_ones(rows.filter(mode=IN_PERSON), wish)
    afar, places = [mode for mode in modes if mode != IN_PERSON], within(wish.jurisdiction)
    if afar:
        few = _few(rows.filter(mode__in=afar, jurisdiction__in=places))
        yield from sorted(few, key=lambda place: _afar(place, wish)) if few is not None else _far_ones(rows, afar, places, wish)


def _parts(rows, wish: Wish):
    """Those who confirmed within a month, and the others."""
    since = wish.on - timedelta(days=CONFIRM_DAYS)
    return rows.filter(confirmed_on__gte=since), rows.filter(confirmed_on__lt=since)


def _near_ones(rows, wish: Wish) -> Iterator[Place]:
    for part in _parts(rows, wish):
        yield from _nearest(part, wish)


def _far_ones(rows, modes, places, wish: Wish) -> Iterator[Place]:
    for mode in modes:
        for part in _parts(rows.filter(mode=mode), wish):
            yield from merge(*(_by_turn(part.filter(jurisdiction=place)) for place in places), key=_turn)


def _turn(place: Place) -> tuple:
    return place.turn, place.key


def _afar(place: Place, wish: Wish) -> tuple:
    return MODES.index(place.mode), is_stale(place.confirmed_on, wish.on), place.turn, place.key


def _places(rows) -> list[Place]:
    return [Place(*row) for row in rows.values_list(*PLACE)]


def _by_turn(rows) -> Iterator[Place]:
    """By load and next opening, a page at a time: an index holds them in this order."""
    ordered, first, size = rows.order_by("load", "opens", "participation_id"), 0, PAGE
    while True:
        part = _places(ordered[first : first + size])
        yield from part
        if len(part) < size:
            return
        first, size = first + size, size * 4


def _few(rows) -> list[Place] | None:
    """All of them, or None when they are too many to be ranked at once."""
    part = _places(rows[: RANKED_AT_ONCE + 1])
    return part if len(part) <= RANKED_AT_ONCE else None


def _nearest(rows, wish: Wish) -> Iterator[Place]:
    """By steps of five kilometers, then by turn, then by distance."""
    near, wide = 0.0, STEP_KM
    while near <= wish.max_km:
        few = _few(rows.filter(box(wish.point, min(near + wide, wish.max_km)), beside(wish.point, min(near + wide, wish.max_km))))
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


def _step(rows, wish: Wish, near: float, far: float) -> Iterator[Place]:
    """One step of five kilometers in which many live: those of one turn after the other, each by distance."""
    km = min(far, wish.max_km)
    for part in _in_turns(rows.filter(_cells(wish.point, km), beside(wish.point, km)), wish.on):
        yield from _ranked(part, wish, near, far)


def _cells(point, km: float) -> Q:
    """As `box`, each cell by itself: within a cell an index goes on by load and next opening."""
    (low, high), strips = around(point, km)
    across = [strip % STRIPS for first, last in strips for strip in range(first, last + 1)]
    if (high - low + 1) * len(across) > MOST_CELLS:
        return box(point, km)
    return Q(band__in=range(low, high + 1), strip__in=across)


def _in_turns(rows, on: date) -> Iterator[list[Place]]:
    """All rows in parts, no part before one with a smaller turn; of a load that many have, only those with time by some day."""
    for fewest, most in LOADS:
        part = rows.filter(load__gte=fewest, load__lte=most) if fewest < most else rows.filter(load=fewest)
        few = _few(part)
        if few is not None:
            yield few
            continue
        days = [date.min, *(on + timedelta(days=ahead) for ahead in AHEAD), date.max]
        for load in range(fewest, min(most, SEVERAL) + 1):
            yield from (_places(part.filter(load=load, opens__gt=after, opens__lte=last)) for after, last in pairwise(days))
        yield from ([] if most <= SEVERAL else [_places(part.filter(load__gt=SEVERAL))])


COLUMNS = (
    "participation_id", "service", "language", "mode", "jurisdiction", "practitioner_in", "place", "latitude", "longitude", "clear_from",
    "clear_until", "taking", "room", "load", "gender", "hours", "next_opening", "confirmed_on", "age_bands", "panel",
)


def _candidates(organization, places: list[Place]) -> list[Candidate]:
    """The whole rows, in the order of `places`."""
    keys = [place.pk for place in places]
    known = {pk: rest for pk, *rest in Match.objects.within(organization).filter(pk__in=keys).values_list("pk", *COLUMNS)}
    return [_candidate(dict(zip(COLUMNS, known[pk], strict=True))) for pk in keys]


def as_candidate(row: Match) -> Candidate:
    """The stored row as `matching` takes it."""
    return _candidate({name: getattr(row, name) for name in COLUMNS})


def _candidate(row: dict) -> Candidate:
    key, point = row.pop("participation_id"), (row.pop("latitude"), row.pop("longitude"))
    hours, bands = (frozenset(filter(None, row.pop(name).split(","))) for name in ("hours", "age_bands"))
    return Candidate(key=key, point=point, hours=hours, age_bands=bands, **row)


def _stands(rows: Rows, candidate: Candidate, wish: Wish) -> bool:
    """Her standing itself, for the client's own place: the table says the same of every place its rows name."""
    client_in = candidate.jurisdiction if candidate.mode == IN_PERSON else wish.jurisdiction
    asked = privilege(wish.age_band)
    need = Need(wish.service, client_in, candidate.practitioner_in, candidate.mode, Use.OFFER, wish.panel, asked)
    return rows.clear(need, At(wish.at)).ok


def _shown(organization, candidate: Candidate, wish: Wish) -> Shown:
    rows = Participation.objects.within(organization).select_related("practitioner__person", "availability", "organization")
    participation = rows.get(pk=candidate.key)
    km = distance_km(candidate.point, wish.point) if wish.point and candidate.mode == IN_PERSON else None
    stale = (wish.on - candidate.confirmed_on).days > CONFIRM_DAYS
    return Shown(candidate, participation, participation.practitioner.person.full_name, km, stale)
