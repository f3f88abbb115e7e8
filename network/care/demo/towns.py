"""A small set of towns, with coordinates rounded to a tenth of a degree; real ones are loaded by `manage.py places`."""

from network.care.place_files import PlaceRow

AMERICAN = (
    ("60601", "Chicago", "IL", 41.9, -87.6), ("60614", "Chicago", "IL", 41.9, -87.7), ("60201", "Evanston", "IL", 42.0, -87.7),
    ("60302", "Oak Park", "IL", 41.9, -87.8), ("60540", "Naperville", "IL", 41.8, -88.2), ("61101", "Rockford", "IL", 42.3, -89.1),
    ("61602", "Peoria", "IL", 40.7, -89.6), ("62701", "Springfield", "IL", 39.8, -89.6), ("43215", "Columbus", "OH", 40.0, -83.0),
    ("44113", "Cleveland", "OH", 41.5, -81.7), ("80202", "Denver", "CO", 39.8, -105.0), ("46204", "Indianapolis", "IN", 39.8, -86.2),
)
DUTCH = (
    ("9711", "Groningen", 53.2, 6.6), ("9751", "Haren", 53.2, 6.6), ("8911", "Leeuwarden", 53.2, 5.8), ("9401", "Assen", 53.0, 6.6),
    ("8011", "Zwolle", 52.5, 6.1), ("3511", "Utrecht", 52.1, 5.1), ("1012", "Amsterdam", 52.4, 4.9),
)
SOURCE = "approximate coordinates, for the demo alone"


def rows() -> list[PlaceRow]:
    """Every town of the demo."""
    american = [PlaceRow("US", code, name, state, lat, lon) for code, name, state, lat, lon in AMERICAN]
    return american + [PlaceRow("NL", code, name, "", lat, lon) for code, name, lat, lon in DUTCH]
