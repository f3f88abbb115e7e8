"""Places as choices of a select: countries by name, then the parts of each country under its name. No database."""

from collections.abc import Collection

from licensure.packs import Place
from vetting.words_values import place_label


def place_choices(places: Collection[Place]) -> list:
    """Countries in the order of their names, then a group of choices for every country that has parts."""
    parts: dict[str, list] = {}
    for place in places:
        parts.setdefault(place.parent, []).append((place.code, place_label(place.code)))
    whole = _by_name(parts.pop("", []))
    return [*whole, *sorted((place_label(country), _by_name(own)) for country, own in parts.items())]


def place_in_full(place: Place, home: str = "") -> str:
    """A part with its country before it, unless that is the reader's own: "Canada · Ontario"; a country alone."""
    if place.parent in ("", home):
        return place_label(place.code)
    return f"{place_label(place.parent)} · {place_label(place.code)}"


def _by_name(pairs) -> list:
    return sorted(pairs, key=lambda pair: pair[1])
