import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from library.models import Collection, CollectionEntry, Material
from tests.factories import CollectionFactory, MaterialFactory, RoleFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/collections/"


@pytest.fixture
def collection():
    collection = CollectionFactory()
    for place, audience in enumerate(("PUPIL", "FACILITATOR"), start=1):
        material = MaterialFactory(title=f"Pour {audience}", audience=audience)
        CollectionEntry.objects.create(collection=collection, material=material, position=place)
    return collection


def sign_in(client, **role):
    client.force_login(RoleFactory(**role).user)
    return client


def exported(client, collection):
    asked = {"Accept": "application/zip"}
    answer = client.get(f"{LIST}{collection.public_id}/export/", headers=asked)
    assert answer.status_code == 200
    return answer, b"".join(answer.streaming_content)


def test_a_teacher_takes_a_collection_along_without_what_is_not_for_schools(client, collection):
    answer, content = exported(sign_in(client, kind="TEACHER"), collection)

    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("index.html").decode()
    assert "Pour PUPIL" in page
    assert "Pour FACILITATOR" not in page


def test_a_coordinator_brings_it_to_another_library(client, collection):
    sign_in(client, kind="COORDINATOR", everywhere=True)
    _answer, content = exported(client, collection)
    Collection.objects.all().delete()
    Material.objects.all().delete()

    answer = client.post(f"{LIST}import/", {"file": SimpleUploadedFile("x.zip", content)})

    assert answer.status_code == 200
    told = answer.json()
    assert (told["read"], told["new"], told["refused"]) == (2, 2, [])
    assert told["collection"] == str(collection.public_id)
    assert told["sentences"]
    assert {one.state for one in Material.objects.all()} == {"draft"}


def test_what_is_no_such_zip_is_refused_in_words(client):
    sign_in(client, kind="COORDINATOR", everywhere=True)

    answer = client.post(f"{LIST}import/", {"file": SimpleUploadedFile("x.zip", b"no zip")})

    assert (answer.status_code, answer.json()["code"]) == (409, "bundle_unreadable")


def test_whoever_does_not_review_brings_nothing(client):
    sign_in(client, kind="TEACHER")

    answer = client.post(f"{LIST}import/", {"file": SimpleUploadedFile("x.zip", b"no zip")})

    assert answer.status_code == 403
