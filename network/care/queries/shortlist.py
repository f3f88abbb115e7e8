"""The two or three of a call: one SQL for both databases, exact, and as fast for a million as for a hundred."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from network.care.ages import privilege
from network.care.clocks import CONFIRM_DAYS
from network.care.grid import distance_km
from network.care.matching import IN_PERSON, SHOWN, Against, Candidate, Wish
from network.care.models import Match
from network.care.queries.asked import Place
from network.care.queries.fitting import away_of, how_many, why_not, widening
from network.care.queries.in_order import in_order
from network.dates import At
from network.facts.standing import current_rows
from network.models import Participation
from network.questions import Question
from network.standing import Need, Rows, Use

__all__ = ["Shortlist", "Shown", "as_candidate", "found", "how_many", "shortlist", "why_not"]


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
    for places in _some_at_once(in_order(organization, wish), count):
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


COLUMNS = (
    "participation_id", "service", "language", "mode", "jurisdiction", "practitioner_in", "place", "latitude", "longitude", "clear_from",
    "clear_until", "taking", "room", "load", "gender", "hours", "next_opening", "confirmed_on", "age_bands", "panel",
)


ROWS = Question(lambda organization, keys: Match.objects.within(organization).filter(pk__in=keys).values_list("pk", *COLUMNS))


def _candidates(organization, places: list[Place]) -> list[Candidate]:
    """The whole rows, in the order of `places`; without those that were derived anew since they were read, whose spells may be others."""
    keys = [place.pk for place in places]
    known = {pk: rest for pk, *rest in ROWS.rows(organization, keys)}
    return [_candidate(dict(zip(COLUMNS, known[pk], strict=True))) for pk in keys if pk in known]


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
