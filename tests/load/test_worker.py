"""Workers as processes of their own: two at once, one killed, one told to stop."""

import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.core.management import call_command

from tests.load.jobs import SHORT
from tests.load.processes import PATIENCE_SECONDS, environment, together

pytestmark = pytest.mark.load

EACH_ONCE = sorted((job.name, "SUCCESSFUL") for job in SHORT)


def migrate(_nothing):
    call_command("migrate", verbosity=0)


@pytest.fixture(scope="module")
def migrated(store):
    together(migrate, [None], url=store.url)
    return store


@pytest.fixture
def table(migrated):
    """The store, with nothing left of the test before."""
    write(migrated, "DELETE FROM prevention_turn")
    write(migrated, "DELETE FROM prevention_runner")
    write(migrated, "DELETE FROM django_tasks_database_dbtaskresult")
    return migrated


@pytest.fixture
def working(table, tmp_path):
    """Start a worker, whose long job waits for ``tmp_path / "go"``; none outlives the test."""

    @contextmanager
    def start(*arguments):
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "work", *arguments],
            env={
                **environment(table.url),
                "DJANGO_SETTINGS_MODULE": "tests.load.jobs_settings",
                "JOBS_FOLDER": str(tmp_path),
            },
        )
        try:
            yield worker
        finally:
            worker.kill()
            worker.wait()

    return start


def write(store, sql):
    connection = store.connect()
    connection.execute(sql)
    connection.commit()
    connection.close()


def tasks(store):
    """The name and status of each task, in alphabetical order."""
    rows = store.rows(
        "SELECT args_kwargs -> 'args' ->> 0, status FROM django_tasks_database_dbtaskresult"
    )
    return sorted(rows)


def wait_until(happened):
    for _look in range(PATIENCE_SECONDS * 10):
        if happened():
            return
        time.sleep(0.1)
    pytest.fail("It did not happen.")


def stop(worker):
    worker.terminate()
    return worker.wait(PATIENCE_SECONDS)


def test_of_two_workers_each_job_is_done_by_one(table, working, tmp_path):
    (tmp_path / "go").touch()
    all_once = [("long", "SUCCESSFUL"), *EACH_ONCE]
    with working() as first, working() as second:
        wait_until(lambda: tasks(table) == all_once)
        wait_until(lambda: table.rows("SELECT count(*) FROM prevention_runner") == [(8,)])

        write(table, "UPDATE prevention_turn SET next_at = '2026-01-01 00:00:00+00:00'")

        wait_until(lambda: tasks(table) == sorted(2 * all_once))
        assert (stop(first), stop(second)) == (0, 0)
    assert tasks(table) == sorted(2 * all_once)


def test_a_long_job_delays_no_other_and_is_finished_before_the_worker_stops(
    table, working, tmp_path
):
    with working("--threads=2") as worker:
        wait_until(lambda: tasks(table) == [("long", "RUNNING"), *EACH_ONCE])

        worker.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(timeout=3)  # it would stop within one second, were there no job
        (tmp_path / "go").touch()

        assert worker.wait(PATIENCE_SECONDS) == 0
    assert tasks(table) == [("long", "SUCCESSFUL"), *EACH_ONCE]


def test_what_a_killed_worker_had_in_hand_comes_again(table, working, tmp_path):
    with working() as worker:
        wait_until(lambda: tasks(table) == [("long", "RUNNING"), *EACH_ONCE])
        worker.kill()
        worker.wait()
    # A day later; nobody waits for it here.
    write(table, "UPDATE prevention_runner SET seen_at = '2026-01-01 00:00:00+00:00'")
    write(
        table,
        "UPDATE prevention_turn SET next_at = '2026-01-01 00:00:00+00:00' WHERE name = 'long'",
    )
    (tmp_path / "go").touch()

    with working() as worker:
        wait_until(lambda: ("long", "SUCCESSFUL") in tasks(table))
        assert stop(worker) == 0

    assert tasks(table) == [("long", "RUNNING"), ("long", "SUCCESSFUL"), *EACH_ONCE]
    assert table.rows("SELECT failure FROM prevention_turn WHERE name = 'long'") == [
        ("interrupted",)
    ]
