"""Who fits a wish, who comes first, and why the others do not. Pure: frozen values in, frozen values out.

First comes whoever confirmed her availability lately, then the nearer one by steps of five kilometers (by video and phone
distance says nothing), and among equals whoever has fewest clients of this organization: so the work is shared.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from network.care.clocks import is_stale
from network.care.grid import distance_km

STEP_KM = 5.0
SHOWN = 3
IN_PERSON, ANY = "in_person", "any"


class Against(StrEnum):
    """Why somebody is not shown, in the order in which it is asked: one reason each."""

    NOT_AVAILABLE = "not_available"
    NOT_ON_PANEL = "not_on_panel"
    MODE = "mode"
    NOT_LICENSED = "not_licensed"
    AGE = "age"
    LANGUAGE = "language"
    GENDER = "gender"
    HOURS = "hours"
    NO_ROOM = "no_room"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a caller asks for. Empty means it does not matter; `point` is where she is, None when she did not say.

    In person the license is judged where the therapist receives; by video and phone where the client is (`jurisdiction`).
    """

    service: str
    jurisdiction: str
    point: tuple[float, float] | None
    at: datetime
    on: date
    mode: str = ANY
    language: str = ""
    gender: str = ""
    hours: str = ""
    max_km: int = 30
    age_band: str = "adult"
    panel: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of the match table: one therapist, one service, language, mode and place, and her spell of being clear.

    `panel` empty is the network itself; somebody on a panel has a row for each.
    """

    key: int
    service: str
    language: str
    mode: str
    jurisdiction: str
    practitioner_in: str
    place: str
    point: tuple[float, float]
    clear_from: datetime
    clear_until: datetime | None
    taking: bool
    room: int
    load: int
    gender: str
    hours: frozenset[str]
    next_opening: date | None
    confirmed_on: date
    away: bool = False
    age_bands: frozenset[str] = frozenset({"adult"})
    panel: str = ""


def within(place: str) -> tuple[str, ...]:
    """The place and what lies around it: "US-IL" and "US"."""
    parts = place.split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1)) if place else ()


def against(candidate: Candidate, wish: Wish) -> Against | None:
    """The first thing that stands against showing her, or None."""
    if candidate.service != wish.service or candidate.panel not in ("", wish.panel) or not _clear(candidate, wish):
        return Against.NOT_AVAILABLE
    if candidate.panel != wish.panel:
        return Against.NOT_ON_PANEL
    if wish.mode not in (ANY, candidate.mode):
        return Against.MODE
    if candidate.mode != IN_PERSON and candidate.jurisdiction not in within(wish.jurisdiction):
        return Against.NOT_LICENSED
    if wish.age_band not in candidate.age_bands:
        return Against.AGE
    if wish.language not in ("", candidate.language):
        return Against.LANGUAGE
    if wish.gender not in ("", candidate.gender):
        return Against.GENDER
    if wish.hours and wish.hours not in candidate.hours:
        return Against.HOURS
    if not candidate.taking or candidate.room < 1 or candidate.away:
        return Against.NO_ROOM
    if candidate.mode == IN_PERSON and (wish.point is None or distance_km(candidate.point, wish.point) > wish.max_km):
        return Against.DISTANCE
    return None


def _clear(candidate: Candidate, wish: Wish) -> bool:
    return candidate.clear_from <= wish.at and (candidate.clear_until is None or wish.at < candidate.clear_until)


def rank(candidate: Candidate, wish: Wish) -> tuple:
    """Smaller comes first; never a tie between two therapists."""
    away = distance_km(candidate.point, wish.point) if candidate.mode == IN_PERSON and wish.point else 0.0
    return (
        MODES.index(candidate.mode), is_stale(candidate.confirmed_on, wish.on), int(away // STEP_KM), candidate.load,
        candidate.next_opening or date.max, away, candidate.key,
    )


MODES = (IN_PERSON, "video", "phone")


def chosen(candidates: Iterable[Candidate], wish: Wish, count: int = SHOWN) -> tuple[Candidate, ...]:
    """The best rows of the first `count` therapists. What a database does faster must give the same."""
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        if against(candidate, wish) is None:
            known = best.get(candidate.key)
            if known is None or rank(candidate, wish) < rank(known, wish):
                best[candidate.key] = candidate
    return tuple(sorted(best.values(), key=lambda candidate: rank(candidate, wish))[:count])


def widened(wish: Wish) -> tuple[tuple[Against, Wish], ...]:
    """Every wish that asks one thing less: by how much farther, or which one is dropped."""
    found = []
    if wish.point is not None and wish.mode in (ANY, IN_PERSON) and wish.max_km < 200:
        found.append((Against.DISTANCE, replace(wish, max_km=min(wish.max_km * 2, 200))))
    if wish.mode != ANY:
        found.append((Against.MODE, replace(wish, mode=ANY)))
    for reason in (Against.LANGUAGE, Against.GENDER, Against.HOURS):
        if getattr(wish, str(reason)):
            found.append((reason, replace(wish, **{str(reason): ""})))
    return tuple(found)
