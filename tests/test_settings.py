"""The settings in the environments they will meet, each in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

KEY = "k" * 25 + "0123456789" * 4

SHOW = """
import json, django
from django.conf import settings
django.setup()
from django.test import Client
client = Client(SERVER_NAME="prevention.example.org")
def headers(**sent):
    answer = client.get("/api/v1/school-years/", **sent)
    return {"status": answer.status_code, **{k.lower(): v for k, v in answer.headers.items()}}
print(json.dumps({
    "plain": headers(),
    "behind_proxy": headers(HTTP_X_FORWARDED_PROTO="https"),
    "cookies": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE,
                settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE],
}, default=str))
"""


def run(tmp_path, code=SHOW, **variables):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={
            **kept,
            "DJANGO_SETTINGS_MODULE": "prevention.settings",
            "PYTHONPATH": ".",
            "VAR_DIR": str(tmp_path),
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def production(tmp_path):
    def start(**variables):
        return run(
            tmp_path,
            **{"SECRET_KEY": KEY, "ALLOWED_HOSTS": "prevention.example.org", **variables},
        )

    return start


@pytest.fixture
def shown(production):
    def read(**variables):
        done = production(**variables)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return read


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_without_what_it_needs_it_does_not_start_and_names_it(production, missing):
    done = production(**{missing: ""})

    assert done.returncode != 0
    assert f"Set the environment variable {missing}" in done.stderr


def test_a_provider_of_identities_is_never_asked_in_the_clear(production):
    tried = production(OIDC_ISSUER="http://identities.example.org", OIDC_CLIENT_ID="prevention")

    assert tried.returncode != 0
    assert "Write OIDC_ISSUER as https://" in tried.stderr


@pytest.mark.parametrize("mode", ["DEMO", "DEBUG"])
def test_trying_it_out_needs_nothing(tmp_path, mode):
    done = run(tmp_path, "import django; django.setup(); print('started')", **{mode: "1"})

    assert done.stdout == "started\n"


def test_plain_http_is_sent_to_https_and_the_proxy_is_believed_by_its_header(shown):
    said = shown()

    assert said["plain"]["status"] == 301
    assert said["plain"]["location"].startswith("https://prevention.example.org/")
    assert said["behind_proxy"]["status"] == 401
    assert "max-age=31536000" in said["behind_proxy"]["strict-transport-security"]


def test_another_header_of_the_proxy_can_be_named(shown):
    said = shown(PROXY_SSL_HEADER="HTTP_X_SCHEME")

    assert said["behind_proxy"]["status"] == 301


def test_every_answer_carries_its_protections(shown):
    headers = shown()["behind_proxy"]

    directives = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert directives == {
        "default-src": "'self'",
        "img-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["x-request-id"]


def test_cookies_travel_over_https_alone_and_stay_on_the_site(shown):
    assert shown()["cookies"] == [True, True, "Lax", "Lax"]


def test_stores_are_chosen_by_their_addresses(tmp_path):
    code = """
import json
from django.conf import settings
print(json.dumps([settings.DATABASES["default"]["ENGINE"], settings.CACHES["default"]["BACKEND"],
                  settings.STORAGES["default"], settings.EMAIL_BACKEND, settings.EMAIL_HOST]))
"""

    done = run(
        tmp_path,
        code,
        DEMO="1",
        DATABASE_URL="postgres://u:p@db/prevention",
        CACHE_URL="redis://cache:6379/1",
        STORAGE_URL="s3://key:se%2Fcret@store.example.org:9000/media?insecure=1",
        EMAIL_URL="smtp+tls://u:p@mail:587",
    )

    engine, cache, storage, mail, host = json.loads(done.stdout)
    assert engine == "django.db.backends.postgresql"
    assert cache == "django.core.cache.backends.redis.RedisCache"
    assert storage["BACKEND"] == "storages.backends.s3.S3Storage"
    assert storage["OPTIONS"]["bucket_name"] == "media"
    assert storage["OPTIONS"]["secret_key"] == "se/cret"
    assert storage["OPTIONS"]["endpoint_url"] == "http://store.example.org:9000"
    # Ours: it says when a mail is about to leave.
    assert (mail, host) == ("prevention.messages.smtp.EmailBackend", "mail")


def test_a_storage_address_without_a_bucket_is_refused(tmp_path):
    done = run(tmp_path, "import prevention.settings", DEMO="1", STORAGE_URL="s3://host")

    assert "Write STORAGE_URL as s3://key:secret@host/bucket." in done.stderr


def test_production_logs_are_lines_of_json_without_secrets(tmp_path):
    code = """
import django, logging
django.setup()
logging.getLogger("prevention").info("GET /calendars/abcdef.ics by a@exemple.test")
"""

    done = run(tmp_path, code, SECRET_KEY=KEY, ALLOWED_HOSTS="prevention.example.org")

    line = json.loads(done.stderr.splitlines()[-1])
    assert line["message"] == "GET /calendars/[secret].ics by [e-mail]"
    assert (line["levelname"], line["request_id"]) == ("INFO", "-")


def test_production_passes_the_deployment_check_without_a_warning(tmp_path):
    code = """
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "check", "--deploy", "--fail-level", "WARNING"])
"""

    done = run(tmp_path, code, SECRET_KEY=KEY, ALLOWED_HOSTS="prevention.example.org")

    assert done.returncode == 0, done.stderr


def test_pictures_of_another_site_are_asked_for_only_where_it_is_set(shown):
    tiles = "https://tuiles.example.org/{z}/{x}/{y}.png © Exemple"

    without, with_them = (
        shown(**more)["behind_proxy"]["content-security-policy"]
        for more in ({}, {"MAP_TILES": tiles})
    )

    assert "img-src 'self' blob:;" in f"{without};"
    assert "img-src 'self' blob: https://tuiles.example.org;" in f"{with_them};"


@pytest.mark.parametrize(
    "tiles",
    [
        "http://tuiles.example.org/{z}/{x}/{y}.png © A",
        "https://tuiles.example.org/ © A",
        "https://tuiles.example.org/{z}/{x}/{y}.png",
    ],
)
def test_a_map_that_could_not_be_drawn_is_refused_at_start(production, tiles):
    tried = production(MAP_TILES=tiles)

    assert tried.returncode != 0
    assert "Write MAP_TILES as https://" in tried.stderr
