"""Where on the globe: distances, and the cells a circle lies in. Pure.

A cell is a band of latitude and a strip of longitude, each a quarter of a degree. A search asks only for the cells a circle
touches; near a pole that is every strip, and across the antimeridian the strips wrap around.
"""

from math import asin, ceil, cos, floor, radians, sin, sqrt

EARTH_KM = 6371.0088
PER_DEGREE = 4
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


def around(point: tuple[float, float], km: float) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]]:
    """The bands and the ranges of strips (each both ends included) that hold every point within `km`."""
    latitude, longitude = point
    degrees = km / KM_PER_DEGREE
    bands = cell(max(latitude - degrees, -90), 0)[0], cell(min(latitude + degrees, 90), 0)[0]
    widest = min(abs(latitude) + degrees, 90.0)
    if widest >= 89.0 or degrees >= 89.0:
        return bands, ((0, STRIPS - 1),)
    # the circle's easternmost point lies nearer the pole than its center: asin(sin r / cos latitude)
    reach = sin(radians(degrees)) / cos(radians(latitude))
    wide = 180.0 if reach >= 1 else asin(reach) * 180 / 3.141592653589793 + 1e-9
    if wide >= 180 - 1 / PER_DEGREE:
        return bands, ((0, STRIPS - 1),)
    first, last = floor((longitude - wide + 180) * PER_DEGREE), ceil((longitude + wide + 180) * PER_DEGREE)
    if last - first >= STRIPS:
        return bands, ((0, STRIPS - 1),)
    first, last = first % STRIPS, last % STRIPS
    return bands, ((first, last),) if first <= last else ((first, STRIPS - 1), (0, last))
