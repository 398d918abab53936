"""What a map of coverage is drawn with: whose schools, which outlines, at what cost."""

import pytest
from django.test.utils import CaptureQueriesContext

from tests.factories import CommuneFactory, SchoolFactory

pytestmark = pytest.mark.django_db
SQUARE = {"type": "Polygon", "coordinates": [[[3, 50], [4, 50], [4, 51], [3, 50]]]}
OUTLINED = {"outline": SQUARE, "arrondissement_code": "596"}


def drawn(client):
    answer = client.get("/api/v1/coverage/map/")
    assert answer.status_code == 200, answer.json()
    return answer.json()


@pytest.fixture
def communes(school):
    """The one of everybody's school, one beside it, one far away, one without an outline."""
    commune = school.commune
    commune.outline, commune.arrondissement_code = SQUARE, "596"
    commune.save()
    beside = CommuneFactory(insee_code="59014", name="Anzin", **OUTLINED)
    CommuneFactory(insee_code="62041", **OUTLINED | {"arrondissement_code": "621"})
    CommuneFactory(insee_code="59001", arrondissement_code="596", outline=None)
    return commune, beside


def test_a_teacher_sees_the_own_school_among_the_communes_around(client_of, teacher, communes):
    SchoolFactory(commune=communes[1])

    told = drawn(client_of(teacher))

    (school,) = told["schools"]
    assert school["commune"] == communes[0].pk
    assert {one["insee_code"] for one in told["communes"]} == {one.pk for one in communes}
    assert told["communes"][0]["outline"] == SQUARE
    assert told["tiles"] is None


def test_schools_without_a_point_are_there_and_closed_ones_are_not(
    client_of, coordinator, communes
):
    SchoolFactory(commune=communes[1], latitude=None, longitude=None, name="Sans point")
    SchoolFactory(commune=communes[1], status="CLOSED", closed_on="2026-08-31", name="Fermée")

    points = {one["name"]: one["latitude"] for one in drawn(client_of(coordinator))["schools"]}

    assert points["Sans point"] is None
    assert "Fermée" not in points


def test_pictures_of_another_site_are_named_with_their_source(
    client_of, coordinator, communes, settings
):
    settings.MAP_TILES, settings.MAP_TILES_SOURCE = "https://a.example/{z}/{x}/{y}.png", "© A"

    tiles = drawn(client_of(coordinator))["tiles"]

    assert tiles == {"address": "https://a.example/{z}/{x}/{y}.png", "source": "© A"}


def test_any_number_of_schools_costs_the_same(client_of, coordinator, communes, the_connection):
    client = client_of(coordinator)

    def cost():
        with CaptureQueriesContext(the_connection) as asked:
            drawn(client)
        return len(asked)

    cost()
    few = cost()
    for place in range(5):
        SchoolFactory(commune=CommuneFactory(insee_code=f"5960{place}", **OUTLINED))
    assert cost() == few
