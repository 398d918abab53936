"""How long it takes from one place to another, by a rule that can be checked by hand."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from prevention.schools.distances import Place, Point, distance_km


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
        hours = self._road(one.point, other.point) / self.speed_kmh
        return timedelta(minutes=ceil(hours * 60)) + self.margin

    def km(self, one: Place, other: Place) -> float | None:
        """Give the way by road, about, to a tenth; None when a place is not known."""
        if one.point is None or other.point is None:
            return None
        return round(self._road(one.point, other.point), 1)

    def _road(self, one: Point, other: Point) -> float:
        return distance_km(one, other) * self.detour
