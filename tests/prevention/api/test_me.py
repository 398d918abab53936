"""``me``: the reader, their roles and their rights."""

import pytest
from rest_framework.test import APIClient

from prevention.vocabulary import RoleKind
from tests.factories import RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_nobody_is_told_to_sign_in():
    assert APIClient().get("/api/v1/me/").status_code == 401


def test_a_teacher_reads_their_roles_and_rights(client_of, teacher, school):
    RoleFactory(user=teacher, kind=RoleKind.HEAD, status="PENDING")

    me = client_of(teacher).get("/api/v1/me/").json()

    assert (me["email"], me["is_administrator"]) == (teacher.email, False)
    assert [(role["kind"], role["status"]) for role in me["roles"]] == [
        ("HEAD", "PENDING"),
        ("TEACHER", "CONFIRMED"),
    ]
    assert me["roles"][1]["school"] == {
        "uai": school.uai,
        "name": school.name,
        "commune": "Valenciennes",
    }
    assert "request.create" in me["rights"]
    assert "session.authorise" not in me["rights"]


def test_without_a_role_in_force_one_may_only_say_where_one_works(client_of):
    me = client_of(UserFactory()).get("/api/v1/me/").json()

    assert me["roles"] == []
    assert "role.ask" in me["rights"]
    assert "session.read" not in me["rights"]


def test_the_name_and_the_language_are_ones_own_to_change(client_of, teacher):
    answer = client_of(teacher).patch("/api/v1/me/", {"name": "Camille", "email": "x@exemple.test"})

    teacher.refresh_from_db()
    assert answer.status_code == 200
    assert (teacher.name, teacher.language) == ("Camille", "fr")
    assert teacher.email != "x@exemple.test"


def test_a_language_not_spoken_here_is_refused(client_of, teacher):
    answer = client_of(teacher).patch("/api/v1/me/", {"language": "la"})

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"language"})
