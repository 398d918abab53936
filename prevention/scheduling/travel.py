"""How long it takes from one place to another, by a rule that can be checked by hand."""

from dataclasses import dataclass
from datetime import timedelta
from math import asin, ceil, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)


@dataclass(frozen=True)
class Place:
    """A point in WGS84, in degrees; ``key`` tells places at one point apart, or not."""

    key: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class TravelRule:
    """Great-circle distance, lengthened by ``detour``, at ``speed_kmh``, plus a margin."""

    detour: float
    speed_kmh: float
    margin: timedelta

    def between(self, one: Place | None, other: Place | None) -> timedelta:
        """Give the time to allow, in whole minutes; none within one place.

        A place nobody knows takes no time but the margin.
        """
        if one is not None and other is not None and one.key == other.key:
            return timedelta()
        if one is None or other is None:
            return self.margin
        hours = distance_km(one, other) * self.detour / self.speed_kmh
        return timedelta(minutes=ceil(hours * 60)) + self.margin


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance between two places, by the haversine formula."""
    half_latitude = radians(other.latitude - one.latitude) / 2
    half_longitude = radians(other.longitude - one.longitude) / 2
    square = (
        sin(half_latitude) ** 2
        + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(half_longitude) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(square)))
