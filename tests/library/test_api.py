import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from library.covers import make_cover
from tests.factories import MaterialFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    client = APIClient()
    client.force_authenticate(RoleFactory().user)
    return client


def test_a_material_is_listed_with_the_address_of_its_cover(teacher):
    material = MaterialFactory()
    make_cover(material)

    listed = teacher.get(reverse("api:material-list"), headers={"Accept-Language": "en"}).json()

    assert listed["results"] == [
        {
            "public_id": str(material.public_id),
            "title": "Égalité filles-garçons : en parler en classe",
            "kind": "LESSON_PLAN",
            "kind_label": "lesson plan",
            "audience": "TEACHER",
            "audience_label": "teachers",
            "levels": ["6E", "5E"],
            "warnings": [],
            "duration_minutes": None,
            "url": "https://ressources.exemple.test/egalite",
            "cover_url": f"http://testserver{material.cover_path()}",
            "description": material.description,
            "publisher": "Ville de Valenciennes",
            "state": "published",
            "state_label": "published",
            "review_due_on": "2028-09-01",
            "link_failures": 0,
            "has_file": False,
            "updated_at": listed["results"][0]["updated_at"],
        }
    ]


def test_a_material_is_read_in_full(teacher):
    material = MaterialFactory(description="Une séquence.", publisher="Ville de Valenciennes")

    read = teacher.get(reverse("api:material-detail", args=[material.public_id])).json()

    assert (read["description"], read["publisher"], read["cover_url"]) == (
        "Une séquence.",
        "Ville de Valenciennes",
        None,
    )


def test_a_material_that_is_not_published_is_unknown(teacher):
    material = MaterialFactory(draft=True)

    assert teacher.get(reverse("api:material-list")).json()["results"] == []
    assert teacher.get(reverse("api:material-detail", args=[material.public_id])).status_code == 404
    assert teacher.get("/api/v1/materials/no-uuid/").status_code == 404


def test_materials_are_for_those_who_have_a_role(teacher):
    MaterialFactory()
    stranger = APIClient()
    stranger.force_authenticate(UserFactory())

    assert stranger.get(reverse("api:material-list")).status_code == 403
    assert APIClient().get(reverse("api:material-list")).status_code == 401


def test_materials_are_found_by_kind(teacher):
    MaterialFactory(kind="GAME")

    found = teacher.get(reverse("api:material-list"), {"kind": "VIDEO"}).json()

    assert found["results"] == []


def test_the_list_costs_the_same_for_many_materials(teacher, django_assert_num_queries):
    MaterialFactory.create_batch(7)

    with django_assert_num_queries(2):  # the reader's roles, the materials
        teacher.get(reverse("api:material-list"))
