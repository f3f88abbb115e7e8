"""Which rows of the match table fit a wish, in SQL, and how many people fall away at each question."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from network.care.grid import KM_PER_DEGREE, around, distance_km, reach
from network.care.matching import ANY, IN_PERSON, Against, Wish, widened, within
from network.care.models import Away, Match
from network.care.models.availability import AgeBand, Hours, has
from network.models import Participation
from network.questions import Question

CODES = frozenset({*Hours.values, *AgeBand.values})
BY_WAY = frozenset({Against.MODE, Against.NOT_LICENSED})


def offered(organization, wish: Wish, *, unasked: frozenset[Against] = frozenset()):
    """Rows against which nothing stands but perhaps the distance, or that she is away just now (see `away_of`).

    Whoever asks for one way of meeting at a time says so of its rows, and leaves `BY_WAY` unasked: in person and from afar in one
    question lets a database take two indexes for one.
    """
    asked = [narrow for reason, narrow in stages(wish) if narrow and reason not in unasked]
    # the other way around: what leaves most out first, and last the spells, in which almost everybody is
    return Match.objects.within(organization).filter(*reversed(asked))


def fitting(organization, wish: Wish):
    """Rows against which nothing stands but perhaps the distance."""
    return offered(organization, wish).exclude(_away_then(organization, wish))


def _away_then(organization, wish: Wish) -> Exists:
    rows = Away.objects.within(organization).filter(first__lte=wish.on, last__gte=wish.on)
    return Exists(rows.filter(availability__participation=OuterRef("participation")))


AWAY = Question(
    lambda organization, keys: (
        Away.objects.within(organization)
        .filter(availability__participation__in=keys)
        .order_by()
        .values_list("availability__participation", "first", "last")
    )
)


def away_of(organization, participations, on) -> set[int]:
    """Who of these is away on a day: asked of the few who come first, not of every row that was looked at."""
    return {key for key, first, last in AWAY.rows(organization, participations) if first <= on <= last}


def stages(wish: Wish) -> Iterator[tuple[Against, Q]]:
    """What is asked of a row, in the order of `Against`: the same questions as `matching.against`, in SQL; the last not whole."""
    panels = Q(panel__in=("", wish.panel)) if wish.panel else Q(panel="")
    yield Against.NOT_AVAILABLE, (
        panels & Q(service=wish.service, clear_from__lte=wish.at) & (Q(clear_until__isnull=True) | Q(clear_until__gt=wish.at))
    )
    yield Against.NOT_ON_PANEL, Q(panel=wish.panel) if wish.panel else Q()
    yield Against.MODE, Q() if wish.mode == ANY else Q(mode=wish.mode)
    yield Against.NOT_LICENSED, Q(mode=IN_PERSON) | Q(jurisdiction__in=within(wish.jurisdiction))
    yield Against.AGE, _having(wish.age_band)
    yield Against.LANGUAGE, Q(language=wish.language) if wish.language else Q()
    yield Against.GENDER, Q(gender=wish.gender) if wish.gender else Q()
    yield Against.HOURS, _having(wish.hours) if wish.hours else Q()
    yield Against.NO_ROOM, Q(free=1)


def _having(code: str) -> Q:
    """Rows with this code of hours or ages. Of a code there is not, as of an age that was forgotten, there is none."""
    return Q(**{has(code): 1}) if code in CODES else Q(pk=0)


def box(point, km: float) -> Q:
    """The cells that hold every point within `km`, and some that lie farther."""
    (low, high), strips = around(point, km)
    across = Q()
    for first, last in strips:
        across |= Q(strip__range=(first, last))
    # each band by itself: a range of them would read all that lies on these latitudes, around the globe
    return Q(band__in=range(low, high + 1)) & across


def beside(point, km: float) -> Q:
    """No farther than `km` to the north and south, and to the east and west where no circle of longitude is in the way.

    Of large cells only this is handed over: a ring may lie in their corner.
    """
    (latitude, longitude), spare = point, 1e-6
    degrees = km / KM_PER_DEGREE + spare
    wide = reach(latitude, km) + spare
    inside = Q(latitude__range=(latitude - degrees, latitude + degrees))
    if longitude - wide < -180 or longitude + wide > 180:
        return inside
    return inside & Q(longitude__range=(longitude - wide, longitude + wide))


def why_not(organization, wish: Wish) -> tuple[tuple[Against, int], ...]:
    """How many of the network fall away at each question, each person once, in the order of the questions."""
    left, counts = Participation.objects.within(organization).filter(state="active").count(), []
    rows = Match.objects.within(organization).filter(participation__state="active")
    for reason, narrow in stages(wish):
        rows = rows.filter(narrow)
        if reason == Against.NO_ROOM:
            rows = rows.exclude(_away_then(organization, wish))
        now = rows.values("participation_id").distinct().count()
        counts.append((reason, left - now))
        left = now
    counts.append((Against.DISTANCE, left - how_many(organization, wish)))
    return tuple((reason, count) for reason, count in counts if count)


def how_many(organization, wish: Wish) -> int:
    """How many therapists fit the wish altogether."""
    rows = fitting(organization, wish)
    far = set(rows.exclude(mode=IN_PERSON).values_list("participation_id", flat=True).distinct())
    if wish.point is not None and wish.mode in (ANY, IN_PERSON):
        inside = rows.filter(box(wish.point, float(wish.max_km)), mode=IN_PERSON)
        for key, latitude, longitude in inside.values_list("participation_id", "latitude", "longitude"):
            if distance_km((latitude, longitude), wish.point) <= wish.max_km:
                far.add(key)
    return len(far)


def widening(organization, wish: Wish) -> tuple[tuple[Against, Wish, int], ...]:
    """What one concession adds, for each that adds anybody."""
    now = how_many(organization, wish)
    more = ((reason, wider, how_many(organization, wider) - now) for reason, wider in widened(wish))
    return tuple((reason, wider, count) for reason, wider, count in more if count > 0)
