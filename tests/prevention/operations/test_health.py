import json
from datetime import timedelta

import pytest
from botocore.config import Config
from django.core.management import call_command
from django.utils import timezone

from prevention.models import Turn
from prevention.operations.turns import schedule
from prevention.settings import stored_at

pytestmark = pytest.mark.django_db


def test_alive_asks_for_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_names_what_is_missing(client):
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert json.loads(answer.content) == {
        "ready": False,
        "checks": {
            "database": "ok",
            "migrations": "ok",
            "cache": "ok",
            "storage": "ok",
            "worker": "failing",
        },
        "jobs": {job.name: {"state": "waiting", "last_run": None} for job in schedule()},
    }


@pytest.mark.django_db(transaction=True)
def test_ready_once_the_worker_was_seen(client):
    call_command("work", "--once")

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert {job["state"] for job in answer.json()["jobs"].values()} == {"ok"}


def test_a_worker_last_seen_long_ago_is_missing(client, alive):
    alive(dead=True)

    assert client.get("/readyz").json()["checks"]["worker"] == "failing"


def test_a_late_job_is_said_and_shows_that_no_worker_does_it(client, alive, scheduled):
    alive()
    now = timezone.now()
    Turn.objects.create(name="count", next_at=now - timedelta(minutes=16))
    Turn.objects.create(name="broken", next_at=now - timedelta(hours=17))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["checks"]["worker"]) == (503, "failing")
    assert {name: job["state"] for name, job in answer.json()["jobs"].items()} == {
        "count": "late",
        "broken": "waiting",
    }


def test_a_job_that_fails_again_and_again_is_said_and_the_site_goes_on(client, alive, scheduled):
    alive()
    now = timezone.now()
    Turn.objects.create(name="count", next_at=now, ran_at=now, failures=2)
    Turn.objects.create(name="broken", next_at=now, ran_at=now, failures=3, failure="KeyError: 1")

    answer = client.get("/readyz")

    assert answer.status_code == 200
    ran_at = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert answer.json()["jobs"] == {
        "count": {"state": "ok", "last_run": ran_at},
        "broken": {"state": "failing", "last_run": ran_at},
    }


NOBODY_LISTENS = "127.0.0.1:9"


def test_ready_says_that_redis_is_away(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"redis://{NOBODY_LISTENS}",
        }
    }

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["checks"]["cache"]) == (503, "failing")


def test_ready_says_that_the_store_is_away(client, settings):
    store = stored_at(f"s3://key:secret@{NOBODY_LISTENS}/bucket?insecure=1")
    store["OPTIONS"]["client_config"] = Config(retries={"total_max_attempts": 1})
    settings.STORAGES = {**settings.STORAGES, "default": store}

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["checks"]["storage"]) == (503, "failing")
