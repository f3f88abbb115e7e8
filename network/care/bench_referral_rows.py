"""The network of the benchmark `referral`: rows as the workflow would leave them, written in bulk by the database itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from django.db import connection

from network.bench_rows import fill, numbers
from network.care.grid import PER_DEGREE, STRIPS
from network.care.models import Availability, Away, Match
from network.models import Acceptance, Cover, Grant, Organization, Participation, Person, Practitioner

SLOTS = 401  # as in `_matches`; a prime, so that where somebody works says nothing of what she offers; of which larger cities have more
RAREST = "fy"


@dataclass(frozen=True, slots=True)
class City:
    """Where therapists work: invented places, one near a pole and two on both sides of the antimeridian among them."""

    latitude: float
    longitude: float
    jurisdiction: str
    slots: int


STATES = tuple(f"US-{first}{second}" for first in "ABCDE" for second in "FGHJKLMNPQ")
CITIES = (
    *(City(25.0 + k % 10 * 2.3, -120.0 + k // 10 * 10.7, STATES[k], 40 if k % 10 == 0 else 4) for k in range(50)),
    City(89.9, 10.0, "US-AF", 2), City(-17.0, 179.98, "US-AG", 2), City(-17.0, -179.98, "US-AG", 2),
)


def built(n: int, dice, *, at, on) -> Organization:
    """An organization with n therapists who said when they have time."""
    organization = Organization.objects.create(
        slug="bench-referral", name="Bench", country="US", zone="America/Chicago", currency="USD", prefix="BR"
    )
    common = {"organization_id": organization.pk}
    tables = ("network_person", "network_practitioner", "network_participation", "care_availability")
    with numbers(n, dice, on, tables) as base:
        fill(Person, id=f"{base} + i", given_name="given", family_name="family")
        fill(Practitioner, id=f"{base} + i", person_id=f"{base} + i", reference="'BT-' || i")
        fill(
            Participation, id=f"{base} + i", practitioner_id=f"{base} + i", state="'active'", began_at=f"'{at}'", state_since=f"'{at}'",
            **common,
        )
        fill(Availability, id=f"{base} + i", participation_id=f"{base} + i", confirmed_at=f"'{at}'", capacity="5", **common)
        fill(Away, "i % 50 = 7", availability_id=f"{base} + i", first=f"{{date}}'{on}'", last=f"{{date}}'{on}'", **common)
        _cities(dice)
        _matches(base, common, at, on)
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE bench_city")
    return organization


def _cities(dice) -> None:
    slots = [city for city in CITIES for _ in range(city.slots)]
    dice.shuffle(slots)
    with connection.cursor() as cursor:
        columns = "k int PRIMARY KEY, lat double precision, lon double precision, state varchar(10)"
        cursor.execute(f"CREATE TEMPORARY TABLE bench_city ({columns})")
        rows = [(k, city.latitude, city.longitude, city.jurisdiction) for k, city in zip(range(SLOTS), cycle(slots), strict=False)]
        cursor.executemany("INSERT INTO bench_city VALUES (%s, %s, %s, %s)", rows)


def _scattered(prime: int, most: str) -> str:
    """Somewhere within `most` degrees of the middle, thickest there."""
    spread = f"(i * {prime} % 2003 - 1001) / 1001.0"
    return f"CAST({spread} * {spread} * {spread} * {most} AS double precision)"


def _matches(base, common, at, on) -> None:
    """Two to three rows each: in person and by video, one in eight in a second language, one in seven a second service."""
    city, rest = "(SELECT {} FROM bench_city WHERE k = i * 7907 % 401)", f"'{at - timedelta(days=90)}'"
    latitude = f"CAST(CASE WHEN {city.format('lat')} > 89 THEN 90 - abs({_scattered(7919, '0.1')}) ELSE {city.format('lat')} + "
    latitude += f"{_scattered(7919, '0.6')} END AS double precision)"
    longitude = f"CAST({city.format('lon')} + {_scattered(104729, '0.8')} AS double precision)"
    longitude = f"(CASE WHEN {longitude} >= 180 THEN {longitude} - 360 WHEN {longitude} < -180 THEN {longitude} + 360 ELSE {longitude} END)"
    columns = {
        "participation_id": f"{base} + i", "panel": "''", "jurisdiction": city.format("state"), "practitioner_in": city.format("state"),
        "place": "'Somewhere'", "latitude": latitude, "longitude": longitude,
        "band": f"CAST(floor(({latitude} + 90) * {PER_DEGREE}) AS integer)",
        "strip": f"CAST(floor(({longitude} + 180) * {PER_DEGREE}) AS integer) % {STRIPS}", "clear_from": rest,
        "clear_until": f"CASE WHEN i % 40 = 3 THEN {{instant}}'{at.replace(tzinfo=None)}' END",
        "taking": "CASE WHEN i % 11 = 5 THEN {false} ELSE {true} END",
        "room": "i / 7 % 5", "load": "i / 3 % 5", "gender": "CASE WHEN i % 100 = 1 THEN 'other' WHEN i % 3 = 0 THEN 'man' ELSE 'woman' END",
        "hours": "CASE WHEN i % 23 = 2 THEN ',weekend,' WHEN i % 2 = 0 THEN ',evening,morning,' ELSE ',morning,' END",
        "age_bands": "CASE WHEN i % 9 = 4 THEN ',adult,child,' ELSE ',adult,' END",
        "next_opening": "CASE WHEN i % 4 = 1 THEN NULL ELSE day END",
        "confirmed_on": f"CASE WHEN i % 6 = 1 THEN {{date}}'{on - timedelta(days=60)}' ELSE {{date}}'{on}' END", **common,
    }
    second = f"CASE WHEN i % 4999 = 13 THEN '{RAREST}' WHEN i % 16 = 5 THEN 'ar' ELSE 'es' END"
    service = "CASE WHEN i % 10 = 0 THEN 'couples' ELSE 'counseling' END"
    for mode, language, what, where in (
        ("in_person", "'en'", service, "1 = 1"), ("video", "'en'", service, "i % 5 > 0"), ("phone", "'en'", service, "i % 5 = 0"),
        ("in_person", second, service, "i % 8 = 5"), ("video", second, service, "i % 8 = 5"),
        ("in_person", "'en'", "'legal'", "i % 7 = 2"),
    ):
        fill(Match, where, mode=f"'{mode}'", language=language, service=what, **columns)


def stand(organization, keys, *, at) -> None:
    """Whoever may be on a list is in good standing, everywhere and for everything."""
    common = {"organization": organization, "recorded_at": at - timedelta(days=100), "first": date(2020, 1, 1), "zone": "America/Chicago"}
    basis = [{"key": "license", "first": "2020-01-01", "last": None, "zone": "America/Chicago"}]
    for kind, told in (
        (Acceptance, {"kind": "referral"}), (Acceptance, {"kind": "payment"}),
        (Grant, {"requires": ["authority", "insurance"], "decision": "B-1", "decided_at": at - timedelta(days=100)}),
        (Cover, {"kind": "authority", "bases": basis}), (Cover, {"kind": "insurance", "bases": basis}),
    ):
        kind.objects.bulk_create(kind(participation_id=key, **common, **told) for key in keys)
