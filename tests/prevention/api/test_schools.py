import pytest

from prevention.models import ClassGroup, School
from prevention.vocabulary import Level
from tests.factories import (
    ClassGroupFactory,
    CommuneFactory,
    RoleFactory,
    SchoolFactory,
    SchoolYearFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_class(school):
    SchoolYearFactory()
    return {"school": school.uai, "school_year": 2026, "label": "5e A", "levels": ["5E"]}


def test_a_coordinator_sees_the_schools_in_reach_and_nobody_elses(client_of):
    anzin = SchoolFactory(commune=CommuneFactory(insee_code="59014", name="Anzin"))
    SchoolFactory()
    user = UserFactory()
    RoleFactory(user=user, kind="COORDINATOR", commune=anzin.commune)

    answer = client_of(user).get("/api/v1/schools/")

    assert [school["uai"] for school in answer.json()["results"]] == [anzin.uai]


def test_a_school_out_of_reach_is_not_found(client_of, teacher):
    answer = client_of(teacher).get(f"/api/v1/schools/{SchoolFactory().uai}/")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"


def test_any_signed_in_person_finds_open_schools_by_name_and_commune(client_of):
    found = SchoolFactory(name="Collège Les Rochambelles")
    SchoolFactory(name="Collège Les Rochambelles", status="CLOSED", closed_on="2025-08-31")
    SchoolFactory(name="École Berthelot")
    client = client_of(UserFactory())

    answer = client.get("/api/v1/directory/", {"search": "rochambelles valenciennes"})

    assert [school["uai"] for school in answer.json()["results"]] == [found.uai]


def test_a_head_corrects_the_contact_and_the_import_will_know(client_of, head, school):
    answer = client_of(head).patch(
        f"/api/v1/schools/{school.uai}/", {"phone": "03 27 00 00 00", "name": "Autre nom"}
    )

    assert answer.status_code == 200
    assert School.objects.get().edited_fields == ["phone"]
    assert School.objects.get().name == school.name


def test_a_change_on_top_of_another_is_refused(client_of, head, school):
    client = client_of(head)
    read = client.get(f"/api/v1/schools/{school.uai}/")["ETag"]
    client.patch(f"/api/v1/schools/{school.uai}/", {"phone": "1"}, HTTP_IF_MATCH=read)

    answer = client.patch(f"/api/v1/schools/{school.uai}/", {"phone": "2"}, HTTP_IF_MATCH=read)

    assert answer.status_code == 412
    assert answer.json()["code"] == "stale"
    assert School.objects.get().phone == "1"


def test_a_teacher_adds_a_class_to_the_own_school(client_of, teacher, new_class):
    answer = client_of(teacher).post("/api/v1/class-groups/", new_class)

    assert answer.status_code == 201
    assert ClassGroup.objects.get().levels == (Level.CINQUIEME,)


def test_a_class_cannot_be_added_elsewhere(client_of, teacher, new_class):
    answer = client_of(teacher).post(
        "/api/v1/class-groups/", {**new_class, "school": SchoolFactory().uai}
    )

    assert answer.status_code == 404
    assert not ClassGroup.objects.exists()


def test_a_label_that_is_taken_is_said_in_a_sentence(client_of, teacher, new_class):
    client = client_of(teacher)
    client.post("/api/v1/class-groups/", new_class)

    answer = client.post("/api/v1/class-groups/", new_class)

    assert answer.status_code == 400
    assert answer.json()["errors"] == {
        "non_field_errors": ["This school already has a class with that label."]
    }


def test_the_same_key_adds_one_class_and_answers_alike(client_of, teacher, new_class):
    client = client_of(teacher)
    first = client.post("/api/v1/class-groups/", new_class, HTTP_IDEMPOTENCY_KEY="k1")

    second = client.post("/api/v1/class-groups/", new_class, HTTP_IDEMPOTENCY_KEY="k1")

    assert (second.status_code, second.json()) == (201, first.json())
    assert ClassGroup.objects.count() == 1


def test_a_key_belongs_to_one_body(client_of, teacher, new_class):
    client = client_of(teacher)
    client.post("/api/v1/class-groups/", new_class, HTTP_IDEMPOTENCY_KEY="k1")

    answer = client.post(
        "/api/v1/class-groups/", {**new_class, "label": "5e B"}, HTTP_IDEMPOTENCY_KEY="k1"
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")


def test_a_refused_body_leaves_its_key_free(client_of, teacher, new_class):
    client = client_of(teacher)
    client.post("/api/v1/class-groups/", {**new_class, "label": ""}, HTTP_IDEMPOTENCY_KEY="k1")

    answer = client.post("/api/v1/class-groups/", new_class, HTTP_IDEMPOTENCY_KEY="k1")

    assert answer.status_code == 201


def test_classes_are_found_by_level(client_of, teacher, school):
    mixed = ClassGroupFactory(school=school, levels=["CM2", "6E"])
    ClassGroupFactory(school=school, levels=["5E"])

    answer = client_of(teacher).get("/api/v1/class-groups/", {"level": "6E"})

    assert [group["id"] for group in answer.json()["results"]] == [mixed.pk]


def test_an_unknown_address_of_the_api_is_a_problem_too(client):
    answer = client.get("/api/v1/nothing/", headers={"accept": "text/html"})

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_who_heads_one_school_changes_nothing_at_another_where_she_teaches(client_of, head):
    elsewhere = RoleFactory(user=head).school
    group = ClassGroupFactory(school=elsewhere)
    staffed = RoleFactory(user=head, kind="STAFF").school
    read = ClassGroupFactory(school=staffed)
    client = client_of(head)

    at_school = client.patch(f"/api/v1/schools/{elsewhere.uai}/", {"phone": "1"})
    of_class = client.patch(f"/api/v1/class-groups/{read.pk}/", {"headcount": 20})
    own = client.patch(f"/api/v1/class-groups/{group.pk}/", {"headcount": 20})

    assert (at_school.status_code, of_class.status_code, own.status_code) == (403, 403, 200)
