"""The two or three of a call: one SQL for both databases, exact, and the counts of why others are not shown.

The selective columns come first and geography last: an index finds service, language and mode, then only the cells of a
ring that widens until whoever comes next cannot lie outside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q

from network.care.clocks import CONFIRM_DAYS
from network.care.grid import around, distance_km
from network.care.matching import ANY, IN_PERSON, MODES, SHOWN, STEP_KM, Against, Candidate, Wish, rank, widened, within
from network.care.models import Away, Match
from network.dates import At
from network.facts.standing import rows_of
from network.models import Participation
from network.standing import Need, Use

RANKED_AT_ONCE = 300
FIRST_RING_KM = 2 * STEP_KM


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
    """At most three, why the others of the network are not shown, and who else one concession would add."""

    shown: tuple[Shown, ...]
    others: tuple[tuple[Against, int], ...]
    widening: tuple[tuple[Against, Wish, int], ...]


def shortlist(organization, wish: Wish) -> Shortlist:
    """Who is offered to this caller. About twenty short queries."""
    shown = tuple(_shown(organization, candidate, wish) for candidate in found(organization, wish))
    return Shortlist(shown, why_not(organization, wish), _widening(organization, wish) if len(shown) < SHOWN else ())


def found(organization, wish: Wish, count: int = SHOWN) -> tuple[Candidate, ...]:
    """The first `count` therapists in the order of `matching.rank`, each asked once more of her standing at this instant."""
    picked: dict[int, Candidate] = {}
    for candidate in _in_order(organization, wish):
        if candidate.key not in picked and _stands(organization, candidate, wish):
            picked[candidate.key] = candidate
            if len(picked) == count:
                break
    return tuple(picked.values())


def _in_order(organization, wish: Wish) -> Iterator[Candidate]:
    fresh_since = wish.on - timedelta(days=CONFIRM_DAYS)
    for mode in MODES if wish.mode == ANY else (wish.mode,):
        rows = _fitting(organization, wish).filter(mode=mode)
        for part in (rows.filter(confirmed_on__gte=fresh_since), rows.filter(confirmed_on__lt=fresh_since)):
            yield from _nearest(part, wish) if mode == IN_PERSON else _ordered(part)


def _fitting(organization, wish: Wish):
    """Rows against which nothing stands but perhaps the distance."""
    rows = Match.objects.within(organization)
    for _reason, narrow in _stages(organization, wish):
        rows = rows.filter(narrow)
    return rows


def _stages(organization, wish: Wish):
    """What is asked of a row, in the order of `Against`: the same questions as `matching.against`, in SQL."""
    now = Q(service=wish.service, clear_from__lte=wish.at) & (Q(clear_until__isnull=True) | Q(clear_until__gt=wish.at))
    away = Away.objects.within(organization).filter(first__lte=wish.on, last__gte=wish.on)
    yield Against.NOT_AVAILABLE, now
    yield Against.MODE, Q() if wish.mode == ANY else Q(mode=wish.mode)
    yield Against.NOT_LICENSED, Q(mode=IN_PERSON) | Q(jurisdiction__in=within(wish.jurisdiction))
    yield Against.LANGUAGE, Q(language=wish.language) if wish.language else Q()
    yield Against.GENDER, Q(gender=wish.gender) if wish.gender else Q()
    yield Against.HOURS, Q(hours__contains=f",{wish.hours},") if wish.hours else Q()
    yield Against.NO_ROOM, Q(taking=True, room__gt=0) & ~Q(participation__in=away.values("availability__participation"))


def _nearest(rows, wish: Wish) -> Iterator[Candidate]:
    """By rank, ring by ring: what lies in a ring that was read whole is settled, whoever is farther comes later."""
    if wish.point is None:
        return
    settled, radius = 0.0, FIRST_RING_KM
    if rows.count() <= RANKED_AT_ONCE:
        radius = float(wish.max_km)
    while settled < wish.max_km:
        radius = min(radius, float(wish.max_km))
        near = [(distance_km((row.latitude, row.longitude), wish.point), row) for row in rows.filter(_box(wish.point, radius))]
        whole = radius if radius >= wish.max_km else radius // STEP_KM * STEP_KM
        ring = [as_candidate(row) for km, row in near if settled <= km and (km < whole or (whole >= wish.max_km and km <= wish.max_km))]
        yield from sorted(ring, key=lambda candidate: rank(candidate, wish))
        settled, radius = whole, radius * 2


def _box(point, km) -> Q:
    (low, high), strips = around(point, km)
    across = Q()
    for first, last in strips:
        across |= Q(strip__range=(first, last))
    return Q(band__range=(low, high)) & across


def _ordered(rows) -> Iterator[Candidate]:
    ordered = rows.order_by("load", F("next_opening").asc(nulls_last=True), "participation_id", "pk")
    return map(as_candidate, ordered.iterator(chunk_size=50))


def as_candidate(row: Match) -> Candidate:
    """The stored row as `matching` takes it."""
    return Candidate(
        key=row.participation_id, service=row.service, language=row.language, mode=row.mode, jurisdiction=row.jurisdiction,
        practitioner_in=row.practitioner_in, place=row.place, point=(row.latitude, row.longitude), clear_from=row.clear_from,
        clear_until=row.clear_until, taking=row.taking, room=row.room, load=row.load, gender=row.gender,
        hours=frozenset(filter(None, row.hours.split(","))), next_opening=row.next_opening, confirmed_on=row.confirmed_on,
    )


def _stands(organization, candidate: Candidate, wish: Wish) -> bool:
    """Her standing itself, for the client's own place: the table says the same of every place its rows name."""
    client_in = candidate.jurisdiction if candidate.mode == IN_PERSON else wish.jurisdiction
    need = Need(wish.service, client_in, candidate.practitioner_in, candidate.mode, Use.OFFER)
    participation = Participation.objects.within(organization).select_related("organization").get(pk=candidate.key)
    return rows_of(participation).known().clear(need, At(wish.at)).ok


