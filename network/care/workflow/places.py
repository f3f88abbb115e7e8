"""Loading postcodes and cities: a file replaces what was known of its countries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import attrgetter, or_

from django.db import transaction
from django.db.models import Q

from network.care.models import Place
from network.care.place_files import PlaceRow
from network.care.place_names import city_key, postcode_key
from network.events import record
from network.models import Jurisdiction

POSTCODE, CITY = Place.Kind.POSTCODE, Place.Kind.CITY
SAID = ("country", "kind", "key", "name", "jurisdiction_id", "latitude", "longitude", "size", "source")


def load_places(rows: Iterable[PlaceRow], *, source: str, actor, at) -> dict[str, int]:
    """Replace the postcodes, or the cities, of every country the rows name; how many of each came.

    The middle of a town's postcodes stands for a town that no file of cities names: its size is 0, so a city comes first.
    The same once more changes nothing, and nothing is recorded.
    """
    rows = list(rows)
    known = set(Jurisdiction.objects.values_list("code", flat=True))
    postcodes = [_place(row, POSTCODE, postcode_key(row.postcode), known, source) for row in rows if row.postcode]
    cities = [_place(row, CITY, city_key(row.name), known, source) for row in rows if not row.postcode]
    towns = _towns([row for row in rows if row.postcode], known, source)
    fresh = _once(postcodes) + towns + cities
    with transaction.atomic():
        before = _replaced_by(fresh)
        if Counter(before.values_list(*SAID)) != Counter(map(attrgetter(*SAID), fresh)):
            before.delete()
            Place.objects.bulk_create(fresh, batch_size=2000)
            counted = {"postcodes": sum(place.kind == POSTCODE for place in fresh), "countries": sorted({p.country for p in fresh})}
            newest = Place.objects.order_by("-pk").first()
            record(newest, "places.loaded", actor=actor, at=at, after={**counted, "places": len(fresh), "source": source})
    return {"postcodes": sum(p.kind == POSTCODE for p in fresh), "cities": sum(p.kind == CITY for p in fresh)}


def _replaced_by(fresh: list[Place]):
    """What is known of the same countries: their postcodes, the towns these stand for, their cities, each by its own kind alone."""
    countries = defaultdict(set)
    for place in fresh:
        countries[place.kind, place.size > 0].add(place.country)
    parts = [
        Q(kind=kind, size__gt=0, country__in=found) if sized else Q(kind=kind, size=0, country__in=found)
        for (kind, sized), found in countries.items()
    ]
    return Place.objects.filter(reduce(or_, parts)) if parts else Place.objects.none()


def _place(row: PlaceRow, kind, key, known, source, *, middle=False) -> Place:
    region = f"{row.country}-{row.region}"
    where = region if region in known else row.country if row.country in known else None
    return Place(
        country=row.country, kind=kind, key=key[:80], name=row.name or row.postcode, jurisdiction_id=where,
        latitude=row.latitude, longitude=row.longitude, source=source[:200],
        size=max(row.size, 1) if kind == CITY and not middle else 0,
    )


def _once(places: list[Place]) -> list[Place]:
    """Of several lines for one postcode the first: the others name firms with a postcode of their own."""
    first: dict[tuple[str, str], Place] = {}
    for place in places:
        first.setdefault((place.country, place.key), place)
    return list(first.values())


def _towns(rows: list[PlaceRow], known, source) -> list[Place]:
    """The middle of each town's postcodes."""
    towns = defaultdict(list)
    for row in rows:
        towns[row.country, row.region, row.name].append(row)
    found = []
    for (country, region, name), parts in towns.items():
        latitude = sum(row.latitude for row in parts) / len(parts)
        longitude = sum(row.longitude for row in parts) / len(parts)
        middle = PlaceRow(country, "", name, region, latitude, longitude)
        found.append(_place(middle, CITY, city_key(name), known, source, middle=True))
    return found
