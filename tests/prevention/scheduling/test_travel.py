from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevention.scheduling.load import place_of
from prevention.scheduling.travel import Place, TravelRule, distance_km
from tests.factories import CommuneFactory, SchoolFactory

VALENCIENNES = Place("0590221V", (50.3574, 3.5235))
DENAIN = Place("0590060V", (50.3290, 3.3950))
RULE = TravelRule(detour=1.3, speed_kmh=40, margin=timedelta(minutes=10))

points = st.tuples(st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False))
places = st.builds(Place, st.sampled_from("abc"), st.none() | points)


def test_a_distance_that_maps_agree_on():
    paris, lille = (48.8566, 2.3522), (50.6292, 3.0573)

    assert distance_km(paris, lille) == pytest.approx(204, abs=1)


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


@given(points, points)
def test_nothing_is_farther_than_the_other_side_of_the_earth(one, other):
    assert 0 <= distance_km(one, other) <= 20_016


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("school", "commune", "expected"),
    [
        ((50.1, 3.1), (50.2, 3.2), (50.1, 3.1)),
        ((None, None), (50.2, 3.2), (50.2, 3.2)),
        ((0.0, 0.0), (50.2, 3.2), (0.0, 0.0)),
    ],
    ids=["its own point", "its commune's centre", "off Africa"],
)
def test_a_school_stands_at_its_point_or_in_the_middle_of_its_commune(school, commune, expected):
    here = SchoolFactory(
        latitude=school[0],
        longitude=school[1],
        commune=CommuneFactory(latitude=commune[0], longitude=commune[1]),
    )

    assert place_of(here).point == expected


@pytest.mark.django_db
def test_a_school_without_any_point_is_a_place_nobody_knows():
    commune = CommuneFactory(latitude=None, longitude=None)
    school = SchoolFactory(latitude=None, longitude=None, commune=commune)

    assert place_of(school) == Place(school.uai)
