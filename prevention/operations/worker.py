"""Run jobs when their time has come, safely with several workers.

Which jobs there are stands in ``prevention.schedule``.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError

from prevention.operations.models import Heartbeat

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something to do every so often; ``run`` gets the instant and may return a count."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


# The sign of life itself: claiming it is all there is to do.
SIGN_OF_LIFE = Job("worker", timedelta(seconds=30), lambda _now: None)


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
