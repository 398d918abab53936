"""Signs of life for whoever watches the service: alive, and ready to work."""

from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from prevention.operations.models import Runner
from prevention.operations.standings import State, standings

PROBE = "readiness-probe"

# How what requests need says that it is not there: a folder or socket, PostgreSQL or SQLite,
# Redis, an S3 store.
OUTAGES = (OSError, DatabaseError, RedisError, BotoCoreError, ClientError)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so that a slow database restarts nothing."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Everything that requests need is there: 200, or 503 naming what is not.

    ``jobs`` says how each job of the schedule stands. One that fails again and again does not
    keep the site from serving; one that is late shows that no worker does its work.
    """
    checks = {name: _passes(check) for name, check in CHECKS.items()}
    ready = all(checks.values())
    words = {name: "ok" if passed else "failing" for name, passed in checks.items()}
    body = {"ready": ready, "checks": words, "jobs": _jobs() if checks["migrations"] else {}}
    return JsonResponse(body, status=200 if ready else 503)


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except OUTAGES:
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache() -> bool:
    cache.set(PROBE, "ok", timeout=30)
    return bool(cache.get(PROBE) == "ok")


def _storage() -> bool:
    default_storage.exists(PROBE)
    return True


def _worker() -> bool:
    now = timezone.now()
    late = any(standing.state == State.LATE for standing in standings(now=now))
    return Runner.objects.alive(now=now).exists() and not late


def _jobs() -> dict[str, dict[str, object]]:
    return {
        standing.job.name: {
            "state": standing.state,
            "last_run": standing.turn.ran_at if standing.turn else None,
        }
        for standing in standings(now=timezone.now())
    }


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "storage": _storage,
    "worker": _worker,
}
