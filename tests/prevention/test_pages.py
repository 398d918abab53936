"""The document that starts the pages, and the assets beside it."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image

from prevention.api.problems import server_error
from prevention.pages import ADDRESSES

FRONTEND = settings.BASE_DIR / "frontend"


@pytest.fixture
def built(settings, tmp_path):
    """A build of the pages, as small as can be."""
    settings.FRONTEND_DIST = tmp_path
    (tmp_path / "index.html").write_text("<!doctype html><title>Prévention scolaire</title>")
    return tmp_path


@pytest.mark.parametrize(
    "address",
    ["/", "/sign-in", "/classes/12", "/sessions/1f0c3d1e-0000-4000-8000-000000000000"],
)
def test_a_page_address_gives_the_document_and_the_csrf_cookie(built, client, address):
    answer = client.get(address)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert "Prévention scolaire" in answer.text
    assert "csrftoken" in answer.cookies
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/nowhere", "/classes/first", "/sessions/1"])
def test_any_other_address_is_not_found(built, client, address):
    assert client.get(address).status_code == 404


def test_what_is_not_found_is_said_in_the_readers_language(client):
    french, english = (
        client.get("/nowhere", headers={"Accept-Language": language}) for language in ("fr", "en")
    )

    assert "Il n’y a rien ici" in french.text
    assert "Nothing is here" in english.text


def test_a_crash_is_said_in_words_without_a_database(rf):
    answer = server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "<h1>" in answer.content.decode()


def test_the_service_worker_governs_the_whole_site_and_is_asked_for_each_time(built, client):
    (built / "sw.js").write_text("// worker")

    answer = client.get("/sw.js")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


def test_without_a_build_there_is_no_service_worker(built, client):
    assert client.get("/sw.js").status_code == 404


def test_the_pages_can_be_installed_with_icons_that_are_there(client):
    answer = client.get("/manifest.webmanifest")

    said = answer.json()
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (said["start_url"], said["scope"], said["display"]) == ("/", "/", "standalone")
    for icon in said["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(path) as drawn:
            assert f"{drawn.width}x{drawn.height}" == icon["sizes"]


def test_a_page_is_only_read(built, client):
    assert client.post("/").status_code == 405


def test_without_a_build_a_sentence_says_what_to_do(settings, tmp_path, client):
    settings.FRONTEND_DIST = tmp_path / "nowhere"

    answer = client.get("/", headers={"Accept-Language": "en"})

    assert answer.status_code == 503
    assert answer.text == "The pages are not built yet: run “make run”, then reload."


def test_the_pages_and_the_site_know_the_same_addresses():
    routes = (FRONTEND / "src" / "routes.ts").read_text()

    in_pages = re.findall(r'address: "/([^"]*)"', routes)

    assert in_pages == [re.sub(r"<\w+:(\w+)>", r":\1", address) for address in ADDRESSES]


@pytest.mark.parametrize(
    ("url", "immutable"),
    [
        ("/static/pages/assets/index-DYWuhU9v.js", True),
        ("/static/admin/css/base.0123456789ab.css", True),
        ("/static/admin/css/base.css", False),
    ],
)
def test_what_carries_a_digest_in_its_name_is_kept_for_good(url, immutable):
    assert bool(re.search(settings.WHITENOISE_IMMUTABLE_FILE_TEST, url)) == immutable


def test_plain_pages_have_the_icon_of_the_others():
    plain = settings.BASE_DIR / "prevention" / "static" / "icon.svg"

    assert plain.read_bytes() == (FRONTEND / "src" / "style" / "icon.svg").read_bytes()


def test_the_lock_of_the_pages_names_no_registry():
    lock = (FRONTEND / "package-lock.json").read_text()

    assert '"resolved"' not in lock
