"""Reads files of postcodes and cities as GeoNames publishes them (tab-separated, without a head), or with a head of ours.

A head names the columns: `country, postcode, place, region_code, lat, lon` for postcodes, `name, country, admin1, lat, lon,
population` for cities. A file is taken whole or not at all.
"""

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

POSTCODES = ("country", "postcode", "place", "region", "region_code", "", "", "", "", "lat", "lon", "")
CITIES = ("", "name", "", "", "lat", "lon", "", "", "country", "", "admin1", "", "", "", "population", "", "", "", "")
LARGEST = 200_000_000


class BadFile(ValueError):
    """A file of places that cannot be taken; the message names the line."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line. `postcode` is empty for a city; `region` is the code of its first-level division."""

    country: str
    postcode: str
    name: str
    region: str
    latitude: float
    longitude: float
    size: int = 0


def read(path: Path) -> list[PlaceRow]:
    """Every line of a file, plain or gzipped. Raises BadFile."""
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            content = file.read(LARGEST + 1)
        text = content.decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadFile(f"{path.name} cannot be read: {error}") from error
    if len(content) > LARGEST:
        raise BadFile(f"{path.name} is larger than {LARGEST} bytes.")
    found = [_row(path.name, number, line) for number, line in _lines(path.name, text)]
    if not found:
        raise BadFile(f"{path.name} holds no line.")
    return found


def _lines(name: str, text: str) -> Iterator[tuple[int, dict]]:
    first = text.partition("\n")[0]
    if "\t" not in first:
        if not {"country", "lat", "lon"} <= set(first.strip().split(",")):
            raise BadFile(f"{name}: the first line names no country, lat and lon.")
        yield from enumerate(csv.DictReader(io.StringIO(text)), 2)
        return
    width = len(first.split("\t"))
    heads = {len(POSTCODES): POSTCODES, len(CITIES): CITIES}.get(width)
    if heads is None:
        raise BadFile(f"{name} has {width} columns; GeoNames has {len(POSTCODES)} for postcodes and {len(CITIES)} for cities.")
    for number, line in enumerate(text.splitlines(), 1):
        yield number, dict(zip(heads, line.split("\t"), strict=False))


def _row(name: str, number: int, line: dict) -> PlaceRow:
    try:
        row = PlaceRow(
            country=line["country"].strip().upper(), postcode=(line.get("postcode") or "").strip(),
            name=(line.get("place") or line.get("name") or "").partition(" (")[0].strip()[:120],  # without what else lies there
            region=(line.get("region_code") or line.get("admin1") or "").strip().upper(),
            latitude=float(line["lat"]), longitude=float(line["lon"]), size=int(line.get("population") or 0),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadFile(f"{name}, line {number}: {error!r}") from error
    if len(row.country) != 2 or not (row.name or row.postcode):
        raise BadFile(f"{name}, line {number}: no country or no name.")
    if not (-90 <= row.latitude <= 90 and -180 <= row.longitude <= 180):
        raise BadFile(f"{name}, line {number}: {row.latitude}, {row.longitude} is not on the globe.")
    return row
