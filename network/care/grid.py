"""Where on the globe: distances, and the cells a circle lies in. Pure.

A cell is a band of latitude and a strip of longitude, each a sixteenth of a degree. A search asks only for the cells a circle
touches; near a pole that is every strip, and across the antimeridian the strips wrap around.
"""

from math import asin, ceil, cos, degrees, floor, radians, sin, sqrt

EARTH_KM = 6371.0088
PER_DEGREE = 16
STRIPS = 360 * PER_DEGREE
KM_PER_DEGREE = EARTH_KM * radians(1)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance of two points (latitude, longitude in degrees), in kilometers."""
    (lat, lon), (far_lat, far_lon) = one, other
    half = sin(radians(far_lat - lat) / 2) ** 2
    half += cos(radians(lat)) * cos(radians(far_lat)) * sin(radians(far_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def cell(latitude: float, longitude: float) -> tuple[int, int]:
    """The band and the strip a point lies in."""
    return floor((latitude + 90) * PER_DEGREE), floor((longitude + 180) * PER_DEGREE) % STRIPS


def reach(latitude: float, km: float) -> float:
    """How many degrees of longitude a circle around a point of this latitude reaches to the east and to the west; 180 is all around."""
    far = km / KM_PER_DEGREE
    if abs(latitude) + far >= 89.0:
        return 180.0
    # the circle's easternmost point lies nearer the pole than its center: asin(sin r / cos latitude)
    wide = sin(radians(far)) / cos(radians(latitude))
    return 180.0 if wide >= 1 else degrees(asin(wide)) + 1e-9


def around(point: tuple[float, float], km: float) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]]:
    """The bands and the ranges of strips (each both ends included) that hold every point within `km`."""
    latitude, longitude = point
    far = km / KM_PER_DEGREE
    bands = cell(max(latitude - far, -90), 0)[0], cell(min(latitude + far, 90), 0)[0]
    wide = reach(latitude, km)
    if wide >= 180 - 1 / PER_DEGREE:
        return bands, ((0, STRIPS - 1),)
    first, last = floor((longitude - wide + 180) * PER_DEGREE), ceil((longitude + wide + 180) * PER_DEGREE)
    if last - first >= STRIPS:
        return bands, ((0, STRIPS - 1),)
    first, last = first % STRIPS, last % STRIPS
    return bands, ((first, last),) if first <= last else ((first, STRIPS - 1), (0, last))
