"""Every ZIP of the United States, from the installed package `zipcodes`: no file, no network."""

from importlib.metadata import version

import zipcodes

from network.care.place_files import PlaceRow

PACKAGE = "zipcodes"
# post of the armed forces lies nowhere in the country, and three states of their own are served by its post
ABROAD = frozenset({"AA", "AE", "AP", "FM", "MH", "PW"})


def source() -> str:
    """The package and its version, as the source of every place that comes from it."""
    return f"{PACKAGE} {version(PACKAGE)} (MIT)"


def american() -> list[PlaceRow]:
    """Every ZIP in use that lies somewhere: the package says 0, 0 of those that do not (parcels returned, post of a firm)."""
    rows = (row for row in zipcodes.list_all() if row["active"] and row["state"] not in ABROAD)
    found = (PlaceRow("US", row["zip_code"], row["city"], row["state"], float(row["lat"]), float(row["long"])) for row in rows)
    return [row for row in found if row.latitude or row.longitude]
