import pytest

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_body_that_is_too_large_is_refused_unread(client_of, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20

    answer = client_of(UserFactory()).patch("/api/v1/me/", {"name": "x" * 20})

    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["code"] == "too_large"


def test_answers_stay_out_of_every_cache(client_of):
    answer = client_of(UserFactory()).get("/api/v1/me/")

    assert answer["Cache-Control"] == "private, no-store"
    assert {"Authorization", "Cookie", "Accept-Language"} <= set(answer["Vary"].split(", "))


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"content_type": "text/plain"}, 415, "unsupported_media_type"),
        ({"content_type": "application/json"}, 400, "parse_error"),
        ({"content_type": "application/json", "HTTP_ACCEPT": "text/html"}, 406, "not_acceptable"),
    ],
)
def test_what_cannot_be_read_or_answered_is_a_problem(client_of, headers, status, code):
    answer = client_of(UserFactory()).generic("PATCH", "/api/v1/me/", b"{", **headers)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["code"] == code


@pytest.mark.parametrize("cursor", ["x", "cD0yMDI2LTAy", "bz0xMA==", "cD3Dqw=="])
@pytest.mark.parametrize("address", ["class-groups", "requests", "themes"])
def test_a_cursor_of_another_list_is_not_found_or_harmless(client_of, coordinator, address, cursor):
    answer = client_of(coordinator).get(f"/api/v1/{address}/", {"cursor": cursor})

    assert answer.status_code in {200, 404}
