import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from library.covers import draw_cover, take_cover
from library.models import Material
from tests.factories import MaterialFactory, UserFactory

pytestmark = pytest.mark.django_db

FORM = {
    "title": "Le consentement expliqué",
    "kind": "VIDEO",
    "audience": "PUPIL",
    "levels": ["4E", "3E"],
    "description": "",
    "publisher": "",
    "url": "",
    "licence": "CC_BY",
    "language": "fr",
    "adult_advice": "",
}


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(administrator=True))
    return client


def photograph():
    target = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(target, "PNG")
    return target.getvalue()


def test_a_material_without_an_image_gets_a_drawn_cover(administrator):
    administrator.post(reverse("admin:library_material_add"), FORM)

    material = Material.objects.get()
    with material.cover.open() as stored:
        assert stored.read() == draw_cover(material)


def test_an_image_given_in_the_form_becomes_the_cover(administrator):
    upload = SimpleUploadedFile("photo.exe", photograph())

    administrator.post(reverse("admin:library_material_add"), {**FORM, "upload": upload})

    with Material.objects.get().cover.open() as stored, Image.open(stored) as cover:
        assert (cover.format, cover.size) == ("WEBP", (60, 20))


def test_a_corrected_material_keeps_its_cover(administrator):
    material = MaterialFactory()
    take_cover(material, photograph())
    kept = material.cover.name

    administrator.post(
        reverse("admin:library_material_change", args=[material.pk]), {**FORM, "title": "Autre"}
    )

    material.refresh_from_db()
    assert (material.title, material.cover.name) == ("Autre", kept)


def test_a_file_that_is_no_image_is_refused_in_the_form(administrator):
    upload = SimpleUploadedFile("cover.png", b"<script>", content_type="image/png")

    answer = administrator.post(reverse("admin:library_material_add"), {**FORM, "upload": upload})

    form = answer.context["adminform"].form
    assert [error.code for error in form.errors.as_data()["upload"]] == ["cover_unreadable"]
    assert not Material.objects.exists()


def test_covers_of_chosen_materials_are_drawn(administrator):
    material = MaterialFactory()

    administrator.post(
        reverse("admin:library_material_changelist"),
        {"action": "draw_covers", "_selected_action": [material.pk]},
    )

    material.refresh_from_db()
    assert material.cover
