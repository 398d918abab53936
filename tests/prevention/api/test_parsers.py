import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", [None, "a key"])
@pytest.mark.parametrize(
    "body", [rb'{"kind": "\ud800"}', rb'{"\udfff": 1}', rb'[{"a": ["\ud83d \ude00"]}]']
)
def test_half_a_character_is_refused_before_anything_quotes_it(client_of, teacher, body, key):
    headers = {"Idempotency-Key": key} if key else {}

    answer = client_of(teacher).generic(
        "POST", "/api/v1/feeds/", body, content_type="application/json", headers=headers
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_a_whole_character_in_two_halves_is_text(client_of, teacher, school):
    body = f'{{"kind": "school", "school": "{school.uai}", "name": "\\ud83d\\ude00"}}'

    answer = client_of(teacher).generic(
        "POST", "/api/v1/feeds/", body, content_type="application/json"
    )

    assert (answer.status_code, answer.json()["name"]) == (201, "\N{GRINNING FACE}")
