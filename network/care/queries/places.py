"""Where a typed place is: a postcode, or the middle of a town."""

from network.care.models import Place
from network.care.place_names import city_key, postcode_keys


def locate(text: str, country: str) -> Place | None:
    """The place a reader means by a postcode or a town of the country ("60614", "9712 AB", "Springfield, IL"); None when unknown.

    Of several towns of one name the largest counts, unless a code of the region stands behind a comma.
    """
    rows = Place.objects.filter(country=country)
    for key in postcode_keys(text, country):
        if found := rows.filter(kind=Place.Kind.POSTCODE, key=key).first():
            return found
    name, _comma, region = text.partition(",")
    towns = rows.filter(kind=Place.Kind.CITY, key=city_key(name))
    if region.strip():
        towns = towns.filter(jurisdiction=f"{country}-{region.strip().upper()}")
    return towns.order_by("-size", "pk").first() if city_key(name) else None


def jurisdiction_of(place: Place) -> str:
    """The code of the jurisdiction a place lies in; its country where nothing finer is known."""
    return place.jurisdiction_id or place.country


def label_of(place: Place) -> str:
    """A place in words that lead back to it: its postcode, or the region that tells towns of one name apart."""
    if place.kind == Place.Kind.POSTCODE:
        return f"{place.name} ({place.key})"
    region = (place.jurisdiction_id or "").partition("-")[2]
    return f"{place.name}, {region}" if region else place.name
