"""What leaves compressed, and what has to leave as it is."""

import gzip

import pytest

from tests.factories import ClassGroupFactory, SessionFactory

pytestmark = pytest.mark.django_db
ASKED = {"Accept-Encoding": "br, gzip;q=0.8"}


@pytest.fixture
def get(client_of, teacher, school):
    for _one in range(20):
        ClassGroupFactory(school=school)
    client = client_of(teacher)
    return lambda path, headers=None: client.get(path, headers=headers)


def test_a_list_is_compressed_for_who_asks_and_says_the_same(get):
    plain, packed = get("/api/v1/class-groups/"), get("/api/v1/class-groups/", ASKED)

    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3
    assert "Accept-Encoding" in packed["Vary"]
    assert "no-store" in packed["Cache-Control"]


def test_what_a_change_will_name_keeps_its_strong_tag(get, school):
    session = SessionFactory(request__school=school)
    answer = get(f"/api/v1/sessions/{session.public_id}/", ASKED)

    assert "Content-Encoding" not in answer
    assert answer["ETag"].startswith('"')
    assert len(answer.content) > 200  # long enough to be compressed otherwise
