import json
import logging
from datetime import timedelta

import pytest
from botocore.config import Config
from django.contrib.sessions.models import Session as WebSession
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from prevention.api.models import IdempotentAnswer
from prevention.models import Heartbeat
from prevention.operations.logs import REQUEST_ID, Scrubber, scrubbed
from prevention.operations.worker import Job, run_due
from prevention.schedule import SCHEDULE
from prevention.settings import stored_at
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran():
    return []


@pytest.fixture
def job(ran):
    return Job("count", timedelta(minutes=5), ran.append)


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
    }


def test_ready_once_the_worker_was_seen(client):
    call_command("work", "--once")

    assert client.get("/readyz").status_code == 200


def test_a_worker_last_seen_long_ago_is_missing(client):
    Heartbeat.objects.create(name="worker", seen_at=timezone.now() - timedelta(minutes=3))

    assert client.get("/readyz").json()["checks"]["worker"] == "failing"


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


def test_a_job_runs_when_its_time_has_come_and_not_before(job, ran, now):
    assert run_due([job], now=now) == ["count"]
    assert run_due([job], now=now + timedelta(minutes=4)) == []
    assert run_due([job], now=now + timedelta(minutes=5)) == ["count"]
    assert ran == [now, now + timedelta(minutes=5)]


def test_a_failing_job_does_not_keep_the_others_waiting(job, ran, now):
    def fail(_now):
        raise DatabaseError

    assert run_due([Job("broken", timedelta(minutes=1), fail), job], now=now) == ["count"]


def test_every_job_of_the_schedule_runs(now):
    assert run_due(SCHEDULE, now=now) == [job.name for job in SCHEDULE]


def test_what_is_no_longer_asked_for_is_forgotten(now):
    asked = {"method": "POST", "path": "/", "body_digest": "", "status": 201}
    user = UserFactory()
    for key, created_at in {"old": now - timedelta(hours=25), "kept": now}.items():
        IdempotentAnswer.objects.create(user=user, key=key, created_at=created_at, **asked)
    for key, ends in {"old": now - timedelta(seconds=1), "kept": now + timedelta(days=1)}.items():
        WebSession.objects.create(session_key=key, session_data="", expire_date=ends)

    run_due(SCHEDULE, now=now)

    assert list(IdempotentAnswer.objects.values_list("key", flat=True)) == ["kept"]
    assert list(WebSession.objects.values_list("session_key", flat=True)) == ["kept"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("GET /calendars/abc-DEF_123.ics", "GET /calendars/[secret].ics"),
        ("GET /authorise/0a1b.x-Y_z HTTP/1.1", "GET /authorise/[secret] HTTP/1.1"),
        ("Forbidden (CSRF): /authorise/0a1b.x-Y_z", "Forbidden (CSRF): /authorise/[secret]"),
        ("POST /api/v1/sessions/1f/authorise/ HTTP", "POST /api/v1/sessions/1f/authorise/ HTTP"),
        ("GET /invitation/x1y2z3?a=1", "GET /invitation/[secret]?a=1"),
        ("token ps_abcdefghijkl refused", "token [token] refused"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer [secret]"),
        ("Cookie: sessionid=abc; csrftoken=def", "Cookie: sessionid=[secret]; csrftoken=[secret]"),
        ("{'password': 'x1'}", "{'password': [secret]"),
        ("mail to prenom.nom@ac-lille.fr failed", "mail to [e-mail] failed"),
    ],
)
def test_no_secret_and_no_address_reaches_a_log(said, kept):
    assert scrubbed(said) == kept


def test_a_record_is_scrubbed_whole_and_knows_its_request():
    with pytest.raises(ValueError, match="nobody") as failure:
        int("nobody@exemple.test")
    record = logging.LogRecord(
        "x", logging.ERROR, "", 0, "for %s", ("a@exemple.test",), failure._excinfo
    )
    kept = REQUEST_ID.set("r-1")

    Scrubber().filter(record)

    REQUEST_ID.reset(kept)
    assert (record.getMessage(), record.request_id) == ("for [e-mail]", "r-1")
    assert "exemple" not in record.exc_text


def test_a_request_keeps_the_id_its_proxy_gave(client):
    answer = client.get("/healthz", headers={"X-Request-ID": "abcd-1234"})

    assert answer["X-Request-ID"] == "abcd-1234"


def test_a_request_without_a_sane_id_gets_one(client):
    answer = client.get("/healthz", headers={"X-Request-ID": "two words\n"})

    assert len(answer["X-Request-ID"]) == 32