def _shown(organization, candidate: Candidate, wish: Wish) -> Shown:
    rows = Participation.objects.within(organization).select_related("practitioner__person", "availability")
    participation = rows.get(pk=candidate.key)
    km = distance_km(candidate.point, wish.point) if wish.point and candidate.mode == IN_PERSON else None
    stale = (wish.on - candidate.confirmed_on).days > CONFIRM_DAYS
    return Shown(candidate, participation, participation.practitioner.person.full_name, km, stale)


def why_not(organization, wish: Wish) -> tuple[tuple[Against, int], ...]:
    """How many of the network fall away at each question, each person once, in the order of the questions."""
    left, counts = Participation.objects.within(organization).filter(state="active").count(), []
    rows = Match.objects.within(organization).filter(participation__state="active")
    for reason, narrow in _stages(organization, wish):
        rows = rows.filter(narrow)
        now = _people(rows)
        counts.append((reason, left - now))
        left = now
    counts.append((Against.DISTANCE, left - how_many(organization, wish)))
    return tuple((reason, count) for reason, count in counts if count)


def how_many(organization, wish: Wish) -> int:
    """How many therapists fit the wish altogether."""
    rows = _fitting(organization, wish)
    far = set(rows.exclude(mode=IN_PERSON).values_list("participation_id", flat=True).distinct())
    if wish.point is not None and wish.mode in (ANY, IN_PERSON):
        inside = rows.filter(_box(wish.point, float(wish.max_km)), mode=IN_PERSON)
        for key, latitude, longitude in inside.values_list("participation_id", "latitude", "longitude"):
            if distance_km((latitude, longitude), wish.point) <= wish.max_km:
                far.add(key)
    return len(far)


def _people(rows) -> int:
    return rows.values("participation_id").distinct().count()


def _widening(organization, wish: Wish) -> tuple[tuple[Against, Wish, int], ...]:
    """What one concession adds, for each that adds anybody."""
    now = how_many(organization, wish)
    more = ((reason, wider, how_many(organization, wider) - now) for reason, wider in widened(wish))
    return tuple((reason, wider, count) for reason, wider, count in more if count > 0)
