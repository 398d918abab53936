"""How far one place is from another, as the crow flies."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from prevention.schools.models import Commune, School

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)

Point = tuple[float, float]
"""Latitude and longitude in WGS84, in degrees."""


@dataclass(frozen=True)
class Place:
    """``key`` tells places apart, also at one point; nobody may know where a place is."""

    key: str
    point: Point | None = None


def place_of(where: School | Commune) -> Place:
    """A commune or a school, which stands in its commune where the file has no point of it."""
    for found in (where, where.commune) if isinstance(where, School) else (where,):
        if found.latitude is not None and found.longitude is not None:
            return Place(str(where.pk), (found.latitude, found.longitude))
    return Place(str(where.pk))


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance between two points, by the haversine formula."""
    (latitude, longitude), (other_latitude, other_longitude) = one, other
    half_latitude = radians(other_latitude - latitude) / 2
    half_longitude = radians(other_longitude - longitude) / 2
    square = (
        sin(half_latitude) ** 2
        + cos(radians(latitude)) * cos(radians(other_latitude)) * sin(half_longitude) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(square)))
