from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from prevention.models import ClassGroup, Holiday, PublicHoliday, School
from prevention.schools.admin_imports import LARGEST_UPLOAD
from prevention.schools.imports.kinds import KINDS
from prevention.schools.imports.uploads import FOLDER, KEPT, keep_upload
from prevention.vocabulary import RoleKind
from tests.factories import OrganisationFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGE = "/admin/imports/"
SHIPPED = Path("prevention/data")
ANNUAIRE = "annuaire-valenciennois.csv"
FILES = {
    "schools": ANNUAIRE,
    "communes": "communes-valenciennes.csv",
    "priority": "rep-nord-59.csv",
    "headcounts": "effectifs-ecoles-nord-59.csv",
    "places": "../../tests/data/geolocalisation-colleges-nord-59.csv",
    "classes": "SYNTHETIQUE-classes-valenciennois.csv",
    "calendar": "calendrier-scolaire.csv",
    "public_holidays": "jours-feries-metropole.csv",
}


@pytest.fixture(autouse=True)
def empty_store():
    yield
    for name in kept():
        default_storage.delete(f"{FOLDER}/{name}")


@pytest.fixture
def administration(client):
    client.force_login(UserFactory(administrator=True))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def upload(client, kind, content, **options):
    file = SimpleUploadedFile("file.csv", content)
    return client.post(PAGE, {"kind": kind, "file": file, "school_year": 2026, **options})


def kept():
    return default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []


def test_a_preview_tells_what_would_be_done_and_writes_nothing(administration):
    page = upload(administration, "schools", (SHIPPED / ANNUAIRE).read_bytes())

    assert page.context["report"].new == 271
    assert "Nothing is written yet." in page.content.decode()
    assert not School.objects.exists()


def test_the_previewed_file_is_imported_with_the_same_report(administration):
    preview = upload(administration, "schools", (SHIPPED / ANNUAIRE).read_bytes()).context

    page = administration.post(PAGE, {"preview": preview["preview"]})

    assert page.context["report"] == preview["report"]
    assert "Imported: schools" in page.content.decode()
    assert School.objects.count() == 271
    assert kept() == []


def test_a_preview_is_imported_once(administration):
    preview = upload(administration, "schools", (SHIPPED / ANNUAIRE).read_bytes()).context
    administration.post(PAGE, {"preview": preview["preview"]})

    page = administration.post(PAGE, {"preview": preview["preview"]})

    assert "This preview is no longer there" in page.content.decode()


def test_every_kind_of_file_can_be_imported(administration):
    assert FILES.keys() == KINDS.keys()
    for kind, name in FILES.items():
        preview = upload(administration, kind, (SHIPPED / name).read_bytes()).context
        administration.post(PAGE, {"preview": preview["preview"]})

    assert School.objects.filter(pupils__gt=0).exists()
    assert ClassGroup.objects.filter(school_year=2026).count() == 2886
    assert Holiday.objects.exists()
    assert PublicHoliday.objects.exists()


def test_an_unusable_file_is_said_beside_its_field_and_not_kept(administration):
    page = upload(administration, "schools", b"PK\x03\x04\0\0")

    assert page.context["form"].errors == {
        "file": ["This file cannot be used: it is not text, but a program's own file."]
    }
    assert kept() == []


def test_a_file_too_large_for_a_page_goes_to_the_commands(administration):
    page = upload(administration, "schools", b"x" * (LARGEST_UPLOAD + 1))

    assert page.context["form"].has_error("file", "too_large")


def test_the_preview_of_somebody_else_is_refused(administration, client):
    preview = upload(administration, "schools", (SHIPPED / ANNUAIRE).read_bytes()).context
    client.force_login(UserFactory(administrator=True))

    assert client.post(PAGE, {"preview": preview["preview"]}).status_code == 403
    assert not School.objects.exists()


def test_a_forged_preview_is_refused(administration):
    page = administration.post(PAGE, {"preview": "imports/anything:forged"})

    assert "This preview is no longer there" in page.content.decode()


def test_previews_that_nobody_followed_up_are_removed():
    keep_upload(SimpleUploadedFile("file.csv", b"x"), now=timezone.now())

    later = keep_upload(SimpleUploadedFile("file.csv", b"y"), now=timezone.now() + 2 * KEPT)

    assert [f"{FOLDER}/{name}" for name in kept()] == [later]


@pytest.mark.parametrize("kind", RoleKind)
@pytest.mark.parametrize("is_staff", [True, False])
def test_only_staff_who_coordinate_import(client, kind, is_staff):
    reach = {
        "COORDINATOR": {"everywhere": True},
        "FUNDER": {"everywhere": True},
        "FACILITATOR": {"organisation": OrganisationFactory()},
    }
    user = UserFactory(is_staff=is_staff)
    role = RoleFactory(kind=kind, user=user, **reach.get(kind, {}))
    client.force_login(role.user)

    status = client.get(PAGE).status_code

    # Others are sent to the administration's own door.
    wanted = 200 if kind == "COORDINATOR" else 403
    assert status == (wanted if is_staff else 302)


def test_the_administration_leads_there(administration):
    assert f'href="{PAGE}"' in administration.get("/admin/").content.decode()
