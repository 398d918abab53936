from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.sessions.models import Session as WebSession
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from prevention.api.models import IdempotentAnswer
from prevention.models import Runner, Turn
from prevention.operations.turns import (
    INTERRUPTED,
    TASKS_KEPT,
    ask_for,
    enqueue_due,
    forget_old_tasks,
    run_job,
    schedule,
)
from tests.factories import UserFactory
from tests.prevention.operations.jobs import COUNT, SCHEDULE

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def finish(*, status=TaskResultStatus.SUCCESSFUL):
    DBTaskResult.objects.update(status=status)


def start(runner):
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, worker_ids=[runner.pk], started_at=runner.seen_at
    )


def test_a_job_comes_when_its_time_has_come_and_not_before(now):
    def look(later):
        names = enqueue_due([COUNT], now=now + later)
        finish()
        return names

    assert look(0 * MINUTE) == ["count"]
    assert look(4 * MINUTE) == []
    assert look(5 * MINUTE) == ["count"]


@pytest.mark.parametrize("workers", [2, 4])
@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_takes_the_turn(workers, now):
    together = Barrier(workers)

    def look(_worker):
        try:
            together.wait(timeout=10)
            return enqueue_due(SCHEDULE, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        taken = list(pool.map(look, range(workers)))

    assert sorted(name for names in taken for name in names) == ["broken", "count"]
    assert DBTaskResult.objects.count() == 2


def test_a_job_that_waits_for_a_slow_worker_is_not_enqueued_again(now):
    enqueue_due([COUNT], now=now)

    assert enqueue_due([COUNT], now=now + 60 * MINUTE) == []


def test_a_job_in_hand_is_not_enqueued_again_however_long_it_takes(alive, now):
    enqueue_due([COUNT], now=now)
    start(alive(now=now + 60 * MINUTE))

    assert enqueue_due([COUNT], now=now + 60 * MINUTE) == []


def test_the_job_of_a_killed_worker_comes_again_and_the_kill_is_a_failure(alive, now):
    enqueue_due([COUNT], now=now)
    runner = alive(now=now + 5 * MINUTE, dead=True)
    start(runner)

    assert enqueue_due([COUNT], now=now + 5 * MINUTE) == ["count"]

    turn = Turn.objects.get()
    assert (turn.failures, turn.failure, turn.failed_at) == (1, INTERRUPTED, runner.seen_at)
    assert turn.next_at == now + 10 * MINUTE


@pytest.mark.parametrize("status", [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED])
def test_a_job_that_was_asked_for_comes_before_its_time(status, now):
    enqueue_due([COUNT], now=now)
    finish(status=status)

    ask_for(COUNT.name, now=now + MINUTE)

    assert enqueue_due([COUNT], now=now + MINUTE) == ["count"]


def test_a_job_that_no_worker_has_seen_yet_can_be_asked_for(now):
    ask_for(COUNT.name, now=now)

    assert enqueue_due([COUNT], now=now) == ["count"]


def test_to_look_whose_turn_it_is_takes_one_query(django_assert_num_queries, now):
    enqueue_due(SCHEDULE, now=now)

    with django_assert_num_queries(1):
        assert enqueue_due(SCHEDULE, now=now) == []


def test_a_turn_takes_four_queries_in_a_transaction(django_assert_num_queries, now):
    enqueue_due([COUNT], now=now)
    finish()

    # The look; then, between the savepoint's two, the claim, what a killed worker may have
    # left, the task and its number in the turn.
    with django_assert_num_queries(1 + 2 + 4):
        enqueue_due([COUNT], now=now + 5 * MINUTE)


def test_tasks_of_more_than_a_week_ago_are_forgotten_unless_they_wait_or_are_in_hand(alive, now):
    long_ago = now - TASKS_KEPT - MINUTE
    alive("living", now=now)
    kept, forgotten = [], []
    for tasks, enqueued_at, status, runner in [
        (kept, now, TaskResultStatus.FAILED, "dead"),
        (kept, now, TaskResultStatus.RUNNING, "dead"),
        (kept, long_ago, TaskResultStatus.READY, ""),
        (kept, long_ago, TaskResultStatus.RUNNING, "living"),
        (forgotten, long_ago, TaskResultStatus.RUNNING, "dead"),
        (forgotten, long_ago, TaskResultStatus.SUCCESSFUL, "living"),
        (forgotten, long_ago, TaskResultStatus.FAILED, "dead"),
    ]:
        pk = run_job.enqueue("count").id
        DBTaskResult.objects.filter(pk=pk).update(
            enqueued_at=enqueued_at, status=status, worker_ids=[runner] if runner else []
        )
        tasks.append(pk)

    assert forget_old_tasks(now=now) == len(forgotten)
    assert {str(task.pk) for task in DBTaskResult.objects.all()} == set(kept)


def test_runners_that_have_been_gone_for_a_day_are_forgotten(now):
    for name, seen_at in {"old": now - timedelta(hours=25), "kept": now}.items():
        Runner.objects.create(pk=name, seen_at=seen_at)

    forget_old_tasks(now=now)

    assert list(Runner.objects.values_list("pk", flat=True)) == ["kept"]


def test_no_two_jobs_of_the_schedule_have_the_same_name_or_label():
    jobs = schedule()

    assert len({job.name for job in jobs}) == len({str(job.label) for job in jobs}) == len(jobs)


def test_what_is_no_longer_asked_for_is_forgotten(now):
    asked = {"method": "POST", "path": "/", "body_digest": "", "status": 201}
    user = UserFactory()
    for key, created_at in {"old": now - timedelta(hours=25), "kept": now}.items():
        IdempotentAnswer.objects.create(user=user, key=key, created_at=created_at, **asked)
    for key, ends in {"old": now - timedelta(seconds=1), "kept": now + timedelta(days=1)}.items():
        WebSession.objects.create(session_key=key, session_data="", expire_date=ends)

    for job in schedule():
        job.run(now)

    assert list(IdempotentAnswer.objects.values_list("key", flat=True)) == ["kept"]
    assert list(WebSession.objects.values_list("session_key", flat=True)) == ["kept"]
