import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevention.schools.distances import Place, distance_km, place_of
from tests.factories import CommuneFactory, SchoolFactory

points = st.tuples(st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False))


def test_a_distance_that_maps_agree_on():
    paris, lille = (48.8566, 2.3522), (50.6292, 3.0573)

    assert distance_km(paris, lille) == pytest.approx(204, abs=1)


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
