"""Python processes of their own, beside that of the test."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import django

SPAWN = get_context("spawn")
PATIENCE_SECONDS = 120


def environment(url: str) -> dict[str, str]:
    """What a process on a database is started with.

    The coverage of what is about to be killed cannot be measured, and would slow the rest.
    """
    ours = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return {**ours, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.load.settings"}


def together(function: Callable, tasks: Sequence, *, url: str = "") -> list:
    """Carry out each task in a process of its own, once all are up; gives what each returns.

    With ``url`` they know Django and that database, otherwise only what they import.
    """
    everybody = SPAWN.Barrier(len(tasks))
    with ProcessPoolExecutor(len(tasks), SPAWN, _set_up, (url, everybody)) as pool:
        return list(pool.map(function, tasks))


def _set_up(url: str, everybody) -> None:
    # The function is unpickled, and its models are imported, only after this.
    if url:
        os.environ.update(environment(url))
        django.setup()
    everybody.wait(PATIENCE_SECONDS)
