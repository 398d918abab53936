"""How far those who give an offer come from."""

from collections import defaultdict

from django.db.models import Case, FloatField, QuerySet, Value, When, prefetch_related_objects
from django.db.models.functions import Coalesce

from prevention.offers.fitting import FACILITATORS
from prevention.offers.models import Offer
from prevention.schools.distances import EARTH_RADIUS_KM, Place, distance_km, place_of

UNKNOWN_IS_FARTHER = 4 * EARTH_RADIUS_KM  # than any place on Earth from another


def with_distance(offers: QuerySet[Offer], here: Place | None) -> QuerySet[Offer]:
    """Annotate ``distance_km`` and ``farness``; reads all the offers, in a few queries.

    The first is the great circle from ``here`` to the centre of the commune that the nearest
    of the offer's facilitators sets out from, to 100 m; null when either is not known. The
    second orders by it, and is never null: what is not known comes last.
    """
    read = list(offers.prefetch_related(None))
    prefetch_related_objects(read, FACILITATORS)
    at: dict[float, list[int]] = defaultdict(list)
    for offer in read:
        distance = _distance(offer, here)
        if distance is not None:
            at[distance].append(offer.pk)
    # The formula stands once, in Python; the database is told what it gave.
    known = (When(pk__in=pks, then=Value(distance)) for distance, pks in at.items())
    distances = Case(*known, default=None, output_field=FloatField())
    return offers.annotate(
        distance_km=distances, farness=Coalesce("distance_km", Value(UNKNOWN_IS_FARTHER))
    )


def _distance(offer: Offer, here: Place | None) -> float | None:
    able = (one for one in offer.facilitators.all() if one.may_give(offer))
    if here is None or here.point is None:
        return None
    bases = [place_of(one.base).point for one in able if one.base]
    found = [round(distance_km(base, here.point), 1) for base in bases if base]
    return min(found, default=None)
