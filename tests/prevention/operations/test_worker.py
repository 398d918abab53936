"""What one worker does with what is due; tests/load kills and stops whole processes."""

import logging
from datetime import timedelta
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from prevention.models import Runner, Turn
from prevention.operations.logs import Scrubber
from prevention.operations.turns import INTERRUPTED, enqueue_due, run_job, schedule
from prevention.operations.worker import work
from tests.prevention.operations.jobs import CUT_OFF

# The runners are threads of their own, and must see what is written here.
pytestmark = pytest.mark.django_db(transaction=True)


def work_once():
    work(stop=Event(), threads=2, once=True)


def test_every_job_of_the_schedule_runs():
    call_command("work", "--once")

    turns = {turn.name: turn.failures for turn in Turn.objects.exclude(ran_at=None)}
    assert turns == {job.name: 0 for job in schedule()}
    assert Runner.objects.count() == 4


def test_no_thread_at_all_is_refused():
    with pytest.raises(CommandError, match="at least one thread"):
        call_command("work", "--threads=0")


def test_a_run_is_recorded_with_what_it_returned(scheduled, ran):
    work_once()

    turn = Turn.objects.get(name="count")
    task = DBTaskResult.objects.get(pk=turn.task)
    assert (task.status, turn.returned, turn.failures) == (TaskResultStatus.SUCCESSFUL, 1, 0)
    assert (turn.ran_at, turn.took) == (task.started_at, task.finished_at - task.started_at)
    assert len(ran) == 1


def test_a_failure_is_recorded_without_addresses_and_the_others_run(scheduled, ran):
    work_once()

    turn = Turn.objects.get(name="broken")
    task = DBTaskResult.objects.get(pk=turn.task)
    assert (turn.failures, turn.failure, turn.returned, turn.failed_at) == (
        1,
        "LookupError: No answer from [e-mail].",
        None,
        task.finished_at,
    )
    assert task.status == TaskResultStatus.FAILED
    assert "in fail" in task.traceback
    assert "exemple.test" not in task.traceback
    assert "abcdef" not in task.traceback
    assert len(ran) == 1


def test_failures_in_a_row_are_counted_until_it_goes_well(scheduled):
    for _turn in range(3):
        work_once()
        Turn.objects.update(next_at=Turn.objects.get(name="broken").ran_at)
    assert Turn.objects.get(name="broken").failures == 3

    Turn.objects.filter(name="count").update(failures=2)
    work_once()

    assert Turn.objects.get(name="count").failures == 0


def test_a_failure_is_logged_once_under_the_name_of_its_job(scheduled, caplog):
    caplog.handler.addFilter(scrubber := Scrubber())

    with caplog.at_level(logging.WARNING):
        work_once()

    caplog.handler.removeFilter(scrubber)
    (line,) = caplog.records
    assert (line.levelname, line.request_id) == ("ERROR", "broken")
    assert "LookupError: No answer from [e-mail]." in line.exc_text
    assert "exemple.test" not in line.exc_text


def test_a_runner_that_lost_the_database_goes_on_and_counts_as_dead(settings, ran):
    settings.SCHEDULE = "tests.prevention.operations.jobs.WITH_AN_OUTAGE"

    work(stop=Event(), threads=1, once=True)

    cut_off, counted = DBTaskResult.objects.order_by("enqueued_at")
    assert (cut_off.status, counted.status) == (
        TaskResultStatus.RUNNING,
        TaskResultStatus.SUCCESSFUL,
    )
    # Under its new name it says nothing any more of the task it left.
    assert cut_off.worker_ids != counted.worker_ids
    later = timezone.now() + timedelta(minutes=5)
    Runner.objects.filter(pk__in=counted.worker_ids).update(seen_at=later)
    assert enqueue_due([CUT_OFF], now=later) == ["cut_off"]
    assert Turn.objects.get(name="cut_off").failure == INTERRUPTED


def test_a_task_left_by_an_older_version_fails_and_is_told_by_its_name(scheduled, caplog):
    caplog.handler.addFilter(scrubber := Scrubber())
    run_job.enqueue("gone")

    work_once()

    caplog.handler.removeFilter(scrubber)
    assert "gone" in {line.request_id for line in caplog.records}
    assert DBTaskResult.objects.failed().filter(args_kwargs__args=["gone"]).exists()
