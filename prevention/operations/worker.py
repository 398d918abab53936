"""The worker: it enqueues what the schedule says, and runs what is enqueued, in threads."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from threading import Event
from typing import Any
from uuid import uuid4

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from prevention.operations.logs import REQUEST_ID
from prevention.operations.models import Runner
from prevention.operations.turns import enqueue_due, note_end, run_job, schedule

logger = logging.getLogger(__name__)

SIGN_OF_LIFE_EVERY = timedelta(seconds=10)
LOOK_EVERY_SECONDS = 1
OUTAGES = (OperationalError, InterfaceError)
NO_DATABASE = "The database does not answer: trying again."


class TaskRunner(Worker):
    """The loop of django-tasks over all queues, which notes how each turn ended."""

    def __init__(self, *, once: bool) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=LOOK_EVERY_SECONDS,
            batch=once,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid4().hex,
        )

    def run_task(self, db_task_result: "DBTaskResult[Any, Any]") -> None:
        # What is logged meanwhile, its failure too, carries the job's name.
        kept = REQUEST_ID.set(_name_of(db_task_result))
        try:
            super().run_task(db_task_result)
        finally:
            REQUEST_ID.reset(kept)
        note_end(db_task_result)


def _name_of(asked: "DBTaskResult[Any, Any]") -> str:
    """Give the job's name; for a task beside the schedule its path."""
    if asked.task_path == run_job.module_path:
        return str(asked.args_kwargs["args"][0])
    return str(asked.task_path)


class Hand:
    """A thread that runs tasks, until it is told to stop or, if ``once``, none is left.

    When the database fails it begins anew under another name: the task it could not bring to
    an end then counts as interrupted, and not as in hand for ever.
    """

    def __init__(self, stop: Event, *, once: bool) -> None:
        self.stop, self.once = stop, once
        self.runner = TaskRunner(once=once)

    def work(self) -> None:
        try:
            while not self.stop.is_set():
                try:
                    close_old_connections()
                    say_alive([self], now=timezone.now())
                    self.runner.run()
                except OUTAGES:
                    logger.exception(NO_DATABASE)
                    self.runner = TaskRunner(once=self.once)
                    self.stop.wait(LOOK_EVERY_SECONDS)
                else:
                    return
        finally:
            connections.close_all()


def say_alive(hands: list[Hand], *, now: datetime) -> None:
    Runner.objects.bulk_create(
        [Runner(pk=hand.runner.worker_id, seen_at=now) for hand in hands],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["seen_at"],
    )


def work(*, stop: Event, threads: int, once: bool = False) -> None:
    """Enqueue what is due and run tasks until ``stop``, or once; tasks in hand are finished.

    An error that nobody foresaw, in any thread, ends them all: whoever started the process
    starts it again.
    """
    hands = [Hand(stop, once=once) for _thread in range(threads)]
    if once:
        enqueue_due(schedule(), now=timezone.now())
    with ThreadPoolExecutor(threads) as pool:
        working = [pool.submit(hand.work) for hand in hands]
        try:
            _look_after(hands, working, stop, once=once)
        finally:
            stop.set()
            _finish(hands)
    for thread in working:
        thread.result()


def _look_after(
    hands: list[Hand], working: "list[Future[None]]", stop: Event, *, once: bool
) -> None:
    said_at = timezone.now()
    while (threads := wait(working, timeout=LOOK_EVERY_SECONDS)).not_done:
        now = timezone.now()
        if any(thread.exception() for thread in threads.done):
            stop.set()
        if stop.is_set():
            _finish(hands)
        try:
            # Until the last task in hand has ended: others must not take it for interrupted.
            if now - said_at >= SIGN_OF_LIFE_EVERY:
                say_alive(hands, now=now)
                said_at = now
            if not (once or stop.is_set()):
                enqueue_due(schedule(), now=now)
        except OUTAGES:
            logger.exception(NO_DATABASE)
        close_old_connections()


def _finish(hands: list[Hand]) -> None:
    for hand in hands:
        hand.runner.running = False
