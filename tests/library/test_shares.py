"""Share links: what is asked for when one is made, and what a reader without an account sees."""

import re

import pytest
from django.utils import timezone

from library.acts import withdraw
from library.errors import ShareRefusedError
from library.models import Share
from library.shares import make_share, revoke_share
from tests.factories import (
    CollectionFactory,
    HelpServiceFactory,
    MaterialFactory,
    RoleFactory,
)
from tests.library.kept import keep_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    return RoleFactory().user


@pytest.fixture
def link_to(teacher):
    def make(of, reader="PUPIL", days=30):
        return make_share(of=of, reader=reader, by=teacher, days=days, now=timezone.now())

    return make


def path_of(made):
    return re.sub(r"^https?://[^/]+", "", made.url)


def test_a_link_shows_the_content_and_whom_to_turn_to(client, link_to):
    HelpServiceFactory(name="3018", phone="3018", opening_hours="09:00-23:00")
    material = MaterialFactory(audience="PUPIL", title="Mes droits en ligne")
    keep_version(material, b"poster")

    page = client.get(path_of(link_to(material)), headers={"Accept-Language": "fr"})
    text = page.content.decode()

    assert "Mes droits en ligne" in text
    assert f"/{material.public_id}/file" in text
    assert 'href="tel:3018"' in text
    assert "Tous les jours de 9" in text
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Referrer-Policy"] == "no-referrer"


def test_what_is_warned_of_is_said_before_the_content_and_behind_a_choice(client, link_to):
    material = MaterialFactory(
        audience="PUPIL", warnings=["SUICIDE"], adult_advice="Ne pas laisser seul."
    )
    keep_version(material, b"film")

    pupils = client.get(path_of(link_to(material))).content.decode()
    parents = client.get(path_of(link_to(material, "PARENT"))).content.decode()

    for page in (pupils, parents):
        assert page.index("suicide") < page.index("<details>") < page.index("/file")
    assert "Ne pas laisser seul." in parents
    assert "Ne pas laisser seul." not in pupils


def test_a_link_that_is_printed_closes_when_the_material_is_withdrawn(client, link_to):
    material = MaterialFactory(audience="PUPIL")
    path = path_of(link_to(material))
    assert client.get(path).status_code == 200

    withdraw(material=material, reason="ERROR")

    assert client.get(path).status_code == 410


def test_a_link_taken_back_is_closed_at_once(client, link_to):
    made = link_to(MaterialFactory(audience="PUPIL"))

    revoke_share(share=made.share, now=timezone.now())

    assert client.get(path_of(made)).status_code == 410


def test_only_the_digest_of_a_link_is_stored(link_to):
    made = link_to(MaterialFactory(audience="PUPIL"))

    secret = made.url.rpartition("/")[2]

    assert secret not in str(list(Share.objects.values()))


@pytest.mark.parametrize(("audience", "reader"), [("TEACHER", "PARENT"), ("PARENT", "PUPIL")])
def test_what_is_not_written_for_them_is_not_shared_with_them(link_to, audience, reader):
    with pytest.raises(ShareRefusedError):
        link_to(MaterialFactory(audience=audience), reader)


def test_a_collection_without_anything_for_them_is_not_shared(link_to):
    collection = CollectionFactory()
    collection.entries.create(material=MaterialFactory(audience="TEACHER"), position=1)

    with pytest.raises(ShareRefusedError):
        link_to(collection)


def test_guesses_are_bounded(client):
    answers = [client.get("/share/guess").status_code for _guess in range(40)]

    assert answers[0] == 404
    assert answers[-1] == 429


class TestThroughTheApi:
    @pytest.fixture
    def asked(self, client, teacher):
        client.force_login(teacher)

        def post(**sent):
            return client.post("/api/v1/shares/", sent, content_type="application/json")

        return post

    def test_a_link_is_told_once_with_its_qr_code(self, client, asked):
        material = MaterialFactory(audience="PUPIL", title="Mes droits")

        made = asked(material=str(material.public_id), reader="PUPIL", days=7)

        assert made.status_code == 201, made.json()
        assert "/share/" in made.json()["url"]
        assert made.json()["qr_svg"].startswith("<?xml")
        (listed,) = client.get("/api/v1/shares/").json()["results"]
        assert (listed["title"], listed["is_open"]) == ("Mes droits", True)
        assert "url" not in listed

    def test_one_takes_back_ones_own_and_nobody_elses(self, client, asked, link_to):
        own = asked(material=str(MaterialFactory(audience="PUPIL").public_id), reader="PUPIL")
        client.force_login(RoleFactory().user)
        assert client.delete(f"/api/v1/shares/{own.json()['id']}/").status_code == 404

        client.force_login(Share.objects.get().made_by)
        assert client.delete(f"/api/v1/shares/{own.json()['id']}/").status_code == 204

        assert client.get("/api/v1/shares/").json()["results"][0]["is_open"] is False

    @pytest.mark.parametrize("days", [0, 400])
    def test_a_link_lasts_a_year_at_most(self, asked, days):
        material = MaterialFactory(audience="PUPIL")

        answer = asked(material=str(material.public_id), reader="PUPIL", days=days)

        assert answer.status_code == 400

    def test_a_link_to_nothing_or_to_what_one_may_not_see_is_refused(self, asked):
        hidden = MaterialFactory(draft=True, audience="PUPIL")

        assert asked(reader="PUPIL").status_code == 400
        assert asked(material=str(hidden.public_id), reader="PUPIL").status_code == 404
