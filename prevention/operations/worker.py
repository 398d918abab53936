"""What happens without anybody asking, and when: one table, safe with several workers."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session as WebSession
from django.db import DatabaseError

from prevention.operations.models import Heartbeat
from prevention.scheduling.acts import expire_due

logger = logging.getLogger(__name__)

WORKER = "worker"


@dataclass(frozen=True)
class Job:
    """Something to do every so often; ``run`` gets the instant and may return a count."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


def forget_old_web_sessions(now: datetime) -> int:
    deleted, _by_model = WebSession.objects.filter(expire_date__lt=now).delete()
    return deleted


SCHEDULE = [
    # The sign of life itself: claiming it is all there is to do.
    Job(WORKER, timedelta(seconds=30), lambda _now: None),
    Job("expire_due", timedelta(minutes=1), lambda now: expire_due(now=now)),
    Job("forget_old_web_sessions", timedelta(hours=6), forget_old_web_sessions),
]


def run_due(jobs: list[Job], *, now: datetime) -> list[str]:
    """Run the jobs whose time has come, each in one worker only; returns their names.

    A job that fails on its data is logged and tried again at its next time: the others
    must not wait for it.
    """
    done = []
    for job in jobs:
        if _claim(job, now=now):
            try:
                job.run(now)
            except DatabaseError:
                logger.exception("The job %s failed.", job.name)
            else:
                done.append(job.name)
    return done


def _claim(job: Job, *, now: datetime) -> bool:
    """Take the job's turn: one conditional update, so that one worker alone gets it."""
    Heartbeat.objects.get_or_create(name=job.name, defaults={"seen_at": now - job.every})
    turn = Heartbeat.objects.filter(name=job.name, seen_at__lte=now - job.every)
    return turn.update(seen_at=now) == 1
