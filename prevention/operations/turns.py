"""Whose turn it is: each job of the schedule in its time, and in one worker at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from prevention.operations.logs import scrubbed
from prevention.operations.models import Runner, Turn, unfinished_tasks

INTERRUPTED = "interrupted"
TASKS_KEPT = timedelta(days=7)
RUNNERS_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Job:
    """Something to do every so often: a row of ``prevention.schedule``.

    ``label`` says to people what is done. ``run`` gets the instant, may return how many
    things it did, and may raise: the failure is recorded, and its next turn comes all the same.
    """

    name: str
    label: str | Promise
    every: timedelta
    run: Callable[[datetime], int | None]


def schedule() -> list[Job]:
    """Give the one table of jobs, which stands above this folder."""
    jobs: list[Job] = import_string(settings.SCHEDULE)
    return jobs


@task
def run_job(name: str) -> int | None:
    (job,) = [job for job in schedule() if job.name == name]
    return job.run(timezone.now())


def enqueue_due(jobs: list[Job], *, now: datetime) -> list[str]:
    """Enqueue the jobs whose time has come, each by one worker only; returns their names.

    A job is never enqueued twice: as long as it waits or is in hand, its turn is not due.
    """
    turns = {turn.name: turn for turn in Turn.objects.with_progress(now=now)}
    new = [Turn(name=job.name, next_at=now) for job in jobs if job.name not in turns]
    if new:
        Turn.objects.bulk_create(new, ignore_conflicts=True)
    idle = [job for job in jobs if job.name not in turns or turns[job.name].is_due(now=now)]
    return [job.name for job in idle if _take(job, now=now)]


@transaction.atomic
def _take(job: Job, *, now: datetime) -> bool:
    """Take the job's turn: one conditional update, so that one worker alone gets it."""
    turn = Turn.objects.filter(name=job.name)
    if not turn.due(now=now).update(next_at=now + job.every):
        return False
    # Not finished, and yet due: its runner was killed.
    for left in DBTaskResult.objects.running().filter(pk__in=turn.values("task")):
        turn.update(failures=F("failures") + 1, failed_at=left.started_at, failure=INTERRUPTED)
    turn.update(task=run_job.enqueue(job.name).id)
    return True


def ask_for(name: str, *, now: datetime) -> None:
    """Let the next turn of that job come now, or once the one in hand has ended."""
    Turn.objects.update_or_create(name=name, defaults={"next_at": now})


def note_end(done: "DBTaskResult[Any, Any]") -> None:
    """Keep in the job's turn how the task ended; the task of another turn changes nothing.

    An exception is kept as logs keep it: without secrets and addresses.
    """
    turn = Turn.objects.filter(task=done.pk)
    # Both are known of a task that has ended.
    started_at, finished_at = cast(datetime, done.started_at), cast(datetime, done.finished_at)
    ran = {"ran_at": started_at, "took": finished_at - started_at}
    if done.status == TaskResultStatus.SUCCESSFUL:
        turn.update(**ran, returned=done.return_value, failures=0)
        return
    done.traceback = scrubbed(done.traceback)
    done.save(update_fields=["traceback"])
    turn.update(
        **ran,
        returned=None,
        failures=F("failures") + 1,
        failed_at=finished_at,
        failure=_exception_in(done),
    )


def _exception_in(failed: "DBTaskResult[Any, Any]") -> str:
    """Give the exception's class and the first line of its message.

    What a database adds below, such as the values of a row, is left to the logs.
    """
    name: str = failed.exception_class_path.removeprefix("builtins.")
    said = [line for line in failed.traceback.splitlines() if line.startswith(name)]
    return said[-1] if said else name


def forget_old_tasks(*, now: datetime) -> int:
    """Delete tasks of long ago, those of killed runners too; returns how many."""
    Runner.objects.filter(seen_at__lt=now - RUNNERS_KEPT).delete()
    old = DBTaskResult.objects.filter(enqueued_at__lt=now - TASKS_KEPT)
    deleted, _by_model = old.exclude(pk__in=unfinished_tasks(now=now).values("pk")).delete()
    return deleted
