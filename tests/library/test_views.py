import pytest
from django.urls import reverse

from library.covers import draw_cover, make_cover
from tests.factories import MaterialFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def material():
    material = MaterialFactory()
    make_cover(material)
    return material


def test_a_cover_can_only_be_shown_as_an_image(client, material):
    answer = client.get(material.cover_path())

    assert answer.content == draw_cover(material)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not answer.cookies


def test_the_address_of_this_very_image_may_be_kept_for_ever(client, material):
    bare = client.get(reverse("material-cover", args=[material.public_id]))

    assert client.get(material.cover_path())["Cache-Control"].endswith("immutable")
    assert bare["Cache-Control"] == "public, max-age=300"


def test_a_cover_already_held_is_not_sent_again(client, material):
    held = client.get(material.cover_path())

    again = client.get(material.cover_path(), headers={"If-None-Match": held["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_another_cover_is_another_address(client, material):
    before = material.cover_path()

    material.title = "Autre titre"
    make_cover(material)

    assert material.cover_path() != before


def test_a_material_unpublished_or_without_cover_shows_none(client, material):
    bare = MaterialFactory()
    material.state, material.withdrawn_reason = "withdrawn", "ERROR"
    material.save()

    for hidden in (bare, material):
        address = reverse("material-cover", args=[hidden.public_id])
        assert client.get(address).status_code == 404


def test_a_cover_is_only_read(client, material):
    assert client.post(material.cover_path()).status_code == 405
