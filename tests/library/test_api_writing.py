"""Materials, collections and services written through the API."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from library.models import Collection, HelpService, Material
from tests.factories import (
    CollectionFactory,
    HelpServiceFactory,
    MaterialFactory,
    OrganisationFactory,
    RoleFactory,
    ThemeFactory,
)
from tests.library.files.makers import image
from tests.library.kept import keep_version

pytestmark = pytest.mark.django_db

SAID = {
    "title": "Le consentement expliqué",
    "description": "Un film à discuter.",
    "kind": "VIDEO",
    "audience": "PUPIL",
    "levels": ["4E", "3E"],
    "themes": ["EVARS"],
    "axes": ["A2"],
    "licence": "CC_BY",
    "publisher": "Ville de Valenciennes",
    "accessibility": ["SUBTITLES", "LSF"],
}


@pytest.fixture
def coordinator():
    return RoleFactory(kind="COORDINATOR", everywhere=True).user


@pytest.fixture
def facilitator():
    return RoleFactory(kind="FACILITATOR", organisation=OrganisationFactory()).user


@pytest.fixture
def send(client):
    """Send JSON as somebody."""

    def as_user(user, method, path, sent=None):
        client.force_login(user)
        return client.generic(
            method,
            f"/api/v1/{path}",
            json.dumps(sent or {}),
            content_type="application/json",
            headers={"Accept-Language": "en"},
        )

    return as_user


@pytest.fixture
def written(send, facilitator):
    ThemeFactory()
    answer = send(facilitator, "POST", "materials/", SAID)
    assert answer.status_code == 201, answer.json()
    return answer.json()


def test_a_facilitator_writes_a_draft_and_hands_it_in(send, facilitator, coordinator, written):
    path = f"materials/{written['public_id']}/"
    assert (written["state"], written["allowed_actions"]) == ("draft", ["submit"])
    assert written["accessibility"][0] == {"code": "SUBTITLES", "label": "subtitles"}

    handed_in = send(facilitator, "POST", f"{path}submit/")
    assert (handed_in.json()["state"], handed_in.json()["may_change"]) == ("in_review", False)
    assert send(facilitator, "PATCH", path, {"title": "Autre"}).status_code == 404

    published = send(coordinator, "POST", f"{path}publish/")
    assert published.json()["state"] == "published"
    assert set(published.json()["allowed_actions"]) == {"publish", "withdraw"}


def test_a_reviewer_sends_back_withdraws_and_reopens(send, coordinator, facilitator, written):
    path = f"materials/{written['public_id']}/"
    send(facilitator, "POST", f"{path}submit/")

    states = [
        send(coordinator, "POST", f"{path}{act}/", sent).json()["state"]
        for act, sent in [
            ("send_back", {}),
            ("withdraw", {"reason": "RIGHTS"}),
            ("reopen", {}),
        ]
    ]

    assert states == ["draft", "withdrawn", "draft"]


def test_an_act_that_does_not_lead_from_the_state_is_refused_with_where_it_stands(
    send, coordinator
):
    material = MaterialFactory()

    answer = send(coordinator, "POST", f"materials/{material.public_id}/reopen/")

    assert (answer.status_code, answer.json()["code"]) == (409, "material_state")
    assert answer.json()["facts"]["state"] == "published"


def test_nobody_hands_in_what_somebody_else_writes(send, facilitator, written):
    other = RoleFactory(kind="FACILITATOR", organisation=OrganisationFactory()).user

    answer = send(other, "POST", f"materials/{written['public_id']}/submit/")

    assert answer.status_code == 404


def test_what_is_wrong_is_said_by_field_and_nothing_is_written(send, coordinator):
    answer = send(coordinator, "POST", "materials/", {**SAID, "warnings": ["DEATH"]})

    assert answer.status_code == 400
    assert not Material.objects.exists()


def test_the_worklist_is_made_of_filters(send, coordinator, facilitator):
    to_review = MaterialFactory(draft=True, state="in_review", title="À relire", url="")
    expiring = MaterialFactory(title="Bientôt", review_due_on="2026-12-01")
    dead = MaterialFactory(title="Lien mort", link_failures=2)

    def found(query):
        listed = send(coordinator, "GET", f"materials/?{query}").json()["results"]
        return {one["title"] for one in listed}

    assert found("state=in_review") == {to_review.title}
    assert found("dead_link=true") == {dead.title}
    assert expiring.title in found("expiring=true")
    assert found("own=true") == set()


class TestFiles:
    @pytest.fixture
    def add(self, client, coordinator):
        def post(material, file, **more):
            client.force_login(coordinator)
            path = f"/api/v1/materials/{material.public_id}/versions/"
            return client.post(path, {"file": file, **more})

        return post

    def test_a_file_becomes_the_current_version(self, add):
        material = MaterialFactory()
        file = SimpleUploadedFile("../../etc/affiche.exe", image("PNG", (800, 600)))

        answer = add(material, file, note="Première version")

        assert answer.status_code == 200, answer.json()
        shown = answer.json()
        assert (shown["file"]["media_type"], shown["file"]["width"]) == ("image/png", 800)
        assert [one["width"] for one in shown["file"]["pictures"]] == [320, 640, 800]
        (version,) = shown["versions"]
        assert (version["number"], version["is_current"], version["note"]) == (
            1,
            True,
            "Première version",
        )
        assert material.versions.get().name == "affiche.exe"

    @pytest.mark.parametrize(
        ("data", "code"),
        [(b"", "file_empty"), (b"<html>", "file_is_web_page"), (b"PK\x03\x04", "file_damaged")],
    )
    def test_a_file_that_is_not_taken_is_refused_with_a_sentence(self, add, data, code):
        answer = add(MaterialFactory(), SimpleUploadedFile("x.png", data))

        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert len(answer.json()["detail"]) > 20

    def test_what_says_that_it_is_larger_than_anything_taken_is_not_even_read(
        self, client, coordinator
    ):
        client.force_login(coordinator)
        path = f"/api/v1/materials/{MaterialFactory().public_id}/versions/"

        answer = client.generic(
            "POST",
            path,
            b"",
            content_type="multipart/form-data; boundary=x",
            CONTENT_LENGTH=str(2 * 1024**3),
        )

        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")

    def test_what_proves_to_be_too_large_is_hung_up_on(self, settings, add):
        sizes = ("image", "pdf", "audio", "video", "office")
        settings.LIBRARY_FILES = {
            **settings.LIBRARY_FILES,
            **{f"{kind}_megabytes": 0 for kind in sizes},
        }

        answer = add(MaterialFactory(), SimpleUploadedFile("x.png", image("PNG")))

        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")

    def test_json_is_no_file(self, send, coordinator):
        answer = send(coordinator, "POST", f"materials/{MaterialFactory().public_id}/versions/")

        assert answer.status_code == 415


class TestCollections:
    def test_materials_stand_in_the_order_that_is_sent_each_once(self, send, coordinator):
        first, second = MaterialFactory(title="Z"), MaterialFactory(title="A")
        entries = [
            {"material": str(first.public_id), "note": "Pour commencer"},
            {"material": str(second.public_id)},
            {"material": str(first.public_id), "note": "Encore"},
        ]
        sent = {"title": "Une progression", "levels": ["6E"], "entries": entries, "axis": "A1"}

        answer = send(coordinator, "POST", "collections/", sent)

        assert answer.status_code == 201, answer.json()
        shown = [(one["material"]["title"], one["note"]) for one in answer.json()["entries"]]
        assert shown == [("Z", "Pour commencer"), ("A", "")]

    def test_a_reader_sees_of_a_published_one_what_is_for_them(self, send):
        collection = CollectionFactory()
        CollectionFactory(title="Brouillon", published=False)
        for place, audience in enumerate(["PUPIL", "FACILITATOR"], start=1):
            material = MaterialFactory(audience=audience)
            collection.entries.create(material=material, position=place)

        (shown,) = send(RoleFactory().user, "GET", "collections/").json()["results"]

        assert [one["material"]["audience"] for one in shown["entries"]] == ["PUPIL"]

    def test_a_collection_is_corrected_and_its_materials_left(self, send, coordinator):
        collection = CollectionFactory()
        collection.entries.create(material=MaterialFactory(), position=1)

        path = f"collections/{collection.public_id}/"
        answer = send(coordinator, "PATCH", path, {"title": "Autre titre"})

        assert answer.json()["title"] == "Autre titre"
        assert Collection.objects.get().entries.count() == 1


class TestHelpServices:
    def test_services_are_said_in_words_emergencies_first(self, send):
        HelpServiceFactory(name="3018", opening_hours="09:00-23:00")
        HelpServiceFactory(name="112", opening_hours="24/7", emergency=True)
        HelpServiceFactory(name="Fermé", valid_until="2020-01-01")

        shown = send(RoleFactory().user, "GET", "help-services/?level=CM2").json()["results"]

        assert [one["name"] for one in shown] == ["112", "3018"]
        assert shown[0]["open_now"] is True
        assert shown[0]["hours"] == "every day, at any hour"

    def test_a_curator_enters_corrects_and_sees_those_that_are_over(self, send, coordinator):
        ThemeFactory()
        sent = {
            "code": "accueil-de-jour",
            "name": "Accueil de jour",
            "description": "Femmes victimes de violences.",
            "phone": "03 00 00 00 00",
            "levels": ["TLE"],
            "themes": ["EVARS"],
            "source": "Département du Nord",
            "checked_on": "2026-09-01",
            "opening_hours": "Mo-Fr 09:00-17:00",
        }

        made = send(coordinator, "POST", "help-services/", sent)
        assert made.status_code == 201, made.json()
        path = f"help-services/{made.json()['id']}/"
        ended = send(coordinator, "PATCH", path, {"valid_until": "2020-01-01"})

        assert ended.status_code == 200
        assert send(coordinator, "GET", "help-services/").json()["results"] == []
        assert len(send(coordinator, "GET", "help-services/?all=true").json()["results"]) == 1
        assert send(RoleFactory().user, "GET", "help-services/?all=true").json()["results"] == []

    def test_hours_that_nobody_could_read_are_refused_with_an_example(self, send, coordinator):
        service = HelpServiceFactory()

        path = f"help-services/{service.pk}/"
        answer = send(coordinator, "PATCH", path, {"opening_hours": "le matin"})

        assert answer.status_code == 400
        assert "24/7" in answer.json()["errors"]["opening_hours"][0]
        assert HelpService.objects.get().opening_hours == "09:00-23:00"


def test_a_material_in_full_says_where_it_serves(send, coordinator):
    material = MaterialFactory()
    collection = CollectionFactory()
    collection.entries.create(material=material, position=1)
    keep_version(material, b"one")
    keep_version(material, b"two")

    shown = send(coordinator, "GET", f"materials/{material.public_id}/").json()

    assert [one["title"] for one in shown["used_in"]] == [collection.title]
    assert [(one["number"], one["is_current"]) for one in shown["versions"]] == [
        (2, True),
        (1, False),
    ]
    assert shown["permanent_url"].endswith(f"/library/{material.public_id}")


def test_the_forms_are_given_the_closed_lists_in_words(
    client, facilitator, django_assert_max_num_queries
):
    ThemeFactory(code="EVARS", name="Éducation à la sexualité")
    client.force_login(facilitator)

    with django_assert_max_num_queries(8):
        said = client.get("/api/v1/materials/choices/", headers={"Accept-Language": "fr"}).json()

    assert said["themes"] == [{"code": "EVARS", "label": "Éducation à la sexualité"}]
    assert {"code": "DEATH", "label": "mort"} in said["warnings"]
    link_only = next(one for one in said["licences"] if one["code"] == "LINK_ONLY")
    assert "aucune copie" in link_only["allows"]


def test_hours_are_said_before_they_are_kept(send, coordinator):
    said = send(coordinator, "POST", "help-services/hours/", {"opening_hours": "24/7"})
    refused = send(coordinator, "POST", "help-services/hours/", {"opening_hours": "tous les jours"})

    assert said.status_code == 200, said.json()
    assert said.json()["hours"] == "every day, at any hour"
    assert refused.status_code == 400
    assert "opening_hours" in refused.json()["errors"]
    assert not HelpService.objects.exists()
