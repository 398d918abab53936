"""How long it takes from one place to another, by a rule that can be checked by hand."""

from dataclasses import dataclass
from datetime import timedelta
from math import asin, ceil, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)

Point = tuple[float, float]
"""Latitude and longitude in WGS84, in degrees."""


@dataclass(frozen=True)
class Place:
    """``key`` tells places apart, also at one point; nobody may know where a place is."""

    key: str
    point: Point | None = None


@dataclass(frozen=True)
class TravelRule:
    """Great-circle distance, lengthened by ``detour``, at ``speed_kmh``, plus a margin."""

    detour: float
    speed_kmh: float
    margin: timedelta

    def between(self, one: Place, other: Place) -> timedelta:
        """Give the time to allow, in whole minutes; none within one place.

        A place without a known point takes no time but the margin.
        """
        if one.key == other.key:
            return timedelta()
        if one.point is None or other.point is None:
            return self.margin
        hours = distance_km(one.point, other.point) * self.detour / self.speed_kmh
        return timedelta(minutes=ceil(hours * 60)) + self.margin


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
