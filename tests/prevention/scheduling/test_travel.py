from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from prevention.scheduling.travel import TravelRule
from prevention.schools.distances import Place

VALENCIENNES = Place("0590221V", (50.3574, 3.5235))
DENAIN = Place("0590060V", (50.3290, 3.3950))
RULE = TravelRule(detour=1.3, speed_kmh=40, margin=timedelta(minutes=10))

points = st.tuples(st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False))
places = st.builds(Place, st.sampled_from("abc"), st.none() | points)


def test_the_way_is_the_distance_with_its_detour_and_the_margin():
    # 9.7 km as the crow flies: 12.6 km of road, 19 minutes at 40 km/h, and ten to set up.
    assert RULE.between(VALENCIENNES, DENAIN) == timedelta(minutes=29)


def test_there_is_no_way_within_one_place():
    assert RULE.between(VALENCIENNES, VALENCIENNES) == timedelta()


def test_a_place_nobody_knows_takes_the_margin_alone():
    assert RULE.between(VALENCIENNES, Place("0590005K")) == timedelta(minutes=10)


def test_within_a_place_nobody_knows_there_is_no_way_either():
    assert RULE.between(Place("0590005K"), Place("0590005K")) == timedelta()


@given(places, places)
def test_there_and_back_take_the_same(one, other):
    assert RULE.between(one, other) == RULE.between(other, one)
